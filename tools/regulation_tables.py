"""Writes the tables of packages in README.md, README.id.md and docs/regulations.md from the packages themselves.

python -m tools.regulation_tables           write the tables
python -m tools.regulation_tables --check   fail when a table is not what would be written

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`. NAME is `packages` for the list of what ships, or the id
of a package for what is known of that one. The words of the list are in regulation_words.yaml; its numbers are counted.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pekppp_rules as pekppp
from pekppp_rules.authoring.cases import case_submission
from pekppp_rules.errors import Language, Phrase
from pekppp_rules.evaluation.provenance import Provenance
from pekppp_rules.reading import bundled_folder, read_document
from pekppp_rules.regulation.authored import number_as_written
from pekppp_rules.regulation.model import FactsForm, Form, Moment

CHECKOUT = Path(__file__).resolve().parent.parent
PAGES: dict[str, Language] = {"README.md": "en", "README.id.md": "id", "docs/regulations.md": "en"}

HEADS: dict[Language, tuple[str, ...]] = {
    "en": ("Package", "What it proves", "What is unknown or weak", "Values a result rests on", "Published results"),
    "id": (
        "Paket",
        "Apa yang dibuktikannya",
        "Apa yang tidak diketahui atau lemah",
        "Nilai dasar hasilnya",
        "Hasil terbitan",
    ),
}
CLASSES = {
    "reproduced": Phrase("dihasilkan kembali", "reproduced"),
    "label_only": Phrase("hanya predikatnya", "label only"),
    "known_gap": Phrase("selisih yang diketahui", "known gap(s)"),
}

_TABLE = re.compile(r"(<!-- table: ([a-z0-9_]+) -->\n)(.*?)(<!-- end of table -->)", re.DOTALL)


def page(name: str) -> str:
    """Return a page with its tables as the packages have them. Raises KeyError for a table of a package that does not ship."""
    lang = PAGES[name]

    def written(found: re.Match[str]) -> str:
        head, table, _, end = found.groups()
        lines = _list(lang) if table == "packages" else _facts(table)
        return head + "".join(f"{line}\n" for line in lines) + end

    return _TABLE.sub(written, (CHECKOUT / name).read_text("utf-8"))


def _list(lang: Language) -> Iterator[str]:
    """One line a package: what it proves, what is unknown, how sure its values are, and the published results beside it."""
    yield "| " + " | ".join(HEADS[lang]) + " |"
    yield "|" + "---|" * len(HEADS[lang])
    for name, words in words_of_packages().items():
        link = f"[`{name}`](docs/regulations.md#{name})"
        rests_on = provenance(pekppp.load(name)).words(lang)
        cells = (link, words["proves"][lang], words["unknown"][lang], rests_on, _published(name, lang))
        yield "| " + " | ".join(cells) + " |"


def words_of_packages() -> dict[str, dict[str, dict[Language, str]]]:
    """Return what the list says of each package in words, in the order of the list."""
    found: Any = read_document(CHECKOUT / "tools" / "regulation_words.yaml").data
    return dict(found)


def _facts(name: str) -> Iterator[str]:
    """What is known of one package, counted."""
    regulation = pekppp.load(name)
    package = regulation.package
    validity = package.regulation.validity
    until = f", until some day in {_moment(validity.until)}" if validity.until is not None else ""
    yield "| | |"
    yield "|---|---|"
    yield f"| In force | from some day in {_moment(validity.from_)}{until} |"
    if package.regulation.extends is not None:
        yield f"| Inherits | `{package.regulation.extends}` |"
    yield f"| Forms | {'; '.join(_form(form) for form in package.forms)} |"
    for table in package.categories.tables:
        bounds = ", ".join(f"{one.letter} from {number_as_written(one.from_)}" for one in table.categories)
        yield f"| Categories `{table.id}` | {bounds} |"
    yield f"| A result rests on values | {provenance(regulation).words('en')} |"
    yield f"| Published results | {_published(name, 'en')} |"
    yield f"| Cases in all | {len(cases_of(name))} |"


def _moment(moment: Moment) -> str:
    return f"{moment.on} ({moment.confidence})"


def _form(form: Form) -> str:
    variant = f" {form.variant.value}" if form.variant is not None else ""
    if isinstance(form, FactsForm):
        return f"`{form.form}`{variant}: {len({fact.id for _, fact in form.asked()})} fact(s)"
    return f"`{form.form}`{variant}: {len(form.codes)} row(s)"


def cases_of(name: str) -> list[dict[str, Any]]:
    """Return every case beside a package that ships."""
    folder = bundled_folder("regulations") / name / "cases"
    documents: list[Any] = [read_document(path).data for path in sorted(folder.glob("*.yaml"))]
    return [case for data in documents for case in data["cases"]]


def provenance(regulation: pekppp.Regulation) -> Provenance:
    """Return what a result rests on: that of the case which uses most values of the package."""
    whole = [case for case in cases_of(regulation.id) if "forms" in case]
    found = [regulation.evaluate(case_submission(case, regulation)).provenance for case in whole]
    return max(found, key=lambda one: len(one.used))


def published_of(name: str) -> Counter[str]:
    """Return how many published results stand beside a package, by their class."""
    return Counter(case["class"] for case in cases_of(name) if "class" in case)


def _published(name: str, lang: Language) -> str:
    counts = published_of(name)
    return ", ".join(f"{counts[of]} {words(lang)}" for of, words in CLASSES.items() if counts[of])


def main(arguments: list[str]) -> int:
    """Write the pages, or say which are not as they would be written."""
    stale = [name for name in PAGES if page(name) != (CHECKOUT / name).read_text("utf-8")]
    if arguments == ["--check"]:
        print("\n".join(f"{name} is not current: python -m tools.regulation_tables" for name in stale), end="")
        return 1 if stale else 0
    for name in stale:
        (CHECKOUT / name).write_text(page(name), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
