"""Exports of survey tools: a table of answers as people gave them, and the mapping that says what its columns mean."""

from pekppp_rules.surveys.answers import answers_of
from pekppp_rules.surveys.export_file import Export, read_export
from pekppp_rules.surveys.mapping import SurveyMapping, read_mapping
from pekppp_rules.surveys.proposal import Proposal, propose_mapping

__all__ = [
    "Export",
    "Proposal",
    "SurveyMapping",
    "answers_of",
    "propose_mapping",
    "read_export",
    "read_mapping",
]
