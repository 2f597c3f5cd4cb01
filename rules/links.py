"""Links: every anchor, file, footnote and reference link of an article leads somewhere.

## broken-link

Reports a link to an anchor that the article does not have, a relative link or image whose file is missing, a footnote
mark without a footnote, and a reference link without its definition.

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

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Hit
from lint.rule import Family, Page, Rule
from lint.spans import Span
from lint.targets import Undefined, dead_anchors, relative_targets, undefined_footnotes, undefined_labels

ID = "broken-link"
_GUESSED = 500


def check(page: Page) -> Iterator[Hit]:
    """Every link that leads nowhere, in order of its place."""
    document = page.document
    hits = [*_anchors(document), *_files(page), *_empty(document)]
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
        near = get_close_matches(anchor.lower(), anchors, 1, 0.75)
        remedy = f'Link to "#{near[0]}"' if near else f'Put <a id="{anchor}"></a> at the place that is meant'
        yield Hit(
            ID,
            span,
            f'The link leads to "#{anchor}", but nothing in this article has that anchor.',
            f"{remedy}, or take the link out.",
        )


def _files(page: Page) -> Iterator[Hit]:
    for target in relative_targets(page.document):
        if target.path in page.missing_targets:
            what = "The picture" if target.image else "The link"
            verb = "names" if target.image else "leads to"
            remedy = (
                f'For a web address write "https://{target.target}".'
                if target.target.lower().startswith("www.")
                else "Correct the path, counted from the folder of this article, or add the file."
            )
            yield Hit(ID, target.span, f'{what} {verb} "{target.path}", and no such file exists.', remedy)


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
        f'Add its text at the end of the article: "[^{mark.label}]: ..."',
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
