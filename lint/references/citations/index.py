"""The reference list as citations look it up: by number, key, author, identifier, address and anchor."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from lint.document import Document
from lint.references.citations.names import author_words, fold, leading_author, spellings
from lint.references.identifiers import find as identifiers_in
from lint.references.model import Reference
from lint.spans import Span

_LISTED = ("list", "table", "html", "definition")


class Index:
    """Answers which references a number, key, author or address names. Built once for a document."""

    def __init__(self, document: Document, references: tuple[Reference, ...]) -> None:
        self.document = document
        self.references = references
        self.listed = tuple(reference for reference in references if reference.source in _LISTED)

    @cached_property
    def numbers(self) -> dict[int, tuple[str, ...]]:
        """Keys by the number that a reader sees; by place in the list when no entry shows one."""
        found: defaultdict[int, list[str]] = defaultdict(list)
        for reference in self.listed:
            if (number := number_of(reference)) is not None:
                found[number].append(reference.key)
        if len(found) < 2:  # no numbers, or each entry marked "1.", which every renderer counts on
            found.clear()
            for number, reference in enumerate(self.listed, 1):
                found[number].append(reference.key)
        return {number: tuple(keys) for number, keys in found.items()}

    @cached_property
    def numbered(self) -> bool:
        """Whether the entries show numbers at all."""
        return any(number_of(reference) is not None for reference in self.listed)

    @cached_property
    def last(self) -> int:
        """The greatest number of the list, 0 without a list."""
        return max(self.numbers, default=0)

    @cached_property
    def cite_keys(self) -> dict[str, str]:
        """Keys of bibliography entries by the citekey that names them."""
        return {
            reference.key.lstrip("@").lower(): reference.key
            for reference in self.references
            if reference.source == "bibliography" or reference.key.startswith("@")
        }

    @cached_property
    def footnotes(self) -> dict[str, str]:
        """Keys of footnote references by the label of their mark."""
        return {
            reference.key.removeprefix("^").lower(): reference.key
            for reference in self.references
            if reference.source == "footnote"
        }

    @cached_property
    def labelled(self) -> dict[str, tuple[str, ...]]:
        """Keys by the label that an entry carries, in lower case, where labels are of letters and a year: "Dalbeth16".

        The entry of a definition list has it as the term above.
        """
        shown = [(reference.label.strip(" []:.\\"), reference.key) for reference in self.listed if reference.label]
        terms = sorted((block.span.start, block.text) for block in self.document.blocks if block.kind == "term")
        starts = [reference.span.start for reference in self.listed] if terms else []
        for number, (start, term) in enumerate(terms):
            place = bisect_right(starts, start - 1)
            end = terms[number + 1][0] if number + 1 < len(terms) else len(self.document.text)
            if place < len(starts) and starts[place] < end:
                shown.append((term.strip(" []:.\\"), self.listed[place].key))
        from lint.references.citations.labels import is_label

        found: defaultdict[str, list[str]] = defaultdict(list)
        for label, key in shown:
            if not label.isdecimal() and is_label(label):
                found[label.casefold()].append(key)
        enough = len(found) >= min(2, len(self.listed))
        return {label: tuple(keys) for label, keys in found.items()} if enough else {}

    @cached_property
    def first_authors(self) -> dict[str, tuple[Reference, ...]]:
        """References by every folded spelling of their first author."""
        found: defaultdict[str, list[Reference]] = defaultdict(list)
        for reference in self.references:
            author = reference.first_author or leading_author(reference.text)
            if author:
                letters = re.match(r"\s?[(\[]([A-Z]{2,8})[)\]]", reference.text[len(author) :][:12])
                for form in spellings(author) | ({fold(letters[1])} if letters else set()):
                    found[form].append(reference)
        return {form: tuple(references) for form, references in found.items()}

    @cached_property
    def organisations(self) -> dict[str, tuple[Reference, ...]]:
        """References by the whole folded name of the organisation that is their author, with and without "The"."""
        found: defaultdict[str, list[Reference]] = defaultdict(list)
        for reference in self.references:
            name = reference.first_author.removeprefix("The ")
            if name.count(" ") and not name[:1].islower():
                found[fold(name)].append(reference)
        return {name: tuple(references) for name, references in found.items()}

    @cached_property
    def authors(self) -> dict[str, tuple[Reference, ...]]:
        """References by every folded word among their authors."""
        found: defaultdict[str, list[Reference]] = defaultdict(list)
        for reference in self.references:
            for word in author_words(reference.text):
                found[word].append(reference)
        return {word: tuple(references) for word, references in found.items()}

    def abbreviates(self, letters: str) -> bool:
        """Whether capitals may stand for an organisation of the list: its name has these letters in this order."""
        if not letters.isupper():
            return False
        if letters not in self._abbreviated:
            self._abbreviated[letters] = any(letters in words or _shortens(letters, words) for words in self._words)
        return self._abbreviated[letters]

    @cached_property
    def _abbreviated(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _words(self) -> list[list[str]]:
        """The first words of each entry."""
        return [re.findall(r"[^\W\d_]{2,30}", reference.text[:200]) for reference in self.listed]

    @cached_property
    def folded(self) -> str:
        """The beginnings of all entries, folded, each a line: where the name of an organisation is looked for."""
        return "\n".join(fold(reference.text[:200]) for reference in self.listed)

    @cached_property
    def with_authors(self) -> bool:
        """Whether the list names authors, so that an author whom it lacks is missing indeed."""
        named = sum(1 for each in self.listed if each.first_author or leading_author(each.text))
        return bool(self.listed) and 2 * named >= len(self.listed)

    @cached_property
    def anchors(self) -> dict[str, str]:
        """Keys by the anchors that stand at an entry."""
        return {anchor: reference.key for reference in self.references for anchor in reference.anchors}

    @cached_property
    def identified(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Keys by identifier."""
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for reference in self.references:
            for identifier in reference.identifiers:
                if identifier.value and reference.key not in found[identifier.kind, identifier.value]:
                    found[identifier.kind, identifier.value].append(reference.key)
        return {identifier: tuple(keys) for identifier, keys in found.items()}

    @cached_property
    def addresses(self) -> dict[str, tuple[str, ...]]:
        """Keys by the web addresses that stand in an entry."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for reference in self.listed + tuple(r for r in self.references if r.source == "footnote"):
            excerpt = self.document.excerpt(reference.span)
            for address in addresses_in(excerpt):
                if reference.key not in found[address]:
                    found[address].append(reference.key)
        for block in self.document.blocks:
            for inline in block.inlines:
                if inline.kind == "link" and inline.target.startswith("http"):
                    for key in self._at(inline.span.start):
                        address = plain_address(inline.target)
                        if key not in found[address]:
                            found[address].append(key)
        return {address: tuple(keys) for address, keys in found.items()}

    @cached_property
    def _spans(self) -> list[tuple[int, int, str]]:
        return sorted((r.span.start, r.span.end, r.key) for r in self.references if r.source != "bibliography")

    def _at(self, offset: int) -> Iterator[str]:
        place = bisect_right(self._spans, (offset, len(self.document.text) + 1, "")) - 1
        if place >= 0 and self._spans[place][0] <= offset < self._spans[place][1]:
            yield self._spans[place][2]

    def defined_at(self, place: Span) -> tuple[str, ...]:
        """The key of the link definition in which the address of a link stands, when definitions are the list."""
        return tuple(self._at(place.start)) if place.end > place.start else ()

    def linked(self, target: str) -> tuple[str, ...]:
        """Keys of the references that a link leads to, by an anchor at the entry or by its address."""
        if target.startswith("#"):
            from urllib.parse import unquote

            key = self.anchors.get(target[1:]) or self.anchors.get(unquote(target[1:]))
            return (key,) if key else ()
        return self.cited_by_address(target) if target else ()

    def cited_by_address(self, target: str) -> tuple[str, ...]:
        """Keys of the references that a web address leads to: it names their DOI or PMID, or stands in them."""
        for identifier in identifiers_in(target):
            if keys := self.identified.get((identifier.kind, identifier.value)):
                return keys
        return self.addresses.get(plain_address(target), ())


def _shortens(letters: str, words: list[str]) -> bool:
    initials = iter("".join(word[0] for word in words[:14]).upper())
    return bool(words) and words[0][0] == letters[0] and all(letter in initials for letter in letters)


def number_of(reference: Reference) -> int | None:
    """The number that a reader sees before an entry."""
    match = re.fullmatch(r"\W{0,3}(\d{1,4})\W{0,3}", reference.label)
    return int(match[1]) if match else None


def addresses_in(text: str) -> Iterator[str]:
    """The web addresses of a piece of Markdown, in the form in which they are compared."""
    for match in re.finditer(r"https?://[^\s<>\"\]]{1,500}", text):
        address = match[0]
        while address.endswith((")", ".", ",", ";")) and not (address.endswith(")") and "(" in address):
            address = address[:-1]
        yield plain_address(address)


def plain_address(address: str) -> str:
    """A web address without scheme, www, trailing slash and fragment; a permanent link of a wiki as its page."""
    import html

    address = re.sub(r"^https?://(?:www\.)?", "", html.unescape(address).strip())
    address = re.sub(r"/w/index\.php\?title=([^&#]{1,200}).*", r"/wiki/\1", address)
    return address.split("#")[0].rstrip("/").lower()


def join(keys: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All keys once, in order."""
    return tuple(dict.fromkeys(key for group in keys for key in group))
