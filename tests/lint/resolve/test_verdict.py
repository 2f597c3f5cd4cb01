"""What the answers of registries mean for a reference: states, conflicts, and what can never be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.records import Absent, Found, Notice, NoticeKind, Record, Resolution, Unverified
from lint.references.model import Reference
from lint.resolve.lock import BY_HAND, NOT_LOCKED
from lint.resolve.verdict import UNCLEAR, UNTOLD, ResolvedReference, Verdict, verdict
from tests.lint.resolve.papers import IMAGERY, IMAGERY_TEXT, MIRROR, MIRROR_TEXT, reference

EARLY, LATE = "2026-11-01T00:00:00Z", "2026-11-24T00:00:00Z"
BOTH = reference(MIRROR_TEXT, MIRROR.doi, MIRROR.pmids[0])
SHORT_TEXT = "The mirror study."


def found(record: Record = MIRROR, source: str = "crossref", checked: str = LATE) -> Found:
    """A registry's record."""
    return Found(record, (source,), checked)


def manual(record: Record = MIRROR) -> Unverified:
    """A record that was typed by hand."""
    return Unverified(BY_HAND, record)


MISSING = Unverified(NOT_LOCKED)
ABSENT = Absent("the registry does not know it", ("crossref",), LATE)
NO_PMIDS = MIRROR._replace(pmids=())
NO_DOI = MIRROR._replace(doi="")


def judged(
    doi: Resolution | None, pmid: Resolution | None, text: str = MIRROR_TEXT, cited: Reference = BOTH
) -> Verdict:
    """The verdict on a reference with these answers."""
    held = cited._replace(
        text=text, doi=cited.doi if doi is not None else None, pmid=cited.pmid if pmid is not None else None
    )
    return verdict(ResolvedReference(held, doi, pmid))


def noticed(kind: NoticeKind) -> Record:
    """The paper with a notice."""
    return MIRROR._replace(notices=(Notice(kind, "2016-05-02"),))


STATES: dict[str, tuple[Verdict, str, str]] = {
    "both found, one record": (judged(found(), found()), "verified", ""),
    "two registries, each with the other's number": (judged(found(), found(MIRROR, "pubmed")), "verified", ""),
    "PubMed knows no DOI, Crossref no PMID": (judged(found(NO_PMIDS), found(NO_DOI, "pubmed")), "verified", ""),
    "the DOI alone": (judged(found(), None), "verified", ""),
    "the PMID alone": (judged(None, found()), "verified", ""),
    "a typing error in the title": (judged(found(), found(), MIRROR_TEXT.replace("wrist", "wirst")), "mismatched",
                                    "the record is another paper than the text describes"),
    "another volume": (judged(found(), found(), MIRROR_TEXT.replace("12(3)", "21(3)")), "verified", ""),
    "corrected": (judged(found(noticed("erratum")), None), "verified", ""),
    "another title word": (judged(found(), found(), MIRROR_TEXT.replace("wrist", "ankle")), "mismatched",
                           "the record is another paper than the text describes"),
    "another paper": (judged(found(), found(), IMAGERY_TEXT), "mismatched",
                      "the record is another paper than the text describes"),
    "identifiers of two papers": (judged(found(), found(IMAGERY), cited=reference(
        MIRROR_TEXT, MIRROR.doi, IMAGERY.pmids[0])), "mismatched", "the DOI and the PMID belong to different papers"),
    "Crossref claims a PMID that PubMed gives another paper": (judged(found(), found(IMAGERY)), "mismatched",
                                                               "the DOI and the PMID belong to different papers"),
    "a manual record contradicts": (judged(manual(), None, IMAGERY_TEXT), "mismatched",
                                    "the record is another paper than the text describes"),
    "DOI absent": (judged(ABSENT, found()), "unknown", "the DOI does not exist: the registry does not know it"),
    "PMID absent": (judged(found(), ABSENT), "unknown", "the PMID does not exist: the registry does not know it"),
    "absent beats retracted": (judged(found(noticed("retraction")), ABSENT), "unknown",
                               "the PMID does not exist: the registry does not know it"),
    "retracted": (judged(found(noticed("retraction")), None), "retracted", "the paper was retracted"),
    "withdrawn": (judged(found(noticed("withdrawal")), None), "retracted", "the paper was retracted"),
    "retracted in part": (judged(found(noticed("partial-retraction")), None), "retracted", "the paper was retracted"),
    "retracted, says one of two": (judged(found(), found(noticed("retraction"), "pubmed")), "retracted",
                                   "the paper was retracted"),
    "concern": (judged(found(noticed("concern")), None), "concern",
                "the journal has expressed concern about the paper"),
    "concern, but one identifier unverified": (judged(found(noticed("concern")), MISSING), "unverified",
                                               f"the PMID is {NOT_LOCKED}"),
    "neither locked": (judged(MISSING, MISSING), "unverified", NOT_LOCKED),
    "both by hand": (judged(manual(), manual()), "unverified", BY_HAND),
    "one by hand": (judged(found(), manual()), "unverified", f"the PMID is {BY_HAND}"),
    "two reasons": (judged(MISSING, manual()), "unverified", f"the DOI is {NOT_LOCKED}; the PMID is {BY_HAND}"),
    "the text says too little": (judged(found(), found(), SHORT_TEXT), "unverified", UNTOLD),
    "a preprint's DOI": (judged(found(NO_PMIDS._replace(doi="10.5555/rxiv.1")), found(), cited=reference(
        MIRROR_TEXT, "10.5555/rxiv.1", MIRROR.pmids[0])), "unverified", UNCLEAR),
    "the PMID of an erratum": (judged(found(), found(MIRROR._replace(
        title=f"Erratum: {MIRROR.title}", doi="10.5555/err.1", pmids=("90000009",))),
        cited=reference(MIRROR_TEXT, MIRROR.doi, "90000009")), "mismatched",
        "the DOI and the PMID belong to different papers"),
    "the PMID of an erratum under the paper's own title": (judged(found(), found(MIRROR._replace(doi="10.5555/err.1",
        pmids=("90000009",))), cited=reference(MIRROR_TEXT, MIRROR.doi, "90000009")), "mismatched",
        "the DOI and the PMID belong to different papers"),
    "the second part, PubMed knows no DOI": (judged(found(NO_PMIDS), found(NO_DOI._replace(title=f"{MIRROR.title} II")),
        ), "mismatched", "the DOI and the PMID belong to different papers"),
    "an older version's DOI": (judged(found(NO_PMIDS._replace(doi="10.12688/f1000research.9678.1")),
        found(MIRROR._replace(doi="10.12688/f1000research.9678.2")), cited=reference(MIRROR_TEXT,
        "10.12688/f1000research.9678.1", MIRROR.pmids[0])), "verified", ""),
    "an older version's DOI, Crossref is down": (judged(MISSING, found(MIRROR._replace(doi="10.26434/rxiv.12.v5")),
        cited=reference(MIRROR_TEXT, "10.26434/rxiv.12", MIRROR.pmids[0])), "unverified",
        f"the DOI is {NOT_LOCKED}"),
    "an alias of the DOI": (judged(found(), found(MIRROR, "pubmed"), cited=reference(MIRROR_TEXT, "10.5555/old.7",
        MIRROR.pmids[0])), "verified", ""),
    "a second PMID of the DOI": (judged(found(MIRROR._replace(pmids=("90000001", "90000008"))), found(
        MIRROR._replace(pmids=("90000008",)), "pubmed"), cited=reference(MIRROR_TEXT, MIRROR.doi, "90000008")),
        "verified", ""),
    "a PMC number as PMID": (judged(found(), found(IMAGERY._replace(doi="")), cited=reference(MIRROR_TEXT, MIRROR.doi,
        "90000002")), "mismatched", "the DOI and the PMID belong to different papers"),
    "no identifier": (verdict(ResolvedReference(reference(), None, None)), "no-identifier",
                      "it has neither DOI nor PMID"),
}  # fmt: skip


@pytest.mark.parametrize(("judgement", "state", "reason"), STATES.values(), ids=STATES)
def test_states(judgement: Verdict, state: str, reason: str) -> None:
    """Each combination of answers has one state, and its reason in words."""
    assert (state, reason) == (judgement.state, judgement.reason)


def test_a_verdict_names_its_sources_and_the_older_time() -> None:
    """What rests on two answers is as old as the older one."""
    judgement = judged(found(checked=LATE), found(source="pubmed", checked=EARLY))

    assert (judgement.checked, judgement.sources, judgement.by_hand) == (EARLY, ("crossref", "pubmed"), False)


def test_a_manual_record_is_marked() -> None:
    """The report must be able to say that a record was entered by hand."""
    judgement = judged(manual(), manual())

    assert (judgement.record, judgement.by_hand, judgement.checked, judgement.sources) == (MIRROR, True, "", ())


CONFLICTS = {
    "the text is the DOI's paper": (found(), found(IMAGERY), MIRROR_TEXT, "pmid"),
    "the text is the PMID's paper": (found(IMAGERY), found(), MIRROR_TEXT, "doi"),
    "the text is neither": (found(), found(IMAGERY), "Marsh T. Cold packs for a swollen knee. 2001;3:1-9.", ""),
    "the text says nothing": (found(), found(IMAGERY), "", ""),
}


@pytest.mark.parametrize(("doi", "pmid", "text", "wrong"), CONFLICTS.values(), ids=CONFLICTS)
def test_the_text_tells_which_identifier_is_wrong(doi: Found, pmid: Found, text: str, wrong: str) -> None:
    """The identifier that does not belong to the paper described is the wrong one."""
    cited = reference(text, doi.record.doi, pmid.record.pmids[0])
    conflict = verdict(ResolvedReference(cited, doi, pmid)).conflict

    assert conflict is not None
    assert (doi.record, pmid.record, wrong) == (conflict.doi_record, conflict.pmid_record, conflict.wrong)


def test_a_conflict_is_told_once() -> None:
    """Where both identifiers lead elsewhere, the conflict says so and the comparison is silent."""
    cited = reference("Marsh T. Cold packs for a swollen knee. 2001;3:1-9.", MIRROR.doi, IMAGERY.pmids[0])

    assert verdict(ResolvedReference(cited, found(), found(IMAGERY))).differences == ()


def test_a_notice_about_the_wrong_paper_is_none_about_this_one() -> None:
    """A PMID of a retracted paper does not retract the paper that the text describes."""
    other = IMAGERY._replace(notices=(Notice("retraction"),))
    cited = reference(MIRROR_TEXT, MIRROR.doi, IMAGERY.pmids[0])

    assert verdict(ResolvedReference(cited, found(), found(other))).notices == ()


def test_one_known_identifier_contradicts_the_other() -> None:
    """The record of the DOI names another PMID, the record of the PMID another DOI."""
    by_doi = verdict(ResolvedReference(reference(MIRROR_TEXT, MIRROR.doi, "90000007"), found(), MISSING))
    by_pmid = verdict(ResolvedReference(reference(MIRROR_TEXT, "10.5555/x.1", "90000001"), MISSING, found()))

    assert (by_doi.state, by_pmid.state) == ("mismatched", "mismatched")


def test_an_outage_contradicts_nothing() -> None:
    """Crossref might have said that the DOI is an alias, PubMed that the PMID is the paper's second one."""
    down = Unverified("not confirmed", cause="it did not answer in time")
    by_doi = verdict(ResolvedReference(reference(MIRROR_TEXT, MIRROR.doi, "90000007"), found(), down))
    by_pmid = verdict(ResolvedReference(reference(MIRROR_TEXT, "10.5555/x.1", "90000001"), down, found()))

    assert (by_doi.state, by_pmid.state) == ("unverified", "unverified")


def test_a_record_without_numbers_contradicts_nothing() -> None:
    """What a registry does not say is no contradiction."""
    by_doi = verdict(ResolvedReference(reference(MIRROR_TEXT, MIRROR.doi, "90000007"), found(NO_PMIDS), MISSING))
    by_pmid = verdict(ResolvedReference(reference(MIRROR_TEXT, "10.5555/x.1", "90000001"), MISSING, found(NO_DOI)))

    assert (by_doi.state, by_pmid.state) == ("unverified", "unverified")


def test_a_malformed_identifier_is_no_other_paper() -> None:
    """A slip of the key is reported as such; a second finding would only repeat it."""
    cited = reference(MIRROR_TEXT, MIRROR.doi, "90000007", problem="a slip")

    assert verdict(ResolvedReference(cited, found(), MISSING)).conflict is None


answers = st.sampled_from(
    [None, found(), found(IMAGERY), found(noticed("retraction")), found(noticed("concern")), manual(), manual(IMAGERY),
     MISSING, ABSENT, Unverified("the registry did not answer")]
)  # fmt: skip
texts = st.sampled_from([MIRROR_TEXT, IMAGERY_TEXT, SHORT_TEXT, "", MIRROR_TEXT.replace("12(3)", "21(3)")])


@given(answers, answers, texts)
def test_verified_rests_on_registries_alone(doi: Resolution | None, pmid: Resolution | None, text: str) -> None:
    """A reference is verified only when a registry has found each of its identifiers, and it has one."""
    judgement = judged(doi, pmid, text)
    given_answers = [answer for answer in (doi, pmid) if answer is not None]

    if judgement.state == "verified":
        assert given_answers
        assert all(isinstance(answer, Found) for answer in given_answers)
        assert judgement.conflict is None
        assert not any(difference.severity == "error" for difference in judgement.differences)


@given(answers, answers, texts)
def test_unknown_rests_on_negative_evidence_alone(doi: Resolution | None, pmid: Resolution | None, text: str) -> None:
    """No outage, and no lock that lacks an entry, ever reads as "does not exist"."""
    assert (judged(doi, pmid, text).state == "unknown") == any(isinstance(each, Absent) for each in (doi, pmid))


@given(answers, answers, texts)
def test_a_reason_is_given_unless_verified(doi: Resolution | None, pmid: Resolution | None, text: str) -> None:
    """Whatever is not verified says why."""
    judgement = judged(doi, pmid, text)

    assert (judgement.reason == "") == (judgement.state == "verified")


wrong_digits = st.sampled_from(["90000000", "90000002", "9000001", "10000009"])


@given(wrong_digits, st.sampled_from([found, manual]))
def test_a_foreign_pmid_is_always_found(pmid: str, known: Callable[[], Resolution]) -> None:
    """Whoever says which PMID the DOI has, another one beside it is a conflict."""
    cited = reference(MIRROR_TEXT, MIRROR.doi, pmid)

    assert verdict(ResolvedReference(cited, known(), MISSING)).state == "mismatched"
