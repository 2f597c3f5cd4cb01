"""Whether every article shows its readers a medical disclaimer: visible, in the approved words, and complete.

## missing-disclaimer

Reports an article that does not tell its readers that it is no substitute for medical advice, or that says so
where they do not see it.

### Why

Readers act on what they read. A reader who takes a general text for advice on their own illness may start, stop
or delay a treatment because of it.

### Fails

```markdown
# Ketamine for chronic pain

Ketamine blocks NMDA receptors.

<!-- This article is not a substitute for professional medical advice. -->
```

### Passes

```markdown
# Ketamine for chronic pain

Ketamine blocks NMDA receptors.

**Disclaimer:** This article is for information only and is not a substitute for professional medical advice,
diagnosis or treatment.
```

### Known limits

Without approved wordings the statement is recognised in English, German, French, Spanish, Portuguese, Dutch and
Italian, and in the set phrases of Chinese; for any other language name an approved wording
(`rules.altered-disclaimer.approved`). When nothing like a disclaimer is there, the finding stands at the title
(the first heading of level one, else the `title` of the front matter), or at the first text.
A footnote counts when a mark in the text leads to it. A sentence that is only a link does not count, nor does
one about a product, a treatment or a service; an app, a tool or a model that informs counts as content. A text
that also says the opposite does not count, nor does what is quoted within a sentence, or said, thought or denied by
somebody ("it is a myth that ..."). The grammar is built of word lists: an unusual wording can be missed,
and then an approved wording helps.

### Source

https://web.archive.org/web/2022/https://www.hon.ch/HONcode/Conduct.html (HONcode, principle 2: information
supports and does not replace the relationship between patient and physician)

## altered-disclaimer

Reports an approved disclaimer whose words were changed, or the marks that change what they say, and, with or without
approved wordings, a sentence that says the opposite of a disclaimer, also where a correct one stands beside it.

### Why

The wording was approved because each word matters. One lost "not" turns a warning into a promise, and nobody
notices in a long paragraph.

### Fails

```markdown
# Ketamine for chronic pain

The information in this article should be considered a substitute for professional medical advice.
```

```text
The information in this article should not be considered a substitute for professional medical advice.
```

```markdown
# Ketamine for chronic pain

The information in this article replaces medical advice.

This article is for information only and is not a substitute for professional medical advice.
```

### Passes

```markdown
# Ketamine for chronic pain

The information in this article should **not** be considered a substitute
for professional medical advice.
```

```text
The information in this article should not be considered a substitute for professional medical advice.
```

### Options

`approved`: files with the approved wordings, one a language or a kind of article. Without any, missing-disclaimer
accepts every wording that says the same, and this rule reports only what says the opposite.

### Known limits

Words are compared, and the marks that change what they say: those that end a sentence (“stop. Your” for
“stop your”, a question mark for a full stop); a semicolon, a colon or a dash between words that had no mark, or the
loss of it; a comma, too, behind a negation (“No, medical advice is given”); quotation marks and parentheses within
a sentence; signs before numbers, marks between digits and raised digits (“10²” is not “102”); a slash, an arrow
and the like.
What can hardly change what is said is none: other commas, one of comma, semicolon, colon and dash for another,
hyphens in compounds, full stops of abbreviations, the final full stop, full stops of list items, and what stands
around a whole sentence. Typography is none either: the shape of quotation marks and apostrophes, the length of
dashes, spaces, line breaks, soft hyphens, ligatures, full width forms, emphasis and capitals. A line or paragraph
break within a sentence, emoji and other ornaments, what only markup sets (`<q>`, `<sup>`) and the article's own words
right before and behind the wording are not judged.
A text that shares less than six words in ten with every approved wording counts as missing, not as altered.
Beside a disclaimer that counts, a copy of an approved wording is reported only when it holds
eight words in ten of it and lost or gained a negation: beside the approved words an author may say it in their own.
A sentence says the opposite only when nothing else can be meant: this content is its subject by name, and it
is read in the article's language and in English.
An approved wording is accepted in an article of another language; that there is none in the article's own is said
only where the disclaimer is missing and the language is declared, or told by its small words beyond doubt. An audit
counts an article without approved wordings as not judged by this rule, unless it found something.
Where all words and marks are the approved ones, `--fix` restores the approved shape of quotation marks and dashes,
blanks and ligatures; capitals, other punctuation, emphasis and line breaks stay as they are, and no fix ever changes
a word or puts in or takes out a mark.

### Source

https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance (FTC, Health Products
Compliance Guidance: disclosures are clear, and nothing contradicts them)

## incomplete-disclaimer

Reports a disclaimer that lacks an element that its profile asks for.

### Why

A reader in an emergency, or one who is about to put off a visit to the doctor, needs more than the sentence
that this is no advice.

### Fails

```markdown
# Ketamine for chronic pain

This article is for information only and is not a substitute for medical advice.
```

```toml
incomplete-disclaimer.profile = "standard"
```

### Passes

```markdown
# Ketamine for chronic pain

This article is for information only and is not a substitute for medical advice. Always ask your doctor.
```

```toml
incomplete-disclaimer.profile = "standard"
```

### Options

`profile`: `minimal` (the core statement alone, the default), `standard` (for information only, ask a doctor),
`strict` (also: do not delay care, emergencies, no warranty), `clinic` (also: no doctor-patient relationship,
results differ).

### Known limits

The elements are sought in the disclaimer and in the rest of its section.

### Source

https://www.ama-assn.org/delivering-care/ethics/ethical-practice-telemedicine (AMA Code of Medical Ethics,
opinion 1.2.12: tell users the limits of the relationship and of the service)
"""

from __future__ import annotations

from lint.rule import Family, Option, Rule
from rules.disclaimer import elements
from rules.disclaimer.check import ALTERED, INCOMPLETE, MISSING, check, tidy

__all__ = ["ALTERED", "FAMILY", "INCOMPLETE", "MISSING", "check", "tidy"]

_APPROVED = Option("approved", (), "Files with the approved wordings.", files=True)
_PROFILE = Option("profile", "minimal", "What a disclaimer has to say.", tuple(elements.PROFILES))

FAMILY = Family(
    rules=(
        Rule(
            MISSING,
            "error",
            "no medical disclaimer that readers see",
            "https://web.archive.org/web/2022/https://www.hon.ch/HONcode/Conduct.html",
            safety=True,
            once=True,
            standards=("honcode:complementarity",),
        ),
        Rule(
            ALTERED,
            "error",
            "the approved wording of the disclaimer was changed, or a sentence says the opposite of one",
            "https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance",
            (_APPROVED,),
            safety=True,
            standards=("honcode:complementarity",),
            subject="wordings",
        ),
        Rule(
            INCOMPLETE,
            "warning",
            "an element of the disclaimer that the profile asks for is missing",
            "https://www.ama-assn.org/delivering-care/ethics/ethical-practice-telemedicine",
            (_PROFILE,),
            standards=("honcode:complementarity",),
            presupposes=MISSING,
        ),
    ),
    check=check,
    page=__doc__ or "",
    tidy=tidy,
)
