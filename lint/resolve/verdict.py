"""What follows from the registries' answers: is this reference the paper that its text describes?

The report and the rules both ask here; rules only put the answer into words.

- verified: every identifier that the reference has was found by a registry, all name one work, and it is the paper
  that the text describes. A reference with a DOI alone can be verified: that its PMID is missing is another question.
  A field that differs (the volume, a typo) leaves it verified, with its differences.
- mismatched: its identifiers name different works, or the text describes another paper than the record. A record that
  was entered by hand can contradict, but it can never verify.
- unknown: a registry itself says that an identifier does not exist.
- retracted: retracted, withdrawn or removed, wholly or in part. concern: an expression of concern, all else verified.
- unverified: anything that nobody has confirmed. It comes before concern, since what was not checked must be named.
- no-identifier: there is nothing to look up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from lint.records import Absent, Found, Notice, Record, Resolution, Unverified, record_of
from lint.references.model import Identifier, Reference
from lint.resolve.matching.compare import Comparison, Difference, compare, look_alike

State = Literal["verified", "mismatched", "unknown", "retracted", "concern", "unverified", "no-identifier"]

UNTOLD = "its text does not tell which paper it is, so nobody can say whether the record is meant"
UNCLEAR = "the registries do not say whether the DOI and the PMID belong together"
RETRACTED = ("retraction", "withdrawal", "removal", "partial-retraction")


class ResolvedReference(NamedTuple):
    """A reference with what the registries say of each of its identifiers; None where it has no such identifier.

    `suggestion` is a work that a registry's search found for its text: it may be the one, nobody says that it is.
    """

    reference: Reference
    doi: Resolution | None
    pmid: Resolution | None
    suggestion: Record | None = None


class Conflict(NamedTuple):
    """The DOI and the PMID of a reference name different works.

    `doi_record` and `pmid_record` are what each of them names, as far as known. `wrong` is the identifier that
    does not belong to the paper described, when the text tells.
    """

    doi_record: Record | None
    pmid_record: Record | None
    wrong: Literal["doi", "pmid", ""] = ""


class Verdict(NamedTuple):
    """The state of a reference, with its reason in words (empty when verified) and what it rests on.

    `by_hand` tells that `record` was entered by hand. `differences` are between the text and the record.
    """

    state: State
    reason: str = ""
    record: Record | None = None
    checked: str = ""
    sources: tuple[str, ...] = ()
    by_hand: bool = False
    conflict: Conflict | None = None
    differences: tuple[Difference, ...] = ()
    notices: tuple[Notice, ...] = ()


@lru_cache(maxsize=1024)
def verdict(resolved: ResolvedReference) -> Verdict:
    """What is known of a reference."""
    answers = {kind: answer for kind, answer in (("doi", resolved.doi), ("pmid", resolved.pmid)) if answer is not None}
    if not _has_identifier(resolved.reference):
        return Verdict("no-identifier", "it has neither DOI nor PMID")
    records = {kind: record for kind, answer in answers.items() if (record := record_of(answer)) is not None}
    comparisons = _comparisons(resolved.reference.text, records)
    conflict, unclear = _identity(resolved, records, comparisons)
    chosen = _chosen(comparisons, conflict)
    record = records.get(chosen)
    comparison = comparisons.get(chosen) or Comparison()
    if conflict is not None and not comparison.described:
        comparison = Comparison()  # both are other papers, which the conflict says already
    elif conflict is None and len(comparisons) == 2:
        comparison = comparisons["doi"].better(comparisons["pmid"])
    told = (record,) if record is not None and conflict and conflict.wrong else tuple(records.values())
    notices = tuple(dict.fromkeys(notice for each in told for notice in each.notices))
    found = [answer for answer in answers.values() if not isinstance(answer, Unverified)]
    state, reason = _state(answers, conflict, comparison, unclear, notices)
    return Verdict(
        state,
        reason,
        record,
        min((answer.checked for answer in found), default=""),
        tuple(dict.fromkeys(source for answer in found for source in answer.sources)),
        record is not None and not isinstance(answers[chosen], Found),
        conflict,
        comparison.differences,
        notices,
    )


def _comparisons(text: str, records: dict[str, Record]) -> dict[str, Comparison]:
    """The text held against what each identifier leads to; mostly both lead to one record."""
    found: dict[str, Comparison] = {}
    for kind, record in records.items():
        same = found.get("doi") if records.get("doi") == record else None
        found[kind] = same or compare(text, record)
    return found


def _has_identifier(reference: Reference) -> bool:
    return any(each is not None and each.value for each in (reference.doi, reference.pmid))


def _identity(
    resolved: ResolvedReference, records: dict[str, Record], comparisons: dict[str, Comparison]
) -> tuple[Conflict | None, str]:
    """Whether DOI and PMID name one work: the conflict if they do not, or why nobody can tell."""
    doi, pmid = resolved.reference.doi, resolved.reference.pmid
    if doi is None or pmid is None or not (doi.value and pmid.value):
        return None, ""
    if isinstance(resolved.doi, Absent) or isinstance(resolved.pmid, Absent):
        return None, ""
    by_doi, by_pmid = records.get("doi"), records.get("pmid")
    if (doi.problem and by_doi is None) or (pmid.problem and by_pmid is None):
        return None, ""  # a slip of the key is no other paper
    same = _same_work(doi, pmid, by_doi, by_pmid)
    if same is not False:
        return None, "" if same else UNCLEAR
    if any(isinstance(each, Unverified) and each.cause for each in (resolved.doi, resolved.pmid)):
        # Who failed to answer might have named an alias of the DOI, or a second PMID of the paper.
        return None, UNCLEAR
    described = [kind for kind, comparison in comparisons.items() if comparison.described]
    wrong: Literal["doi", "pmid", ""] = ""
    if described == ["doi"]:
        wrong = "pmid"
    elif described == ["pmid"]:
        wrong = "doi"
    return Conflict(by_doi, by_pmid, wrong), ""


def _same_work(doi: Identifier, pmid: Identifier, by_doi: Record | None, by_pmid: Record | None) -> bool | None:
    """Whether two identifiers name one work; None when nobody can tell.

    Membership, not equality: one DOI may own several PMIDs, and an alias DOI is answered with another one.
    """
    dois = {doi.value} | ({by_doi.doi} if by_doi and by_doi.doi else set())
    if by_doi == by_pmid or (by_pmid is not None and by_pmid.doi in dois):
        return True if by_pmid is not None else None
    if by_doi is not None and pmid.value in by_doi.pmids:
        return by_pmid is None or not by_pmid.doi or look_alike(by_doi, by_pmid)
    version = by_pmid is not None and _unversioned(by_pmid.doi) in map(_unversioned, dois)
    contradicted = bool((by_doi and by_doi.pmids) or (by_pmid and by_pmid.doi))
    if by_doi is not None and by_pmid is not None:
        if not look_alike(by_doi, by_pmid):
            return False
        # Each of them names another partner: a congress's abstract and its paper, a paper and its erratum.
        if by_doi.pmids and by_pmid.doi and not version and "posted-content" not in (by_doi.type, by_pmid.type):
            return False
        # PubMed keeps one record for all versions of a paper, under the DOI of the newest (F1000Research).
        if version and not by_doi.pmids:
            return True
        # A preprint and its article carry one title under two identifiers; that is no proof of a fault, and none of
        # the contrary. PubMed has no DOI at all for one paper in ten: there the title decides.
        return None if contradicted else True
    return False if contradicted and not version else None


def _unversioned(doi: str) -> str:
    """A DOI without its version: ChemRxiv ends them in ".v2", Cochrane in ".pub3", F1000 and eLife in ".2"."""
    numbered = doi.startswith(("10.12688/", "10.7554/"))
    return re.sub(r"(?:[./]v\d{1,2}|\.pub\d{1,2}" + (r"|(?<=\d{4})\.\d" if numbered else "") + ")$", "", doi)


def _chosen(comparisons: dict[str, Comparison], conflict: Conflict | None) -> str:
    """Which identifier's record the reference is held against."""
    if conflict is not None and conflict.wrong == "doi":
        return "pmid"
    return next(iter(comparisons), "")


def _state(
    answers: dict[str, Resolution],
    conflict: Conflict | None,
    comparison: Comparison,
    unclear: str,
    notices: tuple[Notice, ...],
) -> tuple[State, str]:
    kinds = {notice.kind for notice in notices}
    for kind, answer in answers.items():
        if isinstance(answer, Absent):
            return "unknown", f"the {kind.upper()} does not exist: {answer.evidence}"
    if conflict is not None:
        return "mismatched", "the DOI and the PMID belong to different papers"
    if any(difference.severity == "error" for difference in comparison.differences):
        return "mismatched", "the record is another paper than the text describes"
    if kinds.intersection(RETRACTED):
        return "retracted", "the paper was retracted"
    if reason := _unverified(answers) or unclear:
        return "unverified", reason
    if not comparison.described:
        return "unverified", UNTOLD
    if "concern" in kinds:
        return "concern", "the journal has expressed concern about the paper"
    return "verified", ""


def _unverified(answers: dict[str, Resolution]) -> str:
    """Why an identifier is unverified, and what kept the registries from answering; both named when they differ."""
    unverified = {kind: answer for kind, answer in answers.items() if isinstance(answer, Unverified)}
    reasons = {answer.reason for answer in unverified.values()}
    if len(reasons) == 1 and len(unverified) == len(answers):
        return _with_causes(reasons.pop(), unverified.values())
    return "; ".join(f"the {kind.upper()} is {_with_causes(each.reason, (each,))}" for kind, each in unverified.items())


def _with_causes(reason: str, unverified: Iterable[Unverified]) -> str:
    causes = ", ".join(dict.fromkeys(each.cause for each in unverified if each.cause))
    return f"{reason} ({causes})" if causes else reason
