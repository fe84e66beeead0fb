"""Workbooks (.xlsx) in: the cells of every sheet, read within bounds. Nothing in a workbook is run, and no formula is trusted."""

from pekppp_rules.reading.spreadsheet.cells import Cell, CellValue, Merged, Sheet
from pekppp_rules.reading.spreadsheet.workbook import read_spreadsheet

__all__ = ["Cell", "CellValue", "Merged", "Sheet", "read_spreadsheet"]
