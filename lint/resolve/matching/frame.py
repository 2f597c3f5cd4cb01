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
        r"|\[cited[^\]]{0,40}\]",
        re.IGNORECASE,
    )


def quiet(text: str) -> str:
    """The text with those stretches blanked, every other character in its place."""
    return _noise().sub(lambda match: " " * len(match[0]), text)


_PAGE = r"(?P<page>[A-Za-z]{0,3}\d{1,8}[A-Za-z]?)(?![\d/])"
_DASH = "[-‐‑‒–—−]"


_VOLUME = r"(?<![\w.-])(?P<volume>[A-Za-z]?\d{1,4}[A-Z]?)"
_ISSUE = r"(?:[ ]?(?:\([^()]{1,30}\)|[Ss]uppl[^:,;()]{0,14}))?"
_PP = r"(?:pp?\.?[ ]?)?"
_SUPPLEMENT = r"(?:[ ]?[Ss]uppl[^:]{0,14})?"
_YEAR = r"(?:19|20)\d\d"
# Volume and first page, the surest shape first; compiled one by one, since the first serves most references.
_FRAMES = (
    rf"{_YEAR}[a-z]?(?:[ ]?[A-Za-z][^;:\n]{{0,24}})?;[ ]?{_VOLUME}{_ISSUE}{_SUPPLEMENT}[ ]?:[ ]?{_PP}{_PAGE}",
    rf"{_YEAR},[ ]{_VOLUME}{_ISSUE},[ ]{_PP}{_PAGE}(?=[\s.,;(]|[ ]?{_DASH}|$)",
    rf"[Vv]ol(?:ume)?\.?[ ]?(?P<volume>\d{{1,4}})\b[^.;]{{0,40}}?\bpp?\.?[ ]?{_PAGE}",
    rf"{_VOLUME}[ ]?\([^()]{{1,30}}\)[ ]?[:,][ ]?(?:pp?\.?[ ]?|Article[ ]|Art\.[ ]?)?{_PAGE}",
    rf"{_VOLUME}[ ]?:[ ]?{_PAGE}(?=[ ]?{_DASH}|[\s.,;(]|$)",
    rf"{_VOLUME},[ ]?{_PP}{_PAGE}(?=[ ]?{_DASH}[ ]?\w?\d)",
    rf"(?<=[a-z.)],[ ]){_VOLUME},[ ]?{_PP}{_PAGE}(?=\.)",
    rf"(?P<volume>)(?<=[a-z.)],[ ]){_PAGE}(?=[ ]?{_DASH}[ ]?\w?\d)",
    rf"{_VOLUME}[ ]\({_YEAR}\)[ ,:]{{1,2}}{_PP}{_PAGE}",
    rf"{_YEAR}(?:[ ][A-Za-z]{{3,9}})?;[ ]?(?P<volume>\d{{1,4}})\b(?P<page>)(?!:)",
    rf"(?P<volume>)\bpp?\.[ ]?{_PAGE}",
    rf"(?P<volume>)(?<=[12]\d\d\d;|[12]\d\d\d:)[ ]?{_PAGE}(?=[ ]?{_DASH})",
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def volume_and_page(quieted: str, begin: int) -> tuple[Stated | None, Stated | None]:
    """Volume and first page behind the title; None where the text shows none in a shape that we know."""
    for pattern in _FRAMES:
        for match in _compiled(pattern).finditer(quieted, begin):
            # "2009: 107" begins with a year; "2024, 1871, 119767" has a volume that looks like one.
            if match.start("volume") == match.start() and re.fullmatch(r"1[6-9]\d\d|20\d\d", match["volume"]):
                continue
            volume = Stated(match["volume"], *match.span("volume")) if match["volume"] else None
            page = Stated(match["page"], *match.span("page")) if match["page"] else None
            return volume, page
    return None, None


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


def journal(quieted: str, begin: int, end: int) -> Stated | None:
    """What stands between title and volume where a journal's name is expected; None where it could be anything."""
    segment = re.sub(r"(?:19|20)\d\d.*", "", quieted[begin:end], flags=re.DOTALL)
    segment = segment.rstrip(" *_\"“”'’–—-/,.;:(")
    value = segment.lstrip(" \t\n.,;:?!*_\"“”'’)]–—-")
    if not 2 <= len(value) <= 80 or not value[0].isalpha() or re.search(r"\d|[.?!][ ][A-Z][a-z]+[ ][a-z]", value):
        return None
    start = begin + len(segment) - len(value)
    return Stated(value, start, start + len(value))
