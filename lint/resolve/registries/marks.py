"""What publishers write into the title of a paper that was taken back ("RETRACTED: ..."), as against a notice's title.

Forms seen at Elsevier ("WITHDRAWN: Administrative duplicate publication: ...", "TEMPORARY REMOVAL: ..."), Springer
("RETRACTED ARTICLE: ..."), Wiley ("Retracted: ..."), Spandidos ("[Retracted] ...") and in Web of Science ("...
(Retracted article. See vol. 4, pg. 5, 2010)"). "Retraction: ..." begins the title of a notice, which is not retracted.
"""

from __future__ import annotations

import re
from functools import cache

from lint.resolve.matching.fold import words

_NOUN = r"(?:article|paper|chapter|study|manuscript|report|review)"


@cache
def _before() -> re.Pattern[str]:
    """A full stop ends a mark only behind its noun, a dash within a word only behind capitals: "Withdrawn. A novel"
    and "Removed–replaced sutures" are titles.
    """
    return re.compile(
        r"[(\[]?(?:(?P<kind>retracted|withdrawn|removed)(?:[ ]and[ ]re(?:published|placed))?(?P<noun>[ ]" + _NOUN + ")?"
        r"|temporary[ ](?P<removal>removal))"
        r"(?:\s?:|[\])]:?(?=\s)|\s[–—-]\s|—|(?<=(?-i:[A-Z]{6}))–|(?(noun)\.\s|(?!))"
        r"|(?=\s?[–—-]\s?administrative\b))"
        r"(?:\s?[–—:-]?\s?administrative\b[^:]{0,60}:)?\s{0,3}",
        re.IGNORECASE,
    )


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(
        r"\s[(\[](?:(?P<kind>retracted)(?:[ ]" + _NOUN + r")?|(?P<other>withdrawn|removed)[ ]" + _NOUN + r")"
        r"(?:[.,;:]\s[^()\[\]]{0,120})?[)\]]\.?$",
        re.IGNORECASE,
    )


@cache
def _notice() -> re.Pattern[str]:
    """How titles begin that speak of another paper, whose mark may be quoted at their end."""
    return re.compile(
        r"\W{0,3}(?:retraction|withdrawal|removal|notice|statement|correction|corrigendum|corrected|erratum|expression"
        r"|comments?|commentary|reply|response|letter|re)\b",
        re.IGNORECASE,
    )


def without_mark(title: str) -> tuple[str, str]:
    """A title without such a mark, and its word in lower case ("retracted", "withdrawn", "removed"; "" without one)."""
    match = _before().match(title)
    if match is not None and words(title[match.end() :]):
        return title[match.end() :], (match["kind"] or "removed").lower()
    match = _behind().search(title, max(len(title) - 200, 1)) if title.rstrip(".")[-1:] in (")", "]") else None
    if match is not None and words(title[: match.start()]) and not _notice().match(title):
        return title[: match.start()], (match["kind"] or match["other"]).lower()
    return title, ""
