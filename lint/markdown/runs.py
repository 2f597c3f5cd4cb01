"""Inline runs that say the same wherever they stand: read once, and remembered while they come again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from lint.document import Inline
from lint.markdown.elements import Elements
from lint.markdown.flow import NOWHERE, Aside, Flow
from lint.markdown.inlines import Inlines
from lint.markdown.markup import Syntax, parser
from lint.markdown.origin import STRAIGHT, Form, Origin, Source
from lint.memory import remembered
from lint.spans import Prose, ProseBuilder, Span

_NOTHING = Source("", 0)
_STRAIGHT = Origin(_NOTHING, list(STRAIGHT))


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


def stands_alone(content: str, env: Mapping[str, Any]) -> bool:
    """Whether nothing but itself decides what a run says, provided that no element of HTML is open around it.

    HTML in it may open one; brackets may be a mark of a link definition or of a note, which are the document's.
    """
    if "<" in content:
        return False
    return "[" not in content or not (env.get("references") or "[^" in content or "^[" in content)


@remembered
def run(content: str, form: Form, syntax: Syntax) -> Run:
    """What a run says that stands alone. `form` is how its lines lie, `syntax` what the document may hold."""
    md, flow = parser(syntax), Flow("")
    tokens = md.inline.parse(content, md, {}, [])
    origin = _STRAIGHT if form == STRAIGHT else Origin(_NOTHING, list(form))
    Inlines(Elements(), {}).read(flow, tokens, content, origin)
    flow.end_all()
    return Run(flow.main.builder.build(), tuple(flow.main.inlines), tuple(flow.asides))


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
