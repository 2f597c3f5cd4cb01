"""The past tense of Spanish, Portuguese and Italian by its form: "desarrollaron", "evoluiu", "riceveva", "ingresó".

No list holds every verb of a case report. The endings are those of the third person in the preterite and the imperfect;
what other words share is sought in long words only, or named here.
"""

from __future__ import annotations

_FIVE = ("tou", "cou", "rou", "nou", "sou", "lou", "dou", "zou", "iou", "gou")
_SIX = (
    *("aron", "ieron", "aban", "aram", "eram", "iram", "avam", "iu"),
    *("avano", "evano", "ivano", "arono", "erono", "irono"),
)
_SEVEN = ("aba", "ava", "eva", "emmo", "immo", "ebbero", "ettero", "eceu", "ebeu", "olveu", "endeu", "iveu")
_NO_PAST = frozenset(
    "macaron fanfaron quarteron decameron cameron chaperon octava ottava primaeva caribou genou verrou caillou acajou "
    "hibou moscou corfou dominio pero percio guayaba".split()
)


def past_form(word: str, last: str) -> bool:
    """Whether a folded word looks like a past; `last` is its last character as written, the "ó" of "ingresó"."""
    length = len(word)
    if length < 5 or word in _NO_PAST:
        return False
    return (
        last in "óòÓÒ"
        or word.endswith(_FIVE)
        or (length >= 6 and word.endswith(_SIX))
        or (length >= 7 and word.endswith(_SEVEN))
    )
