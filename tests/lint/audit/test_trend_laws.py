"""The laws of the trend: no finding is lost or counted twice, and the way back is the reverse."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from lint.audit.document import Document
from lint.audit.sections import Change, Trend
from lint.report import Status
from tests.lint.audit.rows import reference
from tests.lint.audit.sample import many, small
from tests.lint.audit.trends import RULE, SUMS, A, B, C, compared, file, found, gap, report, sums

PATHS = (A, B, C, "content/deep/a.md", "docs/d.md")
_WORDS = st.sampled_from(("x", "y", "z", f"{RULE}\x1f1"))
_STANDINGS = st.sampled_from(("open", "waived", "known", "outside"))
_STATUSES: st.SearchStrategy[Status] = st.sampled_from(("checked", "checked", "checked", "unchecked", "skipped"))
_RULES = st.sampled_from((RULE, "dosing-instruction", "unheard-of"))


@st.composite
def reports(draw: st.DrawFn) -> Document:
    """A report of some files and findings, some of them in files without a row."""
    names = draw(st.lists(st.sampled_from(PATHS), unique=True, max_size=4))
    files = [file(name, draw(st.sampled_from("12345")), draw(_STATUSES)) for name in names]
    paths = st.sampled_from((*(names * 4), "medlint.toml", *PATHS))
    rows = st.builds(found, paths, _WORDS, st.integers(1, 4), _STANDINGS, _RULES)
    gaps = draw(st.lists(st.sampled_from((gap(A, RULE), gap(B), gap("", "dosing-instruction"))), max_size=1))
    references = [reference(draw(paths), draw(st.integers(1, 3))) for _ in range(draw(st.integers(0, 4)))]
    return report(draw(st.lists(rows, max_size=8)), files, references, gaps)


def identities(of: Trend, kind: str) -> Counter[tuple[str, str, str]]:
    """The findings of a kind, those aside that nobody looked for in the other report."""
    return Counter(
        (each["path"], each["rule"], each["fingerprint"])
        for each in of["changes"]
        if each["kind"] == kind and "nobody looked" not in each["was"]
    )


@given(reports(), reports())
@settings(max_examples=150, deadline=None)
def test_each_finding_is_counted_once_and_the_way_back_is_the_reverse(one: Document, other: Document) -> None:
    """The sums are those of both reports; what is new one way is fixed the other where both looked."""
    there, back = compared(one, other), compared(other, one)
    both = there["unchanged"] + there["waived"] + there["returned"]
    open_one, open_other = (sum(each["standing"] == "open" for each in made["findings"]) for made in (one, other))
    excused = {kind: sum(_is_excused(each) for each in there["changes"] if each["kind"] == kind) for kind in SUMS}

    assert there["new"] + both == len(other["findings"])
    assert there["fixed"] + there["unknown"] + both == len(one["findings"])
    assert {kind: there[kind] for kind in SUMS if kind != "unchanged"} == {  # type: ignore[literal-required]  # of SUMS
        kind: sum(each["kind"] == kind for each in there["changes"]) for kind in SUMS if kind != "unchanged"
    }
    assert open_other == (
        open_one
        + (there["new"] - excused["new"])
        - (there["fixed"] - excused["fixed"])
        - (there["unknown"] - excused["unknown"])
        - there["waived"]
        + there["returned"]
    )
    assert (there["waived"], there["returned"]) == (back["returned"], back["waived"])
    assert there["new"] == back["fixed"] + back["unknown"]
    assert identities(there, "new") == identities(back, "fixed")
    assert there["renamed"] == {old: new for new, old in back["renamed"].items()}


def _is_excused(change: Change) -> bool:
    return any(words in change["was"] for words in ("waived", "known from", "outside"))


@given(reports(), reports())
@settings(max_examples=40, deadline=None)
def test_changes_stand_in_order(one: Document, other: Document) -> None:
    """By kind, path, line and rule."""
    kinds = ("new", "fixed", "waived", "returned", "unknown")
    places = [
        (kinds.index(each["kind"]), each["path"], each["line"], each["rule"])
        for each in compared(one, other)["changes"]
    ]

    assert places == sorted(places)


@given(reports())
@settings(max_examples=50, deadline=None)
def test_nothing_changed_since_the_same_report(one: Document) -> None:
    """All is unchanged."""
    assert sums(compared(one, one)) == ({"unchanged": len(one["findings"])} if one["findings"] else {})
    assert compared(one, one)["renamed"] == {}


def test_the_documents_of_other_tests_are_unchanged_since_themselves() -> None:
    """So are reports of every state, and of many files."""
    assert [sums(compared(each(), each())) for each in (small, lambda: many(40))] == [
        {"unchanged": len(small()["findings"])},
        {"unchanged": 80},
    ]
