"""`medlint check`."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lint.cli import options, shared
from lint.cli.completion import file_names
from lint.cli.output import Output, OutputType, colored, defaults, write
from lint.formats import NAMES as FORMATS

if TYPE_CHECKING:
    from lint.report import Report
    from lint.request import Fixes


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=file_names)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="Format of the output: text; under GitHub Actions annotations, and the summary of the job.",
)
@click.option("-o", "--output", "outputs", type=OutputType(), multiple=True, help="Write a format to a file as well.")
@options.config
@options.select
@options.ignore
@click.option(
    "--fail-on", type=click.Choice(("error", "warning", "info", "never")), help="Exit 1 from this severity on."
)
@options.offline
@click.option("--locked", is_flag=True, help="Use the lock alone; exit 3 when a reference is not verified by it.")
@options.network_budget
@click.option("--require-verified", is_flag=True, help="Exit 3 when a reference could not be verified.")
@click.option("--changed-since", default="", metavar="REV", help="Only what was changed since this revision counts.")
@options.baseline
@options.no_baseline
@click.option(
    "--write-baseline", type=options.FILE, help="Write what is found now; a baseline that is there only shrinks."
)
@click.option(
    "--policy-from",
    default="",
    metavar="REV",
    help="Read configuration, waivers, lock, baseline and approved wordings from this revision.",
)
@click.option("--stdin-filename", default="-", metavar="NAME", help="What to call the text read from `-`.")
@click.option("--fix", is_flag=True, help="Apply the fixes that are safe, and check what comes of them.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: those that you have to look at as well.")
@click.option(
    "--diff", "show_diff", is_flag=True, help="Show the fixes as a diff and write nothing; exit 1 if there are any."
)
@click.option("-q", "--quiet", is_flag=True, help="One line a finding, no help.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 in spite of findings; still 2 when something was not checked.")
def check(
    paths: tuple[str, ...],
    format_: str | None,
    outputs: tuple[Output, ...],
    config: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    offline: bool,
    locked: bool,
    network_budget: float | None,
    require_verified: bool,
    changed_since: str,
    baseline: Path | None,
    no_baseline: bool,
    write_baseline: Path | None,
    policy_from: str,
    stdin_filename: str,
    fix: bool,
    unsafe_fixes: bool,
    show_diff: bool,
    quiet: bool,
    statistics: bool,
    exit_zero: bool,
) -> int:
    """Lint articles: files, directories, and standard input as `-`.

    Without PATHS those of the configuration are checked, else content/. Exit code: 0 all checked and fine, 1 findings,
    2 something could not be checked, 3 references are unverified and were required to be verified.
    """
    from datetime import UTC, datetime

    from lint.api import check as run
    from lint.config import Choice, ConfigError
    from lint.files import located
    from lint.formats import Layout
    from lint.request import Request

    packs = shared.packs_for(select, ignore)
    wanted = (*outputs, *([Output(format_, None)] if format_ else defaults()))
    formats = {output.format for output in wanted}
    request = Request(
        paths=paths,
        config=config,
        choice=Choice(select, ignore),
        fail_on=fail_on or "",
        offline=offline,
        locked=locked,
        require_verified=require_verified,
        exit_zero=exit_zero,
        stdin=_stdin(paths),
        stdin_name=stdin_filename,
        digests="json" in formats,
        pages="sarif" in formats,
        reach=None if locked else shared.reach(network_budget, network=not offline),
        changed_since=changed_since,
        policy_from=policy_from,
        baseline=baseline,
        use_baseline=not no_baseline,
        write_baseline=write_baseline,
        fix=_fixes(paths, fix=fix, unsafe=unsafe_fixes, diff=show_diff),
        write_fixes=fix and not show_diff,
    )
    try:
        report = run(request, packs, datetime.now(UTC))
    except ConfigError as error:
        raise click.ClickException(str(error)) from error
    if show_diff:
        return _show(report)
    layout = Layout(colored(), quiet, statistics)
    decide = filter(None, (report.run.config, report.run.baseline))
    _spare({located(Path(path)) for path in (*(row.path for row in report.files), *decide)}, wanted)
    for output in wanted:
        write(report, output, layout)
    if any(row.problem for row in report.fixed):
        raise click.ClickException("not every fix could be written")
    return report.exit_code


def _fixes(paths: Sequence[str], *, fix: bool, unsafe: bool, diff: bool) -> Fixes:
    """Which fixes are asked for."""
    if unsafe and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix, which applies them, or with --diff, which shows them.")
    if fix and "-" in paths:
        raise click.UsageError("`-` (standard input) cannot be written; --diff shows what would be fixed.")
    return "" if not (fix or diff) else "unsafe" if unsafe else "safe"


def _show(report: Report) -> int:
    """Print the fixes as one diff, for `git apply` or `patch`."""
    from lint.report import CANNOT_VOUCH, FOUND, PASSED

    text = "".join(row.diff for row in report.fixed)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
    if report.exit_code == CANNOT_VOUCH:
        return CANNOT_VOUCH
    return FOUND if text else PASSED


def _spare(read: Collection[Path], wanted: Sequence[Output]) -> None:
    """No output takes the place of a file that was read, nor of a lock."""
    from lint.files import located
    from lint.request import LOCK_NAME

    for output in wanted:
        if output.file is not None and (located(output.file) in read or output.file.name == LOCK_NAME):
            raise click.ClickException(f"{output.file} is a file that medlint reads; it is not overwritten")


def _stdin(paths: Sequence[str]) -> bytes | None:
    """The content of standard input when it is asked for."""
    if "-" not in paths:
        return None
    if len(paths) > 1:
        raise click.UsageError("`-` (standard input) cannot be checked together with other paths.")
    return sys.stdin.buffer.read()
