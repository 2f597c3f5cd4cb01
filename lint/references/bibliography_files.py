"""Bibliography files that an article names in its front matter: BibTeX and CSL JSON, as works by citekey."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


class Work(NamedTuple):
    """An entry of a bibliography file, with the values that it holds as text."""

    key: str
    first_author: str
    authors: str
    title: str
    container: str
    year: int | None
    volume: str
    issue: str
    pages: str
    doi: str
    pmid: str
    pmcid: str
    other: str  # address and note, which may hold identifiers too

    @property
    def text(self) -> str:
        """The entry as a reader would see it."""
        issue = f"({self.issue})" if self.issue else ""
        place = f"{self.volume}{issue}" + (f":{self.pages}" if self.pages else "")
        dated = f"{self.year or ''}" + (f";{place}" if place else "")
        return " ".join(
            part if part.endswith((".", "?", "!")) else f"{part}."
            for part in (self.authors, self.title, self.container, dated)
            if part
        )


def works(name: str, text: str) -> tuple[list[Work], list[str]]:
    """The works of a file, and what of it could not be read, in words."""
    text = _whole(text)
    if name.casefold().endswith((".json", ".csljson")):
        return _csl(name, text)
    if name.casefold().endswith((".bib", ".bibtex", ".biblatex")):
        return _bibtex(name, text)
    return [], [f"{name} is neither BibTeX (.bib) nor CSL JSON (.json)"]


def _whole(text: str) -> str:
    """A text with U+FFFD for each half of a character that stands alone: JSON can spell it, no file can hold it."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _csl(name: str, text: str) -> tuple[list[Work], list[str]]:
    import json

    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        return [], [f"{name} is not JSON: {error}"]
    if isinstance(items, dict):
        items = items.get("references", items.get("items"))
    if not isinstance(items, list):
        return [], [f"{name} holds no list of references"]
    found = [from_csl(item) for item in items if isinstance(item, dict) and item.get("id")]
    lost = len(items) - len(found)
    return found, [f"{name} has {lost} entries without an id"] if lost else []


def from_csl(item: Mapping[str, object]) -> Work:
    """A work from an item of CSL JSON."""

    def value(*keys: str) -> str:
        for key in keys:
            if isinstance(found := item.get(key), str | int) and str(found).strip():
                return " ".join(_whole(str(found)).split())
        return ""

    people = item.get("author") or item.get("editor")
    names = [_csl_name(each) for each in people if isinstance(each, dict)] if isinstance(people, list) else []
    return Work(
        value("id"),
        names[0][0] if names else "",
        ", ".join(" ".join(part for part in name if part) for name in names),
        value("title"),
        value("container-title", "container-title-short", "publisher"),
        _csl_year(item.get("issued")),
        value("volume"),
        value("issue"),
        value("page"),
        value("DOI"),
        value("PMID"),
        value("PMCID"),
        f"{value('URL')} {value('note')}".strip(),
    )


def _csl_name(name: Mapping[str, object]) -> tuple[str, str]:
    family = str(name.get("family") or name.get("literal") or "")
    particle = str(name.get("non-dropping-particle") or "")
    return _whole(f"{particle} {family}").strip(), _initials(_whole(str(name.get("given") or "")))


def _csl_year(issued: object) -> int | None:
    found = re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", str(issued)) if issued else None
    return int(found[0]) if found else None


def _initials(given: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s.-]+", given) if word)


def _bibtex(name: str, text: str) -> tuple[list[Work], list[str]]:
    """BibTeX by the library that keeps it; a block that it cannot read is named by its line."""
    import logging

    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry

    log = logging.getLogger("bibtexparser")
    if not log.handlers:  # what it logs of broken blocks is in the library that it returns
        log.addHandler(logging.NullHandler())
    library = parse_string(text)
    entries, problems = list(library.entries), []
    for block in library.failed_blocks:
        if isinstance(block, DuplicateFieldKeyBlock) and isinstance(block.ignore_error_block, Entry):
            entries.append(block.ignore_error_block)
        elif not isinstance(block, DuplicateBlockKeyBlock):  # the first entry of a key is the one that counts
            problems.append(f"{name} has an entry in line {(block.start_line or 0) + 1} that cannot be read")
    if not entries and not problems and text.strip():
        problems.append(f"{name} holds no BibTeX entry")
    return [
        _from_bibtex(entry.key, {field.key.lower(): str(field.value) for field in entry.fields}) for entry in entries
    ], problems


def _from_bibtex(key: str, raw: Mapping[str, str]) -> Work:
    fields = {name: plain(value) for name, value in raw.items()}
    names = list(_bibtex_names(raw.get("author") or raw.get("editor") or ""))
    eprint = fields.get("eprint", "")
    pubmed = fields.get("eprinttype", fields.get("archiveprefix", "")).casefold() in ("pubmed", "pmid")
    year = re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", fields.get("year") or fields.get("date") or "")
    return Work(
        key,
        names[0][0] if names else "",
        ", ".join(" ".join(part for part in name if part) for name in names),
        fields.get("title", ""),
        fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle") or fields.get("publisher", ""),
        int(year[0]) if year else None,
        fields.get("volume", ""),
        fields.get("number") or fields.get("issue", ""),
        fields.get("pages", "").replace("--", "-"),
        raw.get("doi", "").replace("\\", "").strip("{} "),
        fields.get("pmid", "") or (eprint if pubmed else ""),
        fields.get("pmcid") or fields.get("pmc", ""),
        f"{raw.get('url', '')} {fields.get('note', '')} {fields.get('annote', '')}".strip(),
    )


def _bibtex_names(value: str) -> Iterator[tuple[str, str]]:
    """Family name and initials of "Smith, John A. and van der Berg, Kees and {World Health Organization}"."""
    for name in re.split(r"\s+and\s+", " ".join(value.split())):
        if name.startswith("{") and name.endswith("}") and name.count("{") == 1:
            yield plain(name), ""
        elif "," in name:
            family, _, given = plain(name).partition(",")
            yield family.strip(), _initials(given.rpartition(",")[2])
        elif words := plain(name).split():
            first = next((at for at, word in enumerate(words[:-1]) if at and word[:1].islower()), len(words) - 1)
            yield " ".join(words[first:]), _initials(" ".join(words[:first]))


_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "mu": "µ",
}  # fmt: skip


def plain(value: str) -> str:
    """A BibTeX value as text: accents and letters of LaTeX as characters, braces and commands taken away."""
    import unicodedata

    def accent(match: re.Match[str]) -> str:
        letter = {"\\i": "i", "\\j": "j"}.get(match[2] or match[3], match[2] or match[3])
        return unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])

    text = re.sub(r"\\(['`^\"~=.]|[cvuHkrd](?=[\s{]))\s*(?:\{\s*(\\?[A-Za-z])\s*\}|(\\[ij]|[A-Za-z]))", accent, value)
    text = re.sub(r"\\([A-Za-z]{1,20})(?:\{\})?\s?", lambda match: _LETTERS.get(match[1], ""), text)
    text = re.sub(r"\\([&%_#$ ])", r"\1", text.replace("~", " "))
    return " ".join(re.sub(r"[{}]", "", text).split())


def by_key(found: Iterable[Work]) -> dict[str, Work]:
    """Works by their citekeys; the first of a key counts."""
    keyed: dict[str, Work] = {}
    for work in found:
        keyed.setdefault(work.key, work)
    return keyed
