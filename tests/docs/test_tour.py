"""The guided tour is what its script makes today: the same pages, pictures alike, one story in two languages."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from PIL import Image, ImageChops

from pekppp_rules.errors import Language
from tests.conftest import CHECKOUT
from tests.docs.pages import blocks_of, commands_of
from tools import tour

LANGUAGES = list(tour.PAGES)
BOTH = pytest.mark.parametrize("lang", LANGUAGES)


@cache
def made(lang: Language):
    return tour.told(lang)


def page(lang: Language) -> str:
    return tour.PAGES[lang].read_text("utf-8")


@BOTH
def test_a_page_is_what_the_script_makes(lang):
    assert page(lang) == made(lang)[0]


@BOTH
def test_its_pictures_show_what_is_made_today(lang):
    """A few points may differ: another version of what draws them smooths letters otherwise."""
    assert set(re.findall(r"\]\(images/(.*?)\)", page(lang))) == {path.name for path in made(lang)[1]}
    for path, content in made(lang)[1].items():
        kept, drawn = Image.open(path).convert("L"), Image.open(io.BytesIO(content)).convert("L")
        assert kept.size == drawn.size
        assert sum(ImageChops.difference(kept, drawn).histogram()[64:]) < kept.width * kept.height // 500


def typed(lang: Language) -> list[str]:
    blocks = [block for block in blocks_of(page(lang)) if block.kind == "console"]
    return [command.removesuffix(" --lang en") for block in blocks for _, command, _ in commands_of(block)]


def test_both_languages_tell_one_story():
    assert typed("id") == typed("en")
    assert [page(lang).count("\n## ") for lang in LANGUAGES] == [9, 9]


@BOTH
def test_the_digest_on_the_paper_is_that_of_the_record_that_verifies(lang):
    digests = re.findall(r"sha256:[0-9a-f]{64}", page(lang))
    assert digests[0] == digests[1] == digests[2]


def test_a_page_that_is_not_current_is_told(monkeypatch, tmp_path):
    (tmp_path / "docs" / "images").mkdir(parents=True)
    monkeypatch.setattr(tour, "PAGES", {lang: tmp_path / path.name for lang, path in tour.PAGES.items()})
    monkeypatch.setattr(tour, "CHECKOUT", tmp_path)
    monkeypatch.setattr(tour, "told", lambda lang: (f"# {lang}\n", {tour.picture_path("a", lang): b"x"}))
    assert tour.main(["--check"]) == 1
    assert tour.main([]) == 0
    assert tour.main(["--check"]) == 0
    (tmp_path / "tour.md").write_text("# lain\n", "utf-8")
    assert tour.main(["--check"]) == 1


def test_the_readme_leads_to_the_tour():
    assert "(docs/tour.md)" in (CHECKOUT / "README.md").read_text("utf-8")
    assert "(docs/tour.id.md)" in (CHECKOUT / "README.id.md").read_text("utf-8")
