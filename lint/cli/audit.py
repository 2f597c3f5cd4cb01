"""`medlint audit`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lint.cli import options, shared
from lint.cli.completion import file_names
from lint.cli.output import Output, colored
from lint.cli.output import write as print_report

if TYPE_CHECKING:
    from lint.audit.document import Document
    from lint.report import Report

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=file_names)
@click.option("-o", "--output", "folder", type=_FOLDER, required=True, help="The folder that the report is written to.")
@click.option("--title", default="", help="The title of the report.")
@click.option("--against", type=options.FILE, metavar="REPORT", help="Compare with this earlier report.json.")
@click.option("--history", type=_FOLDER, metavar="DIR", help="Draw the history of the reports in this folder.")
@click.option("--sign-off", type=options.FILE, metavar="ROLES", help="Who signs: a TOML file with roles and names.")
@click.option("--site", is_flag=True, help="Write a page per article beside the index: for more than 500 articles.")
@click.option("--xlsx", is_flag=True, help="Write the tables as a workbook as well.")
@click.option("--pdf", is_flag=True, help="Print the page with an installed Chromium as well.")
@options.config
@options.select
@options.ignore
@click.option(
    "--fail-on", type=click.Choice(("error", "warning", "info", "never")), help="Not passed from this severity on."
)
@options.offline
@click.option("--locked", is_flag=True, help="Use the lock alone.")
@options.network_budget
@options.baseline
@options.no_baseline
def audit(
    paths: tuple[str, ...],
    folder: Path,
    title: str,
    against: Path | None,
    history: Path | None,
    sign_off: Path | None,
    site: bool,
    xlsx: bool,
    pdf: bool,
    config: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    offline: bool,
    locked: bool,
    network_budget: float | None,
    baseline: Path | None,
    no_baseline: bool,
) -> int:
    """Write the report that auditors file: index.html, report.json and tables of findings, references and files.

    Without PATHS those of the configuration are audited, else content/. Exit code: 0 all checked, verified and fine,
    1 findings, 2 something could not be checked or written, 3 references are unverified.
    """
    from datetime import UTC, datetime

    from lint.audit.conduct import Wish
    from lint.audit.conduct import audit as run
    from lint.audit.drawn import Form, drawn
    from lint.audit.folder import FolderError, write
    from lint.audit.sign_off import SignOffError
    from lint.audit.stored import StoredError
    from lint.config import Choice, ConfigError
    from lint.files import Ledger, located
    from lint.formats import Layout
    from lint.request import Request

    packs = shared.packs_for(select, ignore)
    if "-" in paths:
        raise click.UsageError("`audit` reads files and directories, no standard input.")
    request = Request(
        paths=paths,
        config=config,
        choice=Choice(select, ignore),
        fail_on=fail_on or "",
        offline=offline,
        locked=locked,
        reach=None if locked else shared.reach(network_budget, network=not offline),
        baseline=baseline,
        use_baseline=not no_baseline,
        ledger=Ledger(located(folder)),
    )
    wish = Wish(title, against, history, sign_off, ("medlint", *sys.argv[1:]))
    try:
        audited = run(request, wish, packs, datetime.now(UTC))
    except (ConfigError, StoredError, SignOffError) as error:
        raise click.ClickException(str(error)) from error
    try:
        files = drawn(audited.document, Form(site, xlsx))
        write(folder, files)
    except FolderError as error:
        print_report(audited.report, Output("text", None), Layout(colored(), quiet=True, statistics=False))
        raise click.ClickException(str(error)) from error
    _tell(audited.report, audited.document, folder)
    if pdf:
        _print(folder, files)
    return audited.report.exit_code


def _print(folder: Path, files: Mapping[str, bytes]) -> None:
    """Print the page beside the report; without a print the report stands as it is.

    Raises:
        ClickException: there is no browser, or it failed.
    """
    from lint.audit.drawn import PRINT
    from lint.audit.folder import FolderError, write
    from lint.audit.pdf import PdfError, printed

    try:
        write(folder, {**files, PRINT: printed(files["index.html"], folder)})
    except (FolderError, PdfError) as error:
        raise click.ClickException(str(error)) from error


def _tell(report: Report, document: Document, folder: Path) -> None:
    """What came of it, and where it stands, for who ran it."""
    from lint.files import shown
    from lint.formats.plain import inert, printable, summary_line

    unchecked = [f"{row.path}: {row.reason}" for row in report.files if row.status == "unchecked"]
    page = f"The report: {shown(folder / 'index.html')}"
    verdict = document["audit"]["verdict"]
    for line in (*unchecked, *filter(None, (verdict["words"], verdict["limits"])), page, summary_line(report)):
        click.echo(inert(printable(line)))
