"""The summary of a job: what reviewers read, and that nothing from outside makes any markup in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lint.finding import Aside, Waiver
from lint.formats import Layout, renderer
from lint.formats.markup import advice, code, doi_link, pmid_link, prose
from lint.formats.plain import printable
from lint.report import Demand, FileRow, Remark, Report
from lint.spans import Position
from tests.lint.formats.sample import HOSTILE_TEXTS, MISSING, REPORT, hostile, many

# What GitHub makes links, pictures or formulas of after Markdown was read, outside of code and links.
LINKED = re.compile(
    r"@\w|://|www\.|#\d|\bGH-\d|\$|:[\w+-]+:|(?<![0-9a-z])(?=\d{0,39}[a-f])[0-9a-f]{7,40}(?![0-9a-z])", re.IGNORECASE
)
# Beyond the common ones: what GitHub alone makes something of, and pairs of marks that could cross our own.
TEXTS = (
    *HOSTILE_TEXTS, "#1", "GH-12", "owner/repo#7", "owner/repo@0123abcdef", "www.evil.example", "http://evil.example",
    "a@evil.example", "mailto:a@evil.example", ":tada: :+1:", "$x$ $`y`$", "a\\|b", "\\", "**", "_x_", "~~x~~", "``` `",
    "[^1]", "[x]: http://evil.example", "> [!NOTE]", "- x", "1. x", "===", "---", "| --- |", "&amp;#124;", "<!--", "`",
    "<br>", "0123abc", "10.1/<x>|](y)", "x](y)", "https://evil.example/).,", "\\`x`",
)  # fmt: skip


def rendered(report: Report) -> str:
    """The summary of a report."""
    return renderer("markdown")(report, Layout())


def tokens(text: str) -> list[Token]:
    """What a reader of CommonMark with tables, strikethrough and HTML takes it for."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def structure(text: str) -> Iterator[tuple[object, ...]]:
    """Blocks, breaks, emphasis, links and HTML; words, in code or not, and the line breaks of a remedy aside."""
    for token in tokens(text):
        yield token.type, token.tag, token.attrs.get("style"), token.content if token.type == "html_block" else ""
        for child in token.children or ():
            if child.type not in {"text", "text_special", "code_inline"} and child.content != "<br>":
                yield child.type, child.tag, child.attrs.get("href"), child.content


def words(token: Token) -> str:
    """What a paragraph shows, each code span marked as a null character."""
    return "".join("\0" if each.type == "code_inline" else each.content for each in token.children or ())


def shown(text: str) -> str:
    """What the whole summary shows, code included."""
    children = (child for token in tokens(text) for child in token.children or ())
    return "".join(" " if child.content in ("", "<br>") else child.content for child in children)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
def test_nothing_from_outside_makes_markup(text: str) -> None:
    """The structure is that of a report whose texts are an `x`: no heading, image, link, HTML, emphasis or cell."""
    summary = rendered(hostile(text))

    assert list(structure(rendered(hostile("x" if text.split() else "")))) == list(structure(summary))
    assert [words(token) for token in tokens(summary) if token.children and LINKED.search(words(token))] == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
def test_texts_are_shown_as_they_are(text: str) -> None:
    """Nothing is lost or changed: the sentence reads as it does at a terminal."""
    sentence = printable(" ".join(f"Here is {text}. (missing-pmid)".split()))

    assert sentence in shown(rendered(hostile(text))).replace("##\\x5b", "##[")


marks = st.text(st.sampled_from("\\`*_~[]()<>!#|&;:@$/.=-+{}^'\" xa1\n\t"), max_size=30)


@given(marks)
def test_markup_cannot_be_forged(text: str) -> None:
    """Whatever marks stand in a text, they are words, and those that were there."""
    line = f"- a {prose(text)} b {code(text)} c\n"
    (paragraph,) = [token for token in tokens(line) if token.type == "inline"]

    assert {child.type for child in paragraph.children or ()} <= {"text", "text_special", "code_inline"}
    assert not LINKED.search(words(paragraph))
    expected = " ".join(text.split())
    assert f"a {expected} b {expected} c" == shown(line).replace("##\\x5b", "##[")


@given(marks)
def test_advice_cannot_be_forged(text: str) -> None:
    """Its words in backticks are code, and all the others are words."""
    line = f"- a {advice(text)} c\n"
    (paragraph,) = [token for token in tokens(line) if token.type == "inline"]

    assert {child.type for child in paragraph.children or ()} <= {"text", "text_special", "code_inline"}
    assert not LINKED.search(words(paragraph))
    assert "".join(f"a {text} c".replace("`", "").split()) == "".join(
        shown(line).replace("##\\x5b", "##[").replace("`", "").split()
    )


def test_commands_to_run_are_code() -> None:
    """A remedy names a command in backticks, as at a terminal."""
    assert advice("Run `medlint lock`, or (see) `a@b`.") == "Run `medlint lock`, or (see) `a@b`."
    assert advice("`x``y` `z") == "\\`x\\`\\`y\\` \\`z"
    assert prose("Run `x`.") == "Run \\`x\\`."


def test_summary() -> None:
    """The verdict in words, the sums, what was not checked, the findings of each file, who waived, the references."""
    report = REPORT._replace(remarks=(Remark("medlint.toml", "The gate itself is changed."),))

    assert rendered(report).split("\n") == [
        "## ❌ medlint cannot vouch: 1 of 2 files could not be checked; 1 error in 1 file",
        "",
        "Checked 1 of 2 files, 1 reference: 0 verified, 0 unverified; 1 error, 0 warnings, 0 infos, 1 waived",
        "",
        "- **Note** on `medlint.toml`: The gate itself is changed.",
        "",
        "### Not checked",
        "",
        "- `content/y.md`: it is empty",
        "",
        "### `content/x.md`: 1 error",
        "",
        "- **Error**, line 3, column 1: Reference 1 has no PMID. (`missing-pmid`)\\",
        "  Text: `1. Dahan`\\",
        "  Remedy: Add: PMID: 1.<br>Then check again.",
        "",
        "### Waived: 1 finding",
        "",
        (
            "- `content/a,b:c.md`, line 1, column 1: The link `\\x1b[31m%0A::error::x\\u202e` leads nowhere. "
            "(`broken-link`)\\"
        ),
        "  Reason: known, approved by Dr. Roe, until 2027-01-31",
        "",
        "### 1 reference, 0 verified",
        "",
        "| File | Reference | Title | DOI | PMID | State | Checked |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| `content/x.md` | 1 | T | `10.1/x` |  | retracted | 2026-11-20 |",
        "",
    ]


CHECKED = (FileRow("content/x.md", "checked", "00"),)


@pytest.mark.parametrize(
    ("report", "verdict"),
    [
        (REPORT._replace(files=CHECKED, findings=()), "✅ medlint: passed"),
        (REPORT._replace(files=CHECKED), "❌ medlint: 1 error in 1 file"),
        (
            REPORT._replace(files=CHECKED, demand=Demand("never")),
            "✅ medlint: passed, with 1 error in 1 file",
        ),
        (
            REPORT._replace(files=CHECKED, demand=Demand(exit_zero=True)),
            "❔ medlint: 1 error in 1 file (let through by `--exit-zero`)",
        ),
        (
            REPORT._replace(files=CHECKED, findings=(), demand=Demand(require_verified=True)),
            "❔ medlint: not verified, as was required: 1 retracted",
        ),
        (REPORT._replace(files=(), findings=()), "❌ medlint cannot vouch: nothing was checked"),
        (many(60)._replace(demand=Demand()), "❌ medlint: 20 errors, 20 warnings and 20 infos in 6 files"),
    ],
)  # fmt: skip
def test_verdict(report: Report, verdict: str) -> None:
    """The headline says what the exit code says, and why."""
    assert rendered(report).split("\n")[0] == f"## {verdict}"


def test_worst_file_first_and_worst_finding_first() -> None:
    """Errors weigh more than any number of warnings, among files and within one."""
    warning = MISSING._replace(severity="warning")
    findings = (
        *[warning._replace(path="a.md")] * 9,
        warning._replace(path="b.md", start=Position(1, 1, 0)),
        MISSING._replace(path="b.md", start=Position(9, 1, 50)),
    )
    lines = rendered(REPORT._replace(findings=findings)).split("\n")

    assert [line for line in lines if line.startswith("### `")] == [
        "### `b.md`: 1 error and 1 warning",
        "### `a.md`: 9 warnings",
    ]
    assert [line[:20] for line in lines if line.startswith("- **")][:2] == [
        "- **Error**, line 9,",
        "- **Warning**, line ",
    ]


def test_what_does_not_count_is_collapsed() -> None:
    """Known findings are counted a file, those outside of the change are listed; a waiver says all it knows."""
    known, outside = MISSING._replace(aside="baseline"), MISSING._replace(aside="outside")
    waived = MISSING._replace(waived=Waiver("a book"))
    text = rendered(REPORT._replace(findings=(known, known, outside, waived), references=()))

    assert (
        "<details><summary>2 findings known from the baseline, in 1 file</summary>\n\n"
        "- `content/x.md`: 2 findings (2 missing-pmid)\n\n</details>\n\n"
        "<details><summary>1 finding outside the change</summary>\n\n"
        "- `content/x.md`, line 3, column 1: Reference 1 has no PMID. (`missing-pmid`)\n\n</details>\n"
    ) in text
    assert "(`missing-pmid`)\\\n  Reason: a book\n" in text
    assert "Remedy" not in text


def test_links_of_references() -> None:
    """A DOI and a PMID lead to where they resolve, escaped for an address; what is none is shown as code."""
    assert doi_link("10.1002/(SICI)1097-0258(19970515)16:9<965::AID>3.0.CO;2-O") == (
        "[10.1002/(SICI)1097-0258(19970515)16:9&lt;965::AID&gt;3.0.CO;2-O]"
        "(https://doi.org/10.1002/%28SICI%291097-0258%2819970515%2916:9%3C965::AID%3E3.0.CO;2-O)"
    )
    assert doi_link("10.1000/a|b]%5D") == "[10.1000/a&#124;b\\]%5D](https://doi.org/10.1000/a%7Cb%5D%255D)"
    assert [doi_link(each) for each in (None, "", "10.1000/a b", "javascript:x")] == [
        "",
        "",
        "`10.1000/a b`",
        "`javascript:x`",
    ]
    assert doi_link("10.1000/](http://evil.example)") == (
        "[`10.1000/](http://evil.example`)](https://doi.org/10.1000/%5D%28http://evil.example%29)"
    )
    assert pmid_link("19293073") == "[19293073](https://pubmed.ncbi.nlm.nih.gov/19293073/)"
    assert [pmid_link(each) for each in (None, "١٢", "1/../2")] == ["", "`١٢`", "`1/../2`"]


def test_references_begin_with_those_to_look_at() -> None:
    """What is retracted stands before what is verified; a long table is collapsed."""
    (first,) = REPORT.references
    fine = first._replace(state="verified", label="2")
    few = rendered(REPORT._replace(references=(fine, first)))
    long = rendered(REPORT._replace(references=(fine,) * 25 + (first,)))

    assert few.index("| retracted |") < few.index("| verified |")
    assert "### 2 references, 1 verified\n\n| File |" in few
    assert "<details><summary>26 references, 25 verified</summary>\n\n| File |" in long


def accounted(text: str) -> tuple[int, int]:
    """How many findings and files a summary shows or counts."""
    rest = [int(number) for number in re.findall(r"\*\*Not shown here: (\d+) more finding", text)]
    files = [int(number) for number in re.findall(r"in (\d+) more file", text)]
    return text.count("\n- **") + sum(rest), text.count("\n### `") + sum(files)


@pytest.mark.parametrize("number", [0, 30, 10_000])
def test_complete_or_cut_with_a_count(number: int) -> None:
    """Every finding is shown or counted, every file named or counted, and GitHub's 1 MiB is never reached."""
    report = many(number)
    text = rendered(report)

    assert accounted(text) == (number, number // 10)
    assert len(text.encode()) < 1_000_000
    assert "### 1 reference" in text
    assert ("Not shown here" in text) == (number == 10_000)


def test_each_list_is_cut_at_a_whole_entry() -> None:
    """Whatever there is most of, the summary stays below the limit, and its sections are closed."""
    report = many(12_000)
    asides: list[tuple[Aside, Waiver | None]] = [
        ("baseline", None),
        ("outside", None),
        ("", Waiver("known", "Dr. Roe")),
    ]
    for aside, waiver in asides:
        findings = tuple(each._replace(aside=aside, waived=waiver) for each in report.findings)
        text = rendered(report._replace(findings=findings))

        assert len(text.encode()) < 1_000_000
        assert "### 1 reference" in text
        assert text.count("<details>") == text.count("</details>")
    (reference,) = REPORT.references
    text = rendered(report._replace(references=(reference,) * 20_000, remarks=(Remark("é" * 99, "x"),) * 5_000))

    assert len(text.encode()) < 1_048_576
    assert "more references of this list.**\n" in text
    assert "more notes of this list.**\n" in text


def test_entry_that_alone_exceeds_the_limit_is_counted() -> None:
    """An entry larger than all the room is left out and counted; the others are shown."""
    huge = MISSING._replace(message="x" * 1_100_000, path="a.md")
    text = rendered(REPORT._replace(findings=(huge, MISSING)))

    assert "**Not shown here: 1 more finding.**" in text
    assert "### `content/x.md`: 1 error" in text
