"""Authors that are no persons with a Latin surname: organisations by their whole name, Chinese authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lint.references.citations.answers import of_years
from lint.references.citations.index import Index
from lint.references.citations.mention import Mention, Text, finditer
from lint.references.citations.names import fold

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"
_YEAR = r"(?:1[89]|20)\d\d"
# Words by which organisations are called: an Act, a Manual or a Congress in brackets is none.
_BODIES = frozenset(
    "Organisation Organization Association Society Institute Institutes Agency Centers Centres Ministry Department"
    " College Academy Council Foundation Federation Commission Collaboration Consortium Administration Alliance"
    " Authority Institut Gesellschaft Verband Bundesamt Bundesinstitut Bundesministerium Bundesärztekammer"
    " Bundeszentrale Société Autorité Ministère Sociedad Ministerio Sociedade Ministério Società Ministero Istituto"
    " Vereniging Genootschap".split()
)


def mentions(text: Text, index: Index) -> Iterator[Mention]:
    """Places that name such an author of the list, or in brackets an organisation that it lacks."""
    if index.organisations or (index.with_authors and _is_body(text.text)):
        for match in finditer(_organisation(), text):
            yield from _organisation_mention(text, match, index)
    if not text.text.isascii():
        for match in finditer(_chinese(), text):
            yield from _chinese_mention(text, match, index)


@cache
def _organisation() -> re.Pattern[str]:
    """World Health Organization (2019), with its letters in between or not."""
    word = rf"[{_UPPER}][\w&'’.-]{{0,30}}"
    link = "of|for|and|the|on|in|de|des|del|der|für|et|pour|&"
    return re.compile(
        rf"(?<![\w'’-])(?P<names>{word}(?:\s(?:{word}|{link})){{1,10}})"
        rf"\s?(?:[\[(][{_UPPER}]{{2,8}}[\])]?)?(?:[(\[](?P<inside>{_YEAR})[a-z]?[)\]]|[,;]?\s?(?P<bare>{_YEAR})[a-z]?(?![\w-]))"
    )


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<names>[A-Z][A-Za-z'’-]{{1,30}}(?=\s?等)|[\u4e00-\u9fff]{{1,3}})\s?(?:等人?)?\s?[(（,，]\s?(?P<year>{_YEAR})[a-z]?\s?[)）]?"
    )


def _organisation_mention(text: Text, match: re.Match[str], index: Index) -> Iterator[Mention]:
    """An organisation that an entry names as its author; the words before its name may be capitalised too."""
    words, year = match["names"].split(" "), match["inside"] or match["bare"]
    at = match.start()
    for number, word in enumerate(words[:-1]):
        name = fold(" ".join(words[number:]))
        if found := of_years(index.organisations.get(name, ()), (year,)):
            label = f"{' '.join(words[number:])} {year}"
            keys = tuple(reference.key for reference in found)
            span = text.span(at, match.end())
            yield Mention("author-year", "names", span, text.text[at : match.end()], (label,), keys)
            return
        at += len(word) + 1
    if index.with_authors and _is_in_brackets(text.text, match) and _is_body(match["names"]):
        initials = "".join(word[0] for word in words if word[0].isupper())
        known = fold(match["names"].removeprefix("The "))
        if known not in index.folded and not (len(initials) > 2 and index.abbreviates(initials)):
            label, span = f"{match['names']} {year}", text.span(*match.span())
            yield Mention("author-year", "names", span, match[0], (label,), (), (label,))


def _is_body(text: str) -> bool:
    return not _BODIES.isdisjoint(re.findall(r"\w+", text))


def _is_in_brackets(text: str, match: re.Match[str]) -> bool:
    """Whether name and year fill a bracket, or a part of one between semicolons."""
    before, after = text[max(match.start() - 8, 0) : match.start()], text[match.end() : match.end() + 2]
    opened = re.search(r"[(（\[;]\s?(?:(?:see|vgl\.|cf\.|the|die)\s)?$", before, re.IGNORECASE)
    return match["bare"] is not None and opened is not None and re.match(r"\s?[);）\]]", after) is not None


def _chinese_mention(text: Text, match: re.Match[str], index: Index) -> Iterator[Mention]:
    """王等（2009）: counted where an entry answers, never missing: 等 stands behind any enumeration."""
    name = match["names"].rstrip("等")
    if name.isascii():
        found = of_years(index.first_authors.get(fold(name), ()), (match["year"],))
    else:
        found = tuple(
            r
            for r in index.listed
            if r.year == int(match["year"]) and any(r.text.startswith(name[i:]) for i in range(len(name)))
        )
    if found:
        span = text.span(match.start(), match.end())
        yield Mention("author-year", "names", span, match[0], (f"{name} {match['year']}",), tuple(r.key for r in found))
