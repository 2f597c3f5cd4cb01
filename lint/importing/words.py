"""The words of a text, and the law of an import: none is lost, none comes in, and they stay in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lint.document import Block, Document
from lint.references.identifiers import INVISIBLE

_INVISIBLE = str.maketrans(dict.fromkeys(INVISIBLE))
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
# Alternative texts are no prose, but an author wrote them.
_NO_TEXT = frozenset(("comment", "front-matter", "title"))


@cache
def _labels() -> re.Pattern[str]:
    """How identifiers are introduced: an import writes them in one way, "doi: " and "PMID: "."""
    address = r"(?:https?://)?(?:dx\.|www\.)?doi\.org/"
    pubmed = r"(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/"
    return re.compile(
        rf"(?:\bdoi[:.\s]{{1,40}}|\bdoi(?=10\.)|{address}){{1,3}}(?=10\.)|(?:\bpmid[:.\s]{{0,40}}|{pubmed}){{1,3}}(?=\d)",
        re.IGNORECASE,
    )


def words(text: str) -> list[str]:
    """The words of a text in lower case, without the labels of identifiers."""
    plain = _labels().sub(" ", _RAISED.sub(r" \g<0> ", text.translate(_INVISIBLE)).translate(_SUPERSCRIPTS))
    return re.findall(r"[^\W_]+", plain.casefold())


def seen(document: Document) -> list[str]:
    """The words that a reader of a Markdown document sees, the numbers of lists and footnotes with them."""
    return words("\n".join(_texts(document)))


def _texts(document: Document) -> Iterator[str]:
    numbered: set[int] = set()
    for block in document.blocks:
        if block.kind in _NO_TEXT:
            continue
        for container in block.containers:
            if container.kind in ("item", "footnote") and container.id not in numbered:
                numbered.add(container.id)
                yield container.name
        yield _with_marks(block)


def _with_marks(block: Block) -> str:
    text, end = [], 0
    for inline in block.inlines:
        if inline.kind == "footnote":
            text += [block.text[end : inline.start], f" {inline.target} "]
            end = inline.end
        elif inline.kind == "superscript":
            text += [block.text[end : inline.start], f" {block.text[inline.start : inline.end]} "]
            end = inline.end
    return "".join((*text, block.text[end:]))


class Difference(NamedTuple):
    """The words that are gone and that nobody spoke of, and those that came in; `moved` when their order changed."""

    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    moved: bool = False

    @property
    def is_none(self) -> bool:
        """Whether the law holds."""
        return not (self.lost or self.new or self.moved)


def difference(before: Sequence[str], after: Sequence[str], removed: Counter[str], added: Counter[str]) -> Difference:
    """How a text differs from what it was, apart from the words that are known to be removed and added."""
    had, has = Counter(before) + added, Counter(after) + removed
    lost, new = tuple((had - has).elements()), tuple((has - had).elements())
    return Difference(lost, new, not (lost or new) and not _keeps_order(before, after, added))


def _keeps_order(before: Sequence[str], after: Sequence[str], added: Counter[str]) -> bool:
    """Whether the order is kept, an added word taken for the draft's own or not: it may stand in the draft as well."""
    return any(_in_order(before, after, added, first=first) for first in (False, True))


def _in_order(before: Sequence[str], after: Sequence[str], added: Counter[str], *, first: bool) -> bool:
    """Whether `after` stands in `before` word by word, others left out, save for what was added."""
    left, place = Counter(added), 0
    for word in after:
        at = place
        if first and left[word] and before[at : at + 1] != [word]:
            left[word] -= 1
            continue
        while at < len(before) and before[at] != word:
            at += 1
        if at < len(before):
            place = at + 1
        elif left[word]:
            left[word] -= 1
        else:
            return False
    return True
