"""How a waiver in an article is written: `medlint-ignore RULE, RULE until DATE: REASON`, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from lint.config import UNWAIVABLE, neighbour
from lint.spans import Span
from lint.waivers.keyword import KEYWORD, attempt

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w:/-])")
_UNTIL = re.compile(r"\buntil\b(?!-)", re.IGNORECASE)
# What somebody means as a day: digits, perhaps behind "the end of", or the name of a month.
_MEANT = re.compile(
    rf"(?:\W{{0,3}}(?:at|least|the|end|start|beginning|of|early|mid|late|spring|summer|autumn|fall|winter|year)\b){{0,5}}"
    rf"\W{{0,3}}(?:(?:{_MONTHS})\b[\s.,]{{0,3}})?(?:\d[\w./:-]{{0,30}}(?:\s(?:{_MONTHS})\b)?(?:,?\s\d{{4}}\b)?|\b(?:{_MONTHS})\b)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\W{0,3}(?:tomorrow|next\s(?:week|month|year))\b", re.IGNORECASE)
_HOW = "Write the day as year-month-day: until 2027-06-30."
# A waiver that is mended and excuses nothing is the next finding.
_COPIED = 200  # characters of a comment that a remedy repeats
_NOTHING = "Delete the comment: nothing stands there that it could excuse."


class Known(NamedTuple):
    """The ids of all rules of a run, and of those whose findings no comment excuses.

    Of the text that a comment is about: the rules that report something `here`, which a comment could excuse, and those
    of which nobody knows (`unsure`): they were not run, or a registry has not answered (`unanswered`).
    """

    rules: frozenset[str]
    safety: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    unanswered: bool = False

    def useful(self, rules: Iterable[str]) -> list[str]:
        """Those that may excuse something where the comment stands, each once."""
        return [rule for rule in dict.fromkeys(rules) if rule in self.here or rule in self.unsure]


class Fault(NamedTuple):
    """What is wrong with a comment that tries to be a waiver, where (offsets in the comment), and the remedy."""

    span: Span
    message: str
    help: str


class Named(NamedTuple):
    """A rule that a comment names, and where."""

    rule: str
    span: Span


class Comment(NamedTuple):
    """A waiver as written: its rules, the reason, and the last day on which it holds (ISO), empty without one."""

    rules: tuple[Named, ...]
    reason: str
    until: str


def read(text: str, known: Known, today: str) -> Comment | list[Fault] | None:
    """What a comment says (`text` is all between `<!--` and `-->`): a waiver, faults, or None when it tries nothing.

    `today` is an ISO date.
    """
    begins = re.match(rf"\s*{KEYWORD}(?=[\s:]|$)", text)
    if begins is None:
        tried = attempt(text, known.rules)
        return [Fault(*tried, _corrected(text, tried[0], known, today))] if tried else None
    return _parsed(text, begins.end(), known, today)


def attempted(text: str, known: Known, faults: Sequence[Fault]) -> Comment:
    """What can be told of a comment with faults: its rules, also those that do not exist, its reason and its day."""
    begins = re.match(rf"\s*{KEYWORD}(?=[\s:]|$)", text)
    start = begins.end() if begins else _behind(text, faults[0].span)
    if not begins:
        start += len(text[start:]) - len(text[start:].lstrip(":-,;. \t\r\n"))
    colon = text.find(":", start)
    head = text[start : colon if colon >= 0 else len(text)]
    clause = _UNTIL.search(head)
    rules: list[Named] = []
    for name, span in _named(head[: clause.start()] if clause else head, start):
        words = name.split()
        meant = words if known.rules.issuperset(words) else words[:1] if colon < 0 else [" ".join(words)]
        rules += (Named(each, span) for each in meant if colon >= 0 or each in known.rules)
    days = {day for _, day in _until_clauses(text, start, colon)}
    return Comment(
        tuple(rules), " ".join(text[colon + 1 :].split()) if colon >= 0 else "", days.pop() if len(days) == 1 else ""
    )


def _reasoned(known: Known, rules: Iterable[str]) -> str:
    """The remedy for a waiver without a reason: often there is none, as when the DOI that it excuses is known."""
    useful = known.useful(rules)
    if not useful:
        return _NOTHING
    named = ", ".join(useful)
    return (
        f"Mend what {named} reports there and delete the comment, or write: <!-- {KEYWORD} {named}: ... --> "
        "with your reason in the place of the dots."
    )


def _named_here(known: Known, reason: str = "") -> str:
    """The remedy for a waiver whose rule nobody can guess: one of those that report something there, never another."""
    if len(known.here) == 1 and says_something(reason):
        return f"Write: <!-- {KEYWORD} {min(known.here)}: {reason} -->"
    if known.here:
        return f"Delete the comment, or name the rule that it is about: {' or '.join(sorted(known.here))}."
    if known.unanswered:
        return "Delete the comment, or name the rule that it is about: `medlint rules` lists them all."
    return _NOTHING


def _corrected(text: str, tried: Span, known: Known, today: str) -> str:
    """The remedy for another keyword: the same comment with the right one when that makes a waiver of it."""
    rest = " ".join(text[_behind(text, tried) :].split()).lstrip(":-,;. ")
    said = _parsed(f"{KEYWORD} {rest}", len(KEYWORD), known, today)
    if not isinstance(said, Comment):
        return said[0].help
    useful = known.useful(named.rule for named in said.rules)
    if not useful:
        return _NOTHING
    if len(useful) == len(said.rules) and len(rest) <= _COPIED:
        return f"Write: <!-- {KEYWORD} {rest} -->"
    until = f" until {said.until}" if said.until else ""
    reason = said.reason if len(said.reason) <= _COPIED else "..."
    return f"Write: <!-- {KEYWORD} {', '.join(useful)}{until}: {reason} -->"


def _behind(text: str, tried: Span) -> int:
    """Where that begins which is said behind a keyword in whatever spelling."""
    return text.rfind(KEYWORD, 0, tried.end + len(KEYWORD) + 1) + len(KEYWORD) if KEYWORD in text else tried.end


def _parsed(text: str, start: int, known: Known, today: str) -> Comment | list[Fault]:
    colon = text.find(":", start)
    head = text[start : colon if colon >= 0 else len(text)]
    clause = _UNTIL.search(head)
    named = list(_named(head[: clause.start()] if clause else head, start))
    if colon < 0 and (known_first := [each for each in named if each.rule.split()[0] in known.rules]):
        # "medlint-ignore missing-pmid book chapter": what follows the rule was to be the reason.
        rules = dict.fromkeys(each.rule.split()[0] for each in known_first)
        place = Span(start - len(KEYWORD), len(text.rstrip()))
        return [Fault(place, "This waiver gives no reason behind a colon.", _reasoned(known, rules))]
    faults = [fault for each in named if (fault := _rule_fault(each, known))]
    if not named:
        place = Span(start - len(KEYWORD), start)
        reason = " ".join(text[colon + 1 :].split()) if colon >= 0 else ""
        faults.append(Fault(place, "This waiver names no rule.", _named_here(known, reason)))
    if faults:
        return faults
    return _justified(text, start, colon, named, known, today)


def _justified(
    text: str, start: int, colon: int, named: list[Named], known: Known, today: str
) -> Comment | list[Fault]:
    """The waiver with its reason and its day, or what is wrong with them."""
    rules = [each.rule for each in named]
    useful = known.useful(rules)
    days: list[tuple[Span, str]] = []
    for clause in _until_clauses(text, start, colon):
        days.append(clause)
        if not clause[1]:
            written = " ".join(text[clause[0].start : clause[0].end].split())
            return [
                Fault(clause[0], f"The end of this waiver cannot be read: “{written}”.", _HOW if useful else _NOTHING)
            ]
    if len(days) > 1:
        return [
            Fault(
                days[1][0], "This waiver names two days on which it ends.", "Leave one of them." if useful else _NOTHING
            )
        ]
    reason = text[max(colon, start) + 1 :] if colon >= 0 else ""
    if days and days[0][0].start > colon:
        cut = days[0][0].start - colon - 1, days[0][0].end - colon - 1
        reason = reason[: cut[0]].rstrip(" \t\r\n,;(") + " " + reason[cut[1] :].lstrip(" \t\r\n,;).")
    reason = " ".join(reason.split())
    if not says_something(reason):
        place = Span(start - len(KEYWORD), max(len(text.rstrip()), start))
        return [Fault(place, "This waiver gives no reason.", _reasoned(known, rules))]
    until = days[0][1] if days else ""
    if until and not until >= today:
        hint = "See whether its reason still holds; then write a later day, else delete the comment."
        return [Fault(days[0][0], f"This waiver ended on {until}.", hint if useful else _NOTHING)]
    return Comment(tuple(named), reason, until)


def _named(head: str, start: int) -> Iterator[Named]:
    """The names between commas, trimmed."""
    for part in re.finditer(r"[^,]+", head):
        if name := part[0].strip():
            at = start + part.start() + part[0].index(name)
            yield Named(name, Span(at, at + len(name)))


def _rule_fault(named: Named, known: Known) -> Fault | None:
    rule, span = named
    if rule in UNWAIVABLE:
        return Fault(span, f"Nobody can answer for {rule}.", "Remove what it reports, and delete the comment.")
    if rule in known.safety:
        return Fault(
            span,
            f"No comment excuses {rule}, a rule of safety.",
            "Delete the comment. Only an entry in the configuration excuses such a finding: `medlint explain "
            "invalid-waiver` shows how it is written.",
        )
    if rule in known.rules:
        return None
    words = rule.split()
    if len(words) > 1 and known.rules.issuperset(words):
        useful = known.useful(words)
        hint = f"Write: {', '.join(useful)}" if useful else _NOTHING
        return Fault(span, "The rules of a waiver are separated by commas.", hint)
    near = neighbour(words[0].lower().strip("'\"`[]()"), known.here)
    shown = " ".join(words)
    hint = f"Write: {near.split(chr(34))[1]}" if near else _named_here(known)
    return Fault(span, f"There is no rule “{shown if len(shown) < 60 else shown[:57] + '...'}”.", hint)


def _until_clauses(text: str, start: int, colon: int) -> Iterator[tuple[Span, str]]:
    """Each "until DAY" with its day as an ISO date, empty when the day is written otherwise.

    Before the colon "until" is nothing but the keyword; in the reason it is also a word: "until the paper is indexed".
    """
    for found in _UNTIL.finditer(text, start):
        before = colon < 0 or found.start() < colon
        limit = colon if before and colon >= 0 else len(text)
        gap = re.compile(r"\s{0,20}").match(text, found.end())
        at = gap.end() if gap else found.end()
        iso = _ISO.match(text, at, limit)
        if iso and is_day(iso[0]) and not (before and text[iso.end() : limit].strip()):
            yield Span(found.start(), iso.end()), iso[0]
        elif before:
            yield Span(found.start(), found.end() + len(text[found.end() : limit].rstrip())), ""
        elif meant := _MEANT.match(text, found.end()) or _RELATIVE.match(text, found.end()):
            yield Span(found.start(), meant.end()), ""


def is_day(written: str) -> bool:
    """Whether a text is a day of the calendar as `2027-06-30`."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        return False
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def says_something(reason: str) -> bool:
    """Whether a reason has words: three letters, or two ideographs; fillers that are shown as blanks are none."""
    letters = [each for each in reason if each.isalpha() and each not in "\u115f\u1160\u3164\uffa0"]
    return sum(2 if each >= "\u2e80" else 1 for each in letters) >= 3
