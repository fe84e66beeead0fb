"""docs/regulations.md and the tables of packages: written from the packages, with no number in the text that no package has."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.regulation import find_package, known_packages
from tests.conftest import CHECKOUT
from tools import regulation_tables
from tools.regulation_tables import PAGES, cases_of, page, provenance, published_of, words_of_packages

TEXT = (CHECKOUT / "docs" / "regulations.md").read_text("utf-8")
NAMES = list(words_of_packages())
PACKAGES = {name: find_package(name) for name in NAMES}

CITED = [
    r"KEP/25/M\.PAN/2/2004|\b\d+/\d{4}\b|\b(?:19|20)\d\d\b|\bF-0\d\b",
    r"`[^`]*`",
    r"articles? \d+( and \d+)?|version 1\.0\b",
]
"""Numbers that are names of laws, years, forms, packages and files."""


def section(name):
    """Return the text of a package's section without its table."""
    inside = TEXT.split(f"\n### {name}\n")[1]
    return " ".join(re.split(r"<!-- table|\n#", inside)[0].split())


def nodes(name):
    return {node.id: node for node in PACKAGES[name].index.nodes}


def percents(name, node):
    """Return the weights of a node's parts, as a list is read out."""
    *most, last = (f"{float(part.weight.value):g}" for part in nodes(name)[node].parts)
    return f"{', '.join(most)} and {last}"


def counts(form):
    """Return how many rows each aspect of a form has."""
    *most, last = (str(len(block.rows)) for block in form.blocks)
    return f"{', '.join(most)} and {last}"


def form(name, wanted, mode=None):
    found = (one for one in PACKAGES[name].forms if one.form == wanted)
    return next(one for one in found if mode is None or one.variant.value == mode)


def bound(name, table, letter):
    return f"{float(next(one.from_ for one in PACKAGES[name].table(table).categories if one.letter == letter)):g}"


def case(name, wanted):
    return next(one for one in cases_of(name) if one["id"] == wanted)


def gap(name, wanted):
    stated = case(name, wanted)
    return stated["printed"]["value"], stated["expect"]["rounded"]


def ratios(name):
    """Return the denominators that the weights of the first aspects share."""
    aspects = form(name, "f02").blocks[:3]
    return [max(row.weight.value.denominator for row in block.rows) for block in aspects]


def printed_for_full_scores(name):
    """Return the index of full scores with the weights as they are printed."""
    parts = nodes(name)["ipp"].parts
    total = Fraction(0)
    for part, block in zip(parts, form(name, "f02").blocks, strict=True):
        shown = [row.weight.printed if row.weight.printed is not None else row.weight.value for row in block.rows]
        total += part.weight.value * sum(shown) * 5 / 10_000
    return total


OF_2017, OF_2022, OF_2023 = "permenpanrb_17_2017", "permenpanrb_29_2022", "permenpanrb_4_2023"
KEP, SKM, COMPLIANCE = "kep_25_2004", "permenpanrb_14_2017", "ombudsman_kepatuhan_2021"
OPINION, DIMENSIONS = "ombudsman_opini_2022", "ombudsman_opini_2023"
LURING, DARING = form(OF_2022, "f02", "luring"), form(OF_2022, "f02", "daring")
C12 = form(OF_2023, "f02", "luring").disputed[0].others[0].says.en
REDUCED = re.search(r"(\d+) indicators \((.*)\)", C12).groups()
PUSKESMAS = gap(KEP, "KEP25-PHC")
PACITAN, GASPUL = gap(SKM, "SKM-105"), gap(SKM, "SKM-003")
OPINION_NOTE = next(one.note.en for one in PACKAGES[OPINION].table("opini").categories if one.letter == "C")

CLAIMS = {
    OF_2017: [
        f"{len(form(OF_2017, 'f02').codes)} indicators in six aspects that weigh {percents(OF_2017, 'ipp')} percent",
        "rounded ratios of 56, 22 and 15",
        f"exactly {case(OF_2017, 'all_5')['expect']['rounded']}; the figures as printed would give 4.9909",
    ],
    OF_2022: [
        f"{len(LURING.codes)} scored indicators ({counts(LURING)} by aspect) of the evaluator (F-02) and "
        f"{len(form(OF_2022, 'f03', 'luring').codes)} questions",
        f"{len(DARING.codes)} indicators and {len(form(OF_2022, 'f03', 'daring').codes)} questions",
        f"weigh {percents(OF_2022, 'f02')} percent of F-02",
        "F-02 counts {} and F-03 {}".format(*(float(part.weight.value) for part in nodes(OF_2022)["ipp"].parts)),
        f"from A ({bound(OF_2022, 'ipp', 'A')} and above) to F",
        f"which was {form(OF_2022, 'f03', 'luring').respondents.minimum.value}",
    ],
    OF_2023: [
        f"that {form(OF_2023, 'f03', 'luring').respondents.minimum.value} is still the minimum of respondents",
        f"{REDUCED[0]} indicators ({' and '.join(REDUCED[1].rsplit(', ', 1))})",
        f"every form and application read has {len(form(OF_2023, 'f02', 'luring').codes)}",
    ],
    KEP: [
        f"{len(form(KEP, 'skm').codes)} elements, answered {form(KEP, 'skm').scale.lowest} to {form(KEP, 'skm').scale.highest}",
        f"weight of {float(nodes(KEP)['indeks'].parts[0].weight.value)}; the weights sum to {float(nodes(KEP)['indeks'].sum_)}",
        f"from {case(KEP, 'all_1')['expect']['rounded']} to {case(KEP, 'all_4')['expect']['rounded']}",
        f"{case(KEP, 'KEP25-2011')['expect']['rounded']} is a B here and a C under",
        "which gives {} and {} as published".format(
            *(case(KEP, f"KEP25-{year}")["expect"]["rounded"] for year in (2012, 2014))
        ),
        f"index to {nodes(KEP)['indeks'].rounding.places} places before the conversion and published {PUSKESMAS[0]}, "
        f"where the package gives {PUSKESMAS[1]}",
    ],
    SKM: [
        f"answered {form(SKM, 'skm').scale.lowest} to {form(SKM, 'skm').scale.highest}, "
        f"{nodes(SKM)['indeks'].parts[0].weight.value} each; the mean times {nodes(SKM)['ikm'].times}",
        "complaints 8 and facilities 9",
        f"a weight of 0.11: {PACITAN[0]} where the package gives {PACITAN[1]}, and {GASPUL[0]} where it gives {GASPUL[1]}",
        "answers give each of them with 1/9",
    ],
    COMPLIANCE: [f"hijau from {bound(COMPLIANCE, 'zona', 'hijau')}, kuning from {bound(COMPLIANCE, 'zona', 'kuning')}"],
    OPINION: [
        ", ".join(f"{letter} from {bound(OPINION, 'opini', letter)}" for letter in "ABC"),
        f"D from {bound(OPINION, 'opini', 'D')} and E below",
        "published scores are {} and {}".format(*re.findall(r"\d\d\.\d\d", OPINION_NOTE)),
    ],
    DIMENSIONS: [
        ", ".join(
            f"{part.node.partition('.')[2]} {float(part.weight.value):g}"
            for part in nodes(DIMENSIONS)["dimensi"].parts[:3]
        ),
        f"pengaduan {float(nodes(DIMENSIONS)['dimensi'].parts[3].weight.value):g} percent",
    ],
}
"""What the text of a section says in numbers, taken from the package."""


@pytest.mark.parametrize("name", NAMES)
def test_a_section_says_what_its_package_has(name):
    text = section(name)
    assert [claim for claim in CLAIMS[name] if claim not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_section_has_no_other_number(name):
    text = section(name)
    for claim in CLAIMS[name]:
        text = text.replace(claim, "")
    for cited in CITED:
        text = re.sub(cited, "", text)
    assert re.findall(r"\S*\d\S*", text) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_section_tells_the_law_what_is_encoded_what_is_unknown_and_what_was_published(name):
    assert re.findall(r"\*\*(.*?)\.\*\*", section(name)) == ["The law", "Encoded", "Unknown", "Published"]


def test_numbers_outside_the_sections_are_years():
    prose = re.sub(r"<!-- table.*?<!-- end of table -->", "", TEXT, flags=re.DOTALL)
    for name in NAMES:
        prose = " ".join(prose.split()).replace(section(name), "").replace(f"### {name}", "")
    assert {number for number in re.findall(r"\d+", prose) if not re.fullmatch(r"20\d\d", number)} == set()


def test_what_the_page_says_of_2017_follows_from_the_weights():
    assert printed_for_full_scores(OF_2017) == Fraction("4.99085")
    assert all(whole % part == 0 for whole, part in zip((56, 22, 15), ratios(OF_2017), strict=True))


def test_every_package_that_ships_has_a_line_a_section_and_a_table():
    assert set(NAMES) == set(known_packages()) == CLAIMS.keys()
    assert re.findall(r"\n### (\w+)\n", TEXT) == NAMES
    assert re.findall(r"<!-- table: (\w+) -->", TEXT) == NAMES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_its_tables_as_the_packages_have_them(name):
    assert (CHECKOUT / name).read_text("utf-8") == page(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_line_of_a_package_has_its_classes_and_confidences(name):
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    line = next(line for line in readme.splitlines() if line.startswith(f"| [`{name}`]"))
    assert [f"{count} " in line.split("|")[-2] for count in published_of(name).values()].count(False) == 0
    assert provenance(pekppp.load(name)).words("en") in line


def test_a_table_that_is_not_current_is_told(monkeypatch, tmp_path, capsys):
    for name in PAGES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text((CHECKOUT / name).read_text("utf-8"), "utf-8")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "regulation_words.yaml").write_text(
        (CHECKOUT / "tools" / "regulation_words.yaml").read_text("utf-8"), "utf-8"
    )
    monkeypatch.setattr(regulation_tables, "CHECKOUT", tmp_path)
    assert regulation_tables.main(["--check"]) == 0
    stale = tmp_path / "docs" / "regulations.md"
    stale.write_text(stale.read_text("utf-8").replace("25 label only", "26 label only"), "utf-8")
    assert regulation_tables.main(["--check"]) == 1
    assert "docs/regulations.md is not current" in capsys.readouterr().out
    assert regulation_tables.main([]) == 0
    assert regulation_tables.main(["--check"]) == 0
