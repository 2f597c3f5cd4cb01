"""Where a finding stands, as SARIF tells it: a relative reference to the file, a region, what stands around it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from urllib.parse import quote

from lint.finding import Edit, Finding, Lines
from lint.formats.ascii_json import Json, is_text
from lint.formats.plain import count
from lint.formats.sarif_text import SNIPPET, message, snippet
from lint.spans import BOM, Position, Span

_HERE, _ROOT = "%SRCROOT%", "%ROOT%"
_AROUND = 200  # code points before and behind the words: a sentence or two
_CONSENT = "The author must agree."


def artifact_location(path: str) -> dict[str, Json]:
    """The `artifactLocation` of a path as given: a relative reference of RFC 3986 without `..` and its base.

    The base of what lies in the current directory is `%SRCROOT%`, as GitHub and others name it; `../x` is `x` below
    `%PARENT1%`, `/x` is `x` below `%ROOT%`. Bytes that are no UTF-8 are percent-encoded as they are, and so is a colon,
    since `a:b.md` would read as a URI of the scheme `a`.
    """
    names: list[str] = []
    above = 0
    for name in path.split("/"):
        if name == ".." and names:
            names.pop()
        elif name == "..":
            above += 1
        elif name not in {"", "."}:
            names.append(name)
    base = f"%PARENT{above}%" if above else _HERE
    if path.startswith("/"):
        base = _ROOT
    return {"uri": "/".join(quote(_encoded(name), safe="") for name in names) or ".", "uriBaseId": base}


def _encoded(name: str) -> bytes:
    """The bytes of a name on disk (PEP 383); a surrogate that stands for no byte, as Windows has them, is kept."""
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")


def bases(paths: Iterable[str]) -> dict[str, Json]:
    """What the bases of these paths are, in words: no path of this machine is told (`originalUriBaseIds`)."""
    used = {str(artifact_location(path)["uriBaseId"]) for path in paths} | {_HERE}
    return {base: {"description": {"text": _base(base)}} for base in sorted(used)}


def _base(base: str) -> str:
    if base == _HERE:
        return "The folder in which medlint was run."
    if base == _ROOT:
        return "The root of the file system."
    above = int(base.strip("%").removeprefix("PARENT"))
    return f"The folder {count(above, 'level')} above the one in which medlint was run."


def location(path: str, line: int = 0) -> dict[str, Json]:
    """A `location` object: a file, and one of its lines unless that is 0."""
    place: dict[str, Json] = {"artifactLocation": artifact_location(path)}
    if line:
        place["region"] = {"startLine": line}
    return {"physicalLocation": place}


def finding_location(finding: Finding) -> dict[str, Json]:
    """The `location` of a finding with its words, and the lines around it where they are more than its words."""
    words = region(finding.start, finding.end)
    if finding.excerpt:
        words["snippet"] = snippet(finding.excerpt)
    place: dict[str, Json] = {"artifactLocation": artifact_location(finding.path), "region": words}
    if around := _context(finding):
        place["contextRegion"] = around
    return {"physicalLocation": place}


def region(start: Position, end: Position) -> dict[str, Json]:
    """A `region` in lines and columns from 1; the end is the place behind the last character, as in ours."""
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _context(finding: Finding) -> dict[str, Json] | None:
    """What stands around the words on their lines, as far as there is room for it.

    None when that is nothing, since it must be a "proper superset" of the region (section 3.29.5), and when the words
    fill the room themselves.
    """
    lines, start, end = finding.lines, finding.start, finding.end
    room = min(_AROUND, (SNIPPET - (end.offset - start.offset)) // 2)
    first = lines.offset + lines.text.startswith(BOM)
    behind = lines.offset + len(lines.text.removesuffix("\n").removesuffix("\r"))
    if room <= 0 or not first <= start.offset <= end.offset <= behind:
        return None
    low, high = max(first, start.offset - room), min(behind, end.offset + room)
    outer_start, outer_end = lines.position(low), lines.position(high)
    if (low, high) == (start.offset, end.offset) or outer_start[:2] > start[:2] or outer_end[:2] < end[:2]:
        return None
    return region(outer_start, outer_end) | {"snippet": snippet(lines.text[low - lines.offset : high - lines.offset])}


def fixes(finding: Finding) -> list[Json]:
    """The finding's fix as a list of one or none: one that is only to be shown is not for a program to apply.

    Nor is one that cannot be told exactly: beyond the lines that the report holds, with edits that overlap or with
    characters that a reader of JSON may refuse.
    """
    fix = finding.fix
    if fix is None or fix.safety == "display":
        return []
    edits = sorted((edit for edit in fix.edits if edit.text or edit.span.start < edit.span.end), key=_span)
    apart = all(one.span.end <= other.span.start for one, other in pairwise(edits))
    if not edits or not apart or not all(_told(edit, finding.lines) for edit in edits):
        return []
    replacements: list[Json] = [_replacement(edit, finding.lines) for edit in edits]
    return [
        {
            "description": message(fix.title or "Change the text", _CONSENT if fix.safety == "unsafe" else ""),
            "artifactChanges": [
                {"artifactLocation": artifact_location(finding.path), "replacements": replacements},
            ],
            "properties": {"safety": fix.safety},
        }
    ]


def _span(edit: Edit) -> Span:
    return edit.span


def _told(edit: Edit, lines: Lines) -> bool:
    within = lines.offset <= edit.span.start <= edit.span.end <= lines.offset + len(lines.text)
    return within and is_text(edit.text) and "\0" not in edit.text


def _replacement(edit: Edit, lines: Lines) -> Json:
    replacement: dict[str, Json] = {
        "deletedRegion": region(lines.position(edit.span.start), lines.position(edit.span.end))
    }
    if edit.text:
        replacement["insertedContent"] = {"text": edit.text}
    return replacement
