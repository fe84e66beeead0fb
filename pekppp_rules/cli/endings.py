"""The ending of OUT names the format of what is written there."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from pekppp_rules.cli.help import Verb

_FORMAT, _OUTPUT = "output_format", "output"


class WritingVerb(Verb):
    """A command that writes its result to OUT: as text unless `--format`, or else the ending of OUT, says otherwise."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; where no format is given, take the one that OUT ends in."""
        rest = super().parse_args(ctx, args)
        output = ctx.params.get(_OUTPUT)
        if isinstance(output, Path) and ctx.get_parameter_source(_FORMAT) is ParameterSource.DEFAULT:
            ending = output.suffix.lower().removeprefix(".")
            if ending in self._formats():
                ctx.params[_FORMAT] = ending
        return rest

    def _formats(self) -> tuple[str, ...]:
        kinds = (one.type for one in self.params if one.name == _FORMAT)
        return next((tuple(kind.choices) for kind in kinds if isinstance(kind, click.Choice)), ())
