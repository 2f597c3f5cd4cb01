"""Rule packs: the door is the same for everyone, and a broken pack is never a silent one."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

import pytest

from lint import packs
from lint.packs import GROUP, PackError, entry_points, installed, rules_of
from rules import PACK


def install(site: Path, name: str, value: str, code: str = "") -> None:
    """A distribution with one entry point, as an installer leaves it."""
    folder = site / f"{name}-1.2.dist-info"
    folder.mkdir(parents=True)
    (folder / "entry_points.txt").write_text(
        f"[console_scripts]\n{name} = x:y\n\n[{GROUP}]\n# a comment = no\n{name} = {value}\n[other]\nz = z:z\n",
        encoding="utf-8",
    )
    (site / f"{name}.py").write_text(code, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the import path."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return tmp_path


def test_our_rules_come_through_the_door() -> None:
    """The pack of the project is found as an installed one, behind the engine's own family."""
    own, *others = installed()

    assert own.name == "engine"
    assert [(pack.name, pack.families) for pack in others] == [("medlint", PACK)]
    assert others[0].distribution.startswith("medlint ")


def test_entry_points_are_those_of_the_standard_library() -> None:
    """Reading them ourselves gives what importlib.metadata gives."""
    theirs = {(entry.name, entry.value) for entry in importlib.metadata.entry_points(group=GROUP)}

    assert theirs == {(entry.name, entry.value) for entry in entry_points(sys.path)}


def test_a_stranger_adds_a_rule(site: Path) -> None:
    """A pack beside ours brings its families, with the distribution that they come from."""
    install(
        site,
        "houserules",
        "houserules:PACK",
        "from lint.rule import Family, Rule\n"
        "PACK = (Family((Rule('house-style', 'info', 'Style.', 'https://example.org/'),), lambda page: (), ''),)\n",
    )
    pack = next(pack for pack in installed() if pack.name == "houserules")

    assert pack.distribution == "houserules 1.2"
    assert [rule.id for rule in rules_of(pack.families)] == ["house-style"]


@pytest.mark.parametrize(
    ("name", "value", "code", "sentence"),
    [
        ("gone", "nowhere_at_all:PACK", "", "the rule pack gone cannot be loaded: No module named 'nowhere_at_all'"),
        ("bare", "bare:PACK", "", "the rule pack bare cannot be loaded: module 'bare' has no attribute 'PACK'"),
        ("odd", "odd:PACK", "PACK = [1]\n", "the rule pack odd is not a tuple of families: odd:PACK"),
        ("twin", "twin:PACK", "from rules import PACK\n", "the rule missing-disclaimer comes from two packs"),
    ],
)
def test_a_broken_pack_ends_the_run(site: Path, name: str, value: str, code: str, sentence: str) -> None:
    """A pack that cannot be used is an error that names it; its rules would be missed in silence."""
    install(site, name, value, code)

    with pytest.raises(PackError, match=sentence.split(":", maxsplit=1)[0]):
        installed()


def test_a_run_without_rules_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where no pack is installed every article would pass: the run ends."""
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    with pytest.raises(PackError, match="no rule pack is installed"):
        installed()


def test_the_current_directory_is_no_source_of_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty or relative entry of the import path is passed by: the checked tree brings no rules."""
    install(tmp_path, "evil", "evil:PACK")
    monkeypatch.chdir(tmp_path)

    assert list(entry_points(["", "."])) == []
    assert packs.GROUP == "medlint.rules"
