"""From a result to the one view that every format draws."""

from __future__ import annotations

from pekppp_rules.errors import Language
from pekppp_rules.evaluation import Evaluation
from pekppp_rules.evaluation.draft import Draft
from pekppp_rules.reporting.aspects import aspect_table_of, contributions_of, radar_of
from pekppp_rules.reporting.basis import basis_of
from pekppp_rules.reporting.calculation import calculations_of, rounding_of
from pekppp_rules.reporting.conclusions import findings_of, recommendations_of
from pekppp_rules.reporting.forms import form_tables_of
from pekppp_rules.reporting.heading import heading_of, identity_of
from pekppp_rules.reporting.headline import headline_of
from pekppp_rules.reporting.subject import Subject
from pekppp_rules.reporting.view import ReportView
from pekppp_rules.reporting.way import missing_of, way_of


def report_view(result: Evaluation | Draft, lang: Language) -> ReportView:
    """Return everything a report on `result` shows, in `lang`."""
    subject = Subject.of(result, lang)
    return ReportView(
        lang=lang,
        heading=heading_of(subject),
        headline=headline_of(subject),
        missing=missing_of(subject),
        aspects=aspect_table_of(subject),
        radar=radar_of(subject),
        contributions=contributions_of(subject),
        way=way_of(subject),
        findings=findings_of(subject),
        recommendations=recommendations_of(subject),
        forms=form_tables_of(subject),
        calculations=calculations_of(subject),
        rounding=rounding_of(subject),
        basis=basis_of(subject),
        identity=identity_of(subject),
    )
