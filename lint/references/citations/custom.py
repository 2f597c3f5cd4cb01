"""How a document cites: which of its unanswered places are citations, and which are something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lint.references.citations.index import Index
from lint.references.citations.mention import Form, Mention


class Custom(NamedTuple):
    """What a document does throughout.

    `answered` counts the answered mentions of each form; `unlisted` are the forms that cite although no list is there;
    `keys` tells whether an unknown citekey is missing; `stray` are numbers far behind the list's last; `named` tells
    whether an author was named as citations do it; `unknown` counts names with years in brackets that no entry has,
    `told` such names in the sentence, `spread` whether numbers in round brackets run through the list.
    """

    entries: Index
    answered: Counter[Form]
    unlisted: frozenset[Form]
    keys: bool
    stray: frozenset[str]
    named: bool
    unknown: int
    told: int
    spread: bool

    @property
    def numeric(self) -> int:
        """How often a number, mark or key cites."""
        return sum(self.answered[form] for form in ("bracket", "superscript", "footnote", "citekey"))

    @property
    def named_entries(self) -> int:
        """How often an author cites."""
        return sum(self.answered[form] for form in ("et-al", "names", "told", "part", "label"))

    @property
    def cites_by_name(self) -> bool:
        """Whether names are the way of citing; where numbers are, an author in the prose may be in no entry."""
        return self.numeric == 0 or self.numeric < self.named_entries

    @property
    def rounds(self) -> bool:
        """Whether round brackets are the document's way of citing."""
        return self.spread and self.numeric == 0 and self.answered["round"] >= self.named_entries

    def kept(self, seen: Iterable[Mention]) -> Iterator[Mention]:
        """The mentions that cite, without the labels that may be something else."""
        for mention in seen:
            if mention.form in ("round", "round-inside") and not (
                self.rounds or (mention.form == "round" and self.numeric)
            ):
                continue
            if not mention.missing or self._is_missing(mention):
                yield mention
            elif mention.keys:
                yield mention._replace(missing=())

    def _is_missing(self, mention: Mention) -> bool:
        form = mention.form
        if form == "citekey":
            return self.keys
        if form == "label":
            return self.answered["label"] >= 1
        if form in ("bracket", "superscript", "round", "round-inside"):
            return self._is_number_missing(mention)
        if form == "near" and mention.keys:  # its link leads to an entry
            return True
        if not self.entries.references:
            return form in self.unlisted and bool(re.search(r"\d|\bpress\b", mention.labels[0]))
        if not self.cites_by_name or not self.entries.with_authors:
            return False
        if form == "names":  # one of them that is answered shows what such brackets are
            return self.named_entries >= 1 and self.unknown <= 3 * self.named_entries
        if form == "told":  # "Bologna (2010)" may be a congress
            shown = self.answered["told"] or (self.answered["names"] and self.named_entries >= 2)
            return bool(shown) and self.told <= self.named_entries
        return form != "emphasis" or self.named

    def _is_number_missing(self, mention: Mention) -> bool:
        if not self.entries.numbers:
            return mention.form in self.unlisted and (mention.form != "bracket" or mention.standing != "")
        if not self.entries.numbered and not self._counts_entries(mention.form):
            return False
        if mention.form == "bracket":
            far = all(int(label) > self.entries.last + 10 for label in mention.missing)
            if mention.apart and far:  # "in [60] fullerene": a name, not the end of a sentence
                return False
            return len(self.stray) >= 3 or not self.stray.intersection(mention.missing)
        if mention.form == "superscript":
            return self.answered["superscript"] > 0 and not self.stray.intersection(mention.missing)
        return self.rounds and _is_near(mention, self.entries) and (mention.form == "round" or bool(mention.keys))

    def _counts_entries(self, form: Form) -> bool:
        """Whether a document numbers entries that show no numbers, more often than it names them."""
        return self.answered[form] >= 2 and self.answered[form] > self.named_entries


def custom_of(seen: list[Mention], index: Index) -> Custom:
    """What the document's mentions show."""
    numbers = [mention for mention in seen if mention.form in ("bracket", "superscript")]
    return Custom(
        index,
        Counter(mention.form for mention in seen if mention.keys),
        frozenset(_unlisted(seen, index)),
        _knows_keys(seen, index),
        frozenset(label for mention in numbers for label in mention.missing if _is_stray(label, index)),
        any(mention.form in ("et-al", "near") for mention in seen),
        sum(1 for mention in seen if mention.form == "names" and mention.missing),
        sum(1 for mention in seen if mention.form == "told" and mention.missing),
        _runs_through(seen, index),
    )


def _runs_through(seen: list[Mention], index: Index) -> bool:
    """Whether numbers in round brackets, at the end of clauses, are those of the list.

    They begin with 1, most of them have their entry, and there are several or one names several entries as (1,2) does.
    """
    rounds = [mention for mention in seen if mention.form == "round"]
    inside = [mention for mention in seen if mention.form == "round-inside" and len(mention.labels) > 1]
    whole = [mention for mention in rounds + inside if not mention.missing]
    several = any(len(mention.labels) > 1 for mention in whole)
    if len(rounds + inside) < 2 or 2 * len(whole) < len(rounds) + (not several):
        return False
    if not all(_is_near(mention, index) for mention in rounds):
        return False
    numbers = {label for mention in rounds + inside for label in mention.labels}
    found = numbers.intersection(str(number) for number in index.numbers)
    return "1" in numbers and (
        several or len(rounds) >= 3 or (len(found) >= 2 and 2 * len(found) >= len(index.numbers))
    )


def _is_near(mention: Mention, index: Index) -> bool:
    """Whether the numbers that have no entry lie shortly behind the list's last."""
    return all(int(label) <= index.last + 5 for label in mention.missing)


def _is_stray(label: str, index: Index) -> bool:
    """Whether a number lies so far behind the list's last that it hardly counts its entries ([60] fullerene)."""
    return bool(index.numbers) and int(label) > 2 * index.last + 10


def _unlisted(seen: list[Mention], index: Index) -> Iterator[Form]:
    """The forms that cite although the document has no reference at all."""
    if not index.references and any(mention.missing for mention in seen):
        from lint.references.citations.lost import lost  # most articles have their list

        yield from lost(seen, index.document)


def _knows_keys(seen: list[Mention], index: Index) -> bool:
    """Whether an unknown citekey is missing: a bibliography was read, or none is named and the keys are citekeys.

    A bibliography that is named but could not be read is reported by its reader; `[@name]` in a document without a
    year in any key may be somebody's handle.
    """
    if any(reference.source == "bibliography" for reference in index.references):
        return True
    if any(name.split(".")[0] in ("bibliography", "references") for name in index.document.fields):
        return False
    keys = (label for mention in seen if mention.form == "citekey" for label in mention.labels)
    return any(re.search(r"(?:1[89]|20)\d\d", key) for key in keys)
