"""Minutes as a file: chosen by format, with what the format needs imported where it is used."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Literal, get_args

from pekppp_rules.errors import Language, MinutesError, Place, Problem, closest, shown
from pekppp_rules.evaluation import Evaluation
from pekppp_rules.minuting.content import Minutes, minutes_of
from pekppp_rules.minuting.parties import Parties
from pekppp_rules.reading import read_content

MinutesFormat = Literal["docx", "pdf"]
FORMATS: tuple[MinutesFormat, ...] = get_args(MinutesFormat)

_LIBRARIES: dict[MinutesFormat, tuple[str, str]] = {"docx": ("docx", "python-docx"), "pdf": ("reportlab", "reportlab")}


def minutes(
    evaluation: Evaluation,
    *,
    parties: Parties | None = None,
    format: MinutesFormat = "docx",
    template: str | os.PathLike[str] | bytes | None = None,
    lang: Language = "id",
) -> bytes:
    """Return the minutes (berita acara) of an evaluation: the bytes of a .docx or .pdf file.

    What neither the submission nor `parties` says is a dotted line to fill in by hand. `template` is an agency's letterhead: a
    .docx with placeholders, or its bytes. Equal inputs give equal bytes.

    Raises MinutesError for a draft (PKP-802), for parties who are not of this evaluation (PKP-801), for a template that does
    not fit (PKP-804 to PKP-809, PKP-811), an unknown format (PKP-810), or when the extra `minutes` is missing (PKP-803);
    InputFileError where the template cannot be read.
    """
    return drawn(minutes_of(evaluation, parties or Parties(), lang), format, template)


def drawn(
    said: Minutes, format: MinutesFormat = "docx", template: str | os.PathLike[str] | bytes | None = None
) -> bytes:
    """Return minutes as a file. Raises as `minutes` does."""
    if format not in FORMATS:
        parameters = {"found": shown(str(format)), "known": ", ".join(FORMATS)}
        near = closest(str(format), FORMATS)
        raise MinutesError(Problem("PKP-810", Place(), {**parameters, **({"suggestion": near} if near else {})}))
    if format == "pdf" and template is not None:
        raise MinutesError(Problem("PKP-809", Place(file=_name(template))))
    _need(format)
    if format == "pdf":
        from pekppp_rules.minuting.pdf import pdf_of

        return pdf_of(said)
    from pekppp_rules.minuting.letterhead import filled
    from pekppp_rules.minuting.word_paper import own_letterhead

    if template is None:
        return filled(own_letterhead(said.lang), said, None)
    content = template if isinstance(template, bytes) else read_content(Path(template), str(template))
    return filled(content, said, _name(template))


def _name(template: str | os.PathLike[str] | bytes) -> str | None:
    return None if isinstance(template, bytes) else os.fspath(template)


def _need(format: MinutesFormat) -> None:
    module, library = _LIBRARIES[format]
    try:
        import_module(module)
    except ImportError:
        raise MinutesError(Problem("PKP-803", Place(), {"format": format, "library": library})) from None
