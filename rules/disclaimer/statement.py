"""Does a text say that it is no medical advice? The core statement of a disclaimer, recognised in seven languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from rules.disclaimer.phrases import Phrases, fold

Verdict = Literal["stated", "affirmed", "elsewhere", "mentioned"]
NEAR = 16  # words between a negation and what it negates
FAR = 30  # the same for "nothing on this site ... is"
OBJECT = 9  # words between "constitute" and "medical advice"


class Statement(NamedTuple):
    """A place that speaks of replacing or giving medical advice, and what it makes of it.

    `stated`: this content is none. `affirmed`: the same without a negation. `elsewhere`: said of a product or a
    treatment. `mentioned`: said about disclaimers. [start, end) are offsets into the text that was read.
    """

    verdict: Verdict
    start: int
    end: int


class _Clause(NamedTuple):
    """A sentence of a passage, folded, with what went before it."""

    text: str
    before: str
    passage: str
    labelled: bool


def read(text: str, phrases: Phrases, labelled: bool = False) -> Statement | None:
    """The statement that decides whether a text is a disclaimer; None when it speaks of nothing of the kind.

    `labelled` says that a heading or label in front calls it a disclaimer or notice.
    """
    folded = fold(text)
    found: dict[Verdict, Statement] = {}
    for start, end in _sentences(folded.text, phrases):
        clause = _Clause(folded.text[start:end], folded.text[:start], folded.text, labelled)
        for verdict, low, high in _claims(clause, phrases):
            words = folded.places[start + low], folded.places[start + high - 1] + 1
            found.setdefault(verdict, Statement(verdict, words, _trimmed(text, folded.places, start, end)))
    if not found:
        return None
    if phrases.mention.search(folded.text):
        return next(iter(found.values()))._replace(verdict="mentioned")
    # A text that also says the opposite is no disclaimer: "does not give medical advice ... is a substitute for it".
    return found.get("affirmed") or found.get("stated") or found["elsewhere"]


def _trimmed(text: str, places: tuple[int, ...], start: int, end: int) -> tuple[int, int]:
    low, high = places[start], places[end - 1] + 1
    sentence = text[low:high]
    return low + len(sentence) - len(sentence.lstrip()), low + len(sentence.rstrip())


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(r"[.!?。！？]+[\"')\]*]*(?: |$)|[。！？]")


def _sentences(text: str, phrases: Phrases) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _ends().finditer(text):
        word = text[start : match.start()].rsplit(" ", 1)[-1].lstrip("(")
        if match[0].startswith(".") and (len(word) == 1 or word in phrases.abbreviations):
            continue
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _claims(clause: _Clause, phrases: Phrases) -> Iterator[tuple[Verdict, int, int]]:
    """Everything a sentence says about medical advice and the like."""
    if clause.text.rstrip(" \"')").endswith(("?", "？")):
        return
    if match := phrases.whole.search(clause.text):
        yield "stated", match.start(), match.end()
    text = phrases.void.sub(lambda match: "~" * len(match[0]), clause.text)
    targets = tuple(phrases.target.finditer(text))
    if not targets and "use" not in phrases.relation.groupindex:
        return
    negations = tuple(phrases.negation.finditer(text))
    for relation in phrases.relation.finditer(text):
        kind = relation.lastgroup or ""
        if kind == "use":
            target: re.Match[str] | None = relation
        else:
            target = _target(text, relation, targets, phrases)
        if target is None:
            continue
        negation = _negation(text, relation, target, negations, phrases)
        start, end = min(relation.start(), target.start()), max(relation.end(), target.end())
        if negation is None:
            if _affirms(clause, text[:start], kind, bool(negations), phrases):
                yield "affirmed", start, end
            continue
        low = min(start, negation.start())
        verdict = _about(clause, (low, start, end), kind, target.lastgroup or "", phrases)
        if verdict:
            yield verdict, low, max(end, negation.end())


def _words(text: str) -> int:
    return text.strip().count(" ") + (1 if text.strip() else 0)


def _target(
    text: str, relation: re.Match[str], targets: tuple[re.Match[str], ...], phrases: Phrases
) -> re.Match[str] | None:
    """What the relation is about: the nearest object behind it, or before it where verbs come last."""
    kind = relation.lastgroup
    reach = {"copula": 3, "provision": 6, "substitution": OBJECT + 3}.get(kind or "", OBJECT)
    for target in targets:
        gap = text[relation.end() : target.start()]
        if target.start() < relation.end():
            continue
        if _words(gap) > reach or phrases.barrier.search(gap):
            break
        if kind == "copula" and (target.lastgroup not in ("advice", "visit") or not phrases.link.issuperset(gap.split())):
            break
        return target
    if phrases.after and kind != "copula":
        for target in reversed(targets):
            gap = text[target.end() : relation.start()]
            if target.end() <= relation.start():
                return target if _words(gap) <= OBJECT and not phrases.barrier.search(gap) else None
    return None


def _negation(
    text: str, relation: re.Match[str], target: re.Match[str], negations: tuple[re.Match[str], ...], phrases: Phrases
) -> re.Match[str] | None:
    """The word that negates the relation; None when nothing does, or when two cancel each other out."""
    start, end = min(relation.start(), target.start()), max(relation.end(), target.end())
    reach = {"copula": 3, "provision": 6}.get(relation.lastgroup or "", NEAR)
    found: re.Match[str] | None = None
    for negation in negations:
        if negation.end() <= start:
            gap = text[negation.end() : start].lstrip(" :")
            far = phrases.far.match(negation[0]) is not None
            if _words(gap) <= (FAR if far else reach) and (far or not _parts(gap, phrases)):
                found = negation
        elif negation.start() < end:
            found = negation
        elif phrases.after and found is None:
            gap = text[end : negation.start()]
            if _words(gap) <= OBJECT and not phrases.barrier.search(gap):
                found = negation
    return found


def _parts(gap: str, phrases: Phrases) -> bool:
    """Whether a new clause begins in the gap."""
    return ": " in gap or "; " in gap or phrases.barrier.search(gap) is not None


def _first(text: str, stems: tuple[str, ...]) -> int:
    """Where the first word with one of the stems begins; -1 when there is none."""
    places = [place for stem in stems if (place := text.find(stem)) != -1]
    return min(places) if places else -1


def _has(text: str, stems: tuple[str, ...]) -> bool:
    return any(stem in text for stem in stems)


def _padded(text: str) -> str:
    """Text whose words all begin behind a space, so that a stem " site" matches a word's beginning alone."""
    return " " + text.translate(_MARKS) + " "


_MARKS = str.maketrans(dict.fromkeys("()[]\"'*:,;/-.!?", " "))


def _affirms(clause: _Clause, before: str, kind: str, negated: bool, phrases: Phrases) -> bool:
    """Whether the sentence says of this content that it is medical advice or replaces it."""
    if negated or kind not in ("substitution", "constitution"):
        return False
    subject = _padded(before)
    if _has(subject, phrases.product):
        return False
    return _has(subject, phrases.content) or subject.split()[:1] in ([word.strip()] for word in phrases.pronoun)


def _about(
    clause: _Clause, places: tuple[int, int, int], kind: str, target: str, phrases: Phrases
) -> Verdict | None:
    """Whether a negated statement is about this content; None when it is about nothing that we know."""
    low, start, end = places
    rest = clause.text if kind == "use" else clause.text[:start] + " " + clause.text[end:]
    subject, sentence = _padded(clause.text[: max(low, start)]), _padded(rest)
    before, passage = _padded(clause.before), _padded(clause.passage)
    if target == "weak" and not (_has(passage, phrases.medical)):
        return None
    content, product = _first(subject, phrases.content), _first(subject, phrases.product)
    if content != -1 and (product == -1 or content < product):
        return "stated"
    if product != -1:
        return "elsewhere"
    if _has(sentence, phrases.content):
        return "stated"
    if kind == "use" or phrases.imperative.match(clause.text[low:].lstrip(" \"'(*-")):
        return None
    words = subject.split()
    pronoun = bool(words) and any(f" {word} " in phrases.pronoun for word in words[:3])
    if pronoun or not words:
        return _back(before, pronoun, target, clause.labelled, phrases)
    if target == "advice":
        return "stated"
    return "stated" if clause.labelled or _has(passage, phrases.content) else "elsewhere"


def _back(before: str, pronoun: bool, target: str, labelled: bool, phrases: Phrases) -> Verdict:
    """What "it" or a missing subject stands for: whatever the sentences in front speak of."""
    content, product = _has(before, phrases.content), _has(before, phrases.product)
    if content or labelled:
        return "stated"
    if product or (pronoun and target == "care"):
        return "elsewhere"
    return "stated"
