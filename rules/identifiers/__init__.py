"""Whether every reference carries a DOI and a PMID, well formed, and stands in the list once.

## missing-doi

Reports a reference without a DOI.

### Why

A DOI leads to the paper for good, whatever becomes of the publisher's pages. Without one, a reader cannot tell in one
step whether the paper exists and says what the article claims.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. PMID: 90000001.
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021. PMID: 90000001.
```

### Known limits

A work that has no DOI satisfies the rule when a registry has said so (`without` in references.lock); for a web page
or an old book nobody can, and it is reported. A short DOI is no substitute: malformed-doi asks for the full one. A
footnote or a link definition that names neither an author nor a year is a note, not a reference. Under "Further
reading", pages and remarks are no references; under "Evidence", "Research" or "Studies" only what is built like a
reference is one.

### Source

https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html (ICMJE
Recommendations, references; the DOI as the persistent identifier: ISO 26324)

## missing-pmid

Reports a reference without a PMID.

### Why

The PMID leads to the abstract in PubMed, where retractions, corrections and comments are shown. A reader without
access to the journal can at least see there what the paper found.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021.
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {
  "sources": ["crossref", "pubmed"], "checked": "2026-11-24T00:00:00Z",
  "record": {"title": "Mirror therapy after wrist fracture", "authors": ["Tansley RB"], "year": 2014},
  "without": {"pmid": "PubMed has no record for this DOI"}}}}
```

### Known limits

A paper that PubMed does not index satisfies the rule when PubMed has said so (`without` in references.lock). A PMCID
is another number and does not replace the PMID.

### Source

https://www.nlm.nih.gov/bsd/mms/medlineelements.html#pmid (National Library of Medicine, MEDLINE/PubMed data elements:
PMID)

## malformed-doi

Reports what is meant as a DOI but has not the form of one, and short DOIs.

### Why

A DOI with one wrong character leads nowhere, and no registry can confirm it.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10,5555/imag.2014.0021. PMID: 90000001.
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209.
   https://doi.org/10.5555/IMAG.2014.0021. PMID: 90000001.
```

### Known limits

Only the form is judged; whether the DOI exists is the matter of unknown-doi. Capitals and percent-encoding in an
address are no fault. A short DOI (10/abc) leads to the paper, but no registry lists it. An entry that gives one DOI
twice, as `doi: 10.5555/x. https://doi.org/10.5555/x`, is no finding either; `--fix` takes the second one away, unless
it is part of a link or of a sentence.

### Source

https://www.crossref.org/blog/dois-and-matching-regular-expressions/ (Crossref: DOIs and matching regular expressions;
ISO 26324)

## malformed-pmid

Reports what is meant as a PMID but has not the form of one.

### Why

A PMID is a bare number of one to eight digits. A DOI, a PMC number or a slip in its place leads to nothing or to
another paper.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021. PMID: PMC9000001.
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021. PMID: 90000001; PMCID: PMC9000001.
```

### Known limits

Only the form is judged; whether the PMID exists is the matter of unknown-pmid. An entry that gives one PMID twice is
no finding; `--fix` takes the second one away.

### Source

https://www.nlm.nih.gov/bsd/mms/medlineelements.html#pmid (National Library of Medicine, MEDLINE/PubMed data elements:
PMID)

## duplicate-reference

Reports the second of two entries for one work.

### Why

A work that is listed twice looks like two pieces of evidence. A correction made in one entry leaves the other wrong.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021. PMID: 90000001.
2. Tansley R. Mirror therapy after wrist fracture. https://doi.org/10.5555/IMAG.2014.0021
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture: part 1. J Imag Rehabil. 2014;12(3):201-209. doi:
   10.5555/imag.2014.0021. PMID: 90000001.
2. Tansley RB, Okoro P. Mirror therapy after wrist fracture: part 2. J Imag Rehabil. 2014;12(4):301-309. doi:
   10.5555/imag.2014.0022. PMID: 90000002.
```

### Known limits

Entries are one work when they share a DOI or a PMID, when references.lock holds one record for both, or, without an
identifier to tell them apart, when title and year are the same. A preprint and its article have two DOIs and count as
two works.

### Source

https://www.ncbi.nlm.nih.gov/books/NBK7256/ (National Library of Medicine, Citing Medicine: the reference list)
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.finding import Hit
from lint.rule import Family, Page, Rule
from rules.identifiers.check import check as _identifiers
from rules.identifiers.duplicates import duplicates


def check(page: Page) -> Iterator[Hit]:
    """Missing, malformed and repeated identifiers."""
    yield from _identifiers(page)
    yield from duplicates(page)


def tidy(page: Page) -> Iterator[Hit]:
    """An identifier that an entry gives twice is no finding; `--fix` takes the second one away."""
    from rules.identifiers import repeated  # nobody asks but --fix

    yield from repeated.tidy(page)


_PMID_SOURCE = "https://www.nlm.nih.gov/bsd/mms/medlineelements.html#pmid"
_ATTRIBUTION = ("jama:attribution", "honcode:attribution")

FAMILY = Family(
    rules=(
        Rule(
            "missing-doi",
            "error",
            "a reference without a DOI",
            "https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html",
            standards=_ATTRIBUTION,
            subject="references",
        ),
        Rule(
            "missing-pmid",
            "error",
            "a reference without a PMID",
            _PMID_SOURCE,
            standards=_ATTRIBUTION,
            subject="references",
        ),
        Rule(
            "malformed-doi",
            "error",
            "not the form of a DOI",
            "https://www.crossref.org/blog/dois-and-matching-regular-expressions/",
            standards=_ATTRIBUTION,
            subject="references",
        ),
        Rule(
            "malformed-pmid",
            "error",
            "not the form of a PMID",
            _PMID_SOURCE,
            standards=_ATTRIBUTION,
            subject="references",
        ),
        Rule(
            "duplicate-reference",
            "warning",
            "two entries for one work",
            "https://www.ncbi.nlm.nih.gov/books/NBK7256/",
            subject="references",
        ),
    ),
    check=check,
    page=__doc__ or "",
    looks_at="references",
    tidy=tidy,
)
