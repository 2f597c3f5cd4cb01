"""A text as tagged tokens: every word with the classes that the lexicon gives it and its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from rules.dosing.classes import (
    BAR,
    BRACKET,
    CLOSE,
    CODE,
    COLON,
    COMMA,
    DAYPART,
    DRUG,
    END,
    FORGOTTEN,
    FORM,
    HYPHEN,
    MARK,
    MASS,
    MISSED,
    NUMBER,
    OPEN,
    PAST,
    PERCENT,
    PRESENT,
    PRETERITE,
    PRICE,
    RANGE,
    ROUTE,
    SIG,
    SLASH,
    STUDY,
    TIME,
    TIMES,
    UNITS,
    VOLUME,
    WEIGHT,
    WORD,
)
from rules.dosing.drugs import is_drug
from rules.dosing.fold import Folded, fold, has_digit
from rules.dosing.germanic import weak_form
from rules.dosing.lexicon import lexicon
from rules.dosing.romance import past_form

_MARKS = {
    "-": HYPHEN,
    "/": SLASH,
    "|": BAR,
    ",": COMMA,
    "(": OPEN,
    ")": CLOSE,
    "%": PERCENT,
    ":": COLON,
    "[": BRACKET,
    "]": BRACKET,
    **dict.fromkeys("$€£", PRICE),
    **dict.fromkeys(".!?;…", END),
}
_YEAR_AFTER = frozenset("in since by ( from im en em nel".split())
_LAPSES = (MISSED, FORGOTTEN)  # "si olvidó": a condition, no report
_COUNTED = frozenset((MASS, VOLUME, UNITS, WEIGHT, FORM, TIMES))
_ENDS_AMOUNT = frozenset((MASS, VOLUME, UNITS, WEIGHT, TIME))
# Abbreviations of prescribers that are other words in small letters ("IM", but German "im").
_UPPER_ONLY = {"im": ROUTE, "od": SIG, "ac": SIG, "hs": SIG, "pr": ROUTE, "sc": ROUTE, "iv": ROUTE, "po": ROUTE}
_AMOUNT_ENDS = (" mg", "mg", " g", "ml", "iu", "mcg", "tab", "caps", "units")


class Tokens(NamedTuple):
    """Parallel rows; `tags` has one letter for each token, `classes` all of its letters, places are folded."""

    folded: Folded
    words: tuple[str, ...]
    tags: str
    classes: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def part(self, start: int, end: int) -> Tokens:
        """The tokens [start, end), with the same places."""
        return Tokens(
            self.folded,
            self.words[start:end],
            self.tags[start:end],
            self.classes[start:end],
            self.starts[start:end],
            self.ends[start:end],
        )

    def parts(self, ranges: Sequence[tuple[int, int]]) -> Tokens:
        """The tokens of several ranges in one, with the same places."""
        parts = [self.part(start, end) for start, end in ranges]
        rows = zip(*(part[1:] for part in parts), strict=True)
        words, tags, classes, starts, ends = (tuple(chain.from_iterable(row)) for row in rows)
        return Tokens(self.folded, words, "".join(tags), classes, starts, ends)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where the tokens [start, end) stand in the text before folding."""
        return self.folded.original(self.starts[start], self.ends[end - 1])


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        r"[0-3]-[0-3]-[0-3](?:-[0-3])?(?![\d-])"  # "1-0-1": morning, noon, night
        r"|m(?:2|\(2\)|-2)(?!\w)"  # square metres of body surface
        r"|\d{1,12}(?:[.,]\d{1,12}){0,4}|\.\d{1,6}"
        r"|[a-z]\.(?:\s?[a-z]\.){1,3}(?:[a-z](?![a-z]))?"  # "b.i.d."
        r"|(?<=\d)(?:mg|mcg|ug|ml)(?=[a-z]{4})"  # "500mgparacetamol"
        r"|[^\W\d_]{1,80}|[^\w\s]|_"
    )


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+")


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?:19|20)\d\d")


def may_dose(folded: Folded) -> bool:
    """Whether a text holds a digit or a word without which nothing tells a dose; most lines of an article do not."""
    text = folded.text
    return has_digit(text) or not lexicon().openers.isdisjoint(_word().findall(text))


def tokenize(text: str, folded: Folded | None = None) -> Tokens:
    """Read a text into tagged tokens."""
    folded = folded or fold(text)
    found = [(match[0], match.start()) for match in _token().finditer(folded.text)]
    words = [word for word, _ in found]
    starts = [start for _, start in found]
    known, longest = lexicon().words, lexicon().longest
    out: list[tuple[str, str, int, int]] = []
    skip = 0
    for index, word in enumerate(words):
        if skip:
            skip -= 1
            continue
        start = starts[index]
        if word in longest:
            size, classes = _phrase(words, index, longest[word])
            if size:
                skip = size - 1
                end = starts[index + skip] + len(words[index + skip])
                out.append((" ".join(words[index : index + size]), classes, start, end))
                continue
        classes = known.get(word, "")
        if not classes or len(word) <= 2:
            classes = _letters(word, classes, text, folded, start)
            if classes == NUMBER and index:
                classes = _number(words, starts, index)
        elif (
            word[-1] == "o" and len(word) > 4 and classes[0] not in _LAPSES and _last(text, folded, start, word) in "óò"
        ):
            classes = PAST + classes.replace(PAST, "")  # "aumentó" happened, an "aumento" may be due
        out.append((word, classes, start, start + len(word)))
    if not out:
        return Tokens(folded, (), "", (), (), ())
    columns = tuple(zip(*out, strict=True))
    return Tokens(folded, columns[0], "".join([classes[0] for classes in columns[1]]), *columns[1:])


def _phrase(words: list[str], index: int, longest: int) -> tuple[int, str]:
    """The longest phrase that begins at a word: how many words it takes, and its classes."""
    known = lexicon().words
    for size in range(min(longest, len(words) - index), 1, -1):
        if classes := known.get("_".join(words[index : index + size])):
            return size, classes
    return 0, ""


def _letters(word: str, known: str, text: str, folded: Folded, start: int) -> str:
    """The classes of a word that the lists lack or that is too short to be judged without its neighbours."""
    first = word[0]
    if first.isdigit():
        return SIG if "-" in word else NUMBER
    if not first.isalpha():
        return NUMBER if len(word) > 1 else _MARKS.get(first, MARK)  # ".25"
    if len(word) <= 2:
        return _short(word, known, text, folded, start)
    if first == "m" and word[-1] in "2)":
        return WEIGHT
    if "." in word:  # "p.o.", "b.i.d.", "m.g."
        word = word.replace(".", "").replace(" ", "")
        return lexicon().words.get(word) or _UPPER_ONLY.get(word, WORD)
    if is_drug(word):
        return DRUG
    if past_form(word, _last(text, folded, start, word)):
        return PAST
    # German nouns have a capital: "senkte", but "Tablette".
    return WORD + PRETERITE if weak_form(word) and text[folded.original(start, start + 1)[0]].islower() else WORD


def _last(text: str, folded: Folded, start: int, word: str) -> str:
    """The last character of a word as it is written: the accent makes "ingresó" a past."""
    return text[folded.original(start, start + len(word))[1] - 1]


def _short(word: str, known: str, text: str, folded: Folded, start: int) -> str:
    """One or two letters mean what their case and their neighbours make of them."""
    if word == "m2":
        return WEIGHT
    if folded.text[start + len(word) : start + len(word) + 1] == "'":
        return WORD  # "d'un": no day, "l'eau": no litre
    low, high = folded.original(start, start + len(word))
    if word in _UPPER_ONLY:
        if text[low:high].isupper() or _after_amount(folded.text, start):
            return _UPPER_ONLY[word]
        return known.replace(_UPPER_ONLY[word], "") or WORD
    before = folded.text[max(0, start - 2) : start].rstrip()[-1:]
    if word == "a" and before.isdigit() and folded.text[start + 2 : start + 3].isdigit():
        return RANGE + known.replace(RANGE, "")  # "7 à 10 jours", "da 7 a 10 giorni"
    if word in ("am", "pm") and not (before.isdigit() or text[low:high].isupper()):
        return known.replace(DAYPART, "") or WORD  # "8 am", but German "am Arm"
    if word in ("d", "h", "j") and not (before.isdigit() or before in ("/", ")", "q")):
        return WORD  # "anti-D 300": no day
    if word == "g" and text[low] == "G":
        return WORD  # "5G", "18 G": a network, a gauge
    if word == "e" and text[low] in "éèÉÈ":
        return PRESENT  # Portuguese "é", Italian "è": is
    if word == "e" and (text[low] == "e" or folded.text[start - 1 : start].isalnum()):
        return known.replace(UNITS, "") or WORD  # "229E" is a virus, "1.000 E" are units
    return known or WORD


def _after_amount(text: str, start: int) -> bool:
    """Whether an amount stands just before: the "od" of "75 mg od" is a sig, the "im" of "im Alter" is no route."""
    return text[max(0, start - 6) : start].rstrip().endswith(_AMOUNT_ENDS)


def _number(words: list[str], starts: list[int], index: int) -> str:
    """Digits that belong to a name ("B12", "beta-2", "COVID-19") are no quantity; "q12h" and "x10" are."""
    before = words[index - 1]
    if before in _YEAR_AFTER and _year().fullmatch(words[index]):
        after = lexicon().words.get(words[index + 1], WORD) if index + 1 < len(words) else WORD
        return NUMBER if after[0] in _COUNTED else CODE + STUDY  # "in 2009"
    if starts[index - 1] + len(before) != starts[index]:
        return NUMBER
    if before[-1].isalpha() and (before not in ("q", "x") or len(words[index]) > 2):
        return CODE
    if before == "-" and index > 1:
        name = words[index - 2]
        joined = starts[index - 2] + len(name) == starts[index - 1]
        if joined and name[-1].isalpha() and name not in ("day", "mg", "g", "ml", "mcg", "tag"):
            return CODE
    return NUMBER


def sentences(text: str, tokens: Tokens) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end, as token ranges."""
    ranges = []
    start = 0
    for index, tag in enumerate(tokens.tags):
        if tag == END and tokens.words[index] != ";" and _ends(text, tokens, index):
            ranges.append((start, index + 1))
            start = index + 1
    if start < len(tokens.words):
        ranges.append((start, len(tokens.words)))
    return ranges


def _ends(text: str, tokens: Tokens, index: int) -> bool:
    end = tokens.ends[index]
    after = tokens.folded.text[end : end + 1]
    if after and not after.isspace() and after not in "\"')]-":
        return False
    if tokens.words[index] != "." or not index or not after:
        return True
    previous = tokens.words[index - 1]
    if previous[0].isdigit() and (index == 1 or tokens.tags[index - 2] == END):
        return False  # "1. Take": the number of a list item
    if previous in lexicon().abbreviations or (len(previous) == 1 and previous.isalpha()):
        if tokens.tags[index - 1] not in _ENDS_AMOUNT or index + 1 >= len(tokens.words):
            return False
        low, _ = tokens.folded.original(tokens.starts[index + 1], tokens.ends[index + 1])
        return text[low].isupper()  # "130 mg. Both groups" ends, "5 mg. of ketamine" does not
    return True
