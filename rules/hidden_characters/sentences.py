"""What is wrong with a suspect word, and what to do about it: one plain sentence each, the codes in brackets behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from lint.message import Message
from rules.hidden_characters.characters import shown
from rules.hidden_characters.suspects import Reason, Suspect, visible

Within = Literal["paragraph", "article"]
_LONGEST_QUOTE = 40
_NAMED = 2
_DELETE = Message("Delete what is invisible, or type the word again.")
_DELETE_IT = Message("Delete the character.")
_TURN = Message("Delete the invisible controls, and see whether the text still reads as it should.")
_MEANT = Message("Type the character that is meant.")
_BULLET = Message('Begin each such line with "- " in its place: it was the bullet of a list.')
_BLANK = Message("An invisible character counts as a letter in searches and checks, but readers see a blank at most")
# What is wrong with a word that holds other characters than it seems to.
_LETTER = Message("holds a letter of another alphabet that looks like the right one")
_LETTERS = Message("holds letters of another alphabet that look like the right ones")
_DISGUISED: dict[Reason, Message] = {
    "letter": _LETTERS,
    "whole-word": Message("is written in letters of another alphabet that look like Latin ones"),
    "styled": Message("is written in special characters in place of plain ones"),
    "digit": Message("is written in digits of another script than the text around it"),
}


def said(suspect: Suspect, characters: tuple[str, ...], behind: str) -> Message:
    """What is wrong with a word, without the full stop; `behind` is what follows it in the file."""
    return Message("{problem} ({codes})", problem=_problem(suspect, characters, behind), codes=_codes(characters))


def repeated(problem: Message, more: int, within: Within) -> Message:
    """What is wrong at one place and at `more` others."""
    if within == "article":
        return Message("{problem}, and so at {more} more places in this article", problem=problem, more=more)
    if more == 1:
        return Message("{problem}, and so at one more place in this paragraph", problem=problem)
    return Message("{problem}, and so at {more} more places in this paragraph", problem=problem, more=more)


def remedy(suspect: Suspect, meant: str | None) -> Message:
    """What to do; `meant` is the plain text in place of its first character, where somebody can tell."""
    match suspect.reason:
        case "letter" | "whole-word" | "styled" | "digit":
            return Message('Type it again with plain characters: "{word}".', word=_quote(suspect.word))
        case "order":
            return _TURN
        case "control":
            if not meant:
                return _DELETE_IT
            return Message('Type "{character}" in its place, which it seems to have been.', character=meant)
        case "bullet":
            return _BULLET
        case "private" | "lost":
            return _MEANT
    return _DELETE


def _problem(suspect: Suspect, characters: tuple[str, ...], behind: str) -> Message:
    word = _quote(suspect.word)
    place = Message('at "{word}"', word=word) if word else Message("here")
    match suspect.reason:
        case "letter" | "whole-word" | "styled" | "digit":
            return _disguised(suspect)
        case "unseen" if word:
            return _interrupted(suspect)
        case "line-start":
            return Message(
                'The mark "{mark}" has no effect, as an invisible character stands before it at the start of the line',
                mark=_quote(visible(behind).split(maxsplit=1)[0]),
            )
        case "tag":
            return _told_to_machines(place, characters)
        case "order":
            return Message(
                "Invisible controls {place} can show the text in another order than searches and checks read it",
                place=place,
            )
        case "control":
            return Message(
                "A control character {place} is no text, and every program shows it in its own way or not at all",
                place=place,
            )
        case "private" | "bullet":
            return Message(
                "A character {place} looks different with every font, and most readers see a box or nothing",
                place=place,
            )
        case "lost":
            return Message("A character was lost {place}, and only a sign for that is left", place=place)
    return _BLANK


def _disguised(suspect: Suspect) -> Message:
    single = suspect.reason == "letter" and len(suspect.places) == 1
    what = _LETTER if single else _DISGUISED[suspect.reason]
    word, quote = suspect.word, _quote(suspect.word)
    if _is_word(word):
        return Message('The word "{word}" {what}, which hides it from searches and checks', word=quote, what=what)
    if _is_number(word):
        return Message('The number "{word}" {what}, which hides it from searches and checks', word=quote, what=what)
    return Message('The text "{word}" {what}, which hides it from searches and checks', word=quote, what=what)


def _interrupted(suspect: Suspect) -> Message:
    """Where in a word or number invisible characters stand."""
    word = suspect.word
    thing = (
        Message("the word") if _is_word(word) else Message("the number") if _is_number(word) else Message("the text")
    )
    if len(suspect.places) > 1:
        return Message(
            'Invisible characters hide {thing} "{word}" from searches and checks', thing=thing, word=_quote(word)
        )
    if before := _quote(suspect.before):
        return Message(
            'An invisible character after "{before}" hides {thing} "{word}" from searches and checks',
            before=before,
            thing=thing,
            word=_quote(word),
        )
    return Message(
        'An invisible character hides {thing} "{word}" from searches and checks', thing=thing, word=_quote(word)
    )


def _told_to_machines(place: Message, characters: tuple[str, ...]) -> Message:
    """What is wrong with tag characters: invisible copies of ASCII that spell words."""
    told = "".join(chr(ord(each) - 0xE0000) for each in characters if "\U000e0020" <= each <= "\U000e007e")
    if not told.strip():
        return Message("Invisible characters {place} tell machines something, and no reader sees it", place=place)
    return Message(
        'Invisible characters {place} spell "{told}" to machines, and no reader sees it',
        place=place,
        told=_quote(told),
    )


def _codes(characters: Iterable[str]) -> str:
    """The characters by number and name, for whoever has to look for them."""
    different = list(dict.fromkeys(characters))
    return "; ".join([*map(shown, different[:_NAMED]), *["..."][: len(different) > _NAMED]])


def _is_word(word: str) -> bool:
    return any(map(str.isalpha, word)) and not any(map(str.isdigit, word))


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word)) and not any(map(str.isalpha, word))


def _quote(word: str) -> str:
    word = " ".join(word.split()).replace('"', "'")
    return word if len(word) <= _LONGEST_QUOTE else word[: _LONGEST_QUOTE - 3] + "..."
