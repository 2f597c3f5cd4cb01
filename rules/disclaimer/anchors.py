"""Word pieces without which no text says anything of medical advice: a look at them spares most texts the grammar."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from lint.document import Document
from lint.memory import remembered
from lint.spans import Span
from rules.disclaimer import passages
from rules.disclaimer.passages import INVISIBLE
from rules.word_lists import sections

LANGUAGES = ("en", "de", "fr", "es", "pt", "nl", "it", "zh")


@cache
def anchors(language: str) -> tuple[str, ...]:
    """The pieces of a language, in lower case, accents kept; none for a language that we do not read."""
    known = sections(Path(__file__).parent / "languages.txt")
    return tuple(piece.replace("_", " ") for piece in " ".join(known.get(f"anchors {language}", ())).split())


class Tongues:
    """The languages of which a text holds a piece; each is looked for when it is asked for first."""

    __slots__ = ("_known", "_text")

    def __init__(self, text: str) -> None:
        lowered = text.lower()
        plain = lowered if lowered.isascii() else lowered.translate(INVISIBLE).replace("\xa0", " ").replace("\n", " ")
        self._text, self._known = plain, dict[str, bool]()

    def __contains__(self, language: str) -> bool:
        if language not in self._known:
            self._known[language] = any(anchor in self._text for anchor in anchors(language))
        return self._known[language]


tongues = remembered(Tongues)


def speaks(document: Document, settled: Iterable[Span]) -> bool:
    """Whether anything that readers see holds such a piece, beside what is settled already."""
    spans = list(settled)
    languages = {document.language, "en"} if document.language else LANGUAGES
    for passage in passages.shown(document):
        spoken = tongues(passage.text)
        if any(language in spoken for language in languages):
            shown = passage.text.rstrip(" .…\"'”’»")
            span = passage.span(len(shown) - len(shown.lstrip(" \"'“‘«")), len(shown))
            if not any(each.start <= span.start and span.end <= each.end for each in spans):
                return True
    return False
