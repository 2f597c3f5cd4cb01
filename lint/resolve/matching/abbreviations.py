"""A title shortened by the abbreviation of its words: "CRPS" for "complex regional pain syndrome"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lint.resolve.matching import wording
from lint.resolve.matching.fold import Token

# Two letters ("MI") to seven ("HFpEF" is none of them: its small letters are no initials).
_SHORTEST, _LONGEST = 2, 7


def abbreviated(title: Sequence[Token], text: str, words: Sequence[Token]) -> list[Token] | None:
    """The title with those of its words in the place of which a text has their initials; None when it has none.

    The abbreviation stands as one word where the words that it stands for are, so what is left compares as ever. It is
    spelled in capitals in the text, stands for all words in a row (small ones may have no letter: "QOL" for "quality of
    life"), and is no word of the title.
    """
    own = {token.word for token in title}
    shortened, found = list(title), False
    for word in dict.fromkeys(token.word for token in words if _is_abbreviation(text, token) and token.word not in own):
        if (place := next(_spelled(word, shortened), None)) is not None:
            start, end = place
            run = shortened[start:end]
            shortened[start:end] = [Token(word, run[0].start, run[-1].end)]
            found = True
    return shortened if found else None


def _is_abbreviation(text: str, token: Token) -> bool:
    spelled = text[token.start : token.end]
    return _SHORTEST <= len(token.word) <= _LONGEST and token.word.isalpha() and spelled.isupper()


def _spelled(initials: str, title: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The ranges of consecutive words of a title that begin with these letters."""
    for start, token in enumerate(title):
        if token.word[0] != initials[0]:
            continue
        at, told = start, 0
        while at < len(title) and told < len(initials):
            if title[at].word[0] == initials[told]:
                told += 1
            elif title[at].word not in wording.SMALL:
                break
            at += 1
        if told == len(initials):
            yield start, at
