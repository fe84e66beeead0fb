"""The colours of pictures by what they are for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

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

HEAT_SHARES = (0.48, 0.38, 0.29, 0.2, 0.1)
"""How much of the second colour each step of a heat map has, from the lowest; the highest has none. As in agency.css.j2."""


@cache
def heat_colour(palette: Palette, step: int) -> Color:
    """Return the ground of a step of a heat map on white paper, pale enough for letters on it."""
    if step >= len(HEAT_SHARES):
        return HexColor(0xEEF3F8)
    share = HEAT_SHARES[step]
    parts = (palette.second.red, palette.second.green, palette.second.blue)
    return Color(*(1 - share + share * part for part in parts))


_ROLES = [field.name for field in fields(Palette)]

BY_ROLE = Palette(*(Color(*[(at + 1) / 10] * 3) for at in range(len(_ROLES))))
"""Stands for the roles themselves: greys in steps of ten per cent, of which `role_of` tells the role."""


def role_of(percent: int) -> str:
    """Return the role that `BY_ROLE` has at a level of grey. Raises IndexError where it has none."""
    return _ROLES[percent // 10 - 1]
