"""The four rules: what is missing, what comes nearest to it, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lint.document import Document
from lint.finding import Hit
from lint.rule import Page
from rules.accountability import authors, currency, dates, disclosure, lines, told, words
from rules.accountability.authors import Author
from rules.accountability.currency import Stated
from rules.accountability.lines import Line
from rules.accountability.told import Told

AUTHOR, DATE = "missing-author", "missing-review-date"
OVERDUE, DISCLOSURE = "overdue-review", "missing-disclosure"
CREDENTIALS, MAX_AGE = f"{AUTHOR}.require-credentials", f"{OVERDUE}.max-age-months"
MAX_AGE_MONTHS = 36
_LONGEST_NAME = 60


def check(page: Page) -> Iterator[Hit]:
    """Who wrote the article, when somebody looked at it, and who pays for it, by place."""
    read = lines.read(page)
    labelled = tuple(each for line in read for each in told.read(line))
    hits = [*_author(page, read, labelled), *_currency(page, read, labelled), *_disclosure(page, read)]
    yield from sorted(hits, key=lambda hit: hit.span)


def _author(page: Page, read: Sequence[Line], labelled: Sequence[Told]) -> Iterator[Hit]:
    document = page.document
    found = sorted(authors.find(document, read, labelled), key=lambda author: author.span)
    named = [author for author in found if not author.nobody and not author.hidden]
    if named:
        yield from _credentials(page, named)
        return
    byline = _template(document)[0]
    remedy = _remedy(document, byline, f"author: {byline.partition(' ')[2]}")
    nobody = next((author for author in found if author.nobody and not author.hidden), None)
    hidden = next((author for author in found if not author.nobody), None)
    reviewer = next((each for each in labelled if _is_reviewer(each)), None)
    if nobody is not None:
        what = f'"{_short(nobody.name)}" as the author, and readers do not know who that is' if nobody.name else ""
        message = f"This article names {what}." if what else "The field for the author of this article is empty."
        yield Hit(AUTHOR, nobody.span, message, remedy)
    elif hidden is not None:
        message = f"This article does not name its author to readers; a name stands in {hidden.hidden}."
        yield Hit(AUTHOR, hidden.span, message, remedy)
    elif reviewer is not None:
        message = (
            f'This article names who reviewed or edited it, "{_short(authors.first(reviewer.value))}", but no author.'
        )
        yield Hit(AUTHOR, reviewer.span, message, remedy)
    else:
        yield Hit(AUTHOR, lines.title(document), "This article does not name its author.", remedy)


def _is_reviewer(each: Told) -> bool:
    line = each.line
    seen = line.edge and not line.hidden and not line.quoted
    return each.kind == "reviewer" and seen and authors.is_name(each.value)


def _credentials(page: Page, named: Sequence[Author]) -> Iterator[Hit]:
    """The authors of whom no more than the name is told, if the configuration wants more."""
    if not page.options.get(CREDENTIALS, False):
        return
    told_of = {author.name for author in named if author.credentials}
    bare = [author for author in named if author.name not in told_of and not _presented(page.document, author)]
    if bare:
        names = ", ".join(dict.fromkeys(_short(author.name) for author in bare))
        yield Hit(
            AUTHOR,
            bare[0].span,
            f"Nothing tells readers what qualifies {names}: no degree, profession or affiliation.",
            f'Add it behind the name: "{_short(bare[0].name)}, MD, Example Hospital".',
        )


def _presented(document: Document, author: Author) -> bool:
    """Whether a sentence of the article tells of its author: "Jane Roe is a cardiologist at ..."."""
    return any(
        block.is_read and author.name in block.text and authors.tells(block.text, author.name)
        for block in document.blocks
    )


def _currency(page: Page, read: Sequence[Line], labelled: Sequence[Told]) -> Iterator[Hit]:
    document = page.document
    today = date.fromisoformat(page.today) if page.today else None
    found = sorted(currency.find(document, read, labelled, today), key=lambda stated: stated.span)
    shown = [stated for stated in found if not stated.hidden]
    usable = [each for each in shown if not each.fault and each.role != "due" and not currency.is_future(each, today)]
    if today is not None and usable:
        yield from _overdue(page, today, usable, [each for each in shown if each.role == "due" and not each.fault])
    ahead = [each for each in shown if each.role != "due" and currency.is_future(each, today)]
    day = page.today or "2025-05-03"
    remedy = _remedy(document, f"{_template(document)[1]} {day}", f"last_reviewed: {day}")
    remedy += "\nPut in the day on which somebody last read the whole text and stood by it."
    if usable or any(stated.fault == "filled" for stated in shown):
        # A post that is to appear next week is dated ahead; a review that took place next year is a slip that would
        # hide for years that the article is overdue.
        claimed = next((each for each in ahead if each.role in ("reviewed", "updated")), None)
        if claimed is not None:
            yield Hit(DATE, claimed.span, _ahead(claimed), "Correct the date.")
        return
    yield _undated(document, found, ahead, remedy)


_DEEDS = {
    "written": "The date of this article",
    "reviewed": "The last review of this article",
    "updated": "The last update of this article",
}


def _ahead(stated: Stated) -> str:
    return f'{_DEEDS[stated.role]}, "{_short(stated.text)}", lies in the future.'


def _undated(document: Document, found: Sequence[Stated], ahead: Sequence[Stated], remedy: str) -> Hit:
    """The finding of an article without a date that counts, at what comes nearest to one."""
    if ahead:
        return Hit(DATE, ahead[0].span, _ahead(ahead[0]), remedy)
    wrong = next((each for each in found if each.fault == "wrong" and not each.hidden), None)
    if wrong is not None:
        where = f'the front matter\'s "{wrong.key}"' if wrong.key else "its date"
        message = f'This article has no date of writing or review; {where} says "{_short(wrong.text)}", which is none.'
        return Hit(DATE, wrong.span, message, remedy)
    built = next((each for each in found if each.fault == "now"), None)
    if built is not None:
        message = (
            f'The date "{_short(built.text)}" is that of every build, so it never tells when somebody read the text.'
        )
        return Hit(DATE, built.span, message, remedy)
    hidden = next((each for each in found if each.hidden and not each.fault and each.role != "due"), None)
    if hidden is not None:
        message = (
            f"This article does not tell readers when it was written or reviewed; a date stands in {hidden.hidden}."
        )
        return Hit(DATE, hidden.span, message, remedy)
    due = next((each for each in found if each.role == "due" and not each.hidden), None)
    if due is not None:
        message = "This article tells when its next review is due, but not when it was last reviewed."
        return Hit(DATE, due.span, message, remedy)
    message = "This article does not tell when it was written, reviewed or updated."
    return Hit(DATE, lines.title(document), message, remedy)


def _overdue(page: Page, today: date, usable: Sequence[Stated], due: Sequence[Stated]) -> Iterator[Hit]:
    remedy = "Review the article and put in the date on which you did"
    next_review = max(due, key=lambda stated: stated.last, default=None)
    reviewed = max((each.last for each in usable if each.role == "reviewed"), default=date.min)
    if next_review is not None and next_review.last < today and reviewed < next_review.first:
        message = f'The next review of this article was due on "{_short(next_review.text)}".'
        yield Hit(OVERDUE, next_review.span, message, f"{remedy}, and when the next one is due.")
        return
    latest = max(usable, key=lambda stated: (stated.last, stated.role == "reviewed"))
    months = page.options.get(MAX_AGE, MAX_AGE_MONTHS)
    if isinstance(months, int) and latest.last < dates.before(today, months):
        message = f'{_DEEDS[latest.role]}, "{_short(latest.text)}", is more than {months} months ago.'
        yield Hit(OVERDUE, latest.span, message, f"{remedy}: {_template(page.document)[1]} {page.today}")


def _disclosure(page: Page, read: Sequence[Line]) -> Iterator[Hit]:
    document = page.document
    found = list(disclosure.find(document, read))
    if any(not each.reason for each in found):
        return
    text = _template(document)[2]
    remedy = _remedy(document, text, f'disclosure: "{text}"') + "\nPut in what is true."
    nearest = min(found, key=lambda each: (each.rank, each.span), default=None)
    message = "This article says nothing about who pays for it and what interests its author has"
    if nearest is None:
        yield Hit(DISCLOSURE, lines.title(document), f"{message}.", remedy)
    else:
        yield Hit(DISCLOSURE, nearest.span, f"{message}; what comes nearest {nearest.reason}.", remedy)


def _template(document: Document) -> tuple[str, str, str]:
    return words.template(_language(document))


def _language(document: Document) -> str:
    from rules.disclaimer.search import language_of

    return language_of(document)


def _remedy(document: Document, line: str, field: str) -> str:
    """What to add: a line of text, or a field of the front matter; of an unknown language only the field is read."""
    if _language(document) not in words.LANGUAGES:
        return f"Add to the front matter, since labels in this language are not known here: {field}"
    return f"Add where readers see it: {line}" + (f"\nOr to the front matter: {field}" if document.fields else "")


def _short(text: str) -> str:
    """A text on one line, cut where it is long; it stands between quotation marks."""
    text = " ".join(text.replace('"', "'").split())
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1].rstrip()}…"
