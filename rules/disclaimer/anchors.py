"""Word pieces without which no text says anything of medical advice: a look at them spares most texts the grammar.

An article is asked first, by its words, then each of its passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lint.document import Document
from lint.gist import Vocabulary, plain, vocabulary
from lint.memory import remembered
from lint.spans import Span
from rules.disclaimer import passages
from rules.disclaimer.passages import INVISIBLE
from rules.disclaimer.phrases import lexicon
from rules.disclaimer.targets import BARE, NOUNS
from rules.word_lists import sections

_WORD = re.compile(r"[^\W\d_]+")
LANGUAGES = ("en", "de", "fr", "es", "pt", "nl", "it", "zh")


@cache
def anchors(language: str) -> tuple[str, ...]:
    """The pieces of a language, in lower case, accents kept; none for a language that we do not read."""
    known = sections(Path(__file__).parent / "languages.txt")
    return tuple(piece.replace("_", " ") for piece in " ".join(known.get(f"anchors {language}", ())).split())


class _Words(NamedTuple):
    """Some words of a language as `lint.gist` spells them: sets of words of a phrase, beginnings and ends of words."""

    phrases: tuple[frozenset[str], ...]
    single: frozenset[str]
    begins: tuple[str, ...]
    ends: tuple[str, ...]

    def are_in(self, held: Vocabulary) -> bool:
        """Whether one of them may be in a text."""
        return (
            not self.single.isdisjoint(held.words)
            or held.begin(self.begins)
            or held.end(self.ends)
            or any(phrase <= held.words for phrase in self.phrases)
        )


class _Needed(NamedTuple):
    """What a statement in a language cannot do without: one of the pieces of words, and an object.

    Each piece is a tuple of which all must be there. Some objects are none without a word that qualifies them.
    """

    pieces: tuple[tuple[str, ...], ...]
    bare: _Words
    nouns: _Words
    qualifying: _Words

    def are_in(self, held: Vocabulary) -> bool:
        """Whether a text may hold them."""
        if not any(all(part in held.line for part in piece) for piece in self.pieces):
            return False
        return self.bare.are_in(held) or (self.nouns.are_in(held) and self.qualifying.are_in(held))


@cache
def _needed(language: str) -> _Needed:
    pieces = tuple(tuple(_spelled(piece).split()) for piece in anchors(language))
    return _Needed(
        pieces, _words(language, *BARE), _words(language, *NOUNS), _words(language, "adjective", "expert", "person")
    )


def _words(language: str, *kinds: str) -> _Words:
    """The words of the lexicon that are of these kinds, or that begin a phrase which is.

    Of what an apostrophe or a hyphen parts into several words, the longest, or that which is whole.
    """
    known = lexicon(language)
    exact = [
        frozenset(_longest(part) for part in (word, *phrase.rest) if not part.endswith("*"))
        for word, phrases in known.exact.items()
        for phrase in phrases
        if phrase.kind in kinds
    ]
    begins = {begin for entries in known.begins.values() for begin, phrase in entries if phrase.kind in kinds}
    ends = {end for end, phrase in known.ends if phrase.kind in kinds}
    return _Words(
        tuple(words for words in exact if len(words) > 1),
        frozenset(word for words in exact if len(words) == 1 for word in words),
        tuple(sorted({_WORD.findall(_spelled(begin))[0] for begin in begins})),
        tuple(sorted({_WORD.findall(_spelled(end))[0] for end in ends})),
    )


def _longest(word: str) -> str:
    words: list[str] = _WORD.findall(_spelled(word))
    return max(words, key=len)


def _spelled(text: str) -> str:
    return "".join(map(plain, text))


def spoken(document: Document) -> frozenset[str]:
    """The languages in which a document may say something of medical advice."""
    found = document.memo.get(spoken)
    if not isinstance(found, frozenset):
        found = document.memo[spoken] = frozenset(each for each in LANGUAGES if _may_speak(document, each))
    return found


def _may_speak(document: Document, language: str) -> bool:
    if language == "zh":  # whose words no blank parts
        return not document.text.isascii() and any(piece in document.text for piece in anchors(language))
    return _needed(language).are_in(document.vocabulary)


class Tongues:
    """The languages of which a text holds a piece; each is looked for when it is asked for first."""

    __slots__ = ("_held", "_known", "_text")

    def __init__(self, text: str) -> None:
        lowered = text.lower()
        shown = lowered if lowered.isascii() else lowered.translate(INVISIBLE).replace("\xa0", " ").replace("\n", " ")
        self._text, self._known = shown, dict[str, bool]()
        self._held: Vocabulary | None = None

    def _words(self) -> Vocabulary:
        if self._held is None:
            self._held = vocabulary(self._text)
        return self._held

    def __contains__(self, language: str) -> bool:
        if language not in self._known:
            self._known[language] = any(anchor in self._text for anchor in anchors(language)) and (
                language == "zh" or _needed(language).are_in(self._words())
            )
        return self._known[language]


tongues = remembered(Tongues)


def speaks(document: Document, settled: Iterable[Span]) -> bool:
    """Whether anything that readers see holds such a piece, beside what is settled already."""
    if not spoken(document):
        return False
    spans = list(settled)
    languages = {document.language, "en"} if document.language else LANGUAGES
    for passage in passages.shown(document):
        held = tongues(passage.text)
        if any(language in held for language in languages):
            shown = passage.text.rstrip(" .…\"'”’»")
            span = passage.span(len(shown) - len(shown.lstrip(" \"'“‘«")), len(shown))
            if not any(each.start <= span.start and span.end <= each.end for each in spans):
                return True
    return False
