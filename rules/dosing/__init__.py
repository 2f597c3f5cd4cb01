"""Doses: what an article tells its readers to take or give, and what it tells of studies.

A sentence is read, not searched: its amounts, schedule, drug and stance are found in seven languages (English, German,
French, Spanish, Portuguese, Dutch, Italian), and together they decide.

## dosing-instruction

Reports a sentence, list item or table row that tells how much of a drug to take or give: an amount, a frequency, a
limit, a step or a duration.

### Why

A reader may act on the number. The right amount depends on the person, and a printed dose that is out of date,
mistyped or meant for somebody else does harm.

### Fails

```markdown
Take **0.5** mg/kg ketamine over 40 minutes twice a week.
```

### Passes

```markdown
Your team sets the dose of ketamine and adjusts it to your response.

In one trial, patients received 0.5 mg/kg over 40 minutes. Normal potassium is 3.5 to 5 mmol/L.
```

### Known limits

A finding covers the words from the amount to the end of its schedule: one for each sentence, list item or table row.
Lists and tables are read with the heading, the line above them and the column headers. Titles, alternative texts, code
and collapsed sections are read as well; text that readers do not see is reported with a note of where it hides. An
entry of the reference list is not read when it holds an identifier or a year: a paper may have a dose in its title.

The names of drugs are known by their endings and by a short list, so "Rest, then Zyxalon when needed" stays unseen. A
duration counts when a drug is to be taken, stopped or left out for it ("for 7 days"); "for a week" without a number
does not. What stands in a picture is not read. Text in other languages than the seven is hardly read: an amount per
body weight ("10 mg/kg") or with a Latin abbreviation ("500 mg bid") is found, and so is a short list item in
milligrams; "500 mg tre gånger dagligen" or a dose in Chinese is not. Radiation, dialysis, diet and exercise are no
drugs.

### Source

https://www.ismp.org/recommendations/error-prone-abbreviations-list (ISMP, List of Error-Prone Abbreviations, Symbols,
and Dose Designations)

## study-dose

Reports a concrete amount or schedule that is told as what was done in a study, a case or an experiment.

### Why

A dose in a report is no advice, yet a reader may take it for one. An editor should see each of them and decide.

### Fails

```markdown
In a randomized trial, patients received 300 mg of quetiapine daily for eight weeks.
```

### Passes

```markdown
In a randomized trial, quetiapine reduced symptoms more than placebo.
```

### Source

https://www.equator-network.org/reporting-guidelines/tidier/ (TIDieR, template for intervention description and
replication: what a report of an intervention states)
"""

from __future__ import annotations

from lint.rule import Family, Rule
from rules.dosing.check import check

FAMILY = Family(
    rules=(
        Rule(
            id="dosing-instruction",
            severity="error",
            summary="tells a reader what amount, frequency, limit, step or duration of a drug to take or give",
            source="https://www.ismp.org/recommendations/error-prone-abbreviations-list",
        ),
        Rule(
            id="study-dose",
            severity="info",
            summary="a concrete dose told as what was done in a study or a case",
            source="https://www.equator-network.org/reporting-guidelines/tidier/",
        ),
    ),
    check=check,
    page=__doc__ or "",
    looks_at="text",
)
