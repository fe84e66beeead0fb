"""PermenPANRB 14/2017 as it ships, against figures written out here from the fact sheet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.model import FactsForm, SurveyForm

ELEMENTS = {
    "persyaratan": "Persyaratan",
    "prosedur": "Sistem, Mekanisme dan Prosedur",
    "waktu": "Waktu Penyelesaian",
    "biaya": "Biaya/Tarif",
    "produk": "Produk Spesifikasi Jenis Pelayanan",
    "kompetensi": "Kompetensi Pelaksana",
    "perilaku": "Perilaku Pelaksana",
    "pengaduan": "Penanganan Pengaduan, Saran dan Masukan",
    "sarana": "Sarana dan Prasarana",
}
IN_THE_LIST = list(ELEMENTS)
ON_THE_QUESTIONNAIRE = [*IN_THE_LIST[:7], "sarana", "pengaduan"]

CATEGORIES = [
    ("A", "88.31", "Sangat Baik"),
    ("B", "76.61", "Baik"),
    ("C", "65", "Kurang Baik"),
    ("D", "25", "Tidak Baik"),
]

BANTUL = ["3.31", "3.35", "3.49", "3.93", "3.45", "3.39", "3.39", "3.76", "3.35"]
GASPUL = [105, 101, 100, 116, 102, 105, 106, 105, 115]

# Respondents, an answer total over all nine elements, and the value that was published.
TOTALS = [(108, 3386, "87.09"), (95, 2646, "77.37"), (155, 4468, "80.07"), (150, 4364, "80.81")]

# Entries of the table of Krejcie and Morgan that were read: service users, respondents.
SAMPLES = [
    *((10, 10), (15, 14), (20, 19), (25, 24), (30, 28), (35, 32), (40, 36), (45, 40), (50, 44), (55, 48), (60, 52)),
    *((220, 140), (230, 144), (240, 148), (250, 152), (260, 155), (270, 159), (280, 162), (290, 165), (300, 169)),
    *((320, 175), (340, 181), (500, 217), (1200, 291), (1300, 297), (1400, 302), (1500, 306), (1600, 310)),
    *((1700, 313), (1800, 317), (1900, 320), (2000, 322), (2200, 327)),
]

PACKAGE = find_package("permenpanrb_14_2017")
SKM = next(form for form in PACKAGE.forms if isinstance(form, SurveyForm))
POPULATION = next(form for form in PACKAGE.forms if isinstance(form, FactsForm))
NODES = {node.id: node for node in PACKAGE.index.nodes}
TABLE = PACKAGE.table("mutu")


@pytest.fixture(scope="module")
def skm():
    return pekppp.load("permenpanrb_14_2017")


def evaluated(regulation, answers, **others):
    """Return the evaluation of a unit with these answers to the survey, and other forms beside it."""
    data = {
        "regulation": PACKAGE.regulation.id,
        "unit": {"name": "Unit Contoh", "agency": "Pemerintah Kota Contoh"},
        "period": {"year": 2024},
        "forms": {"skm": answers, **others},
    }
    return regulation.evaluate(pekppp.Submission.model_validate(data))


def means(values, order=IN_THE_LIST):
    return {"means": {code: Decimal(value) for code, value in zip(order, values, strict=True)}}


def totals(respondents, values, order=IN_THE_LIST):
    return {"totals": {"respondents": respondents, "sums": dict(zip(order, values, strict=True))}}


def spread(total):
    """Return nine whole numbers that sum to `total` and differ by one at most."""
    return [total // 9 + (at < total % 9) for at in range(9)]


def test_the_package_says_what_it_is():
    identity = PACKAGE.regulation
    assert (identity.id, identity.family, identity.citation) == ("permenpanrb_14_2017", "skm", "PermenPANRB 14/2017")
    assert identity.title.id == "Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik"
    assert (identity.validity.from_.on, identity.validity.until) == ("2017", None)
    assert identity.fields == ()


def test_it_replaces_the_regulation_of_2014_and_is_held_once_a_year():
    chain = {link.citation: link for link in PACKAGE.regulation.legal}
    assert chain["PermenPANRB 16/2014"].relation == "replaces"
    assert "satu kali setahun" in chain["PermenPANRB 14/2017 pasal 1 ayat (1)"].note.id
    assert set(chain) >= {"Surat Edaran Menteri PANRB 12/2023", "Pedoman Menteri PANRB 9/2024"}


def test_the_nine_elements_go_by_name_in_the_order_of_the_list():
    assert {aspect.code: aspect.name.id for aspect in PACKAGE.regulation.aspects} == ELEMENTS
    assert [row.code for block in SKM.aspects for row in block.questions] == IN_THE_LIST
    assert not [row for block in SKM.aspects for row in block.questions if row.number is not None]


def test_the_two_orders_of_the_last_elements_are_disputed():
    order = next(dispute for dispute in SKM.disputed if "ke-8" in dispute.about.id)
    assert any("U8 sarana" in other.says.id for other in order.others)
    assert {"TUBABA", "KPU-TL", "SKMLAWAS", "LULU", "GASPUL"} in [set(other.source) for other in order.others]


def test_answers_run_from_1_to_4_and_three_elements_have_labels_of_their_own():
    assert (SKM.scale.lowest, SKM.scale.highest) == (1, 4)
    labels = {row.code: row.note.id for block in SKM.aspects for row in block.questions if row.note}
    assert labels.keys() == {"biaya", "pengaduan", "sarana"}
    assert "gratis" in labels["biaya"]


def test_every_element_weighs_exactly_one_ninth_with_the_printed_figure_beside_it():
    parts = NODES["indeks"].parts
    assert [(part.node, part.weight.value) for part in parts] == [
        (f"skm.{code}", Fraction(1, 9)) for code in IN_THE_LIST
    ]
    assert {part.weight.printed for part in parts} == {Fraction("0.111")}


def test_the_other_weights_in_use_are_disputed():
    (weights,) = NODES["indeks"].disputed
    says = [other.says.id for other in weights.others]
    assert any(text.startswith("0,11,") for text in says)
    assert any(text.startswith("0,111,") for text in says)
    assert weights.chosen.id.startswith("1/9")


def test_the_index_is_multiplied_by_twenty_five_and_rounded_once_to_two_places():
    root = NODES[PACKAGE.index.root]
    assert (root.of, root.times, root.plus) == ("indeks", 25, 0)
    rounding = PACKAGE.index.rounding
    assert (rounding.places, rounding.mode, set(rounding.used_by)) == (2, "half_up", {"display", "category"})
    assert {node.rounding for node in PACKAGE.index.nodes} == {None}


def test_the_four_categories_have_their_bounds_and_names():
    assert [(row.letter, row.from_, row.name.id) for row in TABLE.categories] == [
        (letter, Fraction(bound), name) for letter, bound, name in CATEGORIES
    ]


def test_the_bounds_on_the_scale_of_the_index_are_a_twenty_fifth_of_the_converted_ones():
    assert [Fraction(bound) / 25 for _, bound, _ in CATEGORIES] == [
        Fraction(text) for text in ("3.5324", "3.0644", "2.60", "1")
    ]


@pytest.mark.parametrize(
    ("above", "below", "bound"), [(CATEGORIES[at][0], CATEGORIES[at + 1][0], CATEGORIES[at][1]) for at in range(3)]
)
def test_a_category_begins_on_the_half_cent_below_its_bound(skm, above, below, bound):
    tie = Decimal(bound) - Decimal("0.005")
    values = (Decimal(bound), tie, tie - Decimal("0.0000001"), Decimal(bound) - Decimal("0.01"))
    assert [skm.categorise(value).letter for value in values] == [above, above, below, below]
    from_answers = [evaluated(skm, means([value / 25] * 9)).category.letter for value in values]
    assert from_answers == [above, above, below, below]


def test_bantul_comes_out_as_published(skm):
    evaluation = evaluated(skm, means(BANTUL))
    assert evaluation.index.value == Fraction(25 * 3142, 900)
    assert (str(evaluation.index.rounded), evaluation.category.letter) == ("87.28", "B")


def test_bantul_cannot_be_had_from_rounded_weights_or_a_rounded_index():
    total = sum(map(Fraction, BANTUL))
    rounded_weights = [round(25 * total * Fraction(weight), 2) for weight in ("0.111", "0.11")]
    assert rounded_weights == [Fraction("87.19"), Fraction("86.40")]
    assert 25 * round(total / 9, 2) == Fraction("87.25")


@pytest.mark.parametrize(("respondents", "total", "printed"), TOTALS)
def test_a_whole_answer_total_gives_what_was_published(skm, respondents, total, printed):
    evaluation = evaluated(skm, totals(respondents, spread(total)))
    assert (str(evaluation.index.rounded), evaluation.category.letter) == (printed, "B")


@pytest.mark.parametrize(("respondents", "total", "printed"), TOTALS[:2])
def test_no_whole_answer_total_gives_it_with_a_rounded_weight(respondents, total, printed):
    for weight in (Fraction("0.111"), Fraction("0.11")):
        values = (25 * weight * whole / respondents for whole in range(9 * respondents, 36 * respondents + 1))
        assert not [value for value in values if abs(value - Fraction(printed)) <= Fraction("0.005")]
    assert abs(Fraction(25 * total, 9 * respondents) - Fraction(printed)) < Fraction("0.005")


def test_all_answers_at_the_top_give_100(skm):
    evaluation = evaluated(skm, totals(1, [4] * 9))
    assert (str(evaluation.index.rounded), evaluation.category.letter) == ("100.00", "A")


def test_gaspul_has_two_values_and_the_package_gives_the_one_of_exact_weights(skm):
    evaluation = evaluated(skm, totals(29, GASPUL, ON_THE_QUESTIONNAIRE))
    assert (str(evaluation.index.rounded), evaluation.category.letter) == ("91.48", "A")
    assert round(25 * Fraction(sum(GASPUL), 29) * Fraction("0.11"), 2) == Fraction("90.56")


def test_pacitan_follows_only_from_a_weight_of_0_11(skm):
    total = Fraction("30.15")
    assert round(25 * total * Fraction("0.11"), 1) == Fraction("82.9")
    assert str(evaluated(skm, means(["3.35"] * 9)).index.rounded) == "83.75"


@pytest.mark.parametrize(
    ("respondents", "sums", "value", "letter"),
    [
        (45, [165, 154, 145, 153, 154, 147, 157, 161, 155], "85.86", "B"),
        (19, [72, 70, 64, 69, 66, 63, 71, 69, 67], "89.33", "A"),
    ],
)
def test_raw_answers_of_a_public_database_are_scored(skm, respondents, sums, value, letter):
    evaluation = evaluated(skm, totals(respondents, sums, ON_THE_QUESTIONNAIRE))
    assert (str(evaluation.index.rounded), evaluation.category.letter) == (value, letter)
    swapped = evaluated(skm, totals(respondents, sums, IN_THE_LIST))
    assert swapped.index.value == evaluation.index.value
    assert swapped.node("unsur.sarana").value == evaluation.node("unsur.pengaduan").value


@pytest.mark.parametrize(("mean", "letter"), [("3.90", "A"), ("3.86", "A"), ("3.31", "B"), ("3.35", "B")])
def test_an_element_has_a_letter_of_its_own_by_the_same_bounds(skm, mean, letter):
    node = evaluated(skm, means([mean, *["1"] * 8])).node("unsur.persyaratan")
    assert (node.value, node.category.letter) == (25 * Fraction(mean), letter)


def test_every_element_is_converted_beside_the_index():
    assert list(PACKAGE.index.beside) == [f"unsur.{code}" for code in IN_THE_LIST]
    assert {NODES[name].categories for name in PACKAGE.index.beside} == {"mutu"}


@pytest.mark.parametrize(("users", "sample"), SAMPLES)
def test_too_few_respondents_for_the_table_of_krejcie_and_morgan_give_a_finding(skm, users, sample):
    stated = {"populasi": {"answers": {"jumlah": users}}}
    found = {}
    for respondents in (sample - 1, sample):
        evaluation = evaluated(skm, totals(respondents, [4 * respondents] * 9), **stated)
        found[respondents] = [one for one in evaluation.findings if one.code == "responden_kurang_dari_sampel"]
    (finding,) = found[sample - 1]
    assert found[sample] == []
    assert (finding.severity, finding.confidence) == ("info", "unverified")
    assert f"meminta {sample}." in finding.message("id")


def test_without_a_stated_number_of_users_nothing_is_said_of_the_sample(skm):
    assert [one.code for one in evaluated(skm, totals(1, [4] * 9)).findings] == []
    without_a_number = evaluated(skm, means(BANTUL), populasi={"answers": {"jumlah": 900}})
    assert [one.code for one in without_a_number.findings] == []


def test_the_number_of_users_is_asked_for_and_not_needed():
    assert [fact.id for _, fact in POPULATION.asked()] == ["jumlah"]
    assert [(need.form, need.without) for need in PACKAGE.index.requires] == [("skm", "error")]


def test_a_unit_is_not_the_plain_mean_of_its_services_and_the_package_says_so():
    services = [Fraction(text) for text in ("75.56", "86.29", "94.61")]
    assert round(sum(services) / 3, 2) == Fraction("85.49")
    (dispute,) = PACKAGE.index.aggregation.disputed
    assert "87,28" in dispute.others[0].says.id
    assert PACKAGE.index.aggregation.confidence == "unverified"


def test_the_example_is_scored(skm, checkout):
    evaluation = skm.evaluate(pekppp.read_submission(checkout / "examples" / "skm_kecamatan_contoh.yaml"))
    assert (str(evaluation.index.rounded), evaluation.category.letter) == ("84.26", "B")
    assert [one.code for one in evaluation.findings] == ["responden_kurang_dari_sampel"]
