"""The English past by its form: "they reduced the score" tells what happened, "reduced doses" and "is reduced" do not.

No list holds every verb, so a word is read by its ending and by its neighbours. What a participle or an adjective could
be as well is left to the other signs.
"""

from __future__ import annotations

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
    QUESTION,
    RANGE,
    RECOMMEND,
    SIG,
    STEP,
    STUDY,
    TAKE,
    TIME,
    TIMES,
    USED,
    WORD,
)
from rules.dosing.tokens import Tokens

# Simple pasts that no participle looks like, and those in "-ed" are told by their ending.
_IRREGULAR = frozenset(
    "took gave got had kept found ate drank went came began became grew rose fell saw felt made woke knew threw chose "
    "drove wrote spoke stuck received underwent".split()
)
# Words in "-ed" that are no verbs, or that stand before a noun ("infected children") and behind one ("food based").
_NO_VERB = frozenset(
    "nebulised nebulized aerosolised aerosolized inhaled pegylated conjugated hundred indeed exceed proceed succeed speed bleed breed embed aged based coated acquired associated "
    "infected induced related mediated advanced combined fixed extended hospitalized hospitalised ventilated "
    "divided recommended required needed indicated licensed unlicensed approved supposed allowed expected "
    "unused used characterized characterised spaced timed limited detailed complicated confirmed suspected "
    "mixed assisted untreated controlled scheduled followed separated called named termed labelled labeled "
    "modified replaced established exposed licenced preferred advised suggested measured fortified gebied "
    "mitglied unterschied onderscheid".split()
)
_DETERMINERS = frozenset("a an the my his her their our its no this that these those both all each every any".split())
_PREPOSITIONS = frozenset(
    "of in with by at from on as if when until till unless than into onto via per about under above below without "
    "whether while whom who which that being been be get gets getting is are was were has have had to not or "
    "ve d how what since because after before upon against between among during towards toward".split()
)
_SUPPOSING = frozenset(("who", "which", "if", "when", "once", "unless", "until", "whenever", "whose"))
_RELATIVE = frozenset(("after", "which", "if", "when", "once", "unless", "until", "whenever"))
_HEADS = frozenset((BAR, COLON, HYPHEN, END, OPEN))
_OBJECTS = frozenset((ARTICLE, PER, DRUG, PERSON, NUMBER, LIMIT))
_AFTER_PARTICIPLE = frozenset(
    (ONCE, SIG, OVER, FOR, TIME, TIMES, END, COMMA, BAR, HYPHEN, COLON, RANGE, PRESENT, MODAL)
)
_GIVING = frozenset((GIVEN, ADMINISTERED, USED))
_BEHIND = frozenset((OVER, FOR, ADVERB, LIMIT))
_NAMES = frozenset((CONTAIN, RECOMMEND, PACKAGE))
_HAVE = frozenset(("have", "has", "ve"))
_SELF = frozenset(("i", "my", "me"))
_OWN_VERBS = frozenset(("'", "am", "use", "have", "was", "get", "started", "keep", "had", "did"))
_MINE = frozenset((DOSE, DRUG, STEP))
_ADVISERS = frozenset(
    "doctor doc gp psychiatrist neurologist neuro endo mum mom mother dad father son daughter".split()
)
_ASKS = frozenset((MODAL, QUESTION))
_PARTICIPLES = frozenset(("taken", "given", "got", "begun", "shown"))


def past_form(word: str) -> bool:
    """Whether a word looks like a simple past: "reduced", "took"."""
    if word in _IRREGULAR:
        return True
    return word.endswith("ed") and len(word) > 4 and word[-3] not in "eo" and word not in _NO_VERB


def verbs(tokens: Tokens) -> list[int]:
    """Where words stand that can be verbs in the simple past, with a subject before them."""
    return [
        index
        for index, word in enumerate(tokens.words)
        if past_form(word)
        and _NAMES.isdisjoint(tokens.classes[index])
        and not _describes(tokens, index)
        and _subject(tokens, index)
    ]


def _describes(tokens: Tokens, index: int) -> bool:
    """Whether it begins the name of a drug: "micronized progesterone"; "stopped" in "stopped warfarin" is a known verb."""
    before = tokens.tags[index - 1] if index else HYPHEN
    known = tokens.tags[index] != WORD or tokens.words[index] in _IRREGULAR
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
    words, tags = tokens.words, tokens.tags
    for index in told:
        place = _before(tokens, index)
        if place < 0 or index + 1 >= len(words) or words[index + 1] in ("with", "as"):
            continue
        if tags[place] in _HEADS or tags[place] == COMMA:
            continue
        if not (tags[index] in (WORD, PAST, OUTCOME) or tags[place] in (PERSON, STUDY)):
            continue
        if words[index + 1] == "by" and tags[index + 2 : index + 3] != NUMBER:
            continue
        if words[index + 1] in _PREPOSITIONS or tags[index + 1] in _BEHIND:
            return True
    return False


def was_done(tokens: Tokens) -> bool:
    """Whether something "was given" or "were usually started", outside of a condition."""
    words, classes = tokens.words, tokens.classes
    for index, word in enumerate(words):
        if word not in ("was", "were") or supposed(tokens, index):
            continue
        following = index + 2 if classes[index + 1 : index + 2] and classes[index + 1][0] == ADVERB else index + 1
        if following < len(words) and (past_form(words[following]) or _GIVING & set(classes[following])):
            return True
    return False


def perfect(tokens: Tokens) -> bool:
    """Whether something "has been given" or somebody "has taken": no condition, no "should have received"."""
    words, classes = tokens.words, tokens.classes
    for index, word in enumerate(words):
        if word not in _HAVE:
            continue
        before = range(max(0, index - 4), index)
        if any(MODAL in classes[place] or words[place] in _RELATIVE for place in before):
            continue
        following = range(index + 1, min(index + 4, len(words)))
        if any(RECOMMEND in classes[place] for place in following):
            continue
        if any(
            words[place] in _PARTICIPLES or past_form(words[place]) or _GIVING & set(classes[place])
            for place in following
        ):
            return True
    return False


def own(tokens: Tokens) -> bool:
    """Whether somebody tells of the own treatment: "I take", "I've been on", "has me on", "my dose"."""
    words, classes = tokens.words, tokens.classes
    if words[-1:] == ("?",):
        return False
    for index, word in enumerate(words):
        if word not in _SELF or any(letter in _ASKS for letter in "".join(classes[max(0, index - 2) : index])):
            continue
        if words[max(0, index - 2) : index] and not _RELATIVE.isdisjoint(words[max(0, index - 2) : index]):
            continue
        following = [place for place in range(index + 1, min(index + 4, len(words))) if classes[place][0] != ADVERB]
        if (
            word == "my" and any(_MINE & set(classes[place]) or words[place] in _ADVISERS for place in following[:2])
        ) or (word == "me" and words[index + 1 : index + 2] == ("on",)):
            return True
        if word == "i" and following and any(_of_oneself(tokens, place) for place in following[:1]):
            return True
    return False


def _of_oneself(tokens: Tokens, index: int) -> bool:
    """The verb behind "I": one of taking or having, in the present or the past, or "'m" and "'ve"."""
    word = tokens.words[index]
    return word in _OWN_VERBS or past_form(word) or TAKE in tokens.tags[index]


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
    if word in _PREPOSITIONS or word in _DETERMINERS or supposed(tokens, index):
        return False
    if tag in _HEADS or tag == COMMA or word == "and":
        return tag != HYPHEN or place == 0
    return (
        not {NUMBER, PRESENT, MODAL, PAST, ARTICLE, RANGE, FOR, OVER, NEGATION, ADMINISTER}.intersection(tag)
        or word == "i"
    )


def supposed(tokens: Tokens, index: int) -> bool:
    """Whether the verb belongs to a condition or a relative clause: "if the patient received", "people who took"."""
    clause = slice(max(0, index - 5), index)
    words = tokens.words[clause]
    cut = tokens.tags[clause].rfind(COMMA) + 1
    return not _SUPPOSING.isdisjoint(words[cut:])


def _object(tokens: Tokens, index: int) -> bool:
    """Whether what was acted on follows: an article, a drug, a number that counts no time."""
    words, tags = tokens.words, tokens.tags
    following = index + 1
    while following < len(words) and (tags[following] == ADVERB or words[following] in ("approx", "about", "~", ".")):
        following += 1
    if following >= len(words):
        return False
    word, tag = words[following], tags[following]
    if tag == NUMBER:
        return tags[following + 1 : following + 2] not in (TIME, TIMES)
    place = _before(tokens, index)
    opens = place < 0 or tags[place] in _HEADS or tags[place] == COMMA
    if tag == EVERY:
        return False
    if word in _DETERMINERS or tag in _OBJECTS:
        return tag not in _AFTER_PARTICIPLE or word in _DETERMINERS
    if opens or tag in _AFTER_PARTICIPLE or word in _PREPOSITIONS:
        return False
    return tag in (WORD, DOSE, IMPLIED, STEP, OUTCOME, LAB) and tokens.words[place] != "and"
