"""How much a piece of text looks like the entry of a reference list: points for what such entries are made of."""

from __future__ import annotations

import re
from functools import cache

from lint.references.names import first_person


@cache
def _volume() -> re.Pattern[str]:
    """Volume and pages: 147(1-3):107-15, 2009;54(2):158, Vol. 3, pp. 12-14, 19.4 (2008): 283, 75(5), 951-953."""
    return re.compile(
        r"\b\d{1,4}\s?\((?:suppl[\w. ]{0,8}|pt[\w. ]{0,4}|[\d/–-]{1,9})\)\s?[:,;]\s?e?\d"
        r"|\b\d{4}[a-z]?(?:\s\w{3,9}\.?(?:\s\d{1,2})?)?;\s?\d"
        r"|\b\d{1,4}\s?:\s?[eE]?\d{1,7}\s?[-–]\s?\d|\b\d{1,4}(?:\.\d{1,3})?\s\(\d{4}\)\s?[:,]\s?\d"
        r"|\bvol(?:ume)?\.?\s?\d|\b(?:pp?|S)\.\s?\d{1,5}\s?[-–]\s?\d|\b\d{1,4},\s(?:pp?\.\s?)?\d{1,5}[-–]\d{1,5}\b"
        r"|\b\d{1,4}\s?\(\d{1,3}(?:[-–]\d{1,3})?\)(?=[,.;]|$)",
        re.IGNORECASE,
    )


@cache
def _year() -> re.Pattern[str]:
    """A year where a reference has it: in brackets, before a semicolon, between full stops."""
    return re.compile(
        r"[(（](?:[A-Za-z]{3,9}\.?\s)?(?:1[89]|20)\d\d[a-z]?(?:,\s[\w\s–-]{1,20})?[)）]"
        r"|[.,]\s(?:1[89]|20)\d\d[a-z]?(?:\s[A-Z][a-z]{2,8}\.?(?:\s\d{1,2})?)?[;.:]|\b(?:1[89]|20)\d\d[;:]"
    )


@cache
def _words() -> re.Pattern[str]:
    return re.compile(
        r"\bdoi\b|\bPMI?D?C?ID\b|\bISBN|\bISSN|\bEpub\b|\bavailable (?:at|from|in|online)\b|\baccessed\b|\bretrieved\b"
        r"|\bet al\b|\bIn:\s|\b\d(?:st|nd|rd|th) ed|\bproceedings\b|\bguidelines?\b|\bjournal\b"
        r"|\b[A-Z]\w+ Press\b|\bCochrane\b"
        r"|\bPubMed\b|\bpublished\b|\babgerufen\b|\bverfügbar\b|\bZugriff|\bconsulté\b|\bdisponib(?:le|ile)\b"
        r"|\bdisponível\b|\bacceso\b|\bacesso em\b|\bgeraadpleegd\b|\bLeitlinie|\bHrsg\b|\bn\.d\.|\[Internet\]"
        r"|\bpreprint\b"
        r"|\bUpToDate\b|\bWikipedia\b|\bPresented at\b|译文|譯文|出版社|学报|杂志|雜誌|\[[JMDCR](?:/OL)?\]",
        re.IGNORECASE,
    )


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


def authors(text: str) -> int:
    """2 when the text opens with names as reference lists write them, 1 with names as spoken, 0 otherwise."""
    person = first_person(text)
    return person.points if person else 0


def likeness(text: str, links: int = 0, identifiers: int = 0) -> int:
    """Points for what the entries of reference lists are made of; 3 and more is an entry with little doubt."""
    text = text.strip()
    sample = text[:1500]
    if _narrative().match(sample):
        return 0
    if _bare_url().match(sample):
        return 2 + identifiers
    points = authors(sample) + (3 if identifiers else 0)
    points += 2 if _year().search(sample) else 1 if re.search(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", sample) else 0
    points += 2 if _volume().search(sample) else 0
    points += 1 if links or "://" in sample else 0
    points += 1 if _title_and_address().search(sample) else 0
    points += 1 if _words().search(sample) else 0
    points += 1 if re.search(r"[\"“„«《][^\"”“»》]{12,300}[\"”“»》]", sample) else 0
    talk = len(_prose().findall(re.sub(r"https?://\S+", "", sample)))
    return points - min(talk, 3)


def is_frame(text: str, identifiers: int = 0) -> bool:
    """Whether a text is built like a reference without doubt, so that it needs no heading to be one.

    "Smith et al. (2009) reported relief" is a sentence that cites: it has neither volume nor pages, and it talks.
    """
    sample = text.strip()[:1500]
    if _narrative().match(sample):
        return False
    named, dated, paged = authors(sample), bool(_year().search(sample)), bool(_volume().search(sample))
    if _prose().search(re.sub(r"[\"“„«《][^\"”“»》]{3,300}[\"”“»》]|https?://\S+", "", sample)) and not (
        named == 2 and paged
    ):
        return False
    if named == 2:
        return dated and (paged or identifiers > 0 or bool(_words().search(sample)))
    return paged and dated and (named == 1 or identifiers > 0)
