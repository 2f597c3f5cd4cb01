"""Which language a title is in, as far as its small words tell: a translated title is the same paper."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

_ENGLISH = ("ing", "ness", "ly", "ed", "ful", "less", "ship", "ight", "th", "ck", "ity", "ary", "ive", "ysis", "ogy",
            "ics", "ology", "ical", "ment", "ance", "ence", "ies", "ety", "phy", "acy")  # fmt: skip


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(words.split())
        for language, words in {
            "en": "the of and in with for on by from to is are as at an after between during using among versus",
            "de": "der die das und bei mit von zur zum des dem den im ein eine nach durch als fur auf uber",
            "fr": "le la les des et du une dans pour chez par sur au aux avec apres un est",
            "es": "el la los las de en y con del para por una un al sobre tras entre su",
            "pt": "os de em e com da dos das para por uma um nos nas sobre",
            "it": "il lo gli di e nel nella con del della dei per un una su tra dopo le da",
            "nl": "de het een van en bij met voor op na door tot uit over te",
        }.items()
    }


def language(words: Iterable[str]) -> str:
    """The language of some folded words; empty when it cannot be told, "other" for other scripts than Latin."""
    words = list(words)
    letters = [word for word in words if word.isalpha()]
    if letters and sum(not word.isascii() for word in letters) * 2 > len(letters):
        return "other"
    counts = {name: sum(word in small for word in words) for name, small in _small_words().items()}
    if not any(counts.values()):
        # Few small words, as in "Novel insights: a review": what English words end in tells, too.
        long = [word for word in letters if len(word) > 4]
        hits = sum(word.endswith(_ENGLISH) for word in long)
        return "en" if hits and hits >= len(long) / 4 and not any(map(_is_foreign, letters)) else ""
    best = max(counts, key=lambda name: counts[name])
    tied = [name for name, count in counts.items() if count == counts[best]]
    if not counts[best] or len(tied) > 1 or (best != "en" and counts["en"] and counts[best] == 1):
        return ""
    return best


# What words end in that are neither English nor common in English titles, from six letters on ("lung", "young").
_FOREIGN = tuple(
    "ung ungen keit heit isch ische ischer ischen schaft iques euse cion ciones miento idad cao coes dade zione zioni"
    " heid mento atie imie".split()
)


def _is_foreign(word: str) -> bool:
    return len(word) > 5 and word.endswith(_FOREIGN)


def looks_foreign(title: str) -> bool:
    """Whether anything in a title is other than English: an accent, what its words end in."""
    return not title.isascii() or any(_is_foreign(word) for word in title.lower().split())
