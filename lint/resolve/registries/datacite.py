"""DataCite: the records of data sets, preprints and reports (https://support.datacite.org/docs/api-get-doi)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from lint.records import Record
from lint.references.model import is_form
from lint.resolve.registries import marks, markup, shape
from lint.resolve.registries.shape import Misshapen
from lint.resolve.registries.transport import Answer, Ask, Fault

NAME = "DataCite"


def ask_work(doi: str) -> Ask:
    """One work by DOI."""
    return Ask("datacite", f"dois/{quote(doi, safe='')}")


def read_work(answer: Answer, doi: str) -> Record | None:
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
        record = _record(attributes)
    except Misshapen as error:
        raise Fault(f"{NAME} gave an answer of another kind than asked for", retry=False) from error
    if record.doi != doi:
        raise Fault(f"{NAME} answered with another work than asked for", retry=False)
    return record


def _record(data: Mapping[str, Any]) -> Record:
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
    title, _ = marks.without_mark(titles[0])
    full = markup.with_subtitle(title, [each for each in subtitles if each])
    container = shape.is_object(data.get("container") or {}, "container")
    first, last = (shape.number(container, key).strip() for key in ("firstPage", "lastPage"))
    return Record(
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
