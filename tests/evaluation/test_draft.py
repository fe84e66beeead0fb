"""Drafts under the invented regulation: what is missing, the bounds, and when a category is certain."""

from __future__ import annotations

from pekppp_rules.testing import regulation_of
from tests.toy import CLERKS, PALACE, PEOPLE, TOTAL, node_of, toy_files, toy_submission


def missing(regulation, *forms):
    """Return form, sheet and code of everything that is missing."""
    draft = regulation.evaluate(toy_submission(*forms), draft=True)
    return [(row.form, row.sheet, row.code) for row in draft.missing]


def test_of_an_empty_submission_the_forms_of_the_first_parts_are_missing(dongeng):
    assert missing(dongeng) == [
        *(("rubrik", None, code) for code in ("p1", "p2", "r1", "r2")),
        *(("tanya", None, code) for code in ("t1", "t2", "t3")),
        ("ukur", None, "total"),
    ]


def test_of_a_part_that_is_begun_the_rest_is_missing(dongeng):
    assert missing(dongeng, PALACE, PEOPLE, {"ukur": {"values": {"antre": 70}}}) == [("ukur", None, "bersih")]


def test_a_required_form_is_missing_though_the_index_does_not_rest_on_it():
    files = toy_files()
    files["index.yaml"]["requires"][3]["without"] = "error"
    assert missing(regulation_of(files), PALACE, PEOPLE, TOTAL) == [("petugas", None, "k1"), ("petugas", None, "k2")]


def test_a_required_form_decides_which_part_a_completion_takes():
    """The clerks must be asked, and stand before the values: a completion counts them."""
    files = toy_files()
    files["index.yaml"]["requires"][3]["without"] = "error"
    node_of(files, "ukuran")["parts"].reverse()
    regulation = regulation_of(files)
    draft = regulation.evaluate(toy_submission(PALACE, PEOPLE, TOTAL), draft=True)
    assert draft.node("ukuran").lower.children == ("petugas_100",)
    assert (draft.node("ukuran").lower.value, draft.node("ukuran").upper.value) == (0, 100)
    done = regulation.evaluate(toy_submission(PALACE, PEOPLE, TOTAL, CLERKS))
    assert done.node("ukuran").value == 55


def test_a_part_that_is_required_makes_the_others_dispensable():
    """Nothing is given yet, but the clerks will be asked; so the value before them need not be found."""
    files = toy_files()
    files["index.yaml"]["requires"][3]["without"] = "error"
    regulation = regulation_of(files)
    assert missing(regulation, PALACE, PEOPLE) == [("petugas", None, "k1"), ("petugas", None, "k2")]
    regulation.evaluate(toy_submission(PALACE, PEOPLE, CLERKS))


def test_the_rest_of_a_form_is_missing_though_only_part_of_it_counts():
    """A survey is answered whole: an evaluation refuses one with a gap, whatever the index makes of it."""
    files = toy_files()
    questions = [{"code": "k3", "title": {"id": "Tenangkah tempatnya"}, "source": ["JURU"]}]
    files["petugas.yaml"]["aspects"].append({"aspect": "p", "questions": questions})
    files["index.yaml"]["nodes"].append(
        {"id": "tenang", "name": {"id": "Tenang"}, "kind": "mean", "rows": {"form": "petugas", "aspect": "p"}}
    )
    files["index.yaml"]["nodes"].append(
        {"id": "tenang_100", "name": {"id": "Tenang"}, "kind": "linear", "of": "tenang", "times": 10}
    )
    node_of(files, "ukuran")["parts"][2:] = [{"node": "petugas_100"}, {"node": "tenang_100"}]
    regulation = regulation_of(files)
    assert missing(regulation, PALACE, PEOPLE, {"petugas": {"responses": [{"k1": 4}]}}) == [
        ("petugas", "1", "k2"),
        ("petugas", "1", "k3"),
    ]


def test_a_form_given_in_vain_must_be_whole_too(dongeng):
    begun = {"petugas": {"means": {"k1": 4}}}
    assert missing(dongeng, PALACE, PEOPLE, TOTAL, begun) == [("petugas", None, "k2")]


def test_what_one_choice_makes_missing_is_given_for_another():
    """Beside the index the whole value comes before the clerks; the index waits for the whole value, so it will be there."""
    files = toy_files()
    index = files["index.yaml"]
    index["nodes"] += [
        {"id": "u", "name": {"id": "U"}, "kind": "first_given", "parts": [{"node": "ukur.total"}, {"node": "p100"}]},
        {"id": "p100", "name": {"id": "P"}, "kind": "linear", "of": "petugas_rata", "times": 10},
        {"id": "s", "name": {"id": "S"}, "kind": "weighted_sum", "sum": 1},
    ]
    node_of(files, "s")["parts"] = [{"node": "ukur.total", "weight": 0}, {"node": "ukur.antre", "weight": 1}]
    index["beside"].append("u")
    ukuran = node_of(files, "ukuran")
    ukuran["parts"] = [{"node": "s"}, {"node": "ukur.bersih"}, {"node": "petugas_100"}]
    index["nodes"].remove(node_of(files, "ukuran_hitung"))
    regulation = regulation_of(files)
    given = (PALACE, PEOPLE, CLERKS, {"ukur": {"values": {"antre": 70}}})
    draft = regulation.evaluate(toy_submission(*given), draft=True)
    assert missing(regulation, *given) == [("ukur", None, "total")]
    assert (draft.node("u").lower.value, draft.node("u").upper.value) == (0, 100)
