"""What one Markdown file is: its text exactly as read, its blocks of prose with places, its links and front matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from lint.gist import Vocabulary, vocabulary
from lint.message import Message
from lint.slugs import slugs
from lint.spans import LineIndex, Position, Prose, Span

BlockKind = Literal[
    "paragraph",  # also the text of a list item or of a block quote: see `containers`
    "heading",
    "cell",  # of a table: see `cell`
    "term",  # of a definition list; the definition is a paragraph in a "definition" container
    "html",  # text of an HTML block
    "code",  # a fenced or indented code block
    "alt",  # alternative text of an image
    "title",  # title attribute of a link, image or element, aria-label and the like
    "comment",  # an HTML comment
    "front-matter",  # a scalar of the front matter
]
# `Block.hidden` of what a reader can open.
COLLAPSED = Message("a collapsed <details>")
InlineKind = Literal[
    "link", "image", "code", "emphasis", "strong", "strike", "superscript", "subscript", "footnote", "anchor"
]
# Why a file, or a part of the judgement on it, is missing from what was checked.
Cause = Literal[
    "excluded",  # by a pattern of the configuration
    "ignored",  # by .gitignore
    "hidden",  # a hidden folder, or one of a tool, which is not looked into
    "not-markdown",
    "approved-wording",  # a disclaimer that somebody approved is no article
    "link",  # a symbolic link that is not followed
    "missing",  # nothing lies there
    "unreadable",  # the disk does not give it
    "not-text",  # not UTF-8, binary, empty
    "component",  # MDX, whose components hold text that is not read
    "too-deep",  # nested deeper than anybody reads
    "part",  # a part of the file could not be read, or a file that it names
    "language",  # a rule does not know the language
    "lock",  # the lock could not be used, or confirmed
    "defect",  # medlint or a rule failed on it
    "rule-off",
    "unverified",  # a reference that no registry has confirmed
]
ContainerKind = Literal["list", "item", "quote", "footnote", "definition", "details", "division", "html"]


class Inline(NamedTuple):
    """Something within a block's prose: visible range [start, end) and the source it takes, markup included.

    `target` is the href of a link, the src of an image, the label of a footnote mark, the id of an anchor;
    `target_span` is where the target stands in the source (for `[text][label]` inside its definition).
    """

    kind: InlineKind
    start: int
    end: int
    span: Span
    target: str = ""
    title: str = ""
    target_span: Span = Span(0, 0)


class Container(NamedTuple):
    """What a block stands in. `id` tells two containers of one kind apart.

    `name`: the number that a reader sees of an ordered item ("3"), the label of a footnote, the class or summary
    of a division; `ordered` for lists and items.
    """

    kind: ContainerKind
    id: int
    span: Span
    name: str = ""
    ordered: bool = False


class Cell(NamedTuple):
    """Where a table cell stands: row 0 is the header row.

    `header` is its column's header, `first` its row's first cell.
    """

    table: int
    row: int
    column: int
    header: str
    first: str


# What a block says: its text with places, and the constructs within.
Said = tuple[Prose, tuple[Inline, ...]]


class Block:
    """One piece of text that belongs together, with a map from every character to its source offset.

    `hidden` says in words why a reader does not see it ("an HTML comment", "a collapsed <details>"), empty when
    they do. Kinds alt, title, comment, front-matter are never prose that a reader reads; ask `is_read`.

    Immutable. What it says is read when somebody asks: most blocks of an article are turned away by their place, or by
    words that the article does not hold, and reading them would cost more than all the rest.
    """

    __slots__ = ("_reading", "_said", "cell", "containers", "hidden", "kind", "level", "name", "span")

    def __init__(  # noqa: PLR0913, PLR0917  # as many as a block has sides
        self,
        kind: BlockKind,
        prose: Prose | Callable[[], Said],
        span: Span,
        hidden: str = "",
        level: int = 0,
        inlines: tuple[Inline, ...] = (),
        containers: tuple[Container, ...] = (),
        cell: Cell | None = None,
        name: str = "",
    ) -> None:
        """A block that was read; or, in the place of its prose, how to read what it says at the first question."""
        self.kind = kind
        self.span = span
        self.hidden = hidden
        self.level = level
        self.containers = containers
        self.cell = cell
        self.name = name
        self._said: Said | None = None
        self._reading: Callable[[], Said] | None = None
        if isinstance(prose, Prose):
            self._said = prose, inlines
        else:
            self._reading = prose

    def __repr__(self) -> str:
        return f"Block({self.kind!r}, {self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Block) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash(self._all())

    def _all(self) -> tuple[object, ...]:
        place = (self.kind, self.span, self.hidden, self.level, self.containers, self.cell, self.name)
        return *place, self.prose, self.inlines

    def _read(self) -> Said:
        if self._said is None:
            if self._reading is None:
                raise AssertionError("a block says something, or knows how to read it")
            self._said, self._reading = self._reading(), None
        return self._said

    @property
    def prose(self) -> Prose:
        """What it says, with the place of every character."""
        return (self._said or self._read())[0]

    @property
    def inlines(self) -> tuple[Inline, ...]:
        """The constructs within, by their place."""
        return (self._said or self._read())[1]

    @property
    def text(self) -> str:
        """The visible text."""
        return (self._said or self._read())[0].text

    def hidden_by(self, hidden: str) -> Block:
        """The same block, not seen for a reason."""
        return Block(
            self.kind, self.prose, self.span, hidden, self.level, self.inlines, self.containers, self.cell, self.name
        )

    @property
    def is_read(self) -> bool:
        """Whether a reader meets this text as text: shown, and not code or an attribute."""
        return not self.hidden and self.kind in ("paragraph", "heading", "cell", "term", "html")

    def struck(self, start: int, end: int) -> bool:
        """Whether the visible range lies wholly in strikethrough: text that its author took back."""
        for inline in self.inlines:
            if inline.kind == "strike" and inline.start <= start < inline.end:
                start = inline.end
                while start < end and self.text[start].isspace():
                    start += 1
        return start >= end

    def within(self, kind: ContainerKind) -> Container | None:
        """The innermost container of a kind that the block stands in."""
        for container in reversed(self.containers):
            if container.kind == kind:
                return container
        return None


class Definition(NamedTuple):
    """A link reference definition `[label]: href "title"`; `href_span` and `title_span` lie in the source."""

    label: str
    href: str
    title: str
    span: Span
    href_span: Span
    title_span: Span = Span(0, 0)


class Field(NamedTuple):
    """A scalar of the front matter, as text, with the place of its value."""

    value: str
    span: Span


class Problem(NamedTuple):
    """A part of the file that could not be checked, and why."""

    span: Span
    reason: str
    cause: Cause = "part"


class _Facts(NamedTuple):
    path: str
    text: str
    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...] = ()
    fields: Mapping[str, Field] = MappingProxyType({})
    named: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    odd: tuple[str, ...] = ()


class Document(_Facts):
    """One Markdown file, immutable.

    `text` is the file exactly as read: byte order mark, CRLF and all. `fields` maps dotted front matter keys
    ("author.0.name") to scalars. `named` are the anchors that are written down, beside those of headings. `problems`
    name what no rule has seen. `odd` are texts, as they are shown, that the source may spell in its own way.
    """

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All words that anybody may see in it, as `lint.gist` spells them, and more; a look costs next to nothing.

        What needs a word that is not here can be passed over, unread.
        """
        return vocabulary(self.text, (*self.odd, *(definition.title for definition in self.definitions)))

    @cached_property
    def memo(self) -> dict[object, object]:
        """What was worked out from the document alone, under the function that did; it is forgotten with it."""
        return {}

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The fragments that a link may point at."""
        return self.named | slugs(block.text for block in self.blocks if block.kind == "heading")

    @cached_property
    def lines(self) -> LineIndex:
        """Where the lines begin."""
        return LineIndex(self.text)

    def position(self, offset: int) -> Position:
        """Line and column of an offset."""
        return self.lines.position(offset)

    def excerpt(self, span: Span) -> str:
        """The text of a span as it lies on disk."""
        return self.text[span.start : span.end]

    @property
    def language(self) -> str:
        """The declared language as its primary subtag ("en" of "en-GB"), empty when none is declared."""
        for key in ("lang", "language", "locale"):
            if key in self.fields:
                return self.fields[key].value.replace("_", "-").split("-")[0].strip().lower()
        return ""
