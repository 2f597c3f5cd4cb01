"""Whether a number in brackets stands where a citation does: asked where no list can tell."""

from __future__ import annotations

import re
from functools import cache

from lint.references.citations.mention import Standing

# What counts something else: "press [1]", "task [2]", "register [7]".
_COUNTED = frozenset(
    "vector array matrix interval range set pair list bug ticket issue added fixed "
    "from press type enter hit choose select pick click key keys button option options menu step steps stage task "
    "tasks item items version versions release register row rows column line lines level grade class group arm "
    "question questions answer box figure fig table panel equation eq formula chapter section appendix page room "
    "bed slot channel pin port between grad stufe schritt aufgabe punkt frage abbildung tabelle étape tâche "
    "tableau paso tarea tabla passo".split()
)
_JOINING = frozenset(("and", "or", "to", "und", "oder", "bis", "et", "ou", "à", "y", "o", "e", "en", "of", "tot"))


def standing(text: str, start: int, end: int, previous: tuple[int, Standing]) -> Standing:
    """How surely [start, end) is a citation by what stands around it; `previous` is the bracket before it.

    Sure is a bracket that closes a clause ("rarely harm [7].") or follows a full stop or another citation directly;
    likely is one between the words of a clause, as the number of a point may be ("[1] rest, [2] heat").
    """
    if any(match.start() < start < match.end() for match in _coded().finditer(text, max(start - 80, 0), end + 60)):
        return ""
    after = text[end : end + 3]
    if re.match(r"\s?[=:]|\.\w|[\w(]", after):
        return ""  # a legend, a subscript of code, a link without its address
    closes = not after or after[0] in ".,;!?)\n。，；、）" or after[0] in "[［【"
    before = text[max(start - 40, 0) : start]
    place, stood = previous
    if stood and place >= start - 6 and re.fullmatch(r"\W{0,4}(?:[^\W\d]{1,3}\s)?", text[place:start]):
        return ("sure" if closes else stood) if _joins(text[place:start]) else ""
    if not before.strip():
        return ""
    if before[-1] in '.,;:!?。，；、"”»)':
        return "sure"
    if before[-1].isspace():
        return _behind_space(before.rstrip(), closes=closes)
    return _behind_word(before, closes=closes)


def _joins(between: str) -> bool:
    word = between.strip(" ,;–—-‐‑‒−~")
    return not word or word.casefold() in _JOINING


def _behind_space(before: str, *, closes: bool) -> Standing:
    if before[-1] in ".!?":
        return "sure" if closes else "likely"
    if before[-1] in ')”"%»' or before[-1].isdigit():
        measured = before[-1].isdigit() and not re.search(r"(?<![\d.,])(?:19|20)\d\d$", before)
        return "sure" if closes and not measured else ""
    word = _word().search(before)
    if word is None or word[0].casefold() in _COUNTED | _JOINING:
        return ""
    return "sure" if closes else "likely"


def _behind_word(before: str, *, closes: bool) -> Standing:
    """Directly behind a word: "cold[1]"; "x[1]", "rowCount[1]" and "C[60]" are code and chemistry."""
    word = _word().search(before)
    if word is None or len(word[0]) < 3 or not word[0][1:].islower() or word[0].casefold() in _COUNTED:
        return "sure" if before[-1] > "\u2e7f" else ""  # Chinese is written without spaces
    if re.search(r"[\w.]{0,20}[._\d]$", before[: word.start()]):
        return ""
    return "sure" if closes else "likely"


def counts_something(before: str) -> bool:
    """Whether the word in front of a number says that the number counts something: "Table", "step", "grade"."""
    word = _word().search(before)
    return word is not None and word[0].casefold() in _COUNTED


def hung_on(text: str, start: int) -> str:
    """The word that a bracket is written onto, in lower case; empty when a space or a stop is between."""
    word = _word().search(text, max(start - 40, 0), start)
    return word[0].casefold() if word else ""


@cache
def _coded() -> re.Pattern[str]:
    """What a number is the code of: "Scores: mild [1-3], severe [4-6]", "(male [1], female [2])"."""
    item = r"[^\W\d]{1,20}\s?[\[［][\d–-]{1,7}[\]］](?:[,;]?\s(?:(?:and|or|und|et|y|e|en)\s)?)?"
    return re.compile(rf"[:(]\s?(?:{item}){{2,9}}")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]{1,40}$")
