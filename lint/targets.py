"""Where a document's links lead inside itself and its folder, and which of them lead nowhere: facts, no judgement."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lint.document import Block, Document, Inline
from lint.spans import Span

# Pages that a site generator makes: no file of that name lies beside the article.
_MADE = frozenset(("html", "htm", "xhtml", "php", "asp", "aspx", "jsp", "cgi"))


class RelativeTarget(NamedTuple):
    """A relative address as written, the path of the file that it names, and where the address stands."""

    target: str
    path: str
    span: Span
    image: bool


class Undefined(NamedTuple):
    """A footnote mark or reference link whose label nothing defines.

    `near` is a line that looks like the definition but is none, empty without one.
    """

    label: str
    span: Span
    near: str = ""


def relative_targets(document: Document) -> tuple[RelativeTarget, ...]:
    """The links and images that name a file by its place relative to the article.

    Left out: other sites, anchors, places from the root of the site, templates, and pages that only a site generator
    makes (without an ending, or .html).
    """
    found: dict[Span, RelativeTarget] = {}
    for block in document.blocks:
        for inline in block.inlines:
            if inline.kind in ("link", "image") and (path := _file(inline.target)):
                span = _place(inline)
                found.setdefault(span, RelativeTarget(inline.target, path, span, inline.kind == "image"))
    return tuple(sorted(found.values(), key=lambda target: target.span))


def _place(inline: Inline) -> Span:
    """Where the address stands; the whole link when that is not known."""
    return inline.target_span if inline.target_span.end > inline.target_span.start else inline.span


def _file(target: str) -> str:
    """The path that a relative address of a file names, empty for any other address."""
    from urllib.parse import unquote

    if not target or target[0] in "#/?" or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target) or _is_template(target):
        return ""
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    last = path.rsplit("/", 1)[-1]
    ending = re.search(r"[^.]\.([A-Za-z0-9]{1,6})$", last)
    if ending is None or ending[1].lower() in _MADE or "\0" in path:
        return ""
    return "" if any(len(part.encode()) > 255 for part in path.split("/")) else path


def _is_template(target: str) -> bool:
    from urllib.parse import unquote

    return any(mark in unquote(target) for mark in ("{{", "}}", "{%", "<%", "${", "{#", "@site", "%}"))


def dead_anchors(document: Document) -> Iterator[Inline]:
    """The links to an anchor of this document that nothing carries, however a renderer may spell it."""
    links = [
        inline
        for block in document.blocks
        for inline in block.inlines
        if inline.kind == "link" and inline.target.startswith("#")
    ]
    if not links:
        return
    known = _anchors(document)
    for link in links:
        if not _is_alive(link.target[1:], known, document):
            yield link


def _is_alive(anchor: str, known: frozenset[str], document: Document) -> bool:
    from urllib.parse import unquote

    anchor = unquote(anchor)
    if anchor == "" or anchor.lower() in ("top", "_top") or anchor[0] in "/!:" or _is_template(anchor):
        return True  # the top of the page, routes of single-page sites, text fragments
    if anchor in document.anchors or _plain(anchor) in known:
        return True
    # The back links and marks that a renderer makes itself where the document has footnotes.
    return anchor.lower().startswith(("fnref", "user-content-fnref")) and any(
        container.kind == "footnote" for block in document.blocks for container in block.containers
    )


def _plain(anchor: str) -> str:
    """An anchor by its letters and digits alone: renderers differ in all the rest."""
    text = unicodedata.normalize("NFKD", anchor.casefold().removeprefix("user-content-"))
    return "".join(character for character in text if character.isalnum())


@cache
def _given() -> re.Pattern[str]:
    """Anchors that extensions define: `{#id}`, `{: #id}`, a formula's label, a shortcode's id="..." or title."""
    return re.compile(
        r"\{[:\s]{0,3}(?:[^{}\n#]{0,80}\s)?#(?P<braced>[^\s{}]{1,100})"
        r"|\\label\{(?P<label>[^{}\n]{1,100})\}"
        r"|\b(?:id|name|anchor)\s?=\s?[\"']?(?P<given>[^\s\"'<>{}]{1,100})"
        r"|\{\{[<%][^{}\"\n]{0,60}\"(?P<title>[^\"\n{}]{1,120})\""
        r"|\{\{[<%]\s{0,3}(?:anchor|a|ref)\s{1,3}[\"']?(?P<short>[^\s\"'<>{}%]{1,100})"
    )


def _anchors(document: Document) -> frozenset[str]:
    found = {_plain(anchor) for anchor in document.anchors}
    found |= {_plain(block.text) for block in document.blocks if block.kind == "heading"}
    if "{" in document.text or "=" in document.text:
        found |= {_plain(match[match.lastgroup or 0]) for match in _given().finditer(document.text)}
    return frozenset(found)


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(r"\[\^(?P<label>[\w.,:;+*#-]{1,60})\](?![*+?{])")


def undefined_footnotes(document: Document) -> Iterator[Undefined]:
    """Footnote marks that no footnote answers; the parser leaves them in the text as they are."""
    if "[^" not in document.text:
        return
    for block in _read(document):
        for match in _shown(block, document, _mark()):
            label = match["label"]
            if not re.fullmatch(r"(?:[^\W\d_]-[^\W\d_]|0-9|\W|_){1,4}", label):  # [^a-z], [^0-9]: a pattern
                yield Undefined(label, block.prose.span(*match.span()))


@cache
def _full() -> re.Pattern[str]:
    return re.compile(r"(?<![\w\]\\])\[(?P<text>[^\[\]]{1,300})\]\[(?P<label>[^\[\]\n]{0,120})\]")


@cache
def _short() -> re.Pattern[str]:
    return re.compile(r"(?<![\w\]\\])\[(?P<text>[^\[\]\n]{3,120})\](?![\[(:])")


def undefined_labels(document: Document) -> Iterator[Undefined]:
    """Reference links whose label nothing defines, as far as they are plainly meant as links.

    `[text][label]` and `[text][]` are; `[text]` alone only where the same words are a link elsewhere.
    """
    if "][" not in document.text and not document.definitions:
        return
    linked = _texts_of_reference_links(document)
    broken = _broken_definitions(document)
    for block in _read(document):
        if "[" not in block.text:
            continue
        for match in _shown(block, document, _full()):
            label = match["label"] or match["text"]
            if _is_link(match, document) and not (match.start() == 0 and label.startswith("http")):
                yield Undefined(label, block.prose.span(*match.span()), broken.get(_folded(label), ""))
        for match in _shown(block, document, _short()):
            if _folded(match["text"]) in linked:
                yield Undefined(match["text"], block.prose.span(*match.span()))


def _is_link(match: re.Match[str], document: Document) -> bool:
    text, label = match["text"], match["label"]
    if re.fullmatch(r"[\d\s,;–-]{1,20}", text) and len(text) <= 3 and re.fullmatch(r"[\d\s,;–-]{0,20}", label):
        return False  # [2][4] are two citations
    if text.startswith(("^", "@", "!")) or label.startswith(("^", "@")) or text in (" ", "x", "X"):
        return False
    if not label:
        return len(text) >= 3
    return bool(document.definitions) or (" " in text.strip() and re.fullmatch(r"[\w.:/-]{2,40}", label) is not None)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _texts_of_reference_links(document: Document) -> frozenset[str]:
    definitions = {definition.href_span for definition in document.definitions}
    return frozenset(
        _folded(block.text[inline.start : inline.end])
        for block in document.blocks
        for inline in block.inlines
        if inline.kind == "link" and inline.target_span in definitions
    )


def _broken_definitions(document: Document) -> dict[str, str]:
    """Lines that were meant to define a label: `[label] https://...` or `[label][https://...]`, without the colon."""
    pattern = re.compile(r"(?m)^ {0,3}\[([^\[\]\n]{1,100})\]\s?[\[(<]?(?=https?://)[^\n]{1,300}")
    return {_folded(match[1]): match[0].strip() for match in pattern.finditer(document.text)}


def _read(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        if block.is_read or (block.kind in ("paragraph", "cell", "html") and "collapsed" in block.hidden):
            yield block


def _shown(block: Block, document: Document, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches in a block's text outside code, and not where a backslash says that the bracket is only a bracket."""
    code = sorted((inline.start, inline.end) for inline in block.inlines if inline.kind == "code")
    for match in pattern.finditer(block.text):
        place = bisect_right(code, (match.end() - 1, match.end())) - 1
        if place >= 0 and code[place][1] > match.start():
            continue
        if document.text[block.prose.source(match.start()).start] != "\\":
            yield match
