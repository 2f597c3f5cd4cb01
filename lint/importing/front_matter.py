"""The front matter of an imported article: title, author and language. The date is the author's to set."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

# Words that one of these languages uses in every paragraph and the others hardly ever.
_FUNCTION_WORDS = {
    "en": "the and of to is that with for are this which their be as have from",
    "de": "der die und das ist nicht mit eine einen dem wird sich auch bei werden",
    "fr": "le les des est une dans pour pas qui sont avec du cette aux être",
    "es": "el los las una es por para con del que se más como pero esta",
    "it": "il gli della che di è una per non con sono nel anche dei delle",
    "pt": "os uma não para com dos das em que são mais pelo pela também às",
    "nl": "het een van en niet met voor zijn dat wordt ook bij aan deze de",
}
# A paragraph of an article has some thirty function words; fewer tell little.
_ENOUGH, _CLEAR = 25, 3


def language(text: Iterable[str], said: str = "") -> str:
    """The language of words when it is sure: many function words of it, and at least three times those of any other.

    `said` is what the draft itself says; it counts when nothing speaks against it.
    """
    counts = Counter(text)
    scores = {each: sum(counts[word] for word in listed.split()) for each, listed in _FUNCTION_WORDS.items()}
    (best, most), (_, second) = Counter(scores).most_common(2)
    if most >= _ENOUGH and most >= _CLEAR * second:
        return best
    return said if re.fullmatch(r"[a-z]{2,3}", said) and scores.get(said, most) >= most else ""


def drawn(title: str, author: str, language: str) -> str:
    """The front matter, empty when nothing is known."""
    lines = list(_lines(title, author, language))
    return "\n".join(("---", *lines, "---", "", "")) if lines else ""


def _lines(title: str, author: str, language: str) -> Iterator[str]:
    if title:
        yield f"title: {json.dumps(title, ensure_ascii=False)}"  # a JSON string is one of YAML 1.2
    if author:
        plain = re.fullmatch(r"[^\W\d_][\w .,'’-]{0,100}", author)
        yield f"author: {author if plain else json.dumps(author, ensure_ascii=False)}"
    if language:
        yield f"lang: {language}"
