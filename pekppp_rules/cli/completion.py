"""`pekppp completion`: what a shell needs to complete commands, options, files and regulation ids."""

from __future__ import annotations

from typing import Literal

import click
from click.shell_completion import CompletionItem, get_completion_class

from pekppp_rules.cli.console import emit, language_option, quiet_option
from pekppp_rules.cli.help import Verb
from pekppp_rules.errors import Language

VARIABLE = "_PEKPPP_COMPLETE"
"""What the shell sets when it asks `pekppp` for completions."""


@click.command("completion", cls=Verb, short_help="Pelengkapan di shell. / Completion in a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@language_option
@quiet_option
def completion_command(shell: Literal["bash", "zsh", "fish"], lang: Language) -> None:
    """Cetak skrip yang membuat shell melengkapi perintah, opsi, berkas, dan ID regulasi dengan Tab. Tambahkan sekali ke berkas awal
    shell Anda; bash memerlukan versi 4.4 atau lebih baru.

    Print the script with which a shell completes commands, options, files and regulation ids on Tab. Add it to your shell's
    start-up file once; bash needs version 4.4 or later.

    \b
    pekppp completion bash >> ~/.bashrc
    pekppp completion zsh >> ~/.zshrc
    pekppp completion fish > ~/.config/fish/completions/pekppp.fish
    """
    del lang
    kind = get_completion_class(shell)
    assert kind is not None
    root = click.get_current_context().find_root()
    made = kind(root.command, {}, root.info_name or "", VARIABLE)
    emit(made.source_template % made.source_vars() + "\n")


def regulation_ids(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the ids of packages that begin as what was typed; a path to a folder is left to the shell."""
    from pekppp_rules.regulation.registry import known_packages

    if incomplete.startswith((".", "/", "~")):
        return [CompletionItem(incomplete, type="dir")]
    return [CompletionItem(name) for name in known_packages() if name.startswith(incomplete)]
