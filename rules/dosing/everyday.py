"""What is counted and is no drug: "three applications" of software, "a patch" for a program, "every 128 characters".

Only what else the sentence says makes a dose of them: a drug, a route, how often, where on the body. The words are in
`words/everyday.txt`.
"""

from __future__ import annotations

from rules.dosing.classes import (
    CODE,
    DOSE,
    DRUG,
    FORM,
    HYPHEN,
    IMPLIED,
    MISSED,
    NEEDED,
    NUMBER,
    ROUTE,
    TAKE,
    WORD,
)
from rules.dosing.lexicon import senses
from rules.dosing.quantities import Piece
from rules.dosing.tokens import Tokens

# Of these words a sentence speaks of drugs.
_DOSED = frozenset((DRUG, ROUTE, DOSE, MISSED, NEEDED))
_NEAR = 2  # words between a verb of taking and what is taken


def is_everyday(tokens: Tokens, count: Piece, letters: frozenset[str]) -> bool:
    """Whether a number of something is no number of tablets, patches or puffs; `letters` are those of the sentence."""
    named = [index for index in range(count.start, count.end) if FORM in tokens.classes[index]]
    if not named:
        return False
    form = tokens.words[named[-1]]
    known = senses("everyday")
    if form in known["form"]:
        return not (_is_dosed(tokens, letters) or TAKE in tokens.tags[max(0, count.start - _NEAR) : count.start])
    if form in known["joined_form"]:  # "a one-shot import"
        return HYPHEN in tokens.tags[count.start : named[-1]] and letters.isdisjoint(_DOSED)
    # "Un archivo comprimido", "un livro sobre": behind a noun an adjective or a preposition
    return (
        form in known["described_form"]
        and WORD in tokens.tags[count.start : named[-1]]
        and not _is_dosed(tokens, letters)
    )


def is_grouped(tokens: Tokens, every: Piece) -> bool:
    """Whether an interval counts something else than time: "every 4 digits", "alle 128 Zeichen"; not "q4 then"."""
    if every.kind != "interval" or tokens.tags[every.end - 1] != NUMBER or tokens.words[every.start] == "q":
        return False
    following = tokens.tags[every.end : every.end + 1]
    return following in (WORD, CODE) and tokens.words[every.end] not in senses("clauses")["second"]


def _is_dosed(tokens: Tokens, letters: frozenset[str]) -> bool:
    """Whether a sentence names a drug, a way to give it, or a part of the body."""
    if not letters.isdisjoint(_DOSED):
        return True
    known = senses("everyday")
    if not known["body"].isdisjoint(tokens.words):
        return True
    forms = known["form"] | known["described_form"]
    return any(
        IMPLIED in classes and word not in forms for word, classes in zip(tokens.words, tokens.classes, strict=True)
    )
