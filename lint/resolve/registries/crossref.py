"""Crossref: how its works are asked for, by DOI or by their description, and what its answers say.

Routes, filters and limits: https://api.crossref.org/swagger-ui and the recorded behaviour behind the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from lint.records import Record
from lint.references.model import is_form
from lint.resolve.registries import marks, markup, notices, shape
from lint.resolve.registries.notices import Update
from lint.resolve.registries.shape import Misshapen
from lint.resolve.registries.transport import Answer, Ask, Fault

NAME = "Crossref"
# How many DOIs one list call asks for: measured by users as the most that answers fast (2026-08).
BATCH = 50
# The members of a work that we read; on the list routes Crossref returns these alone.
_SELECT = (
    "DOI,title,subtitle,original-title,author,editor,issued,published-print,published-online,container-title,"
    "short-container-title,volume,issue,page,article-number,type,update-to,updated-by"
)
_NOT_FOUND = b"Resource not found."
# How many finds of a search are looked at; the paper itself is among the first as a rule, its preprint beside it.
_CANDIDATES = 5


class Work(NamedTuple):
    """A work as Crossref holds it; its notices stand in `updates` until PubMed's are known. `prefix` is the word by
    which its publisher marked the title ("retracted"), `registry` who holds it ("crossref", "datacite").
    """

    record: Record
    updates: tuple[Update, ...] = ()
    prefix: str = ""
    registry: Literal["crossref", "datacite"] = "crossref"


class Works(NamedTuple):
    """The works of a list by DOI in lower case, in its order; `unreadable` are those whose members are not as they
    should be, `rejected` tells that Crossref took the question for malformed.
    """

    found: Mapping[str, Work]
    unreadable: frozenset[str] = frozenset()
    rejected: bool = False


def can_list(doi: str) -> bool:
    """Whether a filter can carry a DOI: a comma would end it."""
    return "," not in doi


def ask_list(dois: Sequence[str]) -> Ask:
    """Several works by DOI. Without `rows` Crossref would return 20."""
    wanted = ",".join(f"doi:{doi}" for doi in dois)
    query = {"filter": wanted, "rows": str(2 * len(dois)), "select": _SELECT}
    return Ask("crossref", "works", query, divisible=True)


def ask_work(doi: str) -> Ask:
    """One work by DOI: the only route that knows aliases, which it answers with a redirect to their work."""
    return Ask("crossref", f"works/{quote(doi, safe='')}", redirects=True)


def ask_search(text: str) -> Ask:
    """The works that best fit a description."""
    words = " ".join(text.split())[:600]
    return Ask("crossref", "works", {"query.bibliographic": words, "rows": str(_CANDIDATES), "select": _SELECT})


def read_list(answer: Answer) -> Works:
    """The works in the answer to `ask_list` or `ask_search`.

    Raises:
        Fault: it is no list of works.
    """
    if answer.status == 400:
        _check_rejection(answer)
        return Works({}, rejected=True)
    if answer.status != 200:
        raise Fault(f"{NAME} answered a list with status {answer.status}", retry=False)
    try:
        message = _message(answer, "work-list")
        if "items" not in message:
            raise Misshapen("items")
        return _works(shape.objects(message, "items"))
    except Misshapen as error:
        raise _unreadable() from error


def _works(items: Iterable[Mapping[str, Any]]) -> Works:
    found: dict[str, Work] = {}
    unreadable: set[str] = set()
    for item in items:
        doi = _doi(item)
        try:
            work = work_of(item)
        except Misshapen:
            unreadable.add(doi)
            continue
        if found.setdefault(doi, work) != work:
            unreadable.add(doi)  # two answers for one DOI that do not agree
    return Works({doi: work for doi, work in found.items() if doi not in unreadable}, frozenset(unreadable))


def read_work(answer: Answer) -> Work | None:
    """The work in the answer to `ask_work`; None when Crossref itself says that it has no such work.

    Its DOI may differ from the one asked for: the alias of a work is answered with the work.

    Raises:
        Fault: it is neither a work nor Crossref's word that there is none.
    """
    if answer.status == 404:
        if answer.body.strip() != _NOT_FOUND:
            raise Fault(f"{NAME} was not found where it should be", retry=False)
        return None
    if answer.status == 400:
        _check_rejection(answer)
        raise Fault(f"{NAME} took the DOI for malformed", retry=False)
    try:
        return work_of(_message(answer, "work"))
    except Misshapen as error:
        raise _unreadable() from error


def _message(answer: Answer, kind: str) -> Mapping[str, Any]:
    data = shape.json_of(answer, NAME)
    if data.get("status") != "ok" or data.get("message-type") != kind:
        raise Misshapen("message-type")
    return shape.is_object(data.get("message"), "message")


def _check_rejection(answer: Answer) -> None:
    """A 400 counts only when Crossref's own validation says it."""
    if shape.json_of(answer, NAME).get("status") != "failed":
        raise _unreadable()


def _unreadable() -> Fault:
    return Fault(f"{NAME} gave an answer of another kind than asked for", retry=False)


def _doi(item: Mapping[str, Any]) -> str:
    doi = shape.string(item, "DOI").lower()
    if not is_form("doi", doi):
        raise Misshapen("DOI")
    return doi


def work_of(item: Mapping[str, Any]) -> Work:
    """The work in the JSON of one.

    Raises:
        Misshapen: a member is of another type than documented, or the work has neither title nor DOI.
    """
    doi = _doi(item)
    titles = [markup.plain(title) for title in shape.strings(item, "title")]
    titles = [title for title in titles if title]
    if not titles:
        raise Misshapen("title")
    title, prefix = marks.without_mark(titles[0])
    subtitles = [markup.plain(each) for each in shape.strings(item, "subtitle")]
    subtitles = [each for each in subtitles if each]
    full = markup.with_subtitle(title, subtitles)
    originals = [markup.plain(each) for each in (*titles[1:], *shape.strings(item, "original-title"))]
    journals = [
        markup.plain(each) for key in ("container-title", "short-container-title") for each in shape.strings(item, key)
    ]
    journal = next(filter(None, journals), "")
    years = list(
        dict.fromkeys(y for key in ("published-print", "issued", "published-online") if (y := _year(item, key)))
    )
    pages, article = shape.string(item, "page").strip(), shape.string(item, "article-number").strip()
    record = Record(
        title=full,
        authors=_names(item, "author") or _names(item, "editor"),
        journal=journal,
        year=years[0] if years else None,
        volume=shape.number(item, "volume").strip(),
        issue=shape.number(item, "issue").strip(),
        pages=pages or article,
        doi=doi,
        type=shape.string(item, "type"),
        other_titles=markup.besides(full, (title, *originals)),
        other_journals=markup.besides(journal, journals),
        other_years=tuple(years[1:]),
        other_pages=(article,) if pages and article and article != pages else (),
    )
    by, to = tuple(_updates(item, "updated-by")), tuple(_updates(item, "update-to"))
    return Work(record, notices.from_crossref(doi, by, to), prefix)


def _names(item: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """People as "Family IN"; groups, and people with one name, as they are."""
    names = []
    for author in shape.objects(item, key):
        family, given, suffix = (shape.string(author, part) for part in ("family", "given", "suffix"))
        group = markup.plain(shape.string(author, "name") or given)
        name = markup.person(family, given, suffix) if family else re.sub(r"^(?:for|on behalf of) (?=the )", "", group)
        names.append(name)
    return tuple(name for name in names if name)


def _year(item: Mapping[str, Any], key: str) -> int | None:
    """The year of a date, which is written [[2010, 2, 6]], and [[null]] when it is unknown."""
    if item.get(key) is None:
        return None
    parts = shape.is_object(item[key], key).get("date-parts")
    if parts is None:
        return None
    if not isinstance(parts, list) or not all(isinstance(part, list) for part in parts):
        raise Misshapen(key)
    return shape.year(parts[0][0]) if parts and parts[0] else None


def _updates(item: Mapping[str, Any], key: str) -> Iterable[Update]:
    for each in shape.objects(item, key):
        kind = notices.update_kind(shape.string(each, "type"))
        if kind is not None:
            updated = shape.is_object(each.get("updated") or {}, "updated")
            yield Update(kind, _date(updated), shape.string(each, "DOI").lower(), shape.string(each, "source"))


def _date(updated: Mapping[str, Any]) -> str:
    """The date of an update in ISO 8601, as far as it is told."""
    date = shape.string(updated, "date-time")[:10]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", date, re.ASCII):
        return date
    parts = updated.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [each for each in first[:3] if type(each) is int and 0 < each < 2200]
    return "-".join(f"{each:04}" if place == 0 else f"{each:02}" for place, each in enumerate(numbers))
