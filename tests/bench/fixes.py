"""`check --fix` on real and hostile articles, and under kills: better or untouched, never broken."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from unittest.mock import patch

from lint import files
from lint.articles import Article
from lint.config import Choice, Config
from lint.edits import Round, applied
from lint.finding import Finding, Fix
from lint.fixing import Mending
from lint.inspection import Inspection, Wanted
from lint.packs import installed
from lint.resolve.lock import Lock
from lint.rule import OptionValue
from tests.bench.measurement import Figure, Measurement

_UNSEEN = ("\u200b", "\u2060", "\u00ad", "\u202e", "\ufeff")
_BLANKS = ("\u00a0", "\u2009", "\u202f")
_ENTRY = "1. Dahan A. Ketamine for pain. Pain. 2009;147:107-15. doi: https://doi.org/10.1234/PAIN.2009.1\n"


def measure(folder: Path, kills: int, hostile: Path | None = None) -> Measurement:
    """The laws on all Markdown below a folder, on hostile texts if they are named, and what so many kills leave."""
    articles = {str(path): path.read_bytes() for path in sorted(folder.rglob("*.md")) if path.is_file()}
    real = _tried({f"{name} ({kind})": data for name in articles for kind, data in _spoiled(articles[name]).items()})
    figures, faults = list(real.figures), list(real.errors)
    if hostile is not None:
        attacked = _tried(dict(_hostile(hostile)), "hostile ")
        figures += attacked.figures
        faults += attacked.errors
    broken = list(_killed(kills))
    figures.append(Figure("kills that left neither the old nor the new file", len(broken), 0, at_most=True))
    title = f"fixes of {len(articles)} articles in {len(_spoiled(b'a'))} states, {kills} kills"
    return Measurement(title, tuple(figures), (*faults, *broken))


def _tried(texts: Mapping[str, bytes], what: str = "") -> Measurement:
    """The laws on each of some texts, safe fixes and all of them."""
    faults: list[str] = []
    changed = applied = 0
    for name, data in texts.items():
        for unsafe in (False, True):
            with TemporaryDirectory() as folder:
                told, titles = _laws(name, data, Path(folder), unsafe=unsafe)
            faults += told
        changed += bool(titles)
        applied += titles
    figures = (
        Figure(f"{what}texts that were changed", changed, detail=f"of {len(texts)}, by {applied} fixes"),
        Figure(f"laws broken on {what}texts", len(faults), 0, at_most=True),
    )
    return Measurement("", figures, tuple(faults))


def _spoiled(data: bytes) -> dict[str, bytes]:
    """An article as it is and in states that fixes are made for, in UTF-8 or with the bytes that it had."""
    chance = random.Random(len(data))  # noqa: S311  # chooses words, keeps no secret
    text = data.decode("utf-8", "replace")
    words = text.split(" ")
    for number in chance.sample(range(len(words)), min(12, len(words))):
        half = len(words[number]) // 2
        words[number] = f"{words[number][:half]}{chance.choice(_UNSEEN)}{words[number][half:]}"
    spoiled = " ".join(words)
    windows = "\ufeff" + spoiled.replace("\r\n", "\n").replace("\n", "\r\n")
    mixed = "".join(line + chance.choice(("\r\n", "\n")) for line in text.split("\n"))
    twice = re.sub(r"((?:doi: ?|https://doi\.org/)10\.[^\s()<>\[\]]{4,80}?)\.?(?=\s)", r"\1. \1", text)
    return {
        "as it is": data,
        "unseen characters": spoiled.encode(),
        "of Windows": windows.encode(),
        "line ends of both kinds, NUL and emoji": mixed.replace("the", "the\0\U0001f600", 2).encode(),
        "identifiers twice": twice.encode(),
        "approved words in other typography": _set_otherwise(text, chance).encode(),
    }


def _approved(text: str) -> str:
    """The longest line of plain words, which is taken for an approved wording; empty without one."""
    lines = (line for line in text.split("\n") if re.fullmatch(r"[A-Z][^\[\]<>|*_`\\&#]{60,2000}", line))
    return max(lines, key=len, default="").strip()


def _set_otherwise(text: str, chance: random.Random) -> str:
    """The article with that line in other typography, which a marker at the end tells from the others."""
    line = _approved(text)
    for old, new in (("'", "’"), ('"', "“"), (" - ", " – "), ("fi", "\ufb01")):
        line = line.replace(old, new)
    places = [match.start() for match in re.finditer(" ", line)]
    for place in chance.sample(places, min(4, len(places))):
        line = line[:place] + chance.choice(_BLANKS) + line[place + 1 :]
    return text.replace(_approved(text), line, 1) if line else text


def _hostile(folder: Path) -> Iterable[tuple[str, bytes]]:
    """Hostile texts of DIRECTORY/hostile: doses in disguise, front matter, contents, shapes; each with a reference."""
    for name, key in (("dose_dev", "text"), ("controls_dev", "text"), ("frontmatter_dev", "text")):
        for number, row in enumerate(json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))):
            text = row[key].encode("utf-8", "surrogatepass")
            yield f"{name} {number}", text + b"\n\n## References\n\n" + _ENTRY.encode()
    for row in json.loads((folder / "hostile_dev.json").read_text(encoding="utf-8")):
        payload = b64decode(row["payload_b64"])
        yield f"{row['id']}", b"# A\n\n" + payload + b"\n\n## References\n\n" + _ENTRY.encode()
        yield f"{row['id']} in an entry", b"# A\n\n## References\n\n" + _ENTRY.rstrip().encode() + b" " + payload
    for path in sorted((folder / "pathological").iterdir()):
        yield path.name, path.read_bytes()


def _laws(path: str, data: bytes, root: Path, *, unsafe: bool) -> tuple[list[str], int]:
    """What goes wrong when an article is mended once and again, and how many fixes were applied."""
    families = tuple(family for pack in installed() for family in pack.families)
    options: dict[str, OptionValue] = {}
    if "other typography" in path:
        original = Path(path.rpartition(" (")[0]).read_text(encoding="utf-8", errors="replace")
        (root / "approved.md").write_text(_approved(original) or "None.", encoding="utf-8")
        options = {"altered-disclaimer.approved": ("approved.md",)}
    inspection = Inspection(
        Config(root, choice=Choice(options=options)), families, Choice(), "2026-11-25", wanted=Wanted(digests=False)
    )
    place = root / "a.md"

    def read(content: bytes) -> Article | None:
        article = inspection.reader.read(place, "a.md", files.decode(content))
        return article if isinstance(article, Article) else None

    def found(article: Article) -> Counter[str]:
        return _by_rule(inspection.outcome(article, Lock()).findings)

    article = read(data)
    if article is None:
        return [], 0
    faults: list[str] = []
    mending = Mending(inspection, Lock(), unsafe=unsafe)
    with patch("lint.fixing.applied", partial(_watched, faults)):
        once = mending.mended(article)
    after = once.article.content.data
    again = read(after)
    if again is None:
        return [f"{path}: it cannot be read any more"], len(once.titles)
    if mending.mended(again).article.content.data != after:
        faults.append("a second time there was something to do")
    if more := found(again) - found(article):
        faults.append(f"new findings: {dict(more)}")
    ends = [(each.count(b"\r\n"), each.count(b"\n") - each.count(b"\r\n")) for each in (data, after)]
    if any(now > then for then, now in zip(*ends, strict=True)) or (
        after[:3] != data[:3]
        and b"\xef\xbb\xbf"
        in (
            after[:3],
            data[:3],
        )
    ):
        faults.append("line ends or signature")
    if not once.titles and after != data:
        faults.append("changed without a fix")
    return [f"{path}: {fault}" for fault in faults], len(once.titles)


def _watched(faults: list[str], text: str, fixes: Iterable[Fix]) -> Round:
    """A round as it is, and a fault where anything but its edits has changed."""
    done = applied(text, fixes)
    edits = sorted((edit for fix in done.taken for edit in fix.edits), key=lambda edit: edit.span, reverse=True)
    undone = done.text
    shift = sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits)
    for edit in edits:  # from the last on: each is put back as it was
        shift -= len(edit.text) - (edit.span.end - edit.span.start)
        start = edit.span.start + shift
        undone = undone[:start] + text[edit.span.start : edit.span.end] + undone[start + len(edit.text) :]
    if undone != text:
        faults.append("something outside of the edits was changed")
    return done


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
            + b"More words.\n" * 2_000
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
