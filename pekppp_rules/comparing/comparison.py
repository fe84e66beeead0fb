"""Two regulation versions side by side: what differs, what corresponds, and what that does to given submissions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pekppp_rules.api import Regulation
from pekppp_rules.comparing.correspondence import FormPair, form_pairs
from pekppp_rules.comparing.difference import Difference, Kind
from pekppp_rules.comparing.differences import differences
from pekppp_rules.comparing.effect import SubmissionEffect, effect_on
from pekppp_rules.comparing.weights import WeightDifference, weight_differences
from pekppp_rules.errors import Language
from pekppp_rules.evaluation.unit_result import RegulationIdentity
from pekppp_rules.submission import Submission

COMPARISON_FORMAT = 1
"""Version of the JSON layout of a comparison."""


@dataclass(frozen=True)
class Comparison:
    """What differs between two regulation versions."""

    before: RegulationIdentity
    after: RegulationIdentity
    families: tuple[str, str]
    has_same_rules: bool
    """Whether the rules digests are equal: equal submissions then have equal results."""
    differences: tuple[Difference, ...]
    """Everything that differs in the packages, by kind; empty exactly where the digests are equal."""
    weights: tuple[WeightDifference, ...]
    """Every node of the index that counts differently, through all weights above it."""
    forms: tuple[FormPair, ...]
    """Which forms and codes correspond, and which do not."""
    effects: tuple[SubmissionEffect, ...]
    """One for each submission that was given."""

    @property
    def is_same_family(self) -> bool:
        """Whether both belong to one family; regulations of two families measure different things."""
        return self.families[0] == self.families[1]

    def of(self, kind: Kind) -> tuple[Difference, ...]:
        """Return the differences of one kind."""
        return tuple(one for one in self.differences if one.kind == kind)

    def data(self, lang: Language = "id") -> dict[str, object]:
        """Return the comparison for a JSON document; numbers are exact texts such as `"9/50"`."""
        return {
            "format": COMPARISON_FORMAT,
            "before": _identity_data(self.before, self.families[0]),
            "after": _identity_data(self.after, self.families[1]),
            "is_same_family": self.is_same_family,
            "has_same_rules": self.has_same_rules,
            "differences": [one.data(lang) for one in self.differences],
            "weights": [one.data(lang) for one in self.weights],
            "forms": [
                {
                    "name": pair.name,
                    "before": pair.before,
                    "after": pair.after,
                    "corresponding": list(pair.corresponding),
                    "only_before": list(pair.only_before),
                    "only_after": list(pair.only_after),
                    "apart": list(pair.apart),
                }
                for pair in self.forms
            ],
            "effects": [one.data(lang) for one in self.effects],
        }


def compare(before: Regulation, after: Regulation, submissions: Iterable[Submission] = ()) -> Comparison:
    """Return what differs between two regulation versions, and what the second makes of each submission.

    Any two may be compared, of one family or of two. A submission is one of either; where a version cannot evaluate it, its
    effect says why, and nothing is raised.
    """
    pairs = form_pairs(before.package, after.package)
    return Comparison(
        before=_identity(before),
        after=_identity(after),
        families=(before.family, after.family),
        has_same_rules=before.rules_digest == after.rules_digest,
        differences=differences(before.package, after.package, pairs),
        weights=weight_differences(before.package, after.package, pairs),
        forms=pairs,
        effects=tuple(effect_on(submission, before, after, pairs) for submission in submissions),
    )


def _identity(regulation: Regulation) -> RegulationIdentity:
    return RegulationIdentity(regulation.id, regulation.version, regulation.digest, regulation.citation)


def _identity_data(identity: RegulationIdentity, family: str) -> dict[str, str]:
    return {
        "id": identity.id,
        "version": identity.version,
        "digest": identity.digest,
        "citation": identity.citation,
        "family": family,
    }
