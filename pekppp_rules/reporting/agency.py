"""The report of an agency, in the format asked for."""

from __future__ import annotations

from pekppp_rules.agency import AgencyPicture
from pekppp_rules.errors import Language, PekpppError, Place, Problem
from pekppp_rules.reporting.extras import needed_libraries
from pekppp_rules.reporting.formats import AGENCY_FORMATS, AgencyFormat


def agency_report(picture: AgencyPicture, *, format: AgencyFormat = "html", lang: Language = "id") -> bytes:
    """Return the report of an agency as the bytes of a file: a page that needs nothing else (`html`), or a workbook (`xlsx`).

    Equal pictures give equal reports. Raises PekpppError when the extra `reports` is not installed (PKP-701), or when there is
    no such format (PKP-504).
    """
    if format not in AGENCY_FORMATS:
        raise PekpppError(Problem("PKP-504", Place(), {"known": ", ".join(AGENCY_FORMATS)}))
    from pekppp_rules.reporting.agency_assemble import agency_view

    view = agency_view(picture, lang)
    with needed_libraries():
        if format == "xlsx":
            from pekppp_rules.reporting.agency_workbook import agency_workbook

            return agency_workbook(view)
        from pekppp_rules.reporting.agency_html import agency_html

        return agency_html(view).encode("utf-8")
