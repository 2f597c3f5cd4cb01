"""What only reports a statement: a quotation in a sentence, or a clause that somebody says, thinks or denies."""

from __future__ import annotations

from collections.abc import Sequence

from rules.disclaimer.phrases import Token

NEAR = 5  # words between a verb of saying and its "that", and between its subject and the verb
_BREAKS = (", ", "; ", ": ", " - ")


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Where the quotation marks of a folded text stand, opening and closing; one without its twin opens nothing."""
    marks: list[int] = []
    at = text.find('"')
    while at != -1:
        marks.append(at)
        at = text.find('"', at + 1)
    return tuple(zip(marks[::2], marks[1::2], strict=False))


def is_quoted(low: int, high: int, quotes: Sequence[tuple[int, int]], row: Sequence[Token], text: str) -> bool:
    """Whether [low, high) is quoted within a longer sentence: 'blogs say "this is no advice" and sell pills'.

    A disclaimer may stand in quotation marks as a whole, also behind a label ('Please note: "..."').
    """
    for start, end in quotes:
        if not (start < low and high <= end):
            continue
        front, inside, behind = text[:start].rstrip(), text[start + 1 : end].rstrip(), text[end + 1 :].lstrip(" *_")
        if behind[:1].isalnum() and inside[-1:] not in (".", "!", "?"):
            return True
        said = any("speech" in token.kinds for token in [token for token in row if token.end <= start][-NEAR:])
        return bool(front) and (said or front[-1] not in ".!?:)")
    return False


def is_reported(row: tuple[Token, ...], begin: int, last: int, text: str) -> bool:
    """Whether the clause that holds the words [begin, last] hangs on a verb or noun of saying, thinking or denying.

    "It is a myth that ...", "the FDA says: ...", and with the clause in front "that ... is a myth". What the article
    says in its own voice ("we want to say that ...") is said.
    """
    for at in range(begin - 1, -1, -1):
        if "speech" in row[at].kinds and _governs(row, at, begin, text):
            return not _own_voice(row, at)
    leads = "complement" in row[0].kinds and begin > 0
    return leads and any(token.kinds & {"speech", "denial"} for token in row[last + 1 :])


def _governs(row: tuple[Token, ...], at: int, begin: int, text: str) -> bool:
    """Whether the clause of a verb of saying holds the word `begin`."""
    opening = _opening(row, at, begin, text)
    if opening is None:
        return False
    for index in range(opening + 1, begin + 1):
        gap = text[row[index - 1].end : row[index].start]
        if "stop" in row[index].kinds or any(mark in gap for mark in _BREAKS):
            return False  # "if you think that it is urgent, ...": the next clause is no longer what is thought
    return True


def _opening(row: tuple[Token, ...], at: int, begin: int, text: str) -> int | None:
    """The word that opens the clause behind a verb of saying: "that", or its first word behind a colon."""
    for index in range(at + 1, min(at + 2 + NEAR, begin + 1)):
        gap = text[row[index - 1].end : row[index].start]
        adjacent = index == at + 1
        if adjacent and (": " in gap or ("bare complement" in row[index].kinds and not gap.strip())):
            return index
        if "complement" in row[index].kinds:
            # "Claims on this site that have not been evaluated": a relative clause.
            relative = not adjacent and any("finite" in token.kinds for token in row[index + 1 : index + 2])
            return None if relative else index
        if "finite" in row[index].kinds or gap.strip():
            return None
    return None


def _own_voice(row: tuple[Token, ...], at: int) -> bool:
    """Whether the article itself says it: "we must say that ..."; not "we do not think", "I used to write"."""
    front = row[max(at - NEAR, 0) : at]
    if any("denial" in token.kinds for token in row[: at + 1]):
        return False
    if any(token.kinds & {"negation", "far", "former"} for token in front):
        return False
    if front and "infinitive" in front[-1].kinds:
        return True
    return any("speaker" in token.kinds for token in (*front, row[at]))
