"""Declarative rules: which level facts justify, what is inconsistent, what to do next."""

from pekppp_rules.rules.compiled import CompiledRules, Instance, compile_rules
from pekppp_rules.rules.facts import RuleFacts
from pekppp_rules.rules.justification import Justification, Reason, justifications
from pekppp_rules.rules.levels import CompiledLevels, compile_levels
from pekppp_rules.rules.run import Engine, fired_instances

__all__ = [
    "CompiledLevels",
    "CompiledRules",
    "Engine",
    "Instance",
    "Justification",
    "Reason",
    "RuleFacts",
    "compile_levels",
    "compile_rules",
    "fired_instances",
    "justifications",
]
