"""Run durable-rules beside our own engine on random rule sets. A program of its own: a fault in its C code ends only this."""

from __future__ import annotations

import json
import sys
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pekppp_rules.rules.durable import DurableEngine
from pekppp_rules.rules.forward import ForwardEngine
from tests.rules.rule_sets import codes, naive, rule_sets, run_all

seen: Counter[str] = Counter()


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(rule_sets(), st.lists(codes, min_size=1, max_size=8))
def compare(compiled, submissions):
    forward, durable = ForwardEngine(compiled), DurableEngine(compiled)
    for given_codes in submissions:
        found = run_all(compiled, durable, given_codes)
        assert found == run_all(compiled, forward, given_codes) == naive(compiled, given_codes)
        seen["compared"] += 1
        seen["fired"] += sum(map(len, found))
        seen["chained"] += any(
            stratum.chained and numbers for stratum, numbers in zip(compiled.strata, found, strict=True)
        )


if __name__ == "__main__":
    compare()
    sys.stdout.write(json.dumps(seen))
