"""Where a report goes: a format and a file, or standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from lint.formats import NAMES as FORMATS
from lint.report import CANNOT_VOUCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    _ParamType = click.ParamType["Output"]

    from lint.formats import Layout
    from lint.report import Report
else:
    _ParamType = click.ParamType  # generic since click 8.4 only


class Output(NamedTuple):
    """A format and the file that it goes to; None is standard output. `append` leaves what stands there already."""

    format: str
    file: Path | None
    append: bool = False


class OutputType(_ParamType):
    """`FORMAT=FILE`."""

    name = "FORMAT=FILE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Output:
        """Split the value, or fail with what is expected."""
        if isinstance(value, Output):
            return value
        name, equals, file = str(value).partition("=")
        if name not in FORMATS or not equals or not file:
            self.fail(f'"{value}" is not FORMAT=FILE with a format of {", ".join(FORMATS)}.', param, ctx)
        return Output(name, Path(file))


def defaults() -> tuple[Output, ...]:
    """Where a report goes when nobody says: to people, or, under GitHub Actions, to the change and the job's summary.

    The variables are those of docs.github.com, "Variables reference" and "Adding a job summary".
    """
    from os import environ

    if environ.get("GITHUB_ACTIONS") != "true":
        return (Output("text", None),)
    summary = environ.get("GITHUB_STEP_SUMMARY")
    return (*([Output("markdown", Path(summary), append=True)] if summary else ()), Output("github", None))


def write(report: Report, output: Output, layout: Layout) -> None:
    """Write a report in its format.

    Raises:
        ClickException: it cannot be written.
    """
    from lint.formats import renderer

    if output.format == "sarif" and report.exit_code == CANNOT_VOUCH:
        # A code scanning page takes what is missing from a report as fixed, and an old report as this run's.
        if output.file is not None:
            output.file.unlink(missing_ok=True)
        click.echo(f"no SARIF is written to {output.file or 'standard output'}: the run cannot vouch", err=True)
        return
    text = renderer(output.format)(report, on_screen(layout) if output.file is None else layout._replace(color=False))
    data = text.encode("utf-8", "backslashreplace")
    try:
        if output.file is not None:
            with output.file.open("ab" if output.append else "wb") as file:
                file.write(data)
        elif sys.stdout is None:  # closed by the caller
            raise click.ClickException("the output cannot be written: standard output is closed")
        else:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
    except OSError as error:
        place = output.file or "standard output"
        raise click.ClickException(f"the output cannot be written to {place}: {error.strerror}") from error


def colored() -> bool:
    """Whether standard output is shown in colour: on a terminal, or where that is asked for, unless plain text is.

    The variables are those of no-color.org, force-color.org and bixense.com/clicolors; the first has the last word.
    """
    from os import environ

    if sys.stdout is None or environ.get("NO_COLOR"):
        return False
    if "FORCE_COLOR" in environ and environ["FORCE_COLOR"] not in ("", "0", "false"):
        return True
    if environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and environ.get("TERM") != "dumb" and environ.get("CLICOLOR") != "0"


def on_screen(layout: Layout) -> Layout:
    """The layout for standard output: as wide as a terminal, with links where it is known to show them, in the
    language of whoever sits there. What a program reads is English on every machine.
    """
    from os import environ, get_terminal_size

    from lint.translation import languages

    if sys.stdout is None or not sys.stdout.isatty():
        return layout
    try:
        width = get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):  # ValueError: a stream of a test that is no file
        width = 0
    if environ.get("COLUMNS", "").isdecimal():
        width = int(environ["COLUMNS"])
    return layout._replace(width=width, links=layout.color and _has_links(environ), languages=languages(environ))


def _has_links(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is one that shows hyperlinks; others print their address, or rubbish.

    Which do, and the variables that they set: github.com/Alhadis/OSC8-Adoption, npm's supports-hyperlinks.
    """
    if "FORCE_HYPERLINK" in environ:
        return environ["FORCE_HYPERLINK"] != "0"
    term, program, vte = (environ.get(name, "") for name in ("TERM", "TERM_PROGRAM", "VTE_VERSION"))
    if term.startswith(("screen", "tmux")):  # they pass nothing on, whatever they run in
        return False
    return (
        term.startswith(("xterm-kitty", "xterm-ghostty", "alacritty", "foot"))
        or program in ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "zed")
        or any(name in environ for name in ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM"))
        or (vte.isdecimal() and int(vte) > 5000)
    )
