"""References whose entries lie in a bibliography file or in the front matter, called for by citekeys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from lint.document import Document, Field
from lint.references import identifiers
from lint.references.bibliography_files import Work, by_key, from_csl, works
from lint.references.draft import shown
from lint.references.model import Identifier, Reference, Unreadable
from lint.spans import Span


def read(
    document: Document, named: Iterable[tuple[str, Span]], files: Mapping[str, str | Unreadable]
) -> tuple[tuple[Reference, ...], tuple[tuple[Span, str], ...]]:
    """The works that the article cites by key, in order of their first citations, and the files that are no help."""
    found: list[tuple[Work, Span]] = []
    problems: list[tuple[Span, str]] = []
    for name, span in named:
        content = files.get(name, Unreadable("it was not read"))
        if isinstance(content, Unreadable):
            problems.append((span, f"the bibliography {name}: {content.reason}"))
            continue
        read_works, lost = works(name, content)
        found += [(work, span) for work in read_works]
        problems += [(span, f"the bibliography {reason}") for reason in lost]
    found += _in_front_matter(document)
    if not found:
        return (), tuple(problems)
    places = {work.key: span for work, span in reversed(found)}
    keyed = by_key(work for work, _ in found)
    cited = cited_keys(document, keyed)
    if "@*" in (field.value for field in _nocite(document)):
        cited = {key: cited.get(key, places[key]) for key in keyed}
    return tuple(_reference(keyed[key], span) for key, span in cited.items()), tuple(problems)


@cache
def _citekey() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.@/])@(?:\{([^{}\s]{1,300})\}|(\w[^\s\[\]{};,\"'`|\\]{0,300}))")


def cited_keys(document: Document, known: Mapping[str, Work]) -> dict[str, Span]:
    """The known citekeys that the text or `nocite` names, each with its first place."""
    cited: dict[str, Span] = {}
    for block in document.blocks:
        if shown(block) and "@" in block.text:
            for match in _citekey().finditer(block.text):
                if key := _known(match[1] or match[2], known):
                    start = match.start()
                    cited.setdefault(key, block.prose.span(start, start + match[0].index(key) + len(key)))
    for field in _nocite(document):
        for match in _citekey().finditer(field.value):
            if key := _known(match[1] or match[2], known):
                cited.setdefault(key, field.span)
    return cited


def _known(name: str, known: Mapping[str, Work]) -> str:
    """The key that a name is, without the punctuation of the sentence behind it."""
    while name and name not in known and not name[-1].isalnum():
        name = name[:-1]
    return name if name in known else ""


def _nocite(document: Document) -> list[Field]:
    return [field for key, field in document.fields.items() if re.fullmatch(r"nocite(?:\.\d+)?", key)]


def _in_front_matter(document: Document) -> Iterator[tuple[Work, Span]]:
    """Pandoc's `references:` in the front matter: items of CSL, read back from their dotted keys."""
    items: dict[str, dict[str, Field]] = {}
    for key, field in document.fields.items():
        if match := re.fullmatch(r"references\.(\d+)\.(.+)", key):
            items.setdefault(match[1], {})[match[2]] = field
    for item in items.values():
        if "id" in item:
            people: dict[str, dict[str, str]] = {}
            for key, field in item.items():
                if match := re.fullmatch(r"author\.(\d+)\.([\w-]+)", key):
                    people.setdefault(match[1], {})[match[2]] = field.value
            issued = " ".join(field.value for key, field in item.items() if key.startswith("issued"))
            plain = {key: field.value for key, field in item.items() if "." not in key}
            yield from_csl({**plain, "author": list(people.values()), "issued": issued}), item["id"].span


def _reference(work: Work, place: Span) -> Reference:
    found = tuple(_identifiers(work, place))

    def first(kind: str) -> Identifier | None:
        ranked = sorted(
            (each for each in found if each.kind == kind and each.value),
            key=lambda each: (bool(each.problem), each.url),
        )
        return ranked[0] if ranked else None

    return Reference(
        f"@{work.key}",
        f"@{work.key}",
        place,
        work.text,
        "bibliography",
        found,
        first("doi"),
        first("pmid"),
        first("pmcid"),
        work.first_author,
        work.year,
    )


def _identifiers(work: Work, place: Span) -> Iterator[Identifier]:
    """The identifiers of a work; they lie in another file, so their place is the work's in this one."""
    seen = set()
    labelled = (("doi: ", work.doi), ("PMID: ", work.pmid), ("PMCID: ", work.pmcid))
    texts = [value if identifiers.find(value) else f"{label}{value}" for label, value in labelled if value]
    for text in (*texts, work.other):
        for each in identifiers.find(text):
            if (each.kind, each.value) not in seen:
                seen.add((each.kind, each.value))
                yield each._replace(span=place, frame=place)
