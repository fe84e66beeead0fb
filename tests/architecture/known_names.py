"""Names that belong to regulations, and the places in code that would know one of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from pekppp_rules.reading import bundled_folder, read_document

_WORD = re.compile(r"[A-Za-z0-9_]+")
_OUR_OWN_NAME = re.compile(r"\bpekppp(?=[-.]| [a-z])")
"""`pekppp-rules`, `pekppp.lock`, or the command that a message tells to type."""


@cache
def names_of_regulations() -> dict[str, frozenset[str]]:
    """Return the ids and families of every package that ships, and the names of their forms and indices."""
    found: dict[str, set[str]] = {"id": set(), "family": set(), "form": set(), "root": set()}
    for path in bundled_folder("regulations").glob("*/*.yaml"):
        data = read_document(path).data
        for key, names in found.items():
            if isinstance(data, dict) and isinstance(data.get(key), str):
                names.add(data[key])
    return {key: frozenset(names) for key, names in found.items()}


def strings_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield every text that code works with, and its line: all constants but docstrings, parts of f-strings among them."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in told:
            if isinstance(node.value, bytes):
                yield node.lineno, node.value.decode("latin-1")
            elif isinstance(node.value, str):
                yield node.lineno, node.value


def regulations_known_by(source: str) -> list[str]:
    """Return what a module knows of single regulations: `line: text`.

    A text gives itself away by a word that is an id or a family, the beginning or the end of an id (`permenpanrb`, `_2022`), or by
    being the name of a form or of an index as a whole.
    """
    names = names_of_regulations()
    return [
        f"{line}: {text}"
        for line, text in strings_in(ast.parse(source))
        if text in names["form"] | names["root"] or any(map(_gives_away, _WORD.findall(_OUR_OWN_NAME.sub("", text))))
    ]


def _gives_away(word: str) -> bool:
    names = names_of_regulations()
    if word.lower() in names["id"] | names["family"]:
        return True
    ids = [(name, word.lower()) for name in names["id"]]
    begins = any(len(part) >= 4 and name.startswith(part) for name, part in ids)
    ends = any(part.startswith("_") and len(part) >= 3 and name.endswith(part) for name, part in ids)
    return begins or ends
