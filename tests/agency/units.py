"""Units of an agency: the example and the invented regulation, with other names and scores."""

from __future__ import annotations

from functools import cache
from typing import Any

import pekppp_rules as pekppp
from tests.conftest import CHECKOUT
from tests.toy import toy_submission

DAERAH = "Pemerintah Kota Contoh"


@cache
def example_data() -> Any:
    return pekppp.read_submission(CHECKOUT / "examples" / "disdukcapil_kota_contoh.yaml").data()


def unit(name: str, score: int | None = None, *, regulation: str = "permenpanrb_29_2022", **changed: Any):
    """Return the example as a unit of that name, every indicator with one score where one is given."""
    data = pekppp.Submission.model_validate(example_data()).data()
    data["regulation"] = regulation
    data["unit"] = {"name": name, "agency": DAERAH, "mode": "luring", **changed.get("unit", {})}
    data["period"] = {**data["period"], **changed.get("period", {})}
    if score is not None:
        data["forms"]["f02"] = [
            {**sheet, "scores": dict.fromkeys(sheet["scores"], score)} for sheet in data["forms"]["f02"]
        ]
    return pekppp.load(regulation).evaluate(pekppp.Submission.model_validate(data), engine="forward")


def toy_unit(regulation: pekppp.Regulation, name: str):
    data = toy_submission().data()
    data["unit"] = {**data["unit"], "name": name}
    return regulation.evaluate(pekppp.Submission.model_validate(data))
