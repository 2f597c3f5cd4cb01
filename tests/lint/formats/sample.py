"""Reports that the tests of every format share: a small one, a hostile one, one of any size."""

from __future__ import annotations

from lint.finding import SEVERITIES, Edit, Finding, Fix, Lines, Waiver
from lint.records import Notice, Record
from lint.report import CitationRow, Demand, FileRow, ReferenceRow, Remark, Report, RuleRow, Run
from lint.spans import Position, Span

MISSING = Finding(
    "missing-pmid",
    "error",
    "Reference 1 has no PMID.",
    "Add: PMID: 1.\nThen check again.",
    "content/x.md",
    Position(3, 1, 20),
    Position(3, 8, 27),
    "1. Dahan",
    Fix("Insert the PMID", "safe", (Edit(Span(27, 27), " PMID: 1."),)),
    "abc",
    lines=Lines(3, 20, "1. Dahan\n"),
)
HOSTILE = Finding(
    "broken-link",
    "warning",
    "The link \x1b[31m%0A::error::x\u202e leads nowhere.",
    "",
    "content/a,b:c.md",
    Position(1, 1, 0),
    Position(2, 1, 9),
    "x" * 300,
    None,
    "def",
    Waiver("known", "Dr. Roe", "2027-01-31", "medlint.toml", 7),
)
REPORT = Report(
    Run("2026-11-22T09:00:00Z", ("content",), False, True, "pyproject.toml"),
    Demand(),
    (FileRow("content/x.md", "checked", "00", None), FileRow("content/y.md", "unchecked", None, "it is empty")),
    (HOSTILE, MISSING),
    (
        ReferenceRow(
            "content/x.md", "1", Position(3, 1, 20), Position(3, 8, 27), "Dahan", "10.1/x", None, "retracted", "why",
            "2026-11-20T08:00:00Z", ("crossref",),
            Record("T", ("Dahan A",), "Pain", 2009, "1", "2", "3-4", notices=(Notice("retraction", "2010", "10.1/y"),)),
        ),
    ),
    (CitationRow("content/x.md", Position(1, 1, 0), Position(1, 4, 3), "[1]", ("1",)),),
)  # fmt: skip
RULES = (
    RuleRow("broken-link", "error", "a link that leads nowhere", "https://example.org/links", page="A *page*.\n"),
    RuleRow("missing-pmid", "error", "a reference without a PMID", "https://example.org/pmid", page="Another page.\n"),
    RuleRow("dosing-instruction", "error", "tells what dose to take", "https://example.org/dose", safety=True),
)

# What attacks a terminal, a runner of pipelines, a page, a table or a parser: as a name, as content, as a record.
HOSTILE_TEXTS = (
    "::debug::x", "::add-mask::secret", "\u3000::set-output name=a::b", "\xa0::error::x", "##[error]x",
    "a ##[group]b",
    "::stop-commands::token", "a%25b%0A::error::b", "x\n::error::y", "x\r::error::y", "x\n##[add-mask]y",
    "\x85::warning::z",
    "x\nghadelimiter\nFAIL=false\n", "\x1b[2J\x1b[H0 problems", "\x1b]8;;http://evil.example\x07x\x1b]8;;\x07",
    "\x9b31mred", "\x1bP$q\"p\x1b\\", "\x07\x08\x08x", "a\u202ecba\u202c", "a\u2066b\u2069", "\u200bx",
    "\U000e0041\U000e0042",
    "a\x7f", "e" + "\u0301" * 60, "</script><script>window.x=1</script>", "<img src=x onerror=alert(1)>",
    "]]><x>", "-->",
    "<details>", "</details>", "# heading", "![x](http://evil.example/x.png)", "[x](javascript:alert(1))",
    "@everyone",
    "a | b | c", "`x`", "* *", "```\nx\n```", "~~~", "    code", "&lt;b&gt;", "&#10;::error::x", "=1+1", "+1",
    "-1", "@SUM(1)",
    "\ufeff=1+1", "a,b", "a%20b", "a?b#c", "[x]", "a b", "a\u2028b", "a\\b", "..\\x", "\U0001f48a",
    "\udcff\udcfe", "\ud800",
    "\ufffe\uffff", "\x00", "\x0b\x0c", "{0} {1} {{x}} %s {x}", "[x](0)", "x" * 3000, "${{ github.token }}",
    "$(id)", "`id`", "",
)  # fmt: skip


def hostile(text: str) -> Report:
    """A report in which every text that comes from outside is `text`."""
    waiver = Waiver(text, text, "2027-01-31", text, 7)
    fix = Fix(text, "safe", (Edit(Span(21, 23), text),))
    lines = Lines(3, 20, f"{text}\n")
    start, end = Position(3, 1, 20), Position(3, 1 + len(text), 20 + len(text))
    first = Finding("missing-pmid", "error", f"Here is {text}.", text, text, start, end, text, fix, text, lines=lines)
    record = Record(text, (text,), text, 2009, text, text, notices=(Notice("retraction", "2010", text),))
    return Report(
        Run("2026-11-22T09:00:00Z", (text,), False, False, text, text, text, text),
        Demand(),
        (FileRow(text, "checked", "00"), FileRow(f"{text}2", "skipped", None, text)),
        (
            first,
            first._replace(severity="warning", message=text, waived=waiver),
            first._replace(severity="info", aside="baseline", anchor=f"{text}3"),
            first._replace(rule="broken-link", aside="outside", fix=None),
        ),
        (
            ReferenceRow(
                text, text, start, end, text, text, text, "retracted", text, "2026-11-20T08:00:00Z", (text,), record
            ),
        ),
        (CitationRow(text, start, end, text, (text,)),),
        RULES,
        (Remark(text, text),),
    )


def many(number: int) -> Report:
    """A report of so many errors, warnings and infos in turn, in a tenth as many files."""
    paths = [f"content/article-{index:05d}.md" for index in range(max(number // 10, 1))]
    findings = (
        MISSING._replace(
            severity=SEVERITIES[index % 3], path=paths[index % len(paths)], anchor=str(index), fix=None,
            start=Position(index // len(paths) + 1, 1, 0), end=Position(index // len(paths) + 1, 8, 7),
        )
        for index in range(number)
    )  # fmt: skip
    ordered = sorted(findings, key=lambda finding: (finding.path, finding.start))
    return REPORT._replace(files=tuple(FileRow(path, "checked", "00") for path in paths), findings=tuple(ordered))
