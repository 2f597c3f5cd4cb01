"""The lock: what it holds, what it says of a reference, and how it complains."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.records import Absent, Found, Notice, NoticeKind, Record, Unverified
from lint.resolve.lock import BY_HAND, EDITED, NOT_LOCKED, Entry, Lock, LockError
from lint.resolve.lock_format import dump, parse, seal
from tests.lint.resolve.papers import identifier, reference

DOI, PMID = "10.5555/imag.2014.0021", "90000001"
KEY = f"doi:{DOI}"
TIME = "2026-11-24T00:00:00Z"
RECORD: dict[str, Any] = {"title": "Mirror therapy", "pmids": [PMID]}
FETCHED: dict[str, Any] = {"sources": ["crossref", "pubmed"], "checked": TIME, "record": RECORD}
MANUAL: dict[str, Any] = {"source": "manual", "record": RECORD}


def lock(**entries: object) -> Lock:
    """The lock with these entries; `doi` and `pmid` stand for the usual keys."""
    keys = {"doi": KEY, "pmid": f"pmid:{PMID}"}
    return sealed({keys[name]: entry for name, entry in entries.items()})


def sealed(references: dict[str, object]) -> Lock:
    """The lock with these entries, as `medlint lock` would have written them."""
    return parse(seal(json.dumps({"schema": 1, "references": references})))


def test_a_fetched_record_is_found_by_doi_and_by_pmid() -> None:
    """One entry answers for the DOI of its key and for every PMID of its record."""
    resolved = lock(doi=FETCHED).resolve(reference(doi=DOI, pmid=PMID))
    expected = Found(Record(title="Mirror therapy", doi=DOI, pmids=(PMID,)), ("crossref", "pubmed"), TIME)

    assert (expected, expected) == (resolved.doi, resolved.pmid)


def test_a_manual_record_is_unverified() -> None:
    """An entry that was typed by hand carries its record, but proves nothing."""
    resolved = lock(doi=MANUAL).resolve(reference(doi=DOI, pmid=PMID))
    expected = Unverified(BY_HAND, Record(title="Mirror therapy", doi=DOI, pmids=(PMID,)))

    assert (expected, expected) == (resolved.doi, resolved.pmid)


def test_what_is_not_locked_is_unverified() -> None:
    """Each identifier is answered on its own."""
    resolved = lock(doi=FETCHED).resolve(reference(doi=DOI, pmid="90000007"))

    assert isinstance(resolved.doi, Found)
    assert Unverified(NOT_LOCKED) == resolved.pmid


def test_an_empty_lock_answers_everything_with_not_locked() -> None:
    """Without a lock nothing is known, and nothing is absent."""
    resolved = Lock().resolve(reference(doi=DOI, pmid=PMID))

    assert (Unverified(NOT_LOCKED), Unverified(NOT_LOCKED)) == (resolved.doi, resolved.pmid)


def test_no_identifier_has_no_answer() -> None:
    """What the reference does not have is not answered."""
    resolved = lock(doi=FETCHED).resolve(reference())

    assert (resolved.doi, resolved.pmid) == (None, None)


def test_a_work_without_doi_stands_under_its_pmid() -> None:
    """A key of a PMID adds the number to the record."""
    resolved = lock(pmid=FETCHED | {"record": {"title": "Mirror therapy"}}).resolve(reference(pmid=PMID))

    assert resolved.pmid == Found(Record(title="Mirror therapy", pmids=(PMID,)), ("crossref", "pubmed"), TIME)


def test_the_entry_of_the_doi_answers_for_a_pmid_that_two_entries_claim() -> None:
    """A version and its original share a PMID: the DOI decides which of them is meant."""
    other = FETCHED | {"record": {"title": "Another", "pmids": [PMID]}}
    both = sealed({"doi:10.5555/a": other, KEY: FETCHED})

    assert both.resolve(reference(doi=DOI, pmid=PMID)).pmid == both.resolve(reference(doi=DOI)).doi


def test_a_registry_s_answer_beats_a_typed_claim() -> None:
    """A number that was typed into the wrong record does not hide what PubMed says of it."""
    wrong = {"source": "manual", "record": {"title": "Another", "pmids": [PMID]}}
    both = sealed({"doi:10.5555/a": wrong, f"pmid:{PMID}": FETCHED})

    assert isinstance(both.resolve(reference(doi="10.5555/a", pmid=PMID)).pmid, Found)


def test_an_alias_is_found_by_both_dois() -> None:
    """A registry answers an alias with the DOI that it stands for; both exist."""
    entry = FETCHED | {"record": {"title": "Mirror therapy", "doi": DOI}}
    alias = sealed({"doi:10.5555/alias.1": entry})

    assert isinstance(alias.resolve(reference(doi="10.5555/alias.1")).doi, Found)
    assert isinstance(alias.resolve(reference(doi=DOI)).doi, Found)


def test_absence_is_the_registry_s_own_word() -> None:
    """An entry with negative evidence answers Absent, in the registry's words."""
    entry = {"sources": ["crossref", "doi.org"], "checked": TIME, "absent": {"doi": "Crossref does not know it"}}

    assert lock(doi=entry).resolve(reference(doi=DOI)).doi == Absent(
        "Crossref does not know it", ("crossref", "doi.org"), TIME
    )


def test_a_malformed_identifier_is_never_absent() -> None:
    """What was mistyped does not exist as typed, which says nothing about the paper."""
    entry = {"sources": ["crossref"], "checked": TIME, "absent": {"doi": "Crossref does not know it"}}

    assert lock(doi=entry).resolve(reference(doi=DOI, problem="a space stands in it")).doi == Unverified(
        "not well formed"
    )


def test_a_malformed_identifier_is_found_by_its_best_reading() -> None:
    """A stray character does not hide the record."""
    assert isinstance(lock(doi=FETCHED).resolve(reference(doi=DOI, problem="a space stands in it")).doi, Found)


def test_a_short_doi_is_no_key() -> None:
    """The registries list no short DOIs, so nobody can tell what one stands for."""
    short = reference()._replace(doi=identifier("short-doi", "10/abcd"))

    assert lock(doi=FETCHED).resolve(short).doi == Unverified("a short DOI, which the registries do not list")


def test_evidence_that_no_pmid_exists_is_kept() -> None:
    """A registry's word that a work has no PMID comes with the answer."""
    entry = FETCHED | {"record": {"title": "A book"}, "without": {"pmid": "PubMed has no record for this DOI"}}
    answer = lock(doi=entry).resolve(reference(doi=DOI)).doi

    assert isinstance(answer, Found)
    assert answer.no_pmid == "PubMed has no record for this DOI"


def test_every_field_of_a_record_is_read() -> None:
    """Nothing that the lock says of a paper is lost."""
    record = {
        "title": "Mirror therapy", "authors": ["Tansley RB"], "journal": "J", "year": 2014, "volume": "1", "issue": "2",
        "pages": "3-4", "doi": DOI.upper(), "pmids": [PMID], "type": "journal-article",
        "notices": [{"kind": "concern", "date": "2015", "identifier": "1", "source": "pubmed"}],
        "other_titles": ["Spiegeltherapie"], "other_journals": ["Journal"], "other_years": [2013],
    }  # fmt: skip
    answer = lock(doi=MANUAL | {"record": record}).resolve(reference(doi=DOI)).doi

    assert answer == Unverified(
        BY_HAND,
        Record(
            "Mirror therapy", ("Tansley RB",), "J", 2014, "1", "2", "3-4", DOI, (PMID,), "journal-article",
            (Notice("concern", "2015", "1", "pubmed"),), ("Spiegeltherapie",), ("Journal",), (2013,),
        ),
    )  # fmt: skip


def whole(entry: object, key: str = KEY) -> str:
    """A lock as text, with one entry."""
    return json.dumps({"schema": 1, "references": {key: entry}})


BROKEN = {
    "{": "it is not valid JSON: expecting property name enclosed in double quotes at line 1, column 2",
    '{"schema": 1,\n "references": {},}': "it is not valid JSON: illegal trailing comma before end of object at line 2,"
    " column 17",
    "[]": "it is not a JSON object",
    "\n<<<<<<< HEAD\n{}": "it holds an unresolved merge conflict at line 2; `medlint lock` resolves it",
    '{"schema": 1, "references": {"doi:10.5555/a": {},\n "doi:10.5555/a": {}}}': 'it names "doi:10.5555/a" twice in one'
    " place (the second time at line 2 or below)",
    '{"schema": NaN}': "it is not valid JSON: NaN is no number",
    '{"schema": 1, "reference": {}}': 'unknown key "reference", did you mean "references"?',
    '{"references": {}}': '"schema" is null, this version reads 1',
    '{"schema": 2, "references": {}}': '"schema" is 2, this version reads 1',
    '{"schema": true, "references": {}}': '"schema" is true, this version reads 1',
    '{"schema": 1, "references": []}': '"references" is not an object',
    '{"schema": 1}': '"references" is not an object',
    "[" * 100_000: "it is nested too deeply",
}
ENTRIES: list[tuple[object, str]] = [
    ([], "it is not an object"),
    (FETCHED | {"rekord": {}}, 'unknown key "rekord", did you mean "record"?'),
    (FETCHED | {"zzz": {}}, 'unknown key "zzz"'),
    ({"record": RECORD}, 'it holds either "source": "manual" or "sources" with the registries\' names'),
    (FETCHED | {"source": "manual"}, 'it holds either "source": "manual" or "sources" with the registries\' names'),
    (MANUAL | {"source": "crossref"}, '"source" is not "manual"; the names of registries stand in "sources"'),
    (FETCHED | {"sources": []}, '"sources" names no registry; they are crossref, datacite, doi.org, pubmed'),
    (FETCHED | {"sources": ["manual"]}, '"sources" names no registry; they are crossref, datacite, doi.org, pubmed'),
    (FETCHED | {"sources": "crossref"}, '"sources" is not a list of texts'),
    ({"sources": ["crossref"], "record": RECORD}, '"checked" is not a time like 2026-11-24T00:00:00Z'),
    (MANUAL | {"checked": "yesterday"}, '"checked" is not a time like 2026-11-24T00:00:00Z'),
    ({"source": "manual"}, 'it holds either a "record" or "absent"'),
    (FETCHED | {"absent": {"doi": "no"}}, 'it holds either a "record" or "absent"'),
    (
        {"source": "manual", "absent": {"doi": "no"}},
        '"absent" is a registry\'s answer, which nobody can enter by hand',
    ),
    (MANUAL | {"without": {"pmid": "no"}}, '"without" is a registry\'s answer, which nobody can enter by hand'),
    (
        {"sources": ["pubmed"], "checked": TIME, "absent": {"pmid": "no"}},
        '"absent" names "doi" and nothing else, for that is what the key asks about',
    ),
    (FETCHED | {"without": {"pmid": ""}}, '"without" does not say in words what the registry answered'),
    (FETCHED | {"without": {"pmc": "no"}}, 'unknown key "pmc"'),
    (FETCHED | {"without": {"pmid": "no"}}, '"without" says that there is no PMID, yet the record holds one'),
    (MANUAL | {"record": {"doi": "10.5555/b", "title": "B"}}, 'the record\'s "doi" is 10.5555/b, which is not the key'),
    (MANUAL | {"record": {}}, 'the record has no "title"'),
    (MANUAL | {"record": {"title": 1}}, '"title" is not a text'),
    (MANUAL | {"record": RECORD | {"year": "2014"}}, '"year" is not a year'),
    (MANUAL | {"record": RECORD | {"year": True}}, '"year" is not a year'),
    (MANUAL | {"record": RECORD | {"year": 20144}}, '"year" is not a year'),
    (MANUAL | {"record": RECORD | {"other_years": 2014}}, '"other_years" is not a list of years'),
    (MANUAL | {"record": RECORD | {"authors": "Tansley"}}, '"authors" is not a list of texts'),
    (MANUAL | {"record": RECORD | {"pmids": ["1a"]}}, '"1a" in "pmids" is not a PMID'),
    (MANUAL | {"record": RECORD | {"pages": 7}}, '"pages" is not a text'),
    (MANUAL | {"record": RECORD | {"notices": {}}}, '"notices" is not a list'),
    (MANUAL | {"record": RECORD | {"notices": ["x"]}}, "a notice is not an object"),
    (
        MANUAL | {"record": RECORD | {"notices": [{"kind": "gossip"}]}},
        f'a notice\'s "kind" is none of {", ".join(get_args(NoticeKind))}',
    ),
]
KEYS = ["doi:", "doi:10.5555/A", "10.5555/a", "pmid:0123", "pmid:123456789", "pmid:x", "isbn:3"]


@pytest.mark.parametrize(("text", "message"), BROKEN.items())
def test_a_broken_lock_says_what_is_wrong(text: str, message: str) -> None:
    """One sentence names the fault, with line and column or the key."""
    with pytest.raises(LockError) as error:
        parse(text)

    # Python 3.13 tells a trailing comma apart; before, it is a property name that is missing.
    assert str(error.value) == message or ("trailing comma" in message and "line 2" in str(error.value))


@pytest.mark.parametrize(("entry", "what"), ENTRIES)
def test_a_broken_entry_is_named(entry: object, what: str) -> None:
    """The message names the entry, its line and the fault; the offset is that of its key."""
    text = whole(entry)

    with pytest.raises(LockError) as error:
        parse(text)

    assert f'entry "{KEY}" (line 1): {what}' == str(error.value)
    assert text[error.value.offset :].startswith(f'"{KEY}"')


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_a_lower_case_doi_or_a_pmid(key: str) -> None:
    """Anything else is an error, so that nobody looks in vain for an entry that is there."""
    with pytest.raises(LockError, match='a key is "doi:" with a DOI in lower case, or "pmid:" with the number'):
        parse(whole(MANUAL, key))


def test_the_number_of_the_key_belongs_to_the_record() -> None:
    """A record under a PMID that does not name that PMID is another paper's."""
    with pytest.raises(LockError, match='the record\'s "pmids" do not hold the number of the key'):
        parse(whole(FETCHED, "pmid:90000007"))


def test_a_byte_order_mark_is_no_fault() -> None:
    """Editors on Windows write one."""
    assert parse("\ufeff" + whole(FETCHED)).entries.keys() == {KEY}


@given(st.text(alphabet='{}[]":,1ae\\\n "schemareferencsdoi', max_size=60))
def test_any_text_is_a_lock_or_a_lock_error(text: str) -> None:
    """No text makes the reader fail in another way, and the fault lies within the text."""
    offset = 0
    try:
        parse(text)
    except LockError as error:
        offset = error.offset

    assert 0 <= offset <= len(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FETCHED, *RECORD]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(json_values)
def test_any_entry_is_read_or_refused(entry: object) -> None:
    """Wrong types anywhere in an entry are errors of the lock, not of the program."""
    message = f'entry "{KEY}" (line 1): '
    try:
        parse(whole(entry))
    except LockError as error:
        message = str(error)

    assert message.startswith(f'entry "{KEY}" (line 1): ')


def test_the_lock_of_the_first_articles_is_manual() -> None:
    """content/references.lock holds what was typed, so none of its entries verifies anything."""
    path = Path(__file__).parents[3] / "content" / "references.lock"
    entries = parse(path.read_text(encoding="utf-8")).entries

    assert entries
    assert all(isinstance(entry.resolution, Found | Unverified) for entry in entries.values())


def test_a_touched_entry_counts_as_entered_by_hand() -> None:
    """Whoever changes what a registry said answers for it; the digest tells."""
    text = seal(json.dumps({"schema": 1, "references": {KEY: FETCHED}}))
    touched = parse(text.replace("Mirror therapy", "Mirror therapies"))
    assert touched.entries[KEY].by_hand == EDITED
    resolved = touched.resolve(reference(doi=DOI)).doi
    assert isinstance(resolved, Unverified)
    assert (resolved.reason, resolved.record and resolved.record.title) == (EDITED, "Mirror therapies")
    assert parse(dump(touched.entries)) == touched, "writing it again makes it no answer of a registry"


def test_an_entry_under_another_key_counts_as_entered_by_hand() -> None:
    """A record cannot be passed off as that of another work by renaming its key."""
    text = seal(json.dumps({"schema": 1, "references": {KEY: FETCHED}}))
    assert parse(text.replace(f'"{KEY}"', '"doi:10.5555/other"')).entries["doi:10.5555/other"].by_hand == EDITED


_NAMES = st.text(min_size=1, max_size=8)
_RECORDS = st.builds(
    Record,
    title=_NAMES,
    authors=st.lists(_NAMES, max_size=3).map(tuple),
    year=st.none() | st.integers(1500, 2100),
    doi=st.just(DOI),
    pmids=st.lists(st.integers(1, 99999999).map(str), max_size=2).map(tuple),
    notices=st.lists(st.builds(Notice, st.sampled_from(get_args(NoticeKind)), date=_NAMES), max_size=2).map(tuple),
    other_years=st.lists(st.integers(1500, 2100), max_size=2).map(tuple),
    other_authors=st.lists(st.lists(_NAMES, max_size=2).map(tuple), max_size=2).map(tuple),
    numbers=st.lists(_NAMES, max_size=2).map(tuple),
)


@given(_RECORDS.map(lambda record: Entry(("crossref",), TIME, record)))
def test_what_is_written_is_read_again(entry: Entry) -> None:
    """The lock is the whole memory of a look-up: nothing is lost, and nothing counts as touched."""
    assert parse(dump({KEY: entry})).entries == {KEY: entry}
