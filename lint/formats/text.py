"""Plain text for people: what must be fixed in a file, what is to be checked, what is worth knowing, and the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lint.finding import SEVERITIES, Finding
from lint.formats import Layout
from lint.formats.caret import row
from lint.formats.plain import (
    aside,
    aside_lines,
    by_rule,
    count,
    excerpt,
    fixable_lines,
    fixed_lines,
    inert,
    printable,
    remark_lines,
    skipped_lines,
    summary_line,
    unverified_lines,
)
from lint.formats.wrapped import wrapped
from lint.message import Message
from lint.report import Report
from lint.rule import PAGES
from lint.translation import Catalog, catalog, spoken, translated

_COLORS = {"error": "31", "warning": "33", "info": "36"}
_HEADINGS = {"error": Message("Must fix"), "warning": Message("Please check"), "info": Message("For information")}
_ANSWERED = Message("Somebody answers for")
_EXCERPT_WIDTH = 100
_LONG = 160  # characters of a remedy: two rows of a terminal can be read again
_BAR, _REMEDY, _HANG = "    | ", "    = ", "      "


def render(report: Report, layout: Layout) -> str:
    """The findings by file and by how much they matter, counts by rule if asked for, the sums as the last line.

    Quiet is a line a finding, in order of their places, and nothing else that is not needed. Those that somebody
    answers for take one line, those of a file outside of the change one together, those in the baseline are counted.
    """
    known = catalog(layout.languages)
    listed = [spoken(finding, known) for finding in report.findings if not finding.aside]
    lines = []
    if layout.quiet:
        lines += [_line(finding, layout) for finding in listed]
    else:
        lines += _Told(layout, known).files(listed)
        lines += _outside(report)
        lines += skipped_lines(report)
        lines += (row for line in fixable_lines(report) for row in wrapped("", line, layout.width, "    "))
    if layout.statistics:
        lines += _statistics(listed)
    lines += fixed_lines(report)
    lines += unverified_lines(report)
    lines += remark_lines(report)
    lines += aside_lines(report)
    if lines and lines[-1]:
        lines.append("")
    return "\n".join((*map(inert, lines), summary_line(report))) + "\n"


def _painted(layout: Layout, text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if layout.color and code else text


def _place(finding: Finding) -> str:
    # Inert before it is coloured: what strips the colours again may hand the line to a runner.
    return inert(printable(f"{finding.path}:{finding.start.line}:{finding.start.column}"))


def _line(finding: Finding, layout: Layout) -> str:
    """A finding on one line, for `grep` and for whoever reads the outputs of programs."""
    why = f" ({aside(finding)})" if not finding.counts else ""
    place = _painted(layout, _place(finding), "1")
    severity = _painted(layout, finding.severity, _COLORS[finding.severity])
    return f"{place}: {severity}: {printable(finding.message)} [{finding.rule}]{why}"


class _Told:
    """Findings told in full, one behind the other. A long remedy that several share is told once."""

    def __init__(self, layout: Layout, known: Catalog | None) -> None:
        self._layout, self._known = layout, known
        self._remedies: dict[str, str] = {}

    def files(self, listed: Iterable[Finding]) -> Iterator[str]:
        """Each file with its findings, an empty line behind every one."""
        files: dict[str, list[Finding]] = {}
        for finding in listed:
            files.setdefault(finding.path, []).append(finding)
        for path, findings in files.items():
            yield _painted(self._layout, inert(printable(path)), "1")
            for severity in SEVERITIES:
                if those := [finding for finding in findings if finding.counts and finding.severity == severity]:
                    yield self._title(_HEADINGS[severity], len(those), _COLORS[severity])
                    yield ""
                    yield from (line for finding in those for line in self._block(finding))
            if waived := [finding for finding in findings if not finding.counts]:
                yield self._title(_ANSWERED, len(waived), "")
                yield ""
                yield from (_line(finding, self._layout) for finding in waived)
                yield ""

    def _title(self, words: Message, number: int, color: str) -> str:
        return _painted(self._layout, f"{translated(words, self._known)} ({number})", color)

    def _block(self, finding: Finding) -> Iterator[str]:
        """A finding: the place and the sentence, the remedy, the words in their line, the rule."""
        place, layout = _place(finding), self._layout
        rows = wrapped(f"{place}: ", printable(finding.message), layout.width, "    ")
        yield _painted(layout, place, "1") + next(rows)[len(place) :]
        yield from rows
        prefix = _REMEDY
        for line in self._remedy(finding.help, place).splitlines():
            yield from wrapped(prefix, printable(line), layout.width, _HANG)
            prefix = _HANG
        yield from _quoted(finding, layout)
        rule = printable(finding.rule)
        yield f"    [{_link(rule, f'{PAGES}#{rule}') if layout.links else rule}]"
        yield ""

    def _remedy(self, remedy: str, place: str) -> str:
        """The remedy, or where it stands above: an approved disclaimer fills ten lines, and many articles lack it."""
        if len(remedy) < _LONG:
            return remedy
        first = self._remedies.setdefault(remedy, place)
        return remedy if first == place else translated(Message("The same as at {place}", place=first), self._known)


def _quoted(finding: Finding, layout: Layout) -> Iterator[str]:
    """The line that it is about with the carets below it, or the words alone where there is no such line."""
    width = min(_EXCERPT_WIDTH, layout.width - len(_BAR)) if layout.width > 2 * len(_BAR) else _EXCERPT_WIDTH
    bar = _painted(layout, _BAR, "2")
    if shown := row(finding, width):
        yield bar + shown.text
        yield bar + " " * shown.before + _painted(layout, "^" * shown.marked, _COLORS[finding.severity])
    elif words := excerpt(finding.excerpt, width):
        yield bar + words


def _link(text: str, address: str) -> str:
    """A hyperlink of a terminal (OSC 8, gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda)."""
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def _outside(report: Report) -> Iterator[str]:
    """What lies outside of the change, a line a file."""
    files: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.aside == "outside" and not finding.waived:
            files.setdefault(finding.path, []).append(finding)
    for path, findings in files.items():
        yield f"{printable(path)}: {count(len(findings), 'finding')} outside the change ({by_rule(findings)})"


def _statistics(findings: list[Finding]) -> Iterator[str]:
    counts = Counter(finding.rule for finding in findings)
    width = max((len(str(number)) for number in counts.values()), default=0)
    for rule, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:>{width}}  {rule}"
