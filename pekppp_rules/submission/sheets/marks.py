"""How a workbook says what its cells mean, in a hidden first row and a hidden first column.

Cell A1 marks a sheet; the rest of row 1 names what stands in a column, the rest of column A what stands in a row. A cell whose
row and column are both named is one to fill in. So a sheet may be renamed, moved, sorted or formatted, and is still read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["identity", "facts", "rubric", "responses", "totals", "means", "values", "evidence", "shown"]
"""What is on a sheet; `shown` is only looked at."""

FORMAT = 1

BEGIN, END = "begin", "end"
"""Keys of the rows around a table in which every row is an entry."""
HEAD = "head"
"""The key of a row of headings."""

YES = frozenset({"ya", "yes", "x", "v", "✓", "√"})
NO = frozenset({"tidak", "no", "-"})

_KINDS: frozenset[str] = frozenset(get_args(Kind))
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """What cell A1 says: the kind of the sheet, the form it belongs to, and the name it was made with."""

    kind: Kind
    form: str = ""
    title: str = ""

    def __str__(self) -> str:
        return f"formulir:{FORMAT}:{self.kind}:{self.form}:{self.title}"


def is_mark(text: object) -> bool:
    """Return whether a text claims to be a mark."""
    return isinstance(text, str) and text.startswith("formulir:")


def mark_of(text: str) -> Mark | None:
    """Return the mark that a text writes, or None where it writes none that this library knows."""
    parts = text.split(":", 4)
    if len(parts) != 5 or parts[1] != str(FORMAT) or parts[2] not in _KINDS:
        return None
    kind: Kind = parts[2]  # type: ignore[assignment]  # one of them, as was just looked up
    return Mark(kind, parts[3], parts[4])


def coded(text: str) -> str:
    """Return the code of an entry of a drop-down list, which reads `code: name`; any other text as it is."""
    code, colon, _ = text.partition(":")
    return code if colon and _CODE.match(code) else text.strip()
