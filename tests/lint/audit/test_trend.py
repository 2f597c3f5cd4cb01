"""The trend: each finding of either report counted once, for what it is."""

from __future__ import annotations

from typing import cast

import pytest

from lint.audit.document import Document, Finding, Reference, Standing
from lint.audit.sections import Change
from tests.lint.audit.rows import reference
from tests.lint.audit.trends import RULE, SUMS, A, B, C, compared, digest, file, found, gap, report, sums, told


def test_the_head_names_the_earlier_report() -> None:
    """When it was made, by which version, and what it is called."""
    then = report()
    then["run"]["started"] = "2026-08-25T09:00:00Z"
    then["tool"]["version"] = "0.0.9"

    assert compared(then, report()) == {
        "started": "2026-08-25T09:00:00Z",
        "version": "0.0.9",
        "report": "old.json",
        **dict.fromkeys(SUMS, 0),
        "renamed": {},
        "changes": [],
    }


def test_a_moved_line_is_unchanged_and_others_are_new_and_fixed() -> None:
    """The place in the file is no part of what a finding is; the change has the place of where it stands."""
    then = report([found(A, "x", 3), found(A, "y", 4)], [file(A)])
    now = report([found(A, "x", 53), found(A, "z", 60)], [file(A)])
    change: Change = {
        "kind": "new",
        "rule": RULE,
        "severity": "error",
        "path": A,
        "line": 60,
        "message": f"The words of line 60 break {RULE}.",
        "fingerprint": digest("z", 32),
        "was": "",
    }

    assert sums(compared(then, now)) == {"new": 1, "fixed": 1, "unchanged": 1}
    assert compared(then, now)["changes"][0] == change
    assert told(compared(then, now)) == [("new", A, 60, ""), ("fixed", A, 4, "")]


def test_of_equal_findings_as_many_are_unchanged_as_both_have() -> None:
    """One of three is fixed, one more of them is new."""
    one, three = ([found(A, "x", line) for line in range(1, last)] for last in (2, 4))

    assert sums(compared(report(three, [file(A)]), report(one, [file(A)]))) == {"fixed": 2, "unchanged": 1}
    assert sums(compared(report(one, [file(A)]), report(three, [file(A)]))) == {"new": 2, "unchanged": 1}


def test_of_equal_findings_those_that_stand_alike_are_the_same() -> None:
    """A waived one that stands after an open one now has not changed with it."""
    then = report([found(A, "x", 1, "waived"), found(A, "x", 2), found(A, "x", 3)], [file(A)])
    now = report([found(A, "x", 1), found(A, "x", 2, "waived"), found(A, "x", 3, "waived")], [file(A)])

    assert sums(compared(then, now)) == {"unchanged": 2, "waived": 1}


STANDINGS: dict[str, tuple[Standing, Standing, dict[str, int], list[str]]] = {
    "waived": (
        "open",
        "waived",
        {"waived": 1},
        ["waived: quoted from the guideline, Dr. Roe, until 2027-01-31"],
    ),
    "in the baseline": ("open", "known", {"waived": 1}, ["known from the baseline"]),
    "out of the change": ("open", "outside", {"waived": 1}, ["outside of the change"]),
    "returned": (
        "waived",
        "open",
        {"returned": 1},
        ["waived: quoted from the guideline, Dr. Roe, until 2027-01-31"],
    ),
    "out of the baseline": ("known", "open", {"returned": 1}, ["known from the baseline"]),
    "excused in another way": ("known", "waived", {"unchanged": 1}, []),
    "excused still": ("waived", "waived", {"unchanged": 1}, []),
}


@pytest.mark.parametrize(("then", "now", "expected", "was"), STANDINGS.values(), ids=list(STANDINGS))
def test_what_is_answered_for_now_is_waived_and_what_is_no_more_returned(
    then: Standing, now: Standing, expected: dict[str, int], was: list[str]
) -> None:
    """A finding counts or is excused; how it is excused is told."""
    result = compared(report([found(A, "x", 1, then)], [file(A)]), report([found(A, "x", 1, now)], [file(A)]))

    assert sums(result) == expected
    assert [each["was"] for each in result["changes"]] == was


def test_new_and_fixed_ones_tell_how_they_are_excused() -> None:
    """What was waived when it was fixed, and what is known from the start."""
    then = report([found(A, "x", 1, "waived")], [file(A)])
    now = report([found(A, "y", 1, "known")], [file(A)])

    assert told(compared(then, now)) == [
        ("new", A, 1, "known from the baseline"),
        ("fixed", A, 1, "waived: quoted from the guideline, Dr. Roe, until 2027-01-31"),
    ]


def test_another_severity_is_no_change() -> None:
    """The finding is the same, its rule is taken more seriously; a change by then has the severity of now."""
    now = [{**found(A, word, 1), "severity": "info"} for word in ("x", "y")]
    then = [found(A, "x"), found(A, "y", 1, "waived")]
    result = compared(report(then, [file(A)]), report(cast("list[Finding]", now), [file(A)]))

    assert sums(result) == {"unchanged": 1, "returned": 1}
    assert [each["severity"] for each in result["changes"]] == ["info"]


def _without_rule() -> Document:
    made = report(files=[file(A)])
    made["audit"]["rules"] = [each for each in made["audit"]["rules"] if each["id"] != RULE]
    return made


def _unjudged() -> Document:
    made = report(files=[file(A)])
    made["audit"]["rules"][0]["id"] = "unused-waiver"
    made["audit"]["exemptions"][0] = {**made["audit"]["exemptions"][0], "path": A, "state": "unjudged"}
    return made


# What was looked at now -> what becomes of an old finding in content/a.md, and what is said.
BLIND: dict[str, tuple[Document, str, str]] = {
    "looked at": (report(files=[file(A)]), "fixed", ""),
    "another rule off": (report(files=[file(A)], gaps=[gap(A, "other"), gap(B, RULE)]), "fixed", ""),
    "gone": (report(files=[file(B)]), "fixed", "the file is gone"),
    "excluded": (
        report(files=[file(A, status="skipped", reason='excluded by "a*"')]),
        "unknown",
        'nobody looked: excluded by "a*"',
    ),
    "unchecked": (
        report(files=[file(A, status="unchecked", reason="it is UTF-16")]),
        "unknown",
        "nobody looked: it is UTF-16",
    ),
    "for no reason": (report(files=[file(A, status="unchecked")]), "unknown", "nobody looked: it was not checked"),
    "its folder left out": (
        report(files=[file(B), file("content", status="skipped", reason="a hidden folder")]),
        "unknown",
        "nobody looked: a hidden folder",
    ),
    "a rule that is off": (
        report(files=[file(A)], gaps=[gap(A, RULE, cause="rule-off", reason="switched off for this file")]),
        "unknown",
        "nobody looked: the rule was switched off for this file",
    ),
    "a rule that is off in all files": (
        report(files=[file(A)], gaps=[gap("", "other", RULE, cause="rule-off", reason="switched off in all files")]),
        "unknown",
        "nobody looked: the rule was switched off in all files",
    ),
    "a language": (report(files=[file(A)], gaps=[gap(A, RULE)]), "unknown", "nobody looked: It is in Swedish."),
    "hidden from all": (report(files=[file(A)], gaps=[gap(A)]), "unknown", "nobody looked: It is in Swedish."),
    "no such rule": (_without_rule(), "unknown", "nobody looked: there is no such rule in that version"),
}


@pytest.mark.parametrize(("now", "kind", "was"), BLIND.values(), ids=list(BLIND))
def test_fixed_needs_somebody_who_looked(now: Document, kind: str, was: str) -> None:
    """What was not checked is not fixed; what is gone with its file is, and says so."""
    assert told(compared(report([found(A, "x", 7)], [file(A)]), now)) == [(kind, A, 7, was)]


@pytest.mark.parametrize(("then", "kind", "was"), BLIND.values(), ids=list(BLIND))
def test_new_tells_why_nobody_could_have_found_it(then: Document, kind: str, was: str) -> None:
    """A rule that was off then is why a finding is new, and no decline of the article."""
    said = was.replace("nobody looked", "nobody looked then").replace("the file is gone", "the file was not there")

    assert told(compared(then, report([found(A, "x", 7)], [file(A)]))) == [("new", A, 7, said)]


@pytest.mark.parametrize(
    ("scope", "path", "kind"),
    [
        (["content"], "docs/a.md", "unknown"),
        (["content", "docs"], "docs/a.md", "fixed"),
        (["./docs/"], "docs/deep/er/a.md", "fixed"),
        (["docs/a.md"], "docs/b.md", "unknown"),
        (["docs"], "docs2/a.md", "unknown"),
        (["."], "docs/a.md", "fixed"),
        (["."], "a.md", "fixed"),
        (["."], "../a.md", "unknown"),
        ([".."], "../docs/a.md", "fixed"),
        (["."], "/srv/a.md", "unknown"),
        (["/srv"], "/srv/docs/a.md", "fixed"),
        (["/"], "/srv/a.md", "fixed"),
        ([], "a.md", "unknown"),
    ],
)
def test_a_file_is_gone_only_where_its_folder_was_looked_through(scope: list[str], path: str, kind: str) -> None:
    """Whoever audits another folder has not fixed the articles of this one."""
    now = report(files=[file("other.md")])
    now["run"]["paths"] = scope

    assert [each["kind"] for each in compared(report([found(path, "x")], [file(path)]), now)["changes"]] == [kind]


def test_findings_in_the_configuration_were_looked_for_when_it_was_read() -> None:
    """It is no article, so no row of files names it; a lock that is not there any more is gone."""
    then = report([found("medlint.toml", "x"), found("content/references.lock", "y"), found("base.json", "z")])

    assert told(compared(then, report())) == [
        ("fixed", "content/references.lock", 1, "the file is gone"),
        ("fixed", "medlint.toml", 1, ""),
        ("unknown", "base.json", 1, "nobody looked: the file was not in scope"),
    ]


def test_an_exemption_is_not_mended_when_nobody_judged_it() -> None:
    """A waiver that was stale is not known to be needed since its rule was not run."""
    then = report([found(A, "x", rule="unused-waiver")], [file(A)])
    words = "nobody looked: whether the exemptions in it are needed was not judged"

    assert told(compared(then, _unjudged())) == [("unknown", A, 1, words)]


def test_a_renamed_file_is_known_by_its_bytes() -> None:
    """Its findings are unchanged, whatever it is called; new ones are told of under its new name."""
    then = report([found(A, "x"), found(A, "y")], [file(A, "same"), file(C)])
    now = report([found(B, "x"), found(B, "z", 9)], [file(B, "same"), file(C)])
    result = compared(then, now)

    assert result["renamed"] == {A: B}
    assert sums(result) == {"new": 1, "fixed": 1, "unchanged": 1}
    assert told(result) == [("new", B, 9, ""), ("fixed", A, 1, "")]


def test_equal_files_that_moved_keep_their_names() -> None:
    """Three copies of a template in a folder that was renamed, one of them under a new name."""
    names = ("a.md", "b.md", "c.md")
    then = report(files=[file(f"content/old/{name}", "template") for name in names])
    now = report(files=[file(f"content/new/{name}", "template") for name in ("a.md", "c.md", "z.md")])

    assert compared(then, now)["renamed"] == {
        "content/old/a.md": "content/new/a.md",
        "content/old/b.md": "content/new/z.md",
        "content/old/c.md": "content/new/c.md",
    }


def test_a_copy_is_no_renamed_file() -> None:
    """The original is still there, and the findings of its copy are new."""
    then = report([found(A, "x")], [file(A, "same")])
    now = report([found(A, "x"), found(B, "x")], [file(A, "same"), file(B, "same")])

    assert compared(then, now)["renamed"] == {}
    assert told(compared(then, now)) == [("new", B, 1, "the file was not there")]


def test_a_file_that_was_renamed_and_edited_is_known_by_what_it_holds() -> None:
    """At least half of its findings and references are the same."""
    references = [reference(A, number) for number in (1, 2)]
    moved: list[Reference] = [{**each, "path": B} for each in references]
    then = report([found(A, "x"), found(A, "y")], [file(A)], references)
    half = compared(then, report([found(B, "z"), found(B, "w")], [file(B)], moved))
    less = compared(then, report([found(B, "z"), found(B, "w")], [file(B)], moved[:1]))

    assert half["renamed"] == {A: B}
    assert {each["was"] for each in half["changes"]} == {""}
    assert less["renamed"] == {}
    assert {each["was"] for each in less["changes"]} == {"the file is gone", "the file was not there"}


def test_what_every_article_has_makes_no_two_files_one() -> None:
    """That an article has no disclaimer tells nothing of which article it is."""
    then, now = (report([found(path, f"{RULE}\x1f1")], [file(path)]) for path in (A, B))

    assert compared(then, now)["renamed"] == {}
    assert sums(compared(then, now)) == {"new": 1, "fixed": 1}
