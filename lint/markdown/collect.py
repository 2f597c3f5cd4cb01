"""The blocks of a document as they are collected: what they stand in, and why a reader does not see them."""

from __future__ import annotations

from collections.abc import Callable

from lint.document import Block, BlockKind, Cell, Container, ContainerKind, Inline, Said
from lint.markdown.anchors import explicit_id
from lint.markdown.elements import Elements
from lint.markdown.flow import Flow
from lint.markdown.inlines import Inlines, leftovers
from lint.message import Message
from lint.spans import Prose, Span

COLLAPSED = Message("a collapsed section")


class Collector:
    """What the readers of Markdown and of HTML blocks share: the place they are at, and the blocks so far."""

    def __init__(self, elements: Elements, inlines: Inlines) -> None:
        self.elements = elements
        self.inlines = inlines
        self.blocks: list[Block] = []
        self.containers: list[Container] = []
        self.collapsed: list[bool] = []  # of the sections (`:::`, `???`) around this place
        self.odd: list[str] = []  # what is shown of texts that the source may spell in its own way
        self._serial = 0
        self._around: tuple[Container, ...] | None = ()  # those of Markdown, until one begins or ends

    def serial(self) -> int:
        """A number that nothing else in the document has."""
        self._serial += 1
        return self._serial

    @property
    def around(self) -> tuple[Container, ...]:
        """The containers here, outermost first: those of Markdown, then those of HTML."""
        if self.elements.open:
            return (*self.containers, *self.elements.containers)
        if self._around is None:
            self._around = tuple(self.containers)
        return self._around

    @property
    def hidden(self) -> str:
        """Why text here is not seen, in words; empty when it is."""
        return self.elements.hidden or (COLLAPSED if any(self.collapsed) else "")

    def enter(self, kind: ContainerKind, span: Span, name: str = "", ordered: bool = False) -> None:
        """A container of Markdown begins."""
        self.containers.append(Container(kind, self.serial(), span, name, ordered))
        self._around = None

    def leave(self) -> None:
        """The innermost container of Markdown ends."""
        self.containers.pop()
        self._around = None

    def leave_unread(self, kind: BlockKind, reading: Callable[[], Said], span: Span, level: int = 0) -> None:
        """A block that is read when somebody asks. It stands in no element, and nothing else comes of it."""
        self.blocks.append(Block(kind, reading, span, self.hidden, level, (), self.around))

    def take(self, kind: BlockKind, prose: Prose, span: Span, inlines: tuple[Inline, ...], cell: Cell) -> None:
        """A block that was read. It stands in no element, and nothing else comes of it."""
        self.blocks.append(Block(kind, prose, span, self.hidden, 0, inlines, self.around, cell))

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
            self.odd.append(prose.text)
        self.blocks += beside
        self.odd += [block.text for block in beside]
