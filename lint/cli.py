"""The command line: parses words, calls the api, prints, exits."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import click

from lint import __version__
from lint.formats import NAMES as FORMATS
from lint.report import CANNOT_VOUCH

if TYPE_CHECKING:
    _ParamType = click.ParamType["Output"]

    from lint.formats import Layout
    from lint.packs import Pack
    from lint.reach import Reach
    from lint.report import Report
    from lint.rule import Rule

else:
    _ParamType = click.ParamType  # generic since click 8.4 only


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
        error.show()
        sys.exit(CANNOT_VOUCH)
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted")
    except Exception as error:  # the last resort: a defect of medlint must not look like a pass
        _fail(f"internal error, please report it: {type(error).__name__}: {error}")


def _fail(message: str) -> NoReturn:
    from lint.formats.plain import printable

    click.echo(f"Error: {printable(message)}", err=True)
    sys.exit(CANNOT_VOUCH)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="medlint")
def cli() -> None:
    """medlint lints medical and health articles in Markdown.

    Every article shows its disclaimer, every reference carries a DOI and a PMID of the paper that it describes, and
    nothing tells a reader what dose to take.
    """


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


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("-f", "--format", "format_", type=click.Choice(FORMATS), default="text", help="Format of the output.")
@click.option("-o", "--output", "outputs", type=OutputType(), multiple=True, help="Write a format to a file as well.")
@click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="Use this configuration file.")
@click.option("--select", multiple=True, metavar="RULE", help="Run this rule only (repeatable).")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave this rule out (repeatable).")
@click.option(
    "--fail-on", type=click.Choice(("error", "warning", "info", "never")), help="Exit 1 from this severity on."
)
@click.option("--offline", is_flag=True, help="Ask no registry: use what is locked or cached.")
@click.option("--locked", is_flag=True, help="Use the lock alone; exit 3 when a reference is not verified by it.")
@click.option("--network-budget", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Time for the network: 60.")
@click.option("--require-verified", is_flag=True, help="Exit 3 when a reference could not be verified.")
@click.option("--stdin-filename", default="-", metavar="NAME", help="What to call the text read from `-`.")
@click.option("-q", "--quiet", is_flag=True, help="One line a finding, no help.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 in spite of findings; still 2 when something was not checked.")
def check(
    paths: tuple[str, ...],
    format_: str,
    outputs: tuple[Output, ...],
    config: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    offline: bool,
    locked: bool,
    network_budget: float | None,
    require_verified: bool,
    stdin_filename: str,
    quiet: bool,
    statistics: bool,
    exit_zero: bool,
) -> int:
    """Lint articles: files, directories, and standard input as `-`.

    Without PATHS those of the configuration are checked, else content/. Exit code: 0 all checked and fine, 1 findings,
    2 something could not be checked, 3 references are unverified and were required to be verified.
    """
    from datetime import UTC, datetime

    from lint.api import Request
    from lint.api import check as run
    from lint.config import Choice, ConfigError
    from lint.files import located
    from lint.formats import Layout
    from lint.packs import rules_of

    packs = _packs()
    rules = rules_of(family for pack in packs for family in pack.families)
    _known(select, rules, "--select")
    _known(ignore, rules, "--ignore")
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
        digests="json" in (format_, *(output.format for output in outputs)),
        reach=None if locked else _reach(network_budget, network=not offline),
    )
    try:
        report = run(request, packs, datetime.now(UTC))
    except ConfigError as error:
        raise click.ClickException(str(error)) from error
    layout = Layout(_colored(), quiet, statistics)
    read = {located(Path(row.path)) for row in report.files}
    for output in (*outputs, Output(format_, None)):
        if output.file is not None and located(output.file) in read:
            raise click.ClickException(f"{output.file} is a file that was checked; it is not overwritten")
        _write(report, output, layout)
    return report.exit_code


def _whole(articles: Sequence[Path], lock: Path, *, prune: bool) -> None:
    """Standard input has no lock, and what no article cites is only known of all articles that the lock serves."""
    from lint.files import located

    if Path("-") in articles:
        raise click.UsageError("`lock` reads files and directories, no standard input.")
    if prune and not any(path.is_dir() and located(lock).is_relative_to(located(path)) for path in articles):
        raise click.UsageError(f"--prune needs all articles that {lock} serves: name its folder, or no path at all.")


def _reach(budget: float | None, *, network: bool = True) -> Reach:
    """How far a run goes: the addresses and the key come from the environment."""
    from os import environ

    from lint.progress import Bar
    from lint.reach import BUDGET, Reach

    return Reach(dict(environ), network, BUDGET if budget is None else budget, Bar("asking the registries"))


def _stdin(paths: Sequence[str]) -> bytes | None:
    """The content of standard input when it is asked for."""
    if "-" not in paths:
        return None
    if len(paths) > 1:
        raise click.UsageError("`-` (standard input) cannot be checked together with other paths.")
    return sys.stdin.buffer.read()


def _colored() -> bool:
    """Whether standard output is a terminal whose user has not asked for plain text (https://no-color.org)."""
    from os import environ

    return sys.stdout is not None and sys.stdout.isatty() and not environ.get("NO_COLOR")


def _write(report: Report, output: Output, layout: Layout) -> None:
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


def _packs() -> tuple[Pack, ...]:
    from lint.packs import PackError, installed

    try:
        return installed()
    except PackError as error:
        raise click.ClickException(str(error)) from error


def _known(names: Sequence[str], rules: Sequence[Rule], option: str) -> None:
    from lint.config import ALWAYS_ON, neighbour

    ids = [rule.id for rule in rules]
    for name in names:
        if name not in ids:
            raise click.ClickException(f'{option}: there is no rule "{name}"{neighbour(name, ids)}')
        if option == "--ignore" and name in ALWAYS_ON:
            raise click.ClickException(f"{option}: {name} cannot be ignored; exclude the file instead.")


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="Use this configuration file.")
@click.option("--refresh", is_flag=True, help="Ask again for what is locked already.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if the lock would change.")
@click.option("--prune", is_flag=True, help="Drop the works that none of the articles cites.")
@click.option("--network-budget", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Time for the network: 60.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what went wrong.")
def lock(
    paths: tuple[str, ...],
    config: Path | None,
    refresh: bool,
    only_check: bool,
    prune: bool,
    network_budget: float | None,
    quiet: bool,
) -> int:
    """Ask the registries about every reference and write references.lock.

    What is locked and young enough is not asked again. Exit code: 0 every identifier was answered, 1 the lock would
    change (--check), 2 the lock or an article cannot be read or written, 3 some could not be looked up.

    PubMed's answers come under NCBI's terms: https://www.ncbi.nlm.nih.gov/About/disclaimer.html
    """
    from datetime import UTC, datetime

    from lint.api import Request, load_config, lock_path, scope
    from lint.config import ConfigError
    from lint.locking import Wish
    from lint.locking import lock as run
    from lint.resolve.lock import LockError
    from lint.resolve.lock_file import LockWriteError

    request = Request(paths=paths, config=config)
    try:
        settings = load_config(request, [family for pack in _packs() for family in pack.families])
        articles = scope(request, settings)
        place = lock_path(settings, request, articles)
        _whole(articles, place, prune=prune)
        wish = Wish(refresh, prune, only_check)
        locked = run(articles, place, settings, _reach(network_budget), wish, datetime.now(UTC))
    except (ConfigError, LockWriteError) as error:
        raise click.ClickException(str(error)) from error
    except LockError as error:
        raise click.ClickException(f"{place}: {error}; repair it, or delete it and lock again") from error
    click.echo(locked.text(wish, quiet=quiet), nl=False)
    return locked.exit_code(wish)


@cli.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Show the page of a rule: what it reports, why, examples, limits, source."""
    from lint.explain import pages, terminal
    from lint.packs import rules_of

    families = [family for pack in _packs() for family in pack.families]
    _known((rule,), rules_of(families), "explain")
    own = [family for family in families if rule in (each.id for each in family.rules)]
    page = next(page for page in pages(own) if page.rule.id == rule)
    click.echo(terminal(page), nl=False)


@cli.command()
def rules() -> None:
    """List all rules with their severities."""
    from lint.packs import rules_of

    listed = rules_of(family for pack in _packs() for family in pack.families)
    width = max(len(rule.id) for rule in listed)
    for rule in listed:
        severity = rule.severity if rule.on_by_default else f"{rule.severity} (off)"
        click.echo(f"{rule.id:<{width}}  {severity:<9}  {rule.summary}")


@cli.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), default=".")
def init(directory: Path) -> None:
    """Write a commented configuration and a workflow for pull requests; existing files stay as they are."""
    from lint.scaffold import write

    try:
        written, kept = write(directory)
    except OSError as error:
        raise click.ClickException(f"{error.filename} cannot be written: {error.strerror}") from error
    for path in written:
        click.echo(f"wrote {path.as_posix()}")
    for path in kept:
        click.echo(f"kept {path.as_posix()}, it is there already")
