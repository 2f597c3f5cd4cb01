"""Links: every anchor, file, footnote and reference link of an article leads somewhere.

## broken-link

Reports a link to an anchor that the article does not have, a relative link or image whose file is missing, a footnote
mark without a footnote, a reference link without its definition, and a link to a file on somebody's own computer.

### Why

A reader who follows a link to the evidence, a warning or a table and lands nowhere cannot check what the article says.
A missing footnote or picture may hold the very sentence that limits a statement.

### Fails

```markdown
## Side effects

Most side effects pass within hours ([see below](#when-to-call)).
```

### Passes

```markdown
## Side effects

Most side effects pass within hours ([see below](#when-to-call-us)).

## When to call us

Call us when they last longer than a day.
```

### Known limits

Anchors are compared by their letters and digits, because renderers spell them differently. Links to pages that a site
generator makes (without an ending, or .html), links from the root of the site and links to other sites are not
followed. `[text]` alone is a link only where the same words are one elsewhere in the article.

### Source

https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html (W3C, Web Content Accessibility Guidelines
2.2, success criterion 2.4.4: link purpose)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache

from lint.document import Block, Document
from lint.finding import Hit
from lint.references.citations.names import fold
from lint.rule import Family, Page, Rule
from lint.spans import Span
from lint.targets import Undefined, dead_anchors, relative_targets, undefined_footnotes, undefined_labels

ID = "broken-link"
_GUESSED = 500
_TELLING = 4  # letters of a word that tells which heading is meant
_LISTED = 3  # headings that a remedy lists
_ALIKE = 85  # of 100: a word of seven letters with one that differs


def check(page: Page) -> Iterator[Hit]:
    """Every link that leads nowhere, in order of its place."""
    document = page.document
    hits = [*_anchors(document), *_files(page), *_empty(document)]
    hits += _own_computer(document)
    hits += [_footnote(mark) for mark in undefined_footnotes(document)]
    hits += [_label(link) for link in undefined_labels(document)]
    yield from sorted(hits, key=lambda hit: hit.span)


def _anchors(document: Document) -> Iterator[Hit]:
    from urllib.parse import unquote

    seen: set[Span] = set()
    # Of a thousand anchors none is a likely guess, and comparing each with each takes minutes.
    anchors = sorted(document.anchors) if len(document.anchors) <= _GUESSED else []
    for link in dead_anchors(document):
        from difflib import get_close_matches  # only a dead link needs it

        span = link.target_span if link.target_span.end > link.target_span.start else link.span
        if span in seen:
            continue
        seen.add(span)
        anchor = unquote(link.target[1:])
        words = re.match(r"\[([^\]]{1,200})\]", document.excerpt(link.span))
        # "[Can I prevent it?](#the-vaccine)" names the heading in its own words.
        own = [_slug(words[1])] if words and _slug(words[1]) in document.anchors else []
        near = own or get_close_matches(anchor.lower(), anchors, 1, 0.75)
        message = f'The link leads to "#{anchor}", but nothing in this article has that anchor.'
        yield Hit(ID, span, message, _meant(anchor, near, document))


def _meant(anchor: str, near: list[str], document: Document) -> str:
    """What to write instead: the anchor of the heading that is spelled most alike or has the most words of it."""
    headings = {_slug(block.text): " ".join(block.text.split()) for block in _headings(document)}
    wanted = _words(anchor)
    shared = {slug: len(wanted & _words(slug)) for slug in headings if slug}
    best = max(shared, key=lambda slug: shared[slug], default="")
    found = near[0] if near else best if best and 2 * shared[best] >= len(wanted) and shared[best] else ""
    if found:
        heading = f" for the heading “{headings[found]}”" if found in headings else ""
        return f"Write (#{found}){heading}, or take the link out."
    if not any(headings):
        return "Take the link out: this article has no heading to which it could lead."
    listed = _alike(wanted, [slug for slug in headings if slug])
    if not listed:
        return "Take the link out: no heading of this article has a name like it."
    if len(listed) == 1:
        return f"Write (#{listed[0]}) for the heading “{headings[listed[0]]}”, or take the link out."
    named = " or ".join(f"(#{slug})" for slug in listed)
    return f"Write the anchor of the heading that is meant, {named}, or take the link out."


def _alike(wanted: Set[str], slugs: list[str]) -> list[str]:
    """The anchors in which a word of the wanted one stands, or nearly does: within "medikamentenübergebrauch" too."""
    from rapidfuzz import fuzz

    folded = {slug: fold(slug) for slug in slugs}
    scores = {
        slug: max((fuzz.partial_ratio(word, name) for word in wanted if len(word) <= len(name)), default=0)
        for slug, name in folded.items()
    }
    near = sorted((slug for slug in slugs if scores[slug] >= _ALIKE), key=lambda slug: -scores[slug])
    return near[:_LISTED]


def _words(anchor: str) -> set[str]:
    """The words that tell which heading is meant, folded: "ernaehrung" is "ernährung"."""
    return {fold(word) for word in re.split(r"[\W_]+", anchor) if len(word) >= _TELLING}


def _headings(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind == "heading" and not block.hidden][:_GUESSED]


def _slug(heading: str) -> str:
    """The anchor of a heading as GitHub and most renderers make it: lower case, hyphens for spaces, no marks."""
    return re.sub(r"[^\w\- ]", "", heading.strip().casefold()).replace(" ", "-")


def _files(page: Page) -> Iterator[Hit]:
    for target in relative_targets(page.document):
        if target.path in page.missing_targets:
            what = "The picture" if target.image else "The link"
            verb = "names" if target.image else "leads to"
            near = page.missing_targets[target.path]
            remedy = "Correct the path, counted from the folder of this article, or add the file."
            if target.target.lower().startswith("www."):
                remedy = f'For a web address write "https://{target.target}".'
            elif near:
                remedy = f'Write "{_written(near)}", if that file is meant, or add the file.'
            yield Hit(ID, target.span, f'{what} {verb} "{target.path}", and no such file exists.', remedy)


def _written(path: str) -> str:
    """A path as an address in Markdown, which ends at a space or a bracket."""
    from urllib.parse import quote

    return quote(path, safe="/") if re.search(r"[\s()<>%?#]", path) else path


@cache
def _own_path() -> re.Pattern[str]:
    r"""`file:` (RFC 8089), `C:\\...` or `C:/...`, `\\\\server\\share`: what Word writes, and nobody else can open."""
    return re.compile(r"file:|[A-Za-z]:[\\/]|\\", re.IGNORECASE)


@cache
def _file_link() -> re.Pattern[str]:
    """A link or definition that names a file: the parser refuses that scheme and leaves it as text; others link it."""
    return re.compile(r"(?P<image>!?)\[[^\[\]\n]{0,300}\](?:\(|:\s?)<?(?P<target>file:[^()<>\s]{1,500})", re.IGNORECASE)


def _own_computer(document: Document) -> Iterator[Hit]:
    """Links and pictures that lead to a file on the computer of whoever wrote the article."""
    seen: set[Span] = set()
    for span, image in _own_targets(document):
        if span in seen:
            continue
        seen.add(span)
        what = "picture names" if image else "link leads to"
        remedy = (
            "Put the picture beside the article and name that file."
            if image
            else "Take the link out, or put the file beside the article and link to that."
        )
        yield Hit(ID, span, f"The {what} a file on your own computer.", remedy)


def _own_targets(document: Document) -> Iterator[tuple[Span, bool]]:
    from urllib.parse import unquote

    for block in document.blocks:
        for inline in block.inlines:
            if inline.kind in ("link", "image") and _own_path().match(unquote(inline.target)):
                span = inline.target_span if inline.target_span.end > inline.target_span.start else inline.span
                yield span, inline.kind == "image"
        if "file:" in block.text.casefold() and not block.hidden and block.kind != "code":
            code = [(inline.start, inline.end) for inline in block.inlines if inline.kind == "code"]
            for found in _file_link().finditer(block.text):
                if not any(start < found.end() and found.start() < end for start, end in code):
                    yield block.prose.span(*found.span("target")), bool(found["image"])


def _empty(document: Document) -> Iterator[Hit]:
    """`[text]()`: a link without an address; an `<a>` without one is an anchor."""
    for block in document.blocks:
        for inline in block.inlines:
            if inline.kind in ("link", "image") and not inline.target and not block.hidden:
                excerpt = document.excerpt(inline.span)
                if excerpt.startswith(("[", "![")) and excerpt.endswith(")"):
                    yield Hit(ID, inline.span, "The link has no address.", "Write the address between ( and ).")


def _footnote(mark: Undefined) -> Hit:
    return Hit(
        ID,
        mark.span,
        f"The mark [^{mark.label}] leads to no footnote.",
        "Take the mark out, or add the paper at the end of the article, with both numbers: "
        f'"[^{mark.label}]: ... doi: 10... PMID: ..."',
    )


def _label(link: Undefined) -> Hit:
    remedy = f'Add the address at the end of the article: "[{link.label}]: https://..."'
    if link.near:
        remedy = f'"{link.near}" lacks its colon: write "[{link.label}]: https://..."'
    return Hit(ID, link.span, f'The link names "{link.label}", but no address is given for that name.', remedy)


FAMILY = Family(
    rules=(
        Rule(
            id=ID,
            severity="error",
            summary="an internal anchor, relative link, image, footnote mark or reference link that leads nowhere",
            source="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
            subject="links",
        ),
    ),
    check=check,
    page=__doc__ or "",
)
