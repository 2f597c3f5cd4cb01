"""The first author and the year of an entry, as its text states them."""

from __future__ import annotations

import re
from functools import cache

_PARTICLES = (
    "van der|van den|van de|von der|von den|van|von|de la|de los|de las|de|del|della|di|da|dos|du|le|la|el|al|bin|ibn"
    "|ter|ten|den|der|zu|st\\.|mac"
)
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-Ž"
_NAME = rf"(?:(?:{_PARTICLES})\s)?[{_CAPITAL}][\w'’‑-]{{1,30}}(?:[ -](?:(?:{_PARTICLES})\s)?[{_CAPITAL}][\w'’-]{{2,30}}){{0,2}}"


@cache
def _inverted() -> re.Pattern[str]:
    """ "Schwartzman RJ", "Westman, E. C.", "Baati, Tarek", "De la Cruz, C. P.", "Kuhn T, editor"."""
    return re.compile(
        rf"(?i:({_PARTICLES})\s)?([{_CAPITAL}][\w'’‑-]{{1,30}}(?:[ -](?:(?i:{_PARTICLES})\s)?[{_CAPITAL}][\w'’-]{{1,30}}){{0,2}})"
        rf"(?:\s[{_CAPITAL}]{{1,3}}(?:-[{_CAPITAL}])?\.?(?=[,.;:\s(]|$)|,\s?(?:[{_CAPITAL}]\.?(?=[\s,;.(&-])|[{_CAPITAL}][\w'’-]+)|,?\s(?:et al|und|and|&)\b)"
    )


@cache
def _given_first() -> re.Pattern[str]:
    """ "Victoria Zaborova, Oxana ...", "William Kalsbeek and ...", "FY HSieh. Title", "R J Hayes, ..."."""
    return re.compile(
        rf"(?:[{_CAPITAL}](?:\.|[\w'’-]{{0,20}})?[\s-]){{1,3}}?((?:(?i:{_PARTICLES})\s)?[{_CAPITAL}][\w'’-]{{1,30}})"
        r"(?=,\s[A-Z\"“\[]|\s(?:and|und|et al)\b|\.\s[A-Z\"“])"
    )


_ORGANISATION = re.compile(
    r"(?i)\b(?:association|society|college|academy|institute|organi[sz]ation|committee|group|centers?|centre|agency|task force"
    r"|department|ministry|foundation|council|university|hospital|network|consortium|journal|press|medicine|health|guidelines?)\b"
)


def first_author(text: str) -> str:
    """The family name of the first author; empty when the text does not begin with a person."""
    head = re.sub(r"^[\W\d_]+", "", text)[:200]
    if text.lstrip()[:1] in "\"“„«'‘《":
        return ""
    if match := _inverted().match(head):
        family = match[2]
        if not _ORGANISATION.search(family):
            words = family.split()
            if len(words) > 1 and re.fullmatch(rf"[{_CAPITAL}]{{1,3}}", words[-1]):
                family = " ".join(words[:-1])
            return f"{match[1]} {family}" if match[1] else family
    if (match := _given_first().match(head)) and not _ORGANISATION.search(match[0]):
        return match[1]
    if match := re.match(
        rf"([{_CAPITAL}][\w'’-]{{2,30}})(?:\.\s?\((?:1[89]|20)\d\d|\s(?:et al|\((?:1[89]|20)\d\d\)))", head
    ):
        return match[1]
    return ""


@cache
def _years() -> tuple[re.Pattern[str], ...]:
    year = r"((?:1[89]|20)\d\d)"
    return (
        re.compile(rf"[(（](?:[A-Za-zäé]{{3,9}}\.?\s)?{year}[a-z]?(?:,[^)）]{{1,30}})?[)）]"),
        re.compile(
            rf"(?<![\d/.-]){year}[a-z]?(?:\s[A-Za-z]{{3,9}}\.?(?:[\s-]\d{{1,2}})?(?:-[A-Za-z]{{3,9}})?)?\s?[;:](?!//)"
        ),
        re.compile(rf"[.,]\s?{year}[a-z]?(?=[.,;)\s]|$)"),
        re.compile(rf"(?<![\d/.-]){year}(?![\d/-])"),
    )


@cache
def _access() -> re.Pattern[str]:
    """Dates of another kind: when a page was read or will be, when an electronic version came out."""
    return re.compile(
        r"(?:accessed|retrieved|cited|abgerufen|zugriff|consulté|acceso|acesso|geraadpleegd|viewed|epub|updated|available from)"
        r"[^.;]{0,40}?(?:1[89]|20)\d\d|https?://\S+|10\.\d{4,9}/\S+",
        re.IGNORECASE,
    )


def year(text: str) -> int | None:
    """The year of publication as the entry states it."""
    clean = _access().sub(" ", text[:2000])
    unquoted = re.sub(r"\"[^\"]{1,300}\"|“[^”]{1,300}”", " ", clean)
    for sample in (unquoted, clean):
        for pattern in _years():
            if match := pattern.search(sample):
                return int(match[1])
    return None
