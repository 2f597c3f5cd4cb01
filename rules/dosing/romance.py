"""The past tense of Spanish, Portuguese and Italian by its form: "desarrollaron", "evoluiu", "riceveva", "ingresó".

No list holds every verb of a case report. The endings are those of the third person in the preterite and the imperfect;
what other words share is sought in long words only, or named (`words/tense-romance.txt`).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from rules.dosing.lexicon import senses

_ACCENTED = frozenset("óòÓÒ")


class _Endings(NamedTuple):
    """Endings that tell a past in words of so many letters or more, and the words that have one by chance."""

    five: tuple[str, ...]
    six: tuple[str, ...]
    seven: tuple[str, ...]
    no_past: tuple[str, ...]


@cache
def _endings() -> _Endings:
    return _Endings(**{name: tuple(sorted(entries)) for name, entries in senses("tense-romance").items()})


def past_form(word: str, last: str) -> bool:
    """Whether a folded word looks like a past; `last` is its last character as written, the "ó" of "ingresó"."""
    length = len(word)
    if length < 4 or (length == 4 and last not in _ACCENTED):
        return False
    five, six, seven, no_past = _endings()
    past = (
        last in _ACCENTED
        or word.endswith(five)
        or (length >= 6 and word.endswith(six))
        or (length >= 7 and word.endswith(seven))
    )
    return past and word not in no_past
