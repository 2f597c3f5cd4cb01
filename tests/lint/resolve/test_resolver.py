"""Who is asked, in which order, and what an answer replaces."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lint.records import Found, Record, Unverified
from lint.references.model import Identifier
from lint.resolve.cache import Cache
from lint.resolve.lock import Entry, Lock
from lint.resolve.registries.asked import Asked
from lint.resolve.registries.services import Addresses, Contact
from lint.resolve.registries.transport import Transport
from lint.resolve.resolver import Terms, pending, resolve
from lint.spans import Span
from tests.lint.resolve.papers import MIRROR, MIRROR_TEXT, reference

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DOI, PMID = MIRROR.doi, MIRROR.pmids[0]
KEY = f"doi:{DOI}"
BOTH = ("crossref", "pubmed")


def never() -> Transport:
    """Nobody is asked."""
    raise AssertionError("the network was used")


def terms(**fields: object) -> Terms:
    """Terms with a network that must not be used."""
    return Terms(NOW, timedelta(days=30), transport=never)._replace(**fields)  # type: ignore[arg-type]  # names of its fields


def entry(*sources: str, days: float = 0, record: Record | None = MIRROR, absent: str = "") -> Entry:
    """What registries answered so many days ago."""
    checked = (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Entry(sources or BOTH, checked, None if absent else record, absent)


SETTLED = {
    "both registries answered": (entry(), DOI, PMID),
    "at the last moment": (entry(days=30), DOI, PMID),
    "PubMed was asked for a PMID in vain": (entry(record=MIRROR._replace(pmids=())), DOI, ""),
    "absent since this morning": (entry("crossref", "doi.org", days=0.5, absent="no"), DOI, ""),
    "the DOI of a paper cited by its PMID": (entry(), "", PMID),
}
OPEN = {
    "nothing is known": (None, DOI, PMID),
    "typed by hand": (Entry((), "", MIRROR), DOI, PMID),
    "edited by hand": (entry()._replace(edited=True), DOI, PMID),
    "older than a month": (entry(days=30.1), DOI, PMID),
    "absent since yesterday": (entry("crossref", "doi.org", days=1.1, absent="no"), DOI, ""),
    "PubMed did not answer": (entry("crossref", record=MIRROR._replace(pmids=())), DOI, PMID),
    "PubMed was never asked for a PMID": (entry("crossref", record=MIRROR._replace(pmids=())), DOI, ""),
    "Crossref did not answer": (entry("pubmed"), DOI, PMID),
}


@pytest.mark.parametrize(("known", "doi", "pmid"), SETTLED.values(), ids=SETTLED)
def test_what_is_known_is_not_asked(known: Entry, doi: str, pmid: str) -> None:
    """A registry's answer that is young enough serves."""
    assert pending([reference(doi=doi, pmid=pmid)], Lock({KEY: known}), terms()) == ()


@pytest.mark.parametrize(("known", "doi", "pmid"), OPEN.values(), ids=OPEN)
def test_what_nobody_vouches_for_is_asked(known: Entry | None, doi: str, pmid: str) -> None:
    """What a hand wrote, what is old, and what only one of two registries said."""
    cited = reference(doi=doi, pmid=pmid)
    lock = Lock({KEY: known} if known else {})

    assert pending([cited, cited], lock, terms()) == (Asked(doi, pmid, cited.text),), "and once only"
    assert pending([cited], lock, terms(transport=None)) == (), "unless nobody may be asked"


def test_refresh_asks_for_everything() -> None:
    """What is known is asked for again when that is wanted."""
    assert len(pending([reference(doi=DOI, pmid=PMID)], Lock({KEY: entry()}), terms(refresh=True))) == 1


def test_a_search_needs_an_author_and_a_year() -> None:
    """A web page is not searched for among papers, and nobody searches twice."""
    page = reference(text="World Health Organization. Pain.")
    paper = reference(text=MIRROR_TEXT)._replace(first_author="Tansley", year=2014)

    assert pending([page, paper], Lock(), terms()) == (Asked(text=MIRROR_TEXT),)
    assert pending([paper], Lock(suggestions={MIRROR_TEXT: None}), terms()) == ()


def test_the_cache_comes_before_the_network(tmp_path: object) -> None:
    """What stands in the cache is not asked for; what is too old there is as if it were not there."""
    cache = Cache(tmp_path)  # type: ignore[arg-type]  # a folder
    cache.keep({KEY: entry()})
    cited = reference(doi=DOI, pmid=PMID)
    known = resolve([cited], Lock(), terms(cache=lambda: cache))

    assert isinstance(known.resolve(cited).doi, Found)
    late = terms(now=NOW + timedelta(days=31), cache=lambda: cache, transport=None)
    assert isinstance(resolve([cited], Lock(), late).resolve(cited).doi, Unverified)


def test_a_time_of_tomorrow_is_no_answer() -> None:
    """A clock that was wrong, or a hand, must not keep an answer young for ever."""
    cited = reference(doi=DOI, pmid=PMID)

    assert len(pending([cited], Lock({KEY: entry(days=-2)}), terms())) == 1
    assert pending([cited], Lock({KEY: entry(days=-0.01)}), terms()) == (), "clocks differ a little"


def test_another_reading_is_asked_for_when_the_first_does_not_exist() -> None:
    """A full stop at the end of an entry may belong to the DOI."""
    identifier = Identifier("doi", DOI, DOI, Span(0, 0), Span(0, 0), alternatives=(f"{DOI}.",))
    cited = reference(doi=DOI)._replace(doi=identifier)
    absent = Lock({KEY: entry("crossref", "doi.org", absent="no")})

    assert [each.doi for each in pending([cited], absent, terms())] == [f"{DOI}."]
    assert [each.doi for each in pending([cited], absent, terms(), readings=True)] == [f"{DOI}."]
    assert pending([cited], Lock({KEY: entry()}), terms(), readings=True) == ()
    known = Lock({**absent.entries, f"doi:{DOI}.": entry()})
    assert isinstance(known.resolve(cited).doi, Found)
    assert pending([cited], known, terms()) == ()


def test_a_defect_of_the_look_up_costs_the_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The findings that need no registry are printed all the same; the reference is unverified, and says why."""
    monkeypatch.setattr("lint.resolve.registries.lookup.look_up", lambda *_, **__: 1 / 0)
    cited = reference(doi=DOI, pmid=PMID)
    known = resolve([cited], Lock(), terms(transport=lambda: Transport(Addresses(), Contact(), 0)))
    answer = known.resolve(cited).doi

    assert isinstance(answer, Unverified)
    assert answer.cause == "medlint failed on the look-up, please report it: ZeroDivisionError"
