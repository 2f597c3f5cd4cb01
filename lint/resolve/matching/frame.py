"""Year, volume and first page as a reference states them: the frame around a title in Vancouver, AMA, APA and kin."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Stated(NamedTuple):
    """A value as the text states it, with its place."""

    value: str
    start: int
    end: int


_NOTES = "Erratum|Comment|Update|Retraction|Expression of concern"


@cache
def _noise() -> re.Pattern[str]:
    """What holds numbers that are none of the paper's: addresses, identifiers, second dates."""
    return re.compile(
        r"https?://\S{1,500}"
        r"|\b10\.\d{4,9}/\S{1,300}"
        r"|\bPMC?ID\b:?\s{0,2}(?:PMC)?\d{0,12}|\bPubMed(?:[ ]ID)?:?\s{0,2}\d{4,9}"
        r"|\bPMC\d{1,9}\b"
        r"|\b(?:Epub|eCollection|e-?published)\b[^.;]{0,40}"
        r"|(?-i:\b(?:Accessed|Retrieved|Viewed|Last (?:updated|reviewed))\b)[^.;\]]{0,40}"
        r"|(?-i:\bUpdated)\s(?:on\s)?(?-i:[A-Z])[a-z]{2,8}\s\d[^.;\]]{0,20}"
        r"|\[cited[^\]]{0,40}\]"
        r"|\[published\s(?:correction|erratum)[^\]]{0,300}\]"
        # What became of the paper, in front of its title.
        r"|\[(?:retracted|withdrawn)(?:\sarticle)?\]|(?-i:\b(?:RETRACTED|Retracted|WITHDRAWN|Withdrawn))(?:\sarticle)?:"
        # PubMed's notes behind a citation, which name other papers.
        rf"|[.;]\s{{1,6}}(?-i:{_NOTES}|Republished|Corrected and republished|Summary for patients|Original report)"
        r"\sin:[\s\S]{0,2000}"
        rf"|[.;]\s{{1,6}}(?-i:{_NOTES})\s(?:on|of|for):(?=[\s\S]{{0,400}}\bPMID)[\s\S]{{0,2000}}",
        re.IGNORECASE,
    )


# Emphasis and every kind of space read as a space: "**12:**\u00a0201".
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2002\u2003\u2009\u200a\u202f\n\r\t*_", " "))


def quiet(text: str) -> str:
    """The text with those stretches blanked, every other character in its place."""
    if "&amp;" in text:
        text = text.replace("&amp;", "&    ")
    return _noise().sub(lambda match: " " * len(match[0]), text).translate(_SPACES)


_S = "[ ]{0,6}"
_PAGE = r"(?P<page>[A-Za-z]{0,3}\d{1,12}[A-Za-z]?)(?![\d/])"
_DASH = "[-‐‑‒–—−]"
_VOLUME = r"(?<![\w.-])(?P<volume>[A-Za-z]?\d{1,4}[A-Z]?)(?:[-‐‑–/]\d{1,4}(?!\d))?"
_ISSUE = rf"(?:{_S}(?:\([^()]{{1,30}}\)|[Ss]uppl[^:,;()]{{0,14}}|:{_S}\d{{1,3}}(?=:)))?"
_PP = rf"(?:(?:pp?|S)\.?{_S})?"
_SUPPLEMENT = rf"(?:{_S}[Ss]uppl[^:]{{0,14}})?"
_YEAR = r"(?:19|20)\d\d"
_PART = r"(?:[ ](?:[Ss]uppl|[Ss]pec)[. \w]{0,6})?"
_NUMBER = rf"(?:{_PART},{_S}[Nn](?:o|r|um)?\.?{_S}[\w/‐‑–-]{{1,12}}(?:[. ]{{1,2}}\w{{1,4}}){{0,2}})"
_ARTICLE = rf"(?:pp?\.?{_S}|[Aa]rticle[ ]{{1,4}}|[Aa]rt\.{_S}(?:[Nn]o\.{_S})?)"
_LABELLED = rf"\b(?:[Vv]ol(?:ume)?|Bd|[Tt](?=\.))\.?{_S}(?P<volume>\d{{1,4}})\b"
# Volume and first page, the surest shape first; compiled one by one, since the first serves most references.
_FRAMES = (
    rf"{_YEAR}[a-z]?(?:{_S}[A-Za-z][^;:]{{0,24}})?;{_S}{_VOLUME}{_ISSUE}{_SUPPLEMENT}{_S}:{_S}{_PP}{_PAGE}",
    rf"{_YEAR}{_S},{_S}{_VOLUME}{_ISSUE}{_S},{_S}{_PP}{_PAGE}(?=[\s.,;(]|{_S}{_DASH}|$)",
    rf"{_LABELLED}{_NUMBER}?[^;]{{0,60}}?(?:\b(?:pp?|[Pp]ages|[Aa]rt|S)\.?|:){_S}(?:[Nn]o\.{_S})?{_PAGE}",
    rf"{_VOLUME}{_NUMBER}{_S}\([^()]{{4,24}}\){_S}[:,]{_S}{_PP}{_PAGE}",
    rf"{_VOLUME}{_S}\([^()]{{1,30}}\){_S}[:,]{_S}{_ARTICLE}?{_PAGE}",
    rf"{_VOLUME}{_S}:{_S}{_PAGE}(?={_S}{_DASH}|[\s.,;(]|$)",
    rf"{_VOLUME}{_S},{_S}{_PP}{_PAGE}(?={_S}{_DASH}{_S}\w?\d)",
    rf"[a-z.)\]][ ]{{0,3}},?[ ]{{1,6}}(?!{_YEAR}\b){_VOLUME}{_S},{_S}{_ARTICLE}?(?!{_YEAR}\b){_PAGE}(?={_S}[.]|$)",
    rf"(?P<volume>)(?<=[a-z.)],[ ]){_PAGE}(?={_S}{_DASH}{_S}\w?\d)",
    rf"{_VOLUME}[ ]{{1,4}}\({_YEAR}[^()]{{0,12}}\)[ ,:]{{1,4}}{_PP}{_PAGE}",
    rf"{_YEAR}(?:[ ][A-Za-z]{{3,9}})?;{_S}(?P<volume>\d{{1,4}})\b(?P<page>)(?!:)",
    rf"(?P<volume>)\bpp?\.{_S}{_PAGE}",
    rf"(?P<volume>)(?<=[12]\d\d\d;|[12]\d\d\d:){_S}{_PAGE}(?={_S}{_DASH}|[.,;]?$|[.,;]?[ ])",
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def volume_and_page(quieted: str, begin: int) -> tuple[Stated | None, Stated | None]:
    """Volume and first page behind the title; None where the text shows none in a shape that we know."""
    for pattern in _FRAMES:
        for match in _compiled(pattern).finditer(quieted, begin):
            # "2009: 107" begins with a year; "2024, 1871, 119767" has a volume that looks like one.
            # "1878, no. 5 (2023)" names its year besides.
            begins = match.start("volume") == match.start() and re.fullmatch(r"1[6-9]\d\d|20\d\d", match["volume"])
            if begins and not re.search(rf"\([^()]{{0,12}}{_YEAR}", match[0]):
                continue
            volume = Stated(match["volume"], *match.span("volume")) if match["volume"] else None
            if volume is not None and match.start() == volume.start and _is_day(quieted, volume.start):
                volume = None  # "2013 May 11:621-8"
            page = Stated(match["page"], *match.span("page")) if match["page"] else None
            return volume, page
    return None, None


def _is_day(quieted: str, start: int) -> bool:
    """Whether the word before a number is a month."""
    before = quieted[max(start - 12, 0) : start].split()
    return bool(before) and before[-1].strip(".,").lower() in MONTHS


_STATED_YEAR = r"(?<![\d/.:–-])(?P<year>1[6-9]\d\d|20\d\d)"
# Where a year of publication stands, the surest place first; the last is any year at all.
_YEAR_PLACES = (
    rf"{_STATED_YEAR}(?:[ ](?:[A-Z][a-z]{{2,8}}|Spring|Summer)[^;:\n]{{0,16}})?[ ]?;",
    rf"\({_STATED_YEAR}[a-z]?(?:,[^()\n]{{1,24}})?\)",
    rf"{_STATED_YEAR}(?=[ ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{{0,6}}\b)",
    rf"{_STATED_YEAR}(?![\d/])(?!-\d{{4}})",
)


def years(quieted: str, without: tuple[int, int]) -> list[Stated]:
    """The years of publication that the text states outside of its title; the surest ones alone if there are any."""
    for pattern in _YEAR_PLACES:
        found = [
            Stated(match["year"], *match.span("year"))
            for match in _compiled(pattern).finditer(quieted)
            if not (without[0] <= match.start("year") < without[1])
        ]
        if found:
            return found
    return []


def first_page(pages: str) -> str:
    """The first page as it compares: "S107-15" and "0107" are 107, the locator "e12" stays apart from page 12."""
    value = pages.strip().lower()
    digits = _leading_digits(value.lstrip("abcdefghijklmnopqrstuvwxyz. "))
    return (digits.lstrip("0") or "0") if digits else value


def _leading_digits(value: str) -> str:
    return value[: len(value) - len(value.lstrip("0123456789"))]


def volume_of(volume: str) -> str:
    """The volume as it compares: "147 Suppl 1" is 147."""
    value = volume.strip().lower()
    for label in ("volume", "vol.", "vol"):
        value = value.removeprefix(label).lstrip()
    letter = value[:1] if value[:1].isalpha() else ""
    digits = _leading_digits(value[len(letter) :])
    return letter + (digits.lstrip("0") or "0") if digits else value


MONTHS = frozenset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september"
    " october november december spring summer autumn fall winter".split()
)


def _is_date(word: str) -> bool:
    """Whether a word is a part of a date without its year: "May", "11", "11th", "Mar-Apr"."""
    bare = word.strip(" .,;:-–()").lower()
    if bare.removesuffix("th").removesuffix("st").isdigit():
        return len(bare) <= 4
    return bool(bare) and all(part.strip(".") in MONTHS for part in bare.replace("–", "-").replace("/", "-").split("-"))


def journal(quieted: str, begin: int, end: int) -> Stated | None:
    """What stands between title and volume where a journal's name is expected; None where it could be anything."""
    segment = re.sub(r"(?:19|20)\d\d.*", "", quieted[begin:end], flags=re.DOTALL)
    edge = " *_\"“”'’–—-/,.;:("
    segment = segment.rstrip(edge)
    while segment and _is_date(segment.split()[-1]):
        segment = segment[: -len(segment.split()[-1])].rstrip(edge)
    value = segment.lstrip(" \t\n.,;:?!*_\"“”'’)]–—-")
    if not 2 <= len(value) <= 80 or not value[0].isalpha() or re.search(r"\d|[.?!][ ][A-Z][a-z]+[ ][a-z]", value):
        return None
    start = begin + len(segment) - len(value)
    return Stated(value, start, start + len(value))
