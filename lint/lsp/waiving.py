"""Where a comment must stand that answers for a finding, and what it says."""

from __future__ import annotations

from collections.abc import Iterator

from lint import files
from lint.articles import Article
from lint.config import UNWAIVABLE
from lint.document import Block, Document
from lint.finding import Edit, Finding
from lint.lsp.analysis import Analysis
from lint.spans import Span
from lint.waivers.keyword import KEYWORD

# What the author puts a reason in the place of: three dots are none, and `invalid-waiver` says so until they are gone.
_PLACEHOLDER = "..."
_REASON = "the author's reason stands here"


def is_waivable(finding: Finding, analysis: Analysis) -> bool:
    """Whether a comment in the article can answer for a finding: not for a rule of safety, nor of waivers."""
    rules = analysis.project.inspection.rules if analysis.project else ()
    rule = next((rule for rule in rules if rule.id == finding.rule), None)
    return rule is not None and not rule.safety and rule.id not in UNWAIVABLE


def waiver(finding: Finding, analysis: Analysis) -> Edit | None:
    """The comment, with dots for its reason; None when nowhere it would answer for the finding and for it alone.

    Every place is tried: only the linter knows which text a comment is about.
    """
    if analysis.article is None:
        return None
    for edit in _candidates(finding, analysis.article.document):
        if _holds(edit, finding, analysis, analysis.article):
            return edit._replace(text=edit.text.replace(_REASON, _PLACEHOLDER))
    return None


def _candidates(finding: Finding, document: Document) -> Iterator[Edit]:
    """Before the block of the finding, on a line of its own; in a list, a quote or a table within the block."""
    comment = f"<!-- {KEYWORD} {finding.rule}: {_REASON} -->"
    block = _block(finding, document)
    place = block.span if block else Span(finding.start.offset, finding.end.offset)
    before = document.lines.starts[document.position(place.start).line - 1]
    own_line = Edit(Span(before, before), f"{comment}{_line_end(document.text)}")
    behind = Edit(Span(place.end, place.end), f" {comment}")
    if block is None or not (block.containers or block.cell):
        yield own_line
        yield Edit(own_line.span, f"{own_line.text}{_line_end(document.text)}")
        yield behind
    else:
        yield behind
        yield Edit(Span(place.start, place.start), f"{comment} ")
        yield own_line


def _block(finding: Finding, document: Document) -> Block | None:
    """The block of text in which a finding begins."""
    place = Span(finding.start.offset, finding.start.offset)
    texts = (each for each in document.blocks if each.kind not in ("comment", "alt", "title", "front-matter", "code"))
    return next((each for each in texts if each.span.overlaps(place)), None)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _holds(edit: Edit, finding: Finding, analysis: Analysis, article: Article) -> bool:
    if analysis.project is None:
        return False
    before = article.content.text
    text = before[: edit.span.start] + edit.text + before[edit.span.end :]
    content = files.decode(text.encode("utf-8", "surrogatepass"))
    read = analysis.project.inspection.reader.read(article.path, article.shown, content)
    after = analysis.project.judged(read, analysis.answers).findings
    left = {each.fingerprint for each in after if each.counts}
    waived = {each.fingerprint for each in after if each.waived}
    known = {each.fingerprint for each in analysis.findings}
    return finding.fingerprint in waived and left <= known
