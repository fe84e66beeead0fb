"""Makes the records that must verify for ever: one for each package and choice of variants, and one with a survey as counts.

python -m tests.audit.keep    writes what `records/` lacks for the packages as they are; what stands there is never touched
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

import pekppp_rules as pekppp
from pekppp_rules.testing import submissions
from tests.packages_here import EVERY_CHOICE, newest

FOLDER = Path(__file__).parent / "records"
DIGESTS = Path(__file__).parent / "records.sha256.json"
"""By file name, the SHA-256 of every record that is kept."""


def drawn(regulation: pekppp.Regulation, fields: dict[str, str]) -> pekppp.Submission:
    """Return one submission with something in every part that the strategies fill."""
    found: list[pekppp.Submission] = []

    @seed(len(regulation.id))
    @settings(
        max_examples=30, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(submissions(regulation, evaluators=2, respondents=3, **fields))
    def draw(submission: pekppp.Submission) -> None:
        found.append(submission)

    draw()
    return max(found, key=lambda submission: len(str(submission.data())))


def keep() -> None:
    """Write the records that are not there yet; of each package one with counts, where it has a survey."""
    counted: set[str] = set()
    for choice in EVERY_CHOICE:
        name, fields = choice.values
        evaluation = newest(name).evaluate(drawn(newest(name), fields))
        told = ".".join([f"{name}@{newest(name).version}", *fields.values()])
        _write(FOLDER / f"{told}.json", pekppp.record(evaluation))
        counts = pekppp.record(evaluation, survey="counts")
        if b'"counts":{"answers"' in counts and name not in counted:
            counted.add(name)
            _write(FOLDER / f"{told}.counts.json", counts)


def _write(path: Path, record: bytes) -> None:
    if path.exists():
        return
    path.write_bytes(record)
    kept = json.loads(DIGESTS.read_text("utf-8")) | {path.name: hashlib.sha256(record).hexdigest()}
    DIGESTS.write_text(json.dumps(dict(sorted(kept.items())), indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    keep()
