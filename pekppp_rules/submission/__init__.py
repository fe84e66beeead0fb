"""What a unit is evaluated on: the typed submission, its readers, and what is wrong with one."""

from pekppp_rules.submission.model import Period, RubricSheet, Submission, SurveyAnswers, Unit
from pekppp_rules.submission.reader import read_submission

__all__ = ["Period", "RubricSheet", "Submission", "SurveyAnswers", "Unit", "read_submission"]
