"""Citations: every citation in the text leads to a reference, and every reference is cited.

## dangling-citation

Reports a citation that no entry of the reference list answers: a number that the list does not have, an author or a
year that it does not name, a citekey that is in no bibliography.

### Why

A reader who wants to know what a statement rests on finds nothing. Often a reference was taken out, or the numbers
moved, and then the other citations may name the wrong papers too.

### Fails

```markdown
Ketamine relieved the pain for weeks [1]. It did not improve function [3].

## References

1. Schwartzman RJ, Alexander GM. Outpatient intravenous ketamine. Pain. 2009;147:107-15.
2. Sigtermans MJ, van Hilten JJ. Ketamine produces long-term pain relief. Pain. 2009;145:304-311.
```

### Passes

```markdown
Schwartzman et al. (2009) saw relief for weeks. It did not improve function (Sigtermans et al., 2009).

## References

1. Schwartzman RJ, Alexander GM. Outpatient intravenous ketamine. Pain. 2009;147:107-15.
2. Sigtermans MJ, van Hilten JJ. Ketamine produces long-term pain relief. Pain. 2009;145:304-311.
```

### Known limits

Authors named in the prose are reported only where authors and years are the article's way of citing and its list names
authors; where it cites by numbers, "Kraepelin (1899)" is a mention. A number in brackets that may be an interval, an
isotope or a formula is not taken for a citation. Where an article has no list at all, one number or one name with its
year may be anything; two of them, or one above a heading References with nothing below it, are citations. Numbers in
round brackets cite where nothing else does and they run through the list.

### Source

https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html (ICMJE
Recommendations, section on references)

## uncited-reference

Reports an entry of the reference list that nothing in the text cites, and a footnote without a mark.

### Why

A list longer than what the text rests on looks like more evidence than there is. Or the citation was lost, and a
statement stands without its source.

### Fails

```markdown
Ketamine relieved the pain for weeks [1].

## References

1. Schwartzman RJ, Alexander GM. Outpatient intravenous ketamine. Pain. 2009;147:107-15.
2. Sigtermans MJ, van Hilten JJ. Ketamine produces long-term pain relief. Pain. 2009;145:304-311.
```

### Passes

```markdown
Ketamine relieved the pain for weeks [1, 2].

## References

1. Schwartzman RJ, Alexander GM. Outpatient intravenous ketamine. Pain. 2009;147:107-15.
2. Sigtermans MJ, van Hilten JJ. Ketamine produces long-term pain relief. Pain. 2009;145:304-311.
```

### Known limits

Silent where the text cites nothing at all, and for lists that only recommend what to read. A link in the prose to the
DOI, the PubMed page or the address of an entry cites it; where nothing but such links cites, the rule speaks only when
they lead to half of the list or more. Entries of a `.bib` file are never reported: several articles may share it.

### Source

https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html (ICMJE
Recommendations, section on references)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from lint.document import Block, Document
from lint.finding import Hit
from lint.records import record_of
from lint.references.citations.index import number_of
from lint.references.citations.links import is_mark
from lint.references.citations.names import surname
from lint.references.citations.near import Neighbours, author_of
from lint.references.model import Bibliography, Citation, Reference
from lint.rule import Family, Page, Rule
from lint.spans import Span

DANGLING = "dangling-citation"
UNCITED = "uncited-reference"


def check(page: Page) -> Iterator[Hit]:
    """Citations without a reference, then references without a citation."""
    neighbours = Neighbours(page.bibliography.references)
    for citation in page.bibliography.citations:
        if citation.missing:
            yield from _dangling(citation, page, neighbours)
    yield from _uncited(page, neighbours)


def _dangling(citation: Citation, page: Page, neighbours: Neighbours) -> Iterator[Hit]:
    """One hit for each label that stands as such in the citation; numbers within a range share one."""
    places: dict[Span, list[str]] = {}
    for label in citation.missing:
        places.setdefault(_place(citation, label, page.document), []).append(label)
    for span, labels in places.items():
        message, remedy = _told(citation, labels, page, neighbours)
        yield Hit(DANGLING, span, message, remedy)


def _place(citation: Citation, label: str, document: Document) -> Span:
    """Where a label stands in a citation of several; the whole citation when it names one or does not show it."""
    if len(citation.labels) == 1:
        return citation.span
    excerpt = document.excerpt(citation.span)
    if citation.kind == "author-year" and not citation.text.startswith(
        "["
    ):  # of "Berg 2014, 2016" the year that lacks its entry
        label = label.rsplit(" ", 1)[-1]
    found = re.search(rf"(?<![\w@.]){re.escape(label)}(?![\w])(?!\s?[-–—]\s?\d)", excerpt)
    if found is None or re.search(r"\d\s?[-–—]\s?$", excerpt[: found.start()]):
        return citation.span
    return Span(citation.span.start + found.start(), citation.span.start + found.end())


def _told(citation: Citation, labels: list[str], page: Page, neighbours: Neighbours) -> tuple[str, str]:
    shown, bibliography = _joined(labels), page.bibliography
    if citation.kind == "citekey":
        near = neighbours.nearest(citation, labels[0])
        meant = f"; the nearest is {near.key}" if near else ""
        return f"{shown} is in no bibliography of this article{meant}.", "Correct the key, or add its entry."
    if citation.kind == "author-year" and not bibliography.references:
        told = f'"{" ".join(citation.text.split())}" leads nowhere: this article has no reference list.'
        return told, _NO_LIST
    if citation.kind == "author-year":
        return _told_author(citation, labels[0], page, neighbours)
    verb = "lead" if len(labels) > 1 else "leads"
    noun = "Citations" if len(labels) > 1 else "Citation"
    return (
        f"{noun} {shown} {verb} to no reference: {_extent(bibliography)}.",
        _entries_wanted(labels, bibliography),
    )


_NO_LIST = (
    "Add a heading References at the end, and below it the papers that the text cites, each with its DOI and PMID."
)


def _entries_wanted(labels: list[str], bibliography: Bibliography) -> str:
    """The remedy for numbers without an entry, which name both numbers of a paper: one without them is the next fault.

    A number typed wrongly is the likelier fault, so that comes first.
    """
    if not _listed(bibliography):
        return _NO_LIST
    if len(labels) > 1:
        return f"Correct the numbers, or add entries {_joined(labels)} to the list, each with its DOI and PMID."
    return f"Correct the number, or add entry {labels[0]} to the list, with its DOI and PMID."


def _told_author(citation: Citation, label: str, page: Page, neighbours: Neighbours) -> tuple[str, str]:
    if citation.text.startswith("["):  # [Smith16]
        return (
            f"{label} is not in the reference list.",
            "Correct the label, or add the paper to the reference list, with its DOI and PMID.",
        )
    shown = " ".join(citation.text.split())
    near = neighbours.nearest(citation, label)
    if near is None:
        return (
            f'"{shown}" is not in the reference list.',
            "Add the paper to the reference list, with its DOI and PMID, or name one that is in it.",
        )
    if not neighbours.is_author(label, near) and near.key not in citation.keys and _of_one_year(label, near):
        return _misspelled(shown, label, near, page)
    if len(citation.labels) > 1:  # several years of one author
        told = f'"{label}" is not in the reference list, which has {_entry(near)}.'
    elif near.key in citation.keys:
        told = f'"{shown}" is linked to {_entry(near)}.'
    elif neighbours.is_author(label, near):
        told = f'"{shown}" is not in the reference list, which has {_entry(near)}.'
    else:
        told = f'"{shown}" is not in the reference list; the nearest is {_entry(near)}.'
    if neighbours.is_author(label, near) and near.year and near.key not in citation.keys:
        return told, f"Write {near.year}, or add the missing entry, with its DOI and PMID."
    return told, "Correct the author or the year, here or in the list, or add the missing entry, with its DOI and PMID."


def _of_one_year(label: str, near: Reference) -> bool:
    return not _names_a_year(label) or str(near.year) in label


def _misspelled(shown: str, label: str, near: Reference, page: Page) -> tuple[str, str]:
    """A name spelled otherwise in the list, and which of the two is wrong when the paper's record tells."""
    line = page.document.position(near.span.start).line
    told = f'"{shown}" is spelled “{near.first_author}” in the list.'
    answers = next(((each.doi, each.pmid) for each in page.resolved if each.reference.key == near.key), ())
    for answer in answers:
        record = record_of(answer)
        first = record.authors[0] if record and record.authors else ""
        if first and surname(first) == author_of(label):
            return told, f"Correct the list (line {line}): {first}"
        if first and surname(first) == surname(near.first_author):
            return told, f"Write {near.first_author}, as the list and the paper do."
    wrong = f"Correct the name that is wrong, here or in the list (line {line})"
    return told, f"{wrong}, or add the missing entry, with its DOI and PMID."


def _entry(reference: Reference) -> str:
    named = f"{reference.first_author} {reference.year}" if reference.year else reference.first_author
    number = number_of(reference)
    return f"{named} (reference {number})" if number is not None else named


def _extent(bibliography: Bibliography) -> str:
    listed = _listed(bibliography)
    if not listed:
        return "this article has no reference list"
    numbers = [number for reference in listed if (number := number_of(reference)) is not None]
    if len(listed) == 1:
        return "the list has a single entry"
    if numbers and sorted(numbers) == list(range(1, len(numbers) + 1)):
        return f"the list ends with {max(numbers)}"
    return f"the list has {len(listed)} entries" + ("" if not numbers else ", none with that number")


def _listed(bibliography: Bibliography) -> list[Reference]:
    return [each for each in bibliography.references if each.source not in ("bibliography", "footnote")]


def _joined(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def _uncited(page: Page, neighbours: Neighbours) -> Iterator[Hit]:
    bibliography = page.bibliography
    cited = {key for citation in bibliography.citations for key in citation.keys} | set(
        _meant(bibliography, neighbours)
    )
    listed = tuple(r for r in bibliography.references if r.source not in ("bibliography", "footnote"))
    bound = _cites_the_list(bibliography, listed) if any(r.key not in cited for r in listed) else False
    headings = _headings(page.document) if bound else []
    numbered = any(r.key in cited and number_of(r) is not None for r in listed)
    works = [each for each in bibliography.references if each.key in cited]
    yield from _notes(page)
    for reference in bibliography.references:
        if reference.key in cited or reference.source == "bibliography" or _is_repeated(reference, works):
            continue  # an entry for a paper that another one cites is a duplicate, and told as one
        if reference.source == "footnote":
            message = _unmarked(reference.key.removeprefix("^"))
        elif bound and not (numbered and number_of(reference) is None) and not _only_recommends(reference, headings):
            number = number_of(reference)
            named = reference.name
            if number is not None:
                author = f" ({reference.first_author}{f' {reference.year}' if reference.year else ''})"
                named = f"Reference {number}{author if reference.first_author else ''}"
            message = f"{named} is cited nowhere in the text."
        else:
            continue
        yield Hit(UNCITED, reference.span, message, "Cite it where the text rests on it, or take it out of the list.")


def _is_repeated(reference: Reference, works: list[Reference]) -> bool:
    """Whether an entry names the work of a cited one: one identifier alike, and none another."""
    own = {each.kind: each.value for each in (reference.doi, reference.pmid) if each and each.value}
    for work in works if own else ():
        theirs = {each.kind: each.value for each in (work.doi, work.pmid) if each and each.value}
        alike = {own[kind] == theirs[kind] for kind in own.keys() & theirs.keys()}
        if alike == {True} and (work.source == "definition") == (reference.source == "definition"):
            return True
    return False


def _notes(page: Page) -> Iterator[Hit]:
    """Footnotes that are no references and that no mark leads to."""
    blocks = page.document.blocks
    notes = {c.name: c for block in blocks for c in block.containers if c.kind == "footnote" and c.name}
    if not notes:
        return
    marked = {inline.target.casefold() for block in blocks for inline in block.inlines if inline.kind == "footnote"}
    known = {r.key.removeprefix("^") for r in page.bibliography.references if r.source == "footnote"}
    for name, note in notes.items():
        if name not in known and name.casefold() not in marked:
            yield Hit(UNCITED, note.span, _unmarked(name), f"Put [^{name}] where it belongs, or take it out.")


def _unmarked(name: str) -> str:
    return f"Nothing in the text refers to the footnote [^{name}]."


def _meant(bibliography: Bibliography, neighbours: Neighbours) -> Iterator[str]:
    """Entries that a dangling citation plainly means: one cause is reported once, where the citation stands."""
    for citation in bibliography.citations:
        for label in citation.missing if citation.kind == "author-year" else ():
            near = neighbours.nearest(citation, label)
            if near and (neighbours.is_author(label, near) or str(near.year) in label or not _names_a_year(label)):
                yield near.key


def _names_a_year(label: str) -> bool:
    return re.search(r"\d{4}", label) is not None


def _cites_the_list(bibliography: Bibliography, listed: tuple[Reference, ...]) -> bool:
    """Whether the text cites by a system that leads to the list; footnotes and citekeys lead elsewhere."""
    keys = {reference.key for reference in listed}
    linked: set[str] = set()
    for citation in bibliography.citations:
        if citation.kind in ("footnote", "citekey"):
            continue
        if citation.kind != "link" or _is_sure(citation):
            return True
        linked.update(keys.intersection(citation.keys))
    return bool(linked) and 2 * len(linked) >= len(listed)


def _is_sure(citation: Citation) -> bool:
    """Whether a link is a citation by its form: to an anchor of the article, or with nothing but a mark as text."""
    return citation.labels[0].startswith("#") or is_mark(citation.text)


@cache
def _recommending() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:further|additional|suggested|recommended|related|background|more|extra)\s(?:\w+\s)?"
        r"(?:readings?|resources?|information|links?|sources?|literature|articles?|posts?)\b|\bsee also\b|\bread more\b"
        r"|\bresources\b|\blearn more\b|\bexternal links\b|weiterführend|weiterlesen|zum weiterlesen|siehe auch"
        r"|pour (?:aller plus loin|en savoir plus)|lectures? (?:complémentaires?|recommandées?)|voir aussi"
        r"|lecturas? (?:recomendadas?|adicionales|complementarias?)|para saber más|para saber mais|véase también"
        r"|leituras? (?:recomendadas?|adicionais|complementares)|veja também|verder lezen|meer lezen|zie ook"
        r"|letture consigliate|approfondimenti|per saperne di più|vedi anche|延伸阅读|延伸閱讀|扩展阅读|推荐阅读|参见",
        re.IGNORECASE,
    )


def _headings(document: Document) -> list[tuple[int, bool]]:
    """Headings and label lines by their places, and whether they offer what follows for reading, not as evidence."""
    return [
        (block.span.start, _recommending().search(block.text) is not None)
        for block in document.blocks
        if (block.kind == "heading" and not block.hidden) or _is_label(block)
    ]


def _is_label(block: Block) -> bool:
    text = block.text.rstrip()
    plain = block.kind == "paragraph" and not block.containers and len(text) < 60
    return plain and (text.endswith(":") or "." not in text)


def _only_recommends(reference: Reference, headings: list[tuple[int, bool]]) -> bool:
    above = bisect_left(headings, (reference.span.start, False)) - 1
    return above >= 0 and headings[above][1]


FAMILY = Family(
    rules=(
        Rule(
            id=DANGLING,
            severity="error",
            summary="a citation in the text that no reference answers",
            source="https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html",
            standards=("jama:attribution", "honcode:attribution"),
            subject="citations",
        ),
        Rule(
            id=UNCITED,
            severity="warning",
            summary="a reference that nothing in the text cites",
            source="https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html",
            standards=("jama:attribution", "honcode:attribution"),
            subject="references",
        ),
    ),
    check=check,
    page=__doc__ or "",
)
