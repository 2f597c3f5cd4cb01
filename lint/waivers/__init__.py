"""Waivers: findings that somebody answers for, with a reason, in the article or in the configuration.

## invalid-waiver

Reports a comment or an entry of the configuration that is to excuse a finding and does not, and says what is wrong.

### Why

A waiver that fails without a word looks like one that works: its author believes that somebody answers for the
finding. One that works without a reason, or for ever, hides from the next reader what nobody has looked at since.

### What counts

`<!-- medlint-ignore missing-pmid: book chapter, not indexed -->` excuses findings of the rule in the paragraph, list
item, heading or table cell that holds the comment, else in the one that follows it; in a list of references in the
whole entry. Several rules are separated by commas. With `until 2027-06-30`, before the colon or in the reason, it holds
through that day.

Rules of safety (dosing-instruction, missing-disclaimer, altered-disclaimer, retracted-reference, hidden-characters) are
excused by no comment. They, and all others, are excused by an entry of the configuration, in which every key is needed:

    [[waivers]]                          # in pyproject.toml: [[tool.medlint.waivers]]
    rule = "dosing-instruction"
    path = "content/ketamine.md"         # from the folder of the configuration
    quote = "At night she takes 5 mg."   # the whole text, see below
    reason = "quoted from the product information, section 4.2"
    approver = "Dr. Roe"
    expires = 2027-06-30                 # holds through this day

For a rule of safety the quote is the whole paragraph, list item, heading or table row in which the finding stands, as
it is written in the file or, where nothing but emphasis stands in it, as readers see it. White space counts as one
space, everything else must be equal: nothing in that text can change without a new approval. A disclaimer that differs
at the border of its paragraph is quoted with the paragraph beside it. For other rules the quote holds at least the
words that are reported. Each entry excuses one place. An article without a disclaimer is excused by the quote of its
title; without a title, by a dozen letters that stand in it once.

### What does not count

Comments in code, in `<pre>`, in front matter, and comments that do not end: they excuse nothing and are not reported.

### Fails

```markdown
<!-- medlint-ignore broken-link -->
See [the table](#table-of-effects).
```

### Passes

```markdown
<!-- medlint-ignore broken-link: the table comes with the next part of this series -->
See [the table](#table-of-effects).
```

### Known limits

What stands outside of a quote is no part of the approval: a heading above it, the header of a table. Text that readers
do not see, a reference from a bibliography file, and many hidden characters that are one finding are excused by no
entry. A day is a day in UTC.

### Source

https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html (OASIS, SARIF 2.1.0, section 3.35: a result is
suppressed in the source or outside of it, with a justification, and stays in the report)

## unused-waiver

Reports a comment or an entry of the configuration that excuses nothing.

### Why

The fault that it excused is gone, or the text was changed, so that nobody has approved what stands there now. Left
behind, it would excuse the next fault of its kind, which nobody has seen.

### Fails

```markdown
<!-- medlint-ignore broken-link: the table comes with the next part of this series -->
The effects pass within hours.
```

### Passes

```markdown
<!-- medlint-ignore broken-link: the table comes with the next part of this series -->
See [the table](#table-of-effects).
```

### Known limits

Nothing is said of a rule that was not run, of an entry for a file that was not checked, and of a rule that needs the
answers of registries while one is missing (missing-doi and missing-pmid need none where the entry has the identifier).

### Source

https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html (OASIS, SARIF 2.1.0, section 3.35)
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.finding import Hit
from lint.rule import Family, Page, Rule

INVALID, UNUSED = "invalid-waiver", "unused-waiver"
_SOURCE = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html"


def _check(page: Page) -> Iterator[Hit]:
    """Nothing: waivers are judged by the engine, when all findings are known."""
    yield from ()


FAMILY = Family(
    rules=(
        Rule(
            INVALID,
            "error",
            "a waiver that excuses nothing because something is wrong with it",
            _SOURCE,
            subject="waivers",
        ),
        Rule(UNUSED, "warning", "a waiver that no finding needs", _SOURCE, subject="waivers"),
    ),
    check=_check,
    page=__doc__ or "",
)
