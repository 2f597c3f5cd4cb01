"""Words as they compare: without markup, case, accents and typography, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple


class Token(NamedTuple):
    """A word as it compares, with the place where it stands.

    `second` is the other spelling that folds to the same name: "müller" is "muller", second "mueller".
    """

    word: str
    start: int
    end: int
    second: str = ""


class _Piece(NamedTuple):
    """What a stretch of text folds to; `glued` pieces neither end nor begin a word, whatever they hold."""

    word: str
    second: str
    start: int
    end: int


# Letters that have no decomposition but a usual Latin spelling (Unicode CLDR, Latin-ASCII transform).
_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "þ": "th", "đ": "d", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n",
    "ŧ": "t", "ſ": "s", "ĸ": "q", "ƒ": "f", "ə": "e",
}  # fmt: skip
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "a", "œ": "o", "đ": "dj"}
# Who has no Greek letters writes the Latin ones that look like them: "TNF-a", "ß-blockers", "ug".
_UMLAUTS |= {"α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "κ": "k", "μ": "u", "ω": "w", "ß": "beta"}
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi"
    " chi psi omega"
)
_GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_NAMES.split(), strict=True))
_GREEK |= {
    "ς": "sigma",
    "ϕ": "phi",
    "ϑ": "theta",
    "ϵ": "epsilon",
}
# Cyrillic letters that look Latin; meant as Latin only where they stand in a Latin word.
_LOOKALIKES = str.maketrans("асеорхуіјѕԁһ", "aceopxyijsdh")
_APOSTROPHES = "'’‘ʼʹ′`´＇"


@cache
def _markup() -> re.Pattern[str]:
    """Tags that titles in registries hold (and no others: "p < 0.05 and > 0.01" is no tag), and entities."""
    return re.compile(
        r"</?(?:i|b|em|strong|sub|sup|sc|scp|u|p|br|span|bold|italic|(?:jats|mml):[a-z-]{1,20})(?:\s[^<>]{0,200})?/?>"
        r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});",
        re.IGNORECASE,
    )


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"\d+(?:\.\d+)+|[^\W_]+")


@cache
def _grouped() -> re.Pattern[str]:
    """A comma that could group the digits of one number."""
    return re.compile(r"\d,\d")


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order, folded."""
    if text.isascii() and not any(mark in text for mark in "<&'`") and not _grouped().search(text):
        lowered = text.lower()
        return tuple(Token(match[0], *match.span()) for match in _words().finditer(lowered))
    return tuple(_tokens(list(_pieces(text))))


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[str, ...]:
    """The folded words alone."""
    return tuple(token.word for token in tokens(text))


_VERSUS = frozenset({"vs", "versus"})


def joined(tokens: Iterable[Token]) -> str:
    """The words written as one, which is how "long-term", "long term" and "longterm" are equal."""
    return "".join(token.word for token in tokens)


def same(left: Token, right: Token) -> bool:
    """Whether two words are one word, in either of its spellings."""
    if left.word == right.word:
        return True
    if (left.second and left.second == right.word) or (right.second and right.second == left.word):
        return True
    return left.word in _VERSUS and right.word in _VERSUS


def _tokens(pieces: list[_Piece]) -> Iterator[Token]:
    folded = "".join(piece.word for piece in pieces)
    starts: list[int] = []
    for index, piece in enumerate(pieces):
        starts.extend([index] * len(piece.word))
    for match in _words().finditer(folded):
        first, last = starts[match.start()], starts[match.end() - 1]
        word = match[0]
        if not word.isascii() and re.search(r"[a-z]", word):
            word = word.translate(_LOOKALIKES)
        second = ""
        if any(piece.second != piece.word for piece in pieces[first : last + 1]):
            second = "".join(piece.second for piece in pieces[first : last + 1])
        yield Token(word, pieces[first].start, pieces[last].end, second)


def _pieces(text: str) -> Iterator[_Piece]:
    last = 0
    if "<" in text or "&" in text:
        for match in _markup().finditer(text):
            yield from _characters(text, last, match.start())
            yield from _entity(match)
            last = match.end()
    yield from _characters(text, last, len(text))


def _entity(match: re.Match[str]) -> Iterator[_Piece]:
    if match[0].startswith("<"):
        # A tag within a word leaves it whole ("H<sub>2</sub>O"); a line break does not.
        if match[0].lower().startswith(("<br", "<p", "</p")):
            yield _Piece(" ", " ", *match.span())
        return
    import html

    for character in html.unescape(match[0]):
        word, second = folded(character)
        yield _Piece(word, second, *match.span())


def _characters(text: str, start: int, end: int) -> Iterator[_Piece]:
    for index in range(start, end):
        character = text[index]
        if character == ",":
            # "1,000" is one number; "147,10" and "2,3-dihydro" are two.
            grouped = re.match(r",\d{3}(?![\d,])", text[index : index + 5])
            glue = "" if grouped and text[max(index - 1, 0)].isdigit() else " "
            yield _Piece(glue, glue, index, index + 1)
        elif character == "·" and text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit():
            yield _Piece(".", ".", index, index + 1)
        else:
            word, second = folded(character)
            if word == "s" and text[max(index - 1, 0)] in _APOSTROPHES and not text[index + 1 : index + 2].isalnum():
                second = ""  # "Crohn's disease" and, as some journals want it, "Crohn disease"
            if character == "\u0308" and text[index - 1 : index] in "aouAOU":
                second = "e"
            yield _Piece(word, second, index, index + 1)


@lru_cache(maxsize=4096)
def folded(character: str) -> tuple[str, str]:
    """A character as it compares, and its other spelling (the same where there is none)."""
    if character.isascii():
        if character in _APOSTROPHES:
            return "", ""
        return (" and ", " and ") if character == "&" else (character.lower(), character.lower())
    if character in _APOSTROPHES or unicodedata.category(character) == "Cf":
        return "", ""
    lowered = unicodedata.normalize("NFKC", character).lower()
    word = "".join(_letter(each) for each in unicodedata.normalize("NFKD", lowered))
    return word, _UMLAUTS.get(lowered, word)


def _letter(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    return _GREEK.get(character) or _LATIN.get(character, character)
