"""Where the text of headings, terms, code blocks and section titles lies, each of which the parser cuts differently."""

from __future__ import annotations

from markdown_it.token import Token

from lint.markdown.origin import Origin, Source, of_cut, of_line, virtual_spaces
from lint.spans import Prose, ProseBuilder


def paragraph_origin(source: Source, token: Token) -> Origin:
    """A paragraph, or a heading that is underlined: whole lines, trimmed."""
    begin, text = token.meta["cut"]
    return of_cut(source, begin, text, token.content)


def heading_origin(source: Source, token: Token, markup: str) -> Origin:
    """A heading: underlined, or behind its `#`."""
    if not markup.startswith("#"):
        return paragraph_origin(source, token)
    start = token.meta["start"] + len(markup)
    return of_line(source, start, source.line_end(_line(token)), token.content)


def term_origin(source: Source, token: Token) -> Origin:
    """The term of a definition list: the end of its line."""
    start = source.line_start(_line(token))
    text = source.src[start : source.line_end(_line(token))].rstrip()
    return Origin(source, [(0, start + len(text) - len(token.content))])


def division_title(source: Source, token: Token) -> tuple[str, Origin] | None:
    """The words behind the name of a `:::` section, which VuePress and its like show as its title."""
    words = token.info.strip().partition(" ")[2].strip()
    if not words or "{" in token.info:
        return None
    start = source.line_start(_line(token))
    line = source.src[start : source.line_end(_line(token))].rstrip()
    return words, Origin(source, [(0, start + len(line) - len(words))])


def admonition_title(source: Source, token: Token, markup: str) -> Origin | Prose:
    """The title of `!!! note "Title"`; without one, renderers show the word itself, capitalised."""
    start, end = source.line_start(_line(token)), source.line_end(_line(token))
    place = source.src.rfind(token.content, start, end)
    if place != -1:
        return Origin(source, [(0, place)])
    first = source.file(source.src.index(markup.partition(" ")[0], start))
    builder = ProseBuilder()
    builder.add(token.content, first, source.file(start + len(source.src[start:end].rstrip())) - first)
    return builder.build()


def code_prose(source: Source, token: Token) -> Prose:
    """The lines of a code block, without indentation and fences."""
    begin, text = token.meta["cut"]
    builder = ProseBuilder()
    lines = text.split("\n")
    for number, line in enumerate(lines, begin):
        if number >= len(source.starts):
            break
        end = source.line_end(number)
        virtual = virtual_spaces(source.src[source.starts[number] : end], line) if line.startswith(" ") else 0
        at = source.file(end - len(line) + virtual)
        builder.add(line[:virtual], at - 1, 1)
        builder.add(line[virtual:], at, len(line) - virtual)
        if number + 1 < begin + len(lines):
            place = source.file(end)
            builder.add("\n", place, source.file(source.line_start(number + 1)) - place)
    return builder.build()


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0
