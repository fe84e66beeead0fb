"""What a page of minutes is made of, in words already: both writers, Word and PDF, draw nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]

BLANK = "." * 40
"""Where data are missing, a line to fill in by hand."""


@dataclass(frozen=True)
class Heading:
    """The title of a section; a section of a section where `small`."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or several lines of one."""

    lines: tuple[str, ...]
    align: Align = "left"
    bold: bool = False
    large: bool = False
    leads: bool = False
    """It belongs to what follows, and stays on one page with it."""


@dataclass(frozen=True)
class Items:
    """A list; each entry may run over several lines."""

    entries: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Particulars:
    """Labels, each with what is said."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, its share of the width in hundredths, how it is aligned."""

    title: str
    share: int
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """A table with a row of titles."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: int = 0
    """How many rows at the end are totals."""


@dataclass(frozen=True)
class Signature:
    """Where one person signs: as whom, over which name, with which number."""

    role: str
    name: str | None
    nip: str | None
    position: str | None = None


@dataclass(frozen=True)
class Signatures:
    """Where everyone signs, two beside each other."""

    people: tuple[Signature, ...]


@dataclass(frozen=True)
class NewPage:
    """What follows begins a page."""


Block = Heading | Paragraph | Items | Particulars | Table | Signatures | NewPage
