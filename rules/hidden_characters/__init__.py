"""Characters that readers do not see, or that are not what they look like.

## hidden-characters

Reports characters that show text in another order than it is stored, invisible characters within words and numbers,
letters and digits of other scripts that look like plain ones, and what is no character at all.

### Why

A reader, a search and a check must read the same words. With one Cyrillic letter in the name of a drug nobody finds
it, with an invisible character in a dose no check sees it, and with a control that turns the order of text around a
reader sees 50 where 05 is stored. Such characters come from web pages and PDF files by copying, and from attacks.

### Fails

```markdown
Keta&#8203;mine is given under supervision.
```

```markdown
K&#1077;tamine is given under supervision.
```

```markdown
Ketamine is given for &#8238;05&#8236; minutes.
```

### Passes

```markdown
TNF-α, IFNγ and 5 μg/l are written as science writes them; long&shy;winded words may be divided, 20&nbsp;mg may not.
```

### Known limits

An invisible character at the border of a word is silent: it changes nothing that a reader sees or a search finds.
So are soft hyphens in words of five letters and more, joiners and spaces without width in scripts that need them
(Arabic, Indic, Thai, Khmer, Chinese and others), directional marks and isolates beside Hebrew or Arabic letters, emoji
and flags. Spaces of all widths, ligatures (ﬁ), raised and lowered characters, circled digits, Roman numerals (Ⅷ) and
square units (㎎) are shown as they are meant. A Greek letter is a sign of science where it begins or ends a word or
stands beside a digit or a capital. A single mathematical letter is a variable. A word that is wholly of another
alphabet is reported only where all its letters look Latin and no other word of its passage is of that alphabet.
Reordering by markup (`<bdo>`) is not read. More than 20 places of one kind in an article, or more than 5 in a
paragraph, are one finding with their number.

### Source

https://www.unicode.org/reports/tr39/ (Unicode Technical Standard 39, Unicode Security Mechanisms, section 5.2:
restriction levels; with Unicode Technical Report 36, Unicode Security Considerations, and CVE-2021-42574: Boucher N,
Anderson R. Trojan Source: invisible vulnerabilities. https://doi.org/10.48550/arXiv.2111.00169)
"""

from __future__ import annotations

from lint.rule import Family, Rule
from rules.hidden_characters.check import check
from rules.hidden_characters.reports import ID

FAMILY = Family(
    rules=(
        Rule(
            id=ID,
            severity="error",
            summary="bidirectional controls, invisible or look-alike letters that change what a reader or a rule sees",
            source="https://www.unicode.org/reports/tr39/",
            safety=True,
            scope="lines",
        ),
    ),
    check=check,
    page=__doc__ or "",
)
