"""Marks that change what the same words say: they end or cut a sentence, turn it, or doubt a word or a number of it.

Marks of one kind are one mark: quotation marks of any shape, dashes of any length. What can hardly change what a text
says makes no difference: a comma, but behind a negation; what stands at the border of a sentence or of a block; a
final full stop; the hyphen of a compound; the full stop of an abbreviation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rules.disclaimer.characters import plain
from rules.disclaimer.passages import INVISIBLE, Passage
from rules.disclaimer.phrases import abbreviations, weighty
from rules.disclaimer.wording import Change, Match, Word

_SHAPES = {
    **INVISIBLE,
    **dict.fromkeys(map(ord, "‘’ʼ‚‛‹›`´"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»「」『』❝❞〝〞"), '"'),
    **dict.fromkeys(map(ord, "‐‑"), "-"),
    **dict.fromkeys(map(ord, "‒−"), "–"),
    **dict.fromkeys(map(ord, "―⸺⸻"), "—"),
    **dict.fromkeys(map(ord, "[{【〔"), "("),
    **dict.fromkeys(map(ord, "]}】〕"), ")"),
    **dict.fromkeys(map(ord, "。｡"), "."),
    **dict.fromkeys(map(ord, "、،⸴⸲"), ","),
    **dict.fromkeys(map(ord, "‽⸘"), "?!"),
    0x061F: "?",
    0x061B: ";",
}
_FORMS = {"Ps": "(", "Pe": ")", "Pi": '"', "Pf": '"'}  # by the general category, of all other marks
# Signs that say something between two words or before a number; an emoji or the mark of a footnote says nothing.
_SIGNS = frozenset("/\\#@^°|~±×÷≈≠¬→←↔")
_DOTS = re.compile(r"\. ?\. ?\.")
_SIGN = re.compile(r"(?<=[\s(\"'])[-–±∓~≈]\Z")
_HYPHEN, _COMMA, _STRONG = "-", ",", ";"  # kinds of a pause; a dash, a colon and a semicolon are one kind
_CUTS = re.compile(r"[;:—–]|--|(?<=\s)-|-(?=\s)")
_INITIALS = re.compile(r"(?:\w\.)+\w")
# The marks at the last word, and a question mark behind a blank, as French sets it; those in front of the first word.
_BEHIND = re.compile(r"[^\w\s]{0,20}(?:[ \u00a0\u202f][?!]{1,9})?")
_BEFORE = re.compile(r"[^\w\s]{0,20}\Z")


class Gap(NamedTuple):
    """What stands between two words, by what it does to them."""

    ends: str = ""  # marks that end a sentence
    pause: str = ""
    brackets: str = ""
    quotes: int = 0
    sign: str = ""  # of the number behind
    signs: str = ""  # that are read out: a slash, an arrow
    digits: str = ""  # between two digits
    breaks: bool = False  # the two words stand in two blocks


class _Side(NamedTuple):
    """The approved wording, or what was found of it: its words, and the texts in which they stand."""

    words: tuple[Word, ...]
    texts: Sequence[str]

    def text(self, start: int, end: int) -> str:
        """From the first of some words to the last, on one line."""
        first, last = self.words[start], self.words[end - 1]
        if first.passage == last.passage:
            said = self.texts[first.passage][first.start : last.end]
        else:
            said = f"{self.texts[first.passage][first.start :]} {self.texts[last.passage][: last.end]}"
        return " ".join(said.split())


def compared(match: Match, seen: Sequence[Passage]) -> Match:
    """The match with the changes of marks, where the words are the same."""
    ours, theirs = _Side(match.approved, (match.wording.text,)), _Side(match.found, [each.text for each in seen])
    row: list[Change] = []
    final = False
    for low, first, size in _changes(match, ours, theirs):
        last, final = row[-1] if row else None, size == 1
        if last and low < last.approved[1] and first < last.found[1]:  # two that share a word are one
            row[-1] = Change((last.approved[0], low + size), (last.found[0], first + size))
        else:
            row.append(Change((low, low + size), (first, first + size)))
    match = match._replace(changes=tuple(_numbers(change, ours, theirs) for change in match.changes))
    if not row:
        return match
    ours, theirs = _with_ends(ours, final=final), _with_ends(theirs, final=final, first=row[0].found[0] == 0)
    marked = [each._replace(marks=(ours.text(*each.approved), theirs.text(*each.found))) for each in row]
    return match._replace(approved=ours.words, found=theirs.words, changes=tuple(sorted((*match.changes, *marked))))


def _numbers(change: Change, ours: _Side, theirs: _Side) -> Change:
    """Changed words, with what stands between them where they are numbers: “11.2” is not “11 2”."""
    (low, high), (first, last) = change.approved, change.found
    words = (*ours.words[low:high], *theirs.words[first:last])
    if low == high or first == last or not all(word.key[0].isdigit() for word in words):
        return change
    return change._replace(marks=(ours.text(low, high), theirs.text(first, last)))


def _changes(match: Match, ours: _Side, theirs: _Side) -> Iterator[tuple[int, int, int]]:
    """Where marks differ: the first word, approved and found, and how many words they stand between: two, or one."""
    meant, said = _gaps(ours), _gaps(theirs)
    low = first = 0
    whole = Change((len(ours.words),) * 2, (len(theirs.words),) * 2)
    for change in (*match.changes, whole):
        for at, there in zip(range(low, change.approved[0] - 1), range(first, change.found[0] - 1), strict=True):
            if meant[at] != said[there] and _differ(meant[at], said[there], _named(ours, at)):
                yield at, there, 2
        ends = {meant[-1].ends, said[-1].ends}
        if change is whole and low < whole.approved[0] and len(ends) == 2 and ends != {"", "."}:
            yield whole.approved[0] - 1, whole.found[0] - 1, 1
        low, first = change.approved[1], change.found[1]


def _differ(ours: Gap, theirs: Gap, word: str) -> bool:
    """Whether what stands behind a word was changed; `word` is that word with the marks in it, in lower case."""
    if ours.sign != theirs.sign:
        return True
    broken = ours.breaks or theirs.breaks
    if ours.digits != theirs.digits and not broken:
        return True
    if ours.ends and ours.ends == theirs.ends:
        return False
    if ours.brackets != theirs.brackets or ours.quotes != theirs.quotes:
        return True
    if broken:
        return not _same_end(ours, theirs)
    if ours.ends != theirs.ends:
        return not ({ours.ends, theirs.ends} <= {"", "."} and _is_abbreviation(word))
    if ours.signs != theirs.signs and not (ours.pause or theirs.pause):
        return True
    if word in _turning():
        return (ours.pause in ("", _HYPHEN)) != (theirs.pause in ("", _HYPHEN))
    return {ours.pause, theirs.pause} == {"", _STRONG}


def _same_end(ours: Gap, theirs: Gap) -> bool:
    """Whether the end of a block is one of a sentence as well as the mark: items of a list need no full stop.

    Where a block ends and nothing was approved there, a full stop is put in.
    """
    if ours.ends == theirs.ends:
        return True
    if {ours.ends, theirs.ends} != {"", "."}:
        return False
    bare, ended = (ours, theirs) if theirs.ends else (theirs, ours)
    return bare.breaks or bool(bare.pause and ended.breaks)


@cache
def _turning() -> frozenset[str]:
    """Words behind which a pause turns the sentence: "No, medical advice is given"."""
    return weighty("negations") | weighty("affirmations")


def _is_abbreviation(word: str) -> bool:
    return _INITIALS.fullmatch(word) is not None or word in abbreviations() - _turning()


def _named(side: _Side, index: int) -> str:
    """A word with what is glued to its front: of "e.g." and "U.S." the last letter alone tells nothing."""
    word = side.words[index]
    text = side.texts[word.passage]
    return text[max(word.end - 20, 0) : word.end].split()[-1].lstrip("(\"'“‘„«").lower().replace("’", "'")


def _gaps(side: _Side) -> list[Gap]:
    """What stands behind each word."""
    row: list[Gap] = []
    first = side.words[0]
    quoted = _opens(_shaped(_BEFORE.findall(side.texts[first.passage][: first.start])[0]), " ")
    for word, after in zip(side.words, [*side.words[1:], None], strict=True):
        text = side.texts[word.passage]
        if after is None:
            found = _BEHIND.match(text, word.end)
            row.append(_gap(_shaped(found[0] if found else ""), "", breaks=False, quoted=quoted)[0])
        else:
            apart = word.passage != after.passage
            behind = text[word.end :] if apart else text[word.end : after.start]
            behind = f"{behind} {side.texts[after.passage][: after.start]}" if apart else behind
            shaped = _shaped(behind)
            between = word.key[-1] + after.key[0]
            gap, quoted = _gap(shaped, between, breaks=apart or "\n\n" in behind, quoted=quoted)
            row.append(gap)
    return row


def _gap(text: str, between: str, *, breaks: bool, quoted: bool) -> tuple[Gap, bool]:
    """What a text between two characters does; and whether a single quotation mark is open behind it."""
    closed = quoted and "'" in text[:20]
    opened = _opens(text, "")
    sign = _SIGN.search(text) if between[1:].isdigit() else None
    rest = text[: sign.start()] if sign else text
    return Gap(
        ends="".join(character for character in rest if character in ".?!…"),
        pause=_pause(rest),
        brackets="".join(character for character in rest if character in "()"),
        quotes=rest.count('"') + closed + opened,
        signs="".join(character for character in rest if character in _SIGNS),
        sign=sign[0].replace("–", "-") if sign else "",
        digits=re.sub(r"\s*[-–—]+\s*", "-", rest) if between.isdigit() and len(between) == 2 else "",
        breaks=breaks,
    ), (quoted and not closed) or opened


def _opens(text: str, before: str) -> bool:
    """Whether a single quotation mark stands in front of a word; behind one it may be an apostrophe."""
    return re.search(r"[\s(\"]'[(\"']*\Z", before + text) is not None


def _pause(text: str) -> str:
    if _CUTS.search(text):
        return _STRONG
    return _COMMA if "," in text else _HYPHEN if "-" in text else ""


def _shaped(text: str) -> str:
    """The text with one mark for all of its shapes."""
    text = re.sub(r"\A‚(?=\s)", ",", text)  # the low quotation mark looks like a comma
    text = plain(text.translate(_SHAPES)).translate(_SHAPES)
    if not text.isascii():
        text = "".join(_FORMS.get(unicodedata.category(character), character) for character in text)
    return _DOTS.sub("…", text.replace("''", '"'))


def _with_ends(side: _Side, *, final: bool, first: bool = False) -> _Side:
    """The words, the last one with the mark that ends the text, the first one with the marks in front of it."""
    words, text = list(side.words), side.texts
    if final:
        last = words[-1]
        found = _BEHIND.match(text[last.passage], last.end)
        words[-1] = last._replace(end=last.end + len(found[0]) if found else last.end)
    if first:
        opening = words[0]
        mark = _BEFORE.findall(text[opening.passage][: opening.start])[0]
        words[0] = opening._replace(start=opening.start - len(mark))
    return side._replace(words=tuple(words))
