"""One plain sentence, a remedy and a fix for each suspect word; many of one kind are told once, with their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lint.finding import Edit, Fix, Hit
from lint.spans import Span
from rules.hidden_characters.characters import shown
from rules.hidden_characters.suspects import Reason, Suspect, visible

ID = "hidden-characters"
_PER_PARAGRAPH = 5
_PER_ARTICLE = 20
_LONGEST_QUOTE = 40
_NAMED = 2
_HARMLESS_TO_DELETE: frozenset[Reason] = frozenset(("unseen", "tag", "line-start"))


class Located(NamedTuple):
    """A suspect with its place in the file.

    `edits` are the source ranges of its characters with the plain text for each (None: nobody can tell); `paragraph`
    tells paragraphs apart; `behind` is what follows.
    """

    suspect: Suspect
    span: Span
    edits: tuple[tuple[Span, str | None], ...]
    characters: tuple[str, ...]
    paragraph: tuple[int, bool]
    behind: str = ""


def reports(located: Sequence[Located]) -> Iterator[Hit]:
    """A hit for each, or for the first of very many: pages pasted from an editor hold hundreds of one character."""
    alike: dict[tuple[Reason, frozenset[str]], list[Located]] = defaultdict(list)
    for each in located:
        kinds = frozenset(each.characters) if each.suspect.reason == "unseen" else frozenset[str]()
        alike[each.suspect.reason, kinds].append(each)
    hits: list[Hit] = []
    for group in alike.values():
        if len(group) > _PER_ARTICLE:
            hits.append(_hit(group, "article"))
            continue
        paragraphs: dict[tuple[int, bool], list[Located]] = defaultdict(list)
        for each in group:
            paragraphs[each.paragraph].append(each)
        for some in paragraphs.values():
            if len(some) > _PER_PARAGRAPH:
                hits.append(_hit(some, "paragraph"))
            else:
                hits += (_hit([each], "paragraph") for each in some)
    yield from sorted(hits, key=lambda hit: hit.span)


def _hit(group: Sequence[Located], within: str) -> Hit:
    first = group[0]
    message, remedy = _sentence(first)
    if len(group) > 1:
        message = f"{message}, and so at {len(group) - 1} more places in this {within}"
    return Hit(ID, first.span, f"{message}.", remedy, _fix(group))


def _fix(group: Iterable[Located]) -> Fix | None:
    edits: dict[Span, str] = {}
    reasons: set[Reason] = set()
    for each in group:
        reasons.add(each.suspect.reason)
        for span, plain in each.edits:
            if plain is None:
                return None
            edits[span] = plain
    if not edits:
        return None
    removes = not any(edits.values())
    return Fix(
        "Delete what is invisible" if removes else "Type plain characters",
        "safe" if removes and reasons <= _HARMLESS_TO_DELETE else "unsafe",
        tuple(Edit(span, edits[span]) for span in sorted(edits)),
    )


def _sentence(each: Located) -> tuple[str, str]:
    """What is wrong, without the full stop, and what to do."""
    reason, names, quote = each.suspect.reason, _names(each.characters), _quote(each.suspect.word)
    noun, at = f'{_noun(each.suspect.word)} "{quote}"', f' at "{quote}"' if quote else ""
    if instead := _INSTEAD.get(reason):
        return f"{noun} {instead.format(names)}, which hides it from searches and checks", _retyping(quote)
    match reason:
        case "unseen" if quote:
            single = len(set(each.characters)) == 1
            what = f"an invisible character, {names}," if single else f"invisible characters, {names},"
            return f"{noun} holds {what} which {'hides' if single else 'hide'} it from searches and checks", _DELETE
        case "line-start":
            mark = _quote(visible(each.behind).split(maxsplit=1)[0])
            return f'The mark "{mark}" has no effect, with {names} unseen before it at the start of the line', _DELETE
        case "tag":
            spelt = "".join(chr(ord(it) - 0xE0000) for it in each.characters if "\U000e0020" <= it <= "\U000e007e")
            says = f'spell "{_quote(spelt)}" to machines' if spelt.strip() else "tell machines something"
            return f"Invisible tag characters{at} {says}, and no reader sees it", _DELETE
        case "order":
            return (
                f"{names} can show what stands{at or ' here'} in another order than searches and checks read it",
                _TURN,
            )
        case "control":
            meant = each.edits[0][1] if each.edits else None
            remedy = f'Type "{meant}" in its place, which it seems to have been.' if meant else "Delete the character."
            return f"{names}{at} is no text, and every program shows it in its own way or not at all", remedy
        case "private":
            return f"{names}{at} looks different with every font, and most readers see a box or nothing", _MEANT
        case "lost":
            return f"A character was lost{at}, and {names} stands in its place", _MEANT
    return f"{names} counts as a letter in searches and checks, but readers see a blank at most", _DELETE


_INSTEAD: dict[Reason, str] = {
    "letter": "holds {} among letters of another alphabet",
    "whole-word": "is written with {} in place of Latin letters",
    "styled": "is written with {} in place of plain characters",
    "digit": "is written with {} in place of the digits of its text",
}
_DELETE = "Delete what is invisible, or type the word again."
_TURN = "Delete the invisible controls, and see whether the text still reads as it should."
_MEANT = "Type the character that is meant."


def _retyping(quote: str) -> str:
    return f'Type it again with plain characters: "{quote}".'


def _names(characters: Iterable[str]) -> str:
    different = list(dict.fromkeys(characters))
    names = [shown(each) for each in different[:_NAMED]]
    if len(different) > _NAMED + 1:
        return f"{', '.join(names)} and {len(different) - _NAMED} more such characters"
    *before, last = (shown(each) for each in different)
    return f"{', '.join(before)} and {last}" if before else last


def _noun(word: str) -> str:
    if any(map(str.isalpha, word)):
        return "The text" if any(map(str.isdigit, word)) else "The word"
    return "The number" if any(map(str.isdigit, word)) else "The text"


def _quote(word: str) -> str:
    word = " ".join(word.split()).replace('"', "'")
    return word if len(word) <= _LONGEST_QUOTE else word[: _LONGEST_QUOTE - 3] + "..."
