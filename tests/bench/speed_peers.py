"""Other linters on the same files: where each is found, how it is called so that it reads them."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.spent import Command, Failed, spend

# Every peer has something to say of this text: it tells whether a peer reads files at all, and what its start costs.
PROBE = "#Probe\n\n\nTake 5 mg of probe twice daily. It is very unique, see [nothing][x].   \n\n* a\n- b"
_PROBE_LIMIT = 120.0
_MEGA, _SMALL = 2_000_000, 300_000
_PATTERNS = 60


class Peer(NamedTuple):
    """A linter: the names of its program, the ways to call it, what its finding on `PROBE` holds, and the goal.

    `goal` is for its processor time against ours; with `at_most`, for ours against its own. `most` bytes of a corpus
    are measured, all when it is 0. The first of `ways` that finds something is the one that is measured.
    """

    name: str
    programs: tuple[str, ...]
    ways: tuple[tuple[str, ...], ...]
    sign: str
    goal: float
    at_most: bool = False
    most: int = 0


RUMDL = "rumdl"
_PRESET = "remark-preset-lint-recommended"
MARKDOWNLINT, MDFORMAT = "markdownlint-cli2", "mdformat"
PEERS = (
    Peer(
        "textlint",
        ("textlint",),
        (("--config", "{set}/textlintrc.json", "--format", "unix", "**/*.md"),),
        r"\[dose\]",
        6,
        most=_MEGA,
    ),
    Peer(MARKDOWNLINT, (MARKDOWNLINT,), (("**/*.md",),), "MD018", 5),
    Peer(
        "proselint",
        ("proselint",),
        (("check", "."), (".",)),  # before 0.14 there was no command `check`
        "uncomparable",
        8,
        most=_MEGA,
    ),
    Peer(MDFORMAT, (MDFORMAT,), (("--check", "."),), "not formatted", 3.5, most=_MEGA),
    Peer(
        "remark-lint",
        ("remark",),
        ((".", "--frail", "--quiet", "--no-stdout", "--no-config", "--no-ignore", "--use", _PRESET),),
        "no-undefined-references",
        2.5,
    ),
    Peer(
        "pymarkdownlnt",
        ("pymarkdown", "pymarkdownlnt"),
        (("--continue-on-error", "scan", "-r", "."), ("scan", "-r", ".")),
        "MD018",
        50,
        most=_SMALL,
    ),
    Peer(RUMDL, (RUMDL,), (("check", "--no-config", "--no-cache", "."),), "MD018", 4, at_most=True),
)
# Sixty patterns of doses as somebody writes them who has only regular expressions.
_UNITS = ("mg", "g", "mcg", "µg", "ml", "IU", "units?", "drops?", "puffs?", "tablets?")
_SHAPES = (
    r"/\b\d{{1,5}}(?:[.,]\d{{1,3}})? ?{unit}\b/",
    r"/\b\d{{1,5}} ?(?:-|–|to) ?\d{{1,5}} ?{unit}\b/",
    r"/\b\d{{1,5}} ?{unit} (?:once|twice|three times|\d times) (?:a|per) (?:day|week)\b/i",
    r"/\b(?:take|use|inject|apply) (?:up to )?\d{{1,5}} ?{unit}\b/i",
    r"/\b\d{{1,5}} ?{unit} (?:daily|nightly|weekly|every \d{{1,2}} hours)\b/i",
    r"/\b(?:maximum|max\.?|no more than) (?:of )?\d{{1,5}} ?{unit}\b/i",
)


class Installed(NamedTuple):
    """A peer that is there and works: its program, the way to call it, and what its environment needs."""

    peer: Peer
    program: str
    way: tuple[str, ...]
    settings: Path
    environment: Mapping[str, str]

    def on(self, folder: Path, *targets: str) -> Command:
        """The command that lints a folder, or some files of it in the place of all."""
        way = [word.replace("{set}", str(self.settings)) for word in self.way]
        if targets:
            way = [word for word in way if word not in {".", "**/*.md"}] + list(targets)
        return Command((self.program, *way), folder, self.environment)

    def warm(self, folder: Path, cache: Path) -> Command:
        """The command that lints a folder and keeps what it found; rumdl alone is asked."""
        way = [word for word in self.way if word != "--no-cache"]
        return Command((self.program, *way, "--cache-dir", str(cache)), folder, self.environment)


def patterns() -> Iterator[str]:
    """The regular expressions of the rules for textlint."""
    return (shape.format(unit=unit) for shape in _SHAPES for unit in _UNITS)


def probe(home: Path) -> Path:
    """A folder that holds `PROBE` alone, as probe.md."""
    folder = home / "probe"
    folder.mkdir()
    (folder / "probe.md").write_text(PROBE, encoding="utf-8")
    return folder


def installed(home: Path, places: Sequence[Path]) -> tuple[dict[str, Installed], list[str]]:
    """The peers that work, by name, and why the others are left out. `places` are searched before PATH.

    `home` is the folder above all that is linted; it holds the folder of `probe`. What peers need is written there: the
    rules for textlint, and a link to their node_modules, where Node looks for plugins from the current directory up.
    """
    settings = home / "settings"
    settings.mkdir()
    rules = [{"expected": "[dose]", "pattern": pattern} for pattern in patterns()]
    (settings / "doses.yml").write_text(json.dumps({"version": 1, "rules": rules}), encoding="utf-8")  # JSON is YAML
    rule = {"prh": {"rulePaths": [str(settings / "doses.yml")]}}
    (settings / "textlintrc.json").write_text(json.dumps({"rules": rule}), encoding="utf-8")
    there: dict[str, Installed] = {}
    left: list[str] = []
    for peer in PEERS:
        program = _program(peer.programs, places)
        if program is None:
            left.append(f"{peer.name}: not installed, left out")
            continue
        _link_modules(home, program)
        environment = {"HOME": str(home), "XDG_CACHE_HOME": str(home)}
        tried = [Installed(peer, program, way, settings, environment) for way in peer.ways]
        reasons: list[str] = []
        if works := next((each for each in tried if _works(each, home / "probe", reasons)), None):
            there[peer.name] = works
        else:
            left.append(f"{peer.name}: does not lint a file, left out ({reasons[0]})")
    return there, left


def _program(names: Iterable[str], places: Sequence[Path]) -> str | None:
    path = os.pathsep.join([*map(str, places), os.environ.get("PATH", os.defpath)])
    found = (shutil.which(name, path=path) for name in names)
    program = next(filter(None, found), None)
    return os.path.abspath(program) if program else None  # noqa: PTH100  # a virtual environment is known by its link


def _link_modules(home: Path, program: str) -> None:
    real, link = Path(program).resolve(), home / "node_modules"
    for folder in real.parents:
        if folder.name == "node_modules" and not link.exists():
            link.symlink_to(folder, target_is_directory=True)


def _works(peer: Installed, folder: Path, reasons: list[str]) -> bool:
    try:
        output = spend(peer.on(folder), _PROBE_LIMIT).output
    except Failed as failed:
        reasons.append(str(failed))
        return False
    if re.search(peer.peer.sign, output) and "probe.md" in re.sub(r"\s", "", output):
        return True
    reasons.append(f"no {peer.peer.sign} of probe.md in: {output[:200]}")
    return False
