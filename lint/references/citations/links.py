"""Links and marks that cite: to an anchor at an entry, to the DOI, PubMed page or address of one, footnote marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Inline
from lint.references.citations.index import Index
from lint.references.citations.mention import Form, Mention, Text
from lint.spans import Span

# Words that only say "the source stands here"; "here" and "this study" are words of a sentence.
_MARKS = frozenset(("citation", "ref", "reference", "source", "quelle", "fuente", "来源", "文献"))


def mentions(text: Text, index: Index) -> Iterator[Mention]:
    """Links to references, and footnote marks."""
    for inline in text.block.inlines:
        if inline.kind == "footnote" and inline.target:
            if key := index.footnotes.get(inline.target.lower()):
                shown = f"[^{inline.target}]"
                yield Mention("footnote", "footnote", inline.span, shown, (f"^{inline.target}",), (key,))
        elif inline.kind == "link" and inline.target and index.references:
            yield from _link(text, inline, index)


def _link(text: Text, link: Inline, index: Index) -> Iterator[Mention]:
    shown = text.text[link.start : link.end]
    number = re.fullmatch(r"[\s(]{0,2}(\d{1,3})[\s)]{0,2}", shown)
    anchored = link.target.startswith("#")
    if re.match(r"[\s(\[]{0,2}[\[［]\d", shown) or (number and text.is_raised(link.start, link.end)):
        return  # the brackets or the raised number are the citation
    keys = index.linked(link.target) or index.defined_at(link.target_span)
    if number and not keys:
        keys = index.numbers.get(int(number[1]), ())
        if not keys and not (anchored and index.numbers):
            return
    elif not keys:
        return
    form: Form = "anchor" if anchored or number else "mark" if is_mark(shown) else "address"
    span = text.span(link.start, link.end) if link.end > link.start else Span(*link.span)
    labels = (number[1],) if number else (shown.strip(),) if form == "mark" and shown.strip() else (link.target,)
    yield Mention("link", form, span, shown, labels, keys, labels if not keys else ())


def is_mark(shown: str) -> bool:
    """Whether the text of a link only says that a source is here: a number, a sign, "source"."""
    words = re.findall(r"\w+", shown.lower())
    return len(words) <= 2 and all(word in _MARKS or word.isdecimal() for word in words)
