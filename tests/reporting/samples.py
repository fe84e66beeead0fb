"""Results to report on: of every kind of package, whole and half-filled."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pekppp_rules as pekppp
from tests.conftest import CHECKOUT
from tests.packages_here import newest

_FILES = {
    "disdukcapil": "examples/disdukcapil_kota_contoh.yaml",
    "daring": "examples/layanan_daring_kota_contoh.yaml",
    "skm": "examples/skm_kecamatan_contoh.yaml",
    "ombudsman": "examples/ombudsman_kota_contoh.yaml",
    "loket": "tests/regulations/loket_timur.yaml",
}


@cache
def read(name: str) -> pekppp.Submission:
    """Return a submission that ships, or that of the invented regulation."""
    return pekppp.read_submission(CHECKOUT / _FILES[name])


@cache
def evaluated(name: str) -> pekppp.Evaluation:
    """Return the result of a sample."""
    return newest(read(name).regulation).evaluate(read(name))


@cache
def draft_of(name: str) -> pekppp.Draft:
    """Return a sample as a draft: of each rubric only the first sheet, and of that the first three scores."""
    data = read(name).data()
    for answers in data["forms"].values():
        if isinstance(answers, (list, tuple)):
            answers[0]["scores"] = dict(list(answers[0]["scores"].items())[:3])
    return newest(read(name).regulation).evaluate(pekppp.Submission.model_validate(data), draft=True)


def texts_of(view: Any) -> set[str]:
    """Return every text of a view, at any depth; not the numbers beside them, nor the codes of kinds."""
    if isinstance(view, str):
        return {view}
    if isinstance(view, tuple):
        return set().union(*map(texts_of, view))
    if is_dataclass(view):
        shown = [one.name for one in fields(view) if one.name not in {"lang", "kind", "severity"}]
        return set().union(*(texts_of(getattr(view, name)) for name in shown))
    return set()


SAMPLES = [*_FILES]
"""The names of all samples."""

GOLDEN = ["disdukcapil", "skm", "ombudsman", "loket"]
"""Those whose reports are kept: one of each kind."""
