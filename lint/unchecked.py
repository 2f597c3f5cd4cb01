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

As an error it makes the file unchecked, and the exit code is 2. It is a warning where the file was read and one rule
could not judge it, as the dosing rules cannot judge an article in Swedish: such a file counts as checked, the reason
stands in its row of the report, and `--fail-on warning` stops it. `severity.unchecked-content = "error"` in the
configuration makes every gap an error; nothing makes one less than it is.

### Source

https://spec.commonmark.org/0.31.2/ (CommonMark: what is text of a document)
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Cause
from lint.finding import Hit
from lint.message import Message
from lint.rule import UNREAD, Family, Page, Rule
from lint.spans import Span

ID = UNREAD
_REMEDY = Message("Change it so that it can be read, or exclude the file on purpose.")


def check(page: Page) -> Iterator[Hit]:
    """The parts of a document that nothing looked at."""
    for problem in page.document.problems:
        yield hit(problem.span.start, problem.span.end, problem.reason, cause=problem.cause)
    for span, reason in page.bibliography.problems:
        yield hit(span.start, span.end, reason)


def hit(start: int, end: int, reason: str, remedy: str = "", cause: Cause = "part") -> Hit:
    """The hit for a stretch of text that was left out, or for a path that leads to no text."""
    return Hit(
        ID,
        Span(start, end),
        Message("This could not be checked: {reason}.", reason=reason),
        remedy or _REMEDY,
        cause=cause,
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
