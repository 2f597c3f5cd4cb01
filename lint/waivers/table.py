"""Waivers in the configuration: an approver answers for the very words of one file, through a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lint.config import Entry, Selection
from lint.document import Document
from lint.files import DISK, Source, located
from lint.finding import Finding, Severity, Waiver
from lint.rule import Rule
from lint.spans import Position
from lint.waivers import FAMILY, INVALID, UNUSED
from lint.waivers.quote import Approved, Region, plain

# With how many findings the quote of an idle entry is compared, to say what it may have meant.
_NEAREST = 200


class Idle(NamedTuple):
    """An entry that excuses nothing, under which rule that is reported, and why."""

    entry: Entry
    rule: str
    message: str
    help: str


class Active(NamedTuple):
    """An entry that is needed, and for how many findings it answers; none when comments answer for all of them."""

    entry: Entry
    findings: int


class Excused(NamedTuple):
    """The findings of a file, some of them answered for, and the entries for the file: those idle, and the others.

    Of an entry for a rule that did not run nothing is known: it is among neither.
    """

    findings: tuple[Finding, ...]
    idle: tuple[Idle, ...] = ()
    active: tuple[Active, ...] = ()


class Table(NamedTuple):
    """The entries of a configuration that lies in `root` and is shown as `shown`; `today` is an ISO date."""

    entries: tuple[Entry, ...]
    root: Path
    shown: str
    today: str
    safety: frozenset[str]

    @classmethod
    def of(cls, entries: Sequence[Entry], root: Path, shown: str, today: str, rules: Iterable[Rule]) -> Table:
        """The table of a run with these rules."""
        return cls(tuple(entries), root, shown, today, frozenset(rule.id for rule in rules if rule.safety))

    def excuse(self, document: Document, path: Path, findings: Sequence[Finding], enabled: frozenset[str]) -> Excused:
        """The findings of a checked file with those excused that an entry answers for; order and number stay.

        `path` is where the file lies, `enabled` the rules that ran on it.
        """
        name = self.name(path)
        own = [entry for entry in self.entries if entry.path == name]
        if not own:
            return Excused(tuple(findings))
        return _File(self, Approved(document), findings, enabled).excused(own)

    def leftovers(self, idle: Iterable[Idle], selection: Selection, files: Source = DISK) -> list[Finding]:
        """The findings about entries: those idle in the files of the run, and those for files that do not exist.

        `selection` tells which rules run and how severe they are. Entries for other files are silent.
        """
        idle = [*idle, *self.homeless(files)]
        seen: dict[str, int] = {}
        findings = []
        for each in sorted(idle, key=lambda one: (one.entry.place.first, one.rule, one.message)):
            if each.rule in selection.enabled:
                key = "\x1f".join((each.rule, each.entry.rule, each.entry.path, plain(each.entry.quote)))
                seen[key] = seen.get(key, 0) + 1
                findings.append(self._finding(each, selection, f"{key}\x1f{seen[key]}"))
        return findings

    def homeless(self, files: Source = DISK) -> Iterator[Idle]:
        """The entries for files that do not exist."""
        for entry in self.entries:
            if not files.has(self.root / entry.path):
                message = f"This waiver excuses nothing: there is no file {entry.path}."
                yield Idle(entry, UNUSED, message, "Delete the entry, or write where the file lies now.")

    def name(self, path: Path) -> str | None:
        """What an entry calls a file, to the letter on whatever file system; None outside of the root."""
        try:
            return located(path).relative_to(located(self.root)).as_posix()
        except ValueError:
            return None

    def _finding(self, idle: Idle, selection: Selection, anchor: str) -> Finding:
        place = idle.entry.place
        text = place.text.rstrip("\r\n")
        severities: dict[str, Severity] = {rule.id: rule.severity for rule in FAMILY.rules}
        return Finding(
            idle.rule,
            selection.severities.get(idle.rule, severities[idle.rule]),
            idle.message,
            idle.help,
            self.shown,
            Position(place.first, 1, place.offset),
            Position(place.first, len(text) + 1, place.offset + len(text)),
            text,
            None,
            anchor,
            lines=place,
        )


class _File:
    """The findings of one file against its entries."""

    def __init__(self, table: Table, approved: Approved, findings: Sequence[Finding], enabled: frozenset[str]) -> None:
        self._table = table
        self._approved = approved
        self._findings = list(findings)
        self._enabled = enabled
        self._regions: dict[int, Region] = {}
        self._active: list[Active] = []

    def excused(self, entries: Sequence[Entry]) -> Excused:
        idle: list[Idle] = []
        groups: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            if entry.expires < self._table.today:
                idle.append(_expired(entry))
            else:
                groups.setdefault((entry.rule, plain(entry.quote)), []).append(entry)
        for alike in groups.values():
            idle += self._excuse(alike)
        return Excused(tuple(self._findings), tuple(idle), tuple(self._active))

    def _excuse(self, alike: Sequence[Entry]) -> Iterator[Idle]:
        """Let entries with one quote answer, each for one place; of more places nobody knows which is meant."""
        first = alike[0]
        places: dict[int, list[int]] = {}
        for number, finding in enumerate(self._findings):
            if finding.rule == first.rule and (place := self._place(finding, number, plain(first.quote))) is not None:
                places.setdefault(place, []).append(number)
        if len(places) > len(alike):
            message = f"This waiver excuses nothing: what it quotes stands in {len(places)} places."
            remedy = "Quote more of the text, or write an entry for each place that is approved."
            yield from (Idle(entry, UNUSED, message, remedy) for entry in alike)
            return
        for entry, numbers in zip(alike, places.values(), strict=False):
            waiver = Waiver(entry.reason, entry.approver, entry.expires, self._table.shown, entry.place.first)
            fresh = [number for number in numbers if self._findings[number].waived is None]
            for number in fresh:
                self._findings[number] = self._findings[number]._replace(waived=waiver)
            self._active.append(Active(entry, len(fresh)))
        if first.rule in self._enabled:
            yield from (self._unused(entry) for entry in alike[len(places) :])

    def _place(self, finding: Finding, number: int, quote: str) -> int | None:
        """Where a quote answers for a finding, None when it does not."""
        if not finding.excerpt:
            return finding.start.offset if self._approved.stands_once(quote) else None
        if finding.rule not in self._table.safety:
            return self._approved.covers(quote, finding)
        region = self._region(finding, number)
        if not region.is_quoted(quote) or self._approved.unapprovable(finding):
            return None
        if finding.fix and not all(region.span.contains(edit.span) for edit in finding.fix.edits):
            return None  # it is about more than the quote can hold
        return region.span.start

    def _region(self, finding: Finding, number: int) -> Region:
        if number not in self._regions:
            self._regions[number] = self._approved.region(finding)
        return self._regions[number]

    def _unused(self, entry: Entry) -> Idle:
        """Why an entry excuses nothing: the nearest finding that it may mean is named, with the text to quote."""
        open_ = [(n, each) for n, each in enumerate(self._findings) if each.rule == entry.rule and each.waived is None]
        quote = plain(entry.quote)
        for number, finding in open_[:_NEAREST]:
            region = self._region(finding, number)
            text, excerpt = region.text, plain(finding.excerpt)
            if quote in text or text in quote or (excerpt and (excerpt in quote or quote in excerpt)):
                if why := self._approved.unapprovable(finding):
                    message = f"This waiver excuses nothing: {why}."
                    return Idle(entry, UNUSED, message, "Change the article, and delete the entry.")
                message = f"This waiver excuses nothing: its quote is not the whole text in line {finding.start.line}."
                return Idle(entry, UNUSED, message, f"When that text is approved, write: quote = {_toml(text)}")
        if open_:
            message = f"This waiver excuses nothing: {entry.rule} reports nothing in the text that it quotes."
            return Idle(entry, UNUSED, message, "The text may have been changed: approve it anew, or delete the entry.")
        message = f"This waiver excuses nothing: {entry.rule} reports nothing else in {entry.path}."
        return Idle(entry, UNUSED, message, "Delete the entry.")


def _expired(entry: Entry) -> Idle:
    return Idle(
        entry,
        INVALID,
        f"This waiver ended on {entry.expires}, so it excuses nothing.",
        f"See whether {entry.approver} approves the text once more; then write a later day, else delete the entry.",
    )


def _toml(text: str) -> str:
    """A text as a basic string of TOML 1.0, on one line; what readers do not see is spelled out."""
    shown = []
    for character in text:
        if character in '"\\':
            shown.append(f"\\{character}")
        elif character.isprintable():
            shown.append(character)
        else:
            shown.append(f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}")
    return f'"{"".join(shown)}"'
