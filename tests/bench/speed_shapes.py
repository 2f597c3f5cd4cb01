"""Texts on which a linter may need more than linear time: of Markdown, and the worst of each family of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

# The text of a shape, of about so many bytes.
Shape = Callable[[int], str]


def repeated(unit: str, before: str = "", after: str = "") -> Shape:
    """One piece again and again."""
    size = len(unit.encode())
    return lambda wanted: before + unit * max(1, wanted // size) + after


def nested(left: str, right: str, middle: str = "a") -> Shape:
    """Openers, then as many closers."""
    size = len((left + right).encode())
    return lambda wanted: left * (depth := max(1, wanted // size)) + middle + right * depth


def numbered(unit: str, before: str = "", after: str = "") -> Shape:
    """One piece again and again, each with its own number in the place of `{n}`."""
    return lambda wanted: before + "".join(_up_to(wanted, (unit.replace("{n}", str(n)) for n in count(1)))) + after


def both(*units: str) -> Shape:
    """Several numbered pieces, each with the same part of the size: marks, and what answers them."""
    return lambda wanted: "\n\n".join(numbered(unit)(wanted // len(units)) for unit in units) + "\n"


def _up_to(wanted: int, pieces: Iterator[str]) -> Iterator[str]:
    size = 0
    for piece in pieces:
        if size and size + len(piece.encode()) > wanted:
            return
        size += len(piece.encode())
        yield piece


def _backticks(wanted: int) -> str:
    return "".join(_up_to(wanted, (f"e{'`' * n}" for n in count(1))))


def _deep_list(wanted: int) -> str:
    return "".join(_up_to(wanted, (f"{'  ' * (n % 64)}- a\n" for n in count())))


def _table(cell: str) -> Shape:
    row = f"| {cell} | {cell} | {cell} |\n"
    return repeated(row, "| Drug | Dose | Day |\n|---|---|---|\n")


def _wide_table(wanted: int) -> str:
    cells = max(1, wanted // 9)
    return f"{'|a' * cells}|\n{'|-' * cells}|\n{'|5 mg' * cells}|\n"


_DOSE = "Take {n} mg of ketamine twice daily. "
_REFERENCE = (
    "{n}. Tansley RB, Okoro P. Mirror therapy after fracture, part {n}. Pain. 2009;147:107-15."
    " doi: 10.5555/pain.{n}. PMID: 9{n}.\n"
)
_DISCLAIMER = "This article is for information only and does not replace the advice of a doctor. "
_LIST = "## References\n\n"
MARKDOWN: dict[str, Shape] = {
    "brackets nested": nested("[", "]"),
    "brackets open": repeated("["),
    "brackets of images open": repeated("![[]()"),
    "quotes nested": repeated("> ", after="a"),
    "quotes, a line each": repeated("> a\n"),
    "emphasis closed crosswise": repeated("*a _b* c_ "),
    "emphasis never closed": repeated("*a **b "),
    "emphasis, one long run": repeated("*"),
    "emphasis of three": repeated("a***b**c*"),
    "backticks, runs of every length": _backticks,
    "backticks never closed": repeated("`a "),
    "table, many rows": _table("a"),
    "table, many columns": _wide_table,
    "tags nested": nested("<b>", "</b>"),
    "tags open": repeated("<i title='a'>"),
    "tags never ended": repeated("<b title='"),
    "tags, a block each": repeated("<div>\n\na\n\n</div>\n\n"),
    "list, one level": repeated("- a\n"),
    "list, many levels": _deep_list,
    "list, nested in a line": repeated("- ", after="a"),
    "list, numbers": numbered("{n}. a\n"),
    "links": numbered("[a](https://example.org/{n}) "),
    "links never closed": repeated("[a](<b"),
    "links in angles": repeated("<https://example.org/a> "),
    "labels without definition": numbered("[a][x{n}] "),
    "entities": repeated("&amp;&#x41;&nbsp; "),
    "one very long line": repeated("word "),
    "one very long word": repeated("a"),
    "very many empty lines": repeated("\n", "a", "b"),
    "spaces in a line": repeated(" ", "a", "b"),
    "headings": numbered("# heading {n}\n\n"),
    "headings of the same words": repeated("## Dose\n\n"),
    "underlined heading": repeated("a\n", after="===\n"),
    "definitions": numbered("[x{n}]: /url\n"),
    "definitions with their labels": both("[a][x{n}] ", "[x{n}]: /url\n"),
    "footnotes": both("a[^{n}] ", "[^{n}]: note\n\n"),
    "comments never closed": repeated("<!-- a "),
    "comments closed": repeated("<!-- a -->\n\n"),
    "fences never closed": repeated("```\na\n\n~~~\n"),
    "front matter never closed": repeated("a: b\n", "---\n"),
    "front matter": repeated("- a\n", "---\nauthors:\n", "---\n\na\n"),
    "backslashes": repeated("\\*"),
    "quotation marks": repeated('"a" '),
}
RULES: dict[str, Shape] = {
    "doses in one paragraph": numbered(_DOSE),
    "doses, a paragraph each": numbered(_DOSE + "\n\n"),
    "doses in a list": numbered("- " + _DOSE + "\n", "## Ketamine\n\n"),
    "doses in a table": _table("Take 5 mg of ketamine"),
    "digits with units": repeated("5 mg "),
    "digits": repeated("1 "),
    "digits joined unseen": repeated("5\u200d", after="mg"),
    "words of drugs": repeated("ketamine "),
    "words of times": repeated("twice daily "),
    "numbers written out": repeated("twenty-five "),
    "disclaimers in one paragraph": repeated(_DISCLAIMER),
    "disclaimers, a paragraph each": repeated(_DISCLAIMER + "\n\n"),
    "references": numbered(_REFERENCE, _LIST),
    "references, all the same": repeated(_REFERENCE.replace("{n}.", "1."), _LIST),
    "references in one paragraph": numbered(_REFERENCE.strip() + " ", _LIST),
    "DOIs of dots": repeated(".1", "10.1", "/x"),
    "DOIs of brackets": repeated("(", "doi: 10.1000/"),
    "DOIs": numbered("doi:10.5555/{n} "),
    "PMIDs": numbered("PMID: 1{n} "),
    "citations by number": numbered("a [{n}]. ", after="\n\n" + _LIST + "1. Marsh T. Pain. 2009.\n"),
    "citations by number, answered": both("a [{n}]. ", _REFERENCE),
    "citations by name": numbered("a (Marsh {n}). ", after="\n\n" + _LIST + "- Marsh T. Title. Pain. 2009.\n"),
    "citations of a range": repeated("a [1-99]. ", after="\n\n" + _LIST + "1. Marsh T. Title. Pain. 2009.\n"),
    "citations by key": numbered("a [@marsh{n}]. "),
    "superscripts": repeated("a<sup>1,2</sup> "),
    "characters of no width": repeated("a\u200bb "),
    "characters of both directions": repeated("\u202ea\u202c "),
    "letters that look alike": repeated("t\u0430ke "),
    "links to missing anchors": numbered("[a](#b{n}) ", after="\n\n# c\n"),
    "links to missing files": numbered("[a](b{n}.md) "),
    "waivers": numbered("<!-- medlint-ignore dosing-instruction: reason {n} -->\n\nTake 5 mg of ketamine.\n\n"),
    "authors": numbered("Author: Ann Marsh {n}, MD\n\n"),
    "dates": repeated("Last updated: 2024-01-01\n\n"),
    "statements of interest": repeated("The authors declare no conflict of interest. "),
    "results of a study": numbered("Pain fell by {n} points (95% CI 1.2 to 3.4; P = 0.04) in 20 of 40 patients [1]. "),
}
SHAPES: dict[str, Shape] = MARKDOWN | RULES
