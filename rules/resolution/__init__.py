"""Whether the registries know every reference, know it as one paper, as the paper described, and as still valid.

## unknown-doi

Reports a DOI that the registries themselves say does not exist.

### Why

A DOI that leads nowhere is the mark of a reference that was mistyped or made up. The reader cannot check the claim
that rests on it.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0099. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0099": {
  "sources": ["crossref", "doi.org"], "checked": "2026-11-24T00:00:00Z",
  "absent": {"doi": "Crossref and doi.org do not know it"}}}}
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0099. PMID: 90000001.
```

### Known limits

Only a registry's own negative answer counts. A DOI that nobody could look up is a matter of unverified-reference.

### Source

https://www.doi.org/doi-handbook/HTML/resolution.html (DOI Handbook: resolution)

## unknown-pmid

Reports a PMID that PubMed itself says does not exist.

### Why

A PMID that leads nowhere is the mark of a reference that was mistyped or made up. The reader cannot check the claim
that rests on it.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000099.
```

```json
{"schema": 1, "references": {"pmid:90000099": {
  "sources": ["pubmed"], "checked": "2026-11-24T00:00:00Z",
  "absent": {"pmid": "PubMed has no such document"}}}}
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000099.
```

### Known limits

Only PubMed's own negative answer counts. PubMed answers alike for a number that was deleted and one that was never
given out.

### Source

https://www.ncbi.nlm.nih.gov/books/NBK25499/ (National Library of Medicine, E-utilities: ESummary)

## mismatched-identifiers

Reports a reference whose DOI and PMID belong to different papers.

### Why

One of the two leads the reader to a paper that has nothing to do with the claim. Each on its own looks right, so
nobody notices.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000002.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"]}}}}
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"]}}}}
```

### Known limits

One DOI can own several PMIDs (versions of a review), and a publisher can give a paper a second DOI: either is
accepted when the registries say so. When a preprint and its article carry one title, nobody can tell, and the
reference stays unverified. A record that was entered by hand counts here, and the message says so.

### Source

https://www.nlm.nih.gov/bsd/mms/medlineelements.html#aid (National Library of Medicine, MEDLINE/PubMed data elements:
article identifiers)

## mismatched-reference

Reports a reference whose text describes another paper than its record (an error), or gives another year, volume,
first page, journal or author (a warning).

### Why

The identifiers lead to one paper and the words to another: the claim may rest on neither. A changed number or a lost
"not" in a title turns one study into another.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after ankle fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"]}}}}
```

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2015. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"]}}}}
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror Therapy after Wrist-Fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"]}}}}
```

### Known limits

The record is looked for in the text; what is not found there is no fault. A title may lack its subtitle, journals may
be abbreviated, years may be those of the print or the online edition. All authors are compared, up to "et al."; a list
that ends early without it is a warning, for a reader takes it for the whole. A title in another language than the
record's counts as a translation.

### Source

https://www.ncbi.nlm.nih.gov/books/NBK7256/ (National Library of Medicine, Citing Medicine)

## retracted-reference

Reports a reference to a paper that was retracted, withdrawn or removed, wholly or in part.

### Why

A retracted paper is no evidence. Readers who act on what it claimed can come to harm, and they do not see the notice
in the article.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"],
  "notices": [{"kind": "retraction", "date": "2016-05-02", "identifier": "10.5555/imag.2016.0007", "source":
"crossref"}]}}}}
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"],
  "notices": [{"kind": "correction", "date": "2016-05-02", "identifier": "10.5555/imag.2016.0007", "source":
"crossref"}]}}}}
```

### Known limits

The notice itself may be cited: only the paper that it is about counts as retracted. A partial retraction is reported
too, with the words "in part".

### Source

https://publicationethics.org/guidance/guideline/retraction-guidelines (Committee on Publication Ethics: retraction
guidelines)

## concern-reference

Reports a reference to a paper about which its journal has published an expression of concern.

### Why

The journal doubts the paper but has not decided. Readers should know that before they rely on it.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"],
  "notices": [{"kind": "concern", "date": "2016-05-02", "identifier": "10.5555/imag.2016.0007", "source":
"crossref"}]}}}}
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"]}}}}
```

### Source

https://publicationethics.org/guidance/guideline/retraction-guidelines (Committee on Publication Ethics: retraction
guidelines, expressions of concern)

## corrected-reference

Reports a reference to a paper that was corrected.

### Why

A correction can concern the very number that the article quotes.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"],
  "notices": [{"kind": "erratum", "date": "2016-05-02", "identifier": "10.5555/imag.2016.0007", "source":
"crossref"}]}}}}
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"]}}}}
```

### Known limits

Most corrections concern a name or an affiliation. The rule cannot tell which ones matter.

### Source

https://www.nlm.nih.gov/bsd/policy/errata.html (National Library of Medicine: errata, retractions and related notices)

## unverified-reference

Reports a reference that no registry has confirmed, and says why.

### Why

What was not checked must not look as if it had been. Until a registry has answered, nobody knows whether the paper
exists.

### Fails

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

### Passes

```markdown
## References

1. Tansley RB, Okoro P. Mirror therapy after wrist fracture. 2014. doi: 10.5555/imag.2014.0021. PMID: 90000001.
```

```json
{"schema": 1, "references": {"doi:10.5555/imag.2014.0021": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Mirror therapy after wrist fracture", "year": 2014,
  "pmids": ["90000001"]}}}}
```

### Known limits

A record that was entered by hand never verifies a reference. With `--require-verified` the run ends with exit code 3.

### Source

https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html (ICMJE
Recommendations: authors verify references)
"""

from __future__ import annotations

from lint.rule import Family, Rule
from rules.resolution.check import check

_HANDBOOK = "https://www.doi.org/doi-handbook/HTML/resolution.html"
_ESUMMARY = "https://www.ncbi.nlm.nih.gov/books/NBK25499/"
_MEDLINE = "https://www.nlm.nih.gov/bsd/mms/medlineelements.html#aid"
_CITING = "https://www.ncbi.nlm.nih.gov/books/NBK7256/"
_COPE = "https://publicationethics.org/guidance/guideline/retraction-guidelines"
_ERRATA = "https://www.nlm.nih.gov/bsd/policy/errata.html"
_ICMJE = "https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html"
_CITE, _EBM = ("jama:attribution", "honcode:attribution"), ("honcode:justifiability", "pif-tick:evidence")
_WORKS = (
    Rule("unknown-doi", "error", "a DOI that does not exist", _HANDBOOK, standards=_CITE),
    Rule("unknown-pmid", "error", "a PMID that does not exist", _ESUMMARY, standards=_CITE),
    Rule("mismatched-identifiers", "error", "DOI and PMID of different papers", _MEDLINE, standards=_CITE),
    Rule("mismatched-reference", "error", "the record is another paper, or a field differs", _CITING, standards=_CITE),
    Rule("retracted-reference", "error", "a paper that was retracted or withdrawn", _COPE, safety=True, standards=_EBM),
    Rule("concern-reference", "warning", "a paper with an expression of concern", _COPE, standards=_EBM),
    Rule("corrected-reference", "info", "a paper that was corrected", _ERRATA, standards=("pif-tick:evidence",)),
)
_OPEN = Rule("unverified-reference", "warning", "a reference that no registry has confirmed", _ICMJE)
FAMILY = Family(
    rules=(*(rule._replace(subject="works") for rule in _WORKS), _OPEN._replace(subject="references", standards=_CITE)),
    check=check,
    page=__doc__ or "",
    looks_at="references",
)
