"""The words by which an article tells who answers for it and when, in seven languages: data files beside this module.

Labels of all languages are sought at once: a German page says "Last update" as well as "Stand".
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from rules.word_lists import sections

_FOLDER = Path(__file__).parent
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
# In the order in which a text is taken for one of them when several languages know it ("autor", "redaktion").
KINDS = ("due", "reviewed", "updated", "written", "ambiguous", "author", "authored", "reviewer", "by")
DATED = ("due", "reviewed", "updated", "written", "ambiguous")


def _sections(name: str) -> dict[str, tuple[str, ...]]:
    """A data file of this family."""
    return sections(_FOLDER / f"{name}.txt")


@cache
def phrases(section: str) -> frozenset[str]:
    """The entries of a section in all languages."""
    return frozenset(
        entry.replace("_", " ")
        for language in LANGUAGES
        for entry in " ".join(_sections(language).get(section, ())).split()
    )


@cache
def keys(section: str) -> frozenset[str]:
    """Keys, or values, of front matter in their short form."""
    return frozenset(" ".join(_sections("matter")[section]).split())


@cache
def kinds() -> dict[str, str]:
    """What each label introduces: an author, a reviewer, a date of some kind."""
    return {phrase: kind for kind in reversed(KINDS) for phrase in phrases(kind)}


@cache
def months() -> dict[str, int]:
    """The number of each month's name and abbreviation."""
    named = (entry.rpartition("=") for entry in phrases("months"))
    return {name: int(number) for name, _, number in named}


@cache
def label() -> re.Pattern[str]:
    """A label, perhaps as a sentence about this article: "last updated", "this page was last updated"."""
    return re.compile(
        rf"(?<!\w)(?:(?P<it>{_any(phrases('it'))}) (?:(?:{_any(phrases('aux'))}) )?)?(?P<label>{_any(kinds())})(?!\w)"
    )


@cache
def firsts() -> frozenset[str]:
    """The first words of labels and of sentences about this article: most words of a text begin neither."""
    return frozenset(re.split(r"\W", phrase, maxsplit=1)[0] for phrase in (*kinds(), *phrases("it")))


@cache
def late() -> re.Pattern[str]:
    """The beginning of a sentence whose verb stands behind the date: "Dieser Artikel wurde am ... aktualisiert"."""
    return re.compile(rf"\W{{0,9}}(?:{_any(phrases('it'))}) (?:{_any(phrases('aux'))}) ")


@cache
def statements(kind: str) -> tuple[re.Pattern[str], ...]:
    """What a sentence of disclosure looks like, in folded text: of the "author", or of the article's "own" means."""
    own = _any(phrases("own"))
    return tuple(
        re.compile(line.replace("{own}", f"(?:{own})"))
        for language in LANGUAGES
        for line in _sections(language)[f"statement {kind}"]
    )


@cache
def pattern(section: str) -> re.Pattern[str]:
    """Any entry of a section as a whole word; "financ*" is a beginning."""
    entries = phrases(section)
    beginnings = frozenset(entry[:-1] for entry in entries if entry.endswith("*"))
    whole = entries - {f"{beginning}*" for beginning in beginnings}
    begun = rf"(?:{_any(beginnings)})|" if beginnings else ""
    return re.compile(rf"(?<!\w)(?:{begun}(?:{_any(whole)})(?!\w))")


def template(language: str) -> tuple[str, str, str]:
    """What to copy: a byline, a label for the date of the last review, a disclosure; English for other languages."""
    byline, reviewed, disclosure = _sections(language if language in LANGUAGES else "en")["template"]
    return byline, reviewed, disclosure


@cache
def written(section: str) -> str:
    """The entries of a section about names, as alternatives of a pattern; they may hold patterns."""
    return "|".join(" ".join(_sections("names")[section]).split())


def _any(entries: frozenset[str] | dict[str, str]) -> str:
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda entry: (-len(entry), entry)))
