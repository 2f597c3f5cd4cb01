"""Pandoc's citekeys: `[@smith2009, p. 3; @jones2010]` and `@smith2009 says`; Manubot's keys that are identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lint.references.citations.index import Index, join
from lint.references.citations.mention import Mention, Text, finditer

# Manubot and pandoc-manubot-cite look these up by themselves (https://manubot.org/docs/citations.html).
_SELF = ("doi", "pmid", "pubmed", "pmc", "pmcid", "arxiv", "isbn", "url", "http", "https", "wikidata", "tag", "raw")
# pandoc-crossref and Quarto point at figures and sections in the same way.
_CROSS = ("fig", "tbl", "tab", "eq", "sec", "lst", "thm", "lem", "cor", "def", "exm", "exr", "suppl", "app", "apx")


@cache
def _key() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w.@/])-?@(?:\{(?P<braced>[^{}\s]{1,300})\}|(?P<key>\w(?:[\w:.#$%&+?<>~/()-]{0,200}[\w/])?))"
    )


@cache
def _group() -> re.Pattern[str]:
    return re.compile(r"\[(?P<inside>[^\[\]@]{0,80}@[^\[\]]{1,600})\]")


def mentions(text: Text, index: Index) -> Iterator[Mention]:
    """Citekeys, in brackets or not; a bare one counts only when the bibliography has it."""
    if "@" not in text.text:
        return
    grouped: set[int] = set()  # where the keys in brackets stand
    for group in finditer(_group(), text):
        if text.link_at(*group.span()) is not None:
            continue
        found = list(_key().finditer(text.text, group.start("inside"), group.end("inside")))
        named = [key for match in found if (key := _named(match))]
        if not named:
            continue
        grouped.update(match.start() for match in found)
        answers = [_answer(key, index) for key in named]
        missing = tuple(
            f"@{key}" for key, answer in zip(named, answers, strict=True) if not answer and not _is_self(key)
        )
        labels = tuple(f"@{key}" for key in named)
        yield Mention("citekey", "citekey", text.span(*group.span()), group[0], labels, join(answers), missing)
    for match in finditer(_key(), text):
        key = _named(match)
        if key and match.start() not in grouped and (keys := _answer(key, index)):
            yield Mention("citekey", "citekey", text.span(*match.span()), match[0], (f"@{key}",), keys)


def _named(match: re.Match[str]) -> str:
    key = (match["braced"] or match["key"]).rstrip(".,:;?")
    while key.endswith(")") and key.count(")") > key.count("("):
        key = key[:-1]
    return "" if re.match(rf"(?:{'|'.join(_CROSS)})[:-]", key) else key


def _is_self(key: str) -> bool:
    return re.match(r"10\.\d{4,9}/", key) is not None or key.lower().startswith(tuple(f"{name}:" for name in _SELF))


def _answer(key: str, index: Index) -> tuple[str, ...]:
    folded = key.lower()
    if answer := index.cite_keys.get(folded):
        return (answer,)
    prefix, _, value = folded.partition(":")
    if re.match(r"10\.\d{4,9}/", folded):
        prefix, value = "doi", folded
    kinds = {"doi": "doi", "pmid": "pmid", "pubmed": "pmid", "pmc": "pmcid", "pmcid": "pmcid"}
    if prefix in kinds:
        return index.identified.get((kinds[prefix], value.upper() if kinds[prefix] == "pmcid" else value), ())
    return ()
