"""Checks and recommendations of PermenPANRB 29/2022, each with an example that makes it speak and one that does not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pekppp_rules import Submission, read_submission
from pekppp_rules.regulation.model import CheckRule, RecommendRule, StepTable
from tests.packages.stated import LEVEL_RULES, PACKAGE, regulation
from tests.reference import INDICATOR_CODES, QUESTION_CODES

CHECKS = {rule.id: rule for file in PACKAGE.rules for rule in file.rules if isinstance(rule, CheckRule)}
RECOMMENDATIONS = {rule.id: rule for file in PACKAGE.rules for rule in file.rules if isinstance(rule, RecommendRule)}
(STEPS,) = (table for file in PACKAGE.rules for table in file.tables if isinstance(table, StepTable))
EVIDENCE = [{"title": "Foto", "kind": "photo"}]


def unit(*, scores=3, answers=None, survey=3, respondents=9, evidence=None, second=None):
    """Return a unit's submission; a number stands for every row, a dict for the rows that differ from 3."""

    def row_of(codes, given):
        return {code: given if isinstance(given, int) else given.get(code, 3) for code in codes}

    sheets = [{"evaluator": "Evaluator 1", "scores": row_of(INDICATOR_CODES, scores), "evidence": evidence or {}}]
    if second is not None:
        sheets.append({"evaluator": "Evaluator 2", "scores": row_of(INDICATOR_CODES, second)})
    forms = {"f02": sheets, "f03": {"responses": [row_of(QUESTION_CODES, survey)] * respondents}}
    if answers is not None:
        forms["f01"] = {"answers": answers}
    return Submission.model_validate(
        {
            "regulation": "permenpanrb_29_2022",
            "unit": {"name": "Unit Contoh", "agency": "Kota Contoh", "mode": "luring"},
            "period": {"year": 2022, "scheme": "mandiri"},
            "forms": forms,
        }
    )


def findings(submission):
    """Return the findings of the package's checks."""
    return [found for found in regulation().evaluate(submission).findings if found.code in CHECKS]


def recommended(submission):
    """Return the recommendations that are more than the next step of a row."""
    return [one for one in regulation().evaluate(submission).recommendations if one.code != "langkah_berikutnya"]


SKM = {"6.dilaksanakan": True, "6.nilai": 80.5, "6.periode": "Semester I"}
ON_SIPPN = {"3.dipublikasikan": True, "3.media": ["sippn", "cetak"]}
WITH_LAPOR = {"26.ada": True, "26.daring": ["sp4n_lapor"]}
WITHOUT_LAPOR = {"26.ada": True, "26.daring": ["surel"]}
YOUNG = {"29.ada": True, "29.lama": "kurang_setahun"}
AWARDED = {"29.ada": True, "29.penghargaan": ["nasional"]}

SPEAKS = {
    "skor_di_atas_fakta": [
        (unit(answers={"4.peninjauan": "sebagian_dua_tahun"}), unit(answers={"4.peninjauan": "semua_dua_tahun"})),
        (unit(answers={"30.ada": False}), unit(answers={"29.ada": False}, scores={"29.f.B": 0})),
        (
            unit(answers={"4.peninjauan": "semua_dua_tahun"}, second=4),
            unit(answers={"4.peninjauan": "semua_setahun"}, second=4),
        ),
    ],
    "skor_di_bawah_fakta": [
        (unit(answers={"4.peninjauan": "semua_setahun"}), unit(answers={"4.peninjauan": "semua_dua_tahun"})),
    ],
    "skor_tanpa_bukti": [
        (unit(evidence={"1.a.Ak": EVIDENCE}), unit()),
        (unit(evidence={"1.a.Ak": EVIDENCE}), unit(evidence=dict.fromkeys(INDICATOR_CODES, EVIDENCE))),
        (unit(evidence={"1.a.Ak": EVIDENCE}), unit(scores=0, evidence={"1.a.Ak": EVIDENCE})),
    ],
    "evaluator_berselisih": [
        (unit(second={"15.c.K": 5}), unit(second={"15.c.K": 4})),
        (unit(second={"15.c.K": 1}), unit(scores={"15.c.K": 5})),
    ],
    "evaluator_dan_pengguna_berselisih": [
        (unit(scores=5), unit(scores=4)),
        (unit(scores=1), unit(scores=2)),
    ],
    "jawaban_seragam": [(unit(respondents=10), unit(respondents=9))],
    "skm_tanpa_nilai_atau_periode": [
        (unit(answers={"6.dilaksanakan": True}), unit(answers=SKM)),
        (unit(answers={"6.dilaksanakan": True, "6.nilai": 80}), unit(answers={"6.dilaksanakan": False})),
        (unit(answers={"6.dilaksanakan": True, "6.periode": "2022"}), unit(answers={"7.media": []})),
    ],
    "nilai_skm_di_luar_rentang": [
        (unit(answers={**SKM, "6.nilai": 3.4}), unit(answers={**SKM, "6.nilai": 25})),
        (unit(answers={**SKM, "6.nilai": 24.99}), unit(answers={**SKM, "6.nilai": 100})),
        (unit(answers={**SKM, "6.nilai": 0}), unit(answers={"6.dilaksanakan": True})),
    ],
    "sp_melebihi_jenis_layanan": [
        (
            unit(answers={"1.ada": True, "1.jumlah_layanan": 4, "1.jumlah_sp": 5}),
            unit(answers={"1.ada": True, "1.jumlah_layanan": 5, "1.jumlah_sp": 5}),
        ),
        (
            unit(answers={"1.ada": True, "1.jumlah_layanan": 0, "1.jumlah_sp": 1}),
            unit(answers={"1.ada": True, "1.jumlah_sp": 5}),
        ),
    ],
    "sippn_tidak_sejalan": [
        (unit(answers={**ON_SIPPN, "21.ada": True, "21.sippn": False}), unit(answers={**ON_SIPPN, "21.ada": True})),
        (unit(answers={**ON_SIPPN, "21.ada": False}), unit(answers={**ON_SIPPN, "21.ada": True, "21.sippn": True})),
        (unit(answers={**ON_SIPPN, "21.ada": False}), unit(answers=ON_SIPPN)),
    ],
    "selesai_melebihi_masuk": [
        (unit(answers={"28.masuk": 4, "28.selesai": 5}), unit(answers={"28.masuk": 5, "28.selesai": 5})),
        (unit(answers={"28.masuk": 0, "28.selesai": 1}), unit(answers={"28.selesai": 1})),
    ],
    "selesai_lapor_melebihi_masuk": [
        (
            unit(answers={"28.masuk_lapor": 4, "28.selesai_lapor": 5}),
            unit(answers={"28.masuk_lapor": 5, "28.selesai_lapor": 5}),
        ),
    ],
    "lapor_melebihi_seluruhnya": [
        (unit(answers={"28.masuk": 4, "28.masuk_lapor": 5}), unit(answers={"28.masuk": 5, "28.masuk_lapor": 5})),
        (unit(answers={"28.selesai": 4, "28.selesai_lapor": 5}), unit(answers={"28.selesai_lapor": 5})),
    ],
    "lapor_tanpa_kasus": [
        (unit(answers={**WITH_LAPOR, "28.masuk_lapor": 0}), unit(answers={**WITH_LAPOR, "28.masuk_lapor": 1})),
        (unit(answers={**WITH_LAPOR, "28.masuk_lapor": 0}), unit(answers={**WITHOUT_LAPOR, "28.masuk_lapor": 0})),
        (unit(answers={**WITH_LAPOR, "28.masuk_lapor": 0}), unit(answers=WITH_LAPOR)),
    ],
    "inovasi_muda_diberi_skor_tinggi": [
        (unit(answers=YOUNG), unit(answers=YOUNG, scores={"29.f.B": 2})),
        (unit(answers=YOUNG), unit(answers={"29.ada": True, "29.lama": "setahun_lebih"})),
        (unit(answers=YOUNG, scores={"29.f.B": 2}, second=3), unit(answers={"29.ada": True})),
    ],
    "penghargaan_tanpa_kompetisi": [
        (unit(answers={**AWARDED, "29.kompetisi": False}), unit(answers={**AWARDED, "29.kompetisi": True})),
        (unit(answers={**AWARDED, "29.kompetisi": False}), unit(answers=AWARDED)),
    ],
}
"""By check, pairs of a submission on which it speaks and one on which it is silent."""


@pytest.mark.parametrize(
    ("code", "speaks", "silent"), [(code, *pair) for code, pairs in SPEAKS.items() for pair in pairs]
)
def test_a_check_speaks_on_its_example_and_is_silent_on_the_other(code, speaks, silent):
    assert code in {found.code for found in findings(speaks)}
    assert code not in {found.code for found in findings(silent)}


def test_every_check_has_its_examples():
    assert SPEAKS.keys() == CHECKS.keys()


def test_numbers_that_cannot_be_true_are_errors_and_what_is_good_to_know_is_info():
    by_severity = {
        severity: {code for code, rule in CHECKS.items() if rule.severity == severity} for severity in ("error", "info")
    }
    assert by_severity == {
        "error": {
            "nilai_skm_di_luar_rentang",
            "selesai_melebihi_masuk",
            "selesai_lapor_melebihi_masuk",
            "lapor_melebihi_seluruhnya",
        },
        "info": {"skor_di_bawah_fakta", "jawaban_seragam", "lapor_tanpa_kasus"},
    }


def test_a_unit_that_states_nothing_and_attaches_nothing_hears_nothing():
    assert findings(unit()) == []


@pytest.mark.parametrize("scores", [0, 3, 5])
def test_a_row_about_which_nothing_is_stated_is_not_compared_with_facts(scores):
    found = findings(unit(answers={"7.media": ["cetak"]}, scores=scores, survey=scores))
    assert {one.subject for one in found} <= {"f02.7.a.T", "a"}
    assert len(found) == 1


def test_a_finding_shows_the_numbers_it_compares_in_both_languages():
    (above,) = findings(unit(answers={"4.peninjauan": "sebagian_dua_tahun"}, second=4))
    assert (
        above.message("id")
        == "Standar pelayanan ditinjau secara berkala (4.a.K): skor 3,5, sedangkan fakta F-01 mendukung level 2."
    )
    assert (
        above.message("en")
        == "The service standard is reviewed periodically (4.a.K): scored 3.5, while the facts of F-01 support level 2."
    )


def test_scores_below_the_facts_and_without_evidence_make_one_finding_an_aspect():
    answers = {"14.budaya": ["seragam", "tanda_nama", "pin_logo", "aturan_5s"], "4.peninjauan": "semua_setahun"}
    below = findings(unit(answers=answers, scores={"12.b.Ak": 0}))
    assert [(one.code, one.subject) for one in below] == [("skor_di_bawah_fakta", "a"), ("skor_di_bawah_fakta", "b")]
    bare = findings(unit(evidence={"29.f.B": EVIDENCE, "30.f.B": EVIDENCE}))
    assert [one.subject for one in bare] == ["a", "b", "c", "d", "e"]
    assert "25.e.P, 26.e.P, 27.e.Ak, 28.e.Ak" in bare[-1].message()


GOLDEN = [
    ("skor_tanpa_bukti", "c"),
    ("skor_di_bawah_fakta", "a"),
    ("skor_di_bawah_fakta", "c"),
    ("skor_di_bawah_fakta", "d"),
]


def test_the_honest_example_has_these_findings_and_no_others(example):
    found = regulation().evaluate(read_submission(example)).findings
    assert [(one.code, one.subject) for one in found] == GOLDEN


SKM_ADVICE = [
    ({"6.dilaksanakan": False}, {}, False),
    ({"6.dilaksanakan": False}, {"8.a.Ak": 0}, True),
    ({"6.dilaksanakan": True}, {}, False),
    ({"6.dilaksanakan": True, "6.sesuai": False}, {}, True),
    ({**SKM, "6.sesuai": False, "6.ditindaklanjuti": False}, {}, True),
    ({**SKM, "6.nilai": 3.4}, {"9.a.Ak": 2}, True),
    (SKM, {"8.a.Ak": 2}, False),
    (SKM, {"8.a.Ak": 2, "9.a.Ak": 2}, True),
    (SKM, {}, False),
]


@pytest.mark.parametrize(("answers", "scores", "is_advised"), SKM_ADVICE)
def test_two_weak_points_of_the_skm_give_one_recommendation(answers, scores, is_advised):
    codes = [one.code for one in recommended(unit(answers=answers, scores=scores))]
    assert codes == (["benahi_skm"] if is_advised else [])


def test_where_the_skm_has_its_full_score_the_advice_promises_no_gain():
    (advice,) = recommended(unit(answers=SKM, scores={"6.a.B": 5, "8.a.Ak": 2, "9.a.Ak": 2}))
    assert (advice.code, advice.gain, advice.subject) == ("rapikan_skm", None, "f02.6.a.B")


@pytest.mark.parametrize(
    ("answers", "scores", "is_advised"),
    [
        (WITHOUT_LAPOR, {"28.e.Ak": 2}, True),
        ({"26.ada": False}, {"26.e.P": 0}, True),
        ({"26.ada": True, "26.daring": []}, {"27.e.Ak": 1}, True),
        (WITHOUT_LAPOR, {}, False),
        (WITH_LAPOR, {"28.e.Ak": 2}, False),
        ({"26.ada": True}, {"28.e.Ak": 2}, False),
    ],
)
def test_low_complaint_scores_with_a_missing_channel_give_one_recommendation(answers, scores, is_advised):
    codes = [one.code for one in recommended(unit(answers=answers, scores=scores))]
    assert codes == (["hubungkan_lapor"] if is_advised else [])


@pytest.mark.parametrize(
    ("answers", "is_advised"),
    [
        ({"21.ada": False}, True),
        ({"21.ada": True, "21.sippn": False}, True),
        ({"21.ada": True, "21.sippn": True, "21.layanan_sippn": 0}, True),
        ({**ON_SIPPN, "21.ada": True, "21.sippn": False}, True),
        ({**ON_SIPPN, "21.ada": True, "21.sippn": True, "21.layanan_sippn": 3}, False),
        ({"21.ada": True}, False),
    ],
)
def test_sippn_that_is_absent_or_contradicted_gives_one_recommendation(answers, is_advised):
    codes = [one.code for one in recommended(unit(answers=answers))]
    assert codes == (["gunakan_sippn"] if is_advised else [])


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"1.ada": True, "4.peninjauan": "belum_pernah"}, ["tinjau_sp"]),
        ({"1.ada": True, "4.peninjauan": "belum_pernah", "3.dipublikasikan": False}, ["tinjau_sp"]),
        ({"1.ada": True, "4.peninjauan": "semua_tiga_tahun", "3.dipublikasikan": False}, ["publikasikan_sp"]),
        ({"1.ada": True, "3.dipublikasikan": False}, ["publikasikan_sp"]),
        ({"1.ada": True, "4.peninjauan": "semua_setahun", "3.dipublikasikan": True}, []),
        ({"1.ada": False, "4.peninjauan": "belum_pernah", "3.dipublikasikan": False}, []),
    ],
)
def test_a_service_standard_that_stands_unreviewed_or_unpublished_gives_one_recommendation(answers, expected):
    assert [one.code for one in recommended(unit(answers=answers))] == expected


def test_users_who_rate_an_aspect_lower_than_evaluators_are_to_be_asked():
    low = {code: 1 for code in QUESTION_CODES if ".c." in code}
    (advice,) = recommended(unit(survey=low))
    assert (advice.code, advice.subject, advice.effort) == ("periksa_bersama_pengguna", "c", "small")
    assert advice.message().startswith("Sarana Prasarana: evaluator memberi 3, pengguna 1.")
    assert advice.code not in {one.code for one in recommended(unit(scores=1))}


def test_what_a_recommendation_achieves_has_its_gain_in_the_index():
    (advice,) = recommended(unit(answers=WITHOUT_LAPOR, scores={"28.e.Ak": 2}))
    assert (advice.row, advice.to_level) == ("f02.26.e.P", 5)
    assert advice.gain == Fraction(75, 100) * Fraction(10, 100) * Fraction(25, 100) * 2


def test_every_row_below_5_gets_the_step_after_its_level():
    advice = {
        one.row: one for one in regulation().evaluate(unit(scores={"1.a.Ak": 5}, second={"2.a.P": 4})).recommendations
    }
    assert advice.keys() == {f"f02.{code}" for code in INDICATOR_CODES}
    assert (advice["f02.2.a.P"].to_level, advice["f02.2.a.P"].effort) == (4, "medium")
    assert advice["f02.2.a.P"].message() == "Tambah unsur keempat, misalnya masyarakat sipil."


def test_the_table_of_steps_leads_from_0_to_5_in_every_row_in_both_languages():
    assert {code: [*steps] for code, steps in STEPS.rows.items()} == {code: [*"12345"] for code in LEVEL_RULES}
    texts = [step.text for steps in STEPS.rows.values() for step in steps.values()]
    assert len({text.id for text in texts}) > 140
    assert [text for text in texts if not text.en or len(text.id) > 120] == []
    assert (STEPS.source, STEPS.confidence) == (("PACKAGE",), "unverified")


def test_an_online_unit_gets_no_advice_that_is_written_for_offline_units(checkout):
    example = checkout / "examples" / "layanan_daring_kota_contoh.yaml"
    evaluation = regulation().evaluate(read_submission(example))
    assert (evaluation.findings, evaluation.recommendations) == ((), ())


@pytest.mark.parametrize("rule", [*CHECKS.values(), *RECOMMENDATIONS.values()], ids=lambda rule: rule.id)
def test_a_rule_speaks_both_languages(rule):
    assert rule.text.en
    assert rule.note is None or rule.note.en
