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

from collections.abc import Iterator

from lint.finding import Hit
from lint.references.citations.near import Neighbours
from lint.rule import Family, Page, Rule
from rules.citations.dangling import DANGLING, dangling
from rules.citations.uncited import UNCITED, uncited


def check(page: Page) -> Iterator[Hit]:
    """Citations without a reference, then references without a citation."""
    neighbours = Neighbours(page.bibliography.references)
    yield from dangling(page, neighbours)
    yield from uncited(page, neighbours)


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
    looks_at="records",
)
