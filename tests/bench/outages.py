"""The command line under every fault: states, exit codes, time, memory, secrets, and whether verdicts keep still."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from lint.resolve.lock import LockError
from lint.resolve.lock_format import parse
from tests.bench import outage_rows, outage_steady
from tests.bench.measurement import Figure, Measurement
from tests.bench.outage_kinds import KINDS, VARIABLES
from tests.bench.outage_scenes import PLAIN, RARE, Run, Scene, article, plain, rare, unknown
from tests.bench.outage_stores import STORES, Problem
from tests.registry import faults
from tests.registry.registry import LoopbackRegistry

# What is done under a fault, in turn; see _judged.
VARIANTS = ("check", "local", "lock", "rare", "text", "unknown")
# Kinds without a network at all, which must end soon by themselves.
DOWN = ("refused", "no-such-name", "slow-name", "no-connection")


class Trial(NamedTuple):
    """One run under one fault: which service is broken ("" for all), and what was to be done meanwhile."""

    fault: str
    service: str
    variant: str


class Outcome(NamedTuple):
    """What went wrong in a trial, how long it took beyond its budget and how much memory it had."""

    trial: Trial
    problems: tuple[Problem, ...]
    overrun: float = 0.0
    seconds: float = 0.0
    memory: float = 0.0


@contextmanager
def scene(variant: str, budget: float) -> Iterator[Scene]:
    """A folder with the article for a variant, and a registry that is well."""
    references = {"rare": rare, "unknown": unknown}.get(variant, plain)()
    with LoopbackRegistry((*PLAIN, *RARE)) as registry, TemporaryDirectory() as folder, ExitStack() as stack:
        made = Scene(Path(folder), registry, stack, budget)
        text = article(references, disclaimer=variant not in ("local", "text"))
        made.article.write_text(text, encoding="utf-8")
        yield made


def trials(fault: str, repetitions: int) -> list[Trial]:
    """What is tried under a fault: every variant with every service that can be broken, in turn."""
    kind = KINDS[fault]
    every = [Trial(fault, service, "check") for service in kind.services]
    every += [Trial(fault, service, variant) for variant in VARIANTS[1:3] for service in kind.services]
    every += [Trial(fault, service, "rare") for service in VARIABLES if "" in kind.services]
    if fault in faults.FAULTS:
        every += [Trial(fault, service, "unknown") for service in ("crossref", "doi.org")]
    every += [Trial(fault, service, "text") for service in kind.services]
    return [every[number % len(every)] for number in range(repetitions)]


def attempt(trial: Trial, local: float, healthy: dict[str, Run]) -> Outcome:
    """Run the command line under a fault, and say what it got wrong.

    `local` is how many seconds a run takes that asks nobody, `healthy` what each variant gives without a fault.
    """
    kind = KINDS[trial.fault]
    with scene(trial.variant, kind.budget) as made:
        kind.arrange(made, trial.service)
        if trial.variant == "lock":
            run = made.run("lock")
        elif trial.variant == "text":
            run = made.run("check", "--require-verified")
        else:
            run = made.check("--require-verified")
        problems = [*_judged(trial, run, healthy[trial.variant], made), *_always(run, made)]
    overrun = run.seconds - local - kind.budget
    return Outcome(trial, tuple(problems), overrun, run.seconds, run.memory - healthy[trial.variant].memory)


def _always(run: Run, made: Scene) -> Iterator[Problem]:
    """What must never happen."""
    if "Traceback" in run.out + run.err or "internal error" in run.err:
        yield "traceback", run.err[-400:]
    elif run.err:
        yield "standard error", run.err[-400:]
    yield from (("secret", f"a secret stands in {place}") for place in made.leaked(run))


def _judged(trial: Trial, run: Run, healthy: Run, made: Scene) -> Iterator[Problem]:
    allowed = KINDS[trial.fault].states
    if trial.variant == "lock":
        yield from _judged_lock(allowed, run, made)
    elif trial.variant == "text":
        if "missing-disclaimer" not in run.out or "checked 1 of 1 file, 3 references: " not in run.out:
            yield "local findings", run.out[-400:]
        yield from _code(run, (1,))
    else:
        if {"unknown-doi", "unknown-pmid"} & set(run.rules):
            yield "unknown", f"{run.rules}"
        if len(run.states) != len(healthy.states):
            yield "state", f"{len(run.states)} references in the report: {run.err[-200:]}"
        yield from _judged_states(trial, run, healthy, allowed)


def _judged_states(trial: Trial, run: Run, healthy: Run, allowed: frozenset[str]) -> Iterator[Problem]:
    """What a report with the right number of references says of them."""
    if trial.variant == "rare":
        true = healthy.states
    elif trial.variant == "unknown":
        true = ["verified", "unverified", "verified"]
    else:
        true = run.states if set(run.states) <= allowed else sorted(allowed) * len(PLAIN)
    for number, (state, right) in enumerate(zip(run.states, true, strict=False), 1):
        if state != right and (state != "unverified" or trial.variant in ("check", "local")):
            yield "state", f"reference {number} is {state}, and not {right}"
    if trial.variant == "local" and "missing-disclaimer" not in run.rules:
        yield "local findings", f"{run.rules}"
    if trial.variant == "check":
        yield from (("state", rule) for rule in set(run.rules) - {"unverified-reference"})
        yield from _code(run, (3,) if "unverified" in run.states else (0,))
    else:
        yield from _code(run, (1,))


def _code(run: Run, allowed: Sequence[int]) -> Iterator[Problem]:
    if run.code not in allowed:
        yield "exit code", f"{run.code} instead of {allowed}: {run.err[-200:]}"


def _judged_lock(allowed: frozenset[str], run: Run, made: Scene) -> Iterator[Problem]:
    codes = {"verified": 0, "unverified": 3}
    yield from _code(run, sorted(codes[state] for state in allowed))
    try:
        entries = parse(made.lock.read_text("utf-8")).entries if made.lock.exists() else {}
    except LockError as error:
        yield "lock", str(error)
        return
    if any(entry.absent for entry in entries.values()):
        yield "unknown", "the lock says that something does not exist"
    locked = made.check("--locked")
    if len(locked.states) != len(PLAIN) or set(locked.states) - allowed:
        yield "state", f"{locked.states} from the lock instead of {sorted(allowed)}"


def measure(folder: Path, repetitions: int = 20, runs: int = 1000, workers: int = 2) -> Measurement:
    """Every fault so many times, and so many runs against registries that are out of order at random.

    Rows of the list of faults in the folder for which there is no fault here are counted.
    """
    listed = outage_rows.rows(folder)
    healthy, local = _healthy()
    wanted = [trial for fault in KINDS for trial in trials(fault, repetitions)]
    wanted += [Trial(fault, "", "store") for fault in STORES for _ in range(repetitions)]
    with ThreadPoolExecutor(workers) as pool:
        outcomes = list(pool.map(lambda trial: _outcome(trial, local, healthy), wanted))
    # Beside others a run may wait for the processor: those that took longest are timed again, alone.
    slowest = sorted(outcomes, key=lambda outcome: outcome.overrun)[-10:]
    again = {outcome.trial: _outcome(outcome.trial, local, healthy).overrun for outcome in slowest}
    outcomes = [each._replace(overrun=min(each.overrun, again.get(each.trial, each.overrun))) for each in outcomes]
    down = [_without_network(fault) for fault in DOWN for _ in range(max(repetitions // 4, 1))]
    return Measurement(
        f"The command line under {len(KINDS) + len(STORES)} faults, each {repetitions} times",
        (
            *_figures(outcomes, down, listed),
            *outage_steady.contact(),
            *outage_steady.steady(runs, runs // 20),
            *outage_steady.no_worse(runs // 10),
            *outage_steady.made_up(runs // 10),
        ),
        tuple(_lines(outcomes, listed)),
    )


def _outcome(trial: Trial, local: float, healthy: dict[str, Run]) -> Outcome:
    if trial.variant != "store":
        return attempt(trial, local, healthy)
    with scene("check", 15.0) as made:
        return Outcome(trial, tuple(STORES[trial.fault](made)))


def _healthy() -> tuple[dict[str, Run], float]:
    """Every variant without a fault, and the seconds of a run that asks nobody."""
    runs: dict[str, Run] = {}
    for variant in VARIANTS:
        with scene(variant, 15.0) as made:
            runs[variant] = made.run("lock") if variant == "lock" else made.check()
    with scene("check", 15.0) as made:
        local = statistics.median(made.check("--offline").seconds for _ in range(5))
    return runs, local


def _without_network(fault: str) -> Outcome:
    """A whole check with the usual budget of a minute, while nobody can be reached."""
    trial = Trial(fault, "", "check")
    with scene("check", 60.0) as made:
        KINDS[fault].arrange(made, "")
        run = made.check("--require-verified")
        return Outcome(trial, tuple(_judged(trial, run, run, made)), seconds=run.seconds)


_GOALS = {
    "unknown": "“unknown” from a fault",
    "state": "wrong states",
    "exit code": "wrong exit codes",
    "traceback": "tracebacks",
    "standard error": "words on standard error",
    "local findings": "runs without the findings of local rules",
    "secret": "runs that showed a secret",
    "lock": "locks that were torn or lost",
    "words": "messages that do not say what is wrong",
}


def _figures(outcomes: list[Outcome], down: list[Outcome], listed: list[outage_rows.Row]) -> Iterator[Figure]:
    counts = Counter(kind for outcome in (*outcomes, *down) for kind in {kind for kind, _ in outcome.problems})
    yield Figure("runs", len(outcomes) + len(down))
    for kind, name in _GOALS.items():
        yield Figure(name, counts[kind], 0, at_most=True)
    online = [outcome for outcome in outcomes if outcome.trial.variant != "store"]
    longest = max(online, key=lambda outcome: outcome.overrun)
    yield Figure("longest overrun of the budget (s)", max(longest.overrun, 0), 1, at_most=True, detail=_name(longest))
    slowest = max(down, key=lambda outcome: outcome.seconds)
    yield Figure("a check without a network (s)", slowest.seconds, 5, at_most=True, detail=_name(slowest))
    largest = max(online, key=lambda outcome: outcome.memory)
    yield Figure("most growth of memory (MB)", largest.memory, 20, at_most=True, detail=_name(largest))
    missed = [row.id for row in listed if not set(row.faults) <= KINDS.keys() | STORES.keys() or not row.faults]
    yield Figure("rows that are not tried", len(missed), 0, at_most=True, detail=" ".join(missed))
    for row in listed:
        mine = [outcome for outcome in outcomes if outcome.trial.fault in row.faults]
        wrong = sum(bool(outcome.problems) for outcome in mine)
        against = [name for name in row.faults if name in KINDS and row.states and not KINDS[name].states & row.states]
        detail = f"of {len(mine)}: {row.described}"
        yield Figure(f"wrong under {row.id}", wrong + len(against), 0, at_most=True, detail=detail)


def _name(outcome: Outcome) -> str:
    trial = outcome.trial
    return f"{trial.fault}, {trial.service or 'all'}, {trial.variant}"


def _lines(outcomes: list[Outcome], listed: list[outage_rows.Row]) -> Iterator[str]:
    for outcome in outcomes:
        for kind, said in outcome.problems:
            yield f"{_name(outcome)}: {kind}: {' '.join(said.split())}"
    for row in listed:
        yield f"{row.id}: {row.described}: {', '.join(row.faults) or 'nothing'}"
