"""The open HTML elements while a document is read: what they hide, and the containers that they make."""

from __future__ import annotations

from dataclasses import dataclass

from lint.document import Container
from lint.html import IMPLIED_END, SCOPES, HtmlPiece, hidden_by


@dataclass(slots=True)
class Element:
    """An open element: why its text is not seen (own reason or an ancestor's), and the container it makes."""

    tag: str
    hidden: str
    outer: str
    container: Container | None = None
    count: int = 0


class Elements:
    """A stack of open elements with HTML's implied ends."""

    def __init__(self) -> None:
        self.open: list[Element] = []

    @property
    def hidden(self) -> str:
        """Why text here is not seen, in words; empty when it is."""
        return self.open[-1].hidden if self.open else ""

    @property
    def containers(self) -> tuple[Container, ...]:
        """The containers that the open elements make, outermost first."""
        return tuple(element.container for element in self.open if element.container)

    def innermost(self, *tags: str) -> Element | None:
        """The innermost open element of one of the tags."""
        for element in reversed(self.open):
            if element.tag in tags:
                return element
        return None

    def push(self, piece: HtmlPiece) -> Element:
        """Open an element, ending those whose end is implied."""
        self._imply(piece.tag)
        outer = self.hidden
        hidden = outer or hidden_by(piece)
        if piece.tag == "summary" and self.open and self.open[-1].tag == "details":
            hidden = self.open[-1].outer or hidden_by(piece)
        element = Element(piece.tag, hidden, outer)
        self.open.append(element)
        return element

    def pop(self, tag: str) -> bool:
        """Close the innermost element of the tag and all inside it; whether there was one."""
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index].tag == tag:
                del self.open[index:]
                return True
        return False

    def _imply(self, tag: str) -> None:
        ends = IMPLIED_END.get(tag)
        if not ends:
            return
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index].tag in ends:
                del self.open[index:]
                if tag != "tr":
                    return
            elif self.open[index].tag in SCOPES:
                return
