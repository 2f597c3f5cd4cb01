"""The text format: what people read at a terminal."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Finding, Lines, Severity
from lint.formats import Layout, renderer
from lint.formats.plain import excerpt, inert, printable
from lint.report import Remark
from lint.spans import Position
from tests.lint.formats.sample import HOSTILE, MISSING, REPORT
from tests.runner import commands

WHOLE = MISSING._replace(end=Position(3, 9, 28))  # to the end of its line


def text(layout: Layout, *findings: Finding) -> list[str]:
    """The lines of a report with these findings, or the sample's."""
    return renderer("text")(REPORT._replace(findings=findings or REPORT.findings), layout).splitlines()


def test_text() -> None:
    """Place, sentence; the remedy; the text that it is about; the rule; the sums as the last line."""
    assert text(Layout(), HOSTILE, WHOLE) == [
        "content/a,b:c.md",
        "Somebody answers for (1)",
        "",
        (
            "content/a,b:c.md:1:1: warning: The link \\x1b[31m%0A::error::x\\u202e leads nowhere. [broken-link] "
            "(waived: known, Dr. Roe, until 2027-01-31)"
        ),
        "",
        "content/x.md",
        "Must fix (1)",
        "",
        "content/x.md:3:1: Reference 1 has no PMID.",
        "    = Add: PMID: 1.",
        "      Then check again.",
        "    | 1. Dahan",
        "    | ^^^^^^^^",
        "    [missing-pmid]",
        "",
        "1 of them can be fixed: medlint check --fix --locked content",
        "",
        "checked 1 of 2 files, 1 reference: 0 verified, 0 unverified; 1 error, 0 warnings, 0 infos, 1 waived",
    ]


def test_findings_stand_by_what_they_ask_of_the_author() -> None:
    """In a file errors come first, then warnings, then infos, each in order of their places and with their number."""
    severities: tuple[Severity, ...] = ("info", "error", "warning", "error")
    findings = [MISSING._replace(severity=each, message=f"{index}.") for index, each in enumerate(severities)]
    told = text(Layout(), *findings, MISSING._replace(path="y.md", message="4."))

    assert [line for line in told if re.match(r"\w", line)][1:-2] == [
        *("Must fix (2)", "content/x.md:3:1: 1.", "content/x.md:3:1: 3."),
        *("Please check (1)", "content/x.md:3:1: 2.", "For information (1)", "content/x.md:3:1: 0."),
        *("y.md", "Must fix (1)", "y.md:3:1: 4."),
    ]


def test_a_long_remedy_is_told_once() -> None:
    """A disclaimer that five articles lack is shown in full where it is first missed, and short remedies everywhere."""
    long = MISSING._replace(help="Add where readers see it: " + "word " * 40)
    told = text(Layout(), long, long._replace(path="y.md"), MISSING._replace(path="z.md"))

    assert sum("word word" in line for line in told) == 1
    assert told[told.index("y.md:3:1: Reference 1 has no PMID.") + 1] == "    = The same as at content/x.md:3:1"
    assert told[told.index("z.md:3:1: Reference 1 has no PMID.") + 1] == "    = Add: PMID: 1."


def test_words_without_their_line_stand_alone() -> None:
    """Where the line is not known, or is not the one that the words stand in, there is nothing to point at."""
    for lines in (Lines(), WHOLE.lines._replace(offset=19), WHOLE.lines._replace(text="2. Marsh\n")):
        told = text(Layout(), WHOLE._replace(lines=lines))

        assert told[told.index("    | 1. Dahan") + 1] == "    [missing-pmid]"


def test_quiet_with_statistics() -> None:
    """Quiet leaves one line a finding; statistics count every rule."""
    assert text(Layout(quiet=True, statistics=True))[1:4] == [
        "content/x.md:3:1: error: Reference 1 has no PMID. [missing-pmid]",
        "1  broken-link",
        "1  missing-pmid",
    ]


def test_what_does_not_count_is_told_in_short() -> None:
    """Findings outside of the change take a line a file, those in the baseline none; both are counted at the end."""
    outside = MISSING._replace(aside="outside")
    findings = (outside, outside._replace(rule="broken-link"), outside, MISSING._replace(aside="baseline"))

    assert text(Layout(), *findings, outside._replace(path="y.md"))[:-2] == [
        "content/x.md: 3 findings outside the change (2 missing-pmid, 1 broken-link)",
        "y.md: 1 finding outside the change (1 missing-pmid)",
        "1 finding known from the baseline, 4 findings outside the change",
    ]
    assert text(Layout(quiet=True), *findings)[:-2] == [
        "1 finding known from the baseline, 3 findings outside the change"
    ]


def test_statistics_count_what_is_listed() -> None:
    """Neither the baseline nor what lies outside of the change is in the counts by rule."""
    assert text(Layout(statistics=True), HOSTILE, MISSING._replace(aside="baseline"))[-4] == "1  broken-link"


def test_remarks_stand_near_the_end() -> None:
    """What reviewers should know of the run stands where the eye ends, before the sums."""
    report = REPORT._replace(remarks=(Remark("medlint.toml", "The gate itself is changed."),))

    assert renderer("text")(report, Layout()).splitlines()[-3] == "medlint.toml: note: The gate itself is changed."


def test_missing_verification_is_told() -> None:
    """Exit code 3 is said in words."""
    report = REPORT._replace(findings=(), files=REPORT.files[:1], demand=REPORT.demand._replace(require_verified=True))

    assert renderer("text")(report, Layout()).splitlines()[0] == "not verified, as was required: 1 retracted"


def test_colour_changes_no_word() -> None:
    """Colour adds escape sequences around the words and changes none."""
    colored = renderer("text")(REPORT, Layout(color=True))

    assert "\x1b[31mMust fix (1)\x1b[0m" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == renderer("text")(REPORT, Layout())


def test_excerpt_is_cut_in_the_middle_by_width() -> None:
    """A long text keeps both its ends; a wide character counts for two, and a mark never loses its letter."""
    assert excerpt("x" * 300, 100) == f"{'x' * 48} … {'x' * 48}"
    assert excerpt("a \n b", 100) == "a b"
    assert excerpt("国" * 60, 100) == f"{'国' * 24} … {'国' * 24}"
    assert excerpt("x" * 200 + "e\u0301\u0302" * 20, 100) == f"{'x' * 48} … " + "e\u0301\u0302" * 16
    assert excerpt("x" * 200 + "e\u0301\u0302" * 20 + "z", 100) == f"{'x' * 48} … " + "e\u0301\u0302" * 15 + "z"


def test_piled_marks_are_shown() -> None:
    """Up to four marks stay on a letter; more of them, and those without a letter, are written out."""
    assert printable("e\u0301\u0302\u0303\u0304\u0305x\u0301") == "e\u0301\u0302\u0303\u0304\\u0305x\u0301"
    assert printable("\u0301a") == "\\u0301a"
    assert printable("שָׁלוֹם, ភាសាខ្មែរ, น้ำ, Tiếng Việt, 💊") == "שָׁלוֹם, ភាសាខ្មែរ, น้ำ, Tiếng Việt, 💊"


def test_emoji_keep_their_selector() -> None:
    """The one invisible character that emoji need stays with them; between letters it is shown."""
    assert printable("⚠\ufe0f 1\ufe0f\u20e3 ❤\ufe0f") == "⚠\ufe0f 1\ufe0f\u20e3 ❤\ufe0f"
    assert printable("do\ufe0fse \ufe0f a\u034fb") == "do\\ufe0fse \\ufe0f a\\u034fb"


def test_fence_of_a_container_stays_fit_for_copying() -> None:
    """Three colons are no command unless two more follow."""
    assert inert("  ::: note") == "  ::: note"
    assert inert("  ::note::x") == "  \\x3a:note::x"
    assert inert("a ##[x]") == "a ##\\x5bx]"


@given(st.text(st.sampled_from(":#[]% \t\u3000\x85\xa0\u180e\ufeff\x1cab"), max_size=12))
def test_inert_lines_are_no_commands(line: str) -> None:
    """Whatever stands in a line, no runner obeys it once it is inert, and what none obeys keeps its first word."""
    assert commands(inert(printable(line))) == []
