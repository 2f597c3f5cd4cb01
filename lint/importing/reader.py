"""Lines of a draft to blocks: pasted text, and the Markdown that a converter made of HTML."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from lint.importing import inline, marks
from lint.importing.blocks import Block
from lint.importing.notes import Notes

# A sentence that ends here goes on in no other line.
STOPS = '.?!:;。？！：；…)]”"»'


def read(text: str, notes: Notes, *, pasted: bool) -> list[Block]:
    """The blocks of a text. `pasted`: it is plain text, of which each line is a paragraph unless all are wrapped."""
    reader = _Reader(text.split("\n"), notes, pasted)
    while reader.place < len(reader.lines):
        reader.step()
    return reader.blocks


class _Item(NamedTuple):
    indent: int
    bullet: str


class _Reader:
    """One pass over the lines; `items` are the lists that are open, the innermost last."""

    def __init__(self, lines: list[str], notes: Notes, pasted: bool) -> None:
        self.lines, self.notes, self.pasted = lines, notes, pasted
        self.place = 0
        self.blocks: list[Block] = []
        self.items: list[_Item] = []
        self.gap = True
        self.wrapped = pasted and is_wrapped(lines)

    def step(self) -> None:
        """Read the next line, or the lines that belong together."""
        line = self.lines[self.place].expandtabs(4) if not self.pasted else self.lines[self.place]
        stripped = line.strip()
        if not stripped:
            self.gap, self.place = True, self.place + 1
            return
        if not (self._raw(stripped) or self._table(stripped) or self._rule(stripped)):
            self._line(stripped, len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip()))
            self.place += 1
        self.gap = False

    def _take(self, kind: str, lines: list[str]) -> bool:
        self.place += len(lines)
        self.items.clear()
        self.blocks.append(Block("table" if kind == "table" else "raw", "\n".join(lines), gap=self.gap))
        return True

    def _raw(self, first: str) -> bool:
        """Code, quotes and footnotes of converted HTML: they stay as they are."""
        if self.pasted or not first.startswith(("```", ">", "[^")):
            return False
        end = self.place + 1
        if first.startswith("```"):
            while end < len(self.lines) and self.lines[end].strip() != "```":
                end += 1
            return self._take("raw", [line.rstrip() for line in self.lines[self.place : end + 1]])
        while first.startswith(">") and end < len(self.lines) and self.lines[end].lstrip().startswith(">"):
            end += 1
        return self._take("raw", [line.strip() for line in self.lines[self.place : end]])

    def _table(self, first: str) -> bool:
        """Rows between pipes, or, in pasted text, rows whose cells tabs part."""
        end = self.place
        if first.startswith("|"):
            while end < len(self.lines) and self.lines[end].strip().startswith("|"):
                end += 1
            rows = [_cells(line.strip()) for line in self.lines[self.place : end]]
        else:
            count = _tabs(first) if self.pasted else 0
            while count and end < len(self.lines) and _tabs(self.lines[end].strip(" ")) == count:
                end += 1
            rows = [[cell.strip() for cell in line.strip(" ").split("\t")] for line in self.lines[self.place : end]]
        if len(rows) < 2:
            return False
        taken = end - self.place
        rows = [row for row in rows if not _is_delimiter(row)]
        if len(rows) > 2 and not any(rows[0]):  # Word names no header, and a converter makes an empty one
            del rows[0]
        self._take("table", _drawn(rows, escape=self.pasted))
        self.place += taken - len(self.blocks[-1].text.split("\n"))
        if self.pasted and not first.startswith("|"):
            self.notes.say("lines with tabs were read as a table; its first line is taken for the header")
        return True

    def _rule(self, line: str) -> bool:
        if not re.fullmatch(r"[-=_*~–—\s]{3,200}", line) or len(set(line) - {" ", "\t"}) != 1:
            return False
        self.blocks.append(Block("rule", "---", gap=True))
        self.items.clear()
        self.place += 1
        return True

    def _line(self, line: str, indent: int) -> None:
        if match := re.match(r"(#{1,6})\s+(\S.{0,2000}?)(?:\s#{1,10})?$", line):
            self.items.clear()
            self.blocks.append(Block("heading", self._inline(match[2]), len(match[1]), gap=self.gap))
            return
        if mark := marks.bullet(line, within=bool(self.items and self.items[-1].bullet)) or marks.number(line):
            self._item(line, mark, indent)
            return
        text = self._inline(line)
        if self._continues(line, indent):
            last = self.blocks[-1]
            self.blocks[-1] = last._replace(text=inline.joined(last.text, text))
            return
        while self.items and indent <= self.items[-1].indent:
            self.items.pop()
        if not indent or self.pasted:
            self.items.clear()
        self.blocks.append(Block("paragraph", text, len(self.items), gap=self.gap))

    def _item(self, line: str, mark: marks.Mark, indent: int) -> None:
        depth = self._depth(_Item(indent, mark.bullet))
        if mark.bullet:
            if mark.all.strip() != "-":
                self.notes.say("bullets of a word processor were made list items", removed=mark.all)
            self.blocks.append(Block("item", self._inline(line[mark.end :]), depth, None, self.gap, mark.all))
            return
        written = f"{mark.number}. " if mark.is_doubled else mark.all
        if mark.is_doubled:
            self.notes.say(f"a number that stood twice was removed once: {mark.all.strip()}", removed=str(mark.number))
        self.blocks.append(Block("item", self._inline(line[mark.end :]), depth, mark.number, self.gap, written))

    def _depth(self, item: _Item) -> int:
        """How deep an item stands: by its indentation, among equal ones by its bullet."""
        while self.items and item.indent < self.items[-1].indent - 1:
            self.items.pop()
        if self.items and item.indent <= self.items[-1].indent + 1:
            same = [each.bullet for each in self.items if abs(each.indent - item.indent) <= 1]
            if item.bullet in same:
                while self.items[-1].bullet != item.bullet:
                    self.items.pop()
                return len(self.items) - 1
            if not (item.bullet in marks.INNER and item.bullet and self.items[-1].bullet not in ("-", "–")):
                self.items[-1] = item
                return len(self.items) - 1
        self.items.append(item)
        return len(self.items) - 1

    def _continues(self, line: str, indent: int) -> bool:
        """Whether a line goes on with the block before it."""
        if self.gap or not self.blocks or self.blocks[-1].kind not in ("paragraph", "item"):
            return False
        if self.wrapped or (self.pasted and self.items and indent > self.items[-1].indent + 1):
            return True
        last = self.blocks[-1].text
        return len(last) >= 40 and last[-1] not in STOPS and line[0].islower()

    def _inline(self, text: str) -> str:
        text = " ".join(text.split())
        return inline.kept(text) if self.pasted else text


def is_wrapped(lines: list[str]) -> bool:
    """Whether a text breaks its lines at a width, as mail programs do, and parts paragraphs by blank lines."""
    inner = [
        len(line)
        for line, following in pairwise(lines)
        if line.strip()
        and following.strip()
        and not (marks.bullet(following.strip()) or marks.number(following.strip()))
    ]
    if len(inner) < 2 or max(map(len, lines)) > 130:
        return False
    return sum(45 <= length <= 110 for length in inner) >= 0.7 * len(inner)


def _tabs(line: str) -> int:
    """How many tabs part the cells of a line; none in an item of a list, whose mark a tab follows."""
    if marks.bullet(line) or marks.number(line):
        return 0
    return line.count("\t")


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def _is_delimiter(row: list[str]) -> bool:
    return any(row) and all(re.fullmatch(r":?-{1,80}:?", cell) for cell in row)


def _drawn(rows: list[list[str]], *, escape: bool) -> list[str]:
    """A pipe table. Cells that a header has no column for would not be shown, so it gets as many as the longest row."""
    width = max(map(len, rows), default=1)
    lines = []
    for index, row in enumerate(rows):
        cells = [" ".join(inline.kept(cell).split()) if escape else cell for cell in row]
        lines.append(f"| {' | '.join(cells + [''] * (width - len(cells)))} |")
        if not index:
            lines.append(f"|{' --- |' * width}")
    return lines
