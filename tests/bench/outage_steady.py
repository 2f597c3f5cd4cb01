"""Whether verdicts keep still while the registries do not, and whether secrets go to the registries alone."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from lint.resolve.lock_format import dump, parse
from tests.bench.measurement import Figure
from tests.bench.outage_kinds import KINDS
from tests.bench.outage_scenes import CANARY, EMAIL, KEY, PLAIN, RARE, Run, Scene, article, plain, rare
from tests.registry.registry import LoopbackRegistry
from tests.registry.server import Wire, WireFault

# One request in five meets a fault.
SHARE = 0.2
_ANY = tuple(kind.fault for kind in KINDS.values() if kind.fault is not None)


def at_random(seed: int, faults: Sequence[WireFault] = _ANY, share: float = SHARE) -> WireFault:
    """One of these faults for so large a share of the requests, the right answer for the others."""
    chance = random.Random(seed)  # noqa: S311 - the same faults every time

    def fault(wire: Wire) -> None:
        if chance.random() < share:
            chance.choice(faults)(wire)
        else:
            wire.answer(wire.reply())

    return fault


def locked(folder: Path, stack: ExitStack, *, days: int = 0) -> Scene:
    """A scene with references of every kind and a good lock, whose answers are so many days old; nothing is cached."""
    registry = stack.enter_context(LoopbackRegistry((*PLAIN, *RARE)))
    scene = Scene(folder, registry, stack, budget=15.0)
    # No lock can settle what a search found for the last two of the rare ones, which lack a DOI or both identifiers.
    scene.article.write_text(article([*plain(), *rare()[:-2]]), encoding="utf-8")
    locking = scene.inside("lock")
    if locking.code:
        raise RuntimeError(locking.out + locking.err)
    checked = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    entries = parse(scene.lock.read_text("utf-8")).entries
    scene.lock.write_text(dump({key: each._replace(checked=checked) for key, each in entries.items()}), "utf-8")
    scene.budget = 2.0
    forget(scene)
    return scene


def forget(scene: Scene) -> None:
    """Empty the cache."""
    shutil.rmtree(scene.cache, ignore_errors=True)


def said(run: Run) -> tuple[int, str, str]:
    """What a run gave, the time at which it began aside."""
    return run.code, re.sub(r'(?m)^ +"started": .*$', "", run.out), run.err


def steady(runs: int, processes: int) -> Iterator[Figure]:
    """Runs with a young lock: the same bytes every time; so many of them are processes of their own."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        scene = locked(Path(folder), stack)
        first = [said(scene.inside("check", "--format", name)) for name in ("json", "text")]
        scene.registry.requests.clear()
        scene.registry.fail(at_random(1))
        other = 0
        for number in range(runs):
            run: Callable[..., Run] = scene.run if number < processes else scene.inside
            name, right = (("json", first[0]), ("text", first[1]))[number % 2]
            other += said(run("check", "--format", name)) != right
        detail = f"{runs} runs, {processes} of them processes, {scene.registry.count()} requests"
        yield Figure("other bytes with a young lock", other, 0, at_most=True, detail=detail)


def no_worse(runs: int) -> Iterator[Figure]:
    """Runs with a lock so old that everything is asked for again: no verdict falls behind the lock's."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        scene = locked(Path(folder), stack, days=31)
        right = scene.inside("check", "--format", "json", "--locked")
        worse = codes = asked = tracebacks = 0
        for number in range(runs):
            forget(scene)
            scene.registry.requests.clear()
            scene.registry.heal()
            scene.registry.fail(at_random(number))
            run = scene.inside("check", "--format", "json")
            worse += run.states != right.states
            codes += run.code != right.code
            tracebacks += "Error" in run.err
            asked += scene.registry.count()
        detail = f"{runs} runs, {asked} requests"
        yield Figure("verdicts worse than an old lock's", worse, 0, at_most=True, detail=detail)
        yield Figure("other exit codes with an old lock", codes, 0, at_most=True)
        yield Figure("internal errors with an old lock", tracebacks, 0, at_most=True)


def made_up(runs: int) -> Iterator[Figure]:
    """Runs without lock and cache: a reference is what it is without faults, or unverified."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        registry = stack.enter_context(LoopbackRegistry((*PLAIN, *RARE)))
        scene = Scene(Path(folder), registry, stack, budget=2.0)
        scene.article.write_text(article([*plain(), *rare()]), encoding="utf-8")
        right = scene.inside("check", "--format", "json").states
        wrong: Counter[int] = Counter()
        unverified = 0
        for number in range(runs):
            forget(scene)
            registry.heal()
            registry.fail(at_random(number))
            states = scene.inside("check", "--format", "json").states
            pairs = enumerate(zip(states, right, strict=True), 1)
            wrong.update(place for place, (state, true) in pairs if state not in (true, "unverified"))
            unverified += states.count("unverified")
        detail = f"{runs} runs of {len(right)} references, {unverified} times unverified"
        detail += "".join(f"; reference {place}: {count}" for place, count in wrong.items())
        yield Figure("verdicts that a fault made up", wrong.total(), 0, at_most=True, detail=detail)


def contact() -> Iterator[Figure]:
    """Who gets the e-mail address and the key: the registries, and nobody whom a configuration names."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        registry = stack.enter_context(LoopbackRegistry((*PLAIN, *RARE)))
        scene = Scene(Path(folder), registry, stack, budget=15.0)
        scene.article.write_text(article(rare()), encoding="utf-8")
        scene.run("lock")
        unintroduced = misdirected = 0
        for each in registry.requests:
            unintroduced += EMAIL not in each.headers["user-agent"]
            if each.service == "pubmed":
                unintroduced += (each.form.get("email"), each.form.get("api_key")) != (EMAIL, KEY)
            else:
                misdirected += KEY in str(each)
        yield Figure("requests without contact", unintroduced, 0, at_most=True, detail=f"of {registry.count()}")
        yield Figure("other services that got the key", misdirected, 0, at_most=True)
        for configured in (tuple(registry.addresses._asdict()), ("crossref",), ("pubmed",)):
            yield _told_by_configuration(scene, configured)


def _told_by_configuration(scene: Scene, configured: tuple[str, ...]) -> Figure:
    """A configuration names these services, whose addresses are not in the environment."""
    addresses = scene.registry.addresses._asdict()
    tables = "".join(f'[services.{name}]\nurl = "{addresses[name]}"\n' for name in configured)
    (scene.folder / "medlint.toml").write_text(tables, encoding="utf-8")
    kept = dict(scene.environment)
    for name in configured:
        scene.environment.pop(f"MEDLINT_{name.upper()}_URL")
    scene.registry.requests.clear()
    forget(scene)
    scene.lock.unlink(missing_ok=True)
    run = scene.run("lock")
    told = sum(CANARY in str(each) for each in scene.registry.requests)
    scene.environment = kept
    asked = scene.registry.count() if not run.code else 0
    name = f"secrets sent where a configuration names {', '.join(configured)}"
    return Figure(name, told if asked else 1, 0, at_most=True, detail=f"of {asked} requests")
