"""Citations of a draft as "[1,2]" where their numbers are those of the list: superscripts, and "(1,2)" at an end."""

from __future__ import annotations

import re
from functools import cache

from lint.importing.notes import Notes

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_SUPERSCRIPTS + "⁻", "0123456789-")
_UNITS = re.compile(r"(?:(?<![^\W_])(?:k?m|[cmnµμ]m|ft|in|sec|s|h|min|m|x|r|R|p|n|t|chi|χ|kg/m|/m)|\d)$")
_NUMBERS = r"\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,20}"


@cache
def _written() -> re.Pattern[str]:
    return re.compile(
        rf"<sup>\\?[\[(]?(?P<tag>{_NUMBERS})\\?[\])]?</sup>"
        rf"|(?P<high>[{_SUPERSCRIPTS}]{{1,3}}(?:[,⁻–˒][{_SUPERSCRIPTS}]{{1,3}}){{0,20}})"
        rf"|(?<=[^\W\d_])\s?\((?P<round>{_NUMBERS})\)(?=[.,;:]|$)"
        rf"|(?<=[^\W\d_][.,;])(?P<glued>{_NUMBERS})(?=$|\s+[^\W\d_a-z])"
    )


def bracketed(text: str, labels: frozenset[str], notes: Notes) -> str:
    """A text of the article with its citations in square brackets."""
    if not labels:
        return text

    def one(match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        numbers = re.sub(r"\s", "", match[kind].translate(_PLAIN).replace("˒", ","))
        if not set(re.findall(r"\d+", numbers)) <= labels or numbers.startswith("0"):
            return match[0]
        if kind in ("tag", "high") and _UNITS.search(text[max(match.start() - 12, 0) : match.start()]):
            return match[0]
        if kind == "glued" and _abbreviated(text[max(match.start() - 12, 0) : match.start()]):
            return match[0]
        notes.say(_SAID[kind].format(match[kind], numbers))
        space = " " if kind != "glued" and text[match.start() - 1 : match.start()].isalnum() else ""
        return f"{space}[{numbers}]"

    return _written().sub(one, text)


_SAID = {
    "tag": "superscripts were made citations such as [{1}]",
    "high": "superscripts were made citations such as [{1}]",
    "round": "numbers in round brackets were made citations: ({0}) is [{1}]",
    "glued": "guessed as a citation whose superscript was lost: {0} is [{1}]",
}


def _abbreviated(before: str) -> bool:
    """Whether a full stop belongs to a word before a number: "Fig.1", "vol.2"."""
    return (
        re.search(r"\b(?:fig|figs|tab|vol|no|nr|pp?|ed|eq|ref|refs|approx|ca|v)\.$", before, re.IGNORECASE) is not None
    )
