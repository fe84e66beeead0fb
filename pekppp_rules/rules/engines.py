"""Which engine runs the rules: durable-rules wherever it is installed and the rules fit it, our own everywhere else."""

from __future__ import annotations

import logging
import sys
from importlib.util import find_spec
from typing import Literal

from pekppp_rules.errors import EvaluationError, Place, Problem
from pekppp_rules.rules.compiled import CompiledRules
from pekppp_rules.rules.forward import ForwardEngine
from pekppp_rules.rules.run import Engine

EngineChoice = Literal["auto", "durable", "forward"]

_log = logging.getLogger(__name__)


def durable_is_installed() -> bool:
    """Return whether durable-rules is there and can be imported by this Python; nothing is imported to find out."""
    return sys.version_info < (3, 13) and find_spec("durable_rules_engine") is not None


def engine_for(compiled: CompiledRules, choice: EngineChoice) -> Engine:
    """Return the engine that runs these rules.

    Raises EvaluationError (PKP-410) when durable-rules is asked for and is not installed, or the rules do not fit it.
    """
    if choice == "forward" or (choice == "auto" and not durable_is_installed()):
        return ForwardEngine(compiled)
    if not durable_is_installed():
        raise EvaluationError(Problem("PKP-410", Place(), {"reason": "pip install 'pekppp-rules[durable]'"}))
    from pekppp_rules.rules.durable import DurableEngine, unfit_for_durable

    reason = unfit_for_durable(compiled)
    if reason is None:
        return DurableEngine(compiled)
    if choice == "durable":
        raise EvaluationError(Problem("PKP-410", Place(), {"reason": reason}))
    _log.info("these rules do not fit durable-rules (%s); the forward engine runs them", reason)
    return ForwardEngine(compiled)
