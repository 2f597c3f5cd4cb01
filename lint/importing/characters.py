"""Bytes of a draft to clean text: encodings repaired, spaces and line ends made plain, typography kept."""

from __future__ import annotations

import re

from lint.importing.notes import DraftError, Notes, quoted

MAX_BYTES = 50_000_000
# A Cochrane review with all its tables has some 600,000 characters.
MAX_TEXT = 1_000_000
# Characters without a use in a text for readers: soft hyphen, zero-width space, word joiner, byte order mark.
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))
_SPACES = str.maketrans(dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "))
# Word's line break within a paragraph is a vertical tab, its page break a form feed.
_LINES = str.maketrans(dict.fromkeys("\v\f\u0085\u2028\u2029", "\n"))
_CONTROLS = str.maketrans(dict.fromkeys((*range(9), *range(14, 32), 127)))


def decoded(data: bytes, notes: Notes, *, page: bool = False) -> str:
    """The text of bytes: UTF-8 and UTF-16 by their marks, UTF-8 without one, else what Windows writes in the West.

    A `page` of HTML may say itself how it is written; old ones of Central and Eastern Europe and of Asia do.

    Raises:
        DraftError: they hold no text.
    """
    if len(data) > MAX_BYTES:
        raise DraftError(f"it is larger than {MAX_BYTES // 1_000_000} MB, which no article is")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise DraftError("it begins like UTF-16 text, but is none; save it as UTF-8 text") from error
    if b"\0" in data:
        raise DraftError("it is no text that can be read; save it as .docx, or as UTF-8 text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if page and (text := _as_declared(data)) is not None:
            return text
        notes.say("the text is not UTF-8; it was read as Windows-1252, so look at accents and symbols")
        return data.decode("cp1252", "replace")


def _as_declared(data: bytes) -> str | None:
    """A page in the encoding that its first kilobyte names (HTML Living Standard, 13.2.3.2); None: that is wrong."""
    match = re.search(rb"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})", data[:1024], re.IGNORECASE)
    if match is None:
        return None
    name = match[1].decode("ascii", "replace").lower()
    try:
        # By these names the standard means Windows-1252, whose quotation marks Latin 1 has not.
        return data.decode("cp1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name)
    except (LookupError, ValueError):
        return None


def bounded(text: str) -> str:
    """A text that is not longer than any article.

    Raises:
        DraftError: it is.
    """
    if len(text) > MAX_TEXT:
        raise DraftError(
            f"it holds more than {MAX_TEXT:,} characters of text, which no article does; import a part of it"
        )
    return text


def repaired(text: str, notes: Notes) -> str:
    """The text with what a wrong encoding made of it undone ("â€™" is "’"); quotes and ligatures stay as they are."""
    if text.isascii():
        return text
    from ftfy import TextFixerConfig, fix_text

    config = TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
        uncurl_quotes=False, fix_line_breaks=False, remove_control_chars=False, normalization=None,
    )  # fmt: skip
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if line.isascii():
            continue
        fixed = _lone_spaces(fix_text(line, config))
        if fixed != line:
            notes.say(f"broken characters were repaired: {_around(line, fixed)}")
            lines[index] = fixed
    return "\n".join(lines)


def _lone_spaces(line: str) -> str:
    """A no-break space in the wrong encoding whose second half an editor has made a plain space: "5Â mg", "5Â  mg"."""
    return re.sub(r"(?<![^\s\d.,;:)%])Â(?=\s)|(?<=[a-z\d.,;:)])Â(?=\s)", "", line) if "Â" in line else line


def _around(line: str, fixed: str) -> str:
    at = next((index for index, pair in enumerate(zip(line, fixed, strict=False)) if pair[0] != pair[1]), len(fixed))
    return quoted(line[max(at - 15, 0) : at + 15])


def cleaned(text: str, notes: Notes) -> str:
    """The text with plain spaces and line ends, and without control and unseen characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINES).translate(_SPACES)
    shown = text.translate(_UNSEEN).translate(_CONTROLS)
    if len(shown) != len(text.removeprefix("\ufeff")):
        notes.say("characters that nobody sees, such as soft hyphens, were removed")
    return shown
