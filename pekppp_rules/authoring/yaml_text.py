"""Data written as YAML that a person reads on: small blocks on a line, large ones indented, numbers as they were."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from pekppp_rules.reading.yaml_reader import reads_as_text

_WIDTH = 130
_LONGEST_BLOCK_ON_A_LINE = 100
_TAG = "tag:yaml.org,2002:"


class _Dumper(yaml.SafeDumper):
    """PyYAML's writer, for what our reader reads."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists inside mappings, too."""
        del indentless
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write what is there twice twice: our files have no aliases."""
        del data
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """PyYAML puts quotes where YAML 1.1 needs them; our reader needs a few more, and line breaks of other kinds escaped."""
    is_plain = reads_as_text(text) and _OTHER_BREAKS.isdisjoint(text)
    return dumper.represent_scalar(f"{_TAG}str", text, style=None if is_plain else '"')


_OTHER_BREAKS = frozenset("\x85\u2028\u2029")


def _decimal(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    if number == int(number):
        return dumper.represent_int(int(number))
    return dumper.represent_scalar(f"{_TAG}float", format(number, "f"))


def _block(dumper: yaml.SafeDumper, block: dict[Any, Any]) -> yaml.MappingNode:
    node = dumper.represent_mapping(f"{_TAG}map", block.items())
    if node.flow_style and sum(len(f"{key}: {value}, ") for key, value in block.items()) > _LONGEST_BLOCK_ON_A_LINE:
        node.flow_style = False
    return node


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_representer(dict, _block)
_Dumper.yaml_implicit_resolvers = {
    first: [one for one in resolvers if one[0] != f"{_TAG}bool"]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
"""Without yes, no, on and off, which are text since YAML 1.2."""
_Dumper.add_implicit_resolver(f"{_TAG}bool", re.compile(r"(?:true|false)\Z", re.IGNORECASE), list("tTfF"))


def yaml_text(data: Any) -> str:
    """Return plain data (dict, list, str, int, Decimal, bool) as YAML, ended by a line break, that reads as the same data."""
    text: str = yaml.dump(
        _with_plain_numbers_for_keys(data),
        Dumper=_Dumper,
        default_flow_style=None,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
    )
    return text


def _with_plain_numbers_for_keys(value: Any) -> Any:
    """Levels are keys such as `0`, which our reader takes for text with or without quotes."""
    if isinstance(value, dict):
        return {_key(key): _with_plain_numbers_for_keys(item) for key, item in value.items()}
    return [_with_plain_numbers_for_keys(item) for item in value] if isinstance(value, list) else value


def _key(key: str) -> str | int:
    return int(key) if key.isascii() and key.isdigit() and len(key) < 3 and str(int(key)) == key else key
