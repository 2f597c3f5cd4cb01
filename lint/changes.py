"""What a change is: all that was done since a branch left another one, committed or not; and what lies outside of it.

The files as they lie on disk are compared with those of the merge base by their hashes. Git is asked which files were
renamed and which lines were changed, and believed where the hashes of its patch are those of the two contents; a file
of which it tells nothing of that kind is changed as a whole. So no attribute, filter, encoding or index flag hides
anything: whatever git is made to overlook, more is judged, not less.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from lint.finding import Finding, Severity
from lint.git import Entry, Repository
from lint.git_names import folders, route
from lint.git_process import split
from lint.hunks import Hunks, Patches, lone_cr, patches
from lint.rule import UNREAD, Rule

Status = Literal["same", "renamed", "changed", "new"]
# Found by half of their lines, as git does by itself; of more than a thousand each, only those of equal content.
_RENAMES = ("--find-renames=50%", "-l1000")


class FileChange(NamedTuple):
    """What a change did to a file.

    "same" and "renamed" are for the same content in the same and in another place. `lines` are the changed lines, None
    where any line may be changed. `old` is the absolute path at which the old version lay, and `blob` the hash of its
    content; both are empty when there is none to compare with.
    """

    status: Status
    lines: Hunks | None = None
    old: Path | None = None
    blob: str = ""


_NEW = FileChange("new")
_WHOLE = FileChange("changed")


class Change:
    """What was done since the commit `base`, in the working tree as it lies on disk.

    `touched` are the absolute paths of all that was added, changed, moved or removed, both places of what was moved;
    links are named themselves, not what they lead to. `gone` are those that are not there any more, with their folders.
    """

    def __init__(self, repository: Repository, base: str) -> None:
        self._repository = repository
        self._entries = repository.entries(base)
        self._patches: dict[str, Patches] = {}
        self.base = base
        self.top = repository.top
        rows = list(
            _rows(repository.ask("diff-index", "--raw", "-z", *_HOW, base, "--", options=repository.unfiltered))
        )
        self._renames = {row.name: row.old for row in rows if row.status == "R"}
        untracked = split(repository.ask("ls-files", "-z", "--others", "--exclude-standard"))
        names = {name for row in rows if not self._only_looks_changed(row) for name in (row.name, row.old)}
        self.touched = frozenset(self.top / name for name in (*names, *map(os.fsdecode, untracked)))
        left = [name for row in rows if row.status in "RD" for name in (row.old or row.name,)]
        self.gone = frozenset(
            self.top / name for name in (*left, *folders(left)) if not os.path.lexists(self.top / name)
        )

    def status(self, path: Path, data: bytes | None = None) -> FileChange:
        """What was done to a file on disk; `data` is its content when that was read already, or is not what lies there.

        A link is followed. If it was changed itself, or leads out of the repository, the file is changed as a whole.

        Raises:
            GitError: git cannot tell.
        """
        name = self._repository.name(path)
        if name is None:
            return _WHOLE
        way = route(name, self._link)
        if way.name is None or not all(self._is_as_it_was(link) for link in way.links):
            return _WHOLE
        if data is None:
            try:
                data = (self.top / way.name).read_bytes()
            except OSError:
                return _WHOLE
        found = self._judged(way.name, data)
        return found._replace(old=self.top / name) if found.old == self.top / way.name else found

    def before(self, change: FileChange) -> bytes | None:
        """The old content of a file, None when there is none to compare with.

        Raises:
            GitError: it is not in this clone.
        """
        return self._repository.blob(change.blob) if change.blob else None

    def touches(self, path: Path) -> bool:
        """Whether what a path leads to was touched, or a link or folder on the way."""
        name = self._repository.name(path)
        if name is None:
            return False
        way = route(name, self._link)
        ends = [each for each in (name, way.name, *way.links) if each is not None]
        return any(self.top / each in self.touched for each in (*ends, *folders(ends)))

    def lost(self, path: Path) -> bool:
        """Whether the change removed or moved away what a path led to."""
        name = self._repository.name(path)
        if name is None:
            return False
        way = route(name, self._link).name
        return any(each is not None and self.top / each in self.gone for each in (name, way))

    def _judged(self, name: str, data: bytes) -> FileChange:
        old = name if name in self._entries else self._renames.get(name, "")
        entry = self._entries.get(old)
        if entry is None:
            return _NEW
        if not entry.is_file:
            return _WHOLE
        place = self.top / old
        digests = _digests(data, entry)
        if entry.hash in digests:
            return FileChange("same" if old == name else "renamed", Hunks(), place, entry.hash)
        if not lone_cr(data):
            told = self._told(name)
            for digest in digests:
                if lines := told.get((entry.hash, digest)):
                    return FileChange("changed", lines, place, entry.hash)
        return FileChange("changed", None, place, entry.hash)

    def _told(self, name: str) -> Patches:
        """The patches of all files that are called like a name; those of images would fill the memory."""
        suffix = name.rpartition("/")[2].rpartition(".")[2]
        wanted = f"**/*.{suffix}" if suffix.isascii() and suffix.isalnum() and suffix != name else ""
        if wanted not in self._patches:
            output = self._repository.ask(
                "diff-index",
                "-p",
                "-U0",
                "--inter-hunk-context=0",
                *_HOW,
                self.base,
                "--",
                *([wanted] if wanted else []),
                options=("--no-literal-pathspecs", "--glob-pathspecs", *self._repository.unfiltered),
            )
            self._patches[wanted] = patches(output)
        return self._patches[wanted]

    def _link(self, name: str) -> str | None:
        """Where a link on disk leads, None when there is none of that name."""
        path = self.top / name
        return str(path.readlink()).replace(os.sep, "/") if path.is_symlink() else None

    def _is_as_it_was(self, link: str) -> bool:
        entry = self._entries.get(link)
        return (
            entry is not None and entry.is_link and entry.hash in _digests(os.fsencode(self._link(link) or ""), entry)
        )

    def _only_looks_changed(self, row: _Row) -> bool:
        """Whether git took a file for changed because it was copied, or written again with the same content."""
        entry = self._entries.get(row.name)
        if row.status != "M" or row.modes[0] != row.modes[1] or entry is None or not entry.is_file:
            return False
        try:
            return entry.hash in _digests((self.top / row.name).read_bytes(), entry)
        except OSError:
            return False


def change(repository: Repository, revision: str) -> Change:
    """What was done since the branch left a revision: from the merge base to the working tree.

    Raises:
        GitError: the revision or the merge base is not there, or git cannot tell.
    """
    return Change(repository, repository.merge_base(repository.commit(revision)))


_HOW = (
    "--full-index", "--no-abbrev", "--text", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative",
    "--diff-algorithm=myers", "--ignore-submodules=dirty", *_RENAMES,
)  # fmt: skip


class _Row(NamedTuple):
    modes: tuple[str, str]
    status: str
    name: str
    old: str


def _rows(output: bytes) -> Iterator[_Row]:
    """The rows of `git diff-index --raw -z`: `:modes hashes status`, then one name, or the old and the new one."""
    fields = iter(split(output))
    for facts in fields:
        before, after, _, _, status = facts.decode("ascii").removeprefix(":").split(" ")
        first = os.fsdecode(next(fields))
        name = os.fsdecode(next(fields)) if status[0] in "RC" else first
        yield _Row((before, after), status[0], name, first if status[0] == "R" else name)


def _digests(data: bytes, like: Entry) -> tuple[str, ...]:
    """The hashes by which git may know a content: as it is, and with LF where the working tree has CRLF."""
    from hashlib import new

    texts = [data]
    if b"\r\n" in data and not lone_cr(data):
        texts.append(data.replace(b"\r\n", b"\n"))
    kind = "sha1" if len(like.hash) == 40 else "sha256"
    return tuple(new(kind, b"blob %d\0" % len(text) + text, usedforsecurity=False).hexdigest() for text in texts)


class _Place(NamedTuple):
    """What a finding is known by in two versions of a file: its words, its block, and the place in the old version."""

    words: str
    severity: Severity
    start: tuple[int, int]
    end: tuple[int, int]


def judged(
    findings: Sequence[Finding],
    rules: Mapping[str, Rule],
    change: FileChange,
    before: Callable[[], Iterable[Finding]],
) -> list[Finding]:
    """The findings of one file, those outside of a change marked as such unless somebody answers for them already.

    A finding is outside when no line that it stands on was changed, and the old version of the file, read as it lay in
    its old place (`before`, asked only when that decides), has the same finding in the same place: the same words in
    the same block, below the same heading and lead-in, as bad as now. What was changed around the words is thereby
    seen, as a heading that makes a list a dose, or a "not" that was removed; and what was moved counts, under whichever
    heading it comes to stand.

    Of a file that was changed, rules over the whole document count anywhere. What could not be checked always counts.
    """
    lines = change.lines
    if lines is None:
        return list(findings)
    moved = change.status != "changed"
    open_to_doubt = {
        at
        for at, each in enumerate(findings)
        if each.rule != UNREAD
        and each.rule in rules
        and (moved or (rules[each.rule].scope == "lines" and not lines.touch(each.start.line, _last_line(each))))
    }
    if not open_to_doubt:
        return list(findings)
    known = Counter(_place(each, Hunks()) for each in before())
    result: list[Finding] = []
    for at, each in enumerate(findings):
        if at in open_to_doubt and known[place := _place(each, lines)]:
            known[place] -= 1
            each = each._replace(aside="outside") if each.counts else each
        result.append(each)
    return result


def _place(finding: Finding, lines: Hunks) -> _Place:
    words = finding.anchor.rpartition("\x1f")[0]  # which of several equal ones it is, the place tells better
    last = _last_line(finding)
    end = lines.before(last) + finding.end.line - last
    start = lines.before(finding.start.line)
    return _Place(words, finding.severity, (start, finding.start.column), (end, finding.end.column))


def _last_line(finding: Finding) -> int:
    """The last line of which a finding holds a character."""
    start, end = finding.start, finding.end
    return end.line - 1 if end.column == 1 and end.line > start.line else end.line
