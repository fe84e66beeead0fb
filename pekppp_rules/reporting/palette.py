"""The colours of pictures by what they are for."""

from __future__ import annotations

from dataclasses import dataclass, fields

from reportlab.lib.colors import Color, HexColor


@dataclass(frozen=True)
class Palette:
    """A colour for each part that a picture can have."""

    ink: Color
    muted: Color
    grid: Color
    accent: Color
    on_accent: Color
    second: Color
    track: Color

    @property
    def strands(self) -> tuple[Color, Color, Color]:
        """The colours of parts drawn over each other, in their order."""
        return self.accent, self.second, self.ink


PAPER = Palette(
    ink=HexColor(0x1B2430),
    muted=HexColor(0x55606E),
    grid=HexColor(0xC9D1DB),
    accent=HexColor(0x14589C),
    on_accent=HexColor(0xFFFFFF),
    second=HexColor(0xB4500F),
    track=HexColor(0xDCE5EF),
)
"""For print."""

_ROLES = [field.name for field in fields(Palette)]

BY_ROLE = Palette(*(Color(*[(at + 1) / 10] * 3) for at in range(len(_ROLES))))
"""Stands for the roles themselves: greys in steps of ten per cent, of which `role_of` tells the role."""


def role_of(percent: int) -> str:
    """Return the role that `BY_ROLE` has at a level of grey. Raises IndexError where it has none."""
    return _ROLES[percent // 10 - 1]
