"""Sentences for people that can be said in another language: English text that remembers how it was made.

A rule says `Message("{name} has no {kind}.", name=..., kind=...)` and has a `str` in English, which is what reports for
programs carry. Whoever shows it to a person asks `lint.translation` for the same sentence in the person's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class Message(str):
    """A sentence in English with the template it was made of and the values that stand in its braces.

    It equals its text, is hashed, sorted and written like it. Values may be Messages, which are translated with it;
    whatever is made of it by other means is a plain `str` again, and stays English.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Message:
        """The template (a format string, docs.python.org/3/library/string.html#format-string-syntax) filled."""
        made = super().__new__(cls, template.format_map(values))
        made.template, made.values = template, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), dict(self.values)

    def __getstate__(self) -> None:
        """Nothing beside what it is made of (a copy, a pickle)."""
        return


def listed(parts: Sequence[str]) -> str:
    """Several things in one sentence: "a", "a and b", "a, b and c"; empty for none."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    before = parts[0]
    for part in parts[1:-1]:
        before = Message("{before}, {next}", before=before, next=part)
    return Message("{before} and {last}", before=before, last=parts[-1])
