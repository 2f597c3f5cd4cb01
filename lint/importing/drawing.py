"""HTML elements to Markdown by markdownify, and those that it has no Markdown for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdownify import MarkdownConverter

from lint.importing import inline
from lint.importing.structure import is_block

if TYPE_CHECKING:
    from bs4.element import NavigableString, Tag


class Drawing(MarkdownConverter):
    """The converter with footnotes, as `footnotes` names them."""

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """A text; a ">" that an author typed at its start is no quotation."""
        text = str(super().process_text(el, parent_tags))  # type: ignore[misc]  # its stub leaves it out
        before = el.previous_sibling
        starts = before is None or is_block(before) or getattr(before, "name", None) == "br"
        return re.sub(r"^(\s{0,9})>", r"\1\\>", text) if starts else text

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """A text whose marks would be read as markup: escaped by what our layout knows."""
        text = inline.escaped(text)
        return re.sub(r"(?<!\\)([\[\]])", r"\\\1", text) if "a" in parent_tags else text

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A paragraph; in a quotation, which stays as it is, no line of text begins a list or another block."""
        if "blockquote" not in parent_tags or "_inline" in parent_tags:
            return str(super().convert_p(el, text, parent_tags))  # type: ignore[misc]  # its stub leaves it out
        lines = [inline.at_start(line.strip()) for line in text.strip().split("\n")]
        return "\n\n" + "\n\n".join(line for line in lines if line) + "\n\n"

    def convert_footnote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What calls a footnote."""
        return f"[^{text.strip()}]"

    def convert_note(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A footnote on one line."""
        return f"\n\n[^{el['number']}]: {' '.join(text.split())}\n\n"
