"""`medlint init`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lint.cli import shared
from lint.formats.plain import inert, printable

if TYPE_CHECKING:
    from lint.scaffold.adoption import Adoption
    from lint.scaffold.places import Guess

PROFILES = ("minimal", "standard", "strict", "clinic")
LEVELS = ("error", "warning", "info", "never")
# A thousand articles have some ten thousand references: two hundred batches, and what must be asked for one by one.
BUDGET = 300.0


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--path", "paths", multiple=True, metavar="P", help="A folder with articles (repeatable).")
@click.option("--profile", type=click.Choice(PROFILES), help="What a disclaimer has to say: minimal.")
@click.option("--fail-on", type=click.Choice(LEVELS), help="What fails a check: error.")
@click.option("--workflow/--no-workflow", default=None, help="Write the workflows for GitHub.")
@click.option("--pre-commit/--no-pre-commit", default=None, help="Write the entry for pre-commit.")
@click.option("--lock/--no-lock", default=None, help="Ask the registries about all references.")
@click.option("--baseline/--no-baseline", default=None, help="Take the findings of today as known.")
@click.option("--offline", is_flag=True, help="Ask no registry.")
@click.option("--network-budget", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Time for the network: 300.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing; take what was not said as is usual.")
def init(
    directory: Path,
    paths: tuple[str, ...],
    profile: str | None,
    fail_on: str | None,
    workflow: bool | None,
    pre_commit: bool | None,
    lock: bool | None,
    baseline: bool | None,
    offline: bool,
    network_budget: float | None,
    yes: bool,
) -> None:
    """Switch medlint on in DIRECTORY, a repository with old articles or with none yet.

    Writes the configuration, the workflows, the entry for pre-commit, the first lock and the baseline; files that are
    there stay as they are. It asks when it runs in a terminal; --yes and options answer beforehand.
    """
    from datetime import UTC, datetime

    from lint.config import ConfigError
    from lint.files import located
    from lint.scaffold.adoption import Adoption, Answers
    from lint.scaffold.places import guess
    from lint.scaffold.written import InitError

    root = located(directory)
    found = guess(root)
    adoption = Adoption(root, found, shared.packs(), datetime.now(UTC))
    said: dict[str, Any] = {
        "paths": _inside(paths, root) or None, "profile": profile, "fail_on": fail_on, "workflow": workflow,
        "pre_commit": pre_commit, "lock": False if offline and lock is None else lock, "baseline": baseline,
    }  # fmt: skip
    said = {name: value for name, value in said.items() if value is not None}
    try:
        if not yes and sys.stdin is not None and sys.stdin.isatty():
            said |= _asked(said, found, root, configured=adoption.own_config() is not None)
        reach = shared.reach(BUDGET if network_budget is None else network_budget, network=not offline)
        for sentence in adoption.run(Answers()._replace(**said), reach):
            click.echo("\n".join(inert(printable(line)) for line in sentence.split("\n")))
    except (InitError, ConfigError) as error:
        raise click.ClickException(_so_far(str(error), adoption)) from error
    except (click.Abort, KeyboardInterrupt):
        raise click.ClickException(_so_far("stopped", adoption)) from None


def _so_far(message: str, adoption: Adoption) -> str:
    """What went wrong, and what was written before that."""
    written = ", ".join(adoption.files.written)
    return f"{message}; written before that: {written}" if written else f"{message}; nothing was written"


def _inside(names: Sequence[str], root: Path) -> tuple[str, ...]:
    """The paths of articles, relative to the folder that holds the configuration.

    Raises:
        UsageError: one is not there, or lies elsewhere.
    """
    from lint.files import located

    found: list[str] = []
    for name in names:
        path = located(root / name)
        if not path.is_relative_to(root):
            raise click.UsageError(f"{name} lies outside of {root.as_posix()}.")
        if not path.exists():
            raise click.UsageError(f"{name} is not there: make the folder first, or name another.")
        found.append(path.relative_to(root).as_posix())
    return tuple(dict.fromkeys(found))


def _asked(said: Collection[str], found: Guess, root: Path, *, configured: bool) -> dict[str, Any]:
    """What the options left open, asked for; a configuration that is there has decided the first three."""

    def choice(question: str, names: Sequence[str]) -> Callable[[], object]:
        return lambda: click.prompt(question, default=names[0], type=click.Choice(names))

    def consent(question: str) -> Callable[[], object]:
        return lambda: click.confirm(question, default=True)

    questions = {
        "paths": lambda: _ask_for_paths(found, root),
        "profile": choice("How much must a disclaimer say?", PROFILES),
        "fail_on": choice("From what on does a check fail?", LEVELS),
        "workflow": consent("Shall GitHub check every pull request?"),
        "pre_commit": consent("Shall pre-commit check articles before each commit?"),
        "lock": consent("Shall Crossref and PubMed be asked about all references now?"),
        "baseline": consent("Shall only faults that are new from now on fail?"),
    }
    decided = ("paths", "profile", "fail_on") if configured else ()
    return {name: ask() for name, ask in questions.items() if name not in said and name not in decided}


def _ask_for_paths(found: Guess, root: Path) -> tuple[str, ...]:
    """The folders with articles; what seems right is one key away."""
    if not found.paths:
        return ()

    def folders(text: str) -> tuple[str, ...]:
        return _inside([each.strip() for each in text.split(",") if each.strip()], root) or found.paths

    number = len(found.within(found.paths))
    question = f"Where do the articles lie ({number:,} seem to be there; separate folders by commas)?"
    chosen: tuple[str, ...] = click.prompt(question, default=", ".join(found.paths), value_proc=folders)
    return chosen
