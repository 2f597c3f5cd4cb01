"""Correct reference texts as people write them: a record in Vancouver, AMA or APA style, with harmless liberties."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

from lint.records import Record

# The styles that our articles use, and those that authors paste from other journals; the last one leaves the title out.
STYLES = ("vancouver", "ama", "apa")
OTHER_STYLES = ("science", "asm", "springer", "mla", "brill", "rsc")
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "ω": "omega"}
Liberty = Callable[[Record, Random], Record | None]


def plain(text: str) -> str:
    """A title or name as it is printed: without the registry's markup."""
    text = re.sub(r"</?(?:i|b|sub|sup|sc|em|[a-z]+:[a-z]+)\b[^<>]*>", "", text)
    for entity, character in (("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")):
        text = text.replace(entity, character)
    return " ".join(text.split())


def render(record: Record, style: str) -> str:
    """The record as a reference of that style, its title and names as printed."""
    record = record._replace(
        title=plain(record.title).rstrip("."), authors=tuple(plain(author) for author in record.authors)
    )
    tail = f" doi: {record.doi}." if record.doi else ""
    tail += f" PMID: {record.pmids[0]}." if record.pmids else ""
    if style == "apa":
        return _apa(record)
    if style in OTHER_STYLES:
        return _other(record, style, tail)
    end = "" if record.title.endswith(("?", "!")) else "."
    issue = f"({record.issue})" if record.issue else ""
    pages = record.pages if style == "ama" else abbreviated(record.pages)
    frame = f"{record.year};{record.volume}{issue}:{pages}" if record.volume else f"{record.year}:{pages}"
    month = " Oct" if style == "vancouver" else ""
    frame = frame.replace(";", f"{month};", 1)
    return f"{_authors(record.authors, 6)}. {record.title}{end} {record.journal}. {frame}.{tail}"


def _authors(authors: tuple[str, ...], most: int) -> str:
    if len(authors) > most:
        return ", ".join(authors[: most // 2]) + ", et al"
    return ", ".join(authors)


def _apa(record: Record) -> str:
    names = [_inverted(author) for author in record.authors]
    who = names[0] if len(names) == 1 else ", ".join(names[:-1]) + f", & {names[-1]}"
    if len(names) > 7:
        who = ", ".join(names[:6]) + f", . . . {names[-1]}"
    issue = f"({record.issue})" if record.issue else ""
    end = "" if record.title.endswith(("?", "!")) else "."
    numbers = f"{record.volume}{issue}, " if record.volume else ""
    address = f" https://doi.org/{record.doi}" if record.doi else ""
    pages = record.pages.replace("-", "–")
    return f"{who} ({record.year}). {record.title}{end} {record.journal}, {numbers}{pages}.{address}"


def _other(record: Record, style: str, tail: str) -> str:
    title, journal, year, pages = record.title, record.journal, record.year, record.pages.replace("-", "–")
    first = record.pages.partition("-")[0]
    end = "" if title.endswith(("?", "!")) else "."
    volume = record.volume or "0"
    issue = f"({record.issue})" if record.issue else ""
    given = [_given_first(author) for author in record.authors]
    inverted = [_inverted(author).replace(". ", ".") for author in record.authors]
    numbered = f"{volume}{issue}, " if record.volume else ""
    return {
        "science": f"{', '.join(given)}, {title}{end} {journal} {numbered}{pages} ({year}).{tail}",
        "asm": f"{', '.join(record.authors)}. {year}. {title}{end} {journal} {volume}:{pages}.{tail}",
        "springer": f"{', '.join(inverted)}: {title}{end} {journal} {numbered}{pages} ({year}).{tail}",
        "mla": f"{inverted[0]}, et al. “{title}{end}” {journal}, vol. {volume}, no. {record.issue or 1}, {year},"
        f" pp. {pages}.{tail}",
        "brill": f"{_two(record.authors)} ({year}). {title}{end} — {journal} {volume}: {pages}.{tail}",
        "rsc": f"{', '.join(given[:-1])}{' and ' if len(given) > 1 else ''}{given[-1]}, {journal}, {year}, {volume},"
        f" {first}.{tail}",
    }[style]


def _two(authors: tuple[str, ...]) -> str:
    return " & ".join(authors[:2]) + (" et al." if len(authors) > 2 else "")


def _given_first(author: str) -> str:
    family, _, initials = author.rpartition(" ")
    if not family or initials != initials.upper() or len(initials) > 4:
        return author
    return " ".join(f"{initial}." for initial in initials) + f" {family}"


def _inverted(author: str) -> str:
    family, _, initials = author.rpartition(" ")
    if not family or initials != initials.upper() or len(initials) > 4:
        return author
    return f"{family}, " + " ".join(f"{initial}." for initial in initials)


def abbreviated(pages: str) -> str:
    """1849-1859 as PubMed prints it: 1849-59."""
    match = re.fullmatch(r"(\d+)-(\d+)", pages)
    if match is None or len(match[1]) != len(match[2]):
        return pages
    same = 0
    while same < len(match[1]) - 1 and match[1][same] == match[2][same]:
        same += 1
    return f"{match[1]}-{match[2][same:]}"


def _short_journal(record: Record, _: Random) -> Record | None:
    return record._replace(journal=record.other_journals[0]) if record.other_journals else None


def _two_authors(record: Record, _: Random) -> Record | None:
    return record._replace(authors=(*record.authors[:2], "et al")) if len(record.authors) > 3 else None


def _no_subtitle(record: Record, _: Random) -> Record | None:
    main, colon, _rest = record.title.partition(": ")
    return record._replace(title=main) if colon and len(main.split()) >= 4 else None


def _greek_names(record: Record, _: Random) -> Record | None:
    title = record.title
    for letter, name in _GREEK.items():
        title = title.replace(letter, name)
    return record._replace(title=title) if title != record.title else None


def _ascii_names(record: Record, _: Random) -> Record | None:
    authors = tuple(_ascii(author) for author in record.authors)
    return record._replace(authors=authors) if authors != record.authors else None


def _ascii(text: str) -> str:
    for letter, spelled in (("ø", "o"), ("ł", "l"), ("ß", "ss"), ("æ", "ae"), ("đ", "d"), ("ı", "i")):
        text = text.replace(letter, spelled)
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def _original_title(record: Record, _: Random) -> Record | None:
    return record._replace(title=record.other_titles[0]) if record.other_titles else None


def _other_year(record: Record, _: Random) -> Record | None:
    years = [year for year in record.other_years if year != record.year]
    return record._replace(year=years[0]) if years else None


def _capitals(record: Record, _: Random) -> Record | None:
    return record._replace(title=record.title.title())


def _lower(record: Record, _: Random) -> Record | None:
    return record._replace(title=record.title[0] + record.title[1:].lower())


def _typography(record: Record, _: Random) -> Record | None:
    title = record.title.replace("-", "‐").replace("'", "’")
    return record._replace(title=title) if title != record.title else None


def _hyphens(record: Record, random: Random) -> Record | None:
    """Words joined by a hyphen written apart, as one editor likes it and another does not."""
    title = re.sub(r"(?<=[a-z]{3})-(?=[a-z]{3})", random.choice((" ", "")), record.title)
    return record._replace(title=title) if title != record.title else None


def _no_volume(record: Record, _: Random) -> Record | None:
    return record._replace(volume="", issue="")


def _no_issue(record: Record, _: Random) -> Record | None:
    return record._replace(issue="") if record.issue else None


def _nothing(record: Record, _: Random) -> Record | None:
    return record


LIBERTIES: dict[str, Liberty] = {
    "as printed": _nothing,
    "journal abbreviated": _short_journal,
    "two authors and et al": _two_authors,
    "no subtitle": _no_subtitle,
    "Greek letters spelled": _greek_names,
    "names without accents": _ascii_names,
    "original title": _original_title,
    "online year": _other_year,
    "title in capitals": _capitals,
    "title in small letters": _lower,
    "typographic hyphens": _typography,
    "hyphens left out": _hyphens,
    "no volume": _no_volume,
    "no issue": _no_issue,
}
