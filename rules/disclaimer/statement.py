"""Does a text say that it is no medical advice? The core statement of a disclaimer, recognised word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Literal, NamedTuple

from rules.disclaimer.phrases import Lexicon, Token, abbreviations, fold, lexicon, tokens, whole
from rules.disclaimer.reported import is_quoted, is_reported, quotations
from rules.disclaimer.subject import Context, about, affirms, mentions, reverses
from rules.disclaimer.targets import Target, targets

Verdict = Literal["stated", "reversed", "affirmed", "elsewhere", "mentioned", "referred", "reported"]
# What a text can say of medical advice: to replace it, to be it, to give it, to be used for it, to set it aside.
# Each with the most words that may lie between the verb and its object, and between the negation and the verb.
RELATIONS = {
    "substitution": (12, 16),
    "constitution": (9, 16),
    "provision": (5, 5),
    "deed": (1, 1),
    "use": (12, 16),
    "used": (12, 16),
    "disregard": (8, 3),
    "copula": (4, 1),
    "label": (2, 1),
}
USES = ("use", "used", "deed", "label")  # relations whose object is a purpose, "to diagnose"
# Of several verdicts on one text, the first of these decides.
_DECIDE: tuple[Verdict, ...] = ("reversed", "affirmed", "stated", "referred", "reported", "elsewhere")
LONGEST = 200  # words of a sentence, and the most verbs of it that are looked at
VERBS = 60
FAR = 30  # words between a negation that begins a sentence ("nothing on this site ...") and the verb


class Statement(NamedTuple):
    """A place that speaks of replacing or giving medical advice, and what it makes of it.

    `stated`: this content is none. `reversed`: this content plainly is. `affirmed`: the same without a negation,
    perhaps said of something else. `elsewhere`: said of a product or a treatment. `mentioned`: said about disclaimers.
    `referred`: no more than a pointer to the real one. `reported`: what somebody says, thinks, quotes or denies.
    `words` and `sentence` are ranges of the text that was read: the words that decide, and the sentence they stand in.
    """

    verdict: Verdict
    words: tuple[int, int]
    sentence: tuple[int, int]


def read(text: str, language: str, labelled: bool = False) -> Statement | None:
    """The statement that decides whether a text is a disclaimer; None when it speaks of nothing of the kind.

    `labelled` says that a heading or label in front calls it a disclaimer or notice.
    """
    folded = fold(text)
    words = lexicon(language)
    found: dict[Verdict, Statement] = {}
    everything = tokens(folded.text, words)
    context = Context.of(everything, labelled)
    quotes = quotations(folded.text)
    for start, end, row in _rows(folded.text, everything):
        question = folded.text[start:end].rstrip(" \"')").endswith(("?", "？"))
        for verdict, low, high in () if question else _claims(row, context, folded.text, words):
            span = folded.places[low], folded.places[high - 1] + 1
            if is_quoted(low, high, quotes, everything, folded.text):
                verdict = "reported"
            elif verdict == "reversed" and any(before < low and high <= behind for before, behind in quotes):
                verdict = "affirmed"
            found.setdefault(verdict, Statement(verdict, span, _trimmed(text, folded.places, start, end)))
        context = context.past(row)
    for phrase in whole(language):
        if match := re.search(phrase, folded.text):
            span = folded.places[match.start()], folded.places[match.end() - 1] + 1
            return Statement("stated", span, span)
    if not found:
        return None
    if mentions(everything):
        return next(iter(found.values()))._replace(verdict="mentioned")
    # A text that also says the opposite is no disclaimer: "does not give medical advice ... is a substitute for it".
    return next(found[verdict] for verdict in _DECIDE if verdict in found)


def _trimmed(text: str, places: tuple[int, ...], start: int, end: int) -> tuple[int, int]:
    low, high = places[start], places[end - 1] + 1
    sentence = text[low:high]
    return low + len(sentence) - len(sentence.lstrip()), low + len(sentence.rstrip())


@cache
def _ends(wide: bool) -> re.Pattern[str]:
    """What ends a sentence; `wide` for texts that may hold Chinese full stops, whose classes are slow to compile."""
    return re.compile(r"[.!?。！？]+[\"')\]*]*(?: |$)|[。！？]" if wide else r"[.!?]+[\"')\]*]*(?: |$)")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _ends(not text.isascii()).finditer(text):
        word = text[start : match.start()].rsplit(" ", 1)[-1].lstrip("(")
        if match[0].startswith(".") and match.end() < len(text) and (len(word) == 1 or word in abbreviations()):
            continue
        yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _rows(text: str, everything: tuple[Token, ...]) -> Iterator[tuple[int, int, tuple[Token, ...]]]:
    """The words of each sentence; one that never ends is cut, since no statement is that long."""
    at = 0
    for start, end in _sentences(text):
        first = at
        while at < len(everything) and everything[at].start < end:
            at += 1
        for cut in range(first, at, LONGEST):
            row = everything[cut : min(cut + LONGEST, at)]
            yield max(start, row[0].start if cut > first else start), end if cut + LONGEST >= at else row[-1].end, row


def _claims(row: tuple[Token, ...], context: Context, text: str, words: Lexicon) -> Iterator[tuple[Verdict, int, int]]:
    """Everything a sentence says about medical advice and the like."""
    objects = tuple(targets(row, context.advice_before))
    if not objects or any(_denied(row, index) for index in range(len(row))):
        return
    negations = tuple(_negations(row, words))
    for place, kind in islice(_relations(row, objects, negations), VERBS):
        target = _target(row, place, kind, objects, text, words)
        if target is None:
            continue
        first, last = min(place, target.first), max(place, target.last)
        negation = _negation(row, place, target, kind, negations, text, words)
        low, high = row[first].start, row[last].end
        if negation is None:
            negated = any(kind != "substitution" or not _parts(row, min(at, last), first, text) for at in negations)
            if not affirms(row[:first], kind, negated) or target.kind in ("weak", "purpose", "decision"):
                continue
            if not is_reported(row, first, last, text):
                plain = reverses(row, place, target, kind, context, text)
                yield "reversed" if plain else "affirmed", low, high
            continue
        begin = min(first, negation)
        around = (*row[:first], *row[min(place, target.last) + 1 : max(place, target.first)], *row[last + 1 :])
        verdict: Verdict | None = about(row, (begin, first, last), around, kind, target.kind, context)
        if verdict:
            if verdict == "stated" and kind == "copula" and context.refers:
                verdict = "referred"
            if verdict == "stated" and is_reported(row, begin, last, text):
                verdict = "reported"
            yield verdict, row[begin].start, max(high, row[negation].end)


def _denied(row: tuple[Token, ...], index: int) -> bool:
    """Whether the sentence denies what it says: "it is not true that this is not ..."."""
    if "negation" not in row[index].kinds or any("speaker" in token.kinds for token in row[index + 1 : index + 2]):
        return False  # "nothing I say here is ..."
    return any("denied" in token.kinds for token in row[index + 1 : index + 3])


def _relations(
    row: tuple[Token, ...], objects: tuple[Target, ...], negations: tuple[int, ...]
) -> Iterator[tuple[int, str]]:
    for index, token in enumerate(row):
        for kind in RELATIONS:
            if kind in token.kinds:
                yield index, kind
    # "Not medical advice.": a negation right in front of its object needs no verb; "without medical advice" says
    # nothing of the kind, nor does "no medical advice was sought", but "no medical advice is given here" does.
    for target in objects:
        # "Not for diagnosis or treatment."
        if target.kind == "purpose":
            at = target.first - 1
            at -= "for" not in row[at].kinds  # "not for the diagnosis"
            if at - 1 in negations and "for" in row[at].kinds:
                yield at - 1, "label"
            continue
        at = target.first - 1
        while at > 0 and "link" in row[at].kinds and at not in negations:
            at -= 1
        verb = any("finite" in token.kinds for token in row[target.last + 1 : target.last + 2])
        verb = verb and not _given(row[target.last + 1 : target.last + 4])
        if at in negations and target.kind == "advice" and not verb and "stop" not in row[at].kinds:
            yield at, "copula"


def _given(behind: tuple[Token, ...]) -> bool:
    """Whether these words are a passive of giving in the present: "is given", "will be offered"."""
    return not any("past" in token.kinds for token in behind) and any("provision" in token.kinds for token in behind)


def _target(
    row: tuple[Token, ...], place: int, kind: str, objects: tuple[Target, ...], text: str, words: Lexicon
) -> Target | None:
    """What the relation is about: the nearest object behind it, or before it where verbs come last."""
    reach, _ = RELATIONS[kind]
    for index, target in enumerate(objects):
        if target.last <= place or not _fits(kind, target):
            continue
        # "professional" is a person in "a healthcare professional", but not in "professional medical advice".
        if any(other.kind == "advice" and other.first <= target.last for other in objects[index + 1 : index + 3]):
            continue
        if target.first - place - 1 > reach or _parts(row, place + 1, target.first, text):
            break
        # "To provide information about medical advice" is not to provide medical advice.
        if kind == "provision" and any("information" in token.kinds for token in row[place + 1 : target.first]):
            break
        if kind == "copula" and any(not token.kinds & {"link", "negation"} for token in row[place + 1 : target.first]):
            break
        return target
    if words.verbs_late and kind != "copula":
        for target in reversed(objects):
            if target.last < place and _fits(kind, target) and (kind, target.kind) != ("constitution", "care"):
                near = place - target.last - 1 <= reach and not _parts(row, target.last + 1, place, text)
                return target if near else None
    return None


def _fits(kind: str, target: Target) -> bool:
    """Whether a relation can be about an object: one is no doctor, but one can replace a doctor."""
    if target.kind in ("purpose", "decision"):
        return kind in USES or (kind == "substitution" and target.kind == "decision")
    if target.kind == "person":
        return kind == "substitution"
    if kind in USES:
        return False
    return kind != "copula" or target.kind in ("advice", "visit")


def _negations(row: tuple[Token, ...], words: Lexicon) -> Iterator[int]:
    """The words that negate; not those in "not only", nor one half of "ne ... pas" alone."""
    skipped = -1
    for index, token in enumerate(row):
        if index <= skipped:
            continue
        second = words.paired and "second" in token.kinds and "negation" not in token.kinds
        if second and index >= 2 and not any("first" in near.kinds for near in row[max(index - 6, 0) : index + 9]):
            continue
        # "nor" goes on with a negation: "ersetzt weder ... noch", "no es ... ni".
        nor = "nor" in token.kinds and (index == 0 or any(other.kinds & {"negation", "nor"} for other in row[:index]))
        if not second and not nor and "negation" not in token.kinds:
            continue
        void = next((at for at in range(index + 1, min(index + 3, len(row))) if "void" in row[at].kinds), None)
        if void is None:
            yield index
        elif "negation" in row[void].kinds:
            skipped = void  # "not without": the two cancel each other out


def _negation(
    row: tuple[Token, ...],
    place: int,
    target: Target,
    kind: str,
    negations: tuple[int, ...],
    text: str,
    words: Lexicon,
) -> int | None:
    """The word that negates the relation; None when nothing does, or when two cancel each other out."""
    start, end = min(place, target.first), max(place, target.last)
    _, reach = RELATIONS[kind]
    found: int | None = None
    for negation in negations:
        if negation < start:
            far = "far" in row[negation].kinds and _opens(row, negation, text)
            gap = start - negation - 1
            if kind == "provision" and any("use" in token.kinds for token in row[negation + 1 : start]):
                continue  # "we do not use cookies to provide ..."
            if gap <= (FAR if far else reach) and not _parts(row, negation + 1, start, text, far):
                found = negation
        elif words.negates_first and negation > place > start - 1:
            continue
        elif negation <= end:
            found = negation
        elif words.verbs_late and found is None and negation - end <= 8:
            found = None if _parts(row, end + 1, negation, text) else negation
    return found


def _opens(row: tuple[Token, ...], index: int, text: str) -> bool:
    """Whether a word is at the beginning of a clause."""
    if index < 3 or row[index - 1].kinds & {"joint", "stop"}:
        return True
    return any(mark in text[row[index - 1].end : row[index].start] for mark in ",;:-")


def _parts(row: tuple[Token, ...], low: int, high: int, text: str, far: bool = False) -> bool:
    """Whether a new clause begins between two words: by a conjunction, a colon, or "and" with a verb of its own.

    `far`: what lies between is a long subject, with clauses inside ("nothing that you read here and that is ...").
    """
    for index in range(low, min(high, len(row))):
        kinds, behind = row[index].kinds, row[index + 1 : index + 2]
        if not far and "stop" in kinds and not any("negation" in token.kinds for token in behind):
            return True
        if not far and "joint" in kinds and any("finite" in token.kinds for token in behind):
            return True
        between = text[row[index - 1].end : row[index].start] if index > low else ""
        if ": " in between or "; " in between:
            return True
    return False
