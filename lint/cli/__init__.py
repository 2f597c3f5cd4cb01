"""The command line: parses words, calls the api, prints, exits. One module a command, imported when it is called."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn, cast

import click

from lint import __version__
from lint.report import CANNOT_VOUCH

# Command -> the module beside this one that holds it.
COMMANDS = {
    "audit": "audit",
    "check": "check",
    "explain": "pages",
    "import": "import_",
    "init": "init",
    "lock": "lock",
    "lsp": "lsp",
    "rules": "pages",
    "verify": "verify",
    "watch": "watch",
}


class Commands(click.Group):
    """Imports a command when it is asked for (click.palletsprojects.com, "Lazily Loading Subcommands")."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without a word, tell what there is; that checks nothing, so it is no success."""
        if not args and not ctx.resilient_parsing:  # whoever presses Tab has no word yet
            click.echo(ctx.get_help())
            ctx.exit(CANNOT_VOUCH)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named; the nearest is named for one that there is not."""
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from lint.config import neighbour

            ctx.fail(f'there is no command "{args[0]}"{neighbour(args[0], COMMANDS)}')
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"lint.cli.{COMMANDS[cmd_name]}")
        return cast("click.Command", getattr(module, cmd_name))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit. Whatever goes wrong inside is a 2: such a run vouches for nothing."""
    # Importing makes many thousands of objects that stay: looking through them for garbage again and again costs a
    # tenth of a short run. A hundred thousand new ones are some ten megabytes.
    gc.set_threshold(100_000)
    try:
        code = cli.main(list(arguments) if arguments is not None else None, "medlint", standalone_mode=False)
        gc.freeze()  # nor at the exit, where everything goes
        sys.exit(code or 0)
    except click.ClickException as error:
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(f"{error.ctx.get_usage()}\nTry '{error.ctx.command_path} --help' for help.\n", err=True)
        _fail(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted")
    except Exception as error:  # the last resort: a defect of medlint must not look like a pass
        _fail(f"internal error, please report it: {type(error).__name__}: {error}")


def _fail(message: str) -> NoReturn:
    click.echo(f"Error: {_harmless(message)}", err=True)
    sys.exit(CANNOT_VOUCH)


def _harmless(message: str) -> str:
    """A message that may name a file of any name: no terminal and no runner obeys it."""
    from lint.formats.plain import inert, printable

    return "\n".join(inert(printable(line)) for line in message.split("\n"))


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Print the version and the rule packs, then exit; a pack that cannot be used is named in the place of them."""
    if not value or ctx.resilient_parsing:
        return
    from lint.packs import PackError, installed, rules_of

    click.echo(f"medlint, version {__version__}")
    try:
        for pack in installed():
            number = len(rules_of(pack.families))
            click.echo(f"{pack.name} ({pack.distribution}): {number} rule{'' if number == 1 else 's'}")
    except PackError as error:
        click.echo(_harmless(str(error)))
    ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def cli() -> None:
    """medlint lints medical and health articles in Markdown.

    Every article shows its disclaimer, every reference carries a DOI and a PMID of the paper that it describes, and
    nothing tells a reader what dose to take.
    """
