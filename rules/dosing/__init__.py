"""Doses: what an article tells its readers to take or give, and what it tells of studies.

A sentence is read, not searched: its amounts and what they are amounts of, its schedule, its drug and how it is said
are found in seven languages (English, German, French, Spanish, Portuguese, Dutch, Italian), and together they decide.
Each finding says why in one line, such as "Why: an amount, how often and the drug “ketamine”, said as an order".

## dosing-instruction

Reports a sentence, list item, table row or heading that tells how much of a drug to take or give: an amount, a
frequency, a limit, a step or a duration.

### Why

A reader may act on the number. The right amount depends on the person, and a printed dose that is out of date,
mistyped or meant for somebody else does harm.

### What counts

A drug, and at least one of an amount, a frequency or an interval, a limit, a step, or for how long to take it; said as
what is, may be or should be taken or given. The drug may be named, or implied by "the dose", "the tablet" or a route
such as "by mouth", or stand in the heading, the column's header, the line above or the sentence before. No imperative
is needed: "the usual dose is 250 mg a day" and "many adults get by with 50 mg or less" tell a reader as much as
"take" does. These count as well:

- how often alone, when a drug is given or taken: "The capsule is taken once a day";
- limits, reductions by a share, the time to leave between doses, and what to do about a missed one;
- when to stop, if a time decides: "Stop the antibiotic when the fever has been gone for a day";
- vaccination schedules, fluids and blood by body weight, dilutions and rates of infusions;
- supplements that are taken: "folic acid 0.4 mg daily";
- rows of tables of recreational doses, and the items of a list of medicines: "Zyxalon 20 mg, one capsule at night".

### What does not count

- What was done, seen or tested in a study, a case, an animal or an overdose: `study-dose` reports it for information.
- Words about doses that nobody can act on: "low-dose", "titrated", "take it as prescribed", "your doctor may change
  the dose", "multi-day infusions (e.g., 4-10 days)".
- To stop or leave out a drug without a time: "Stop metformin if you vomit", "do not stop without asking your doctor".
- Laboratory values, blood levels, product strengths, contents, packs and prices; food and drink; alcohol and
  cigarettes; exercise; body weights and ages; visits and tests; settings of machines; radiation.
- What the body loses, makes or takes in: "women lose 15 to 30 mg of iron every month".

### Fails

```markdown
Take **0.5** mg/kg ketamine over 40 minutes twice a week.
```

```markdown
## Ibuprofen

| Age | Dose |
|---|---|
| Adults | 400 mg every 8 hours |
```

```markdown
Do not use the nasal spray for more than three days.
```

### Passes

```markdown
Your team sets the dose of ketamine and adjusts it to your response.

In one trial, patients received 0.5 mg/kg over 40 minutes. Normal potassium is 3.5 to 5 mmol/L.
```

```markdown
Each tablet contains 400 mg of ibuprofen. Ask your pharmacist how much is right for you.
```

### Instead

Keep what the drug is for, what it does and who decides; leave the numbers to those who know the patient.

- Not: "Take two 500 mg tablets of paracetamol every six hours."
  But: "Paracetamol may help. Your pharmacist can tell you how much is right for you."
- Not: "The usual dose of sertraline is 50 mg once a day."
  But: "Sertraline is started low, and the dose is adjusted to how you respond."
- Not: "Ketamine is infused at 0.5 mg/kg over 40 minutes."
  But: "Ketamine is given as an infusion; the treating team sets the dose and the rate."
- Not: "Do not take more than 4 g of paracetamol in 24 hours."
  But: "Too much paracetamol harms the liver: do not take more than the leaflet or your pharmacist says."
- Not: "Increase gabapentin by 300 mg every three days."
  But: "Gabapentin is increased slowly; your prescriber plans the steps with you."
- Not: "The antibiotic is taken for seven days."
  But: "Finish the course that was prescribed for you."
- Not: "If you miss a tablet, take it within 12 hours."
  But: "If you miss a tablet, look it up in the leaflet or ask your pharmacist."
- Not: "Take levothyroxine 30 minutes before breakfast."
  But: "Food changes how well levothyroxine works: ask your pharmacist when to take it."
- Not: "Stop warfarin five days before the operation."
  But: "Ask the surgical team well before the operation whether to stop warfarin, and when."
- Not: "Give children 15 mg/kg of paracetamol."
  But: "The right amount for a child depends on the weight: ask your doctor or pharmacist."
- Not: "Adults should have a tetanus booster every ten years."
  But: "Ask your doctor whether your tetanus vaccination is still up to date."
- Not: "Vitamin D: 1,000 IU daily."
  But: "Whether you need vitamin D, and how much, depends on your blood test: ask your doctor."

### Options

`language`: the code of the language of articles whose front matter names none in `lang`, `language` or `locale`
(`"en"`). Empty, the default, means that it is detected.

### Known limits

A finding covers the words from the amount to the end of its schedule, and what is taken where that is a single word:
"tablet in the evening". There is one for each sentence, list item or table row.
Lists and tables are read with the heading, the line above them and the column headers. Titles, alternative texts,
code, collapsed sections and the fields of the front matter that a page shows (description, summary, and the like) are
read as well; in a comment or a hidden element a dose is reported with a note of where it hides. An entry of the
reference list is not read when it holds an identifier or a year: a paper may have a dose in its title.

Names of drugs are evidence, no condition: they come from a list of 15,000 and from the endings of nonproprietary names,
so "Rest, then Zyxalon when needed" stays unseen. What stands in a picture is not read. Radiation, dialysis, diet and
exercise are no drugs. Two careful readers agree on about 96 of 100 lines; where a line can be read both ways, it counts
as an instruction.

Text in other languages than the seven is hardly read: an amount per body weight ("10 mg/kg") or with a Latin
abbreviation ("500 mg bid") is found; "500 mg tre gånger dagligen" or a dose in Chinese is not. An article in such a
language gets a warning of `unchecked-content`, and so do paragraphs with a number in letters that none of the seven
uses. The language is the one that the article declares (`lang: sv`); else it is told by the letters or, from about 40
words on, by the commonest words of some 40 languages. In doubt nothing is said: a Swedish paragraph in an English
article, a list of drug names, a dialect.

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

from lint.rule import Family, Option, Rule
from rules.dosing.check import check

FAMILY = Family(
    rules=(
        Rule(
            id="dosing-instruction",
            severity="error",
            summary="tells a reader what amount, frequency, limit, step or duration of a drug to take or give",
            source="https://www.ismp.org/recommendations/error-prone-abbreviations-list",
            options=(Option("language", "", "The language of articles that declare none."),),
            safety=True,
            scope="lines",
            standards=("honcode:complementarity",),
        ),
        Rule(
            id="study-dose",
            severity="info",
            summary="a concrete dose told as what was done in a study or a case",
            source="https://www.equator-network.org/reporting-guidelines/tidier/",
            scope="lines",
        ),
    ),
    check=check,
    page=__doc__ or "",
    looks_at="text",
)
