"""Help in both languages, headings included. Which language is asked for is not known yet when help is shown."""

from __future__ import annotations

from gettext import gettext

import click

EXAMPLES = "Contoh / Examples"

_HEADINGS = {
    "Usage": "Pemakaian / Usage: ",
    "Options": "Opsi / Options",
    "Commands": "Perintah / Commands",
}


class _Formatter(click.HelpFormatter):
    """Click's own headings, in both languages."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        del prefix
        super().write_usage(prog, args, _HEADINGS["Usage"])

    def write_heading(self, heading: str) -> None:
        known = {gettext(name): words for name, words in _HEADINGS.items()}
        super().write_heading(known.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Formatter


class Verb(click.Command):
    """A command; the lines of its help after the last `\\b` are examples."""

    context_class = _Context

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, in one language and the other."""
        del ctx
        text, _, _ = (self.help or "").partition("\b")
        formatter.write_paragraph()
        for number, paragraph in enumerate(text.strip().split("\n\n")):
            if number:
                formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(" ".join(paragraph.split()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples last, where the eye is when the help has gone by."""
        del ctx
        lines = examples_of(self)
        if lines:
            with formatter.section(EXAMPLES):
                for line in lines:
                    formatter.write(f"  {line}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option, explained in both languages."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Tampilkan bantuan ini. / Show this help."
        return option


class Verbs(Verb, click.Group):
    """A group of commands."""

    command_class = Verb


def examples_of(command: click.Command) -> list[str]:
    """Return the examples in the help of a command."""
    _, found, examples = (command.help or "").partition("\b")
    return [line.strip() for line in examples.splitlines() if line.strip()] if found else []
