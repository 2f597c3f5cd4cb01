"""Whether the word behind a DOI's full stop, slash or hyphen is the rest of the DOI: "10.1016/j.pain. 2009.08.015"."""

from __future__ import annotations

import re
from functools import cache


@cache
def _shape() -> re.Pattern[str]:
    """What a DOI may go on with; a colon, semicolon or comma belongs to a date, a volume or an address."""
    return re.compile(r"[./]?[A-Za-z0-9]{1,40}(?:[._/()-]{1,2}[A-Za-z0-9]{1,40}){0,8}")


@cache
def _other() -> re.Pattern[str]:
    """Dates, years, page and volume numbers, addresses, the next entry's DOI."""
    return re.compile(
        r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d(?:[./-](?:19|20)?\d\d(?:[./-]\d\d)?)?|\d\d?[./](?:19|20)\d\d"
        r"|(?:pp?|s|vol|no|nr|fig|tab|table|ed|v|ver|sec|ch|chap|bd|suppl|pt|art|pmid|pmc|pmcid|pubmed|doi|id|ref|isbn"
        r"|issn)[.-]?\d.*|www\..*|10\.\d{4,9}/.*|\d{7,}",
        re.IGNORECASE,
    )


@cache
def _unfinished() -> re.Pattern[str]:
    """Beginnings that hardly any DOI ends with: "j.pain", "jama.2018", "j.pain.2009.01"."""
    return re.compile(r"(?:[a-z]{1,20}\.){0,4}[a-z]{1,20}(?:\.(?:19|20)\d\d(?:\.\d\d)?)?", re.IGNORECASE)


@cache
def _rest() -> re.Pattern[str]:
    """What is the rest of a DOI by its own looks: "pain.2009.08", "pub6", "2009.08.015", "0000191881.52175.8c"."""
    return re.compile(
        r"[a-z]{2,20}(?:\.[a-z]{1,20}){0,3}\.\d[\w.()-]{0,40}|pub\d{1,2}|\d{2,12}(?:\.\d{1,12}){2,4}\w{0,2}"
    )


def continuation(suffix: str, token: str, torn: bool) -> int:
    """How many characters of the next word continue the DOI, 0 when it is another thing.

    `torn` tells that a hyphen or slash stands at the break, with which no DOI ends.
    """
    word = re.sub(r"[^\w)]+$", "", token)
    while word.endswith(")") and word.count(")") > word.count("("):
        word = word[:-1]
    unfinished = _unfinished().fullmatch(suffix) is not None
    # "2009.01" behind "j.pain" goes on; "2009" alone and "2009-12-01" are dates.
    monthly = unfinished and not re.search(r"\d", suffix) and re.fullmatch(r"(?:19|20)\d\d\.\d\d", word)
    if not _shape().fullmatch(word) or (_other().fullmatch(word) and not monthly):
        return 0
    counted = re.fullmatch(r"[1-9]\d{0,2}", word) is not None  # "12. Smith": the next entry
    if torn or _rest().fullmatch(word) or (unfinished and not counted and not _is_decimal(word)):
        return len(word)
    return 0


def _is_decimal(word: str) -> bool:
    return re.fullmatch(r"0\.\d+|[1-9]\d?\.\d", word) is not None
