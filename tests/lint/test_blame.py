"""Who touched lines last: a real git answers, whatever a repository holds, and never gives up with an error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lint.blame import Place, Touch, touches
from lint.git import Repository
from tests.repository import Sandbox, git

TIME = "2026-03-02T09:00:00Z"


@pytest.fixture(autouse=True)
def _no_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git reads no configuration of the machine, and looks for no repository above the test."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def by(box: Sandbox, author: str, change: str, name: str, content: str | bytes) -> str:
    """Commit a file as somebody; the hash of the commit."""
    box.write(name, content)
    box.stage()
    box.git("commit", "--quiet", f"--author={author} <{author.split(maxsplit=1)[0].lower()}@example.org>", "-m", change)
    return box.head


def touch(box: Sandbox, name: str, first: int, last: int = 0) -> Touch:
    """Who touched lines of a file last."""
    place = Place(box.path(name), first, last or first)
    return touches([place])[place]


def test_neighbours(tmp_path: Path) -> None:
    """Neighbouring lines by two people keep their authors; several lines are of the commit that came last."""
    box = Sandbox(tmp_path / "site")
    one = by(box, "Ann Roe", "first words\n\nand why", "a.md", "one\ntwo\n")
    two = by(box, "Bo Lind", "more words", "a.md", "one\ntwo\nthree\n")
    three = by(box, "Ann Roe", "other words", "a.md", "uno\ntwo\nthree\n")

    assert Touch("committed", "Ann Roe", one, TIME, "first words") == touch(box, "a.md", 2)
    assert Touch("committed", "Bo Lind", two, TIME, "more words") == touch(box, "a.md", 3)
    assert Touch("committed", "Bo Lind", two, TIME, "more words") == touch(box, "a.md", 2, 3)
    assert Touch("committed", "Ann Roe", three, TIME, "other words") == touch(box, "a.md", 1, 3)


def test_all_places_of_a_file_with_one_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many places a file has, git blames it once."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\ntwo\nthree\n", "b.md": "one\n"})
    asked: list[str] = []
    plain = Repository.ask

    def ask(self: Repository, *arguments: str, options: tuple[str, ...] = ()) -> bytes:
        asked.append(arguments[0])
        return plain(self, *arguments, options=options)

    monkeypatch.setattr(Repository, "ask", ask)
    found = touches([*(Place(box.path("a.md"), line, line) for line in (1, 2, 3)), Place(box.path("b.md"), 1, 1)])

    assert asked == ["blame", "blame"]
    assert [box.head] * 4 == [each.commit for each in found.values()]


def test_very_many_places(tmp_path: Path) -> None:
    """More places than a command line holds are answered as well."""
    box = Sandbox(tmp_path / "site", {"a.md": "word\n" * 3000})
    found = touches(Place(box.path("a.md"), line, line) for line in range(1, 3001, 2))

    assert [box.head] * 1500 == [each.commit for each in found.values()]


def test_clocks_that_are_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last commit is the one that comes from the others, though its committer's clock was years behind."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\ntwo\n"})
    box.write("a.md", "one\nzwei\n")
    monkeypatch.setattr("tests.repository.WHEN", "2001-01-01T00:00:00+00:00")
    late = box.commit("with an old clock")

    assert Touch("committed", "Author", late, "2001-01-01T00:00:00Z", "with an old clock") == touch(box, "a.md", 1, 2)


def test_uncommitted(tmp_path: Path) -> None:
    """A line that was changed since the last commit, staged or not, makes its place uncommitted; others are not."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\ntwo\nthree\n"})
    box.write("a.md", "one\nzwei\nthree\n")
    box.write("new.md", "one\n")
    box.stage("new.md")

    assert Touch("uncommitted") == touch(box, "a.md", 2)
    assert Touch("uncommitted") == touch(box, "a.md", 1, 3)
    assert box.head == touch(box, "a.md", 3).commit
    assert Touch("uncommitted") == touch(box, "new.md", 1)


def test_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a repository, of a file that git does not track, that is gone or shorter, without a git: unknown."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\n"})
    box.write("new.md", "one\n")
    (tmp_path / "loose.md").write_text("one\n")
    (tmp_path / "loop.md").symlink_to("loop.md")
    unborn = Sandbox(tmp_path / "unborn")
    unborn.write("a.md", "one\n")
    places = [
        Place(tmp_path / "loose.md", 1, 1),
        Place(tmp_path / "loop.md", 1, 1),
        Place(tmp_path / "no" / "where.md", 1, 1),
        Place(tmp_path / "nul\0.md", 1, 1),
        Place(box.path("new.md"), 1, 1),
        Place(box.path("gone.md"), 1, 1),
        Place(box.path("a.md"), 1, 9),
        Place(unborn.path("a.md"), 1, 1),
    ]

    assert dict.fromkeys(places, Touch()) == touches(places)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Touch() == touch(box, "a.md", 1)


def test_cut_off(tmp_path: Path) -> None:
    """A shallow clone does not know who wrote what is older than it: there is a commit, and no author."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\ntwo\n"})
    cut = by(box, "Ann Roe", "three", "a.md", "one\ntwo\nthree\n")
    late = by(box, "Bo Lind", "zwei", "a.md", "one\nzwei\nthree\n")
    clone = box.clone(tmp_path / "clone", depth=2)

    assert Touch("cut-off", commit=cut) == touch(clone, "a.md", 1)
    assert Touch("cut-off", commit=cut) == touch(clone, "a.md", 3)
    assert Touch("committed", "Bo Lind", late, TIME, "zwei") == touch(clone, "a.md", 1, 3)


def test_the_first_commit_is_no_border(tmp_path: Path) -> None:
    """In a whole clone the first commit of all is a commit like others, also when the clone says it is shallow."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\n"})
    first = box.head
    box.commit("second")
    clone = box.clone(tmp_path / "clone", depth=1)

    assert Touch("committed", "Author", first, TIME, "first") == touch(box, "a.md", 1)
    assert touch(clone, "a.md", 1).origin == "cut-off"


def test_submodules_and_links(tmp_path: Path) -> None:
    """A file of a submodule is blamed in its own repository, a link for the file that it leads to."""
    other = Sandbox(tmp_path / "other", {"b.md": "one\n"})
    box = Sandbox(tmp_path / "site", {"a.md": "one\n"})
    box.submodule("sub", other)
    box.commit("submodule")
    box.path("link.md").symlink_to("a.md")

    assert other.head == touch(box, "sub/b.md", 1).commit
    assert touch(box, "link.md", 1).change == "first"


@pytest.mark.parametrize("name", ["-n.md", "--help", 'a "b".md', "a\nb.md", ":(glob)*", "ä ö.md", "*.md", "a\tb.md"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    """A name is a name, whatever git would take it for."""
    box = Sandbox(tmp_path / "site", {name: "one\n", "other.md": "one\n"})

    assert box.head == touch(box, name, 1).commit


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """A byte of a name that is no UTF-8 is kept."""
    name = os.fsdecode(b"caf\xe9.md")
    box = Sandbox(tmp_path / "site", {name: "one\n"})

    assert box.head == touch(box, name, 1).commit


def test_carriage_returns(tmp_path: Path) -> None:
    """Line ends of Windows are no change, neither in the repository nor where git converts them."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\r\ntwo\r\n", "b.md": "one\ntwo\n"})
    head = box.head
    assert head == touch(box, "a.md", 2).commit

    box.git("config", "core.autocrlf", "true")
    box.write("b.md", "one\r\ntwo\r\n")
    assert head == touch(box, "b.md", 2).commit


def test_names_and_messages_that_are_no_text(tmp_path: Path) -> None:
    """Authors and messages in other encodings are read as git says, and byte for byte where it says nothing."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\n"})
    box.write("b.md", "one\n")
    box.stage()
    tree, parent = box.git("write-tree"), box.head
    for encoding, shown in ((b"encoding ISO-8859-1\n", "Jürgen"), (b"", "J\\xfcrgen")):
        raw = (
            f"tree {tree}\nparent {parent}\n".encode()
            + b"author J\xfcrgen <j@example.org> 1772442000 +0000\ncommitter X <x@example.org> 1772442000 +0000\n"
            + encoding
            + b"\nJ\xfcrgen\n"
        )
        box.path("raw").write_bytes(raw)
        box.git("reset", "--quiet", "--hard", box.git("hash-object", "-t", "commit", "-w", "raw"))

        assert (shown, shown) == (touch(box, "b.md", 1).author, touch(box, "b.md", 1).change)


def test_hostile_messages(tmp_path: Path) -> None:
    """What looks like git's own words in a message or a name is a message and a name."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\n"})
    message = f"{'1' * 40} 1 1 1\nauthor Mallory\n\nauthor Mallory\nsummary forged"
    by(box, "author Roe 9 9 9", message, "a.md", f"one\nauthor Mallory\n{'2' * 40} 1 1 1\n")

    assert ("author Roe 9 9 9", f"{'1' * 40} 1 1 1") == touch(box, "a.md", 1, 3)[1::3]


def test_a_clock_that_no_calendar_has(tmp_path: Path) -> None:
    """A commit of a year that no calendar has is a commit without a time."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\n"})
    raw = f"tree {box.git('write-tree')}\nauthor A <a> 1 +0000\ncommitter A <a> 99999999999999 +0000\n\nlate\n"
    box.write("raw", raw)
    box.git("reset", "--quiet", "--hard", box.git("hash-object", "--literally", "-t", "commit", "-w", "raw"))
    found = touch(box, "a.md", 1)

    assert (found.origin, found.change, found.committed) == ("committed", "late", "")


def test_mailmap(tmp_path: Path) -> None:
    """A person goes by the name that .mailmap gives."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\n", ".mailmap": "Dr. Ann Roe <author@example.org>\n"})

    assert touch(box, "a.md", 1).author == "Dr. Ann Roe"


def test_renames_are_followed(tmp_path: Path) -> None:
    """A file that was moved keeps the authors of its lines."""
    box = Sandbox(tmp_path / "site")
    first = by(box, "Ann Roe", "first", "a.md", "one\ntwo\nthree\n")
    box.move("a.md", "b/c.md")
    box.commit("moved")

    assert first == touch(box, "b/c.md", 2).commit


def test_no_list_hides_who_touched_a_line(tmp_path: Path) -> None:
    """Revisions that the repository wants ignored are not; with a list that is missing git tells nothing."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\ntwo\n"})
    late = by(box, "Bo Lind", "format", "a.md", "one \ntwo\n")
    box.write(".ignored", f"{late}\n")
    box.git("config", "blame.ignoreRevsFile", ".ignored")
    assert late == touch(box, "a.md", 1).commit

    box.git("config", "blame.ignoreRevsFile", "there-is-none")
    assert Touch() == touch(box, "a.md", 1)


def test_nothing_of_the_content_runs(tmp_path: Path) -> None:
    """No text conversion, filter, external diff or monitor that the repository configures is started."""
    box = Sandbox(tmp_path / "site", {"a.md": "one\n", ".gitattributes": "*.md filter=evil diff=evil\n"})
    head, mark = box.head, tmp_path / "ran"
    program = tmp_path / "evil.sh"
    program.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    program.chmod(0o755)
    for key in ("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv",
                "diff.evil.command", "diff.external", "core.fsmonitor", "core.pager"):  # fmt: skip
        git(box.folder, "config", key, str(program))
    box.write("a.md", "one\ntwo\n")
    found = touches([Place(box.path("a.md"), 1, 1), Place(box.path("a.md"), 2, 2)])

    assert [head, ""] == [each.commit for each in found.values()]
    assert [each.origin for each in found.values()] == ["committed", "uncommitted"]
    assert not mark.exists()
