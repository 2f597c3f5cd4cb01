"""The references of a document and what cites them: the door of this package."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from lint.document import Document
from lint.references import citations, describe, entries
from lint.references.attribution import holding
from lint.references.draft import Draft
from lint.references.model import Bibliography, Reference, Unreadable
from lint.spans import Span

__all__ = ["NamedFile", "Unreadable", "read", "sources"]


class NamedFile(NamedTuple):
    """A bibliography file that the front matter names, and the place that names it."""

    name: str
    span: Span


_NO_FILES: Mapping[str, str | Unreadable] = MappingProxyType({})


def sources(document: Document) -> tuple[NamedFile, ...]:
    """The bibliography files that the front matter names, in order."""
    found = []
    for key, field in document.fields.items():
        if "bibliography" not in key or not field.value.strip():
            continue
        if re.fullmatch(r"(?:.{0,40}\.)?bibliography(?:\.\d{1,3})?", key):
            found.append(NamedFile(field.value.strip(), field.span))
    return tuple(found)


def read(document: Document, files: Mapping[str, str | Unreadable] = _NO_FILES) -> Bibliography:
    """The references of a document, its citations, and the bibliography files that could not be read.

    `files` maps the names of `sources` to their text.
    """
    drafts = entries.find(document)
    works, problems = _works(document, files)
    references = (*_references(document, drafts), *works)
    taken = tuple(sorted({draft.span for draft in drafts}))
    found = citations.find(document, references, taken)
    listed = [draft.span for draft in drafts]
    span = Span(listed[0].start, max(each.end for each in listed)) if listed else None
    return Bibliography(references, found, span, problems)


def _works(
    document: Document, files: Mapping[str, str | Unreadable]
) -> tuple[tuple[Reference, ...], tuple[tuple[Span, str], ...]]:
    """What the article cites of a bibliography; most articles have none and need not know how one is read."""
    named = sources(document)
    if not named and not any(key.startswith("references.") for key in document.fields):
        return (), ()
    from lint.references import cited_works

    return cited_works.read(document, named, files)


def _references(document: Document, drafts: Iterable[Draft]) -> Iterator[Reference]:
    keys: Counter[str] = Counter()
    for number, draft in enumerate(drafts, 1):
        label = draft.label or str(number)
        key = f"^{label}" if draft.origin == "footnote" else label
        keys[key] += 1
        if keys[key] > 1:  # the second entry 7
            key = f"{key}~{keys[key]}"
        held, text = holding(document, draft.pieces), draft.text
        yield Reference(
            key,
            draft.label,
            draft.span,
            text,
            draft.origin,
            held.all,
            held.doi,
            held.pmid,
            held.pmcid,
            describe.first_author(text),
            describe.year(draft.pieces[0].text) or describe.year(text),  # a remark below the entry has years too
            draft.anchors,
        )
