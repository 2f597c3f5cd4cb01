r"""Text from outside on a page: what a reader sees is all that is there, and `textContent` equals the text.

HTML cannot hold every character: NUL and noncharacters are errors, CR becomes a line feed, half of a surrogate pair
has no encoding (https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream). These are shown
as `\x00`. Others it holds, but nobody sees them, or they turn the direction of what follows: each is isolated, with
its number beside it.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from lint.formats.plain import printable

_ABSENT = "\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
# What `lint.formats.plain` shows in a terminal, too: format characters, fillers, variation selectors, tags.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
# Marks drawn onto the letter before them. Sixty of them cover the lines above; four are more than any language needs.
_MARKS = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
_NO_CHARACTER = re.compile(f"[{_ABSENT}]")
# The selector of emoji stays behind a sign (⚠️), where it is seen.
_REMARKABLE = re.compile(
    f"[{_ABSENT}]|[{_UNSEEN}]|(?<![^\\w\\s])(?<![0-9#*])\ufe0f|(?<={_MARKS}{_MARKS}{_MARKS}{_MARKS}){_MARKS}"
)
_FORMAT = re.compile(f"[{_UNSEEN}]")
_ADDRESS = re.compile(
    r"https://[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:/(?:[\w\-.~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2}){0,2000})?"
    r"(?:#[\w\-.~:/?@!$&'()*+,;=]{0,500})?",
    re.ASCII,
)


def shown(text: str) -> Markup:
    """The text as content of an element."""
    if text.isascii() and text.isprintable():
        return escape(text)
    parts, end = [], 0
    for match in _REMARKABLE.finditer(text):
        parts += [_held(text[end : match.start()]), _isolated(match[0])]
        end = match.end()
    return Markup("").join([*parts, _held(text[end:])])


def attribute(text: str) -> Markup:
    """The text as value of an attribute: the same value for the same text, wherever the page compares them."""
    if text.isascii() and text.isprintable():
        return escape(text)
    held = str(_held(_NO_CHARACTER.sub(_escaped, text)))
    return Markup(_FORMAT.sub(lambda match: f"&#x{ord(match[0]):x};", held))  # noqa: S704  # escaped just before


def label(text: str) -> str:
    """The text on one line where no element may stand: in a choice, in a drawing, in the title of the page."""
    line = _NO_CHARACTER.sub(_escaped, printable(text))
    return line if line and line == line.strip() else f"“{line}”"


def address(text: str) -> str:
    """The text when it is the address of a page (https), else empty: no other scheme may stand behind a link."""
    return text if _ADDRESS.fullmatch(text) else ""


def _held(text: str) -> Markup:
    # Line breaks as references: in source they would leave blanks at the end of lines, and indent what is not ours.
    return Markup(str(escape(text)).replace("\n", "&#10;").replace("\t", "&#9;"))  # noqa: S704  # escaped just here


def _isolated(character: str) -> Markup:
    if _NO_CHARACTER.match(character):
        return Markup('<bdi class="unseen">{}</bdi>').format(_number(character))
    reference = Markup(f"&#x{ord(character):x};")  # noqa: S704  # a number
    return Markup('<bdi class="unseen" data-shown="{}">{}</bdi>').format(_number(character), reference)


def _escaped(match: re.Match[str]) -> str:
    return _number(match[0])


def _number(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is no UTF-8 (PEP 383), as in every report
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
