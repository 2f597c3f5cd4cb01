"""How a Markdown text is read: markdown-it-py with a note of every place, HTML as browsers see it, front matter."""

from __future__ import annotations
