"""Where a document states its disclaimer, or the nearest thing to one and why that does not count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from lint.document import Document
from lint.gist import plain
from lint.message import Message
from lint.spans import Span
from rules.disclaimer import passages
from rules.disclaimer.anchors import LANGUAGES, spoken, tongues
from rules.disclaimer.passages import Passage
from rules.disclaimer.phrases import common_words, negation
from rules.disclaimer.statement import Statement, read

SAMPLE = 4000  # characters of prose by which an undeclared language is recognised


# What is to be done about something like a disclaimer: add one beside it, replace what says the opposite or says it in
# other words, put it where readers see it, or write out what is only code, a link or a heading.
Todo = Literal["add", "turn", "reword", "show", "write", "link", "head"]


class Found(NamedTuple):
    """A disclaimer that readers see."""

    passage: Passage
    span: Span
    language: str


class Candidate(NamedTuple):
    """Something like a disclaimer that does not count: what it is, where, and what is to be done about it."""

    reason: str
    span: Span
    rank: int
    todo: Todo = "add"


def language_of(document: Document) -> str:
    """The declared language, or the one whose small words are the most frequent; English when nothing tells."""
    known = document.memo.get(language_of)
    if not isinstance(known, str):
        known = document.memo[language_of] = document.language or recognised(_beginning(document)) or "en"
    return known


def known_language(document: Document) -> str:
    """The declared language, or the one that its words tell beyond doubt; empty when they do not."""
    return document.language or recognised(_beginning(document), certain=True)


def _beginning(document: Document) -> str:
    """As much of it as tells its language; what stands behind that is not even read."""
    pieces, length = [], 0
    for block in document.blocks:
        if block.is_read:
            pieces.append(block.text)
            length += len(block.text) + 1
            if length > SAMPLE:
                break
    return " ".join(pieces)[:SAMPLE]


def recognised(text: str, *, certain: bool = False) -> str:
    """The language whose small words are the most frequent in the beginning of a text; empty when little tells.

    A word that comes again and again tells little: "a" is a small word of Portuguese too, "de" one of five languages.
    A language is certain when at least three of its small words come, as a tenth of all words, and half as often again
    as those of any other.
    """
    row = text[:SAMPLE].lower().split()
    if _is_chinese(text[:SAMPLE], len(row)):
        return "zh"
    found = {language: [word for word in row if word in common_words(language)] for language in LANGUAGES}
    best, second = sorted(LANGUAGES, key=lambda language: -len(found[language]))[:2]
    count, kinds = len(found[best]), len(set(found[best]))
    if certain:
        return best if kinds >= 3 and count * 10 >= len(row) and 2 * count >= 3 * len(found[second]) else ""
    return best if kinds >= 2 else ""


def _is_chinese(text: str, words: int) -> bool:
    """Whether a text is mainly in Chinese characters, and no Japanese, which has kana among them.

    A name, or a term in brackets, does not make an English text Chinese; Latin names of medicines are no English text.
    """
    if text.isascii():
        return False
    characters, kana = len(re.findall("[\u4e00-\u9fff]", text)), len(re.findall("[\u3040-\u30ff]", text))
    return characters >= 4 and characters > 2 * words and kana * 10 < characters


def languages_for(document: Document) -> tuple[str, ...]:
    """The languages in which it may say something of medical advice, its own first."""
    own = language_of(document)
    return tuple(sorted(spoken(document), key=lambda language: (language != own, LANGUAGES.index(language))))


def find(document: Document) -> Found | None:
    """The first disclaimer that readers see, in whatever language."""
    if not spoken(document):
        return None
    seen = list(passages.visible(document))
    for language in languages_for(document):
        for passage in seen:
            statement = _read(passage, language)
            if statement and statement.verdict == "stated" and not passages.aside(passage, *statement.words):
                return Found(passage, passage.span(*statement.sentence), language)
    return None


def candidates(document: Document) -> Iterator[Candidate]:
    """Everything that is nearly a disclaimer, with the reason why it is none; the lower the rank, the nearer."""
    languages = languages_for(document) if spoken(document) else ()
    for passage in passages.visible(document) if languages else ():
        for language, statement in _statements(passage, languages):
            place = passage.span(*statement.sentence)
            if statement.verdict == "stated":
                if reason := passages.aside(passage, *statement.words):
                    yield Candidate(Message("is {thing}", thing=reason), place, 0, "write")
            else:
                yield _failing(statement, place, language)
    for passage in passages.unseen(document) if languages else ():
        for _, statement in _statements(passage, languages):
            if statement.verdict == "stated":
                place = passage.span(*statement.sentence)
                yield Candidate(Message("stands in {thing}", thing=passage.hidden), place, 0, "show")
    yield from _names(document)


class Reversal(NamedTuple):
    """A sentence that says the opposite of a disclaimer, and the word that it lacks."""

    span: Span
    negation: str


def reversals(document: Document) -> Iterator[Reversal]:
    """What readers see and what says, of this article, that it is medical advice or replaces it.

    It is read in the article's language and in English; what is a disclaimer in any other language is none of these.
    """
    languages = languages_for(document)
    own = {language_of(document), "en"}
    for passage in passages.visible(document):
        for language in languages:
            statement = _read(passage, language) if language in own else None
            if statement is None or statement.verdict != "reversed" or passages.aside(passage, *statement.words):
                continue
            if all(other.verdict != "stated" for _, other in _statements(passage, languages)):
                yield Reversal(passage.span(*statement.sentence), negation(language))
                break


_VERDICTS: dict[str, tuple[Message, int, Todo]] = {
    "elsewhere": (Message("speaks of something other than this article"), 5, "add"),
    "mentioned": (Message("is talk about disclaimers"), 4, "add"),
    "referred": (Message("is a pointer to a disclaimer elsewhere"), 2, "link"),
    "reported": (Message("only tells what somebody says, thinks or denies"), 4, "add"),
}


def _failing(statement: Statement, place: Span, language: str) -> Candidate:
    """What does not count, for the sake of its words."""
    if statement.verdict == "reversed":
        return Candidate(Message("has lost its “{negation}”", negation=negation(language)), place, 1, "turn")
    if statement.verdict == "affirmed":
        said = Message("says it without a clear “{negation}”", negation=negation(language))
        return Candidate(said, place, 1, "reword")
    reason, rank, todo = _VERDICTS[statement.verdict]
    return Candidate(reason, place, rank, todo)


def _statements(passage: Passage, languages: tuple[str, ...]) -> Iterator[tuple[str, Statement]]:
    for language in languages:
        if statement := _read(passage, language):
            yield language, statement


def _read(passage: Passage, language: str) -> Statement | None:
    """The statement of a passage; most passages are passed over, since they hold no anchor of the language."""
    if language not in tongues(passage.text):
        return None
    return read(passage.text, language, bool(passage.label) and names_disclaimer(passage.label))


# What a disclaimer is called in a heading or a link.
_NAMES = (
    "disclaimer", "haftungsausschluss", "medizinischer hinweis", "rechtlicher hinweis", "wichtiger hinweis",
    "wichtige hinweis", "avertissement", "mention légale", "mentions légales", "avis de non-responsabilité",
    "clause de non-responsabilité", "aviso médico", "aviso legal", "descargo", "exención de responsabilidad",
    "isenção de responsabilidade", "avvertenz", "esclusione di responsabilità", "medische verantwoording",
    "medical advice", "medical notice", "important notice", "please note", "免责", "免責", "声明", "聲明",
)  # fmt: skip


@cache
def _named() -> tuple[tuple[str, ...], ...]:
    """The words of these names, as `lint.gist` spells them."""
    return tuple(tuple("".join(map(plain, name)).replace("-", " ").split()) for name in _NAMES if name[0] < "\u3000")


def _chinese_names(text: str) -> bool:
    return not text.isascii() and any(name in text for name in _NAMES if name[0] >= "\u3000")


def names_disclaimer(label: str) -> bool:
    """Whether a heading or label announces a disclaimer."""
    folded = label.casefold()
    return any(name in folded for name in _NAMES)


def _names(document: Document) -> Iterator[Candidate]:
    """Links to a disclaimer, and headings without one."""
    line = document.vocabulary.line
    if not any(all(part in line for part in parts) for parts in _named()) and not _chinese_names(document.text):
        return
    for block in document.blocks:
        if not block.is_read:
            continue
        if block.kind == "heading" and names_disclaimer(block.text):
            yield Candidate(Message("is a heading whose section does not state it"), block.span, 3, "head")
        for inline in block.inlines:
            text = block.text[inline.start : inline.end]
            if inline.kind == "link" and len(text) < 80 and names_disclaimer(text):
                yield Candidate(Message("is a link to another page"), inline.span, 2, "link")


def nearest(found: Iterable[Candidate]) -> Candidate | None:
    """The candidate that comes nearest to a disclaimer; of equals the first."""
    return min(found, key=lambda candidate: (candidate.rank, candidate.span), default=None)
