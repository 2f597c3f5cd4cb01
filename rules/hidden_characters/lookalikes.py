"""Letters and digits that look like plain ones, in words that are otherwise Latin (Unicode Technical Standard 39)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rules.hidden_characters.characters import kind, one_of, passes_for_latin, plain, script
from rules.hidden_characters.suspects import Passage, Place, Reason, Suspect, visible

_KINDS = frozenset(("letter", "styled", "script-g", "small-capital", "digit"))
# The plain character that a reader takes each letter for.
_CYRILLIC = dict(
    zip(
        "АВЕЗІЈКМНОРЅСТУХҮԌԜӀавгезікмнорпѕстухүіјһԁԛԝӏѵё",
        "ABE3IJKMHOPSCTYXYGWIabre3ikmhopnsctyxyijhdqwlve",
        strict=True,
    )
)
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβγεηικνορτυχωϲϳ", "ABEZHIKMNOPTYXaByenikvoptuxwcj", strict=True))
_ARMENIAN = dict(zip("ՕՍՏօոսհցզյլ", "OUSonuhgqjl", strict=True))
_TWINS = _CYRILLIC | _GREEK | _ARMENIAN | {"ɡ": "g", "ɑ": "a"}
_CYRILLIC_TWINS = dict(zip("ABCEHIJKMOPSTXYaceijkmopsxy", "АВСЕНІЈКМОРЅТХУасеіјкморѕху", strict=True))
# Greek letters that science does not use as signs, since nobody could tell them from Latin ones.
_NO_SIGNS = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιυ")
_FEW = 3  # letters


def lookalikes(passage: Passage) -> Iterator[Suspect]:
    """Words with look-alike letters and numbers with digits of another script, one suspect each."""
    found = frozenset(each for each in passage.found if kind(each) in _KINDS)
    if not found:
        return
    done = 0
    for match in re.finditer(one_of(found), passage.text):
        if match.start() < done:
            continue
        start, end = passage.word_around(*match.span())
        start, done = max(start, done), end
        word = _Word(passage, start, done)
        reason, places = word.judged()
        if places:
            quote = word.corrected(places) if all(place.plain for place in places) else passage.quoted(start, done)
            yield Suspect(reason, places[0].start, places[-1].start + 1, tuple(places), quote)


class _Word:
    """A word or number, without what is invisible in it."""

    def __init__(self, passage: Passage, start: int, end: int) -> None:
        self._passage = passage
        self._start = start
        self._text = passage.text[start:end]
        self._letters = [each for each in self._text if each.isalpha() or plain(each).isalpha()]

    def corrected(self, places: list[Place]) -> str:
        """The word as it should be typed."""
        characters = list(self._text)
        for place in places:
            characters[place.start - self._start] = place.plain or ""
        return visible("".join(characters))

    def judged(self) -> tuple[Reason, list[Place]]:
        """Why it is suspect and where; no place when it is not."""
        if styled := self._styled():
            return "styled", self._places(styled)
        if digits := self._digits():
            return "digit", [Place(self._start + index, _digit(self._text[index])) for index in digits]
        if others := self._other_letters():
            if self._has_latin:
                return "letter", self._places(others)
            return "whole-word", self._places(others)
        return "letter", []

    def _places(self, indices: list[int]) -> list[Place]:
        return [Place(self._start + index, _plain(self._text[index])) for index in indices]

    def _at(self, *kinds: str) -> list[int]:
        return [index for index, character in enumerate(self._text) if kind(character) in kinds]

    @property
    def _has_latin(self) -> bool:
        return any(script(letter) == "LATIN" for letter in self._letters)

    def _styled(self) -> list[int]:
        """Letters in disguise. One alone is a sign of mathematics ("𝑝 < 0.05"), one among full-width Han is at home."""
        indices = self._at("styled")
        if indices and (len(self._letters) > 1 or any(plain(self._text[index]).isdigit() for index in indices)):
            wide = all(script(self._text[index]) == "FULLWIDTH" for index in indices)
            return [] if wide and (self._passage.has_other_writing or not self._passage.is_latin) else indices
        indices = self._at("small-capital")
        if len(indices) >= _FEW:  # one or two are phonetics, or the ᴅ and ʟ of chemistry
            return indices
        indices = self._at("script-g")
        return indices if indices and self._is_plain_but(indices) else []

    def _is_plain_but(self, indices: list[int]) -> bool:
        """Whether all else in the word is ASCII, so that it is no phonetic spelling; ɑ often stands for alpha."""
        rest = [
            each for index, each in enumerate(self._text) if index not in indices and each not in self._passage.found
        ]
        if not any(map(str.isalpha, rest)) or not all(map(str.isascii, rest)):
            return False
        before = self._passage.text[self._start - 1 : self._start]
        return before not in ("/", "[") and all(
            self._text[index] == "ɡ" or self._is_among_small_letters(index) for index in indices
        )

    def _digits(self) -> list[int]:
        """Digits of another script: in one number with others, or in a Latin text without a letter of any other."""
        indices = self._at("digit")
        sorts = {script(self._text[index]) for index in indices}
        if not indices:
            return []
        if len(sorts) > 1 or any(map(str.isdecimal, filter(str.isascii, self._text))):
            return indices
        passage = self._passage
        return indices if passage.is_latin and passage.has_latin_words and not passage.has_other_writing else []

    def _other_letters(self) -> list[int]:
        indices = self._at("letter")
        if not indices:
            return []
        if not self._has_latin:
            return indices if self._passes_for_latin(indices) else []
        is_greek = all(script(self._text[index]) == "GREEK" for index in indices)
        if not (is_greek and self._passage.is_latin) and self._is_glued(indices):
            return []
        if is_greek:
            return [index for index in indices if self._is_no_sign(index)]
        return self._fewer(indices)

    def _fewer(self, indices: list[int]) -> list[int]:
        """The letters of the alphabet that has fewer in a word; a Latin one can hide in a Russian text too."""
        if self._passage.is_latin:
            return indices
        latin = [index for index, each in enumerate(self._text) if each.isalpha() and script(each) == "LATIN"]
        if len(latin) < len(indices) and all(self._text[index] in _CYRILLIC_TWINS for index in latin):
            return latin
        return indices

    def _passes_for_latin(self, indices: list[int]) -> bool:
        """Whether a word has only letters that look Latin, in a Latin passage that has no other word of its script."""
        passage = self._passage
        if not passage.is_latin or not passage.has_latin_words:
            return False
        if not all(map(passes_for_latin, self._letters)):
            return False
        name = script(self._text[indices[0]])
        if name == "GREEK" and len(self._letters) < _FEW - 1 and not ("ο" in self._text or "Ο" in self._text):
            return False
        return all(
            passes_for_latin(each)
            for each in passage.found
            if kind(each) == "letter" and script(each) == name and (name != "GREEK" or not each.islower())
        )

    def _is_glued(self, indices: list[int]) -> bool:
        """Whether a word is two, as "COVIDом" is: one piece of each alphabet, and the other is plainly not Latin."""
        if indices[-1] - indices[0] != len(indices) - 1 or not (indices[0] == 0 or indices[-1] == len(self._text) - 1):
            return False
        others = [self._text[index] for index in indices]
        if self._passage.is_latin:  # nearly a twin will do where a Latin letter is expected: "milligrам"
            return len(others) > 1 and any(each not in _TWINS for each in others)
        return len(others) > 1 and not all(map(passes_for_latin, others))

    def _is_no_sign(self, index: int) -> bool:
        """Whether a Greek letter in a Latin word is none of the signs of science: μg, IFNγ, NFκB, p38α, ΔF508."""
        if self._text[index] in _NO_SIGNS:
            return True
        return self._text[index].islower() and self._is_among_small_letters(index)

    def _is_among_small_letters(self, index: int) -> bool:
        before, behind = self._text[:index], self._text[index + 1 :]
        return bool(re.search("[a-z]$", before) and re.match("[a-z]", behind)) and len(self._letters) > _FEW


def _plain(character: str) -> str | None:
    if character.isascii():
        return _CYRILLIC_TWINS.get(character)
    return plain(character) or _TWINS.get(character) or _small_capital(character)


def _small_capital(character: str) -> str | None:
    name = unicodedata.name(character, "")
    letter = name.removeprefix("LATIN LETTER SMALL CAPITAL ")
    return letter.lower() if len(letter) == 1 else None


def _digit(character: str) -> str | None:
    digit = unicodedata.digit(character, None)
    return None if digit is None else str(digit)
