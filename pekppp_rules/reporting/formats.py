"""What a report can be. Light, so that the command line can list it."""

from __future__ import annotations

from typing import Literal

Format = Literal["html"]

FORMATS: tuple[Format, ...] = ("html",)
