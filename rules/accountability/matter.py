"""What the front matter says of author, dates and interests, whatever the site's generator calls the keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lint.document import Document, Field
from rules.accountability import words

_NOTHING = frozenset(("", "~", "null", "none", "nil"))


class Entry(NamedTuple):
    """A field: its dotted key as written, the key's short form without numbers, and the value."""

    key: str
    parts: tuple[str, ...]
    field: Field

    @property
    def value(self) -> str:
        """The value without the white space around it."""
        return self.field.value.strip()


def entries(document: Document) -> Iterator[Entry]:
    """The fields that are about this article, in their order; an empty one says nothing."""
    for key, field in document.fields.items():
        parts = tuple(short(part) for part in key.split(".") if not part.isdecimal())
        if parts[1:] and parts[0] in words.keys("wrapper"):  # Hugo's `params`, Zola's `extra`
            parts = parts[1:]
        if parts and parts[0] not in words.keys("aside"):
            yield Entry(key, parts, field)


def short(text: str) -> str:
    """A key without what people spell differently: `last-reviewed`, `lastReviewed`, `Last Reviewed`."""
    return re.sub(r"[\W_]+", "", text).lower()


def is_nothing(value: str) -> bool:
    """Whether a value is YAML's way to say nothing."""
    return value.strip().lower() in _NOTHING


def names(entry: Entry, section: str, depth: int = 2) -> bool:
    """Whether a field's key is one of a section: the last part, or the last two joined by a full stop."""
    known = words.keys(section)
    joined = ".".join(entry.parts[-2:])
    return len(entry.parts) <= depth and (entry.parts[-1] in known or joined in known)
