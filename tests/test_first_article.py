"""The first article, as it is committed and as it came, and what each of many small changes to it brings about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from lint.api import Request, check
from lint.finding import Finding
from lint.packs import installed
from lint.report import Report

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "content" / "intravenous-ketamine-crps.md"
RAW = ROOT / "tests" / "data" / "first_article_raw.md"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

FIRST, SECOND, THIRD = "19783371", "19604642", "32243301"
DOI_1, DOI_2, DOI_3 = "10.1016/j.pain.2009.08.015", "10.1016/j.pain.2009.06.023", "10.1097/AJP.0000000000000831"
DOSE = "Take 0.5 mg/kg ketamine over 40 minutes twice a week."


def report_on(text: str, *, name: Path = ARTICLE) -> Report:
    """The report on a text that stands in the place of the article, with the project's own configuration and lock."""
    return check(Request(stdin=text.encode(), stdin_name=str(name)), installed(), NOW)


@pytest.fixture(scope="module")
def article() -> str:
    """The text of the article."""
    return ARTICLE.read_bytes().decode()


@pytest.mark.parametrize("path", [ARTICLE, RAW], ids=["article", "raw"])
def test_references_and_citations(path: Path) -> None:
    """Three references with both identifiers, three citations that they answer, the disclaimer, no error, no dose."""
    text = path.read_bytes().decode()
    report = report_on(text, name=path)

    assert report.exit_code == 0
    assert [(each.label, each.doi, each.pmid, each.state) for each in report.references] == [
        ("1", DOI_1, FIRST, "unverified"),
        ("2", DOI_2, SECOND, "unverified"),
        ("3", DOI_3.lower(), THIRD, "unverified"),
    ]
    assert {each.reason for each in report.references} == {"entered by hand, not fetched"}
    assert [each.record is not None and each.record.year for each in report.references] == [2009, 2009, 2020]
    assert [(each.text, each.labels) for each in report.citations] == [
        ("Schwartzman et al. (2009)", ("Schwartzman et al. 2009",)),
        ("Sigtermans et al. (2009, *Pain*)", ("Sigtermans et al. 2009",)),
        ("Kirkpatrick et al.", ("Kirkpatrick et al.",)),
    ]
    assert [(each.rule, each.excerpt) for each in report.findings if each.rule != "unverified-reference"] == [
        ("mismatched-number", "4-day")
    ]
    assert next(each.message for each in report.findings if each.rule == "mismatched-number") == (
        "Reference 1 (Schwartzman) is cited for “4-day”, but its abstract says 10 days, according to references.lock,"
        " entered by hand; 4 days stands in the abstract of reference 3 (Kirkpatrick)"
        " and 4.2 days in that of reference 2 (Sigtermans)."
    )
    assert len(report.findings) == 4
    for row in report.references:
        entry = text[row.start.offset : row.end.offset]

        assert entry.startswith(("Schwartzman RJ", "Sigtermans MJ", "Kirkpatrick AF")[int(row.label) - 1])
        assert entry.endswith(f"PMID: {row.pmid}.")


class Expected(NamedTuple):
    """A finding: its rule and the text that it marks, or what cuts that text out of the article.

    Where the text stands several times, it is the `nth` from 1 behind `after`.
    """

    rule: str
    text: str | Callable[[str], str]
    nth: int = 1
    after: str = ""

    def place(self, article: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
        """Rule, line and column of start and end, counted afresh."""
        marked = self.text if isinstance(self.text, str) else self.text(article)
        at = article.index(self.after) + len(self.after) - 1
        for _ in range(self.nth):
            at = article.index(marked, at + 1)
        return self.rule, _line_column(article, at), _line_column(article, at + len(marked))


def _line_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset].split("\n")
    return len(before), len(before[-1]) + 1


def _found(finding: Finding) -> tuple[str, tuple[int, int], tuple[int, int]]:
    start, end = finding.start, finding.end
    return finding.rule, (start.line, start.column), (end.line, end.column)


class Mutation(NamedTuple):
    """A change of the article and all findings that it gives besides those of unverified references.

    `number` tells that the article's own fault, the 4-day infusion of a paper that says 10 days, is still seen.
    """

    name: str
    change: Callable[[str], str]
    expected: tuple[Expected, ...] = ()
    unverified: int = 3
    number: bool = True


def swap(old: str, new: str, count: int = 1) -> Callable[[str], str]:
    """Replace a text that stands exactly `count` times."""

    def change(text: str) -> str:
        assert text.count(old) == count, (old, text.count(old))
        return text.replace(old, new)

    return change


def insert(new: str, *, before: str = "## Benefits\n") -> Callable[[str], str]:
    """Insert a text before a line."""
    return swap(before, f"{new}\n\n{before}")


def all_of(*changes: Callable[[str], str]) -> Callable[[str], str]:
    """One change after the other."""

    def change(text: str) -> str:
        for each in changes:
            text = each(text)
        return text

    return change


def disclaimer(text: str, start: str = "The") -> str:
    """The line of the disclaimer, which begins so."""
    return next(line for line in text.split("\n") if line.startswith(f"{start} information provided"))


def with_disclaimer(wrap: Callable[[str], str]) -> Callable[[str], str]:
    """Replace the disclaimer's paragraph by something made of it."""
    return lambda text: text.replace(disclaimer(text), wrap(disclaimer(text)))


def front_matter_disclaimer(text: str) -> str:
    """Move the disclaimer into the front matter."""
    paragraph = disclaimer(text)
    return text.replace(f"\n{paragraph}\n", "\n").replace("lang: en\n", f"lang: en\ndisclaimer: {paragraph}\n")


def entry(number: int) -> Callable[[str], str]:
    """The text of a reference without its number."""
    return lambda text: next(line[3:] for line in text.split("\n") if line.startswith(f"{number}. "))


def without_entry(number: int) -> Callable[[str], str]:
    """Take a reference out of the list."""
    return lambda text: text.replace(f"{number}. {entry(number)(text)}\n", "")


NUMBER = Expected("mismatched-number", "4-day")
HIDDEN = Expected("missing-disclaimer", disclaimer)


def dose(marked: str = DOSE.removeprefix("Take ").rstrip(".")) -> Expected:
    """The dosing instruction: from the amount to the end of its schedule."""
    return Expected("dosing-instruction", marked)


DISCLAIMERS = (
    Mutation("disclaimer removed", with_disclaimer(lambda _: ""), (Expected("missing-disclaimer", "Disclaimer"),)),
    Mutation(
        "disclaimer in a comment",
        with_disclaimer("<!-- {} -->".format),
        (Expected("missing-disclaimer", lambda text: disclaimer(text, start="<!-- The")[5:-4]),),
    ),
    Mutation(
        "disclaimer collapsed",
        with_disclaimer("<details><summary>Legal</summary>\n\n{}\n\n</details>".format),
        (HIDDEN,),
    ),
    Mutation("disclaimer in an open section", with_disclaimer("<details open>\n\n{}\n\n</details>".format)),
    Mutation("disclaimer hidden", with_disclaimer('<div style="display:none">\n\n{}\n\n</div>'.format), (HIDDEN,)),
    Mutation(
        "disclaimer struck through",
        with_disclaimer("~~{}~~".format),
        (Expected("missing-disclaimer", lambda text: disclaimer(text, start="~~The").strip("~")),),
    ),
    Mutation("disclaimer as code", with_disclaimer("```\n{}\n```".format), (HIDDEN,)),
    Mutation(
        "disclaimer as alt text",
        with_disclaimer("![{}](https://example.org/x.png)".format),
        (Expected("missing-disclaimer", lambda text: disclaimer(text, start="![The")[2:].partition("]")[0]),),
    ),
    Mutation(
        "disclaimer in the front matter",
        front_matter_disclaimer,
        (
            Expected(
                "missing-disclaimer",
                lambda text: disclaimer(text, start="disclaimer: The").removeprefix("disclaimer: "),
            ),
        ),
    ),
    Mutation(
        "disclaimer is a bare link",
        with_disclaimer(lambda _: "[Medical disclaimer](https://example.org/d)"),
        (Expected("missing-disclaimer", "[Medical disclaimer](https://example.org/d)"),),
    ),
    Mutation(
        "one not deleted",
        swap("should not be considered", "should be considered"),
        (Expected("altered-disclaimer", "should be"),),
    ),
    Mutation(
        "one word deleted",
        swap("professional medical advice", "medical advice"),
        (Expected("altered-disclaimer", "for medical"),),
    ),
    Mutation(
        "one word changed",
        swap("should not rely solely", "should not rely heavily"),
        (Expected("altered-disclaimer", "heavily"),),
    ),
    Mutation(
        "typography of the disclaimer",
        all_of(
            swap("advice, diagnosis, or treatment", "advice, diagnosis,\nor **treatment**"),
            swap("informational purposes only", "informational&nbsp;purposes only"),
        ),
    ),
)
IDENTIFIERS = (
    Mutation("DOI dropped", swap(f" doi: {DOI_1}.", ""), (Expected("missing-doi", entry(1)),)),
    Mutation("PMID dropped", swap(f" PMID: {SECOND}.", ""), (Expected("missing-pmid", entry(2)),)),
    Mutation(
        "both dropped",
        swap(f" doi: {DOI_3}. PMID: {THIRD}.", ""),
        (
            Expected("missing-doi", entry(3)),
            Expected("missing-pmid", entry(3)),
        ),
        unverified=2,
    ),
    Mutation(
        "digit of the DOI changed",
        swap(DOI_1, "10.1016/j.pain.2009.08.016"),
        (Expected("mismatched-identifiers", "10.1016/j.pain.2009.08.016"),),
        unverified=2,
        number=False,
    ),
    Mutation(
        "digit of the PMID changed",
        swap(SECOND, "19604643"),
        (Expected("mismatched-identifiers", "19604643"),),
        unverified=2,
    ),
    Mutation(
        "PMIDs swapped",
        all_of(swap(FIRST, "X"), swap(SECOND, FIRST), swap("PMID: X", f"PMID: {SECOND}")),
        (
            Expected("mismatched-identifiers", SECOND),
            Expected("mismatched-identifiers", FIRST),
        ),
        unverified=1,
        number=False,
    ),
    Mutation(
        "DOIs swapped",
        all_of(swap(DOI_1, "X"), swap(DOI_2, DOI_1), swap("doi: X", f"doi: {DOI_2}")),
        (
            Expected("mismatched-identifiers", DOI_2),
            Expected("mismatched-identifiers", DOI_1),
        ),
        unverified=1,
        number=False,
    ),
    Mutation(
        "DOI with a comma",
        swap(DOI_1, DOI_1.replace("10.", "10,")),
        (Expected("malformed-doi", DOI_1.replace("10.", "10,")),),
    ),
    Mutation("DOI with a dash", swap(f"{DOI_3}.", f"{DOI_3}\u2013."), (Expected("malformed-doi", f"{DOI_3}\u2013"),)),
    Mutation("PMID with nine digits", swap(SECOND, f"{SECOND}1"), (Expected("malformed-pmid", f"{SECOND}1"),)),
    Mutation(
        "PMC number for a PMID",
        swap(f"PMID: {SECOND}", "PMID: PMC2713574"),
        (Expected("malformed-pmid", "PMC2713574"),),
    ),
    Mutation("label without a PMID", swap(f"PMID: {SECOND}.", "PMID:"), (Expected("malformed-pmid", "PMID:", 2),)),
    Mutation("DOI as a link", swap(f"doi: {DOI_1}", f"<https://doi.org/{DOI_1}>")),
    Mutation("PMID as a link", swap(f"PMID: {FIRST}", f"[PubMed](https://pubmed.ncbi.nlm.nih.gov/{FIRST}/)")),
    Mutation(
        "title of another paper",
        swap("Pain Syndrome Type 1", "Pain Syndrome Type 2"),
        (Expected("mismatched-reference", "2", after="Syndrome Type "),),
        unverified=2,
    ),
    Mutation(
        "year changed", swap("Pain. 2009 Dec 15;", "Pain. 2007 Dec 15;"), (Expected("mismatched-reference", "2007"),)
    ),
    Mutation("volume changed", swap("2009 Oct;145(3)", "2009 Oct;154(3)"), (Expected("mismatched-reference", "154"),)),
)
CITATIONS = (
    Mutation(
        "citation renamed",
        swap("- Schwartzman et al. (2009)", "- Schwarzkopf et al. (2009)"),
        (
            Expected("dangling-citation", "Schwarzkopf et al. (2009)"),
            Expected("uncited-reference", entry(1)),
        ),
        number=False,
    ),
    Mutation(
        "year of a citation changed",
        swap("- Sigtermans et al. (2009,", "- Sigtermans et al. (2008,"),
        (Expected("dangling-citation", "Sigtermans et al. (2008, *Pain*)"),),
    ),
    Mutation(
        "reference removed",
        without_entry(2),
        (Expected("dangling-citation", "Sigtermans et al. (2009, *Pain*)"),),
        unverified=2,
    ),
    Mutation(
        "reference duplicated",
        swap(
            f"PMID: {THIRD}.",
            f"PMID: {THIRD}.\n4. Kirkpatrick AF, et al. Optimizing "
            f"the Treatment of CRPS With Ketamine. Clin J Pain. 2020;36(7):516-23. doi: {DOI_3}. PMID: {THIRD}.",
        ),
        (Expected("duplicate-reference", DOI_3, 2),),
        unverified=4,
    ),
    Mutation(
        "citation removed",
        swap("- Kirkpatrick et al. have", "- Others have"),
        (Expected("uncited-reference", entry(3)),),
    ),
    Mutation("link to nowhere", insert("See [the doses](#doses)."), (Expected("broken-link", "#doses"),)),
    Mutation("link to a heading", insert("See [the limits](#limitations).")),
    Mutation("picture that is not there", insert("![Infusion](nosuch.png)"), (Expected("broken-link", "nosuch.png"),)),
    Mutation("mark without a footnote", insert("It helps some.[^note]"), (Expected("broken-link", "[^note]"),)),
)
DOSES = (
    Mutation("dose as prose", insert(DOSE), (dose(),)),
    Mutation("dose in a list", insert(f"- {DOSE}"), (dose(),)),
    Mutation("dose in a nested list", insert(f"- Infusions\n  - {DOSE}"), (dose(),)),
    Mutation("dose in a quote", insert(f"> {DOSE}"), (dose(),)),
    Mutation("dose in a table", insert(f"| Who | What |\n|---|---|\n| Adults | {DOSE} |"), (dose(),)),
    Mutation("dose in a footnote", insert(f"It helps some.[^n]\n\n[^n]: {DOSE}"), (dose(),)),
    Mutation("dose in a heading", insert(f"## {DOSE}"), (dose(),)),
    Mutation("dose as alt text", insert(f"![{DOSE}](https://example.org/x.png)"), (dose(),)),
    Mutation(
        "dose split by emphasis",
        insert("Take **0.5** mg/kg *ketamine* over 40 minutes **twice** a week."),
        (dose("0.5** mg/kg *ketamine* over 40 minutes **twice** a week"),),
    ),
    Mutation(
        "dose with entities",
        insert("Take 0.5&nbsp;mg&#47;kg ketamine over 40 minutes twice a week."),
        (dose("0.5&nbsp;mg&#47;kg ketamine over 40 minutes twice a week"),),
    ),
    Mutation(
        "dose over two lines",
        insert("Take 0.5 mg/kg ketamine\nover 40 minutes twice a week."),
        (dose("0.5 mg/kg ketamine\nover 40 minutes twice a week"),),
    ),
    Mutation("dose in HTML", insert(f"<div><p>{DOSE}</p></div>"), (dose(),)),
    Mutation("dose in a definition", insert(f"Adults\n: {DOSE}"), (dose(),)),
    Mutation(
        "dose of a study",
        insert("In the trial, patients received 0.35 mg/kg/h ketamine for 4 hours daily."),
        (Expected("study-dose", "0.35 mg/kg/h ketamine for 4 hours daily"),),
    ),
    Mutation("dose that nobody takes", insert("Regimens vary; infusions of low-dose ketamine run for 4\u201310 days.")),
)
MUTATIONS = (*DISCLAIMERS, *IDENTIFIERS, *CITATIONS, *DOSES)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_mutation(mutation: Mutation, article: str) -> None:
    """A change gives exactly the expected findings, at the expected lines and columns, and nothing else."""
    text = mutation.change(article)
    report = report_on(text)
    unverified = [each for each in report.findings if each.rule == "unverified-reference"]
    others = [each for each in report.findings if each.rule != "unverified-reference"]
    expected = (*mutation.expected, NUMBER) if mutation.number else mutation.expected

    assert text != article
    assert sorted(each.place(text) for each in expected) == sorted(_found(each) for each in others)
    assert mutation.unverified == len(unverified)
    for finding in report.findings:
        assert text[finding.start.offset : finding.end.offset] == finding.excerpt


def test_there_are_enough_mutations() -> None:
    """Forty at least, each with a name of its own."""
    names = [mutation.name for mutation in MUTATIONS]

    assert len(set(names)) == len(names) >= 40
