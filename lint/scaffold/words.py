"""What `medlint init` says: what it did, what it left, and what to do next, a plain sentence each."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lint.scaffold.written import Files

if TYPE_CHECKING:
    from lint.finding import Finding
    from lint.locking import Locked
    from lint.report import FileRow, Report
    from lint.rule import Rule

NO_REPOSITORY = "this folder is no git repository yet (git init): workflows and pre-commit hooks run in one only"
_SHOWN = 5
_MANY = 200


def files(files: Files) -> Iterator[str]:
    """What was written and what was kept."""
    if files.written:
        yield f"wrote {', '.join(files.written)}"
    yield from map(kept, files.kept)


def kept(name: str) -> str:
    """A file that is there already."""
    return f"kept {name}, it is there already"


def nothing_yet(paths: Sequence[str]) -> str:
    """There is no article."""
    return (
        f"there are no articles in {_listed([f'{path}/' for path in paths])} yet, so there is nothing to look up and"
        " nothing to take as known; until the first one is there, `medlint check` ends with 2"
    )


def not_at_the_top(top: Path) -> str:
    """Workflows are read at the top of a repository."""
    why = "GitHub reads workflows at the top of the repository alone"
    return f"no workflow was written: {why}; run medlint init {shlex.quote(top.as_posix())}"


def paste(name: str, entry: str) -> str:
    """The entry for a file that cannot take it by itself."""
    return f"{name} is laid out in a way of its own and was left alone; add to its list `repos`:\n{entry.rstrip()}"


def read(report: Report, paths: Sequence[str], left_out: Mapping[str, str]) -> str:
    """What was read."""
    sums = report.summary
    told = f"read {_count(sums.checked, 'article')} with {_count(sums.references, 'reference')} in {_listed(paths)}"
    if not left_out:
        return told
    reasons = {reason.partition(";")[0] for reason in left_out.values()}
    if len(reasons) == 1:
        return f"{told} ({len(left_out):,} left out: {reasons.pop()}; see exclude in medlint.toml)"
    return f"{told} ({len(left_out):,} left out, each with its reason in exclude in medlint.toml)"


def checking(articles: int) -> Iterator[str]:
    """That the next step takes its time."""
    if articles > _MANY:
        yield f"checking {articles:,} articles; this takes a while"


def readable(left_out: Mapping[str, str]) -> Iterator[str]:
    """Files left out of which only a part cannot be checked: nobody looks for a dose in them now."""
    names = sorted(left_out)
    for name in names[:_SHOWN]:
        yield f"{name} is left out though its text can be read: mend it and take it out of exclude: {left_out[name]}"
    if len(names) > _SHOWN:
        yield f"{_count(len(names) - _SHOWN, 'more file')} of that kind: see exclude in medlint.toml"


def unchecked(rows: Sequence[FileRow], checked: int, *, own: bool) -> Iterator[str]:
    """What keeps `medlint check` from passing, since nothing that init may do can mend it."""
    for row in rows[:_SHOWN]:
        yield f"{row.path} cannot be checked: {row.reason}"
    if len(rows) > _SHOWN:
        yield f"{_count(len(rows) - _SHOWN, 'more file')} cannot be checked"
    if rows:
        remedy = "mend them" if own else "mend them, or name them in exclude in the configuration"
        yield f"`medlint check` ends with 2 until these can be checked: {remedy}"
    elif not checked:
        yield "none of the files can be checked, so `medlint check` ends with 2"


def not_locked(name: str) -> str:
    """No registry was asked."""
    return f"no registry was asked, so there is no {name} yet"


def locked(name: str, locked: Locked, *, written: bool) -> str:
    """What became of the first lock."""
    missing = len(locked.unanswered)
    told = f"{locked.references - missing:,} of {_count(locked.references, 'reference')} answered"
    if missing:
        reason, _ = Counter(each.reason for each in locked.unanswered).most_common(1)[0]
        why = f"{reason}; run `medlint lock` later to ask for the rest" if written else reason
        told = f"{told} ({why})"
    if written:
        return f"wrote {name}: {told}"
    if not locked.references:
        return f"no reference names a DOI or a PMID, so {name} is not needed yet"
    return f"no {name} yet: {told}"


def no_baseline(findings: int, *, asked: bool, own: bool) -> str:
    """There is no baseline, and why."""
    if own or not asked:
        return f"no baseline was asked for: {_count(findings, 'finding')} will be reported by `medlint check`"
    return (
        f"the configuration names no baseline: to take the {_count(findings, 'finding')} of today as known, add"
        ' baseline = "medlint-baseline.json" to it and run `medlint init` again'
    )


def baseline(name: str, findings: Sequence[Finding], rules: Sequence[Rule]) -> Iterator[str]:
    """How many findings are known from now on, and which of them somebody should look at first."""
    counts = Counter(each.rule for each in findings)
    total = f"wrote {name}: {_count(len(findings), 'finding')} {_are(len(findings))} known and will not fail"
    yield f"{total} ({_numbers(counts)})" if counts else f"wrote {name}: nothing was found, so nothing is known yet"
    safety = Counter({rule.id: counts[rule.id] for rule in rules if rule.safety and counts[rule.id]})
    if number := safety.total():
        which = next(iter(safety)) if len(safety) == 1 else _numbers(safety)
        selected = " ".join(f"--select {rule}" for rule, _ in safety.most_common())
        yield (
            f"{number:,} of them ({which}) {'concerns' if number == 1 else 'concern'} the safety of readers:"
            f" please look at these first: medlint check --no-baseline {selected}"
        )


def without_answers(name: str) -> str:
    """A baseline only shrinks: what the registries say of old articles later is not in it."""
    return (
        "no registry has answered yet, so what they say of old references is not known: where there is a network,"
        f" delete {name} and run `medlint init` again, which writes both"
    )


def beside(others: Mapping[str, int]) -> Iterator[str]:
    """Markdown that nobody checks."""
    if others:
        named = [f"{name} ({number:,})" if name.endswith("/") else name for name, number in others.items()]
        more = [f"{len(named) - _SHOWN:,} more"] if len(named) > _SHOWN else []
        yield (
            f"not among the articles, and checked by nobody: the Markdown in {_listed([*named[:_SHOWN], *more])};"
            " add to paths in medlint.toml what is an article"
        )


def next_steps(files: Files, workflow: bool, advice: Sequence[str]) -> Iterator[str]:  # three words
    """What to do now."""
    yield from advice
    if not files.written:
        yield "nothing had to be written"
        return
    here = files.root == Path.cwd()
    enter = "" if here else f"cd {shlex.quote(files.root.as_posix())} && "
    yield f"next: {enter}git add {' '.join(map(shlex.quote, files.written))}, commit, open a pull request"
    if workflow:
        yield (
            "that pull request is judged by what it changes, since configuration and baseline decide only once they are"
            ' merged; then make the check "medlint" required (repository settings, Rules)'
        )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _numbers(counts: Counter[str]) -> str:
    told = [f"{number:,} {rule}" for rule, number in counts.most_common(_SHOWN)]
    rest = counts.total() - sum(number for _, number in counts.most_common(_SHOWN))
    return ", ".join([*told, f"{rest:,} others"] if rest else told)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
