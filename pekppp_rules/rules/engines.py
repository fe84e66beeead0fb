"""Which engine runs the rules."""

from __future__ import annotations

from typing import Literal

from pekppp_rules.rules.compiled import CompiledRules
from pekppp_rules.rules.forward import ForwardEngine
from pekppp_rules.rules.run import Engine

EngineChoice = Literal["auto", "forward"]


def engine_for(compiled: CompiledRules, choice: EngineChoice) -> Engine:
    """Return the engine that runs these rules."""
    del choice
    return ForwardEngine(compiled)
