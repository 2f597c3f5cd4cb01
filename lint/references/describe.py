"""The first author and the year of an entry, as its text states them."""

from __future__ import annotations

import re
from functools import cache

_PARTICLE = (
    r"(?:van der|van den|van de|von der|von den|van|von|de la|de los|de las|de|del|della|di|da|dos|du|le|la|el|al|bin"
    r"|ibn|ter|ten|den|der|zu|st\.|mac)"
)
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-Ž"
_WORD = rf"[{_CAPITAL}][\w'’‑-]{{1,30}}"
_FAMILY = rf"(?:(?i:{_PARTICLE})\s)?{_WORD}(?:[ -](?:(?i:{_PARTICLE})\s)?{_WORD}){{0,2}}"


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Ways to begin with a person, the family name in the first group; the first that fits counts."""
    given = rf"[{_CAPITAL}](?:\.|[\w'’-]{{0,20}})"
    return (
        # Westman, E. C. | De la Cruz, C. P. | Schmidt A, | van Hilten JJ, | de Almeida JR | Smith JA Jr.
        re.compile(rf"({_FAMILY}),\s?(?:[{_CAPITAL}]\.[\s-]{{0,2}}){{1,4}}(?=[,;(&\s]|et\b|$)"),
        # Mahmoud A. ElSohly, "Title" | Ethan B Russo, "Title" | James L. Butrica and ...
        re.compile(
            rf"{_WORD}\s(?:[{_CAPITAL}]\.?\s){{1,2}}((?:(?i:{_PARTICLE})\s)?{_WORD})(?=,|\s(?:and|und)\s[{_CAPITAL}]|\set al\b)"
        ),
        re.compile(rf"({_FAMILY})\s[{_CAPITAL}]{{1,3}}(?:-[{_CAPITAL}])?\.?(?=[,.;:\s(]|$)"),
        # Victoria Zaborova, Oxana Zolnikova | William Kalsbeek and Geraldo Heiss. | R J Hayes, S Bennett. | FY HSieh. Title
        re.compile(
            rf"(?:{given}[\s]){{1,3}}?((?:(?i:{_PARTICLE})\s)?{_WORD})(?=,\s{given}(?:\s[{_CAPITAL}]\.?)?\s{_WORD}|,\s[\"“])"
        ),
        re.compile(
            rf"(?:{given}[\s]){{1,3}}?((?:(?i:{_PARTICLE})\s)?{_WORD})(?=\sand\s{given}\s{_WORD}[.,]|\set al\b)"
        ),
        # Baati, Tarek, et al. | Schmeda-Hirshmann, "Title" | Quick, Kevin L., | Kokolus, Kathleen M.
        re.compile(rf"({_FAMILY}),\s(?:[{_CAPITAL}][\w'’-]+|[\"“])"),
        # Smith et al. | Smith and Jones (2009) | Smith (2009) | Smith. (2009)
        re.compile(
            rf"({_FAMILY})(?:,?\set al\b|\s(?:and|und|&|et|y)\s{_FAMILY},?\s\(?(?:1[89]|20)\d\d|[.,]?\s\((?:1[89]|20)\d\d)"
        ),
        re.compile(rf"(?:{given}[\s]){{1,3}}((?:(?i:{_PARTICLE})\s)?{_WORD})(?=\.\s[\"“{_CAPITAL}])"),
    )


@cache
def _organisation() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:association|society|soci[eé]t[eé]|gesellschaft|college|academy|institut[eo]?|organi[sz]ation|committee|groupe?"
        r"|centers?|centre|agency|agence|task force|department|minist\w+|foundation|stiftung|council|university|universität"
        r"|hospital|network|consortium|service|board|administration|federation|alliance|gmbh|inc|ltd|press|therapeutics"
        r"|collaboration|investigators)\b",
        re.IGNORECASE,
    )


def first_author(text: str) -> str:
    """The family name of the first author, or the organisation; empty when the text begins with its title."""
    if text.lstrip()[:1] in "\"“„«'‘《":
        return ""
    head = re.sub(r"^[\W\d_]+", "", text)[:200]
    organisation = _collective(head)
    if organisation:
        return organisation
    for form in _forms():
        if match := form.match(head):
            return match[1]
    return ""


def _collective(head: str) -> str:
    """An organisation in the place of the authors: "World Health Organization. (2021).", "CDC. Title"."""
    match = re.match(r"([^.,;:(\n\"“]{2,90}?)(?:\.(?=[\s(]|$)|[,;:]|\s\()", head)
    if match is None:
        return ""
    name = match[1].strip()
    if _organisation().search(name) or re.fullmatch(rf"[{_CAPITAL}]{{3,8}}", name):
        return name
    return ""


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
