"""Retractions, concerns and corrections, as Crossref and PubMed tell of them, united without saying one twice.

What a registry says *of* a paper counts; that a paper *is* a notice about another one does not. Crossref lists the
former in `updated-by` and the latter in `update-to`; PubMed has publication types and links for both
(https://www.nlm.nih.gov/bsd/policy/errata.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from lint.records import Notice, NoticeKind
from lint.references.model import is_form

Kind = NoticeKind | Literal["reinstatement"]

# Crossref's documented update types and those seen in its records, their spelling folded; "new_version" and
# "clarification" say nothing against a paper.
_UPDATES: dict[str, Kind] = {
    "retraction": "retraction",
    "partial retraction": "partial-retraction",
    "withdrawal": "withdrawal",
    "removal": "removal",
    "expression of concern": "concern",
    "correction": "correction",
    "corrigendum": "correction",
    "addendum": "correction",
    "erratum": "erratum",
    "reinstatement": "reinstatement",
}
# PubMed's links from the affected paper to its notice, as they read in XML ("RetractionIn") and, with spaces, in
# summaries ("Retraction in"). The links of the other direction end in "Of", "For" or "From".
_LINKS: dict[str, NoticeKind] = {
    "retractionin": "retraction",
    "retractedandrepublishedin": "retraction",
    "partialretractionin": "partial-retraction",
    "expressionofconcernin": "concern",
    "correctedandrepublishedin": "correction",
    "erratumin": "erratum",
}
# What a kind that is not documented must mean, by what is in it: "retraction_and_replacement", "withdrawn".
_STEMS: dict[str, NoticeKind] = {
    "retract": "retraction",
    "withdraw": "withdrawal",
    "remov": "removal",
    "concern": "concern",
    "correct": "correction",
    "errat": "erratum",
}
RETRACTED_PUBLICATION = "retracted publication"
_PREFIXES: dict[str, NoticeKind] = {"retracted": "retraction", "withdrawn": "withdrawal", "removed": "removal"}
_GRAVITY: tuple[NoticeKind, ...] = (
    "retraction", "withdrawal", "removal", "partial-retraction", "concern", "correction", "erratum",
)  # fmt: skip
_TAKEN_BACK = frozenset(_GRAVITY[:4])
_CORRECTED = frozenset(_GRAVITY[5:])


class Update(NamedTuple):
    """One entry of Crossref's `updated-by` or `update-to`; `source` is "publisher" or "retraction-watch"."""

    kind: Kind
    date: str
    doi: str
    source: str


def update_kind(spelling: str) -> Kind | None:
    """What an update of Crossref means; None for a kind that says nothing against the paper."""
    folded = re.sub(r"[\s_-]{1,10}", " ", spelling.strip()[:80].casefold())
    if (kind := _UPDATES.get(folded)) is not None:
        return kind
    stem = next((stem for stem in _STEMS if stem in folded), "")
    return "partial-retraction" if stem == "retract" and "partial" in folded else _STEMS.get(stem)


def link_kind(spelling: str) -> NoticeKind | None:
    """What a link of PubMed means for the paper that carries it; None for comments, updates and the notice's own."""
    return _LINKS.get("".join(spelling[:80].split()).casefold())


def from_crossref(doi: str, updated_by: Sequence[Update], update_to: Sequence[Update]) -> tuple[Update, ...]:
    """The updates that concern the work itself.

    Publishers deposit the mirror image of their own update by mistake: the Lancet's notice of 2020 is "updated by" the
    very paper that it retracts. Such an entry is discounted when Retraction Watch confirms the other direction only.
    A work that names itself is an update in place, which is real.
    """
    return tuple(each for each in updated_by if each.doi == doi or not _is_mirrored(each, updated_by, update_to))


def _is_mirrored(update: Update, updated_by: Sequence[Update], update_to: Sequence[Update]) -> bool:
    def sources(updates: Sequence[Update]) -> set[str]:
        return {each.source for each in updates if (each.kind, each.doi) == (update.kind, update.doi)}

    return "retraction-watch" in sources(update_to) and "retraction-watch" not in sources(updated_by)


def from_pubmed(pubtypes: Iterable[str], links: Iterable[tuple[str, str, str]]) -> tuple[Notice, ...]:
    """The notices about a paper: its publication types, and its links as (type, source, PMID of the notice).

    The types are compared as a whole, for "Retraction of Publication" is the notice, and so is "Retraction Notice".
    """
    found = [
        Notice(kind, _date(source), _doi(source) or (f"PMID {pmid}" if is_form("pmid", pmid) else ""), "pubmed")
        for link, source, pmid in links
        if (kind := link_kind(link)) is not None
    ]
    if any(each.casefold() == RETRACTED_PUBLICATION for each in pubtypes) and not _taken_back(found):
        found.append(Notice("retraction", source="pubmed"))
    return tuple(dict.fromkeys(found))


def lacks_details(notices: Iterable[Notice]) -> bool:
    """Whether a registry tells of a retraction or concern without naming the notice."""
    return any(each.kind not in _CORRECTED and not each.identifier for each in notices)


def _taken_back(notices: Iterable[Notice]) -> bool:
    return any(each.kind in _TAKEN_BACK for each in notices)


@cache
def _source_date() -> re.Pattern[str]:
    """The date in "PLoS One. 2021 Oct 28;16(10):e0256488", which PubMed writes as in a citation."""
    return re.compile(
        r"\b(?P<year>(?:19|20)\d\d)(?:[ ](?P<month>[A-Z][a-z]{2})(?:-[A-Z][a-z]{2})?(?:[ ](?P<day>\d{1,2}))?)?"
    )


_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _date(source: str) -> str:
    match = _source_date().search(source)
    if match is None:
        return ""
    if match["month"] not in _MONTHS:
        return match["year"]
    month = f"{match['year']}-{_MONTHS.index(match['month']) + 1:02}"
    return f"{month}-{int(match['day']):02}" if match["day"] and 1 <= int(match["day"]) <= 31 else month


def _doi(source: str) -> str:
    match = re.search(r"\bdoi:?\s{0,3}(10\.\d{4,9}/\S{1,300})", source, re.IGNORECASE)
    doi = match[1].rstrip(".,;").lower() if match else ""
    return doi if is_form("doi", doi) else ""


def from_prefix(prefix: str, source: str) -> tuple[Notice, ...]:
    """What a word before a title says ("retracted"); none when there is no such word."""
    return (Notice(_PREFIXES[prefix], source=source),) if prefix in _PREFIXES else ()


def united(updates: Sequence[Update], pubmed: Sequence[Notice], prefixed: Sequence[Notice] = ()) -> tuple[Notice, ...]:
    """All notices about a work, the gravest first, each once.

    What its title says (`prefixed`) counts only where no registry says more. A reinstatement takes back what was said
    of the paper before, as far as the dates tell: "2020" may be later than a reinstatement of March 2020.
    """
    told = [
        *(Notice(each.kind, each.date, each.doi, "crossref") for each in updates if each.kind != "reinstatement"),
        *pubmed,
    ]
    reinstated = max((_first_day(each.date) for each in updates if each.kind == "reinstatement"), default="")
    over = [each for each in told if each.kind in _TAKEN_BACK and each.date and _last_day(each.date) < reinstated]
    told = [each for each in told if each not in over and not any(_is_again(each, other) for other in over)]
    # One notice may be called a retraction by one source and an erratum by another: the graver word stands.
    told.sort(key=_rank)
    kept: list[Notice] = []
    for notice in told:
        same = next((index for index, each in enumerate(kept) if _is_one(notice, each)), None)
        if same is None:
            kept.append(notice)
        elif not kept[same].date:
            kept[same] = kept[same]._replace(date=notice.date)
    if not _taken_back(kept) and not over:
        kept.extend(prefixed[:1])
    kept.sort(key=lambda each: (_GRAVITY.index(each.kind), each.date or "9", each.identifier))
    return tuple(kept)


def _first_day(date: str) -> str:
    return date + "0000-01-01"[len(date) :] if date else ""


def _last_day(date: str) -> str:
    return date + "0000-12-31"[len(date) :]


def _is_again(notice: Notice, other: Notice) -> bool:
    """Whether a registry tells, less exactly, of a retraction that is over."""
    within = bool(notice.date) and _first_day(notice.date) <= other.date <= _last_day(notice.date)
    return notice.kind in _TAKEN_BACK and within and _is_one(notice, other)


def _rank(notice: Notice) -> tuple[int, bool, bool, bool]:
    """The gravest first; of equals the one with a DOI, then the one with a date."""
    named = notice.identifier.startswith("10.")
    return _GRAVITY.index(notice.kind), not named, not notice.date, notice.source != "crossref"


def _is_one(notice: Notice, other: Notice) -> bool:
    """Whether two registries, or one of them twice, tell of one notice."""
    if notice.identifier and notice.identifier == other.identifier:
        return True
    if notice.source == other.source:
        return not notice.identifier and _one_class(notice, other)
    if not _one_class(notice, other) or all(each.identifier.startswith("10.") for each in (notice, other)):
        return False
    # A paper is retracted once, yet it may be corrected often: there the years have to agree.
    years = {each.date[:4] for each in (notice, other) if each.date}
    return notice.kind not in _CORRECTED or len(years) < 2


def _one_class(notice: Notice, other: Notice) -> bool:
    for kinds in (_TAKEN_BACK, _CORRECTED):
        if notice.kind in kinds and other.kind in kinds:
            return True
    return notice.kind == other.kind
