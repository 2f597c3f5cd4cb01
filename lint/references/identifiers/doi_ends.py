"""Where a DOI ends although text follows it without a space."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lint.references.identifiers.addresses import Address

# No DOI holds these, nor the punctuation and letters of Chinese and Japanese text.
_STOPS = frozenset('"“”„«»`|{}')
# What stands in all that may follow a DOI without a space; few DOIs hold any of it, and only they need a pattern.
_FOLLOWERS = (
    "](", "][", "&", ",", ";", "(", "[", "http", "pmid", "pmcid", "pubmed", "epub", ".ecollection", ".available",
    ".accessed", ".retrieved", ".published", ".erratum", ".comment",
)  # fmt: skip


@cache
def next_thing() -> re.Pattern[str]:
    """Where a DOI ends although no space follows: another identifier, a link behind it, a word of the citation."""
    return re.compile(
        r"\]\(|\]\[|&(?:nbsp|ensp|emsp|quot|\#160|\#xa0);|[,;](?=https?:|doi\b|doi:|10\.\d{4})|https?://"
        r"|[.,;]*[\[(](?=(?:pubmed|crossref|google|pmc|pmid|full|free|abstract|link|open|pdf|html|accessed)\b)"
        r"|[.,;](?=(?:Epub|eCollection|Available|Accessed|Retrieved|Published|Erratum|Comment)\b)"
        r"|[.,;]*PMC?ID(?![a-z])|[.,;]*(?-i:Epub|PubMed)",
        re.IGNORECASE,
    )


def ended(tail: str, address: Address | None) -> tuple[str, str]:
    """The suffix without what follows it, and the word that was glued to it, if any."""
    glued = ""
    tail = stopped(tail)
    folded = tail.casefold()
    followed = not tail.isascii() or any(mark in folded for mark in _FOLLOWERS)
    if followed and (cut := next_thing().search(tail)):
        word = re.match(r"(?:PMC?ID|Epub)\b", tail[cut.start() :])
        glued = word[0] if word else ""
        tail = tail[: cut.start()]
    tail = balanced(tail)
    if address is not None:
        from lint.references.identifiers.addresses import bare_doi_path

        tail = bare_doi_path(trimmed(tail), address)
    return trimmed(tail), glued


def stopped(tail: str) -> str:
    """Cut where no DOI goes on: at quotation marks, braces, pipes, and Chinese or Japanese text.

    Not at U+FFFD: a DOI of which a character was lost is a broken one, and its first half another one.
    """
    for index, character in enumerate(tail):
        if character in _STOPS or "\u3000" <= character <= "\u9fff" or "\uff00" <= character != "\ufffd":
            return tail[:index]
    return tail


def balanced(tail: str) -> str:
    """Cut at the first bracket that closes nothing, or at a `<` that is not closed again."""
    pairs = {")": "(", "]": "[", ">": "<"}
    opened: list[tuple[str, int]] = []
    for index, character in enumerate(tail):
        if character in "([<":
            opened.append((character, index))
        elif character in pairs:
            if not opened or opened[-1][0] != pairs[character]:
                return tail[:index]
            opened.pop()
    return tail[: opened[0][1]] if opened else tail


def trimmed(tail: str) -> str:
    """Without the punctuation of the sentence, and the closing brackets that an address encodes."""
    while True:
        shorter = tail.rstrip(".,;:'*_’‘!?…†")
        if shorter.endswith(("%29", "%5D")) and shorter.count("%28") + shorter.count("(") < shorter.count("%29"):
            shorter = shorter[:-3]
        if shorter == tail:
            return tail
        tail = shorter
