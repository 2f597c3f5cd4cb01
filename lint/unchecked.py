"""Files and parts of files that could not be checked.

## unchecked-content

A file, or a part of one, that medlint could not check, and why.

### Why

A check that silently left something out looks like a pass. A reader of the article is as much at risk from a dose in
a part that nothing read as from one that was overlooked, so what was not checked is named, and the run cannot pass.

### Fails

```markdown
---
title: &title Ketamine
---

Ketamine is an anesthetic.
```

### Passes

```markdown
---
title: Ketamine
---

Ketamine is an anesthetic.
```

### Known limits

The rule cannot be switched off or ignored: a file that is not to be checked belongs into `exclude`.

### Source

https://spec.commonmark.org/0.31.2/ (CommonMark: what is text of a document)
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.finding import Hit
from lint.rule import Family, Page, Rule
from lint.spans import Span

ID = "unchecked-content"


def check(page: Page) -> Iterator[Hit]:
    """The parts of a document that nothing looked at."""
    for problem in page.document.problems:
        yield hit(problem.span.start, problem.span.end, problem.reason)
    for span, reason in page.bibliography.problems:
        yield hit(span.start, span.end, reason)


def hit(start: int, end: int, reason: str, remedy: str = "") -> Hit:
    """The hit for a stretch of text that was left out, or for a path that leads to no text."""
    return Hit(
        ID,
        Span(start, end),
        f"This could not be checked: {reason}.",
        remedy or "Change it so that it can be read, or exclude the file on purpose.",
    )


FAMILY = Family(
    rules=(
        Rule(
            ID,
            "error",
            "a file, or a part of one, that could not be checked, and why",
            "https://spec.commonmark.org/0.31.2/",
        ),
    ),
    check=check,
    page=__doc__ or "",
)
