"""The report of an agency, in the format asked for."""

from __future__ import annotations

from typing import overload

from pekppp_rules.agency import AgencyPicture
from pekppp_rules.errors import Language, PekpppError, Place, Problem
from pekppp_rules.reporting.extras import needed_libraries
from pekppp_rules.reporting.formats import FORMATS, BinaryFormat, Format, TextFormat


@overload
def agency_report(picture: AgencyPicture, *, format: TextFormat = "html", lang: Language = "id") -> str: ...
@overload
def agency_report(picture: AgencyPicture, *, format: BinaryFormat, lang: Language = "id") -> bytes: ...
@overload
def agency_report(picture: AgencyPicture, *, format: Format, lang: Language = "id") -> str | bytes: ...
def agency_report(picture: AgencyPicture, *, format: Format = "html", lang: Language = "id") -> str | bytes:
    """Return the report of an agency: the text of one HTML file that needs nothing else, or the bytes of a PDF or a workbook.

    Equal pictures give equal reports. Raises PekpppError when the extra `reports` is not installed (PKP-850), or when there is
    no such format (PKP-504).
    """
    if format not in FORMATS:
        raise PekpppError(Problem("PKP-504", Place(), {"known": ", ".join(FORMATS)}))
    from pekppp_rules.reporting.agency_assemble import agency_view

    view = agency_view(picture, lang)
    with needed_libraries():
        if format == "pdf":
            from pekppp_rules.reporting.agency_pdf import agency_pdf

            return agency_pdf(view)
        if format == "xlsx":
            from pekppp_rules.reporting.agency_workbook import agency_workbook

            return agency_workbook(view)
        from pekppp_rules.reporting.agency_html import agency_html

        return agency_html(view)
