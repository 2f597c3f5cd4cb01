"""Titles and names as registries write them, without their markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache

from lint.resolve.matching.fold import words

_LONGEST = 2_000


@cache
def _machine() -> re.Pattern[str]:
    """The tags of what stands beside a formula for machines and repeats it: its annotation, its source for TeX; and
    those of a formula that is in TeX alone.
    """
    return re.compile(
        r"<(?P<end>/?)(?P<tag>(?:mml:)?annotation(?:-xml)?|(?:jats:)?tex-math|tex)(?![\w-])[^<>]{0,200}+>",
        re.IGNORECASE,
    )


def _read_by_people(text: str) -> str:
    """A text without annotations and such; of a formula in TeX its letters stay.

    An element ends with the first tag that ends it, at most 2,000 characters on. Each tag is looked at once: a pattern
    for whole elements would look for an end behind every beginning (3.9 MB of "<annotation>": ten seconds).
    """
    pieces: list[str] = []
    done, begun = 0, None
    for match in _machine().finditer(text):
        if not match["end"]:
            if begun is None or match.start() - begun.end() > _LONGEST:
                begun = match
        elif begun is not None and match["tag"].lower() == begun["tag"].lower():
            inside = text[begun.end() : match.start()]
            if len(inside) <= _LONGEST:
                formula = _tex_marks().sub("", inside) if match["tag"].lower() == "tex" else ""
                pieces += [text[done : begun.start()], formula]
                done = match.end()
            begun = None
    return "".join([*pieces, text[done:]])


@cache
def _tag() -> re.Pattern[str]:
    """Tags that titles in registries hold (JATS, MathML, HTML) and no others: neither "p < 0.05 and > 0.01" nor
    "a <b and c> d" is one.
    """
    return re.compile(
        r"</?(?:i|b|em|strong|sub|sup|sc|scp|u|p|br|span|bold|italic|underline|monospace|title|subtitle|formula|tex"
        r"|named-content|styled-content|inline-formula|alternatives|xref|ext-link|break"
        r"|(?:jats|mml):[a-z-]{1,20}"
        r"|math|mrow|mi|mn|mo|ms|msub|msup|msubsup|mtext|mspace|mfrac|mover|munder|mfenced|mstyle|semantics)"
        # Possessive: nothing that was read is read again.
        r"(?:\s{1,80}+[a-z:-]{1,40}+\s?+=[^<>]{0,300}+>|\s{0,80}+/?>)",
        re.IGNORECASE,
    )


@cache
def _tex_marks() -> re.Pattern[str]:
    """Fonts, braces and signs of TeX, which leave the letters and the names of symbols."""
    return re.compile(r"\\(?:hbox|mbox|text|math[a-z]{2,4}|rm|bf|it|sf|tt)\b|[\\{}$_^]")


@cache
def _entity() -> re.Pattern[str]:
    return re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def plain(text: str) -> str:
    """A text without markup, entities and needless space; PubMed escapes the tags in its summaries, hence twice."""
    if "<" in text or "&" in text:
        for _ in range(2):
            text = _tag().sub(_left, _read_by_people(text))
            text = _entity().sub(lambda match: html.unescape(match[0]), text)
        text = _tag().sub(_left, text)
    return " ".join(_unseen().sub(_gap, text).split())


@cache
def _unseen() -> re.Pattern[str]:
    """Control characters, and those that are not seen or turn the direction of what stands behind them."""
    return re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def _gap(match: re.Match[str]) -> str:
    return " " if match[0] < "\xa0" else ""


def _left(match: re.Match[str]) -> str:
    """A tag within a word leaves it whole ("H<sub>2</sub>O"); a line break does not."""
    return " " if match[0].lower().startswith(("<br", "<p", "</p")) else ""


def initials(given: str) -> str:
    """The initials of given names: "Jean-Pierre A." is "JPA", "JJ" is what it is; at most four."""
    parts = re.split(r"[\s.,\-‐‑]+", given.strip()[:200])
    letters = "".join(
        part
        if len(part) <= 3 and part.isalpha() and part == part.upper() != part.lower() and len(parts) <= 2
        else part[:1]
        for part in parts
        if part[:1].isalpha()
    )
    return letters.upper()[:4]


def person(family: str, given: str, suffix: str = "") -> str:
    """A name as medical lists write it: "van der Berg JJ Jr"."""
    family = plain(family).replace(",", " ").strip()
    suffix = plain(suffix).rstrip(".")
    rest = [initials(plain(given))] if family else []
    return " ".join(filter(None, (family, *rest, suffix if suffix in _SUFFIXES and family else "")))


_SUFFIXES = frozenset("Jr Sr 2nd 3rd II III IV".split())


def with_subtitle(title: str, subtitles: list[str]) -> str:
    """A title with the subtitle that a registry keeps apart; as it is when it holds the subtitle already."""
    if not subtitles or not title or "".join(words(subtitles[0])) in "".join(words(title)):
        return title
    return f"{title} {subtitles[0]}" if title[-1] in ":?!.;–—" else f"{title}: {subtitles[0]}"


def besides(first: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The texts whose words differ from those of the first and of each other, empty ones left out, in order."""
    found: dict[tuple[str, ...], str] = {}
    for text in texts:
        if folded := words(text):
            found.setdefault(folded, text)
    found.pop(words(first), None)
    return tuple(found.values())
