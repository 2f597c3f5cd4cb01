"""Whether the numbers of a sentence stand in the abstract of the paper that it cites.

## mismatched-number

Reports a number with a unit in a sentence that cites one paper, when the paper's abstract gives other values only for
that unit. It is advice: the paper itself may hold the number.

### Why

One quotation in four in the medical literature says something else than its source, half of those seriously so. A
length of treatment that was taken from another paper looks like any other, and readers plan by it.

### Fails

```markdown
Okoro (2011) saw relief after a 4-day infusion.

## References

1. Okoro P. Graded infusion for phantom limb pain. 2011. doi: 10.5555/ipr.2011.0055. PMID: 90000002.
```

```json
{"schema": 1, "references": {"doi:10.5555/ipr.2011.0055": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Graded infusion for phantom limb pain", "year": 2011,
  "pmids": ["90000002"], "numbers": ["4 h", "10 days"]}}}}
```

### Passes

```markdown
Okoro (2011) saw relief after a two-week infusion of 4 hours each day.

## References

1. Okoro P. Graded infusion for phantom limb pain. 2011. doi: 10.5555/ipr.2011.0055. PMID: 90000002.
```

```json
{"schema": 1, "references": {"doi:10.5555/ipr.2011.0055": {"sources": ["crossref", "pubmed"],
  "checked": "2026-11-24T00:00:00Z", "record": {"title": "Graded infusion for phantom limb pain", "year": 2011,
  "pmids": ["90000002"], "numbers": ["4 h", "14 days"]}}}}
```

### Known limits

Silent without the numbers of an abstract, which `medlint lock` fetches, in sentences that cite several papers, for
numbers with "about", "more than", "at least" or "up to", for ranges that hold a value of the abstract, and for values
that are there after rounding (4 days for 4.2 days) or conversion (2 weeks for 14 days). Different units are never
compared: "4 h daily for 10 days" says nothing against 4 days. Points in time ("week 12", "until 12 weeks") are
compared with points in time alone: a stay of 24 weeks says nothing against a measurement in week 12. Percentages,
ages, dates, p values, confidence intervals and counts are not read. Hours of one thing are compared with hours of
another, since nobody tells a machine what each is for: hence it is advice. Intervals ("every 4 weeks"), names of tests
and scales, body weight and height, what the author does and what other papers say are left alone.

### Source

https://doi.org/10.7717/peerj.1364 (Jergas H, Baethge C. Quotation accuracy in medical journal articles: a systematic
review and meta-analysis. PeerJ. 2015;3:e1364)
"""

from __future__ import annotations

from lint.rule import Family, Rule
from rules.numbers.check import RULE, check

FAMILY = Family(
    rules=(
        Rule(
            RULE,
            "info",
            "a number with a unit where the abstract of the paper cited gives another one",
            "https://doi.org/10.7717/peerj.1364",
            standards=("honcode:justifiability", "pif-tick:evidence"),
            subject="works",
        ),
    ),
    check=check,
    page=__doc__ or "",
    looks_at="references",
)
