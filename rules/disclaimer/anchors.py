"""Word pieces without which no text says anything of medical advice: a look at them spares most texts the grammar."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from lint.document import Document
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


def plain(text: str) -> str:
    """A text in which the pieces are looked for."""
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.translate(INVISIBLE).replace("\xa0", " ").replace("\n", " ")


def speaks(document: Document, settled: Iterable[Span]) -> bool:
    """Whether anything that readers see holds such a piece, beside what is settled already."""
    spans = list(settled)
    languages = {document.language, "en"} if document.language else LANGUAGES
    for passage in passages.shown(document):
        text = plain(passage.text)
        if any(anchor in text for language in languages for anchor in anchors(language)):
            shown = passage.text.rstrip(" .…\"'”’»")
            span = passage.span(len(shown) - len(shown.lstrip(" \"'“‘«")), len(shown))
            if not any(each.start <= span.start and span.end <= each.end for each in spans):
                return True
    return False
