"""Front matter, read as plain scalars with their places; what is cleverer than that is refused with a sentence."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lint.document import Field, Problem
from lint.markdown import plain_yaml
from lint.message import Message
from lint.spans import BOM, Span

if TYPE_CHECKING:
    import yaml


class FrontMatter(NamedTuple):
    """The fields of a front matter by dotted key, what could not be read of it, and where the body begins."""

    fields: dict[str, Field]
    problems: tuple[Problem, ...]
    span: Span | None
    body: int


MAX_DEPTH = 20

_FENCE = r"(?:---|\+\+\+)[ \t]*(?:\r\n|\n|\r)"
_CLOSE = {
    "---": r"(?:^|(?<=[\n\r]))(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)",
    "+++": r"(?:^|(?<=[\n\r]))\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)",
}


def read(text: str, start: int) -> FrontMatter:
    """The front matter that begins at `start` (behind a byte order mark), if the text has one.

    A block of `---` that holds no mapping is Markdown between two rules, not front matter.
    """
    none = FrontMatter({}, (), None, start)
    mark = text[start : start + 3]
    fence = re.compile(_FENCE).match(text, start) if mark in _CLOSE else None
    if fence is None:
        return none
    close = re.compile(_CLOSE[mark]).search(text, fence.end())
    if close is None:
        return none
    source, span = text[fence.end() : close.start()], Span(start, close.end())
    if mark == "+++":
        fields, problems = _toml(source, fence.end())
    else:
        if not re.search(r"(?m)^[^\s#-][^\n\r]*:", source) and source.strip() and not _comment_only(source):
            return none
        plain = plain_yaml.fields(source, fence.end())
        fields, problems = (plain, []) if plain is not None else _yaml(source, fence.end())
    return FrontMatter(fields, tuple(problems), span, close.end())


def _comment_only(source: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in source.splitlines())


# What libyaml says of the slips that people make (yaml.org, libyaml/src/scanner.c and parser.c), to be translated.
_FAULTS = {
    str(each): each
    for each in (
        Message("mapping values are not allowed in this context"),
        Message("block sequence entries are not allowed in this context"),
        Message("did not find expected key"),
        Message("did not find expected '-' indicator"),
        Message("did not find expected ',' or ']'"),
        Message("did not find expected ',' or '}}'"),
        Message("could not find expected ':'"),
        Message("found unexpected end of stream"),
        Message("found character that cannot start any token"),
        Message("found unknown escape character"),
        Message("control characters are not allowed"),
    )
}


def _problem(span: Span, reason: str) -> Problem:
    return Problem(span, Message("the front matter cannot be read: {reason}", reason=reason))


class _Refused(Exception):
    """A construct that plain scalars do not need."""

    def __init__(self, event: yaml.Event, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason
        self.start, self.end = _place(event)


def _place(event: yaml.Event) -> tuple[int, int]:
    """The offsets that an event covers; the loader always marks the events of a text."""
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start and end else (0, 0)


def _yaml(source: str, base: int) -> tuple[dict[str, Field], list[Problem]]:
    """Read YAML from the parser's events: nothing is resolved, expanded or constructed."""
    import yaml  # PyYAML: every static site generator in Python reads front matter with it

    if source.startswith(BOM):  # the loader takes it for a signature and does not count it
        source, base = source[1:], base + 1
    fields: dict[str, Field] = {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for key, event in _scalars(yaml.parse(source, Loader=loader)):
            start, end = _place(event)
            fields[key] = Field(event.value, Span(base + start, base + end))
    except _Refused as refusal:
        place = Span(base + refusal.start, base + refusal.end)
        return fields, [_problem(place, refusal.reason)]
    except yaml.YAMLError as error:
        return _faulty(fields, source, base, error)
    return fields, []


def _faulty(
    fields: dict[str, Field], source: str, base: int, error: yaml.YAMLError
) -> tuple[dict[str, Field], list[Problem]]:
    """The fields before the line that is no YAML, and that line as a problem."""
    mark = getattr(error, "problem_mark", None)
    index = mark.index if mark else getattr(error, "position", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or Message("it is not YAML")
    index = min(index if isinstance(index, int) else 0, max(len(source.rstrip()) - 1, 0))
    start = max(source.rfind(mark, 0, index) for mark in "\n\r") + 1
    end = re.compile(r"[\n\r]|\Z").search(source, index)
    span = Span(base + start, base + (end.start() if end else len(source)))
    # A part of the faulty line may have been read: of `title: IV ketamine: 5 mg` the words before the second colon.
    kept = {key: field for key, field in fields.items() if field.span.end <= span.start}
    return kept, [_problem(span, _FAULTS.get(reason, reason))]


def _scalars(events: Iterator[yaml.Event]) -> Iterator[tuple[str, yaml.ScalarEvent]]:
    """Every scalar value with its dotted key, from a stream of YAML events."""
    import yaml

    path: list[_Level] = []
    for event in events:
        _refuse(event, len(path))
        if isinstance(event, yaml.CollectionEndEvent):
            path.pop()
            _advance(path)
        elif isinstance(event, yaml.CollectionStartEvent):
            if path and path[-1].key is None:
                raise _Refused(event, Message("a key must be plain text"))
            path.append(_Level(0 if isinstance(event, yaml.SequenceStartEvent) else None))
        elif isinstance(event, yaml.ScalarEvent):
            if path and path[-1].key is None:
                path[-1].enter(event)
            else:
                yield ".".join(str(level.key) for level in path), event
                _advance(path)


class _Level:
    """An open mapping (`key` is the pending key, None when one comes next) or sequence (`key` is the next index)."""

    def __init__(self, key: str | int | None) -> None:
        self.key = key
        self.seen: set[str] = set()

    def enter(self, event: yaml.ScalarEvent) -> None:
        """Take a key.

        Raises:
            _Refused: it stands twice, or merges another mapping.
        """
        if event.value == "<<":
            raise _Refused(event, Message("the merge key << is not allowed"))
        if event.value in self.seen:
            raise _Refused(event, Message('the key "{key}" stands twice', key=event.value))
        self.seen.add(event.value)
        self.key = event.value


def _refuse(event: yaml.Event, depth: int) -> None:
    import yaml

    if isinstance(event, yaml.AliasEvent):
        raise _Refused(event, Message("the alias {alias} is not allowed", alias=f"*{event.anchor}"))
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
        if event.anchor:
            raise _Refused(event, Message("the anchor {anchor} is not allowed", anchor=f"&{event.anchor}"))
        if event.tag and event.tag != "!":
            raise _Refused(event, Message("the tag {tag} is not allowed", tag=event.tag))
        if depth > MAX_DEPTH:
            raise _Refused(event, Message("it is nested more than {most} deep", most=MAX_DEPTH))


def _advance(path: list[_Level]) -> None:
    """A value is complete: a mapping waits for its next key, a sequence counts on."""
    if path:
        key = path[-1].key
        path[-1].key = key + 1 if isinstance(key, int) else None


def _toml(source: str, base: int) -> tuple[dict[str, Field], list[Problem]]:
    """Read TOML; a field's place is what stands behind its key, in the order of the lines."""
    import tomllib

    try:
        table = tomllib.loads(source.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, [_problem(Span(base, base), str(error))]
    lines: dict[str, deque[Span]] = {}
    for line in re.finditer(r"""(?m)^[ \t]*["']?([^\s"'=\[#]+)["']?[ \t]*=[ \t]*([^\r\n]*)""", source):
        key = line[1].rpartition(".")[2]
        lines.setdefault(key, deque()).append(Span(base + line.start(2), base + line.end(2)))
    fields: dict[str, Field] = {}
    last = ("", Span(base, base))
    for key, value in _flat("", table):
        name = next((part for part in reversed(key.split(".")) if not part.isdecimal()), key)
        if name != last[0] or not key[-1:].isdecimal():  # the values of one array stand on one line
            spans = lines.get(name)
            last = (name, spans.popleft() if spans else Span(base, base))
        fields[key] = Field(value, last[1])
    return fields, []


def _flat(prefix: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{prefix}.{key}" if prefix else str(key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _flat(f"{prefix}.{index}", inner)
    else:
        yield prefix, str(value).lower() if isinstance(value, bool) else str(value)
