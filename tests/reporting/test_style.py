"""The colours of a page and of print can be told apart and read, by WCAG AA."""

from __future__ import annotations

import re

import pytest

from pekppp_rules.reporting.html import page_style
from pekppp_rules.reporting.palette import BY_ROLE, PAPER, Palette, role_of

_VARIABLE = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
LIGHT, DARK = (
    dict(_VARIABLE.findall(block)) for block in re.findall(r":root \{(.*?)\}", str(page_style()), re.DOTALL)[:2]
)
PRINTED = {name: f"#{getattr(PAPER, name).hexval()[2:]}" for name in Palette.__dataclass_fields__} | {
    "sheet": "#ffffff"
}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


TEXTS = [
    ("ink", "sheet"),
    ("muted", "sheet"),
    ("accent", "sheet"),
    ("ink", "track"),
    ("ink", "pale"),
    ("on-accent", "accent"),
    ("ink", "error-pale"),
    ("ink", "warning-pale"),
    ("ink", "info-pale"),
    ("warning", "sheet"),
]
SHAPES = [("accent", "sheet"), ("second", "sheet"), ("accent", "track")]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_stands_out_from_its_ground(colours, ink, ground):
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_stand_out_from_their_ground(colours, shape, ground):
    assert contrast(colours[shape], colours[ground]) >= 3


@pytest.mark.parametrize(
    ("ink", "ground"), [("ink", "sheet"), ("muted", "sheet"), ("ink", "track"), ("on_accent", "accent")]
)
def test_print_is_read_as_well(ink, ground):
    assert contrast(PRINTED[ink], PRINTED[ground]) >= 4.5


def test_dark_pages_have_every_colour_that_light_ones_have():
    assert LIGHT.keys() == DARK.keys()
    assert {name.replace("_", "-") for name in Palette.__dataclass_fields__} <= LIGHT.keys()


def test_every_role_is_told_from_the_grey_that_stands_for_it():
    for name in Palette.__dataclass_fields__:
        assert role_of(round(getattr(BY_ROLE, name).red * 100)) == name
