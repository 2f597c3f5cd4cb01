"""Annotations: read back as the runner of GitHub Actions reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Finding
from lint.formats import Layout, renderer
from lint.formats.plain import summary_line
from lint.report import FileRow, Remark, Report
from lint.spans import Position
from tests.lint.formats.sample import HOSTILE_TEXTS, MISSING, REPORT, RULES, hostile, many
from tests.runner import Command, commands


def rendered(report: Report) -> str:
    """The annotations of a report."""
    return renderer("github")(report, Layout())


def of(*findings: Finding) -> Report:
    """A report with these findings."""
    return REPORT._replace(findings=findings, rules=RULES)


def test_annotation() -> None:
    """One command a finding that counts, properties and data escaped; the sums stand last."""
    lines = rendered(REPORT).splitlines()

    assert lines[0] == (
        "::error file=content/x.md,line=3,endLine=3,col=1,endColumn=8,title=missing-pmid"
        "::Reference 1 has no PMID.%0AAdd: PMID: 1.%0AThen check again."
    )
    assert lines[1:] == [summary_line(REPORT)]


def test_findings_that_do_not_count_make_no_annotation() -> None:
    """Known ones and those outside of the change are counted in a plain line."""
    report = of(MISSING._replace(aside="baseline"), MISSING._replace(aside="outside"))

    assert commands(rendered(report)) == []
    assert rendered(report).splitlines()[0] == "1 finding known from the baseline, 1 finding outside the change"


def test_columns_are_left_out_where_the_runner_ignores_them() -> None:
    """A finding over several lines has its lines alone."""
    (command,) = commands(rendered(of(MISSING._replace(end=Position(4, 2, 30)))))

    assert command.properties == {"file": "content/x.md", "line": "3", "endLine": "4", "title": "missing-pmid"}


def test_names_read_back() -> None:
    """What the syntax uses is escaped, and the runner reads the name as it is."""
    path = "content/a,b:c=100%0A;x] é 国.md"
    (command,) = commands(rendered(of(MISSING._replace(path=path, message="100%25, a:b::c"))))

    assert command.properties["file"] == path
    assert command.data.splitlines()[0] == "100%25, a:b::c"


@pytest.mark.parametrize(
    "path",
    ["", "-", "/etc/x.md", "\\\\host\\x.md", "C:\\x.md", "../x.md", "a/../../x.md", "a\nb.md", "\udcff.md", "##[x]"],
)
def test_place_that_github_cannot_show_is_told(path: str) -> None:
    """A path that is none of the checkout's opens the sentence instead."""
    (command,) = commands(rendered(of(MISSING._replace(path=path))))

    assert command.properties == {"title": "missing-pmid"}
    assert ":3:1: Reference 1 has no PMID." in command.data


def test_remarks_are_notices_before_any_information() -> None:
    """That the gate itself is changed is a notice on the file that was changed, in spite of twenty infos."""
    infos = of(*[MISSING._replace(severity="info")] * 20)
    report = infos._replace(remarks=(Remark("medlint.toml", "The gate itself is changed."),))
    first, *others = commands(rendered(report))

    assert first == Command("notice", {"file": "medlint.toml", "title": "medlint"}, "The gate itself is changed.")
    assert len(others) == 9
    assert rendered(report).splitlines()[-2:] == ["11 more notices in the summary", summary_line(report)]


def test_safety_and_every_file_come_first() -> None:
    """Of many errors those of safety rules are shown first, then the first of each file."""
    first = [MISSING._replace(path="a.md", start=Position(line, 1, 0)) for line in range(1, 20)]
    dose = MISSING._replace(path="z.md", rule="dosing-instruction", severity="error")
    found = commands(rendered(of(*first, MISSING._replace(path="b.md"), dose)))

    assert [command.properties["file"] for command in found[:4]] == ["z.md", "a.md", "b.md", "a.md"]


def test_ten_of_a_level_at_most() -> None:
    """GitHub drops the eleventh without a word; we say how many more there are."""
    report = many(10_000)
    output = rendered(report)
    names = [command.name for command in commands(output)]

    assert [names.count(name) for name in ("error", "warning", "notice")] == [10, 10, 10]
    assert len({command.properties["file"] for command in commands(output)}) >= 10
    assert output.splitlines()[30:] == [
        "3324 more errors in the summary", "3323 more warnings in the summary", "3323 more notices in the summary",
        summary_line(report),
    ]  # fmt: skip


def test_missing_verification_and_skipped_files_are_told() -> None:
    """Exit code 3 is said in words, and so is what was left out."""
    report = of()._replace(
        files=(FileRow("a.md", "checked"), FileRow("::b::", "skipped", None, "excluded")),
        demand=REPORT.demand._replace(require_verified=True),
    )

    assert rendered(report).splitlines()[:2] == [
        "\\x3a:b::: skipped: excluded", "not verified, as was required: 1 retracted",
    ]  # fmt: skip


def test_long_message_is_cut() -> None:
    """The runner reads 4,096 units of UTF-16; a longer message is cut by us, and says so."""
    (command,) = commands(rendered(of(MISSING._replace(message="💊" * 5000))))

    assert len(command.data.encode("utf-16-le")) // 2 < 4096
    assert command.data.endswith("💊 …")


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=ascii)
def test_hostile_reports_make_our_commands_only(text: str) -> None:
    """One error and one remark, whatever the texts are."""
    assert [command.name for command in commands(rendered(hostile(text)))] == ["error", "notice"]


hostile_text = st.text(st.characters(exclude_categories=()), max_size=40)


@given(hostile_text, hostile_text, hostile_text)
def test_commands_cannot_be_forged(message: str, help_text: str, path: str) -> None:
    """Whatever stands in a text or a file name, there is one command, with our properties, and none in its data."""
    (command,) = commands(rendered(of(MISSING._replace(message=message, help=help_text, path=path))))

    assert command.properties["title"] == "missing-pmid"
    assert command.properties.get("file", path) == path
    assert set(command.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
    assert commands(command.data) == []
