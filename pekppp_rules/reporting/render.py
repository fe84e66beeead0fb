"""A result as a report, in the format asked for."""

from __future__ import annotations

from typing import overload

from pekppp_rules.errors import Language, PekpppError, Place, Problem
from pekppp_rules.evaluation import Evaluation
from pekppp_rules.evaluation.draft import Draft
from pekppp_rules.reporting.assemble import report_view
from pekppp_rules.reporting.extras import needed_libraries
from pekppp_rules.reporting.formats import FORMATS, BinaryFormat, Format, TextFormat


@overload
def report(result: Evaluation | Draft, *, format: TextFormat = "html", lang: Language = "id") -> str: ...
@overload
def report(result: Evaluation | Draft, *, format: BinaryFormat, lang: Language = "id") -> bytes: ...
@overload
def report(result: Evaluation | Draft, *, format: Format, lang: Language = "id") -> str | bytes: ...
def report(result: Evaluation | Draft, *, format: Format = "html", lang: Language = "id") -> str | bytes:
    """Return the report of a result or of a draft: the text of one HTML file that needs nothing else, or the bytes of a PDF or
    of a workbook.

    Equal results give equal reports. Raises PekpppError when the extra `reports` is not installed (PKP-850), or when there is
    no such format (PKP-504).
    """
    if format not in FORMATS:
        raise PekpppError(Problem("PKP-504", Place(), {"known": ", ".join(FORMATS)}))
    with needed_libraries():
        if format == "pdf":
            from pekppp_rules.reporting.pdf import pdf_report

            return pdf_report(report_view(result, lang))
        if format == "xlsx":
            from pekppp_rules.reporting.xlsx import xlsx_report

            return xlsx_report(report_view(result, lang))
        from pekppp_rules.reporting.html import html_report

        return html_report(report_view(result, lang))
