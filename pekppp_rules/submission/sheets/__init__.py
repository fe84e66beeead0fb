"""A filled workbook becomes the data of a submission, with the cell of every value."""

from pekppp_rules.submission.sheets.document import WorkbookDocument, read_workbook

__all__ = ["WorkbookDocument", "read_workbook"]
