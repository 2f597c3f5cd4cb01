"""A text as tagged tokens: every word with the classes that the lexicon gives it and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rules.dosing.fold import Folded, fold
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
    "e.g i.e eg ie etc vs approx ca z.b bzw d.h max min dr prof no nr p.ej ej fig tab cap mg ml mcg g kg h hr hrs tgl "
    "tagl resp incl bzgl usw evtl ggf inj amp std env ex bijv bv o.a m.b.v st inc".split()
)
# What a word must not touch for its letters to be an abbreviation of prescribers ("IM" but not German "im").
_UPPER_ONLY = {"im": "R", "od": "S", "bd": "S", "ac": "S", "hs": "S", "pr": "R", "sc": "R", "iv": "R", "po": "R"}


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel rows; `tags` has one letter for each token, `classes` all of its letters, places are folded."""

    folded: Folded
    words: tuple[str, ...]
    tags: str
    classes: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def slice(self, start: int, end: int) -> Tokens:
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


def tokenize(text: str) -> Tokens:
    """Read a text into tagged tokens."""
    folded = fold(text)
    words, starts, ends = [], [], []
    for match in _token().finditer(folded.text):
        words.append(match[0])
        starts.append(match.start())
        ends.append(match.end())
    return _tag(text, folded, words, starts, ends)


def _tag(text: str, folded: Folded, words: list[str], starts: list[int], ends: list[int]) -> Tokens:
    known, phrases = lexicon()
    out_words: list[str] = []
    out_classes: list[str] = []
    out_starts: list[int] = []
    out_ends: list[int] = []
    index, total = 0, len(words)
    while index < total:
        word = words[index]
        size = 1
        letters = ""
        for rest, classes in phrases.get(word, ()):
            if tuple(words[index + 1 : index + 1 + len(rest)]) == rest:
                size, letters = 1 + len(rest), classes
                break
        if not letters:
            letters = _letters(word, known, text, folded, starts[index], ends[index])
            if letters == "N" and not word.isalpha():
                letters = _number(words, starts, ends, index, letters)
        out_words.append(word if size == 1 else " ".join(words[index : index + size]))
        out_classes.append(letters)
        out_starts.append(starts[index])
        out_ends.append(ends[index + size - 1])
        index += size
    tags = "".join(letters[0] for letters in out_classes)
    return Tokens(folded, tuple(out_words), tags, tuple(out_classes), tuple(out_starts), tuple(out_ends))


def _letters(word: str, known: dict[str, str], text: str, folded: Folded, start: int, end: int) -> str:
    first = word[0]
    if first.isdigit() and "-" in word:  # "1-0-1": morning, noon, night
        return "S"
    if first.isdigit() or (first == "." and len(word) > 1):
        return "N"
    if len(word) == 1 and not first.isalpha():
        return first if first in "-/|,()%:[]" else "$" if first in "$€£" else ";" if first in _SENTENCE_END else "~"
    if first == "m" and word[-1] in "2)":  # "m(2)", the body surface
        return "k"
    if "." in word:  # "p.o.", "b.i.d.", "m.g."
        word = word.replace(".", "").replace(" ", "")
        return known.get(word) or _UPPER_ONLY.get(word, "_")
    if folded.text[end : end + 1] == "'" and len(word) <= 2:
        return "_"  # "d'un": no day, "l'eau": no litre
    letters = known.get(word, "")
    if word == "g" and text[folded.original(start, end)[0]] == "G":
        return "_"  # "5G", "18 G": a network, a gauge
    if word in _UPPER_ONLY:
        low, high = folded.original(start, end)
        return (
            _UPPER_ONLY[word]
            if text[low:high].isupper() or _after_unit(folded.text, start)
            else (letters.replace(_UPPER_ONLY[word], "") or "_")
        )
    if letters:
        return letters
    return "s" if _is_drug(word) else "_"


def _after_unit(text: str, start: int) -> bool:
    """Whether an amount stands just before: the "od" of "75 mg od" is a sig, the "im" of "im Alter" is no route."""
    return (
        text[max(0, start - 6) : start]
        .rstrip()
        .endswith((" mg", "mg", " g", "ml", "iu", "mcg", "tab", "caps", "units"))
    )


def _is_drug(word: str) -> bool:
    if len(word) < 6 or word in _NEVER_DRUGS:
        return False
    singular = word[:-1] if word[-1] in "se" else word
    if singular in _NEVER_DRUGS:
        return False
    endings = stems()
    return word.endswith(endings.get(word[-3:], ())) or singular.endswith(endings.get(singular[-3:], ()))


def _number(words: list[str], starts: list[int], ends: list[int], index: int, letters: str) -> str:
    """Digits that belong to a name ("B12", "beta-2", "COVID-19") are no quantity; "q12h" and "x10" are."""
    if not index:
        return letters
    before = words[index - 1]
    if _year().fullmatch(words[index]) and before in ("in", "since", "by", "(", "from", "im", "en", "em", "nel"):
        after = lexicon().words.get(words[index + 1], "_") if index + 1 < len(words) else "_"
        return letters if after[0] in "mvukfX" else "iq"
    if ends[index - 1] == starts[index] and before[-1].isalpha() and before not in ("q", "x"):
        return "i"
    if (
        before == "-"
        and index > 1
        and ends[index - 1] == starts[index]
        and ends[index - 2] == starts[index - 1]
        and words[index - 2][-1].isalpha()
        and words[index - 2] not in ("day", "mg", "g", "ml", "mcg", "tag")
    ):
        return "i"
    return letters


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
