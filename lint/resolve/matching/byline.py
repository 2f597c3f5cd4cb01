"""The authors that a reference names, in the order of its text, whatever the style of their names.

A list of names is cut at its commas. Whether "Rose B." behind "Tansley," is a given name or another author cannot be
told from the text; the comparison decides it by the record (see `authors`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lint.resolve.matching import wording
from lint.resolve.matching.fold import Token, tokens


class Cited(NamedTuple):
    """A name of the text: its words, its initials as "rb", its place; `sure` tells that it is a name and no group."""

    words: tuple[Token, ...]
    initials: str
    start: int
    end: int
    sure: bool = True


class Byline(NamedTuple):
    """The names of a text. `cut` tells that it says "et al." behind them, `gap` behind how many an ellipsis stands."""

    names: tuple[Cited, ...] = ()
    cut: bool = False
    gap: int | None = None


@cache
def _end() -> re.Pattern[str]:
    """Where a list of names ends: at a year, a quotation mark, a colon, or with a sentence."""
    return re.compile(r"\(?(?<!\w)(?:1[6-9]|20)\d\d(?!\d)|[:“”„\"«]|(?<![\w.])[‘\[]|(?<=[^\W\d_]{2}[a-zß-ÿ])[.?!]\s")


@cache
def _rest() -> re.Pattern[str]:
    return re.compile(
        r"(?<![^\W_])et\.?\s{0,6}al(?:ii|iae)?(?![^\W_])|(?:\band|&|,|\+)\s(?:\d{1,3}\s)?(?:others|more|colleagues|co-?workers)\b"
        r"|\bu\.\s?a\.|\bet\scoll\b|\b[ye]\scols?\b|等",
        re.IGNORECASE,
    )


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(r"…|\.\s?\.\s?\.")


@cache
def _parts() -> re.Pattern[str]:
    """What parts two names. A group is introduced by "for the"."""
    return re.compile(
        r"[,&|•·()+/]|\s[-–—](?=\s)|(?<![^\s,])(?:and|und|et|y)(?=\s)|\s(?=(?:for\sthe|on\sbehalf\sof|writing\sfor)\s)",
        re.IGNORECASE,
    )


# Behind a name, never one: "Jr", "PhD"; the degrees in capitals cannot be told from initials and do no harm as such.
_APPENDED = frozenset(
    "jr sr 2nd 3rd 4th ii iii iv phd msc dphil bsc mbbs frcp frcpc dr prof eds ed editors editor".split()
)
# Degrees that look like initials; alone between two commas they are none.
_DEGREES = frozenset("md do rn mph ms ma ba bs mba dds mbbs facp frcp frcpc".split())
_GROUP = frozenset(
    "group groups consortium investigators investigator collaborators collaboration collaborative collaborating network"
    " committee society association team trialists organization organisation institute university college academy"
    " federation council agency department centre center ministry study trial registry project initiative force"
    " commission foundation writing behalf members working gruppe groupe grupo arbeitsgruppe gesellschaft".split()
)
# "van der Heide-Tansley Okoro" is as long as names of people are.
_LONGEST_NAME = 5
_GROUP_OPENS = frozenset({"for", "on", "writing", "the"})
_ABBREVIATED = ("st", "dr", "jr", "sr", "prof", "drs", "mme")


def read(text: str, end: int) -> Byline:
    """The names in the text before `end`, where its title begins."""
    rest = _rest().search(text, 0, end)
    whole = text[: rest.start() if rest else end]
    region = _ended(whole)
    cut = rest is not None and len(region.rstrip(" [(_")) == len(whole.rstrip(" [(_"))
    gap, position = _gap().search(region), None
    if gap and (before := tuple(_names(region, 0, gap.start()))):
        position = len(before)
        return Byline((*before, *_names(region, gap.end(), len(region))), cut, position)
    return Byline(tuple(_names(region, 0, len(region))), cut)


def _ended(region: str) -> str:
    # A mark in front of the names ends nothing: "[1] Tansley RB", "“Tansley".
    first = next((index for index, character in enumerate(region) if character.isalpha()), len(region))
    for match in _end().finditer(region, first):
        word = re.search(r"[^\W\d_]{1,8}$", region[max(match.start() - 9, 0) : match.start()])
        if match[0].startswith(".") and word and word[0].lower() in _ABBREVIATED:
            continue
        return region[: match.start()]
    return region


def _names(region: str, start: int, end: int) -> Iterator[Cited]:
    """The names of a stretch; with semicolons, what is between two of them is one name whatever commas it has."""
    if ";" not in region[start:end]:
        yield from _listed(region, start, end)
        return
    for piece in re.finditer(r"[^;]+", region[start:end]):
        names = list(_listed(region, start + piece.start(), start + piece.end()))
        if len(names) == 2 and not names[0].initials and "," in piece[0]:
            first, second = names
            given = "".join(token.word[0] for token in second.words) + second.initials
            yield Cited(first.words, given, first.start, second.end, first.sure)
        else:
            yield from names


def _listed(region: str, start: int, end: int) -> Iterator[Cited]:
    last: Cited | None = None
    for begin, stop in _chunks(region, start, end):
        held = [
            token._replace(start=begin + token.start, end=begin + token.end) for token in tokens(region[begin:stop])
        ]
        held = [token for token in held if not _is_appended(region[token.start : token.end], token.word)]
        if not held:
            continue
        initial = [_is_initial(region[token.start : token.end]) for token in held]
        if last is not None and last.initials and len(held) == 1 and held[0].word in _DEGREES and initial[0]:
            continue
        if all(initial) and last is not None and (not last.initials or len(held[0].word) == 1):
            # "Tansley, R. B."; what follows initials again is a degree.
            if not last.initials:
                given = "".join(token.word for token in held)
                last = last._replace(initials=given, end=held[-1].end, sure=True)
            continue
        if last is not None:
            yield last
        last = _cited(region, held, initial)
        if not last.sure and len(last.words) > _LONGEST_NAME and last.words[0].word not in _GROUP_OPENS:
            break  # prose: the names have ended
    if last is not None:
        yield last


def _chunks(region: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    place = start
    for match in _parts().finditer(region, start, end):
        yield place, match.start()
        place = match.end()
    yield place, end


def _is_appended(spelled: str, word: str) -> bool:
    """Whether a word is no part of a name: a mark of an affiliation, "Jr", "PhD" ("JR" are initials)."""
    return word[0].isdigit() or (word in _APPENDED and (spelled != spelled.upper() or set(word) <= set("iv")))


def _is_initial(spelled: str) -> bool:
    return len(spelled) <= 4 and spelled.isalpha() and spelled == spelled.upper() and spelled != spelled.lower()


def _cited(region: str, held: Sequence[Token], initial: Sequence[bool]) -> Cited:
    """A name of "Tansley RB", "R. B. Tansley", "Rose B. Tansley", "XU Y" or "Tansley"."""
    marks = list(initial)
    if all(marks):
        longest = max(range(len(held)), key=lambda at: len(held[at].word))
        marks[longest] = False  # "LI W" and "L. PYLE", in capitals
    leading = marks.index(False)
    if leading and any(marks[leading:]) and len(held[0].word) > 1:
        marks[0] = False  # "XU Jing Y" in capitals
    words = tuple(token for token, mark in zip(held, marks, strict=True) if not mark)
    given = "".join(token.word for token, mark in zip(held, marks, strict=True) if mark)
    capitalised = all(region[token.start].isupper() or len(token.word) <= 3 for token in words)
    group = any(token.word in _GROUP for token in words) or bool(wording.NEGATION & {token.word for token in words})
    sure = not group and capitalised and len(words) <= (5 if given else 4)
    return Cited(words, given, held[0].start, held[-1].end, sure)
