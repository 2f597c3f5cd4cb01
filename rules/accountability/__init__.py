"""Who answers for an article, since when, and who pays: authorship, currency and disclosure of the JAMA benchmarks.

The rules are off until `profile = "jama"` or a selection switches them on.

## missing-author

Reports an article that names nobody who wrote it, or somebody nobody knows ("admin", "the editorial team").

### Why

A reader who cannot see who wrote a health article cannot judge whether to believe it, and has nobody to ask.

### What counts

A byline ("By Jane Roe, MD", "Written by", "Author:") at the beginning or the end of the article or under a heading of
its own, a name with its letters below the title or as a signature, or the front matter (`author`, `authors`,
`byline`, `creator`: a text, a list, or entries with a name). An organisation is an author when it is named: "Mayo
Clinic Staff" tells who answers, "staff" does not.

### What does not count

A reviewer or editor, the author of a study or a quotation, and what stands in a comment, in code or in a collapsed
section.

### Fails

```markdown
# Ketamine for chronic pain

By Admin

Ketamine blocks NMDA receptors.
```

```markdown
# Ketamine for chronic pain

*Medically reviewed by John Doe, MD*

Ketamine blocks NMDA receptors.
```

### Passes

```markdown
# Ketamine for chronic pain

*By Jane Roe, MD | Medically reviewed by John Doe, MD*

Ketamine blocks NMDA receptors.
```

```markdown
---
title: Ketamine for chronic pain
authors:
  - name: Jane Roe
    affiliation: Example Hospital
---

Ketamine blocks NMDA receptors.
```

### Options

`require-credentials`: whether each author also needs a degree, a profession or an affiliation, as the benchmarks ask
(`false` by default, because many sites tell them on a page about their authors).

### Known limits

The words are known in English, German, French, Spanish, Portuguese, Italian and Dutch. A name that a template or a
shortcode adds is not seen; nor does the rule know whether somebody of that name exists.

### Source

https://doi.org/10.1001/jama.1997.03540390074039 (Silberg WM, Lundberg GD, Musacchio RA. JAMA 1997;277:1244-5.
Authorship: authors and contributors, their affiliations and relevant credentials should be provided)

## missing-review-date

Reports an article that tells nowhere when it was written, reviewed or updated, and a date that cannot be right: one
that is none, one that every build sets anew, a review that lies in the future.

### Why

Medicine changes. Without a date readers cannot see whether a text knows last year's warning, and nobody sees that it
is due for review.

### What counts

A label with a date ("Last reviewed: 3 May 2025", "Reviewed on 2025-05-03", "Stand: Mai 2025"), a sentence about this
page ("This page was last updated on ..."), a date below the title or in the byline, a field of the front matter
(`date`, `reviewed`, `lastmod`, `last_updated` and the like), or the file's name (`2025-05-03-ketamine.md`).

### What does not count

When the next review is due; what was updated elsewhere ("the guideline was updated in 2019"); dates in comments,
code, quotations and references.

### Fails

```markdown
# Ketamine for chronic pain

The national guideline was last updated in May 2019.
```

```markdown
---
title: Ketamine for chronic pain
last_reviewed: soon
---

Ketamine blocks NMDA receptors.
```

### Passes

```markdown
# Ketamine for chronic pain

Ketamine blocks NMDA receptors.

Last reviewed: 3 May 2025
```

### Known limits

"05/06/2025" may be a day in May or in June; neither is called wrong. `date: last-modified` and placeholders that a
generator fills count as dates that nobody here knows. A date that a template takes from git is not seen.

### Source

https://doi.org/10.1001/jama.1997.03540390074039 (Silberg WM, Lundberg GD, Musacchio RA. JAMA 1997;277:1244-5.
Currency: dates that content was posted and updated should be indicated)

## overdue-review

Reports an article whose latest date is too long ago, or whose next review was due before today.

### Why

A date tells readers that somebody looks after the text. When the review that it promises does not take place, they
trust what nobody has checked for years.

### Fails

```markdown
# Ketamine for chronic pain

Last reviewed: May 2019
```

```markdown
---
title: Ketamine for chronic pain
last_reviewed: 2024-05-03
next_review: 2025-05-03
---

Ketamine blocks NMDA receptors.
```

### Passes

```markdown
# Ketamine for chronic pain

Last reviewed: May 2025. Next review due: May 2028
```

### Options

`max-age-months`: how many months after its latest date an article is overdue; 36 by default, the three years in which
Ireland's health service has its content reviewed, and which the NHS shows on its pages.

### Known limits

The latest date counts, be it of a review or of any update, since few sites tell them apart; only a review on or after
the day on which the next one was due makes up for it. A month without a day lasts until its end, a year until
December. A warning, since time alone brings it about: raise it with `severity.overdue-review = "error"`.

### Source

https://service-manual.hse.ie/design-system/components/review-date (HSE: health content is reviewed every three years),
https://service-manual.nhs.uk/design-system/patterns/know-that-a-page-is-up-to-date (NHS: say when a page was last
reviewed and when it will be again), https://doi.org/10.1001/jama.1997.03540390074039 (JAMA benchmarks: currency)

## missing-disclosure

Reports an article that says nothing about who pays for it and what interests its author has.

### Why

Who is paid by the maker of a drug writes of it otherwise than who is not. Readers can weigh that only if they know,
and "none" is worth saying too.

### What counts

A section or label ("Conflict of interest: none", "Funding", "Affiliate disclosure"), a sentence of the article about
itself ("The author declares no competing interests", "This page is sponsored by ...", "We do not accept
advertising"), or a field of the front matter (`disclosure`, `funding`, `conflicts`, `competing_interests`,
`sponsor`).

### What does not count

What is said of a study ("the trial was funded by Pfizer", "Funding: Pfizer" among a study's details), a quotation, a
link to a page about it, a heading without text, and what stands in a comment, in code or in a collapsed section.

### Fails

```markdown
# Ketamine for chronic pain

The study was funded by a drug company, and its authors declared no conflicts of interest.
```

### Passes

```markdown
# Ketamine for chronic pain

Ketamine blocks NMDA receptors.

**Conflict of interest:** none declared. **Funding:** none.
```

### Known limits

Any one statement is enough: whether it names all that matters, and is true, only an editor knows. A disclosure that a
template puts below every article is not seen.

### Source

https://doi.org/10.1001/jama.1997.03540390074039 (Silberg WM, Lundberg GD, Musacchio RA. JAMA 1997;277:1244-5.
Disclosure: ownership, sponsorship, advertising, commercial funding and potential conflicts of interest should be
fully disclosed)
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.finding import Hit
from lint.rule import Family, Option, Page, Rule


def _check(page: Page) -> Iterator[Hit]:
    """What is missing of author, date and disclosure; read only when one of the rules, which are off, is on."""
    from rules.accountability.check import check

    yield from check(page)


_JAMA = "https://doi.org/10.1001/jama.1997.03540390074039"
# What is missing can be mended by whoever writes, and whoever switches on a profile asks for it: errors. Time alone
# makes a review overdue: a build that fails overnight without a change would teach people to switch the rule off.
FAMILY = Family(
    rules=(
        Rule(
            "missing-author",
            "error",
            "no author named",
            _JAMA,
            (Option("require-credentials", False, "Whether authors need a degree, profession or affiliation."),),
            on_by_default=False,
            once=True,
            profiles=("jama",),
            standards=("jama:authorship", "honcode:authoritative"),
        ),
        Rule(
            "missing-review-date",
            "error",
            "no date of writing, review or update",
            _JAMA,
            on_by_default=False,
            once=True,
            profiles=("jama",),
            standards=("jama:currency", "honcode:attribution", "pif-tick:evidence"),
        ),
        Rule(
            "overdue-review",
            "warning",
            "the last review is too long ago, or the next one overdue",
            "https://service-manual.hse.ie/design-system/components/review-date",
            (Option("max-age-months", 36, "Months after which an article is overdue for review."),),
            on_by_default=False,
            once=True,
            profiles=("jama",),
            standards=("jama:currency", "pif-tick:evidence"),
            presupposes="missing-review-date",
        ),
        Rule(
            "missing-disclosure",
            "error",
            "no word on funding, sponsors or conflicts of interest",
            _JAMA,
            on_by_default=False,
            once=True,
            profiles=("jama",),
            standards=("jama:disclosure", "honcode:financial-disclosure"),
        ),
    ),
    check=_check,
    page=__doc__ or "",
)
