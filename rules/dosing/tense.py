"""The English past by its form: "they reduced the score" tells what happened, "reduced doses" and "is reduced" do not.

No list holds every verb, so a word is read by its ending and by its neighbours. What a participle or an adjective could
be as well is left to the other signs.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from rules.dosing.classes import (
    ADMINISTER,
    ADMINISTERED,
    ADVERB,
    ARTICLE,
    BAR,
    COLON,
    COMMA,
    CONTAIN,
    DOSE,
    DRUG,
    END,
    EVERY,
    FOR,
    GIVEN,
    HYPHEN,
    IMPLIED,
    LAB,
    LIMIT,
    MARK,
    MODAL,
    NEGATION,
    NUMBER,
    ONCE,
    OPEN,
    OUTCOME,
    OVER,
    PACKAGE,
    PAST,
    PER,
    PERSON,
    PRESENT,
    RANGE,
    RECOMMEND,
    SIG,
    STEP,
    STUDY,
    TIME,
    TIMES,
    USED,
    WORD,
)
from rules.dosing.lexicon import senses
from rules.dosing.tokens import Tokens

# What may stand before a verb that opens a note: "Plan: started LDN".
_HEADS = frozenset((BAR, COLON, HYPHEN, END, OPEN))
_NO_SUBJECT = frozenset((NUMBER, PRESENT, MODAL, PAST, ARTICLE, RANGE, FOR, OVER, NEGATION, ADMINISTER))
# Words in "-ed" of these classes are no verbs, or not those of the sentence.
_NAMES = frozenset((CONTAIN, RECOMMEND, PACKAGE))
# What is acted on, what cannot be because it stands behind a participle, and what is only behind a subject.
_OBJECTS = frozenset((ARTICLE, PER, DRUG, PERSON, NUMBER, LIMIT))
_AFTER_PARTICIPLE = frozenset(
    (ONCE, SIG, OVER, FOR, TIME, TIMES, END, COMMA, BAR, HYPHEN, COLON, RANGE, PRESENT, MODAL)
)
_OBJECTS_OF_SUBJECTS = frozenset((WORD, DOSE, IMPLIED, STEP, OUTCOME, LAB))
_GIVING = frozenset((GIVEN, ADMINISTERED, USED))
_BEHIND = frozenset((OVER, FOR, ADVERB, LIMIT))


class Words(NamedTuple):
    """The words of `words/tense-en.txt`, which says what they are."""

    irregular: frozenset[str]
    participle: frozenset[str]
    no_verb: frozenset[str]
    determiner: frozenset[str]
    preposition: frozenset[str]
    supposing: frozenset[str]
    relative: frozenset[str]
    was: frozenset[str]
    have: frozenset[str]
    self: frozenset[str]
    own_verb: frozenset[str]
    adviser: frozenset[str]


@cache
def tense_words() -> Words:
    """The words, read when they are first needed."""
    return Words(**senses("tense-en"))


def past_form(word: str) -> bool:
    """Whether a word looks like a simple past: "reduced", "took"."""
    if word.endswith("ed"):
        return len(word) > 4 and word[-3] not in "eo" and word not in tense_words().no_verb
    return word in tense_words().irregular


def verbs(tokens: Tokens) -> list[int]:
    """Where words stand that can be verbs in the simple past, with a subject before them."""
    irregular = tense_words().irregular
    return [
        index
        for index, word in enumerate(tokens.words)
        if (word.endswith("ed") or word in irregular)
        and past_form(word)
        and _NAMES.isdisjoint(tokens.classes[index])
        and not _opens_name(tokens, index)
        and _subject(tokens, index)
    ]


def _opens_name(tokens: Tokens, index: int) -> bool:
    """Whether it begins the name of a drug: "micronized progesterone"; "stopped warfarin" begins with a known verb."""
    known = tokens.tags[index] != WORD or tokens.words[index] in tense_words().irregular
    before = tokens.tags[index - 1] if index else HYPHEN
    return not known and tokens.tags[index + 1 : index + 2] == DRUG and (before in _HEADS or before in (RANGE, MARK))


def acts(tokens: Tokens, told: list[int]) -> int:
    """How often somebody or something acted on an object: "the drug reduced the score", "Started 5 mg in May".

    `told` are the `verbs` of the sentence.
    """
    return sum(_object(tokens, index) for index in told)


def happened(tokens: Tokens, told: list[int]) -> bool:
    """Whether a verb that is not one of giving tells without an object: "scores improved by 5", "it stayed above".

    `told` are the `verbs` of the sentence.
    """
    return any(_happened(tokens, index) for index in told)


def _happened(tokens: Tokens, index: int) -> bool:
    words, tags = tokens.words, tokens.tags
    place = _before(tokens, index)
    if place < 0 or index + 1 >= len(words) or tags[place] in _HEADS or tags[place] == COMMA:
        return False
    tells = tags[index] in (WORD, PAST, OUTCOME) or tags[place] in (PERSON, STUDY)
    following = words[index + 1]
    if not tells or following in ("with", "as"):
        return False
    if following == "by":
        return tags[index + 2 : index + 3] == NUMBER
    return following in tense_words().preposition or tags[index + 1] in _BEHIND


def was_done(tokens: Tokens) -> bool:
    """Whether something "was given" or "were usually started", outside of a condition."""
    was = tense_words().was
    if was.isdisjoint(tokens.words):
        return False
    for index, word in enumerate(tokens.words):
        if word in was and not supposed(tokens, index):
            following = index + 2 if tokens.tags[index + 1 : index + 2] == ADVERB else index + 1
            if _done(tokens, range(following, following + 1)):
                return True
    return False


def perfect(tokens: Tokens) -> bool:
    """Whether something "has been given" or somebody "has taken": no condition, no "should have received"."""
    classes, have = tokens.classes, tense_words().have
    if have.isdisjoint(tokens.words):
        return False
    for index, word in enumerate(tokens.words):
        if word in have:
            before = slice(max(0, index - 4), index)
            following = range(index + 1, index + 4)
            open_ = any(MODAL in letters for letters in classes[before])
            advised = any(RECOMMEND in letters for letters in classes[index + 1 : index + 4])
            conditional = not tense_words().relative.isdisjoint(tokens.words[before])
            if not (open_ or advised or conditional) and _done(tokens, following, tense_words().participle):
                return True
    return False


def _done(tokens: Tokens, places: Iterable[int], participles: frozenset[str] = frozenset()) -> bool:
    """Whether a participle stands at one of the places."""
    return any(
        tokens.words[place] in participles
        or past_form(tokens.words[place])
        or not _GIVING.isdisjoint(tokens.classes[place])
        for place in places
        if place < len(tokens.words)
    )


def _before(tokens: Tokens, index: int) -> int:
    """The token before a verb, adverbs passed over; -1 at the head."""
    place = index - 1
    while place >= 0 and (tokens.tags[place] == ADVERB or tokens.words[place].endswith("ly")):
        place -= 1
    return place


def _subject(tokens: Tokens, index: int) -> bool:
    """Whether a subject can end before a verb, or the verb opens a note: "Started LDN"."""
    place = _before(tokens, index)
    if place < 0:
        return True
    word, tag = tokens.words[place], tokens.tags[place]
    if word in tense_words().preposition or word in tense_words().determiner or supposed(tokens, index):
        return False
    if tag in _HEADS or tag == COMMA or word == "and":
        return tag != HYPHEN or place == 0
    return tag not in _NO_SUBJECT or word == "i"


def supposed(tokens: Tokens, index: int) -> bool:
    """Whether the verb belongs to a condition or a relative clause: "if the patient received", "people who took"."""
    clause = slice(max(0, index - 5), index)
    words = tokens.words[clause]
    cut = tokens.tags[clause].rfind(COMMA) + 1
    supposing = tense_words().supposing.intersection(words[cut:])
    # "Until 1937 some gave it" tells of history.
    return bool(supposing) and not (supposing == {"until"} and any(map(_year, words[cut:])))


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[:2] in ("16", "17", "18", "19", "20")


def _object(tokens: Tokens, index: int) -> bool:
    """Whether what was acted on follows: an article, a drug, a number that counts no time."""
    words, tags = tokens.words, tokens.tags
    following = index + 1
    while following < len(words) and (tags[following] == ADVERB or words[following] in ("approx", "about", ".")):
        following += 1
    if following >= len(words):
        return False
    word, tag = words[following], tags[following]
    if tag == NUMBER:
        return tags[following + 1 : following + 2] not in (TIME, TIMES)
    if tag == EVERY:
        return False
    if word in tense_words().determiner or tag in _OBJECTS:
        return True
    if tag in _AFTER_PARTICIPLE or word in tense_words().preposition:
        return False
    place = _before(tokens, index)
    opens = place < 0 or tags[place] in _HEADS or tags[place] == COMMA or words[place] == "and"
    return not opens and tag in _OBJECTS_OF_SUBJECTS
