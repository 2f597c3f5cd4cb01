"""An article with many references: how many requests the registries see, and how long it takes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

from lint.records import Record
from tests.bench.measurement import Figure, Measurement
from tests.bench.outage_scenes import Run, Scene, article, cited
from tests.registry.bodies import Listed
from tests.registry.registry import LoopbackRegistry

_WORDS = (
    "pain therapy wrist fracture mirror motor imagery chronic nerve training placebo infusion sleep outcome knee"
    " shoulder stroke children adults exercise balance recovery ankle cold water walking"
).split()
_SEED = 3
# Crossref's list calls hold 50 DOIs, PubMed's summaries 200 numbers; Crossref takes 3 lists a second (2026).
_LIST, _SUMMARIES, _RATE = 50, 200, 3


def works(count: int) -> list[Listed]:
    """So many invented papers, no two alike."""
    chance = random.Random(_SEED)  # noqa: S311 - the same papers every time
    return [_work(number, chance) for number in range(count)]


def _work(number: int, chance: random.Random) -> Listed:
    words = " ".join(chance.sample(_WORDS, 8)).capitalize()
    record = Record(
        title=f"{words} in cohort {number}",
        authors=(f"Tansley{chr(97 + number % 26)} RB", "Okoro P", "Marsh T"),
        journal="Journal of Imaginary Rehabilitation",
        year=2000 + number % 25,
        volume=str(1 + number % 50),
        issue="3",
        pages=f"{100 + number}-{109 + number}",
        doi=f"10.5555/many.{number}",
        pmids=(str(90_000_000 + number),),
        type="journal-article",
    )
    return Listed(record, "Given for 4 h daily for 10 days.")


def measure(count: int = 500) -> Measurement:
    """Requests as the server counts them, and seconds against those that the limits of the registries take."""
    errors: list[str] = []
    figures = [*_many(count, errors), *_three(errors)]
    return Measurement(f"{count} references in one article", tuple(figures), tuple(errors))


def _many(count: int, errors: list[str]) -> Iterator[Figure]:
    lists, least = ceil(count / _LIST), ceil(count / _LIST) + ceil(count / _SUMMARIES)
    with TemporaryDirectory() as folder, ExitStack() as stack:
        scene = _scene(Path(folder), stack, works(count))
        limits = (lists - 1) / _RATE
        spent = []
        for arguments, most in ((("check", "-f", "json"), least), (("lock",), least + ceil(count / _SUMMARIES))):
            name = arguments[0]
            run, asked = _counted(scene, *arguments)
            spent.append((name, run.seconds))
            yield Figure(f"{name}: requests", asked, most, at_most=True)
            begun = [each.at for each in scene.registry.requests if each.service == "crossref"]
            span = max(begun) - min(begun)
            ratio = span / limits if limits else 1.0
            detail = f"{span:.2f} s from the first list to the last, {limits:.2f} s at {_RATE} a second"
            yield Figure(f"{name}: lists against the rate that is allowed", ratio, 1.3, at_most=True, detail=detail)
            again, asked = _counted(scene, *arguments)
            detail = f"{again.seconds:.2f} s"
            yield Figure(f"{name}: requests of the second run", asked, 0, at_most=True, detail=detail)
            # What was looked up for a check must not spare the lock its requests, which are counted next.
            shutil.rmtree(scene.cache)
        locked, asked = _counted(scene, "check", "--format", "json", "--locked")
        for name, seconds in spent:
            detail = f"{seconds:.2f} s, of which {limits:.2f} s for the limits; {locked.seconds:.2f} s without network"
            ratio = seconds / (limits + locked.seconds)
            yield Figure(f"{name}: seconds against the least", ratio, 1.3, at_most=True, detail=detail)
        yield Figure("verified by the lock alone", locked.states.count("verified"), count)
        yield Figure("requests beside the lock", asked, 0, at_most=True)
        errors += [f"{each['rule']}: {each['message']}" for each in locked.report.get("findings", ())][:20]


def _three(errors: list[str]) -> Iterator[Figure]:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        scene = _scene(Path(folder), stack, works(3))
        run, asked = _counted(scene, "check", "--format", "json")
        if run.states != ["verified"] * 3:
            errors.append(f"three references: {run.states} {run.err}")
        yield Figure("check of 3 references: requests", asked, 2, at_most=True)


def _scene(folder: Path, stack: ExitStack, listed: list[Listed]) -> Scene:
    registry = stack.enter_context(LoopbackRegistry(listed))
    scene = Scene(folder, registry, stack, budget=60.0)
    del scene.environment["NCBI_API_KEY"]  # PubMed's pace without a key, too
    scene.article.write_text(article(cited(each.record) for each in listed), encoding="utf-8")
    return scene


def _counted(scene: Scene, *arguments: str) -> tuple[Run, int]:
    """A run, and how many requests came to the registry meanwhile."""
    scene.registry.requests.clear()
    run = scene.run(*arguments)
    return run, scene.registry.count()
