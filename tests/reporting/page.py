"""A page as what is in it: its elements, their attributes and their texts; and what every page must keep to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

_VOID = frozenset({"meta", "link", "br", "img", "hr", "input"})
_SHAPES = frozenset({"path", "rect", "polygon", "polyline", "circle", "line"})
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass
class Element:
    """An element of a page."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, on one line."""
        inside = [child if isinstance(child, str) else child.text for child in self.children]
        return " ".join(" ".join(inside).split())

    def all(self, *tags: str) -> list[Element]:
        """Return every element inside with one of the tags; every one when none is named."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    found.append(child)
                found += child.all(*tags)
        return found

    def only(self, tag: str, **attributes: str) -> Element:
        """Return the one element inside with a tag and attributes."""
        (found,) = (one for one in self.all(tag) if attributes.items() <= one.attributes.items())
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, None)
        self.open = self.root

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attributes}, self.open)
        self.open.children.append(element)
        if tag not in _VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.open.children.append(Element(tag, {name: value or "" for name, value in attributes}, self.open))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.tag == tag, f"</{tag}> closes <{self.open.tag}>"
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.open.children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read_page(html: str) -> Element:
    """Return a page as a tree; every element is closed where it was opened."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open is reader.root
    return reader.root


def shape(page: Element) -> list[object]:
    """Return the tags of a page with their attributes' names, and no texts."""
    return [page.tag, sorted(page.attributes), [shape(child) for child in page.children if isinstance(child, Element)]]


def outline(page: Element) -> str:
    """Return a page as a reviewer reads it: tags, attributes and texts, one a line; pictures by their size alone."""
    lines: list[str] = []
    _outline(page.only("body"), 0, lines)
    return "\n".join(lines) + "\n"


def _outline(element: Element, depth: int, lines: list[str]) -> None:
    shown = {name: value for name, value in element.attributes.items() if element.tag != "svg" or name == "viewbox"}
    attributes = "".join(f" {name}={_DIGEST.sub('sha256:…', value)!r}" for name, value in shown.items())
    lines.append(f"{'  ' * depth}{element.tag}{attributes}")
    for child in element.children if element.tag != "svg" else []:
        if isinstance(child, str):
            lines.append(f"{'  ' * (depth + 1)}| {_DIGEST.sub('sha256:…', ' '.join(child.split()))}")
        else:
            _outline(child, depth + 1, lines)


def check_page(page: Element, lang: str) -> None:
    """Hold a page against what every one of ours keeps to: it stands alone, and is fit for screen readers."""
    everything = page.all()
    assert page.only("html").attributes["lang"] == lang
    assert not {one.tag for one in everything} & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "a:href",
    }
    for one in everything:
        assert not [name for name in one.attributes if name.startswith("on") or name in {"src", "srcdoc", "xlink:href"}]
        assert one.attributes.get("href", "#").startswith("#") or one.attributes["href"] == "data:,"
        assert "url(" not in one.attributes.get("style", "")
    style = page.only("style").text
    assert "@import" not in style
    assert "url(" not in style
    ids = [one.attributes["id"] for one in everything if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for one in everything:
        assert one.attributes.get("aria-labelledby", ids[0]) in ids
        assert one.attributes.get("href", "#").removeprefix("#") in {"", "data:,", *ids}
    assert all(one.attributes.get("scope") in {"col", "row", "rowgroup"} for one in page.all("th"))
    levels = [int(one.tag[1]) for one in page.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for picture in page.all("svg"):
        assert picture.parent is not None
        assert picture.parent.attributes["role"] == "img"
        assert len(picture.parent.attributes["aria-label"]) > 10
    for row in page.all("tr"):
        assert row.children, "an empty row of a table"
    for table in page.all("table"):
        widths = {
            sum(int(cell.attributes.get("colspan", "1")) for cell in row.children if isinstance(cell, Element))
            for row in table.all("tr")
        }
        assert len(widths) == 1, f"rows of different widths: {table.text[:80]}"
