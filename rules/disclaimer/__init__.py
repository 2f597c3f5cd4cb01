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

Reports an approved disclaimer whose words were changed.

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

`approved`: files with the approved wordings, one a language or a kind of article. Without any, this rule is
silent and missing-disclaimer accepts every wording that says the same.

### Known limits

Words are compared. Quotation marks, dashes, other punctuation, spaces, soft hyphens, ligatures, emphasis and
capitals make no difference. A text that shares less than six words in ten with every approved wording counts as
missing, not as altered. Where all words are the approved ones, `--fix` restores the approved quotation marks, dashes,
blanks and ligatures; capitals, other punctuation, emphasis and line breaks stay as they are, and no fix ever changes
a word.

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

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lint.document import Document
from lint.finding import Hit
from lint.message import Message
from lint.rule import Family, Option, Page, Rule
from lint.spans import Span
from rules.disclaimer import elements, passages
from rules.disclaimer.passages import Passage

if TYPE_CHECKING:
    from rules.disclaimer import search, wording

# An article with an approved wording needs no grammar of disclaimers, one without needs no comparison of words: the
# modules for either are loaded by the functions that need them.
MISSING, ALTERED, INCOMPLETE = "missing-disclaimer", "altered-disclaimer", "incomplete-disclaimer"


def check(page: Page) -> Iterator[Hit]:
    """The disclaimer of a page: there, in the approved words, complete."""
    if page.approved:
        yield from _approved(page)
    else:
        from rules.disclaimer import search

        found = search.find(page.document)
        if found is None:
            yield _missing(page, _nearest(page))
        else:
            yield from _incomplete(page, found.passage, found.span)


def tidy(page: Page) -> Iterator[Hit]:
    """An approved wording in other typography is no finding; `--fix` restores what was approved."""
    from lint.finding import Fix
    from rules.disclaimer import typography, wording

    seen = tuple(passage for passage in passages.shown(page.document) if passage.block.kind != "heading")
    match = wording.nearest(page.approved, seen)
    if match is None or match.changes or _unread(match, seen) is not None:
        return
    if edits := typography.edits(page.document, match, seen):
        fix = Fix("Restore the approved typography of the disclaimer", "safe", edits)
        place = Span(edits[0].span.start, edits[-1].span.end)
        yield Hit(ALTERED, place, "The disclaimer is as approved, but for its typography.", "", fix)


def _approved(page: Page) -> Iterator[Hit]:
    from rules.disclaimer import wording

    seen = tuple(passage for passage in passages.shown(page.document) if passage.block.kind != "heading")
    match = wording.nearest(page.approved, seen)
    unseen = _unread(match, seen) if match is not None else _unseen_wording(page)
    if match is None or unseen is not None:
        yield _missing(page, unseen or _other_wording(page) or _nearest(page))
        return
    if match.changes:
        name = match.wording.name.rsplit("/", 1)[-1]
        yield Hit(
            ALTERED,
            wording.places(match, seen),
            Message("The disclaimer {differs} (approved wording: {name}).", differs=wording.in_words(match), name=name),
            Message(
                "{difference}\nApproved wording: {text}",
                difference=wording.word_diff(match),
                text=_one_line(match.wording.text),
            ),
        )
    first = match.found[0]
    passage = seen[first.passage]
    last = max(word.end for word in match.found if word.passage == first.passage)
    yield from _incomplete(page, passage, passages.sentence(passage, first.start, last))


def _nearest(page: Page) -> search.Candidate | None:
    from rules.disclaimer import search

    return search.nearest(search.candidates(page.document))


def _missing(page: Page, candidate: search.Candidate | None) -> Hit:
    remedy = Message("Add where readers see it: {text}", text=_to_copy(page))
    if candidate is None:
        message = Message("This article shows its readers no medical disclaimer.")
        return Hit(MISSING, _title(page.document), message, remedy)
    message = Message(
        "This article shows its readers no medical disclaimer; what comes nearest {fails}.", fails=candidate.reason
    )
    return Hit(MISSING, candidate.span, message, remedy)


def _unread(match: wording.Match, seen: Sequence[Passage]) -> search.Candidate | None:
    """The wording as code or as the text of a link, which is no sentence of the article."""
    first, last = match.found[0], match.found[-1]
    passage = seen[first.passage]
    reason = passages.aside(passage, first.start, last.end) if first.passage == last.passage else ""
    if not reason:
        return None
    from rules.disclaimer.search import Candidate

    return Candidate(Message("is {thing}", thing=reason), passages.sentence(passage, first.start, last.end), 0)


def _unseen_wording(page: Page) -> search.Candidate | None:
    """An approved wording that no reader sees."""
    from rules.disclaimer import wording
    from rules.disclaimer.search import Candidate

    for passage in passages.unseen(page.document):
        if match := wording.nearest(page.approved, (passage,)):
            place = passages.sentence(passage, match.found[0].start, match.found[-1].end)
            return Candidate(Message("stands in {thing}", thing=passage.hidden), place, 0)
    return None


def _other_wording(page: Page) -> search.Candidate | None:
    """A disclaimer in words that nobody approved."""
    from rules.disclaimer import search

    found = search.find(page.document)
    return search.Candidate(Message("is not in an approved wording"), found.span, 0) if found else None


def _to_copy(page: Page) -> str:
    from rules.disclaimer import search
    from rules.disclaimer.phrases import remedy

    language = search.language_of(page.document)
    for approved in page.approved:
        stem = approved.name.rsplit("/", 1)[-1].removesuffix(".md")
        if stem == language:
            return _one_line(approved.text)
    return _one_line(page.approved[0].text) if page.approved else remedy(language, "template")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _title(document: Document) -> Span:
    """Where a finding about the whole article stands: its title, in the text or the front matter, or its first text."""
    read = [block for block in document.blocks if block.is_read]
    titles = [block for block in read if block.kind == "heading" and block.level == 1]
    field = document.fields.get("title")
    if not titles and field is not None and field.value.strip():
        return field.span
    first = (titles or read or list(document.blocks))[:1]
    if not first or not first[0].prose.segments:
        return Span(0, 0)
    block = first[0]
    return block.prose.span(0, len(block.text.split("\n", 1)[0]))


def _incomplete(page: Page, passage: Passage, span: Span) -> Iterator[Hit]:
    profile = str(page.options.get(f"{INCOMPLETE}.profile", "minimal"))
    if not elements.PROFILES[profile]:
        return
    from rules.disclaimer.search import language_of

    language = language_of(page.document)
    names = list(elements.missing(_section(page.document, passage), profile, {language, "en"}))
    if names:
        yield Hit(
            INCOMPLETE,
            span,
            Message(
                "The disclaimer lacks {parts} (profile {profile}).", parts=elements.sentence(names), profile=profile
            ),
            Message("Add: {text}", text=elements.to_copy(names, language)),
        )


def _section(document: Document, passage: Passage) -> Iterator[str]:
    """The text of the disclaimer and of the rest of its section."""
    yield passage.text
    section: list[str] = []
    inside = False
    for block in document.blocks:
        if not block.is_read:
            continue
        if block.kind == "heading":
            if inside:
                break
            section = []
        section.append(block.text)
        inside = inside or block is passage.block
    yield from section


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
            "the approved wording of the disclaimer was changed",
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
