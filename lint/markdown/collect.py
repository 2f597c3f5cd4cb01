"""The blocks of a document as they are collected: what they stand in, and why a reader does not see them."""

from __future__ import annotations

from collections.abc import Callable

from lint.document import Block, BlockKind, Cell, Container, ContainerKind, Said
from lint.markdown.anchors import explicit_id
from lint.markdown.elements import Elements
from lint.markdown.flow import Flow
from lint.markdown.inlines import Inlines, leftovers
from lint.message import Message
from lint.spans import Span

COLLAPSED = Message("a collapsed section")


class Collector:
    """What the readers of Markdown and of HTML blocks share: the place they are at, and the blocks so far."""

    def __init__(self, elements: Elements, inlines: Inlines) -> None:
        self.elements = elements
        self.inlines = inlines
        self.blocks: list[Block] = []
        self.containers: list[Container] = []
        self.collapsed: list[bool] = []  # of the sections (`:::`, `???`) around this place
        self._serial = 0

    def serial(self) -> int:
        """A number that nothing else in the document has."""
        self._serial += 1
        return self._serial

    @property
    def around(self) -> tuple[Container, ...]:
        """The containers here, outermost first: those of Markdown, then those of HTML."""
        return (*self.containers, *self.elements.containers) if self.elements.open else tuple(self.containers)

    @property
    def hidden(self) -> str:
        """Why text here is not seen, in words; empty when it is."""
        return self.elements.hidden or (COLLAPSED if any(self.collapsed) else "")

    def enter(self, kind: ContainerKind, span: Span, name: str = "", ordered: bool = False) -> None:
        """A container of Markdown begins."""
        self.containers.append(Container(kind, self.serial(), span, name, ordered))

    def leave_unread(self, kind: BlockKind, reading: Callable[[], Said], span: Span, level: int = 0) -> None:
        """A block that is read when somebody asks. It stands in no element, and nothing else comes of it."""
        hidden = COLLAPSED if any(self.collapsed) else ""
        self.blocks.append(Block.unread(kind, reading, span, hidden, level, self.around))

    def finish(
        self, flow: Flow, kind: BlockKind, span: Span, level: int = 0, cell: Cell | None = None, title: bool = False
    ) -> None:
        """Make blocks of a flow. The title of a collapsed section is seen when the section around it is."""
        sections = self.collapsed[:-1] if title else self.collapsed
        outer = COLLAPSED if any(sections) else ""
        around = self.around
        beside = leftovers(flow, kind if kind != "heading" else "paragraph", around, outer)
        until = None
        if kind == "heading":
            text = flow.main.builder.build().text
            if identifier := explicit_id(text):
                self.inlines.tags.anchors.add(identifier[0])
                until = identifier[1]
        prose, inlines = flow.main.build(trim=flow.trimmed, until=until)
        if inlines or kind == "cell" or prose.text.strip():
            self.blocks.append(Block(kind, prose, span, flow.hidden or outer, level, inlines, around, cell))
        self.blocks += beside
