"""DataCite: the records of data sets, preprints and reports (https://support.datacite.org/docs/api-get-doi)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from lint.records import Record
from lint.references.model import is_form
from lint.resolve.registries import marks, markup, shape
from lint.resolve.registries.crossref import Work
from lint.resolve.registries.shape import Misshapen
from lint.resolve.registries.transport import Answer, Ask, Fault

NAME = "DataCite"
# How many DOIs one list asks for: a page holds 25 when nothing is said (https://support.datacite.org/docs/pagination).
BATCH = 25


def ask_list(dois: Sequence[str]) -> Ask:
    """Several works by DOI."""
    return Ask("datacite", "dois", {"ids": ",".join(dois), "page[size]": str(2 * len(dois))})


def can_list(doi: str) -> bool:
    """Whether a list can carry a DOI: a comma would end it."""
    return "," not in doi


def read_list(answer: Answer) -> dict[str, Work]:
    """The works in the answer to `ask_list` by DOI; what it leaves out, or cannot be read, is to be asked for alone.

    Raises:
        Fault: it is no list of works.
    """
    if answer.status != 200:
        raise Fault(f"{NAME} answered with status {answer.status}", retry=False)
    found: dict[str, Work] = {}
    contradicted: set[str] = set()
    try:
        data = shape.json_of(answer, NAME)
        if "data" not in data:
            raise Misshapen("data")
        items = shape.objects(data, "data")
    except Misshapen as error:
        raise _unreadable() from error
    for item in items:
        try:
            work = _work(shape.is_object(item.get("attributes"), "attributes"))
        except Misshapen:
            continue
        if found.setdefault(work.record.doi, work) != work:
            contradicted.add(work.record.doi)
    return {doi: work for doi, work in found.items() if doi not in contradicted}


def ask_work(doi: str) -> Ask:
    """One work by DOI."""
    return Ask("datacite", f"dois/{quote(doi, safe='')}")


def read_work(answer: Answer, doi: str) -> Work | None:
    """The work that was asked for; None when DataCite itself says that it has none.

    Raises:
        Fault: it is neither, or another work.
    """
    data = shape.json_of(answer, NAME)
    try:
        if answer.status == 404:
            errors = shape.objects(data, "errors")
            if not errors or shape.number(errors[0], "status") != "404":
                raise Misshapen("errors")
            return None
        if answer.status != 200:
            raise Fault(f"{NAME} answered with status {answer.status}", retry=False)
        attributes = shape.is_object(shape.is_object(data.get("data"), "data").get("attributes"), "attributes")
        work = _work(attributes)
    except Misshapen as error:
        raise _unreadable() from error
    if work.record.doi != doi:
        raise Fault(f"{NAME} answered with another work than asked for", retry=False)
    return work


def _unreadable() -> Fault:
    return Fault(f"{NAME} gave an answer of another kind than asked for", retry=False)


def _work(data: Mapping[str, Any]) -> Work:
    doi = shape.string(data, "doi").lower()
    entries = shape.objects(data, "titles")
    # A title without a type is the main one; translations and subtitles name themselves, and may come first.
    entries = sorted(entries, key=lambda each: bool(shape.string(each, "titleType")))
    titles = [
        markup.plain(shape.string(each, "title")) for each in entries if shape.string(each, "titleType") != "Subtitle"
    ]
    subtitles = [
        markup.plain(shape.string(each, "title")) for each in entries if shape.string(each, "titleType") == "Subtitle"
    ]
    titles = [title for title in titles if title]
    if not titles or not is_form("doi", doi):
        raise Misshapen("titles")
    title, mark = marks.without_mark(titles[0])
    full = markup.with_subtitle(title, [each for each in subtitles if each])
    container = shape.is_object(data.get("container") or {}, "container")
    first, last = (shape.number(container, key).strip() for key in ("firstPage", "lastPage"))
    record = Record(
        title=full,
        authors=tuple(filter(None, map(_name, shape.objects(data, "creators")))),
        journal=markup.plain(shape.string(container, "title")) or _publisher(data),
        year=shape.year(_number(data.get("publicationYear"))),
        volume=shape.number(container, "volume").strip(),
        issue=shape.number(container, "issue").strip(),
        pages=f"{first}-{last}" if first and last and first != last else first,
        doi=doi,
        type=_type(shape.string(shape.is_object(data.get("types") or {}, "types"), "resourceTypeGeneral")),
        other_titles=markup.besides(full, (title, *titles[1:])),
    )
    return Work(record, prefix=mark, registry="datacite")


def _number(value: object) -> object:
    return int(value) if isinstance(value, str) and re.fullmatch(r"\d{4}", value, re.ASCII) else value


def _publisher(data: Mapping[str, Any]) -> str:
    """Who published it, which references to data sets name in place of a journal; an object since 2024."""
    value = data.get("publisher")
    return markup.plain(shape.string(value if isinstance(value, dict) else {"name": value}, "name"))


def _name(creator: Mapping[str, Any]) -> str:
    family, given, name = (shape.string(creator, key) for key in ("familyName", "givenName", "name"))
    organisation = shape.string(creator, "nameType") == "Organizational"
    if not family and not organisation and name.count(",") == 1:
        family, _, given = name.partition(",")
    return markup.plain(name) if organisation or not family else markup.person(family, given)


def _type(general: str) -> str:
    """The type in Crossref's spelling: "JournalArticle" is "journal-article"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", general[:80]).lower()
