"""Citations by the labels that the entries of a list carry: [Dalbeth16], [WHO20]."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lint.references.citations.index import Index, join
from lint.references.citations.mention import Mention, Text, finditer

_SHAPE = r"[^\W\d_][^\W\d_'’+&-]{0,20}(?:[+&-][^\W\d_]{1,20}){0,3}\+?[ -]?(?:(?:18|19|20)\d\d|\d\d)[a-z]?"


@cache
def _label() -> re.Pattern[str]:
    return re.compile(_SHAPE)


@cache
def _group() -> re.Pattern[str]:
    return re.compile(rf"\[(?P<list>{_SHAPE}(?:\s?[,;]\s?{_SHAPE}){{0,10}})\](?![(\[:])")


def mentions(text: Text, index: Index) -> Iterator[Mention]:
    """Labels in brackets, where at least two entries, or the only one, carry such a label."""
    if "[" not in text.text or text.block.kind == "term" or not index.labelled:
        return
    for match in finditer(_group(), text):
        link = text.link_at(*match.span())
        if link is not None and not index.linked(link.target):
            continue
        labels = tuple(_label().findall(match["list"]))
        answers = [index.labelled.get(label.casefold(), ()) for label in labels]
        missing = tuple(label for label, keys in zip(labels, answers, strict=True) if not keys)
        yield Mention("author-year", "label", text.span(*match.span()), match[0], labels, join(answers), missing)


def is_label(shown: str) -> bool:
    """Whether an entry's label has the shape of a key: letters, then a year."""
    return _label().fullmatch(shown) is not None
