"""`check --fix` on real and hostile articles, and under kills: better or untouched, never broken."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from lint import files
from lint.articles import Article
from lint.config import Choice, Config
from lint.finding import Finding
from lint.fixing import Mending
from lint.inspection import Inspection, Wanted
from lint.packs import installed
from lint.resolve.lock import Lock
from tests.bench.measurement import Figure, Measurement

_UNSEEN = ("\u200b", "\u2060", "\u00ad", "\u202e", "\ufeff")
_ENTRY = "1. Dahan A. Ketamine for pain. Pain. 2009;147:107-15. doi: https://doi.org/10.1234/PAIN.2009.1\n"


def measure(folder: Path, kills: int) -> Measurement:
    """The laws on all Markdown below a folder, and what so many kills leave behind."""
    faults: list[str] = []
    paths = sorted(path for path in folder.rglob("*.md") if path.is_file())
    changed, applied = 0, 0
    for path in paths:
        for kind, data in _spoiled(path.read_bytes()).items():
            with TemporaryDirectory() as name:
                told, titles = _laws(f"{path} ({kind})", data, Path(name))
            faults += told
            changed += bool(titles)
            applied += titles
    broken = list(_killed(kills))
    return Measurement(
        f"fixes of {len(paths)} articles in three states, {kills} kills",
        (
            Figure("articles that were changed", changed, detail=f"{applied} fixes"),
            Figure("laws broken", len(faults), 0, at_most=True),
            Figure("kills that left neither the old nor the new file", len(broken), 0, at_most=True),
        ),
        (*faults, *broken),
    )


def _spoiled(data: bytes) -> dict[str, bytes]:
    """An article as it is, with invisible characters in its words, and so as Windows would write it."""
    chance = random.Random(len(data))  # noqa: S311  # chooses words, keeps no secret
    words = data.decode("utf-8", "replace").split(" ")
    for number in chance.sample(range(len(words)), min(12, len(words))):
        half = len(words[number]) // 2
        words[number] = f"{words[number][:half]}{chance.choice(_UNSEEN)}{words[number][half:]}"
    spoiled = " ".join(words)
    windows = "\ufeff" + spoiled.replace("\r\n", "\n").replace("\n", "\r\n")
    return {"as it is": data, "unseen characters": spoiled.encode(), "of Windows": windows.encode()}


def _laws(path: str, data: bytes, root: Path) -> tuple[list[str], int]:
    """What goes wrong when an article is mended once and again, and how many fixes were applied."""
    families = tuple(family for pack in installed() for family in pack.families)
    inspection = Inspection(Config(root), families, Choice(), "2026-11-25", wanted=Wanted(digests=False))
    place = root / "a.md"

    def read(content: bytes) -> Article | None:
        article = inspection.reader.read(place, "a.md", files.decode(content))
        return article if isinstance(article, Article) else None

    def found(article: Article) -> Counter[str]:
        return _by_rule(inspection.outcome(article, Lock()).findings)

    article = read(data)
    if article is None:
        return [], 0
    mending = Mending(inspection, Lock(), unsafe=True)
    once = mending.mended(article)
    after = once.article.content.data
    again = read(after)
    faults = []
    if again is None:
        return [f"{path}: it cannot be read any more"], len(once.titles)
    if mending.mended(again).article.content.data != after:
        faults.append(f"{path}: a second time there was something to do")
    if more := found(again) - found(article):
        faults.append(f"{path}: new findings: {dict(more)}")
    if after.count(b"\r\n") != data.count(b"\r\n") or after.startswith(b"\xef\xbb\xbf") != data.startswith(
        b"\xef\xbb\xbf"
    ):
        faults.append(f"{path}: line ends or signature")
    if not once.titles and after != data:
        faults.append(f"{path}: changed without a fix")
    return faults, len(once.titles)


def _by_rule(findings: Iterable[Finding]) -> Counter[str]:
    return Counter(finding.rule for finding in findings)


def _killed(kills: int) -> Iterable[str]:
    """What lies there after a run was killed, at moments over all of its time."""
    chance = random.Random(7)  # noqa: S311  # chooses moments, keeps no secret
    with TemporaryDirectory() as name:
        file = Path(name) / "a.md"
        before = (
            f"# Ketamine\n\nPa\u200bin fell [1].\n\n## References\n\n{_ENTRY}".encode()
            + b"\n"
            + b"More words.\n" * 20_000
        )
        command = [sys.executable, "-c", "from lint.cli import main; main()", "check", "--locked", "--fix", str(file)]
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        file.write_bytes(before)
        start = perf_counter()
        subprocess.run(command, env=environment, capture_output=True, check=False)
        seconds = perf_counter() - start
        after = file.read_bytes()
        if after == before:
            yield "nothing was fixed: the kills prove nothing"
        for number in range(kills):
            file.write_bytes(before)
            process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            sleep(seconds * chance.uniform(0.5, 1.05))
            process.send_signal(signal.SIGKILL)
            process.wait()
            if file.read_bytes() not in (before, after):
                yield f"kill {number}: {file.stat().st_size} bytes"
