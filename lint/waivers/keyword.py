"""The keyword of a waiver, and what somebody wrote who meant it: other spellings, other tools' words, look-alikes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import cache

from lint.spans import Span

KEYWORD = "medlint-ignore"
_VERBS = ("ignor", "disabl", "skip", "waiv", "allow", "exclud", "suppress", "off", "enabl", "accept")
# Letters of other alphabets that pass for those of the keyword, and the dashes that are typed for its hyphen.
_LOOK_ALIKE = str.maketrans(
    {
        **dict(zip("меԁӏіոгоɡɩε", "medlinrogie", strict=True)),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    }
)


def attempt(text: str, rules: Container[str]) -> tuple[Span, str] | None:
    """Where a comment tries to be a waiver without the keyword at its beginning, and what is wrong with it.

    A sentence that mentions medlint is no attempt.
    """
    folded, places = _folded(text)
    first = re.search(r"\w", folded)
    if first is None:
        return None
    at = first.start()
    end = _misspelled(folded[at:], rules)
    if end:
        place = Span(places[at], places[at + end - 1] + 1)
        written = text[place.start : place.end]
        if written != KEYWORD:
            return place, f"A waiver begins with {KEYWORD}, not with “{' '.join(written.split())}”"
        return (place, f"Something stands before {KEYWORD}") if text[: place.start].strip() else (
            Span(place.start, min(place.end + 1, len(text))), f"No space follows {KEYWORD}"
        )  # fmt: skip
    for found in re.finditer(r"medlint[-_ ]?ignore[\s:]{1,9}([\w-]{1,60})", folded):
        if found[1] in rules:
            return Span(places[at], places[found.start()]), f"Something stands before {KEYWORD}"
    return None


def _folded(text: str) -> tuple[str, list[int]]:
    """A text as it looks, in lower case and without what nobody sees, and where each of its characters came from."""
    letters: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text[:400]):  # beyond that no keyword is a beginning
        if character.isascii():
            shown = character.lower()
        elif unicodedata.category(character) in ("Cf", "Mn", "Me"):
            continue
        else:
            shown = unicodedata.normalize("NFKC", character).casefold().translate(_LOOK_ALIKE)
        letters.append(shown)
        places += [index] * len(shown)
    return "".join(letters), places


def _misspelled(text: str, rules: Container[str]) -> int:
    """Where the keyword ends that a text begins with, in whatever spelling; 0 when it begins with none."""
    if text.startswith(KEYWORD) and not text[len(KEYWORD) : len(KEYWORD) + 1].isalpha():
        tail = re.match(r"[-_\w]{0,40}", text[len(KEYWORD) :])
        return len(KEYWORD) + (tail.end() if tail else 0)
    if text[0] not in "mn" or not re.search(r"lint|medl|ign|ing", text[:24]):
        return 0
    words = _words().match(text)
    if words is None:
        return 0
    first, between, second = words[1], words[2] or "", words[3] or ""
    if _alike(first, KEYWORD):
        return words.end(1)
    name, _, verb = first.replace("_", "-").replace(".", "-").partition("-")
    if verb and _alike(name, "medlint"):
        return words.end(1) if verb.startswith(_VERBS) or _alike(verb.partition("-")[0], "ignore") else 0
    if not second or not _alike(first, "medlint") or not (second.startswith(_VERBS) or _alike(second, "ignore")):
        return 0
    # "medlint ignores comments in code" is a sentence; with a rule or a colon behind it, or nothing, it is meant.
    behind = text[words.end(3) :]
    follows = re.match(r"\s{0,9}([\w-]{1,60})", behind)
    meant = not behind.strip() or ":" in between or ":" in behind or (follows is not None and follows[1] in rules)
    return words.end(3) if meant else 0


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"([^\s:,]{3,40})(?:([\s:]{1,9})([^\s:,]{2,40}))?")


def _alike(word: str, meant: str) -> bool:
    if word == meant:
        return True
    if abs(len(word) - len(meant)) > 3:
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, word, meant, autojunk=False).ratio() >= 0.8
