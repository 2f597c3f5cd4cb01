"""Whether an article that has no reference at all cites all the same: somebody left its list behind.

One "[1]" may be anything and one "Smith et al. (2009)" may be told as history; two of them are a way of citing, and so
is one above a heading References with nothing below it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from lint.document import Document
from lint.references.citations.mention import Form, Mention
from lint.references.headings import Strength
from lint.references.sections import sections

_SHORT = 40  # "None yet.", "To be added.": below "Notes" longer texts are notes


def lost(seen: list[Mention], document: Document) -> Iterator[Form]:
    """The forms that cite although no list is there."""
    candidates = [mention for mention in seen if mention.missing]
    if not candidates:
        return
    announced, written = _announced(document)
    written = written or _has_dated_items(document, candidates)
    numbers = {label for mention in candidates if mention.form == "bracket" for label in mention.missing}
    cites = bool(numbers) and _cites_by_number(candidates, 1 if announced else 2, counting=written)
    if cites and not numbers.intersection(_opening_lines(document.text)):
        yield "bracket"
    if _counts_up(candidates, "superscript") or (announced and _raised(candidates)):
        yield "superscript"
    named = {mention.labels: mention for mention in candidates if mention.form in ("et-al", "names")}
    dated = [mention for labels, mention in named.items() if re.search(r"\d", labels[0])]
    if written:  # what stands there may be the sources in a form of its own
        dated = [mention for mention in dated if mention.form == "et-al"]
    if dated and (announced or _cites_by_name(dated)):
        yield "et-al"
        if not written:
            yield "names"


def _cites_by_number(candidates: list[Mention], least: int, *, counting: bool) -> bool:
    """Whether numbers stand as citations do: at least one of them surely, and so many different ones."""
    brackets = [mention for mention in candidates if mention.form == "bracket"]
    placed = [mention for mention in brackets if mention.standing]
    if _counts_up(placed, "bracket"):
        return True
    numbers = {int(label) for mention in placed for label in mention.missing}
    if counting or not any(mention.standing == "sure" for mention in placed) or _is_array(placed):
        return False
    return len(numbers) >= least and (min(numbers) <= 2 or len(numbers) >= 3 or least == 1)


def _cites_by_name(dated: list[Mention]) -> bool:
    """Whether names and years cite: two of them, as long as "(Bologna 2010)" or "(FDA, 2019)" is not all."""
    several = [mention for mention in dated if mention.form == "et-al" or re.search(r"\s\S+\s", mention.labels[0])]
    single = [mention for mention in dated if mention not in several]
    comma = [mention for mention in single if "," in mention.text and not mention.labels[0][:3].isupper()]
    if len(several) + len(comma) >= 2 or (several and single):
        return True
    return len(single) >= 3 and not comma


def _is_array(placed: list[Mention]) -> bool:
    """Whether the numbers all hang on one and the same word: "dose[1] and dose[2]" are parts of it."""
    words = [mention.before for mention in placed]
    return len(words) >= 2 and bool(words[0]) and len(set(words)) == 1


def _counts_up(seen: list[Mention], form: Form) -> bool:
    """Whether the numbers of a form count up from 1."""
    numbers = {int(label) for mention in seen if mention.form == form and not mention.apart for label in mention.labels}
    return {1, 2, 3} <= numbers


def _raised(candidates: list[Mention]) -> bool:
    return any(mention.form == "superscript" and "1" in mention.missing for mention in candidates)


def _announced(document: Document) -> tuple[bool, bool]:
    """Whether a heading announces references and nothing stands below it, and whether something does that none is."""
    found = [section for section in sections(document) if section.strength >= Strength.POSSIBLE]
    below = [document.text[section.start : section.end].partition("\n")[2].strip() for section in found]
    items = (sum(1 for block in section.blocks if block.within("item")) for section in found)
    written = any(_traces().search(text) for text in below) or any(number >= 2 for number in items)
    announced = any(
        section.strength == Strength.CERTAIN or len(text) <= _SHORT for section, text in zip(found, below, strict=True)
    )
    return announced and not written, written


def _has_dated_items(document: Document, candidates: list[Mention]) -> bool:
    """Whether items that cite nothing name years or addresses: a list of sources that was not read as one."""
    starts = sorted(mention.span.start for mention in candidates)
    dated = 0
    for block in document.blocks:
        if block.within("item") and _source().search(document.excerpt(block.span)):
            place = bisect_left(starts, block.span.start)
            dated += place == len(starts) or starts[place] >= block.span.end
    return dated >= 2


@cache
def _source() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)|https?:|\bdoi\b", re.IGNORECASE)


@cache
def _traces() -> re.Pattern[str]:
    """What a list of sources has, and what puts one there: a year, an address, a link, a shortcode, markup."""
    return re.compile(r"(?:1[89]|20)\d\d|https?:|\bdoi\b|www\.|\]\(|\]\[|[{}<]|```|!\[", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(r"(?m)^[ \t>*+-]{0,8}\\?[\[［【](\d{1,3})\\?[\]］】]")


def _opening_lines(text: str) -> set[str]:
    """The numbers in brackets that open a line somewhere, in code too: a list that was not read as one, a legend."""
    return {match[1] for match in _opening().finditer(text)}
