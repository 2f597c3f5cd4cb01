"""Whom a statement is about: this content, a product or treatment, or disclaimers as such."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rules.disclaimer.phrases import Token
from rules.disclaimer.targets import NOUNS, Target


def _first(row: Sequence[Token], kind: str) -> int:
    """Where the first word of a kind stands; -1 when there is none."""
    return next((index for index, token in enumerate(row) if kind in token.kinds), -1)


def _has(row: Sequence[Token], kind: str) -> bool:
    return any(kind in token.kinds for token in row)


def _is_content(row: Sequence[Token]) -> int:
    places = [place for kind in ("information", "content") if (place := _first(row, kind)) != -1]
    return min(places, default=-1)


SMALL = 3  # letters of a word that is a preposition or an article, when no list knows it
# Ends of participles that stand without an auxiliary: replacing, reemplazando, remplaçant, ersetzend.
_PARTICIPLES = ("ing", "ndo", "ant", "end")
_PLAIN = {"link", "fill", "expert", "adjective", "substitution", "for", "finite", "copula"}
# What may follow a pronoun that is a subject.
VERBS = frozenset("finite copula negation first second substitution constitution provision deed use used".split())


class Context(NamedTuple):
    """What the text around a sentence speaks of: the sentences in front of it, and the whole passage."""

    content_before: bool
    itself_before: bool
    product_before: bool
    advice_before: bool
    content: bool
    medical: bool
    refers: bool
    labelled: bool

    @classmethod
    def of(cls, passage: Sequence[Token], labelled: bool) -> Context:
        """The context of a passage's first sentence."""
        content, medical = _is_content(passage) != -1, _has(passage, "medical")
        named = labelled or _has(passage[:3], "disclaimer")
        return cls(False, False, False, False, content, medical, _refers(passage), named)

    def past(self, row: Sequence[Token]) -> Context:
        """The context of the sentence that follows."""
        return self._replace(
            content_before=self.content_before or _is_content(row) != -1,
            itself_before=self.itself_before or _is_itself(row),
            product_before=self.product_before or _has(row, "product"),
            advice_before=self.advice_before
            or (_has(row, "advice") and any(token.kinds & {"adjective", "person"} for token in row)),
        )


def affirms(subject: Sequence[Token], kind: str, negated: bool) -> bool:
    """Whether a sentence without negation says of this content that it is medical advice or replaces it."""
    if negated or kind not in ("substitution", "constitution") or _has(subject, "product"):
        return False
    return _is_content(subject) != -1 or any("pronoun" in token.kinds for token in subject[:1])


def reverses(row: tuple[Token, ...], place: int, target: Target, kind: str, context: Context, text: str) -> bool:
    """Whether an affirmed statement is the opposite of a disclaimer and can be nothing else.

    A harmless sentence must not be called that: this content is the subject by its name ("the information in this
    article", not "articles", "as this article shows, ..."), nothing between subject, verb and object may be a verb or
    an object of its own ("this article compares ... as a replacement for ..."), and nothing makes it a condition, a
    comparison or a matter of versions.
    """
    first = min(place, target.first)
    subject, verb = row[:first], row[place].text
    # Of a negation in two parts one alone is no negation, and no affirmation either: "ces textes remplacent pas ...".
    if any(token.kinds & {"unsure", "first", "second"} for token in row) or verb.endswith(_PARTICIPLES) or not subject:
        return False
    if kind == "constitution" and target.kind != "advice":
        return False  # "intended for medical professionals"
    between = row[place + 1 : target.first] if place < target.first else row[target.last + 1 : place]
    allowed = _PLAIN - {"for"} if kind == "constitution" else _PLAIN | {*NOUNS, "person", "purpose"}
    barred = {"for", "care"} if kind == "constitution" else {"product"}
    if any(token.kinds & barred or not (token.kinds & allowed or _is_small(token)) for token in between):
        return False
    if context.product_before and not _is_itself(subject):
        return False
    if "pronoun" in subject[0].kinds and not _is_itself(subject):
        return (context.labelled or context.itself_before) and all(_is_plain(token) for token in subject[1:])
    named = _is_itself(subject) or (context.labelled and _has(subject, "information"))
    return named and "setting" not in row[0].kinds and _is_subject_of(subject, text, row[first].start)


def _is_subject_of(subject: tuple[Token, ...], text: str, end: int) -> bool:
    """Whether this content, as it is named in front of a verb, is what the verb says something of."""
    at = _first(subject, "information")
    for index in range(at, len(subject)):
        after = subject[index + 1].start if index + 1 < len(subject) else end
        coordinated = index + 1 < len(subject) and _is_and(subject[index + 1])
        if any(mark in text[subject[index].end : after] for mark in ",;:-") and not coordinated:
            return False
    links = [index for index in range(at + 1, len(subject)) if _is_and(subject[index])]
    if not all(_is_plain(token) for token in subject[max([at, *links]) + 1 :]):
        return False
    rest = len(subject)
    while rest and subject[rest - 1].kinds & {"finite", "copula"}:
        rest -= 1
    return not rest or "relative" not in subject[rest - 1].kinds


def _is_itself(row: Sequence[Token]) -> bool:
    """Whether a row names the content that it stands in: "this article", "our pages", "the texts here"."""
    return _has(row, "information") and any(token.kinds & {"this", "ours"} for token in row)


def _is_and(token: Token) -> bool:
    return {"joint", "fill"} <= token.kinds


def _is_small(token: Token) -> bool:
    return len(token.text) <= SMALL


def _is_plain(token: Token) -> bool:
    """Whether a word is known to be no verb but an auxiliary, or is too small for one."""
    return bool(token.kinds) or _is_small(token)


def about(
    row: tuple[Token, ...],
    places: tuple[int, int, int],
    around: tuple[Token, ...],
    kind: str,
    target: str,
    context: Context,
) -> Literal["stated", "elsewhere"] | None:
    """Whether a negated statement is about this content; None when it is about nothing that we know.

    `places` are the first word of the statement, and the first and last of its verb and object; `around` are the
    words of the sentence other than these two.
    """
    begin, first, last = places
    subject = row[:first]
    if target == "weak" and not context.medical:
        return None
    if kind == "label":
        return "stated" if _leads(subject) and (context.labelled or _is_content(subject) != -1) else None
    if kind in ("use", "used", "deed"):
        return "stated" if _leads(subject) and _unusable(row, first, kind, target) else None
    if kind == "disregard":
        behind = row[last + 1 :]
        return "stated" if _has(behind, "because") and (_is_content(behind) != -1 or _has(behind, "reading")) else None
    if not _leads(subject):
        return "elsewhere"
    if _is_content(subject) != -1 or _is_content(around) != -1:
        return "stated"
    if begin <= 2 and "order" in row[0].kinds:
        # "Never replace your treatment by ..." is told to the reader, not said of the text; "do not use it instead of
        # seeing a doctor" is, when the text speaks of itself before.
        page = context.labelled or (context.content_before and not context.product_before)
        return "stated" if page and _has(row[begin:first], "pronoun") else None
    words = [token for token in subject[:begin] if not token.kinds & {"negation", "disclaimer"}]
    pronoun = any(_is_subject(row, index) for index in range(begin + 1) if index <= 3 or _begins_clause(row, index))
    if pronoun or not words:
        return _back(context, pronoun, target)
    if target != "care" and (kind != "copula" or target == "advice") and _has(words[:3], "this"):
        return "stated"  # "this model", "these elements": what lies before the reader
    formula = target == "advice" and kind not in ("provision", "copula")
    return "stated" if formula or context.labelled or context.content else "elsewhere"


def _is_subject(row: tuple[Token, ...], index: int) -> bool:
    """Whether a word is a pronoun with its verb: "das ersetzt", not "das Tattoo ersetzt"."""
    return "pronoun" in row[index].kinds and (index + 1 == len(row) or bool(row[index + 1].kinds & VERBS))


def _begins_clause(row: tuple[Token, ...], index: int) -> bool:
    """Whether a word stands behind "and" or a comma: "I'm no doctor and this is not ..."."""
    return "joint" in row[index - 1].kinds or row[index].start - row[index - 1].end > 1


def _unusable(row: tuple[Token, ...], first: int, kind: str, target: str) -> bool:
    """Whether it is information that is not to be used, or any content that is not to be used for decisions."""
    subject = row[:first]
    if kind == "use":
        # What the reader is told: "we do not use your health data to treat ..." is something else.
        return _is_content(subject) == -1 and _has(row[first:], "information")
    return _has(subject, "information") or (target == "decision" and _is_content(subject) != -1)


def _leads(subject: Sequence[Token]) -> bool:
    """Whether no product is named, or only after this content was: "information about supplements is not ..."."""
    product, content = _product(subject), _is_content(subject)
    return product == -1 or -1 < content < product


def _product(subject: Sequence[Token]) -> int:
    """Where a product is named; not the one in "it does not prescribe medicines"."""
    for index, token in enumerate(subject):
        if _has(subject[max(index - 1, 0) : index], "infinitive"):
            continue  # "meant to supplement, not to replace"
        if "product" in token.kinds and not _has(subject[max(index - 3, 0) : index], "purpose"):
            return index
    return -1


def _back(context: Context, pronoun: bool, target: str) -> Literal["stated", "elsewhere"]:
    """What "it" or a missing subject stands for: whatever the sentences in front speak of."""
    if context.labelled or context.content_before:
        return "stated"
    if context.product_before or (pronoun and target == "care"):
        return "elsewhere"
    return "stated"


def mentions(passage: Sequence[Token]) -> bool:
    """Whether a text explains or orders disclaimers: "a disclaimer states ...", "add a disclaimer that ..."."""
    for index, token in enumerate(passage):
        if "disclaimer" in token.kinds:
            if _has(passage[index + 1 : index + 2], "example"):
                return True  # "why disclaimers such as ..."
            front, behind = passage[max(index - 4, 0) : index], passage[index + 1 : index + 2]
            if _has(front, "any") and (_has(behind, "defines") or _has(passage[max(index - 6, 0) : index], "shows")):
                return True
        if "clear" in token.kinds and _has(passage[index + 1 : index + 2], "reminder"):
            return True
        if "reminder" in token.kinds and _has(passage[index + 1 : index + 2], "clear"):
            return True
    return False


def _refers(passage: Sequence[Token]) -> bool:
    """Whether a text sends its reader on to the real disclaimer: "this is no advice, see the full disclaimer"."""
    return any(
        "see" in token.kinds and _has(passage[index + 1 : index + 10], "disclaimer")
        for index, token in enumerate(passage)
    )
