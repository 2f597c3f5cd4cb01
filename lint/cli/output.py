"""Where a report goes: a format and a file, or standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from lint.formats import NAMES as FORMATS

if TYPE_CHECKING:
    _ParamType = click.ParamType["Output"]

    from lint.formats import Layout
    from lint.report import Report
else:
    _ParamType = click.ParamType  # generic since click 8.4 only


class Output(NamedTuple):
    """A format and the file that it goes to; None is standard output."""

    format: str
    file: Path | None


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


def write(report: Report, output: Output, layout: Layout) -> None:
    """Write a report in its format.

    Raises:
        ClickException: it cannot be written.
    """
    from lint.formats import renderer

    text = renderer(output.format)(report, layout if output.file is None else layout._replace(color=False))
    data = text.encode("utf-8", "backslashreplace")
    try:
        if output.file is not None:
            output.file.write_bytes(data)
        elif sys.stdout is None:  # closed by the caller
            raise click.ClickException("the output cannot be written: standard output is closed")
        else:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
    except OSError as error:
        place = output.file or "standard output"
        raise click.ClickException(f"the output cannot be written to {place}: {error.strerror}") from error


def colored() -> bool:
    """Whether standard output is a terminal whose user has not asked for plain text (https://no-color.org)."""
    from os import environ

    return sys.stdout is not None and sys.stdout.isatty() and not environ.get("NO_COLOR")
