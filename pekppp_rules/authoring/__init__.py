"""For those who write packages: running the cases that stand beside a regulation."""

from pekppp_rules.authoring.cases import CaseReport, run_cases

__all__ = ["CaseReport", "run_cases"]
