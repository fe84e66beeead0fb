"""XML read as a stream, within bounds and without anything that XML can define or fetch."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from pekppp_rules.errors import InputFileError, Phrase, shown
from pekppp_rules.reading.spreadsheet.container import Container

DEEPEST = 64
MOST_ELEMENTS = 4_000_000
"""Elements in all parts that are read, so that a file of tiny ones costs no minutes."""

Attributes = dict[str, str]


class Markup:
    """Reads parts of one workbook. Names come without their namespace, for there are two dialects of them."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._left = MOST_ELEMENTS

    def read(
        self,
        part: str,
        begin: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Go through a part; `begin`, `end` and `text` are told what is met. Raises InputFileError where it is malformed."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        depth = 0

        def begins(name: str, attributes: Attributes) -> None:
            nonlocal depth
            depth += 1
            self._left -= 1
            if depth > DEEPEST or self._left < 0:
                raise self._container.damaged(
                    Phrase(f"{shown(part)} memuat terlalu banyak unsur", f"{shown(part)} holds too many elements")
                )
            begin(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

        def ends(name: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(name.rpartition(" ")[2])

        def refuse(*_: object) -> None:
            raise self._container.damaged(
                Phrase(f"{shown(part)} mendefinisikan jenis dokumen", f"{shown(part)} defines a document type")
            )

        parser.StartElementHandler = begins
        parser.EndElementHandler = ends
        parser.StartDoctypeDeclHandler = refuse
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            for piece in self._container.pieces(part):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except InputFileError:
            raise
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise self._container.damaged(
                Phrase(f"{shown(part)} salah tulis", f"{shown(part)} is malformed")
            ) from error
