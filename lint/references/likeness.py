"""How much a piece of text looks like the entry of a reference list: points for what such entries are made of."""

from __future__ import annotations

import re
from functools import cache

from lint.memory import remembered
from lint.references.identifiers import find
from lint.references.names import first_person

# Forms of one thing, the commonest first: each is compiled when its turn comes, and the lists of most articles keep to
# one style.

# Volume and pages: 2009;54(2):158, 147(1-3):107-15, Vol. 3, pp. 12-14, 19.4 (2008): 283, 75(5), 951-953.
_VOLUMES = (
    r"\b\d{4}[a-z]?(?:\s\w{3,9}\.?(?:\s\d{1,2})?)?;\s?\d",
    r"\b\d{1,4}\s?\((?:suppl[\w. ]{0,8}|pt[\w. ]{0,4}|[\d/–-]{1,9})\)\s?[:,;]\s?e?\d",
    r"\b\d{1,4}\s?:\s?[eE]?\d{1,7}\s?[-–]\s?\d|\b\d{1,4}(?:\.\d{1,3})?\s\(\d{4}\)\s?[:,]\s?\d",
    r"\bvol(?:ume)?\.?\s?\d|\b(?:pp?|S)\.\s?\d{1,5}\s?[-–]\s?\d|\b\d{1,4},\s(?:pp?\.\s?)?\d{1,5}[-–]\d{1,5}\b",
    r"\b\d{1,4}\s?\(\d{1,3}(?:[-–]\d{1,3})?\)(?=[,.;]|$)",
)

# Anything that counts as a year; what has none of these is no entry, and needs none of the long patterns.
_SOME_YEAR = r"(?:1[89]|20)\d\d"
# A year where a reference has it: before a semicolon, in brackets, between full stops.
_YEARS = (
    r"\b(?:1[89]|20)\d\d[;:]",
    r"[(（](?:[A-Za-z]{3,9}\.?\s)?(?:1[89]|20)\d\d[a-z]?(?:,\s[\w\s–-]{1,20})?[)）]",
    r"[.,]\s(?:1[89]|20)\d\d[a-z]?(?:\s[A-Z][a-z]{2,8}\.?(?:\s\d{1,2})?)?[;.:]",
)


def _holds(text: str, forms: tuple[str, ...], flags: re.RegexFlag = re.NOFLAG) -> bool:
    return any(re.search(form, text, flags) for form in forms)


# A word or piece of each alternative below: few texts hold one, and only they need the pattern.
_HINTS = (
    "doi", "pm", "isbn", "issn", "epub", "available ", "accessed", "retrieved", "et al", "in:", " ed", "proceedings",
    "guideline", "journal", " press", "cochrane", "pubmed", "published", "abgerufen", "verfügbar", "zugriff",
    "consulté", "disponib", "disponível", "acceso", "acesso em", "geraadpleegd", "leitlinie", "hrsg", "n.d.", "[",
    "preprint", "uptodate", "wikipedia", "presented at", "译文", "譯文", "出版社", "学报", "杂志", "雜誌",
)  # fmt: skip
_WORDS = (
    r"\b(?:doi|PMI?D?C?ID|et al)\b",
    r"\bISBN|\bISSN|\bEpub\b|\bavailable (?:at|from|in|online)\b|\baccessed\b|\bretrieved\b",
    r"\bIn:\s|\b\d(?:st|nd|rd|th) ed|\bproceedings\b|\bguidelines?\b|\bjournal\b",
    r"\b[A-Z]\w+ Press\b|\bCochrane\b",
    r"\bPubMed\b|\bpublished\b|\babgerufen\b|\bverfügbar\b|\bZugriff|\bconsulté\b|\bdisponib(?:le|ile)\b",
    r"\bdisponível\b|\bacceso\b|\bacesso em\b|\bgeraadpleegd\b|\bLeitlinie|\bHrsg\b|\bn\.d\.|\[Internet\]",
    r"\bpreprint\b",
    r"\bUpToDate\b|\bWikipedia\b|\bPresented at\b|译文|譯文|出版社|学报|杂志|雜誌|\[[JMDCR](?:/OL)?\]",
)


def _has_words(text: str) -> bool:
    folded = text.casefold()
    return any(hint in folded for hint in _HINTS) and _holds(text, _WORDS, re.IGNORECASE)


@cache
def _prose() -> re.Pattern[str]:
    """Words of somebody who talks to the reader, which no reference does."""
    return re.compile(
        r"\b(?:[Yy]ou|[Yy]our|[Ww]e|[Oo]ur|us|my|[Pp]lease|[Cc]lick|[Tt]his (?:page|site|article|website|document|post)"
        r"|below|above|reported|showed|found that|suggests?|Sie|wir|vous|nous|usted)\b"
    )


@cache
def _narrative() -> re.Pattern[str]:
    """A sentence whose subject is a citation: "Smith et al. (2009) reported"; a list has a full stop there."""
    return re.compile(r"[^.()\n]{2,60}(?:\bal\.)?\s?\((?:1[89]|20)\d\d[^()]{0,30}\)\s+(?!by\b|in\b)[a-zß-ÿ]{3,}")


@cache
def _title_and_address() -> re.Pattern[str]:
    """An address at the end: "Title - https://...", "Title: <https://...>" to the end of the text."""
    return re.compile(r"\w{3}[^\n]{0,300}[\s:(<-](?:https?://|www\.)\S+\s*$", re.IGNORECASE)


@cache
def _bare_url() -> re.Pattern[str]:
    return re.compile(r"^[<(\[]?(?:https?://|www\.)\S+$|^(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,6}/\S+$", re.IGNORECASE)


@cache
def _continuation() -> re.Pattern[str]:
    return re.compile(
        r"\W{0,4}(?:doi|pmid|pmcid|pubmed|url|link|pdf|isbn|available|accessed|retrieved|abstract|summary|key|note|notes"
        r"|finding|findings|quote|relevance|comment|full text|https?:)\b",
        re.IGNORECASE,
    )


def continues(text: str) -> bool:
    """Whether a line begins as one that belongs to the entry above it: "DOI: ...", "Key finding: ..."."""
    return bool(_continuation().match(text))


@remembered
def held(text: str) -> int:
    """How many identifiers a text holds."""
    return len(find(text))


def authors(text: str) -> int:
    """2 when the text opens with names as reference lists write them, 1 with names as spoken, 0 otherwise."""
    person = first_person(text)
    return person.points if person else 0


@remembered
def likeness(text: str, links: int, identifiers: int) -> int:
    """Points for what the entries of reference lists are made of; 3 and more is an entry with little doubt."""
    sample = text.strip()[:1500]
    dated = re.search(_SOME_YEAR, sample) is not None
    if dated and _narrative().match(sample):
        return 0
    if len(sample.split()) == 1 and _bare_url().match(sample):
        return 2 + identifiers
    points = authors(sample) + (3 if identifiers else 0)
    if dated:
        points += 2 if _holds(sample, _YEARS) else 1 if re.search(rf"(?<!\d){_SOME_YEAR}(?!\d)", sample) else 0
    points += 2 if _is_paged(sample) else 0
    points += 1 if links or "://" in sample else 0
    points += 1 if _has_address(sample) and _title_and_address().search(sample) else 0
    points += 1 if _has_words(sample) else 0
    quoted = any(mark in sample for mark in _QUOTES)
    points += 1 if quoted and re.search(r"[\"“„«《][^\"”“»》]{12,300}[\"”“»》]", sample) else 0
    talk = len(_prose().findall(re.sub(r"https?://\S+", "", sample) if _has_address(sample) else sample))
    return points - min(talk, 3)


_QUOTES = '"“„«《'


def _has_address(text: str) -> bool:
    return "://" in text or "www." in text.casefold()


def _is_paged(text: str) -> bool:
    """Whether a text names volume and pages: two numbers at least, or a volume."""
    counted = len(re.findall(r"\d+", text)) > 1 or "vol" in text.casefold()
    return counted and _holds(text, _VOLUMES, re.IGNORECASE)


@remembered
def is_frame(text: str, identifiers: int) -> bool:
    """Whether a text is built like a reference without doubt, so that it needs no heading to be one.

    "Smith et al. (2009) reported relief" is a sentence that cites: it has neither volume nor pages, and it talks.
    """
    sample = text.strip()[:1500]
    # The cheapest question first: nearly every text that is asked is a paragraph of the article, without a year.
    if not re.search(_SOME_YEAR, sample) or _narrative().match(sample) or not _holds(sample, _YEARS):
        return False
    named = authors(sample)
    if not named and not identifiers:
        return False
    if _is_paged(sample):
        return named == 2 or not _talks(sample)
    return named == 2 and not _talks(sample) and (identifiers > 0 or _has_words(sample))


def is_reference(text: str, identifiers: int, linked: bool) -> bool:
    """Whether a text under a heading that may be the article's own ("Evidence") is one of a list of references.

    It opens with authors and names a year or an identifier, or is a title that as a whole leads to a paper
    (`linked`). "It lasts for weeks (study)" only points to one.
    """
    sample = text.strip()[:1500]
    if is_frame(sample, identifiers) or (linked and identifiers > 0):
        return True
    if authors(sample) < 2 or _narrative().match(sample) or _talks(sample):
        return False
    # Authors, title, journal: "Smith J, 2020 fellow" is somebody of the group.
    parted = len(re.findall(r"[.?!:]\s", sample)) >= 2
    return identifiers > 0 or (parted and re.search(rf"(?<!\d){_SOME_YEAR}(?!\d)", sample) is not None)


def _talks(text: str) -> bool:
    """Whether a text talks to its reader, outside of titles in quotation marks and addresses."""
    if _has_address(text) or any(mark in text for mark in _QUOTES):
        text = re.sub(r"[\"“„«《][^\"”“»》]{3,300}[\"”“»》]|https?://\S+", "", text)
    return _prose().search(text) is not None
