"""Every way the parts of a package can fail to fit each other, one spoilt copy each."""

from __future__ import annotations

import pytest

from pekppp_rules.errors import PackageError
from tests.regulation.slips import Slip, spoilt

F02, F03, INDEX, CATEGORIES = "f02_luring.yaml", "f03_luring.yaml", "index.yaml", "categories.yaml"
DARING, SURVEY = "f02_daring.yaml", "f03.yaml"
REGULATION, SOURCES = "regulation.yaml", "sources.yaml"

SECOND_BLOCK_OF_A = """\
  - aspect: a
    indicators:
      - {code: a3, title: {id: Baris a3}, weight: 1, levels: {0: {id: Nol}, 1: {id: Satu}, 2: {id: Dua}}}
"""
LAST_QUESTION = "en: Consultation and complaint facilities are adequate}}\n"
ASPECT_F_IN_F03 = "  - aspect: f\n    questions:\n      - {code: 16.f.B, title: {id: Inovasi}}\n"


SLIPS = {
    "an indicator weight one too low": Slip(
        "shipped",
        "PKP-104",
        ((F02, "confidence: primary\n        weight: {value: 17", "confidence: primary\n        weight: {value: 16"),),
        F02,
        "  - ^aspect: a\n",
        'the weights of the indicators of aspect "a" sum to 99, should be 100',
    ),
    "parts that miss their sum": Slip(
        "small",
        "PKP-104",
        ((INDEX, "{node: f02, weight: 6}", "{node: f02, weight: 5.5}"),),
        INDEX,
        "^- {node: f02, weight: 5.5}",
        'the weights of node "indeks" sum to 9.5, should be 10',
    ),
    "a variant whose weights exceed their sum": Slip(
        "small",
        "PKP-104",
        (
            (
                DARING,
                "title: {id: Baris a1 daring}\n        weight: 1",
                'title: {id: Baris a1 daring}\n        weight: "4/3"',
            ),
        ),
        DARING,
        "- ^aspect: a",
        'the weights of the indicators of aspect "a" sum to 4/3, should be 1',
    ),
    "the weights of a survey": Slip(
        "small",
        "PKP-104",
        ((SURVEY, "weight: 3}", "weight: 2}"),),
        SURVEY,
        "- ^aspect: a",
        "sum to 3, should be 4",
    ),
    "a question code twice": Slip(
        "shipped",
        "PKP-105",
        ((F03, "code: 2.a.K1", "code: 1.a.K1"),),
        F03,
        "code: ^1.a.K1, number: 2",
        'code "1.a.K1" is already used',
    ),
    "a question code that differs in punctuation only": Slip(
        "shipped",
        "PKP-180",
        ((F03, "code: 2.a.K1", "code: 1_A_k1"),),
        F03,
        "code: ^1_A_k1, number: 2",
        'codes "1_A_k1" and "1.a.K1" are the same as the name of a column, "1_A_k1"',
    ),
    "an option of a fact that differs in the case of a letter only": Slip(
        "shipped",
        "PKP-180",
        (("f01_luring.yaml", "code: media_massa,", "code: Ahli,"),),
        "f01_luring.yaml",
        "- id: ^2.unsur",
        'codes "2.unsur.Ahli" and "2.unsur.ahli" are the same as the name of a column, "f01_2_unsur_Ahli"',
    ),
    "a source key twice": Slip(
        "small",
        "PKP-105",
        ((SOURCES, "sources:\n", "sources:\n  - {key: UJI, kind: press, title: Lagi}\n"),),
        SOURCES,
        "- key: ^UJI\n",
        'source "UJI" is already used',
    ),
    "a category letter twice": Slip(
        "small",
        "PKP-105",
        ((CATEGORIES, "{letter: K,", "{letter: B,"),),
        CATEGORIES,
        "{letter: ^B, from: 0.4",
        'category "B" is already used',
    ),
    "an unscored row with the code of a scored one": Slip(
        "small",
        "PKP-105",
        (
            (
                F02,
                "aspects:\n",
                "unscored:\n  - {code: b1, title: {id: Lagi}, levels: {0: {id: A}, 1: {id: B}, 2: {id: C}}}\naspects:\n",
            ),
        ),
        F02,
        "{code: ^b1, title",
        'code "b1" is already used',
    ),
    "a principle twice": Slip(
        "small",
        "PKP-105",
        (
            (
                REGULATION,
                "fields:\n",
                "principles:\n  - {code: K, name: {id: Satu}}\n  - {code: K, name: {id: Dua}}\nfields:\n",
            ),
        ),
        REGULATION,
        "{code: ^K, name: {id: Dua}",
        'principle "K" is already used',
    ),
    "an aspect twice": Slip(
        "small",
        "PKP-105",
        ((REGULATION, "aspects:\n", "aspects:\n  - {code: a, name: {id: Lagi}}\n"),),
        REGULATION,
        "{code: ^a, name: {id: Aspek a}",
        'aspect "a" is already used',
    ),
    "a node twice": Slip(
        "small",
        "PKP-105",
        ((INDEX, "nodes:\n", "nodes:\n  - {id: f02.b, name: {id: Lagi}, kind: mean, rows: {form: f02, aspect: b}}\n"),),
        INDEX,
        "- id: ^f02.b\n",
        'node "f02.b" is already used',
    ),
    "a category table twice": Slip(
        "small",
        "PKP-105",
        (
            (
                CATEGORIES,
                "tables:\n",
                "tables:\n  - {id: indeks, title: {id: Lagi}, categories: [{letter: Z, from: 0.4, name: {id: Semua}}]}\n",
            ),
        ),
        CATEGORIES,
        "- id: ^indeks\n",
        'table "indeks" is already used',
    ),
    "a source nobody listed": Slip(
        "shipped",
        "PKP-106",
        ((CATEGORIES, "source: [JB17, NB, MJ, GT, PUBLISHED]", "source: [JB18, NB, MJ, GT, PUBLISHED]"),),
        CATEGORIES,
        "source: ^[JB18",
        'source "JB18" does not exist; did you mean "JB17"?',
    ),
    "an unlisted source of a weight": Slip(
        "small",
        "PKP-106",
        ((F02, "printed: 0.67}", "printed: 0.67, source: [UJJ]}"),),
        F02,
        "source: ^[UJJ]",
        'source "UJJ" does not exist',
    ),
    "an unlisted source of another opinion": Slip(
        "small",
        "PKP-106",
        (
            (
                SURVEY,
                "scale: {",
                "disputed:\n  - {about: {id: A}, chosen: {id: B}, reason: {id: C}, "
                "others: [{says: {id: D}, source: [XYZ]}]}\nscale: {",
            ),
        ),
        SURVEY,
        "source: ^[XYZ]",
        'source "XYZ" does not exist',
    ),
    "an unlisted source that was looked at": Slip(
        "small",
        "PKP-106",
        ((SURVEY, "scale: {", "level_texts: {unknown: {looked_at: [XYZ], note: {id: Tidak ada}}}\nscale: {"),),
        SURVEY,
        "looked_at: ^[XYZ]",
        'source "XYZ" does not exist',
    ),
    "an aspect of a node that is not listed": Slip(
        "small",
        "PKP-106",
        ((INDEX, "- id: f02.b\n", "- id: f02.b\n    aspect: g\n"),),
        INDEX,
        "aspect: ^g",
        'aspect "g" does not exist',
    ),
    "a principle that is not listed": Slip(
        "small",
        "PKP-106",
        ((SURVEY, "title: {id: Tanya dua}", "principle: K, title: {id: Tanya dua}"),),
        SURVEY,
        "principle: ^K",
        'principle "K" does not exist',
    ),
    "a required form that is not there": Slip(
        "small",
        "PKP-106",
        ((INDEX, "requires:\n", "requires:\n  - {form: f05, without: error}\n"),),
        INDEX,
        "{form: ^f05",
        'form "f05" does not exist',
    ),
    "rows of a form that is not there": Slip(
        "small",
        "PKP-106",
        (
            (INDEX, "      - {node: f02.b}\n", "      - {node: f02.b}\n      - {node: x}\n"),
            (
                INDEX,
                "    rows: {form: f03, aspect: a}\n",
                "    rows: {form: f03, aspect: a}\n  - {id: x, name: {id: X}, kind: mean, rows: {form: f05, aspect: a}}\n",
            ),
        ),
        INDEX,
        "rows: {form: ^f05",
        'form "f05" does not exist',
    ),
    "rows of an aspect the form does not have": Slip(
        "small",
        "PKP-106",
        (
            (INDEX, "      - {node: f02.b}\n", "      - {node: f02.b}\n      - {node: x}\n"),
            (
                INDEX,
                "    rows: {form: f03, aspect: a}\n",
                "    rows: {form: f03, aspect: a}\n  - {id: x, name: {id: X}, kind: mean, rows: {form: f03, aspect: b}}\n",
            ),
        ),
        INDEX,
        "rows: {form: f03, aspect: ^b}",
        'aspect "b" does not exist',
    ),
    "a root that is no node": Slip(
        "small",
        "PKP-106",
        ((INDEX, "root: indeks\n", "root: indek\n"),),
        INDEX,
        "root: ^indek\n",
        'node "indek" does not exist; did you mean "indeks"?',
    ),
    "a part that is no node": Slip(
        "small",
        "PKP-106",
        ((INDEX, "      - {node: f02.b}\n", "      - {node: f02.b}\n      - {node: f02.c}\n"),),
        INDEX,
        "{node: ^f02.c}",
        'node "f02.c" does not exist',
    ),
    "a conversion of no node": Slip(
        "small",
        "PKP-106",
        ((INDEX, "of: indeks\n", "of: indeks_\n"),),
        INDEX,
        "of: ^indeks_\n",
        'node "indeks_" does not exist; did you mean "indeks"?',
    ),
    "a category table that is not there": Slip(
        "small",
        "PKP-106",
        ((INDEX, "categories: indeks\n", "categories: predikat\n"),),
        INDEX,
        "categories: ^predikat",
        'category table "predikat" does not exist',
    ),
    "a variant with a value that is not listed": Slip(
        "small",
        "PKP-106",
        ((DARING, "value: daring", "value: hibrida"),),
        DARING,
        "value: ^hibrida",
        '"hibrida" does not exist',
    ),
    "categories that start above the bottom of the scale": Slip(
        "shipped",
        "PKP-107",
        ((CATEGORIES, "from: 0\n", "from: 0.5\n"),),
        CATEGORIES,
        "from: ^0.5\n",
        'the categories of table "ipp" start at 0.5 but node "ipp" starts at 0',
    ),
    "categories that start below the bottom of the scale": Slip(
        "small",
        "PKP-107",
        ((CATEGORIES, "from: 0.4", "from: 0"),),
        CATEGORIES,
        "from: ^0,",
        'the categories of table "indeks" start at 0 but node "indeks" starts at 0.4',
    ),
    "a bound equal to the one above": Slip(
        "shipped",
        "PKP-109",
        ((CATEGORIES, "from: 4.01\n", "from: 4.51\n"),),
        CATEGORIES,
        "- ^letter: A-",
        'the lower bound of category "A-" (4.51) must be below the one above it (4.51)',
    ),
    "bounds in rising order": Slip(
        "small",
        "PKP-109",
        (
            (
                CATEGORIES,
                "      - {letter: K,",
                "      - {letter: X, from: 2.5, name: {id: Lebih}}\n      - {letter: K,",
            ),
        ),
        CATEGORIES,
        "- ^{letter: X,",
        'the lower bound of category "X" (2.5) must be below the one above it (2)',
    ),
    "a bound finer than the rounding": Slip(
        "shipped",
        "PKP-110",
        ((CATEGORIES, "from: 4.51\n", "from: 4.505\n"),),
        CATEGORIES,
        "from: ^4.505",
        'the bound of category "A" (4.505) is finer than the rounding to 2 places',
    ),
    "a tree that runs in a circle": Slip(
        "shipped",
        "PKP-111",
        ((INDEX, "      - {node: f03.e}\n", "      - {node: ipp}\n"),),
        INDEX,
        "- ^id: ipp\n",
        "the index tree runs in a circle: ipp -> f03 -> ipp",
    ),
    "a node that converts itself": Slip(
        "small",
        "PKP-111",
        ((INDEX, "of: indeks\n", "of: indeks_60\n"),),
        INDEX,
        "- ^id: indeks_60\n",
        "runs in a circle: indeks_60 -> indeks_60",
    ),
    "a node beside the tree": Slip(
        "shipped",
        "PKP-112",
        ((INDEX, "      - {node: f03.e}\n", ""),),
        INDEX,
        "- ^id: f03.e\n",
        'node "f03.e" is not used by the index',
    ),
    "an aspect that no node counts": Slip(
        "shipped",
        "PKP-113",
        ((F03, LAST_QUESTION, LAST_QUESTION + ASPECT_F_IN_F03),),
        F03,
        "- ^aspect: f\n",
        'aspect "f" of form "f03" is counted by no node',
    ),
    "a row without one of its levels": Slip(
        "shipped",
        "PKP-114",
        ((F02, "          3: {id: Tiga unsur masyarakat dilibatkan, en: Three groups take part}\n", ""),),
        F02,
        "          ^0: {id: Tidak ada unsur masyarakat",
        'indicator "2.a.P" must have exactly the levels 0, 1, 2, 3, 4, 5; it has 0, 1, 2, 4, 5',
    ),
    "an unscored row with a level too many": Slip(
        "small",
        "PKP-114",
        (
            (
                F02,
                "aspects:\n",
                "unscored:\n  - {code: u1, title: {id: U}, levels: {0: {id: A}, 1: {id: B}, 2: {id: C}, 3: {id: D}}}\naspects:\n",
            ),
        ),
        F02,
        "levels: ^{0: {id: A}",
        'indicator "u1" must have exactly the levels 0, 1, 2; it has 0, 1, 2, 3',
    ),
    "a bound above the scale": Slip(
        "shipped",
        "PKP-115",
        ((CATEGORIES, "from: 4.51\n", "from: 5.01\n"),),
        CATEGORIES,
        "from: ^5.01",
        'the lower bound of category "A" (5.01) is outside the scale of node "ipp" (0 to 5)',
    ),
    "a weighted mean over a question without weight": Slip(
        "shipped",
        "PKP-116",
        (
            (
                INDEX,
                "kind: mean\n    rows: {form: f03, aspect: d}",
                "kind: weighted_mean\n    out_of: 1\n    rows: {form: f03, aspect: d}",
            ),
            (F03, "number: 12, principle: T,", "number: 12, principle: T, weight: 1,"),
            ("f03_daring.yaml", "number: 10, principle: T,", "number: 10, principle: T, weight: 1,"),
        ),
        F03,
        "- ^code: 14.d.T",
        'node "f03.d" is a weighted mean, but "14.d.T" has no weight',
    ),
    "a scale without extent": Slip(
        "shipped",
        "PKP-119",
        ((F03, "scale: {lowest: 0, highest: 5}", "scale: {lowest: 5, highest: 5}"),),
        F03,
        "scale: ^{lowest: 5",
        'the scale of form "f03" runs from 5 to 5',
    ),
    "a conversion by nothing": Slip(
        "shipped",
        "PKP-121",
        ((INDEX, "times: 20\n", "times: 0\n"),),
        INDEX,
        "times: ^0",
        "the factor 0 must be greater than zero",
    ),
    "a conversion that turns the scale round": Slip(
        "small",
        "PKP-121",
        ((INDEX, "times: 25\n", "times: -25\n"),),
        INDEX,
        "times: ^-25",
        "the factor -25 must be greater than zero",
    ),
    "a negative weight in a sum that is right": Slip(
        "shipped",
        "PKP-122",
        (
            (INDEX, "{node: f02, weight: 0.75}", "{node: f02, weight: 3}"),
            (INDEX, "{node: f03, weight: 0.25}", "{node: f03, weight: -2}"),
        ),
        INDEX,
        "{node: f03, weight: ^-2}",
        "weight -2 must not be negative",
    ),
    "a form the index uses and does not require": Slip(
        "small",
        "PKP-124",
        ((INDEX, "  - {form: f03, without: error}\n", ""),),
        INDEX,
        "rows: ^{form: f03, aspect: a}",
        'form "f03" is used by the index but is not in requires',
    ),
    "a variant chosen by a field that is not listed": Slip(
        "small",
        "PKP-125",
        ((DARING, "field: unit.mode", "field: period.stage"),),
        DARING,
        "field: ^period.stage",
        "the variant is chosen by period.stage",
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


def test_load_raises_just_what_check_reports(request):
    copy = spoilt(SLIPS["an indicator weight one too low"], request)
    with pytest.raises(PackageError) as refused:
        copy.load()
    assert list(refused.value.problems) == copy.check()


def test_a_wrong_sum_reads_the_same_in_indonesian(small):
    small.edit("f02_luring.yaml", 'value: "2/3"', 'value: "1/2"')
    (problem,) = small.check()
    assert problem.message("id") == 'bobot indikator aspek "a" berjumlah 5/6, seharusnya 1'


def test_one_part_in_a_hundred_million_is_not_rounded_away(small):
    small.edit(INDEX, "{node: f02, weight: 6}", "{node: f02, weight: 6.00000001}")
    (problem,) = small.check()
    assert (problem.code, problem.parameters["total"]) == ("PKP-104", "10.00000001")


def test_a_decimal_near_a_ratio_is_not_that_ratio(small):
    small.edit("f02_luring.yaml", 'value: "2/3"', "value: 0.666666666666667")
    (problem,) = small.check()
    assert (problem.code, problem.parameters["total"]) == ("PKP-104", "3000000000000001/3000000000000000")


def test_two_blocks_of_one_aspect_cannot_hide_a_wrong_sum(small):
    with (small.folder / "f02_luring.yaml").open("a", encoding="utf-8") as file:
        file.write(SECOND_BLOCK_OF_A)
    assert small.check() != []


def test_without_a_readable_list_of_sources_no_source_is_called_unknown(small):
    (small.folder / SOURCES).write_text("kind: [", "utf-8")
    assert [problem.code for problem in small.check()] == ["PKP-007"]


def test_a_package_without_any_form_is_told_which_forms_are_missing(small):
    for file in ("f02_luring.yaml", "f02_daring.yaml", "f03.yaml"):
        (small.folder / file).unlink()
    problems = small.check()
    required = {small.place(INDEX, "{form: ^f02, without"), small.place(INDEX, "{form: ^f03, without")}
    assert {problem.code for problem in problems} == {"PKP-106"}
    assert required <= {str(problem.place) for problem in problems}


def test_a_form_variant_twice_is_one_too_many(small):
    text = (small.folder / "f02_luring.yaml").read_text("utf-8")
    (small.folder / "f02_lagi.yaml").write_text(text, "utf-8")
    (problem,) = small.check()
    assert (problem.code, problem.parameters["name"]) == ("PKP-105", "f02 luring")


@pytest.mark.parametrize(("bound", "codes"), [("2.8", []), ("2.9", ["PKP-115"])])
def test_a_bound_may_stand_at_the_very_top_of_the_scale_and_not_above(small, bound, codes):
    small.edit(CATEGORIES, "from: 2,", f"from: {bound},")
    assert [problem.code for problem in small.check()] == codes


def test_a_part_named_twice_is_reported(small):
    small.edit(INDEX, "      - {node: f02.b}\n", "      - {node: f02.b}\n      - {node: f02.b}\n")
    assert small.check() != []


def test_a_node_may_not_take_the_name_of_a_row(small):
    small.edit(INDEX, "- id: f02.b\n", "- id: f02.b1\n")
    small.edit(INDEX, "{node: f02.b}", "{node: f02.b1}")
    assert [problem.code for problem in small.check()] == ["PKP-105"]


def test_a_field_of_a_submission_named_twice_is_reported(small):
    second = "  - {field: unit.mode, required: false, values: [{code: luring, name: {id: Lagi}}]}\n"
    small.edit(REGULATION, "fields:\n", "fields:\n" + second)
    assert [problem.code for problem in small.check()] == ["PKP-105"]


def test_a_value_of_a_field_named_twice_is_reported(small):
    value = "      - {code: daring, name: {id: Daring}}\n"
    small.edit(REGULATION, value, value + value)
    assert [problem.code for problem in small.check()] == ["PKP-105"]


def test_an_aspect_that_one_variant_lacks_is_reported(small):
    text = (small.folder / "f02_daring.yaml").read_text("utf-8")
    (small.folder / "f02_daring.yaml").write_text(text[: text.index("  - aspect: b")], "utf-8")
    assert small.check() != []
