"""Workbooks out: the form that officials fill, with a result that follows what they type."""

from pekppp_rules.workbook.template import SurveyKind, template

__all__ = ["SurveyKind", "template"]
