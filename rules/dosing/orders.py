"""Whether a sentence begins, or a German one ends, with the verb of an order: no heading above it makes it a report."""

from __future__ import annotations

from rules.dosing.classes import (
    ADMINISTER,
    ADVERB,
    ARTICLE,
    CLOSE,
    COLON,
    COMMA,
    DAYPART,
    END,
    HYPHEN,
    MARK,
    MODAL,
    NUMBER,
    ONCE,
    OPEN,
    ORDER,
    PAST,
    PAUSE,
    PER,
    PRESENT,
    RANGE,
    SOMEBODY,
    STEP,
    SUSTAIN,
    TAKE,
    USE,
)
from rules.dosing.lexicon import affixes, senses
from rules.dosing.tokens import Tokens

_VERBS = frozenset((TAKE, ADMINISTER, USE, STEP, SUSTAIN, PAUSE, ORDER))
_LAST = frozenset((TAKE, ADMINISTER, STEP))  # "abends 20 mg einnehmen", "auf 20 mg erhöhen"
_LEADS = frozenset((HYPHEN, MARK, NUMBER, ADVERB, OPEN, END, DAYPART, PER, ARTICLE, RANGE, COMMA))
_BREAKS = frozenset((END, COMMA, COLON, OPEN))
_DATE = frozenset((HYPHEN, NUMBER))
_TELLS = frozenset((PAST, PRESENT, SOMEBODY))
_MOST_LEADS = 5  # words before the verb: "then, at night, take"


def orders(tokens: Tokens) -> bool:
    """Whether a sentence orders by its form: a clause begins with an imperative, or an infinitive ends the sentence."""
    if any(ORDER in letters for letters in tokens.classes) or _should(tokens):
        return True
    known = senses("orders")["order"]
    for index, tag in enumerate(tokens.tags[: _MOST_LEADS + 1]):
        if _is_verb(tokens, index) or (tokens.words[index] in known and _governs(tokens, index)):
            return True
        if tag not in _LEADS:
            break
    breaks = [index + 1 for index, tag in enumerate(tokens.tags[:-1]) if tag in _BREAKS]
    return any(_is_verb(tokens, index) for index in breaks) or _ends_so(tokens)


def is_month(tokens: Tokens, index: int) -> bool:
    """Whether "may" names a month: "Feb-May 2022", "5 May"."""
    beside = tokens.tags[max(0, index - 1) : index] + tokens.tags[index + 1 : index + 2]
    return tokens.words[index] == "may" and not _DATE.isdisjoint(beside)


def _should(tokens: Tokens) -> bool:
    """Whether something should or may be done."""
    return any(tag == MODAL and not is_month(tokens, index) for index, tag in enumerate(tokens.tags))


def _is_verb(tokens: Tokens, index: int) -> bool:
    """Whether a word can be the verb of an order: no participle and no noun, as "increased to", "Steigerung auf"."""
    classes = tokens.classes[index]
    if PAST in classes or _VERBS.isdisjoint(classes) or not _governs(tokens, index):
        return False
    return not tokens.words[index].partition(" ")[0].endswith(affixes("orders", "telling_ending"))


def _governs(tokens: Tokens, index: int) -> bool:
    """Whether what follows a word leaves it a verb; "use of", "dose change:" and "spray (" do not."""
    following = tokens.words[index + 1 : index + 2]
    return (
        bool(following)
        and following[0] not in senses("orders")["of"]
        and tokens.tags[index + 1] not in (COLON, OPEN, CLOSE, HYPHEN)
    )


def _ends_so(tokens: Tokens) -> bool:
    """Whether an amount and an infinitive end the sentence, as German and Dutch have it."""
    end = len(tokens.words)
    while end and tokens.tags[end - 1] in (END, CLOSE):
        end -= 1
    if end < 2 or _LAST.isdisjoint(tokens.classes[end - 1]) or not tokens.words[end - 1].endswith("n"):
        return False
    letters = "".join(tokens.classes[: end - 1])
    return _TELLS.isdisjoint(letters) and not {NUMBER, ONCE}.isdisjoint(letters)
