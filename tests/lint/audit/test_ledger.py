"""The ledger of an audit: no file of a folder is missing from it, and its sums add up."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.api import check
from lint.audit import ledger
from lint.files import Ledger
from lint.packs import Pack, installed
from lint.report import Report
from lint.request import Request

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FARED = ("failed", "excused", "passed", "incomplete", "not_applicable", "off", "unchecked")
PACKS = installed()
# What only looks at links: a thousand trees are walked, not read for doses.
FEW = tuple(
    pack._replace(families=tuple(family for family in pack.families if family.rules[0].id == "broken-link"))
    for pack in PACKS
)

_NAMES = st.sampled_from(("a", "b", "draft", "index", "photo", ".hidden", "node_modules", "ä ö", "x.y"))
_ENDINGS = st.sampled_from((".md", ".MD", ".markdown", ".qmd", ".mdx", ".txt", ".jpg", "", ".md.bak"))
_CONTENTS = st.sampled_from((
    b"# Title\n\nText.\n", b"", b"\xff\xfe", b"\x00", b"caf\xe9\n", b"[x](#gone)\n", b"> " * 500 + b"deep\n",
    b"\xef\xbb\xbf# With a signature\r\n",
))  # fmt: skip
_FILES = st.tuples(st.lists(_NAMES, max_size=3).map(tuple), _NAMES, _ENDINGS, _CONTENTS)
_LINKS = st.tuples(_NAMES, st.sampled_from(("a", "a.md", "../outside", "b/index.md", "nowhere")))
_IGNORED = st.lists(st.sampled_from(("draft*", "*.txt", "b/", "!index.md", "a/**")), max_size=2)


class Tree:
    """A folder with random files, links and patterns."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def make(self, files: list[tuple[tuple[str, ...], str, str, bytes]], links: list[tuple[str, str]]) -> None:
        """Make files and links; a name that is taken already stays what it is."""
        for folders, name, ending, content in files:
            path = self.root.joinpath(*folders, name + ending)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            except OSError:  # a folder of that name, or a file in the place of a folder
                continue
        for name, target in links:
            if not os.path.lexists(self.root / f"{name}.link"):
                (self.root / f"{name}.link").symlink_to(target)
            if not os.path.lexists(self.root / f"{name}-link.md"):
                (self.root / f"{name}-link.md").symlink_to(target)

    def on_disk(self) -> Iterator[str]:
        """All that is no folder, below the root."""
        for folder, directories, names in os.walk(self.root):
            linked = [name for name in directories if Path(folder, name).is_symlink()]
            yield from (Path(folder, name).relative_to(self.root.parent).as_posix() for name in (*names, *linked))


def audited(root: Path, packs: tuple[Pack, ...] = FEW) -> Report:
    """The report of a folder `content`, as an audit asks for it."""
    with chdir(root):
        return check(Request(paths=("content",), ledger=Ledger(root / "audit")), packs, NOW)


@settings(max_examples=1000, deadline=None)
@given(
    files=st.lists(_FILES, max_size=8),
    links=st.lists(_LINKS, max_size=2),
    ignored=_IGNORED,
    excluded=_IGNORED,
)
def test_every_file_of_a_tree_is_in_the_ledger_once_and_the_sums_add_up(
    files: list[tuple[tuple[str, ...], str, str, bytes]],
    links: list[tuple[str, str]],
    ignored: list[str],
    excluded: list[str],
) -> None:
    """in_scope = checked + unchecked + skipped, by status and by cause, and each path on disk is told of once."""
    with TemporaryDirectory() as name:
        root = Path(name)
        (root / "content").mkdir()
        (root / ".git").mkdir()
        (root / "medlint.toml").write_text(f"exclude = {excluded!r}\n", encoding="utf-8")
        (root / ".gitignore").write_text("\n".join(ignored), encoding="utf-8")
        tree = Tree(root / "content")
        tree.make(files, links)

        report = audited(root)
        told = ledger.coverage(report)
        rows = [row.path for row in report.files]

        assert told["in_scope"] == told["checked"] + told["unchecked"] + told["skipped"] == len(rows)
        assert sum(each["files"] for each in told["causes"]) == len(rows) == len(set(rows))
        for path in tree.on_disk():
            covering = [row for row in rows if path == row or path.startswith(f"{row}/") if row != "content"]
            assert len(covering) == 1, (path, rows)
        for rule in ledger.rules(report):
            fared = {key: rule[key] for key in FARED}  # type: ignore[literal-required]  # these are keys of a rule
            assert sum(fared.values()) == told["checked"] + told["unchecked"], rule["id"]
        if not told["checked"]:
            assert report.exit_code == 2


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with an article of every kind of gap."""
    content = tmp_path / "content"
    (content / "drafts").mkdir(parents=True)
    (content / ".cache").mkdir()
    (content / "english.md").write_text(
        "# Pain\n\nKetamine was studied [1].\n\n## References\n\n1. Dahan A. Ketamine. Pain. 2009;147:107.\n", "utf-8"
    )
    (content / "swedish.md").write_text(
        "---\nlang: sv\n---\n# Smärta\n\nDet är inte så att alla ska göra detta, men många gör det.\n",
        "utf-8",
    )
    (content / "drafts" / "x.md").write_text("# Draft\n", "utf-8")
    (content / "photo.jpg").write_bytes(b"\xff\xd8")
    (content / "old.md").write_bytes(b"caf\xe9")
    (content / "deep.md").write_text("# Deep\n\n" + "> " * 400 + "x\n", "utf-8")
    (tmp_path / "medlint.toml").write_text(
        'exclude = ["drafts/"]\nignore = ["study-dose"]\n[per-path."swedish.md"]\nignore = ["broken-link"]\n', "utf-8"
    )
    return tmp_path


def test_each_cause_is_told_with_its_file(site: Path) -> None:
    """A pattern, a hidden folder, no Markdown, no UTF-8, too deep: each has a kind of its own."""
    rows = {row.path.removeprefix("content/"): (row.status, row.cause) for row in audited(site, PACKS).files}

    expected = {
        "english.md": ("checked", None),
        "swedish.md": ("checked", "language"),
        "drafts/x.md": ("skipped", "excluded"),
        "photo.jpg": ("skipped", "not-markdown"),
        "old.md": ("unchecked", "not-text"),
        "deep.md": ("unchecked", "too-deep"),
        ".cache": ("skipped", "hidden"),
    }
    assert expected == rows


def test_what_could_not_be_judged_of_a_checked_file_is_named(site: Path) -> None:
    """A language, a rule that is off everywhere or for one file, and a reference that nobody has confirmed."""
    gaps = [(gap["path"], gap["cause"], gap["rules"]) for gap in ledger.coverage(audited(site, PACKS))["gaps"]]

    works = [
        "concern-reference", "corrected-reference", "mismatched-identifiers", "mismatched-number",
        "mismatched-reference", "retracted-reference", "unknown-doi", "unknown-pmid",
    ]  # fmt: skip
    assert ("content/english.md", "unverified", works) in gaps
    assert ("content/swedish.md", "language", ["dosing-instruction"]) in gaps
    assert ("content/swedish.md", "rule-off", ["broken-link"]) in gaps
    assert ("", "rule-off") in [(path, cause) for path, cause, rules in gaps if "study-dose" in rules]


def test_a_rule_has_not_passed_what_it_could_not_judge(site: Path) -> None:
    """Of two checked articles, one in Swedish and one whose reference nobody has confirmed."""
    fared = {rule["id"]: {key: rule[key] for key in FARED if rule[key]} for rule in ledger.rules(audited(site, PACKS))}  # type: ignore[literal-required]  # these are keys of a rule

    assert fared["dosing-instruction"] == {"passed": 1, "incomplete": 1, "unchecked": 2}
    assert fared["retracted-reference"] == {"incomplete": 1, "not_applicable": 1, "unchecked": 2}
    assert fared["missing-doi"] == {"failed": 1, "not_applicable": 1, "unchecked": 2}
    assert fared["missing-disclaimer"] == {"failed": 3, "unchecked": 1}
    assert fared["incomplete-disclaimer"] == {"not_applicable": 2, "unchecked": 2}


def test_the_folder_of_the_report_is_no_part_of_what_is_audited(site: Path) -> None:
    """Else the second audit would find the first one."""
    before = audited(site, PACKS).files
    shutil.copytree(site / "content", site / "content" / "audit")
    with chdir(site):
        after = check(Request(paths=("content",), ledger=Ledger(site / "content" / "audit")), PACKS, NOW).files

    assert before == after
