"""Letters in the font Symbol: an "m" of it is "μ" on paper, and "5 mg" and "5 μg" are two doses."""

from __future__ import annotations

from lint.importing.notes import Notes

# The Symbol encoding (Adobe, "Symbol Set and Encoding", PDF 32000-1, Annex D.5), letters and what doses need.
_CODES = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιφκλμνοπθρστυϖωξψζ", strict=True)),
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB9: "≠", 0xBB: "≈", 0xD6: "√",
}  # fmt: skip
# Characters of this font are stored as they are, or in the private use area from U+F000.
_TABLE = {**_CODES, **{code + 0xF000: char for code, char in _CODES.items()}}
_TABLE.update({0xF000 + code: chr(code) for code in range(0x20, 0x41)})


def is_symbol(font: str | None) -> bool:
    """Whether the name of a font, or the first of several, is that of Symbol."""
    return font is not None and font.split(",")[0].strip(" \"'").casefold() == "symbol"


def read(text: str, notes: Notes) -> str:
    """A text in that font as what it shows."""
    shown = text.translate(_TABLE)
    if shown != text:
        marks = ", ".join(sorted({char for char in shown if not char.isascii()}))
        notes.say(f"characters in the font Symbol were read as what they show ({marks}); compare doses with the draft")
    return shown
