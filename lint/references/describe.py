"""The first author and the year of an entry, as its text states them."""

from __future__ import annotations

import re
from functools import cache

from lint.references.names import first_person

_ORGANISATIONS = frozenset(
    "association society societe societé sociéte société gesellschaft college academy institut institute instituto"
    " organisation organization committee group groupe center centers centre agency agence department foundation"
    " stiftung council university universität hospital network consortium service board administration federation"
    " alliance clinic klinik clinique clínica clinica authority autorité autoridad autorità gmbh inc ltd press"
    " therapeutics collaboration investigators".split()
)


def _is_organisation(name: str) -> bool:
    folded = name.casefold()
    words = re.findall(r"\w+", folded)
    return (
        not _ORGANISATIONS.isdisjoint(words)
        or any(len(word) > 6 and word.startswith("minist") for word in words)
        or ("task force" in folded and re.search(r"\btask force\b", folded) is not None)
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
    return name if acronym or _is_organisation(name) else ""


_YEAR = r"((?:1[89]|20)\d\d)"
_IN_BRACKETS = rf"[(（](?:[A-Za-zäé]{{3,9}}\.?\s)?{_YEAR}[a-z]?(?:,[^)）]{{1,30}})?[)）]"
_YEARS = (
    _IN_BRACKETS,
    rf"(?<![\d/.-]){_YEAR}[a-z]?(?:\s[A-Za-z]{{3,9}}\.?(?:[\s-]\d{{1,2}})?(?:-[A-Za-z]{{3,9}})?)?\s?[;:](?!//)",
    rf"(?<![\d/.-]){_YEAR}-\d\d-\d\d(?!\d)|\b\d\d?[./-]\d\d?[./-]{_YEAR}(?!\d)",
    rf"[.,]\s?{_YEAR}[a-z]?(?=[.,;)\s]|$)",
    rf"(?<![\d/.-]){_YEAR}(?![\d/-])",
)


def _bracketed(text: str) -> bool:
    """Whether a year may stand in brackets: one opens shortly before it."""
    years = [match.start() for match in re.finditer(_YEAR, text)]
    return any(mark in text[max(start - 12, 0) : start] for start in years for mark in "(（")


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
    unquoted = clean
    if '"' in clean or "“" in clean:
        unquoted = re.sub(r"\"[^\"]{1,300}\"|“[^”]{1,300}”", " ", clean)
    for sample in dict.fromkeys((unquoted, clean)):
        for pattern in _YEARS:
            if pattern is _IN_BRACKETS and not _bracketed(sample):
                continue
            # Compiled when its turn comes: the first form that fits decides, in most lists one of the first two.
            if match := re.search(pattern, sample):
                return int(next(group for group in match.groups() if group))
    return None
