"""HTML elements to Markdown by markdownify, and those that it has no Markdown for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdownify import MarkdownConverter

if TYPE_CHECKING:
    from bs4.element import Tag


class Drawing(MarkdownConverter):
    """The converter with footnotes, as `footnotes` names them."""

    def convert_footnote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What calls a footnote."""
        return f"[^{text.strip()}]"

    def convert_note(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A footnote on one line."""
        return f"\n\n[^{el['number']}]: {' '.join(text.split())}\n\n"
