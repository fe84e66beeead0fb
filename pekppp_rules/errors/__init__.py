"""The ground floor: what can be wrong, said as data. Every other room may import this one."""

from pekppp_rules.errors.exceptions import (
    EvaluationError,
    InputFileError,
    MinutesError,
    OutputFileError,
    PackageError,
    PekpppError,
    RecordError,
    RegulationNotFoundError,
    SubmissionError,
)
from pekppp_rules.errors.messages import MESSAGES
from pekppp_rules.errors.phrases import Language, Message, Parameter, Phrase
from pekppp_rules.errors.printing import one_line, printable, shown
from pekppp_rules.errors.problem import MOST_PROBLEMS, Path, Place, Problem, column_letters, path_text
from pekppp_rules.errors.suggest import closest
from pekppp_rules.errors.system_reasons import system_reason

__all__ = [
    "MESSAGES",
    "MOST_PROBLEMS",
    "EvaluationError",
    "InputFileError",
    "Language",
    "Message",
    "MinutesError",
    "OutputFileError",
    "PackageError",
    "Parameter",
    "Path",
    "PekpppError",
    "Phrase",
    "Place",
    "Problem",
    "RecordError",
    "RegulationNotFoundError",
    "SubmissionError",
    "closest",
    "column_letters",
    "one_line",
    "path_text",
    "printable",
    "shown",
    "system_reason",
]
