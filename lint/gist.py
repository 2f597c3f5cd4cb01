"""The words of a stretch of Markdown, found without reading it: all that a reader may see in it, and more.

Whether an article can say something at all is told by its words, at a tenth of what reading it costs. So every word
that is shown is here, whatever marks, addresses, entities or invisible characters part it in the source; and the words
of addresses, tags and code as well. What is not here is not in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

# Of UTF-8: letters in lower case, what is no ASCII as it is, and a blank for all the rest.
_LETTERS = bytes(
    ord(chr(byte).lower()) if byte < 128 and chr(byte).isalpha() else byte if byte > 127 else 32 for byte in range(256)
)
_WORD = re.compile(r"[^\W\d_]+")


# Drawn as nothing although Unicode does not call them format characters.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
# What NFKD leaves alone but a reader takes for the plain character.
_PLAIN = {
    "ß": "ss",
    "µ": "u",
    "μ": "u",
    "ɡ": "g",
    "ı": "i",
    "ø": "o",
    "×": "x",
    "✕": "x",
    "÷": "/",
    "⁄": "/",
    "∕": "/",
    "·": ".",
    "‧": ".",
    "∙": ".",
    "⋅": ".",
    "٫": ".",
    "٬": ",",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "~": "-",
    "∼": "-",
    "→": "-",
    "≤": "<",
    "≥": ">",
    "💊": " pill ",
}
# Cyrillic and Greek letters that look like Latin ones: "mсg" with a Cyrillic es reads as mcg.
_TWINS = str.maketrans("абвгеёіјкмнорстухѕһαβεικνορτυχ", "abvreeijkmhopctyxshabeikvoptux")
_SMALL_CAPITAL = "LATIN LETTER SMALL CAPITAL "


@lru_cache(maxsize=4096)
def plain(character: str) -> str:
    """A character as a machine can compare it: lower case, no accent, a plain digit; nothing for what draws nothing."""
    if character in _PLAIN:
        return _PLAIN[character]
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me") or character in _BLANK:
        return ""
    if category[0] == "Z":
        return " "
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    name = unicodedata.name(character, "")
    if name.startswith(_SMALL_CAPITAL):
        return name[len(_SMALL_CAPITAL) :].lower() if len(name) == len(_SMALL_CAPITAL) + 1 else character
    parts = unicodedata.normalize("NFKD", character).casefold()
    plain = "".join(_PLAIN.get(part, part) for part in parts if unicodedata.category(part) != "Mn")
    return plain.translate(_TWINS)


# Marks of Markdown that also stand within a word: "tab**let**", "`code`s", "[dose](x)s", "a<mailto:b>". All others part
# words.
_WITHIN = b"*`~[]<>"


@cache
def _address() -> re.Pattern[bytes]:
    """The address of a link, as far as it has no blank."""
    return re.compile(rb"\]\((?:[^()\s]|\([^()\s]*\))*\)")


@cache
def _entity() -> re.Pattern[bytes]:
    return re.compile(rb"&(?:#[0-9]{1,7}|#[Xx][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


class Vocabulary:
    """Words, to be asked for one, for several, for beginnings or for ends; what is asked for first is made then."""

    __slots__ = ("_line", "_stems", "words")

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words
        self._line = ""
        self._stems: frozenset[str] | None = None

    @property
    def line(self) -> str:
        """The words in a line, a blank before and behind each."""
        if not self._line:
            self._line = f" {' '.join(self.words)} "
        return self._line

    def begin(self, beginnings: Iterable[str]) -> bool:
        """Whether a word begins with one of these, each of four letters or more."""
        if self._stems is None:
            self._stems = frozenset([word[:STEM] for word in self.words])
        return any(each[:STEM] in self._stems and f" {each}" in self.line for each in beginnings)

    def end(self, endings: Iterable[str]) -> bool:
        """Whether a word ends with one of these."""
        return any(f"{each} " in self.line for each in endings)


STEM = 4


def vocabulary(source: str, shown: Iterable[str] = ()) -> Vocabulary:
    """The vocabulary of a source; see `words`."""
    return Vocabulary(words(source, shown))


def words(source: str, shown: Iterable[str] = ()) -> frozenset[str]:
    """The words of a source in lower case and without accents; `shown` is what was read of it already.

    Of what stands in HTML, whose tags part words in more ways than are known here, `shown` has to have the text.
    """
    data = "\n".join((source, *shown)).encode("utf-8", "surrogatepass")
    found = set(data.translate(_LETTERS).split())
    found.update(data.translate(_LETTERS, _WITHIN).split())
    if joined := b" ".join(_joined(data)):
        found.update(joined.translate(_LETTERS, _WITHIN).split())
    text = b" ".join(found).decode("utf-8", "surrogatepass")
    return frozenset(text.split() if text.isascii() else _WORD.findall(_folded(text)))


def _joined(data: bytes) -> Iterator[bytes]:
    """What stands between two blanks and holds an address or an entity within a word, without it."""
    for match in _address().finditer(data) if b"](" in data else ():
        if data[match.end() : match.end() + 1] not in b" \n.,;:":
            yield _address().sub(b"", _around(data, *match.span()))
    for match in _entity().finditer(data) if b"&" in data else ():
        from html import unescape

        piece = _around(data, *match.span())
        for plain in (piece, _address().sub(b"", piece)):
            yield unescape(plain.decode("utf-8", "replace")).encode("utf-8", "surrogatepass")


_LONGEST = 200  # bytes of a word with what parts it, on each side


def _around(data: bytes, start: int, end: int) -> bytes:
    """A range with all around it up to the next blanks."""
    low = max(start - _LONGEST, 0)
    start = max(data.rfind(b" ", low, start), data.rfind(b"\n", low, start), low - 1) + 1
    behind = _blank().search(data, end, end + _LONGEST)
    return data[start : behind.start() if behind else end + _LONGEST]


@cache
def _blank() -> re.Pattern[bytes]:
    return re.compile(rb"[ \n]")


def _folded(text: str) -> str:
    for character in {each for each in set(text) if each > "\x7f"}:
        if (shown := plain(character)) != character:
            text = text.replace(character, shown)
    return text
