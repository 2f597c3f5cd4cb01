"""Correct reference texts as other journals, catalogues and reference managers print them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lint.records import Record
from tests.bench.citation_styles import abbreviated, plain

# A given name for each initial: some styles print it in full, and records hold the initial alone.
_GIVEN = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "Anna Bernard Clara David Elena Felix Greta Henry Irene James Karen Louis Maria Nikolai Olga Peter Quentin Rose"
        " Stefan Theresa Ursula Victor Wilma Xavier Yusuf Zoe".split(),
        strict=True,
    )
)
_PARTICLES = ("van der ", "van den ", "von der ", "de la ", "van ", "von ", "de ", "di ", "da ", "dos ", "den ")
_SUFFIXES = ("Jr", "Sr", "2nd", "3rd", "II", "III")


class Person(NamedTuple):
    """An author taken apart; a group has no initials."""

    family: str
    initials: str = ""
    suffix: str = ""

    @property
    def dotted(self) -> str:
        """The initials as "R. B."."""
        return " ".join(f"{letter}." for letter in self.initials)

    @property
    def given(self) -> str:
        """Invented given names for the initials: "Rose B."."""
        return " ".join([_GIVEN.get(self.initials[:1], self.initials[:1]), *(f"{each}." for each in self.initials[1:])])


def person(author: str) -> Person:
    """An author of a record taken apart."""
    parts, suffix = author.split(), ""
    if len(parts) > 2 and parts[-1] in _SUFFIXES:
        suffix = parts.pop()
    if len(parts) > 1 and parts[-1].isalpha() and parts[-1] == parts[-1].upper() and len(parts[-1]) <= 4:
        return Person(" ".join(parts[:-1]), parts[-1], suffix)
    return Person(" ".join(parts), "", suffix)


class Fields(NamedTuple):
    """A record as styles need it, its title and names as printed."""

    record: Record
    people: Sequence[Person]
    title: str
    stop: str
    issue: str
    first: str
    doi: str


def _fields(record: Record) -> Fields:
    title = plain(record.title).rstrip(".")
    people = [person(plain(author)) for author in record.authors]
    first = record.pages.partition("-")[0]
    issue = f"({record.issue})" if record.issue else ""
    return Fields(record, people, title, "" if title.endswith(("?", "!")) else ".", issue, first, record.doi)


def _listed(names: Sequence[str], most: int, keep: int, *, last: str = ", ", tail: str = ", et al") -> str:
    if len(names) > most:
        return ", ".join(names[:keep]) + tail
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + last + names[-1]


def _nlm(each: Fields, *, most: int = 900) -> str:
    names = [" ".join(filter(None, (one.family, one.initials, one.suffix))) for one in each.people]
    return _listed(names, most, most, tail=", et al")


def _pubmed(each: Fields) -> str:
    r = each.record
    tail = f" doi: {each.doi}." if each.doi else ""
    tail += f" Epub {r.other_years[0]} Dec 5." if r.other_years else ""
    tail += f" PMID: {r.pmids[0]}; PMCID: PMC9000001." if r.pmids else ""
    pages = abbreviated(r.pages)
    journal = r.other_journals[0] if r.other_journals else r.journal
    return f"{_nlm(each)}. {each.title}{each.stop} {journal}. {r.year} Mar 14;{r.volume}{each.issue}:{pages}.{tail}"


def _ahead(each: Fields) -> str:
    r = each.record
    tail = f"{r.year} Nov 30. doi: {each.doi or 'n/a'}. [Epub ahead of print]"
    return f"{_nlm(each, most=6)}. {each.title}{each.stop} {r.journal}. {tail}"


def _collection(each: Fields) -> str:
    r = each.record
    return (
        f"{_nlm(each)}. {each.title}{each.stop} {r.journal}. {r.year} Jan 8;{r.volume}:{r.pages}. doi: {each.doi}."
        f" eCollection {r.year}. PMID: 90000311; PMCID: PMC9000311. Erratum in: {r.journal}. {(r.year or 0) + 1} Feb"
        f" 2;{r.volume}:99. doi: 10.5555/err.1. Comment in: Imag J Pain. {(r.year or 0) + 2};3(1):12-4. PMID: 90000312."
    )


def _internet(each: Fields) -> str:
    r = each.record
    return (
        f"{_nlm(each, most=6)}. {each.title}{each.stop} {r.journal} [Internet]. {r.year} Oct [cited 2024 May"
        f" 3];{r.volume}{each.issue}:{abbreviated(r.pages)}. Available from: https://www.example.org/a/2023/{each.first}"
    )


def _harvard(each: Fields) -> str:
    r = each.record
    names = [f"{one.family}, {one.dotted.replace(' ', '')}" if one.initials else one.family for one in each.people]
    who = _listed(names, 3, 1, last=" and ", tail=" et al.")
    return (
        f"{who} ({r.year}) ‘{each.title}’, {r.journal}, {r.volume}{each.issue}, pp. {r.pages.replace('-', '–')}."
        f" doi:{each.doi}."
    )


def _chicago(each: Fields) -> str:
    r, first = each.record, each.people[0]
    names = [f"{first.family}, {first.given}" if first.initials else first.family]
    names += [f"{one.given} {one.family}".strip() for one in each.people[1:]]
    who = _listed(names, 10, 7, last=", and ", tail=", et al.")
    number = f", no. {r.issue}" if r.issue else ""
    return (
        f"{who.rstrip('.')}. “{each.title}{each.stop}” {r.journal} {r.volume}{number} ({r.year}):"
        f" {r.pages.replace('-', '–')}. https://doi.org/{each.doi}."
    )


def _chicago_date(each: Fields) -> str:
    r, first = each.record, each.people[0]
    names = [f"{first.family}, {first.given}" if first.initials else first.family]
    names += [f"{one.given} {one.family}".strip() for one in each.people[1:]]
    who = _listed(names, 10, 7, last=", and ", tail=", et al.")
    return f"{who.rstrip('.')}. {r.year}a. “{each.title}{each.stop}” {r.journal} {r.volume} {each.issue}: {r.pages}."


def _ieee(each: Fields) -> str:
    r = each.record
    names = [f"{one.dotted} {one.family}".strip() for one in each.people]
    who = _listed(names, 6, 1, last=", and " if len(names) > 2 else " and ", tail=" et al.")
    number = f", no. {r.issue}" if r.issue else ""
    return (
        f"{who}, “{each.title},” {r.journal}, vol. {r.volume}{number}, pp. {r.pages.replace('-', '–')}, Mar. {r.year},"
        f" doi: {each.doi}."
    )


def _elsevier(each: Fields) -> str:
    r = each.record
    names = [f"{one.dotted.replace(' ', '')} {one.family}".strip() for one in each.people]
    who = _listed(names, 6, 6, tail=", et al.")
    return f"{who}, {each.title}, {r.journal} {r.volume} ({r.year}) {r.pages.replace('-', '–')}, https://doi.org/{each.doi}."


def _elsevier_harvard(each: Fields) -> str:
    r = each.record
    names = [f"{one.family}, {one.dotted.replace(' ', '')}" if one.initials else one.family for one in each.people]
    return (
        f"{', '.join(names)}, {r.year}. {each.title}. {r.journal} {r.volume}{' ' + each.issue if each.issue else ''},"
        f" {r.pages.replace('-', '–')}. https://doi.org/{each.doi}"
    )


def _bmj(each: Fields) -> str:
    r = each.record
    return f"{_nlm(each, most=3)}. {each.title}{each.stop} {r.journal} {r.year};{r.volume}:{abbreviated(r.pages)}."


def _lancet(each: Fields) -> str:
    r = each.record
    return (
        f"{_nlm(each, most=5)}. {each.title}{each.stop} *{r.journal}* {r.year}; **{r.volume}:** "
        f"{abbreviated(r.pages).replace('-', '–')}."
    )


def _nature(each: Fields) -> str:
    r = each.record
    names = [f"{one.family}, {one.dotted}" if one.initials else one.family for one in each.people]
    who = _listed(names, 5, 1, last=" & ", tail=" et al.")
    return f"{who} {each.title}. {r.journal} {r.volume}, {r.pages.replace('-', '–')} ({r.year})."


def _jama(each: Fields) -> str:
    r = each.record
    return (
        f"{_nlm(each, most=6)}. {each.title}{each.stop} *{r.journal}*. {r.year};{r.volume}{each.issue}:"
        f"{r.pages.replace('-', '–')}. doi:{each.doi}"
    )


def _apa7(each: Fields) -> str:
    r = each.record
    names = [f"{one.family}, {one.dotted}" if one.initials else one.family for one in each.people]
    if len(names) > 20:
        who = ", ".join(names[:19]) + f", … {names[-1]}"
    else:
        who = names[0] if len(names) == 1 else ", ".join(names[:-1]) + ", & " + names[-1]
    end = "" if who.endswith(".") else "."
    return (
        f"{who}{end if len(names) == 1 and not each.people[0].initials else ''} ({r.year}, March 14). {each.title}"
        f"{each.stop} *{r.journal}*, *{r.volume}*{each.issue}, Article {r.pages.replace('-', '–')}."
        f" [https://doi.org/{each.doi}](https://doi.org/{each.doi})"
    )


def _full_names(each: Fields) -> str:
    r = each.record
    names = [f"{one.given} {one.family}".strip() for one in each.people]
    return f"{_listed(names, 9, 3, last=' and ', tail=' et al.')}. {each.title}{each.stop} {r.journal}, {r.year}."


def _families(each: Fields) -> str:
    r = each.record
    who = _listed([one.family for one in each.people], 3, 1, last=" & ", tail=" et al.")
    return f"{who} ({r.year}). {each.title}{each.stop} {r.journal} {r.volume}:{r.pages}."


def _semicolons(each: Fields) -> str:
    r = each.record
    names = [f"{one.family}, {one.given}" if one.initials else one.family for one in each.people]
    return f"{'; '.join(names)}: {each.title}. In: {r.journal} {r.volume} ({r.year}), S. {r.pages}. DOI: {each.doi}"


def _no_stops(each: Fields) -> str:
    r = each.record
    return f"{_nlm(each, most=3)} {each.title} {r.journal} {r.year};{r.volume}{each.issue}:{r.pages}"


def _title_first(each: Fields) -> str:
    r = each.record
    return f"**{each.title}**{each.stop} {_nlm(each, most=4)}. *{r.journal}* {r.year};{r.volume}:{r.pages}."


def _mdpi(each: Fields) -> str:
    r = each.record
    names = [f"{one.family}, {one.dotted.replace(' ', '')}" if one.initials else one.family for one in each.people]
    return f"{'; '.join(names)} {each.title}. *{r.journal}* **{r.year}**, *{r.volume}*, {r.pages.replace('-', '–')}."


def _acs(each: Fields) -> str:
    r = each.record
    names = [f"{one.family}, {one.dotted}" if one.initials else one.family for one in each.people]
    who = "; ".join(names[:10]) + ("; et al." if len(names) > 10 else "")
    return f"{who} {each.title}. {r.journal} {r.year}, {r.volume} {each.issue}, {r.pages}. DOI: {each.doi}."


PASTED: dict[str, Callable[[Fields], str]] = {
    "PubMed": _pubmed, "ahead of print": _ahead, "eCollection with tails": _collection, "Internet": _internet,
    "Harvard": _harvard, "Chicago": _chicago, "Chicago author-date": _chicago_date, "IEEE": _ieee,
    "Elsevier": _elsevier, "Elsevier Harvard": _elsevier_harvard, "BMJ": _bmj, "Lancet": _lancet, "Nature": _nature,
    "JAMA": _jama, "APA 7": _apa7, "full names": _full_names, "family names": _families, "DIN 1505": _semicolons,
    "no full stops": _no_stops, "title first": _title_first, "MDPI": _mdpi, "ACS": _acs,
}  # fmt: skip


def pasted(record: Record, style: str) -> str:
    """The record as a reference of that style."""
    return PASTED[style](_fields(record))
