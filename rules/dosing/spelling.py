"""What a word is by its spelling: the class of a mark, a number, an abbreviation, a drug, a past, a word of one letter.

The lists say what most words are. The rest is told by case ("IM", but German "im"), accents ("aumentó") and neighbours:
digits that belong to a name ("B12", "beta-2", "COVID-19") are no quantity.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from rules.dosing.classes import (
    BAR,
    BEFORE,
    BRACKET,
    CLOSE,
    CODE,
    COLON,
    COMMA,
    DAYPART,
    DRUG,
    END,
    EVERY,
    FORGOTTEN,
    FORM,
    HYPHEN,
    IMPLIED,
    MARK,
    MASS,
    MISSED,
    NUMBER,
    ONCE,
    OPEN,
    PAST,
    PER,
    PERCENT,
    PRESENT,
    PRETERITE,
    PRICE,
    RANGE,
    ROUTE,
    SIG,
    SLASH,
    STUDY,
    TIME,
    TIMES,
    UNITS,
    VOLUME,
    WEIGHT,
    WORD,
)
from rules.dosing.drugs import is_drug
from rules.dosing.fold import Folded
from rules.dosing.germanic import weak_form
from rules.dosing.lexicon import affixes, lexicon, senses
from rules.dosing.romance import past_form

_MARKS = {
    "-": HYPHEN,
    "/": SLASH,
    "|": BAR,
    ",": COMMA,
    "(": OPEN,
    ")": CLOSE,
    "%": PERCENT,
    ":": COLON,
    "[": BRACKET,
    "]": BRACKET,
    **dict.fromkeys("$€£", PRICE),
    **dict.fromkeys(".!?;…", END),
}
_ACCENTED = frozenset("óò")  # "aumentó" happened, an "aumento" may be due
_LAPSES = (MISSED, FORGOTTEN)  # "si olvidó": a condition, no report
_WEIGHED = frozenset((MASS, VOLUME))
_TAKEN = frozenset((DRUG, FORM))
_COUNTED = frozenset((MASS, VOLUME, UNITS, WEIGHT, FORM, TIMES))
_UNITS = frozenset((MASS, VOLUME, UNITS))
_NO_UNIT = dict.fromkeys(map(ord, _UNITS))
_JOINS = frozenset("-_")


class _Spelling(NamedTuple):
    """The words of `words/spelling.txt`, which says what they are."""

    upper_route: frozenset[str]
    upper_sig: frozenset[str]
    amount_ending: frozenset[str]
    time_letter: frozenset[str]
    joins_number: frozenset[str]
    dosed_hours: frozenset[str]
    code_unit: frozenset[str]
    letter_after: frozenset[str]
    part_before: frozenset[str]
    program_sig: frozenset[str]
    hyphen_number: frozenset[str]
    year_after: frozenset[str]
    article: frozenset[str]
    stretch: frozenset[str]
    compound_form: frozenset[str]
    compound_implied: frozenset[str]
    no_form: frozenset[str]


@cache
def _spelling() -> _Spelling:
    return _Spelling(**senses("spelling"))


@cache
def _abbreviations() -> dict[str, str]:
    """The classes of abbreviations that are other words in small letters."""
    return {**dict.fromkeys(_spelling().upper_route, ROUTE), **dict.fromkeys(_spelling().upper_sig, SIG)}


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?:19|20)\d\d")


@cache
def plain() -> dict[str, str]:
    """The marks, and the words that mean the same whatever their neighbours, their case and their accents are."""
    known, joined = lexicon().words.items(), _spelling().program_sig
    words = {
        word: classes
        for word, classes in known
        if len(word) > 2 and word not in joined and not _may_be_past(word, classes)
    }
    return {**words, **_MARKS}


def _may_be_past(word: str, classes: str) -> bool:
    """Whether an accent would make a listed word a past."""
    return word[-1] == "o" and len(word) > 4 and classes[0] not in _LAPSES


def sense(words: list[str], starts: list[int], index: int, text: str, folded: Folded) -> str:
    """The classes of a word that its neighbours, its case or its accents decide, or that no list holds."""
    word, start = words[index], starts[index]
    first = word[0]
    if first.isdigit() or (first == "." and len(word) > 1):  # ".25"
        if "-" in word:
            return SIG
        return _number(words, starts, index) if index else NUMBER
    if not first.isalpha():
        return MARK
    known = lexicon().words.get(word, "")
    if word in _spelling().article and _counts(words, index):
        return NUMBER + known
    if len(word) <= 2:
        if word == "q" and index + 1 < len(words) and starts[index + 1] == start + 1 and _names(words, index):
            return WORD
        classes = _short(word, known, text, folded, start)
        # Of most short words, none is a unit.
        if classes[0] in _UNITS and word in _spelling().code_unit and _is_letter(words, starts, index):
            return classes.translate(_NO_UNIT) or WORD
        return classes
    low, high = folded.original(start, start + len(word))
    if known:
        if known[0] == SIG and word in _spelling().program_sig and _is_joined(folded.text, start, start + len(word)):
            return WORD
        return PAST + known.replace(PAST, "") if text[high - 1] in _ACCENTED else known
    return _unlisted(word, text[high - 1], text[low].islower())


@lru_cache(maxsize=8192)
def _unlisted(word: str, last: str, small: bool) -> str:
    """The classes of a word of three letters or more that no list holds; `last` is its last character as written."""
    if word[0] == "m" and word[-1] in "2)":
        return WEIGHT
    if "." in word:  # "p.o.", "b.i.d.", "m.g."
        word = word.replace(".", "").replace(" ", "")
        return lexicon().words.get(word) or _abbreviations().get(word, WORD)
    if is_drug(word):
        return DRUG
    if compound := _compound(word):
        return compound
    if past_form(word, last):
        return PAST
    # German nouns have a capital: "senkte", but "Tablette".
    return WORD + PRETERITE if small and weak_form(word) else WORD


def _compound(word: str) -> str:
    """The classes of a German or Dutch compound by its last part: "Eisentabletten", "Schmerzpflaster"."""
    known = _spelling()
    if word in known.no_form or not word.endswith(compound_endings()):
        return ""
    return FORM + IMPLIED if word.endswith(tuple(known.compound_form)) else IMPLIED


@cache
def compound_endings() -> tuple[str, ...]:
    """What a compound of a form ends in."""
    return (*_spelling().compound_form, *_spelling().compound_implied)


def _short(word: str, known: str, text: str, folded: Folded, start: int) -> str:
    """One or two letters mean what their case and their neighbours make of them."""
    if word == "m2":
        return WEIGHT
    if folded.text[start + len(word) : start + len(word) + 1] == "'":
        return WORD  # "d'un": no day, "l'eau": no litre
    low, high = folded.original(start, start + len(word))
    if abbreviated := _abbreviations().get(word):
        if text[low:high].isupper() or _after_amount(folded.text, start):
            return abbreviated
        return known.replace(abbreviated, "") or WORD
    before = folded.text[max(0, start - 2) : start].rstrip()[-1:]
    if word == "a" and before.isdigit() and folded.text[start + 2 : start + 3].isdigit():
        return RANGE + known.replace(RANGE, "")  # "7 à 10 jours", "da 7 a 10 giorni"
    if word in ("am", "pm") and not (before.isdigit() or text[low:high].isupper()):
        return known.replace(DAYPART, "") or WORD  # "8 am", but German "am Arm"
    if word in _spelling().time_letter and not (before.isdigit() or before in ("/", ")", "q")):
        return WORD  # "anti-D 300": no day
    if word == "g" and text[low] == "G":
        return WORD  # "5G", "18 G": a network, a gauge
    if word == "e" and text[low] in "éèÉÈ":
        return PRESENT  # Portuguese "é", Italian "è": is
    if word == "e" and (text[low] == "e" or folded.text[start - 1 : start].isalnum()):
        return known.replace(UNITS, "") or WORD  # "229E" is a virus, "1.000 E" are units
    return known or WORD


def _names(words: list[str], index: int) -> bool:
    """Whether a "q" begins a name and no schedule: "Q10", but "q8h", "q10h", "q4"."""
    number = words[index + 1]
    if not number.isdecimal() or number in _spelling().dosed_hours:
        return False
    behind = words[index + 2 : index + 3]
    if behind == ["-"]:
        behind = words[index + 3 : index + 4]
    return not behind or TIME not in _classes(behind[0])


def _is_letter(words: list[str], starts: list[int], index: int) -> bool:
    """Whether a unit of one letter is a letter of a code or of the alphabet: "14-g2414721", "E3BD", "ein E"."""
    end = starts[index] + len(words[index])
    if words[index + 1 : index + 2] and starts[index + 1] == end and words[index + 1].isdecimal():
        return True
    known = _spelling()
    if not index or words[index - 1] not in known.letter_after:
        return False
    return index < 2 or words[index - 2] not in known.part_before


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether a word is a part of a name: "pg_stat", "--stat", "stat.filemode"."""
    after = text[end : end + 2]
    return text[start - 1 : start] in _JOINS or after[:1] in _JOINS or (after[:1] == "." and after[1:].isalpha())


def _counts(words: list[str], index: int) -> bool:
    """Whether an article says how many: "give a gram of it", "an aspirin a day", "for a week", not "5 mg a litre"."""
    following = [_classes(word) for word in words[index + 1 : index + 3]]
    if not following or (index and _ends_number(words[index - 1])):
        return False
    if not _WEIGHED.isdisjoint(following[0]):
        return True
    if following[0][0] == TIME:
        before = words[index - 1] if index else ""
        return before in _spelling().stretch or following[1:] == [BEFORE]
    if len(following) < 2 or _TAKEN.isdisjoint(following[0]):
        return False
    # "Tome a amoxicilina por dez dias" says how long.
    stretch = [word for word in words[index + 3 : index + 4] if word.isdigit() or _classes(word)[0] == NUMBER]
    return following[1][0] == EVERY or (following[1][0] == PER and not stretch)


def _classes(word: str) -> str:
    return lexicon().words.get(word) or (DRUG if is_drug(word) else WORD)


def _ends_number(word: str) -> bool:
    return word[0].isdigit() or _classes(word)[0] in _COUNTED or _classes(word)[0] in (NUMBER, TIMES, ONCE)


def _after_amount(text: str, start: int) -> bool:
    """Whether an amount stands just before: the "od" of "75 mg od" is a sig, the "im" of "im Alter" is no route."""
    return text[max(0, start - 6) : start].rstrip().endswith(affixes("spelling", "amount_ending"))


def _number(words: list[str], starts: list[int], index: int) -> str:
    """Digits that belong to a name ("B12", "beta-2", "COVID-19") are no quantity; "q12h" and "x10" are."""
    before = words[index - 1]
    if before in _spelling().year_after and _year().fullmatch(words[index]):
        after = lexicon().words.get(words[index + 1], WORD) if index + 1 < len(words) else WORD
        return NUMBER if after[0] in _COUNTED else CODE + STUDY  # "in 2009"
    if starts[index - 1] + len(before) != starts[index]:
        return NUMBER
    if before == "q" and _names(words, index - 1):
        return CODE
    if before[-1].isalpha() and (before not in _spelling().joins_number or len(words[index]) > 2):
        multiplied = before == "x" and index > 1 and words[index - 2][0].isdecimal()
        return NUMBER if multiplied else CODE  # "3x400 mg"
    if before == "-" and index > 1:
        name = words[index - 2]
        joined = starts[index - 2] + len(name) == starts[index - 1]
        if joined and name[-1].isalpha() and name not in _spelling().hyphen_number:
            return CODE
    return NUMBER
