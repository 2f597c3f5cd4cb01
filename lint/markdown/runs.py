"""Inline runs that say the same wherever they stand: read once, and remembered while they come again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from lint.document import Inline
from lint.markdown.elements import Elements
from lint.markdown.flow import NOWHERE, Aside, Flow, verbatim
from lint.markdown.inlines import Inlines
from lint.markdown.markup import Syntax, parser
from lint.markdown.origin import STRAIGHT, Form, Origin, Source
from lint.memory import remembered
from lint.spans import Prose, ProseBuilder, Segment, Span

_NOTHING = Source("", 0)
_STRAIGHT = Origin(_NOTHING, list(STRAIGHT))
# The parser's recursion in brackets ends in an error, which is for whoever reads the document to tell.
_MOST_BRACKETS = 20


class Run(NamedTuple):
    """What a run says, its places counted from its first character."""

    prose: Prose
    inlines: tuple[Inline, ...]
    asides: tuple[Aside, ...]

    def flow(self, place: int) -> Flow:
        """The flow of the run that begins at a place of the file."""
        flow = Flow("")
        part = flow.main
        part.builder = ProseBuilder(self.prose.moved(place))
        part.inlines = [_moved(inline, place) for inline in self.inlines]
        flow.asides = [aside._replace(prose=aside.prose.moved(place)) for aside in self.asides]
        return flow

    def said(self, place: int) -> tuple[Prose, tuple[Inline, ...]]:
        """What the run says that begins at a place of the file."""
        return self.prose.moved(place), tuple([_moved(inline, place) for inline in self.inlines])


@cache
def _tag() -> Callable[[str], object]:
    """Where a tag or a comment may begin (CommonMark 0.31, 6.6), behind no backslash but an escaped one."""
    return re.compile(r"(?<!\\)(?:\\\\)*<(?:[A-Za-z][A-Za-z0-9-]*[\s/>]|[/!?])").search


@cache
def _markup() -> Callable[[str], object]:
    """What may be an inline construct, brackets aside: no other text is shown in another way than it is written.

    An underscore within a word is an underscore, an ampersand that begins no entity is an ampersand.
    """
    return re.compile(r"[\\`*]|~~|(?<!\w)_|_(?!\w)|<[A-Za-z/!?]|&[#A-Za-z]").search


def is_plain(content: str) -> bool:
    """Whether a run that stands alone is shown as it is written."""
    if _markup()(content):
        return False
    return "[" not in content or not ("](" in content or "[^" in content or "^[" in content)


def stands_alone(content: str, env: Mapping[str, Any]) -> bool:
    """Whether nothing but itself decides what a run says, provided that no element of HTML is open around it.

    HTML in it may open one; brackets may be a mark of a link definition or of a note, which are the document's.
    """
    if "<" in content and _tag()(content):
        return False
    return "[" not in content or not (env.get("references") or "[^" in content or "^[" in content)


@cache
def _aside() -> Callable[[str], object]:
    """What may make text beside the run's own, or leave none: a picture, the title of a link, an entity."""
    return re.compile(r"!\[|\]\([^\s()]*[\s(]|&[#A-Za-z]").search


def can_wait(content: str) -> bool:
    """Whether a run makes a block, and nothing beside it, whatever it says; nor is it one on which a parser fails."""
    if "[" in content or "&" in content:
        return not (_aside()(content) or content.count("[") > _MOST_BRACKETS)
    return True


def plain(content: str, origin: Origin) -> Prose:
    """A run that is shown as it is written, but for the white space around its line breaks."""
    if "\n" not in content and origin.is_straight:
        return Prose(content, (Segment(0, len(content), origin.place(0), len(content)),))
    builder = ProseBuilder()
    for start, end, behind in _lines(content):
        verbatim(builder, content[start:end], start, origin)
        if behind > end:
            feed = content.index("\n", end)
            place = origin.place(feed)
            builder.add("\n", place, origin.place(behind) - place)
    return builder.build()


def _lines(content: str) -> Iterator[tuple[int, int, int]]:
    """Of each line where it begins, where it ends without the spaces there, and where the next one begins."""
    start = 0
    while (feed := content.find("\n", start)) != -1:
        end = start + len(content[start:feed].rstrip(" "))
        behind = feed + 1
        while behind < len(content) and content[behind] in " \t":
            behind += 1
        yield start, end, behind
        start = behind
    yield start, len(content), 0


@remembered
def run(content: str, form: Form, syntax: Syntax) -> Run:
    """What a run says that stands alone. `form` is how its lines lie, `syntax` what the document may hold."""
    origin = _STRAIGHT if form == STRAIGHT else Origin(_NOTHING, list(form))
    if is_plain(content):
        return Run(plain(content, origin), (), ())
    md, flow = parser(syntax), Flow("")
    tokens = md.inline.parse(content, md, {}, [])
    Inlines(Elements(), {}).read(flow, tokens, content, origin)
    flow.end_all()
    prose, inlines = flow.main.build()
    return Run(prose, inlines, tuple(flow.asides))


def _moved(inline: Inline, by: int) -> Inline:
    span, target = inline.span, inline.target_span
    if target != NOWHERE:
        target = Span(target.start + by, target.end + by)
    return Inline(
        inline.kind,
        inline.start,
        inline.end,
        Span(span.start + by, span.end + by),
        inline.target,
        inline.title,
        target,
    )
