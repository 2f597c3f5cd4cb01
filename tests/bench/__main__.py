"""`python -m tests.bench corpora DIR`: the rules against labelled text; `python -m tests.bench start`: a cold check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

import click

from tests.bench.measurement import Measurement

# Each measurement reads one folder of the layout; it is skipped by name when the folder is not there.
CORPORA = {"markdown": "markdown", "disclaimers": "disclaimers", "dosing": "dosing"}


@click.group()
def main() -> None:
    """Measurements of medlint."""


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--only", multiple=True, type=click.Choice(sorted(CORPORA)), help="Measure this corpus alone.")
@click.option("--errors", is_flag=True, help="List what was found wrongly or missed.")
def corpora(directory: Path, only: tuple[str, ...], errors: bool) -> None:
    """Precision and recall on every labelled corpus in DIRECTORY; exit 1 when a goal is missed."""
    measured = reached = 0
    for name, module in CORPORA.items():
        folder = directory / name
        if (only and name not in only) or not folder.is_dir():
            continue
        measure: Callable[[Path], Measurement] = import_module(f"tests.bench.{module}").measure
        measurement = measure(folder)
        measured += 1
        reached += _print(measurement, errors=errors)
    if not measured:
        raise click.ClickException(f"{directory} holds none of the folders {', '.join(CORPORA)}")
    raise SystemExit(0 if reached == measured else 1)


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--errors", is_flag=True, help="List what was found wrongly or missed.")
def identity(directory: Path, errors: bool) -> None:
    """References made from the recorded answers in DIRECTORY against their records; exit 1 when a goal is missed."""
    from tests.bench.identity import measure

    raise SystemExit(not _print(measure(directory), errors=errors))


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--errors", is_flag=True, help="List what could not be read.")
def registries(directory: Path, errors: bool) -> None:
    """The decoders on the recorded answers in DIRECTORY, whole and damaged; exit 1 when one crashes."""
    from tests.bench.registries import measure

    raise SystemExit(not _print(measure(directory), errors=errors))


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--repetitions", default=20, show_default=True, help="How often every fault is tried.")
@click.option("--errors", is_flag=True, help="List what went wrong.")
def outages(directory: Path, repetitions: int, errors: bool) -> None:
    """The command line under every fault; DIRECTORY holds faults_dev.json, whose rows are then accounted for."""
    from tests.bench.outages import measure

    raise SystemExit(not _print(measure(directory, repetitions), errors=errors))


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--errors", default=10, show_default=True, help="List so many errors of each kind, with their reasons.")
@click.option("--spans", is_flag=True, help="List the place of every instruction found, and nothing else.")
@click.option(
    "--fit", is_flag=True, help="Fit the weights of the stance, and score them on sources they have not seen."
)
@click.option(
    "--trace", "text", metavar="TEXT", help="Show how TEXT is read, and nothing else; no DIRECTORY is needed."
)
def dosing(directory: Path | None, errors: int, spans: bool, fit: bool, text: str | None) -> None:
    """Dosing instructions and study doses on the labelled sets in DIRECTORY; exit 1 when a goal is missed."""
    from tests.bench import dosing_corpus, dosing_fit, dosing_report, dosing_trace

    lines: Iterable[str]
    reached = True
    if text is not None:
        lines = dosing_trace.trace(text)
    elif directory is None:
        raise click.UsageError("name the DIRECTORY of the labelled sets")
    else:
        try:
            corpus = dosing_corpus.load(directory)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        if spans:
            lines = dosing_report.spans(corpus)
        elif fit:
            lines = dosing_fit.told(corpus.sure)
        else:
            lines, reached = dosing_report.report(corpus, errors)
    for line in lines:
        click.echo(line)
    raise SystemExit(not reached)


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--only", multiple=True, metavar="ID", help="Play this row alone (repeatable).")
@click.option("--errors", is_flag=True, help="List what went wrong.")
def hostile(directory: Path, only: tuple[str, ...], errors: bool) -> None:
    """Hostile names, contents and records in DIRECTORY through every format; exit 1 when one gets through."""
    from tests.bench.hostile import measure

    try:
        measurement = measure(directory, only)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    raise SystemExit(not _print(measurement, errors=errors))


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--errors", is_flag=True, help="List what went wrong.")
def hostile_report(directory: Path, errors: bool) -> None:
    """Hostile texts in DIRECTORY in every cell of an audit, in a real browser; exit 1 when one gets through."""
    from tests.bench.hostile_report import measure

    raise SystemExit(not _print(measure(directory), errors=errors))


@main.command()
@click.option("--errors", is_flag=True, help="List what went wrong.")
def many(errors: bool) -> None:
    """Requests and time of 500 references against what the rate limits allow; exit 1 when a goal is missed."""
    from tests.bench.many_references import measure

    raise SystemExit(not _print(measure(), errors=errors))


@main.command()
@click.option("--kills", default=200, show_default=True, help="How often a writer is killed.")
@click.option("--seconds", default=60.0, show_default=True, help="How long two writers write at once.")
@click.option("--errors", is_flag=True, help="List what went wrong.")
def stores(kills: int, seconds: float, errors: bool) -> None:
    """The lock and the cache under kills, two writers, a full disk and merges; exit 1 when anything was lost."""
    from tests.bench.stores import measure

    raise SystemExit(not _print(measure(kills, seconds), errors=errors))


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--kills", default=200, show_default=True, help="How often a run is killed.")
@click.option("--hostile", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Hostile texts as well.")
@click.option("--errors", is_flag=True, help="List what went wrong.")
def fixes(directory: Path, kills: int, hostile: Path | None, errors: bool) -> None:
    """The laws of `check --fix` on all Markdown in DIRECTORY, and under kills; exit 1 when one is broken."""
    from tests.bench.fixes import measure

    raise SystemExit(not _print(measure(directory, kills, hostile), errors=errors))


@main.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--files", default=500, show_default=True, help="So many articles: those of DIRECTORY, repeated.")
@click.option("--runs", default=3, show_default=True, help="Interleaved runs of each command.")
@click.option("--site", is_flag=True, help="With a page per article.")
def audit(directory: Path, files: int, runs: int, site: bool) -> None:
    """CPU of `medlint audit` against `medlint check`, and the weight of its pages; exit 1 when a goal is missed."""
    from tests.bench.audit import measure

    raise SystemExit(not _print(measure(directory, files, runs, site=site), errors=False))


@main.command()
@click.argument("article", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--runs", default=21, show_default=True, help="Interleaved runs of each command.")
def start(article: Path | None, runs: int) -> None:
    """CPU of a cold `medlint check` of ARTICLE (default: the first article); exit 1 when the goal is missed."""
    from tests.bench.start import measure

    article = article or Path(__file__).parents[2] / "content" / "intravenous-ketamine-crps.md"
    raise SystemExit(not _print(measure(article, runs), errors=False))


_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_SPEED = ("throughput", "peers", "warm", "one", "workers", "memory", "linearity")


@main.command()
@click.option("--corpus", type=_FOLDER, required=True, help="Markdown files to measure on.")
@click.option("--article", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The one article.")
@click.option("--only", multiple=True, type=click.Choice(_SPEED), help="Measure this part alone (repeatable).")
@click.option("--runs", default=3, show_default=True, type=click.IntRange(1), help="Interleaved runs of each command.")
@click.option("--peers", is_flag=True, help="Other linters as well, each if it is installed.")
@click.option("--peers-path", multiple=True, type=_FOLDER, help="Look for them here before PATH (repeatable).")
@click.option("--pathological", type=_FOLDER, help="Shapes as name__500.md, name__1000.md, ... beside our own.")
@click.option("--json", "json_file", type=_FILE, help="Write all figures to this file.")
@click.option("--markdown", "markdown_file", type=_FILE, help="Write them as Markdown tables.")
@click.option("--plot", "plot_file", type=_FILE, help="Write a chart of the goals (.svg).")
@click.option("--profile", is_flag=True, help="Show where the time of one run goes, and nothing else.")
def speed(
    corpus: Path,
    article: Path | None,
    only: tuple[str, ...],
    runs: int,
    peers: bool,
    peers_path: tuple[Path, ...],
    pathological: Path | None,
    json_file: Path | None,
    markdown_file: Path | None,
    plot_file: Path | None,
    profile: bool,
) -> None:
    """CPU, wall time and memory of `medlint check` on a corpus, as ratios; exit 1 when a goal is missed."""
    from tests.bench import speed_profile, speed_report
    from tests.bench.speed import FIRST_ARTICLE, Plan, measure
    from tests.bench.spent import Failed

    if "peers" in only and not peers:
        raise click.UsageError("--only peers goes with --peers")
    if plot_file and plot_file.suffix != ".svg":
        raise click.UsageError("--plot writes a file that ends with .svg")
    article = (article or FIRST_ARTICLE).absolute()
    plan = Plan(corpus, article, runs, peers, peers_path, pathological)
    begun, done, reached = speed_report.machine(), [], True
    try:
        if profile:
            for line in speed_profile.profile(corpus):
                click.echo(line)
            return
        for measurement in measure(plan, only):
            reached = _print(measurement, errors=True) and reached
            done.append(measurement)
    except (ValueError, Failed) as error:
        raise click.ClickException(str(error)) from error
    machines = (begun, speed_report.machine())
    click.echo(f"\nmeasured on {'; at the end '.join(machines)}")
    for file, text in (
        (json_file, speed_report.as_json(done, machines)),
        (markdown_file, speed_report.as_markdown(done, machines)),
        (plot_file, speed_report.as_svg(done)),
    ):
        if file:
            file.write_text(text, encoding="utf-8")
    raise SystemExit(not reached)


@main.command()
@click.option("--edits", default=1000, show_default=True, help="Random edits of the long article.")
def lsp(edits: int) -> None:
    """What an author waits for while typing with `medlint lsp`; exit 1 when a goal is missed."""
    from tests.bench.lsp import measure

    raise SystemExit(not _print(measure(edits), errors=False))


@main.command()
@click.argument("vocabulary", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--release", required=True, help="Which release of DrugBank's vocabulary VOCABULARY is.")
@click.option("--mesh", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="desc<year>.xml, or a CSV.")
@click.option("--year", default="", help="Which MeSH that is, as its licence asks: 2024 MeSH.")
def names(vocabulary: Path, release: str, mesh: Path | None, year: str) -> None:
    """Write rules/dosing/words/drugs.txt from VOCABULARY, DrugBank's "drugbank vocabulary.csv"; needs wordfreq."""
    from tests.bench.names import TARGET, write

    if mesh and not year:
        raise click.UsageError("--mesh needs --year: its licence asks that the year be told")
    written = write(vocabulary, mesh, release=release, year=year)
    click.echo(f"{TARGET.name}: {len(written.generic)} names of substances, {len(written.brands)} brand names")


def _print(measurement: Measurement, *, errors: bool) -> bool:
    """Print one measurement as a table; whether all its goals were reached."""
    click.echo(f"\n{measurement.title}")
    width = max(len(figure.name) for figure in measurement.figures)
    for figure in measurement.figures:
        goal = "" if figure.goal is None else f"{'<=' if figure.at_most else '>='} {figure.goal:g}"
        mark = "" if figure.goal is None else "ok" if figure.reached else "MISSED"
        value = f"{figure.value:.3f}".removesuffix(".000")
        click.echo(f"  {figure.name:<{width}}  {value:>8}  {goal:<8} {mark:<6} {figure.detail}".rstrip())
    if errors:
        for line in measurement.errors:
            click.echo(f"    {line}")
    return all(figure.reached for figure in measurement.figures)


if __name__ == "__main__":
    main()
