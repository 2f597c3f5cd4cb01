"""Markdown with places: markdown-it-py as it is, with a note on every token of where it came from.

The parser's rules are not touched. Around each inline rule call the position is noted, around each leaf block rule
the lines that it cut; a place is never searched for again afterwards. Notes lie in `token.meta`:

- inline tokens: `at`, the pieces (length in content, position in the inline content, width there) of text tokens;
  `pos` and `end`, the range of the construct that the token belongs to; on links `close`, where the text ends.
- block tokens: `cut`, first line and text of the last `getLines`; `start`, the offset of the first character of the
  token's line behind all container markers; on link definitions `lines`, the same for each of their lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Rule, Ruler
from markdown_it.rules_block import StateBlock, lheading, table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# The presets stop at 20 and drop deeper text without a word. 100 is deeper than any article and keeps the parser's
# recursion (about five frames a level) below Python's limit of 1,000.
MAX_NESTING = 100
TOO_DEEP = "too_deep"

_LEAVES = ("fence", "code", "html_block", "heading", "lheading", "paragraph", "table", "reference")

Piece = tuple[int, int, int]


class _InlineState(StateInline):
    """Notes where literal text came from and where tokens were pushed."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> None:
        super().__init__(src, md, env, outTokens)
        self._pieces: list[Piece] = []

    def append_pending(self, text: str) -> None:
        """Note that `text` is the source at the current position."""
        self._pieces.append((len(text), self.pos, len(text)))
        super().append_pending(text)

    def pushPending(self) -> Token:
        """Flush literal text with its pieces; a hard break may have cut trailing spaces off."""
        token = super().pushPending()
        left = len(token.content)
        pieces: list[Piece] = []
        for length, position, _ in self._pieces:
            length = min(length, left)
            left -= length
            if pieces and pieces[-1][1] + pieces[-1][0] == position:
                joined = pieces[-1][0] + length
                pieces[-1] = (joined, pieces[-1][1], joined)
            elif length:
                pieces.append((length, position, length))
        token.meta["at"] = pieces
        self._pieces = []
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Note the position at which a token was pushed."""
        if not self.pending:  # a break took the spaces away that were all there was
            self._pieces.clear()
        token = super().push(ttype, tag, nesting)
        token.meta["pushed"] = self.pos
        return token


def _note(state: StateInline, first: int, start: int) -> None:
    """Give the tokens that one rule pushed the range that the rule consumed."""
    cursor = start
    opened: Token | None = None
    for token in state.tokens[first:]:
        meta = token.meta
        if "end" in meta or "at" in meta:
            continue
        meta["pos"], meta["end"] = start, state.pos
        if token.type == "link_open":
            opened = token
        elif token.type == "link_close" and opened is not None:
            opened.meta["close"] = meta["pushed"]
        if token.type == "text":
            if token.info == "" and state.src.startswith("<", start):
                cursor = start + 1  # the text of an autolink
            width = len(token.content)
            if not state.src.startswith(token.content, cursor):
                width = state.pos - 1 - cursor  # an address shown decoded
            meta["at"] = [(len(token.content), cursor, width)]
            cursor += width
        elif token.type == "text_special":
            meta["at"] = [(len(token.content), start, state.pos - start)]


class _Inline(ParserInline):
    """The stock inline parser with a note after every rule call."""

    def tokenize(self, state: StateInline) -> None:
        """Generate tokens for the range of the state."""
        rules = self.ruler.getRules("")
        end = state.posMax
        limit = state.md.options["maxNesting"]
        while state.pos < end:
            start, count, ok = state.pos, len(state.tokens), False
            if state.level < limit:
                for rule in rules:
                    if rule(state, False):
                        ok = True
                        break
            if len(state.tokens) > count:
                _note(state, count, start)
            if not ok:
                state.append_pending(state.src[state.pos])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Tokenize `src` into `tokens`, positions noted."""
        state = _InlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _BlockState(StateBlock):
    """Remembers the lines that were cut last.

    Its source always ends with a line feed: plugins look one character beyond the last line (`> ::: note`, then `>`).
    """

    cut: tuple[int, str] = (0, "")

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self._end = len(src)
        self._underlines = [match.start() for match in _UNDERLINE.finditer(src)]
        if not src.endswith("\n"):
            self.src = src + "\n"

    def may_be_underlined(self, line: int) -> bool:
        """Whether a line of hyphens or equals signs may follow before the next empty line."""
        start = self.bMarks[line]
        index = bisect_right(self._underlines, start)
        if index == len(self._underlines):
            return False
        underline = self._underlines[index]
        return self.src.find("\n\n", start, min(underline, start + _AHEAD)) == -1

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:
        """Cut lines [begin, end), remembered."""
        text = super().getLines(begin, end, indent, keepLastLF)
        if keepLastLF and begin < end and self.eMarks[end - 1] >= self._end:
            text = text.removesuffix("\n")
        self.cut = (begin, text)
        return text


BlockRule = Callable[[StateBlock, int, int, bool], bool]
# Block rules that match only a line which begins with a mark of theirs, and never with a letter.
_MARKED = frozenset(
    "fence blockquote hr list reference html_block heading footnote_def admonition container_division".split()
)
_UNDERLINE = re.compile(r"^[ \t>]*(?:-+|=+)[ \t]*$", re.MULTILINE)
# As much of a paragraph as is looked at for its end before the rule for underlined headings is asked.
_AHEAD = 2_000


class _Ruler(Ruler[BlockRule]):
    """The rules of a block parser; what ends a paragraph is asked of one, which knows which of them can match."""

    def __init__(self, rules: Ruler[BlockRule]) -> None:
        super().__init__()
        self.__rules__ = rules.__rules__
        self._ending = [_ending([entry for entry in rules.__rules__ if entry.enabled])]

    def getRules(self, chainName: str = "") -> list[BlockRule]:
        """The rules of a chain."""
        return self._ending if chainName == "paragraph" else super().getRules(chainName)


class _Block(ParserBlock):
    """The stock block parser over a state that remembers, telling where it gives up.

    Most lines begin with a letter, and a letter begins few things. A line is tried with the rules alone that can match
    it, in their order: the tokens are those of the stock parser, at two thirds of the price.
    """

    def __init__(self, ruler: Ruler[BlockRule]) -> None:
        super().__init__()
        self.ruler = _Ruler(ruler)
        entries = [entry for entry in ruler.__rules__ if entry.enabled]
        self._rules = [(entry.fn, entry.name in _LEAVES) for entry in entries]
        self._of_letters = [
            (_table if entry.name == "table" else entry.fn, entry.name in _LEAVES)
            for entry in entries
            if entry.name not in _MARKED
        ]
        self._of_text = [(rule, leaf) for rule, leaf in self._of_letters if rule is not lheading]

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        """Generate tokens for the lines, with notes; lines beyond the nesting limit are named in `env`."""
        if not isinstance(state, _BlockState):
            raise TypeError("only a state that remembers its lines can be noted")
        if state.level >= state.md.options.maxNesting:
            state.env.setdefault(TOO_DEEP, []).append((startLine, endLine))
        line, after_empty = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= state.md.options.maxNesting:
                state.line = endLine
                break
            count = len(state.tokens)
            if self._match(state, line, endLine):
                _note_lines(state, count)
            if state.line <= line:
                raise RuntimeError("block rule didn't increment state.line")
            state.tight = not after_empty
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                after_empty = True
            if line < endLine and state.isEmpty(line):
                after_empty = True
                line += 1
                state.line = line

    def _match(self, state: _BlockState, line: int, end: int) -> bool:
        """Let the first rule that matches take the line; whether it is one of a leaf."""
        rules = self._rules
        if state.src[state.bMarks[line] + state.tShift[line]].isalpha():
            rules = self._of_letters
            if not (state.may_be_underlined(line) or state.is_code_block(line)):
                # What the rule for underlined headings leaves behind where it finds none.
                rules, state.parentType = self._of_text, "paragraph"
        for rule, leaf in rules:
            if rule(state, line, end, False):
                return leaf
        raise RuntimeError("none of the block rules matched")

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:
        """Tokenize `src` into `outTokens`."""
        if not src:
            return None
        state = _BlockState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


def _note_lines(state: _BlockState, first: int) -> None:
    """Note on the tokens of a leaf rule the lines it cut, and where its lines begin behind the container markers."""
    tokens = state.tokens
    for index in range(first, len(tokens)):
        token = tokens[index]
        if token.map is not None:
            line = token.map[0]
            token.meta["cut"] = state.cut
            token.meta["start"] = state.bMarks[line] + state.tShift[line]
            if token.type == "definition":
                token.meta["lines"] = [state.bMarks[at] + state.tShift[at] for at in range(*token.map)]


def _table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """A table, asked for only where the second line begins as the rule demands."""
    line = startLine + 1
    if line >= endLine or state.src[state.bMarks[line] + state.tShift[line]] not in "|-:":
        return False
    return table(state, startLine, endLine, silent)


def _ending(entries: Sequence[Rule[BlockRule]]) -> BlockRule:
    """What ends a paragraph, as one rule: that of the rules which can match the line."""
    ending = [entry for entry in entries if "paragraph" in entry.alt]
    rules = [entry.fn for entry in ending]
    of_letters = [
        _table if entry.name == "table" else entry.fn for entry in ending if entry.name not in {*_MARKED, "deflist"}
    ]

    def ends(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
        letter = state.src[state.bMarks[startLine] + state.tShift[startLine]].isalpha()
        return any(rule(state, startLine, endLine, silent) for rule in (of_letters if letter else rules))

    return ends


def _record(md: MarkdownIt) -> MarkdownIt:
    """Put the recording parsers in the place of the stock ones, with the same rules."""
    inline, block = _Inline(), _Block(md.block.ruler)
    inline.ruler, inline.ruler2 = md.inline.ruler, md.inline.ruler2
    inline.terminator_re = md.inline.terminator_re
    inline._extra_terminator_chars = md.inline._extra_terminator_chars
    md.inline, md.block = inline, block
    return md


class Syntax(NamedTuple):
    """Extensions that a text may use; to load those that it cannot use would cost as much as to read it."""

    notes: bool = True
    sections: bool = True
    admonitions: bool = True
    terms: bool = True


def syntax_of(src: str) -> Syntax:
    """The extensions whose marks a text holds."""
    # The mark of a definition is the first of its line: behind white space, and the marks of the quotes it stands in.
    terms = any(line.lstrip(" \t>").startswith((":", "~")) for line in src.split("\n"))
    return Syntax("[^" in src or "^[" in src, ":::" in src, "!!!" in src or "???" in src, terms)


def extended(md: MarkdownIt, syntax: Syntax = Syntax()) -> MarkdownIt:  # noqa: B008 # immutable
    """The syntax that medical articles use beside CommonMark, switched on."""
    md.enable(["table", "strikethrough"])
    if syntax.terms:
        from mdit_py_plugins.deflist import deflist_plugin

        md.use(deflist_plugin)
    if syntax.notes:
        from mdit_py_plugins.footnote import footnote_plugin

        md.use(footnote_plugin)
        # Moving footnotes to the end would drop those that nothing cites; they stay where they were written.
        md.disable("footnote_tail")
    if syntax.admonitions:
        from mdit_py_plugins.admon import admon_plugin

        md.use(admon_plugin)
    if syntax.sections:
        from mdit_py_plugins.container import container_plugin

        md.use(container_plugin, name="division", validate=lambda params, *_: bool(params.strip()))
    md.options["store_labels"] = True
    md.options["inline_definitions"] = True
    return md


def recording_parser(md: MarkdownIt) -> MarkdownIt:
    """A parser that makes the very tokens of `md`, each with a note of its place."""
    md.options["maxNesting"] = MAX_NESTING
    return _record(md)


@cache
def parser(syntax: Syntax = Syntax()) -> MarkdownIt:  # noqa: B008 # immutable
    """The parser of medlint. Text tokens stay apart: whoever joins them loses their places."""
    md = recording_parser(extended(MarkdownIt("commonmark"), syntax))
    md.disable(["text_join", "fragments_join"])
    return md
