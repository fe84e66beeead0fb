"""Ways in which alternatives, printed sums, values and facts fail to fit, one spoilt copy of the invented package each."""

from __future__ import annotations

import pytest

from pekppp_rules.errors import PackageError
from tests.regulation.slips import Slip, spoilt

INDEX, FACTS, VALUES, SURVEY = "index.yaml", "lapor.yaml", "ukur.yaml", "tanya.yaml"
LURING, DARING = "rubrik_luring.yaml", "rubrik_daring.yaml"


def slip(code: str, file: str, old: str, new: str, marked: str, says: str) -> Slip:
    """Return a mistake in one file of the invented package."""
    return Slip("toy", code, ((file, old, new),), file, marked, says)


SLIPS = {
    "a row that is counted by its aspect and by itself": slip(
        "PKP-130",
        INDEX,
        "parts: [{node: rubrik.p}, {node: rubrik.r}]",
        "parts: [{node: rubrik.p}, {node: rubrik.r}, {node: rubrik.r1}]",
        "rows: ^{form: rubrik, aspect: r}",
        '"rubrik.r1" is counted twice, by nodes "rubrik_rata" and "rubrik.r"',
    ),
    "a node with two parents": slip(
        "PKP-130",
        INDEX,
        "      - {node: warga, weight: 30}\n",
        "      - {node: warga, weight: 30}\n      - {node: rubrik_rata, weight: 0}\n",
        "^{id: loket,",
        '"rubrik_rata" is counted twice, by nodes "mutu" and "loket"',
    ),
    "a weight where weights are unknown": slip(
        "PKP-131",
        DARING,
        "title: {id: Segel surat, en: Seal of the letter}\n",
        "title: {id: Segel surat, en: Seal of the letter}\n        weight: 1\n",
        "weight: ^1\n",
        'the form says that its weights are unknown (weights), but "m3" has one',
    ),
    "a weight that a plain mean does not use": slip(
        "PKP-132",
        LURING,
        "title: {id: Cahaya, en: Light}\n",
        "title: {id: Cahaya, en: Light}\n        weight: 0.5\n",
        "weight: ^0.5",
        'the weight of "r2" is not used: node "rubrik.r" is a plain mean',
    ),
    "a value that no node counts": slip(
        "PKP-134",
        VALUES,
        "values:\n",
        "values:\n  - {code: luas, aspect: p, title: {id: Luas}}\n",
        "- ^{code: luas",
        'value "luas" of form "ukur" is counted by no node',
    ),
    "a node of another aspect than its rows": slip(
        "PKP-135",
        INDEX,
        "id: rubrik.r, aspect: r,",
        "id: rubrik.r, aspect: p,",
        "aspect: ^p, name: {id: Ruang",
        'this node is of aspect "p" but counts the rows of aspect "r"',
    ),
    "a conversion of something else": slip(
        "PKP-136",
        INDEX,
        "kind: linear, of: mutu, times: 1/10",
        "kind: linear, of: loket, times: 1/10",
        "conversion: ^mutu_10",
        'conversion "mutu_10" does not end at the index "mutu"',
    ),
    "parts of different scales": slip(
        "PKP-137",
        INDEX,
        "sum: 1\n    parts: [{node: ukur.antre, weight: 0.6}, {node: ukur.bersih, weight: 0.4}]",
        "sum: 0.99\n    parts: [{node: ukur.antre, weight: 0.6}, {node: ukur.bersih, weight: 0.39}]",
        "parts: ^[{node: ukur.total}",
        'the parts of node "ukuran" have different scales',
    ),
    "a form that cannot be left out": slip(
        "PKP-138",
        INDEX,
        "{form: tanya, without: error}",
        "{form: tanya, without: next_part}",
        "{form: tanya, without: ^next_part}",
        'form "tanya" cannot be left out',
    ),
    "a bound of an inner category that its rounding cannot meet": slip(
        "PKP-110",
        "categories.yaml",
        "{letter: Lurus, from: 50,",
        "{letter: Lurus, from: 50.5,",
        "from: ^50.5",
        "",
    ),
    "yes compared with a word": slip(
        "PKP-139",
        FACTS,
        'asked_if: {fact: sapaan.ada, "=": true}\n',
        'asked_if: {fact: sapaan.ada, "=": ya}\n',
        '"=": ^ya',
        'fact "sapaan.ada" is of type bool',
    ),
    "a set compared with one option": slip(
        "PKP-139",
        FACTS,
        "{fact: sapaan.bahasa, in: [peri]}",
        '{fact: sapaan.bahasa, "=": peri}',
        '"=": ^peri',
        'fact "sapaan.bahasa" is of type set',
    ),
    "a condition on an option that is none": slip(
        "PKP-106",
        FACTS,
        "{fact: sapaan.bahasa, in: [peri]}",
        "{fact: sapaan.bahasa, in: [kurcaci, naga]}",
        "kurcaci, ^naga]",
        'option of fact "sapaan.bahasa" "naga" does not exist',
    ),
    "a condition on a fact that stands later": slip(
        "PKP-106",
        FACTS,
        '{fact: ruang.jenis, "=": gua}',
        "{fact: naga.nama, present: true}",
        "fact: ^naga.nama",
        'earlier fact "naga.nama" does not exist',
    ),
    "a fact that looks at itself": slip(
        "PKP-106",
        FACTS,
        "{fact: sapaan.bahasa, in: [peri]}",
        "{fact: sapaan.peri_sejak, present: true}",
        "fact: ^sapaan.peri_sejak, present",
        'earlier fact "sapaan.peri_sejak" does not exist',
    ),
    "a fact twice": slip(
        "PKP-105",
        FACTS,
        "id: sapaan.peri_sejak\n",
        "id: waktu.tepat\n",
        "{id: ^waktu.tepat, type: percent",
        'fact "waktu.tepat" is already used',
    ),
    "an option twice": slip(
        "PKP-105",
        FACTS,
        "{code: kurcaci,",
        "{code: peri,",
        "{code: ^peri, name: {id: Bahasa k",
        'option "peri" is already',
    ),
    "a question code twice": slip(
        "PKP-105", FACTS, "code: ruang\n", "code: waktu\n", "code: ^waktu\n        title: {id: Ruang", 'code "waktu"'
    ),
    "bounds of a fact the wrong way round": slip(
        "PKP-119", FACTS, "lowest: 0, highest: 366", "lowest: 400, highest: 366", "lowest: ^400", "from 400 to 366"
    ),
    "a question that informs a row that is none": slip(
        "PKP-106",
        FACTS,
        "informs: {form: rubrik, code: p2}",
        "informs: {form: rubrik, code: p9}",
        "code: ^p9",
        'row of form "rubrik" "p9" does not exist',
    ),
}

every_slip = pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())


@every_slip
def test_check_reports_exactly_the_one_problem_at_its_place(slip, request):
    copy = spoilt(slip, request)
    problems = copy.check()
    assert [(problem.code, str(problem.place)) for problem in problems] == [
        (slip.code, copy.place(slip.file, slip.marked))
    ]
    assert slip.says in problems[0].message("en")


@every_slip
def test_load_refuses_it_too(slip, request, explained_elsewhere):
    with pytest.raises(PackageError):
        spoilt(slip, request).load()


def test_a_printed_sum_over_a_form_of_unknown_weights_is_refused(toy):
    """The node is told once, at the form that lacks the weights; in the other variant they sum as stated."""
    toy.edit("index.yaml", "kind: weighted_mean, out_of: 1, rows", "kind: weighted_sum, sum: 1, rows")
    (problem,) = toy.check()
    assert (problem.code, problem.parameters) == ("PKP-133", {"node": "rubrik.p"})
    assert str(problem.place) == toy.place(DARING, "weights:\n  ^unknown")


def test_a_printed_sum_is_the_sum(toy):
    toy.edit(INDEX, "sum: 0.99\n", "sum: 1 # 3 x 0.33\n")
    (problem,) = toy.check()
    assert (problem.code, str(problem.place)) == ("PKP-104", toy.place(SURVEY, "- ^aspect: p"))
    assert problem.parameters["total"] == "0.99"


def test_a_node_over_rows_of_a_form_that_is_not_required_is_told_once(toy):
    toy.edit(INDEX, "  - {form: ukur, without: next_part}\n", "")
    assert [(problem.code, str(problem.place)) for problem in toy.check()] == [
        ("PKP-124", toy.place(INDEX, "- ^id: ukuran\n")),
        ("PKP-124", toy.place(INDEX, "- ^id: ukuran_hitung\n")),
    ]


def test_the_invented_package_is_sound(toy):
    assert toy.check() == []
