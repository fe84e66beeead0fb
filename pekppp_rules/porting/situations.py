"""What a submission can look like under a regulation: the variants of its forms, and which parts of the index are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FirstGiven, Form, ScoredForm, ValueForm
from pekppp_rules.regulation.tree import (
    Choice,
    all_choices,
    build_nodes,
    build_tree,
    chosen_forms,
    needs_of,
    reached,
    row_id,
    scored_forms,
)


@dataclass(frozen=True)
class Situation:
    """One choice of form variants, and by form the codes of the rows that are answered."""

    name: tuple[str, ...]
    """Tells situations of one regulation apart: the values of the fields that choose, then the part that is given."""
    choice: Choice
    forms: dict[str, Form]
    codes: dict[str, tuple[str, ...]]

    @property
    def scored(self) -> dict[str, ScoredForm]:
        """The forms whose rows are answered."""
        return {name: form for name, form in scored_forms(self.forms.values()).items() if name in self.codes}


def situations(package: Package) -> list[Situation]:
    """Return a situation for each choice of form variants and, where a node takes the first part given, for each part."""
    return list(chain.from_iterable(_situations_of(package, choice) for choice in all_choices(package)))


def _situations_of(package: Package, choice: Choice) -> Iterator[Situation]:
    forms = chosen_forms(package, choice)
    if package.index.root not in build_tree(package, choice):
        return
    nodes = build_nodes(package, choice)
    parts = [part.node for node in package.index.nodes if isinstance(node, FirstGiven) for part in node.parts]
    seen = []
    for part in ["", *(part for part in parts if part in nodes)]:
        rows = {node.id for name in reached(nodes, [part]) if (node := nodes[name]).row is not None}
        codes = _completed(package, choice, scored_forms(forms.values()), rows)
        if codes not in seen:
            seen.append(codes)
            yield Situation((*choice.values(), *([part] if part else [])), choice, forms, codes)


def _completed(
    package: Package, choice: Choice, forms: dict[str, ScoredForm], rows: set[str]
) -> dict[str, tuple[str, ...]]:
    """Return what is answered when `rows` are: of rubrics and surveys every row, and all that the index then rests on."""
    required = {one.form for one in package.index.requires if one.without == "error"}
    found: dict[str, set[str]] = {
        name: {code for code in form.codes if row_id(name, code) in rows}
        for name, form in forms.items()
        if name in required or any(row_id(name, code) in rows for code in form.codes)
    }
    while True:
        found = {
            name: codes if isinstance(forms[name], ValueForm) else set(forms[name].codes)
            for name, codes in found.items()
        }
        given = {name for name in found if not isinstance(forms[name], ValueForm)}
        given |= {row_id(name, code) for name, codes in found.items() for code in codes}
        needs = needs_of(build_tree(package, choice, frozenset(given)))
        lacking = {name: codes for name, codes in needs.items() if not codes <= found.get(name, set())}
        if not lacking:
            return {name: tuple(code for code in form.codes if code in found[name]) for name, form in _in(forms, found)}
        for name, codes in lacking.items():
            found[name] = found.get(name, set()) | codes


def _in(forms: dict[str, ScoredForm], found: dict[str, set[str]]) -> Iterator[tuple[str, ScoredForm]]:
    return ((name, form) for name, form in forms.items() if name in found)
