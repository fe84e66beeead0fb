"""What a report can be. Light, so that the command line can list it."""

from __future__ import annotations

from typing import Literal

TextFormat = Literal["html"]
BinaryFormat = Literal["pdf", "xlsx"]

Format = Literal[TextFormat, BinaryFormat]

BINARY_FORMATS: tuple[BinaryFormat, ...] = ("pdf", "xlsx")
FORMATS: tuple[Format, ...] = ("html", *BINARY_FORMATS)
