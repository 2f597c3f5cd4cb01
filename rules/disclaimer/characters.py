"""Characters that are one in two forms: ligatures, full width forms, letters of a typeface, fractions."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Of the compatibility mappings (Unicode Standard Annex 44, table 14) those whose two sides are read alike. A raised or
# a circled digit is read as another number: "10²" is not "102".
_ALIKE = frozenset(
    {"<wide>", "<narrow>", "<compat>", "<font>", "<initial>", "<medial>", "<final>", "<isolated>", "<noBreak>",
     "<small>", "<square>", "<vertical>"}
)  # fmt: skip


def plain(text: str) -> str:
    """The text in Unicode's composed form (NFC), with each character that is a mere form of others as those."""
    return text if text.isascii() else unicodedata.normalize("NFC", "".join(map(_plain, text)))


@lru_cache(maxsize=1024)
def _plain(character: str) -> str:
    kind, _, mapped = unicodedata.decomposition(character).partition(" ")
    if kind == "<fraction>":  # "1½" is one and a half, not eleven halves
        return f" {unicodedata.normalize('NFKC', character)}"
    if kind not in _ALIKE:
        return character
    return "".join(_plain(chr(int(code, 16))) for code in mapped.split())
