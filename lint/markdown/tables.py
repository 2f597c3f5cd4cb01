"""Tables while they are read: which row and column a cell stands in, and what heads them."""

from __future__ import annotations

from lint.document import Cell

# As much of a header or first cell as its other cells repeat.
_LONGEST = 500


class Table:
    """The table being read: its headers, and the present row and cell."""

    def __init__(self, serial: int) -> None:
        self.serial = serial
        self.headers: list[str] = []
        self.row = -1
        self.column = 0
        self.width = 0
        self.first = ""

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1
        self.column = self.width = 0
        self.first = ""

    def next_cell(self, width: int = 1, header: bool = True) -> None:
        """Begin a cell; an HTML table whose first cell is no `<th>` has no header row, so that row counts as 1."""
        if self.row == 0 and self.width == 0 and not header:
            self.row = 1
        self.column += self.width
        self.width = width
        if self.row == 0:
            self.headers += [""] * width

    def cell(self, text: str) -> Cell:
        """Where the present cell stands; `text` is what it says, or its next piece."""
        text = " ".join(text.split())
        if self.row == 0:
            for column in range(self.column, self.column + self.width):
                self.headers[column] = _joined(self.headers[column], text)
        if self.column == 0:
            self.first = _joined(self.first, text)
        header = self.headers[self.column] if self.column < len(self.headers) else ""
        return Cell(self.serial, self.row, self.column, header, self.first)


def _joined(before: str, text: str) -> str:
    return f"{before} {text}".strip() if len(before) < _LONGEST else before
