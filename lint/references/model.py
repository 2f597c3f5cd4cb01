"""What a reference, an identifier and a citation are: facts with their places, no judgement."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from lint.message import Message
from lint.spans import Span

IdentifierKind = Literal["doi", "pmid", "pmcid", "short-doi"]
CitationKind = Literal["numeric", "superscript", "footnote", "author-year", "citekey", "link"]


class Identifier(NamedTuple):
    """An identifier as written and as meant.

    `value` is normalised: a DOI in lower case without prefix, escapes and stray punctuation; a PMID as bare digits.
    `raw` is the identifier as it lies in the source, `span` its place (without "doi:" or the resolver's address;
    `frame` is the place with them). `problem` says in words what is wrong with its syntax, empty when nothing is;
    then `value` is the best reading. `url` tells that it stands in an address other than its own resolver's
    (a publisher's page), which carries it without stating it. `alternatives` are other readings of a DOI whose end is
    not sure (a full stop or a bracket may belong to it), the likeliest first.
    """

    kind: IdentifierKind
    value: str
    raw: str
    span: Span
    frame: Span
    problem: str = ""
    url: bool = False
    alternatives: tuple[str, ...] = ()

    @property
    def is_meaningful(self) -> bool:
        """Whether the value, problem or not, has the form of a DOI or PMID, so that a registry can be asked."""
        return is_form(self.kind, self.value)


@cache
def _form(kind: str) -> re.Pattern[str] | None:
    """ISO 26324 for DOIs, with the registrants of four to nine digits that exist; at most eight digits for PMIDs.

    U+FFFD stands for a character that was lost: nobody can be asked for what holds it.
    """
    forms = {"doi": r"10\.\d{4,9}(?:\.\d+)*/[^\s\ufffd]+", "pmid": r"[1-9]\d{0,7}"}
    return re.compile(forms[kind], re.ASCII) if kind in forms else None


def is_form(kind: str, value: str) -> bool:
    """Whether a value has the form of its kind of identifier, "doi" or "pmid"."""
    form = _form(kind)
    return form is not None and form.fullmatch(value) is not None


class Reference(NamedTuple):
    """An entry of the reference list, a footnote that cites, or a bibliography entry cited by key.

    `key` is unique in the document and is what citations name ("1", "^3", "@smith2009"); `label` is what a reader
    sees of it. `span` is the entry in the source; for a `.bib` entry the place of its first citation (or of the
    field that names the file). `text` is the visible text without the label. `identifiers` are all that the
    entry holds, in order; `doi` and `pmid` the ones that count.
    """

    key: str
    label: str
    span: Span
    text: str
    source: Literal["list", "footnote", "definition", "table", "html", "bibliography"]
    identifiers: tuple[Identifier, ...] = ()
    doi: Identifier | None = None
    pmid: Identifier | None = None
    pmcid: Identifier | None = None
    first_author: str = ""
    year: int | None = None
    anchors: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a message calls the entry: by its label, a footnote by its mark, else by its first author and year."""
        if self.label:
            if self.source == "footnote":
                return Message("Footnote {mark}", mark=f"[^{self.label}]")
            return Message("Reference {label}", label=self.label)
        return self._by_author or Message("This reference")

    @property
    def mentioned(self) -> str:
        """What a message calls the entry within a sentence."""
        if self.label:
            if self.source == "footnote":
                return Message("footnote {mark}", mark=f"[^{self.label}]")
            return Message("reference {label}", label=self.label)
        return self._by_author or Message("another entry")

    @property
    def _by_author(self) -> str:
        return f"{self.first_author} {self.year}" if self.first_author and self.year else ""


class Unreadable(NamedTuple):
    """A bibliography file that could not be read, and why."""

    reason: str


class Citation(NamedTuple):
    """A place in the prose that cites.

    `labels` are what it names, `keys` the references that answer them; `missing` are the labels that no reference
    answers.
    """

    kind: CitationKind
    span: Span
    text: str
    labels: tuple[str, ...]
    keys: tuple[str, ...]
    missing: tuple[str, ...] = ()


class Bibliography(NamedTuple):
    """All references of a document and all its citations.

    `span` reaches from the first entry to the last (None when the document has none).
    `problems` are files named but not readable (a missing `.bib`), with the place that names them.
    """

    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    span: Span | None = None
    problems: tuple[tuple[Span, str], ...] = ()

    def by_key(self, key: str) -> Reference | None:
        """The reference with that key."""
        for reference in self.references:
            if reference.key == key:
                return reference
        return None
