"""A text as tagged tokens: every word with the classes that the lexicon gives it and its place."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from rules.dosing.fold import Folded, fold, has_digit
from rules.dosing.lexicon import lexicon, stems

_NEVER_DRUGS = frozenset(
    "medicine routine determine examine combine decline genuine magazine engine machine discipline feminine vaccine "
    "creatine dopamine nicotine caffeine adenine cytosine guanine tyrosine glycine alanine arginine urine saline "
    "baseline outline online guideline guidelines cholesterol protocol control alcohol symbol school patrol stat estat "
    "oxytocin insulin melanin albumin hemoglobin vitamin origin margin within certain pressin toin mean".split()
)
_SENTENCE_END = frozenset(".!?;…")
# Abbreviations after which a full stop does not end the sentence.
_ABBREVIATIONS = frozenset(
    "al e.g i.e ie etc vs approx ca z.b bzw d.h max min dr prof no nr p.ej ej fig tab cap mg ml mcg g kg h hr hrs tgl "
    "tagl resp incl bzgl usw evtl ggf inj amp std env ex bijv bv o.a m.b.v st inc".split()
)
_BEFORE_TIME = frozenset("0123456789/)q")
_YEAR_AFTER = frozenset("in since by ( from im en em nel".split())
# What a word must not touch for its letters to be an abbreviation of prescribers ("IM" but not German "im").
_UPPER_ONLY = {"im": "R", "od": "S", "ac": "S", "hs": "S", "pr": "R", "sc": "R", "iv": "R", "po": "R"}


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?:19|20)\d\d")


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

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where the tokens [start, end) stand in the text before folding."""
        return self.folded.original(self.starts[start], self.ends[end - 1])


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        r"[0-3]-[0-3]-[0-3](?:-[0-3])?(?![\d-])|m(?:2|\(2\)|-2)(?!\w)|\d{1,12}(?:[.,]\d{1,12}){0,4}|\.\d{1,6}|[a-z]\.(?:\s?[a-z]\.){1,3}(?:[a-z](?![a-z]))?|[^\W\d_]{1,80}|[^\w\s]|_"
    )


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+")


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
    known, longest, _ = lexicon()
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
            if classes == "N" and index:
                classes = _number(words, starts, index)
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
        return "S" if "-" in word else "N"  # "1-0-1": morning, noon, night
    if not first.isalpha():
        if len(word) > 1:
            return "N"  # ".25"
        return first if first in "-/|,()%:[]" else "$" if first in "$€£" else ";" if first in _SENTENCE_END else "~"
    if len(word) <= 2:
        return _short(word, known, text, folded, start)
    if first == "m" and word[-1] in "2)":  # "m(2)", the body surface
        return "k"
    if "." in word:  # "p.o.", "b.i.d.", "m.g."
        word = word.replace(".", "").replace(" ", "")
        return lexicon().words.get(word) or _UPPER_ONLY.get(word, "_")
    return "s" if _is_drug(word) else "_"


def _short(word: str, known: str, text: str, folded: Folded, start: int) -> str:
    """One or two letters mean what their case and their neighbours make of them."""
    if word == "m2":
        return "k"
    if folded.text[start + len(word) : start + len(word) + 1] == "'":
        return "_"  # "d'un": no day, "l'eau": no litre
    low, high = folded.original(start, start + len(word))
    if word in _UPPER_ONLY:
        if text[low:high].isupper() or _after_unit(folded.text, start):
            return _UPPER_ONLY[word]
        return known.replace(_UPPER_ONLY[word], "") or "_"
    if word in ("d", "h", "j") and folded.text[max(0, start - 2) : start].rstrip()[-1:] not in _BEFORE_TIME:
        return "_"  # "anti-D 300": no day
    if word == "g" and text[low] == "G":
        return "_"  # "5G", "18 G": a network, a gauge
    if word == "e" and (text[low] == "e" or folded.text[start - 1 : start].isalnum()):
        return known.replace("u", "") or "_"  # "229E" is a virus, "1.000 E" are units
    return known or "_"


def _after_unit(text: str, start: int) -> bool:
    """Whether an amount stands just before: the "od" of "75 mg od" is a sig, the "im" of "im Alter" is no route."""
    return (
        text[max(0, start - 6) : start]
        .rstrip()
        .endswith((" mg", "mg", " g", "ml", "iu", "mcg", "tab", "caps", "units"))
    )


@lru_cache(maxsize=4096)
def _is_drug(word: str) -> bool:
    if len(word) < 6 or word in _NEVER_DRUGS:
        return False
    singular = word[:-1] if word[-1] in "se" else word
    if singular in _NEVER_DRUGS:
        return False
    endings = stems()
    return word.endswith(endings.get(word[-3:], ())) or singular.endswith(endings.get(singular[-3:], ()))


def _number(words: list[str], starts: list[int], index: int) -> str:
    """Digits that belong to a name ("B12", "beta-2", "COVID-19") are no quantity; "q12h" and "x10" are."""
    before = words[index - 1]
    if before in _YEAR_AFTER and _year().fullmatch(words[index]):
        after = lexicon().words.get(words[index + 1], "_") if index + 1 < len(words) else "_"
        return "N" if after[0] in "mvukfX" else "iq"
    if starts[index - 1] + len(before) != starts[index]:
        return "N"
    if before[-1].isalpha() and (before not in ("q", "x") or len(words[index]) > 2):
        return "i"
    if before == "-" and index > 1:
        name = words[index - 2]
        joined = starts[index - 2] + len(name) == starts[index - 1]
        if joined and name[-1].isalpha() and name not in ("day", "mg", "g", "ml", "mcg", "tag"):
            return "i"
    return "N"


def sentences(text: str, tokens: Tokens) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end, as token ranges."""
    ranges = []
    start = 0
    for index, tag in enumerate(tokens.tags):
        if tag == ";" and tokens.words[index] != ";" and _ends(text, tokens, index):
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
    if previous[0].isdigit() and (index == 1 or tokens.tags[index - 2] == ";"):
        return False  # "1. Take": the number of a list item
    if previous in _ABBREVIATIONS or len(previous) == 1:
        if tokens.tags[index - 1] not in "mvukT" or index + 1 >= len(tokens.words):
            return False
        low, _ = tokens.folded.original(tokens.starts[index + 1], tokens.ends[index + 1])
        return text[low].isupper()  # "130 mg. Both groups" ends, "5 mg. of ketamine" does not
    return True
