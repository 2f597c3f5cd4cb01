"""The first author and the year of an entry, as its text states them."""

from __future__ import annotations

import re
from functools import cache

from lint.references.names import first_person


@cache
def _organisation() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:association|society|soci[eé]t[eé]|gesellschaft|college|academy|institut[eo]?|organi[sz]ation"
        r"|committee|groupe?|centers?|centre|agency|agence|task force|department|minist\w+|foundation|stiftung|council"
        r"|university|universität|hospital|network|consortium|service|board|administration|federation|alliance|gmbh|inc"
        r"|ltd|press|therapeutics|collaboration|investigators)\b",
        re.IGNORECASE,
    )


def first_author(text: str) -> str:
    """The family name of the first author, or the organisation; empty when the text begins with its title."""
    if text.lstrip()[:1] in "\"“„«'‘《":
        return ""
    if organisation := _collective(text.lstrip(" \n\t*_[(")):
        return organisation
    person = first_person(text)
    return person.family if person else ""


def _collective(head: str) -> str:
    """An organisation in the place of the authors: "World Health Organization. (2021).", "CDC. Title"."""
    match = re.match(r"([^.,;:(\n\"]{2,90}?)(?:\.(?=[\s(]|$)|[,;:]|\s\()", head[:200])
    if match is None:
        return ""
    name = match[1].strip()
    acronym = name.isalpha() and name.isupper() and 3 <= len(name) <= 8
    return name if acronym or _organisation().search(name) else ""


@cache
def _years() -> tuple[re.Pattern[str], ...]:
    year = r"((?:1[89]|20)\d\d)"
    return (
        re.compile(rf"[(（](?:[A-Za-zäé]{{3,9}}\.?\s)?{year}[a-z]?(?:,[^)）]{{1,30}})?[)）]"),
        re.compile(
            rf"(?<![\d/.-]){year}[a-z]?(?:\s[A-Za-z]{{3,9}}\.?(?:[\s-]\d{{1,2}})?(?:-[A-Za-z]{{3,9}})?)?\s?[;:](?!//)"
        ),
        re.compile(rf"(?<![\d/.-]){year}-\d\d-\d\d(?!\d)|\b\d\d?[./-]\d\d?[./-]{year}(?!\d)"),
        re.compile(rf"[.,]\s?{year}[a-z]?(?=[.,;)\s]|$)"),
        re.compile(rf"(?<![\d/.-]){year}(?![\d/-])"),
    )


@cache
def _access() -> re.Pattern[str]:
    """Dates of another kind: when a page was read, when an electronic version came out."""
    return re.compile(
        r"(?:accessed|retrieved|cited|abgerufen|zugriff|consulté|acceso|acesso|geraadpleegd|viewed|epub|updated"
        r"|available from)[^.;]{0,40}?(?:1[89]|20)\d\d|https?://\S+|10\.\d{4,9}/\S+",
        re.IGNORECASE,
    )


def year(text: str) -> int | None:
    """The year of publication as the entry states it."""
    clean = _access().sub(" ", text[:2000])
    unquoted = re.sub(r"\"[^\"]{1,300}\"|“[^”]{1,300}”", " ", clean)
    for sample in (unquoted, clean):
        for pattern in _years():
            if match := pattern.search(sample):
                return int(next(group for group in match.groups() if group))
    return None
