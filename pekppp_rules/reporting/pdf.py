"""A report as PDF, for A4: the same parts in the same order as the page, from the same view."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from pekppp_rules.errors import Language
from pekppp_rules.reporting.fonts import PLAIN, register_fonts, shown_in_print
from pekppp_rules.reporting.palette import PAPER
from pekppp_rules.reporting.paper import MARGIN, PART, WIDTH
from pekppp_rules.reporting.pdf_parts import whole_report
from pekppp_rules.reporting.view import ReportView
from pekppp_rules.reporting.words import Words

_FOOT = 26
_MOST_IN_FOOT = 60


def pdf_report(view: ReportView) -> bytes:
    """Return the file. Equal views give equal bytes: it says nothing of when it was made."""
    register_fonts()
    written = BytesIO()
    title = Words(view.lang)("report_draft" if view.headline.is_draft else "report")
    unit = view.heading.unit
    cut = unit if len(unit) <= _MOST_IN_FOOT else unit[: _MOST_IN_FOOT - 1] + "…"
    document = PrintedDocument(
        written,
        title=f"{title}: {unit}",
        author=view.heading.agency,
        lang=view.lang,
        foot=f"{cut} · {view.identity.regulation} {view.identity.version}",
    )
    document.build(list(whole_report(view)))
    return written.getvalue()


class PrintedDocument(BaseDocTemplate):
    """A4 with a line at the foot of each page, and its parts as the outline that readers show beside it."""

    def __init__(self, written: BytesIO, *, title: str, author: str, lang: Language, foot: str) -> None:
        super().__init__(
            written,
            pagesize=A4,
            title=shown_in_print(title),
            author=shown_in_print(author),
            creator="pekppp_rules",
            lang=lang,
            invariant=1,
        )
        self._parts = 0
        self._page_word = Words(lang)("page")
        self._foot = shown_in_print(foot)
        frame = Frame(MARGIN, MARGIN + 10, WIDTH, A4[1] - 2 * MARGIN - 10, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame], onPage=self._draw_foot))

    def _draw_foot(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont(PLAIN, 7.5)
        canvas.setFillColor(PAPER.muted)
        canvas.drawString(MARGIN, _FOOT, self._foot)
        canvas.drawRightString(A4[0] - MARGIN, _FOOT, f"{self._page_word} {canvas.getPageNumber()}")
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - the name ReportLab calls
        """Add a part's heading to the outline."""
        if isinstance(flowable, Paragraph) and flowable.style is PART:
            self._parts += 1
            key = f"part-{self._parts}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key)
