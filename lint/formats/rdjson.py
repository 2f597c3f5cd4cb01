"""The report for reviewdog, in its Diagnostic Format (github.com/reviewdog/reviewdog, `proto/rdf/reviewdog.proto`).

Reviewdog refuses a file with a key that it does not know. Columns count bytes in UTF-8 from 1, those of a byte order
mark too: reviewdog cuts lines as they lie on disk. A place whose lines the report does not hold is given by its lines.
"""

from __future__ import annotations

from lint.finding import Edit, Finding, Fix, Lines
from lint.formats import Layout
from lint.formats.ascii_json import Json, is_text, written
from lint.formats.markup import advice, prose
from lint.report import Remark, Report
from lint.spans import BOM, Position, Span

_HOME = "https://github.com/medlint/medlint"
_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, layout: Layout) -> str:
    """A `DiagnosticResult` of the findings that count, and of what reviewers should know of the run itself."""
    links = {rule.id: rule.source for rule in report.rules if rule.source.startswith(("https://", "http://"))}
    remarks: list[Json] = [_remark(remark) for remark in report.remarks]
    diagnostics: list[Json] = [_diagnostic(finding, links) for finding in report.findings if finding.counts]
    return written({"source": {"name": "medlint", "url": _HOME}, "diagnostics": remarks + diagnostics})


def _remark(remark: Remark) -> dict[str, Json]:
    return {"message": f"Note: {prose(remark.message)}", "location": {"path": remark.path}, "severity": "INFO"}


def _diagnostic(finding: Finding, links: dict[str, str]) -> dict[str, Json]:
    code: dict[str, Json] = {"value": finding.rule}
    if finding.rule in links:
        code["url"] = links[finding.rule]
    told: dict[str, Json] = {
        "message": _message(finding),
        "location": {"path": finding.path, "range": _range(finding.lines, finding.start, finding.end)},
        "severity": _SEVERITIES[finding.severity],
        "code": code,
    }
    if finding.fix and (suggestion := _suggestion(finding.fix, finding.lines)):
        told["suggestions"] = [suggestion]
    return told


def _message(finding: Finding) -> str:
    """The sentence and the remedy as Markdown, which reviewdog posts as a comment, in the name of the repository.

    No line of the remedy begins with its own words: there `===` would make a heading of what stands above.
    """
    lines = [prose(finding.message), *(f"→ {advice(line)}" for line in finding.help.splitlines() if line.strip())]
    if finding.fix and finding.fix.safety == "unsafe":  # one click takes it over
        lines.append(f"→ Take the suggestion only if you agree: {prose(finding.fix.title)}.")
    return "\n".join(lines)


def _suggestion(fix: Fix, lines: Lines) -> Json:
    """The edits as one: reviewdog shows each suggestion by itself, and half of a fix may be worse than none.

    None when the fix is only to be shown, or cannot be told exactly.
    """
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    if fix.safety == "display" or not edits:
        return None
    union = Span(edits[0].span.start, max(edit.span.end for edit in edits))
    text = _applied(edits, union, lines)
    if text is None or not is_text(text) or not _holds(lines, union):
        return None
    return {"range": _range(lines, lines.position(union.start), lines.position(union.end)), "text": text}


def _applied(edits: list[Edit], union: Span, lines: Lines) -> str | None:
    """What the edits make of the text that they span; None when they contradict each other."""
    pieces = []
    place = union.start
    for edit in edits:
        if edit.span.start < place:
            return None
        pieces += [lines.text[place - lines.offset : edit.span.start - lines.offset], edit.text]
        place = edit.span.end
    return "".join(pieces)


def _holds(lines: Lines, span: Span) -> bool:
    return lines.offset <= span.start and span.end <= lines.offset + len(lines.text)


def _range(lines: Lines, start: Position, end: Position) -> dict[str, Json]:
    if not _holds(lines, Span(start.offset, end.offset)):
        return {"start": {"line": start.line}, "end": {"line": end.line}}
    return {"start": _place(lines, start), "end": _place(lines, end)}


def _place(lines: Lines, position: Position) -> dict[str, Json]:
    marked = position.line == lines.first == 1 and lines.text.startswith(BOM)
    before = (BOM if marked else "") + lines.before(position)
    return {"line": position.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
