"""Answers of the wrong shape: every decoder says so, and none says anything about a paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import NoneType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint.resolve.registries import crossref, datacite, doi_org, pubmed, pubmed_xml
from lint.resolve.registries.shape import elements_of, json_of
from lint.resolve.registries.transport import Answer, Fault
from tests.lint.resolve.papers import MIRROR
from tests.lint.resolve.registries.answers import answer, fault, said
from tests.registry import bodies
from tests.registry.bodies import Listed

LISTED = Listed(MIRROR)
ITEM = bodies.crossref_work(LISTED)
READERS: dict[str, Callable[[Answer], object]] = {
    "crossref list": crossref.read_list,
    "crossref work": crossref.read_work,
    "datacite": lambda given: datacite.read_work(given, MIRROR.doi),
    "doi.org": doi_org.read_agencies,
    "summaries": pubmed.read_summaries,
    "search": pubmed.read_search,
    "matches": lambda given: pubmed.read_matches(given, ["r0"]),
    "full records": pubmed_xml.read_full,
}
RIGHT: dict[str, bytes] = {
    "crossref list": bodies.crossref_list([ITEM], 50),
    "crossref work": bodies.crossref_single(ITEM),
    "datacite": bodies.datacite_work(MIRROR),
    "doi.org": bodies.as_json([{"DOI": MIRROR.doi, "RA": "Crossref"}]),
    "summaries": bodies.summaries({"90000001": bodies.summary(LISTED, "90000001")}),
    "search": bodies.search(["90000001"], 1, []),
    "matches": b"j imag rehabil|2014|12|201|tansley|r0|90000001",
    "full records": bodies.articles([bodies.article(LISTED, "90000001")]),
}
JSON_READERS = [name for name in READERS if name not in ("matches", "full records")]
# A letter of Latin-1 in a title; U+FFFD in its place would look like another title.
LATIN_1 = bodies.crossref_single({**ITEM, "title": ["Müller"]}).decode().encode("latin-1")

each_reader = pytest.mark.parametrize("name", READERS)
each_json_reader = pytest.mark.parametrize("name", JSON_READERS)


@each_reader
def test_the_right_answer_is_read(name: str) -> None:
    """The bodies that these tests break are whole at first."""
    assert READERS[name](answer(RIGHT[name]))


@each_reader
@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"<html><title>Sign in to the hospital's network</title></html>", b"{}", b"[]", b"null", b'"ok"', b"7"],
)
def test_an_answer_of_another_kind_is_a_fault(name: str, body: bytes) -> None:
    """A captive portal, an empty object and a bare value prove nothing, with status 200 or with 404."""
    if (name, body) == ("doi.org", b"[]"):
        assert READERS[name](answer(body)) == {}  # a list that leaves out what was asked is an answer
        return
    for status in (200, 404):
        assert fault(READERS[name], answer(body, status)).reason


@each_json_reader
def test_broken_json_is_a_fault(name: str) -> None:
    """Truncated answers are worth another try; what is deep, in another encoding or says a thing twice is not."""
    right = RIGHT[name]
    deep = b"[" * 100_000 + b"]" * 100_000
    twice = right.replace(b"{", b'{"status": "ok", "status": "ok", ', 1)

    assert fault(READERS[name], answer(right[: len(right) * 2 // 3])).retry
    assert not fault(READERS[name], answer(deep)).retry
    assert not fault(READERS[name], answer(twice)).retry
    assert not fault(READERS[name], answer(b"[NaN]")).retry
    with pytest.raises(Fault):
        READERS[name](answer(right.decode().encode("utf-16")))


@each_json_reader
def test_a_byte_order_mark_is_no_fault(name: str) -> None:
    """UTF-8 with a mark before it is UTF-8."""
    assert READERS[name](answer(b"\xef\xbb\xbf" + RIGHT[name])) == READERS[name](answer(RIGHT[name]))


def test_other_encodings_are_not_repaired() -> None:
    """Latin-1 is refused; a character that was cut in half is the end of a truncated answer."""
    half = bodies.crossref_single({**ITEM, "title": ["Müller"]})

    assert not fault(crossref.read_work, answer(LATIN_1)).retry
    assert fault(crossref.read_work, answer(half[: half.index("ü".encode()) + 1])).retry


@pytest.mark.parametrize("name", ["summaries", "search"])
def test_a_rate_limit_inside_a_200_is_tried_again(name: str) -> None:
    """NCBI's own words, with the caller's key in them, which no reason repeats."""
    limited = fault(READERS[name], said({"error": "API rate limit exceeded", "api-key": "canary", "count": "11"}))

    assert limited.retry
    assert "canary" not in limited.reason
    assert not fault(READERS[name], said({"error": "Too many UIDs in request."})).retry


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x">%a;]>',
    ],
)
def test_xml_entities_are_refused(head: str) -> None:
    """Billion laughs and files from the reader's own disk come as entities, which a registry never defines."""
    body = f'<?xml version="1.0"?>{head}<PubmedArticleSet>&b;</PubmedArticleSet>'.encode()

    assert not fault(pubmed_xml.read_full, answer(body)).retry


def test_truncated_xml_is_tried_again() -> None:
    """A record that breaks off is no record."""
    right = RIGHT["full records"]

    assert fault(pubmed_xml.read_full, answer(right[: len(right) // 2])).retry
    assert not fault(pubmed_xml.read_full, answer(right.replace(b"</Article>", b""))).retry


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in below for place in _places(each, (*path, key)))]


def _outcome(name: str, value: object) -> object:
    try:
        return READERS[name](said(value))
    except Fault as found:
        return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(JSON_READERS), st.data())
def test_any_value_in_any_place_is_an_answer_or_a_fault(name: str, data: st.DataObject) -> None:
    """Whatever a member holds, a decoder returns what it returns for papers, or a Fault; nothing else is raised."""
    whole = json.loads(RIGHT[name])
    place = data.draw(st.sampled_from(_places(whole)))
    value = data.draw(values)
    if place:
        parent = whole
        for key in place[:-1]:
            parent = parent[key]
        parent[place[-1]] = value
    else:
        whole = value
    assert isinstance(_outcome(name, whole), tuple | dict | Fault | NoneType)


DENSE = {
    "objects": b"[" + b"{}," * 50_000 + b"{}]",
    "lists": b"[" + b"[]," * 50_000 + b"[]]",
    "numbers": b"[" + b"1," * 300_000 + b"1]",
}
DENSE_XML = {
    "elements": b"<PubmedArticleSet>" + b"<a/>" * 40_000 + b"</PubmedArticleSet>",
    "within each other": b"<PubmedArticleSet>" + b"<a>" * 100 + b"</a>" * 100 + b"</PubmedArticleSet>",
    "attributes": b"<PubmedArticleSet><a "
    + b" ".join(b'a%d=""' % each for each in range(160_000))
    + b"/></PubmedArticleSet>",
}


@pytest.mark.parametrize("body", DENSE.values(), ids=DENSE)
def test_an_answer_of_marks_alone_is_not_read(body: bytes) -> None:
    """Four megabytes of "{}," become a quarter of a gigabyte in memory; no registry answers so."""
    with pytest.raises(Fault, match="cannot be read"):
        json_of(Answer(200, body, {}), "Crossref")


@pytest.mark.parametrize("body", DENSE_XML.values(), ids=DENSE_XML)
def test_xml_that_is_fuller_or_deeper_than_records_is_not_read(body: bytes) -> None:
    """The same in XML: elements, levels and attributes without end."""
    with pytest.raises(Fault, match="cannot be read"):
        list(elements_of(Answer(200, body, {}), "PubMed", "PubmedArticleSet", "PubmedArticle"))


def test_articles_come_one_at_a_time() -> None:
    """Many records are no fault: what counts is how full each of them is."""
    article = b"<PubmedArticle>" + b"<a/>" * 20_000 + b"</PubmedArticle>"
    body = b"<PubmedArticleSet>" + article * 4 + b"</PubmedArticleSet>"
    found = [len(each) for each in elements_of(Answer(200, body, {}), "PubMed", "PubmedArticleSet", "PubmedArticle")]

    assert found == [20_000] * 4
