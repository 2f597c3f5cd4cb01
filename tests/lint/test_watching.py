"""Watching: after any change the report is the one that `check` gives, and only what changed was linted again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.api import check
from lint.cli import main
from lint.packs import installed
from lint.reach import Reach
from lint.request import Request
from lint.watching import Folder, View, Watch, matters, watch
from tests.desk import Desk
from tests.registry import faults

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
PACKS = installed()

GOOD = """# Ketamine

Pain fell in the trial [1]. See [the leaflet](leaflet.pdf).

## References

1. Dahan A, Olofsen E. Ketamine for pain. Pain. 2009;147:107-15. doi: 10.1234/pain.2009.1. PMID: 1234567.

This article does not replace medical advice, diagnosis or treatment by your doctor.
"""
DOSE = f"{GOOD}\nTake 0.5 mg/kg ketamine over 40 minutes twice a week.\n"
CITES = "---\nbibliography: works.bib\n---\n\n# Ketamine\n\nPain fell [@dahan2009].\n"
ENTRY = (
    '@article{dahan2009,\n title = {Ketamine for pain},\n doi = {10.1234/pain.2009.1},\n note = "PMID: 1234567"\n}\n'
)
LOCK = (
    '{"schema": 1, "references": {"doi:10.1234/pain.2009.1": {"checked": "2026-11-24T00:00:00Z", "source": "manual", '
    '"record": {"title": "Sleep in gardens", "doi": "10.1234/pain.2009.1", "pmids": ["1234567"]}}}}'
)
WORDING = "This article does not replace medical advice by your doctor.\n"


def watched(view: View) -> set[Path]:
    """The folders in which everything matters."""
    return {folder.path for folder in view.folders if folder.names is None}


class Table:
    """A folder of articles that is looked at."""

    def __init__(self, folder: Path, *paths: str) -> None:
        self.folder = folder
        self.request = Request(paths or ("content",), offline=True, digests=False)
        self.now = NOW
        self.watch = Watch(self.request, PACKS, lambda: self.now)

    def write(self, name: str, text: str) -> None:
        """A file in the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def look(self) -> tuple[str, ...]:
        """Look, see that `check` says the same, and tell what was linted again."""
        view = self.watch.look()
        assert view.report == check(self.request, PACKS, self.now)
        return view.linted


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Table:
    """A table with two articles that were looked at."""
    monkeypatch.chdir(tmp_path)
    table = Table(tmp_path)
    table.write("medlint.toml", "")
    table.write("content/a.md", GOOD)
    table.write("content/b.md", DOSE)
    assert table.look() == ("content/a.md", "content/b.md")
    return table


def test_nothing_changed(table: Table) -> None:
    """Without a change, or when a file is written as it was, nothing is linted again."""
    table.write("content/a.md", GOOD)

    assert table.look() == ()


@pytest.mark.parametrize(
    ("name", "text", "linted"),
    [
        ("content/a.md", DOSE, ("content/a.md",)),
        ("content/new.md", GOOD, ("content/new.md",)),
        ("content/deep/er/new.md", GOOD, ("content/deep/er/new.md",)),
        ("content/a.md", "", ()),
        ("content/notes.txt", "A note.", ()),
        ("content/leaflet.pdf", "%PDF", ("content/a.md", "content/b.md")),
        ("content/references.lock", LOCK, ("content/a.md", "content/b.md")),
        ("content/references.lock", "{", ()),
        ("medlint.toml", 'severity.broken-link = "warning"\n', ("content/a.md", "content/b.md")),
    ],
    ids=["article", "new", "deep", "emptied", "other", "linked", "lock", "broken-lock", "configuration"],
)
def test_what_is_linted_again(table: Table, name: str, text: str, linted: tuple[str, ...]) -> None:
    """A changed article alone; all whose rules see something else when what decides was changed."""
    table.write(name, text)

    assert table.look() == linted
    assert table.look() == ()


def test_an_article_that_goes_and_comes(table: Table) -> None:
    """What was deleted is forgotten, so that it is linted when it is back."""
    (table.folder / "content/a.md").unlink()

    assert table.look() == ()

    table.write("content/a.md", GOOD)

    assert table.look() == ("content/a.md",)


def test_a_bibliography(table: Table) -> None:
    """A changed bibliography lints the articles that name it again, and no others."""
    table.write("content/c.md", CITES)
    table.look()
    table.write("content/works.bib", ENTRY)

    assert table.look() == ("content/c.md",)
    table.write("content/works.bib", ENTRY.replace("1234567", "7654321"))

    assert table.look() == ("content/c.md",)


def test_an_approved_wording(table: Table) -> None:
    """A changed wording lints all again."""
    table.write("approved.md", WORDING)
    table.write("medlint.toml", '[rules.altered-disclaimer]\napproved = ["approved.md"]\n')
    table.look()
    table.write("approved.md", WORDING.replace("medical", "any"))

    assert table.look() == ("content/a.md", "content/b.md")


def test_another_day(table: Table) -> None:
    """What rules say may depend on the date: at midnight all is linted again."""
    table.now += timedelta(days=1)

    assert table.look() == ("content/a.md", "content/b.md")


def test_a_broken_configuration_is_shown(table: Table) -> None:
    """A configuration that cannot be used is a problem in words, until it is mended; its folder is watched."""
    table.write("medlint.toml", "selekt = []\n")
    view = table.watch.look()

    assert view.report is None
    assert "selekt" in view.problem
    assert {table.folder, table.folder / "content"} <= watched(view)
    table.write("medlint.toml", "")

    assert table.look() == ()


def test_folders(table: Table) -> None:
    """Watched are the folders in which an article may appear, and those of all that decides, links included."""
    for name in ("content/.hidden", "content/node_modules", "content/new/deep", "elsewhere", "pictures"):
        (table.folder / name).mkdir(parents=True)
    table.write("content/c.md", f"{GOOD}\n![](../pictures/a.png) ![](../nowhere/a.png)\n")
    table.look()

    expected = {table.folder / name for name in ("", "content", "content/new", "content/new/deep", "pictures")}
    assert watched(table.watch.look()) == expected


def test_what_matters_above(table: Table) -> None:
    """Above what is watched, only what leads there matters, so that a busy folder asks for no look."""
    is_of_interest = matters(table.watch.look().folders)
    above = table.folder.parent

    assert is_of_interest(table.folder)
    assert is_of_interest(table.folder / "content" / "x.swp")
    assert is_of_interest(above.parent / above.name)
    assert not is_of_interest(above / "x.md")
    assert is_of_interest(Path("/private") / "x.md")


def test_another_folder_is_told_from_the_first(table: Table) -> None:
    """A folder put in another's place is another, though it has its name."""
    before = table.watch.look().folders
    (table.folder / "content").rename(table.folder / "old")
    (table.folder / "content").mkdir()
    after = table.watch.look().folders

    assert {folder.path for folder in after} == {folder.path for folder in before}
    assert after != before


def test_a_folder_that_is_not_there_yet(table: Table) -> None:
    """Where a link leads to a folder that is missing, it is seen when that comes."""
    table.write("content/a.md", f"{GOOD}\n![](../../{table.folder.name}-pictures/new/a.png)\n")
    is_of_interest = matters(table.watch.look().folders)

    assert is_of_interest(table.folder.parent / f"{table.folder.name}-pictures")


def test_a_folder_of_two_names(table: Table) -> None:
    """Where everything matters in a folder by one of its names, so it does by the other."""
    (table.folder / "site").symlink_to(table.folder, target_is_directory=True)
    look = Watch(Request(("site/content",), offline=True), PACKS, lambda: NOW).look
    is_of_interest = matters(look().folders)

    assert is_of_interest(table.folder / "site" / "medlint.toml")
    assert is_of_interest(table.folder / "medlint.toml")


_TEXTS = st.sampled_from([None, "", GOOD, DOSE, CITES, ENTRY, LOCK, "{", WORDING, "ignore = []\n", "select = 1\n"])
_NAMES = st.sampled_from(
    ["content/a.md", "content/b/c.md", "content/works.bib", "content/references.lock", "medlint.toml", "content/x.pdf"]
)


@given(st.lists(st.tuples(_NAMES, _TEXTS), min_size=1, max_size=8))
@settings(max_examples=20)
def test_it_is_what_check_says(steps: list[tuple[str, str | None]]) -> None:
    """Whatever was written and deleted, in any order: what is shown is what a run of `check` finds."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.chdir(name)
        table = Table(Path(name))
        table.write("content/a.md", GOOD)
        for file, text in steps:
            if text is None:
                (table.folder / file).unlink(missing_ok=True)
            else:
                table.write(file, text)
            if table.watch.look().report is not None:
                assert table.look() == ()


def test_registries_are_asked_once(desk: Desk) -> None:
    """What was answered, or was not, is not asked again with a changed sentence or setting, nor for a new reference."""
    desk.registry.fail(faults.status(404), service="crossref")
    folder = str(desk.folder)
    look = Watch(Request((folder,), reach=Reach(dict(os.environ))), PACKS, lambda: NOW).look
    text = desk.article.read_text(encoding="utf-8")
    look()
    asked = len(desk.registry.requests)
    desk.article.write_text(text.replace("pain", "ache", 1), encoding="utf-8")

    assert look().linted
    (desk.folder / "medlint.toml").write_text('ignore = ["broken-link"]\n', encoding="utf-8")

    assert look().linted
    assert len(desk.registry.requests) == asked
    desk.registry.heal()
    new = "4. Marsh T. Sleep in gardens. Pain. 2011;4:55-61. doi: 10.5555/none. PMID: 77.\n\n## Disclaimer"
    desk.article.write_text(text.replace("\n## Disclaimer", new), encoding="utf-8")
    report = look().report
    requests = " ".join(f"{each.path} {each.query} {each.form}" for each in desk.registry.requests[asked:]).lower()

    assert "10.5555" in requests
    assert "10.1016" not in requests
    assert report
    assert [row.state for row in report.references] == ["unverified", "unverified", "unverified", "unknown"]
    desk.article.write_text(text.replace("effective and long-term", "effective and long term"), encoding="utf-8")
    report = look().report

    assert report
    assert [row.state for row in report.references] == ["unverified", "verified", "unverified"]


def _folders(*names: str) -> frozenset[Folder]:
    return frozenset(Folder(Path(name), 1, ord(name)) for name in names)


def _view(problem: str, *folders: str) -> View:
    return View(None, problem, _folders(*folders))


def test_the_loop() -> None:
    """It shows what is new and nothing twice, begins anew where other folders matter, and ends with the changes."""
    views = iter([_view("one", "a"), _view("one", "a"), _view("two", "a"), _view("two", "a", "b"), _view("three", "b")])
    begun: list[frozenset[Folder]] = []
    shown: list[str] = []

    def changes(folders: frozenset[Folder]) -> Iterator[list[Path]]:
        begun.append(folders)
        yield from [[]] * (3 if len(begun) == 1 else 1)

    with pytest.raises(StopIteration):  # the views are at their end, for each change of folders begins anew
        watch(lambda: next(views), changes, lambda view: shown.append(view.problem))

    assert shown == ["one", "two", "three"]
    assert begun == [_folders(*names) for names in ("a", "ab", "b")]


def test_the_loop_begins_anew() -> None:
    """A folder that came or went is watched anew, for another of the same inode may be in its place."""
    begun: list[frozenset[Folder]] = []

    def changes(folders: frozenset[Folder]) -> Iterator[list[Path]]:
        begun.append(folders)
        yield from ([Path("a.md")], [Path("/private/a")], []) if len(begun) == 1 else ()

    looks: list[View] = []

    def look() -> View:
        looks.append(_view("one", "a"))
        return looks[-1]

    watch(look, changes, lambda view: None)

    assert len(begun) == 2
    assert len(looks) == 3


def test_interrupted_before_anything(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is how a watch ends, in the middle of a run as well: exit code 0."""

    def interrupted(self: Watch) -> View:
        raise KeyboardInterrupt

    monkeypatch.setattr(Watch, "look", interrupted)
    with pytest.raises(SystemExit) as end:
        main(["watch"])

    assert end.value.code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["-"], "standard input"), (["--select", "dosing"], "dosing-instruction")],
    ids=["stdin", "rule"],
)
def test_what_cannot_be_watched(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard input and rules that do not exist are refused with what to do."""
    with pytest.raises(SystemExit) as end:
        main(["watch", *arguments])

    assert end.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "asks"), [((), True), (("--offline",), False)])
def test_the_registries_are_asked_as_by_check(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], asks: bool
) -> None:
    """Without `--offline` what is not known is asked for."""

    def looked(look: Callable[[], View], *_: object) -> None:
        look()

    monkeypatch.setattr("lint.watching.watch", looked)

    assert desk("watch", *arguments).code == 0
    assert bool(desk.registry.requests) is asks
