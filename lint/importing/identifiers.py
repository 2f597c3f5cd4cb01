"""Identifiers of references in one form: "doi: 10.1016/x" and "PMID: 19783371"."""

from __future__ import annotations

import re

from lint.importing.notes import Notes
from lint.references import identifiers

_FORMS = {"doi": "doi: ", "pmid": "PMID: "}


def uniform(entry: str, notes: Notes) -> str:
    """An entry with its identifiers in one form.

    What is malformed, or part of the address of a publisher's page or of a link, stays as it is.
    """
    for found in reversed(identifiers.find(entry)):
        written = entry[found.frame.start : found.frame.end]
        if found.kind not in _FORMS or found.problem or found.url or not found.value or "\\" in written:
            continue
        before, after = entry[: found.frame.start], entry[found.frame.end :]
        if before.endswith(("](", "](<")) or "](" in written or (before.endswith("[") and after.startswith("](")):
            continue
        text = f"{_FORMS[found.kind]}{found.raw.rstrip('/') if found.kind == 'pmid' else found.raw}"
        if written.startswith("<") and written.endswith(">"):
            written = written[1:-1]
        if written == text or re.sub(r"\s+", " ", written) == text or not _is_plain(written, found.raw):
            continue
        notes.say(f"identifiers were made uniform: {_FORMS[found.kind].strip()} and a space before the number")
        entry = before + text + after
    return entry


def _is_plain(written: str, raw: str) -> bool:
    """Whether nothing but a label, an address and punctuation stands around the identifier, so that no word is lost."""
    rest = written.replace(raw, " ", 1)
    rest = re.sub(r"https?://|(?:dx\.|www\.)?doi\.org/|(?:pubmed\.|www\.)?ncbi\.nlm\.nih\.gov/(?:pubmed/)?", " ", rest)
    return (
        re.fullmatch(r"[^\w]*(?:doi|pmid)?[^\w]*(?:doi|pmid)?[^\w]*", rest, re.IGNORECASE) is not None
        and "?" not in rest
    )
