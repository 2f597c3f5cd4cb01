"""Whether the dosing rules read the language of an article: told by its declaration, its letters, its commonest words.

A text is English, Swedish or Catalan by its function words: articles, prepositions, pronouns and auxiliaries make up a
quarter to a half of any running text and stand in no other text in such numbers. A language that the rules do not read
is named only when it wins clearly against each of those that they read; what is in doubt is read as it always was.
A declaration is believed where it names a language that is not read; `lang: en` above a Swedish text is a slip.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lint.document import COLLAPSED, Block
from lint.finding import Hit
from lint.message import Message
from lint.rule import Page, unread
from lint.spans import Span, Stretches
from rules.dosing.fold import fold
from rules.dosing.lexicon import LANGUAGES
from rules.dosing.scripts import foreign

OPTION = "dosing-instruction.language"
_FILE = Path(__file__).with_name("words") / "languages.txt"
_READ = frozenset(LANGUAGES) - {"common"}
_KEYS = ("lang", "language", "locale")  # of the front matter, in the order of `Document.language`
_TEXT = ("paragraph", "heading", "cell", "term", "html")
# Characters of an article that tell its language: of a long one, windows from its beginning to its end.
_WINDOWS, _WINDOW = 10, 400
# A language that is not read must show so many of its own words, of so many kinds, and so large a share of all words,
# and more of its own than of any language that is read. In 40 languages, interface texts of 100 words have a share of
# at least 0.09 and as many own words as others; leaflets, notes and papers in the languages that are read have at most
# 0.03, and nine others for one of their own.
_OWN = 5
# Shorter texts are not guessed at; the shortest article that was seen has some 40 words.
_LEAST_WORDS = 30
_KINDS = 4
_SHARE = 0.07
# A text with so many words that only English has needs no comparison.
_ENGLISH_SHARE = 0.1
_TOO_SHORT = 150  # characters: fewer than 30 words
# So many times the words of its neighbour alone make it Danish and not "Danish or Norwegian".
_SURE = 3
# Letters of a script that is not read: of a whole article, and of a paragraph, list item or cell with a number.
_ARTICLE_LETTERS = 10
_BLOCK_LETTERS = 20
_NUMBER = r"[\d一二两兩三四五六七八九十百千半]"
_CONFIGURED = Message("say `lang: en` in the front matter, or change the option `{option}`", option=OPTION)
_MISTAKEN = Message("if medlint has mistaken the language, say `lang: en` in the front matter")


class Language(NamedTuple):
    """A language: its code, its English name, whether the rules read it, and its function words."""

    code: str
    name: str
    is_read: bool
    words: frozenset[str]


def unread_language(page: Page) -> Iterator[Hit]:
    """What of an article is in a language that the rules do not read: all of it, or paragraphs in other letters."""
    document = page.document
    if (
        len(document.text) < _TOO_SHORT
        and document.text.isascii()
        and not (document.fields or page.options.get(OPTION))
    ):
        return  # nothing is declared, and nothing can be told
    blocks = _prose(page)
    sample = _sample("\n".join([block.text for block in blocks]))
    if not re.search(r"[^\W\d_]", sample):
        return
    told = _declared(page, blocks[0])
    script, weight = foreign(sample)
    if told and not told.is_read:
        yield _hit(told.span, told.name, Message("if it is in another language, {change}", change=told.remedy))
    elif weight >= _ARTICLE_LETTERS:
        yield _hit(blocks[0].span, script)
    elif name := _guessed(sample):
        yield _misdeclared(told, name) if told else _hit(blocks[0].span, name, _MISTAKEN)
    else:
        yield from _other_letters(blocks)


def _prose(page: Page) -> list[Block]:
    """What a reader reads as text; the titles in the reference list are in the language of their papers."""
    entries = Stretches(entry.span for entry in page.bibliography.references if entry.source != "bibliography")
    return [
        block
        for block in page.document.blocks
        if (block.is_read or (block.hidden == COLLAPSED and block.kind in _TEXT)) and not entries.touch(*block.span)
    ]


def _sample(text: str) -> str:
    """As much of a text as tells its language, without what draws nothing."""
    if len(text) > _WINDOWS * _WINDOW:
        step = (len(text) - _WINDOW) // (_WINDOWS - 1)
        text = "\n".join(text[step * number : step * number + _WINDOW] for number in range(_WINDOWS))
    if text.isascii():
        return text
    for each in set(text):
        if each > "\x7f" and not unicodedata.combining(each) and not fold(each).text:
            text = text.replace(each, "")  # drawn as nothing
    return unicodedata.normalize("NFC", text)


class _Told(NamedTuple):
    """A declared language: its name, whether it is read, the place of the declaration, how to change it."""

    name: str
    is_read: bool
    span: Span
    remedy: Message


def _declared(page: Page, first: Block) -> _Told | None:
    """What the front matter says, else the configuration; None where neither says what medlint knows."""
    document = page.document
    if language := known(document.language):
        key = next(key for key in _KEYS if key in document.fields)
        return _Told(*language[1:3], document.fields[key].span, Message("change `{key}` in the front matter", key=key))
    configured = str(page.options.get(OPTION, "")).strip()
    if not configured:
        return None
    language = known(configured.replace("_", "-").partition("-")[0].lower())
    # A slip of the pen in the configuration must not pass for a language that is read.
    name, is_read = (language.name, language.is_read) if language else (f'"{configured}"', False)
    return _Told(name, is_read, first.span, _CONFIGURED)


def written_in(page: Page) -> str:
    """The code of the language of an article among those that are read: as declared, else by its function words.

    English where nothing tells, and where another language is declared.
    """
    declared = known(page.document.language or str(page.options.get(OPTION, "")).strip().lower())
    if declared:
        return declared.code if declared.is_read else "en"
    words = re.findall(r"[^\W\d_]+", _sample("\n".join([block.text for block in _prose(page)])).lower())
    counts = {code: sum(map(_languages()[code].words.__contains__, words)) for code in sorted(_READ)}
    best = max(counts.values())
    return "en" if counts["en"] == best else max(counts, key=counts.__getitem__)


def known(name: str) -> Language | None:
    """The language with that code or name in lower case; None for any other word."""
    if not name:
        return None
    languages = _languages()
    return languages.get(name) or languages.get(name.partition(" ")[0])


@cache
def _languages() -> dict[str, Language]:
    """Every language under its codes and names."""
    found: dict[str, Language] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            names, title, words = (part.strip() for part in line.split(":"))
            codes = names.split()
            language = Language(codes[0], title, codes[0] in _READ, frozenset(words.split()))
            found |= dict.fromkeys((*codes, *title.lower().replace(" or ", ", ").split(", ")), language)
    return found


@cache
def _english() -> frozenset[str]:
    """Function words of English that no other language has; the short ones are units and abbreviations anywhere."""
    english = _languages()["en"]
    others = frozenset[str]().union(*(each.words for each in _languages().values() if each is not english))
    return frozenset([word for word in english.words - others if len(word) > 3 or word in ("the", "and")])


@cache
def _unread() -> dict[str, tuple[Language, ...]]:
    """The function words of the languages that are not read, each with its languages."""
    found: dict[str, tuple[Language, ...]] = {}
    for each in dict.fromkeys(_languages().values()):
        for word in () if each.is_read else each.words:
            found[word] = (*found.get(word, ()), each)
    return found


def _guessed(sample: str) -> str:
    """The language of a text in Latin letters where none that is read comes near it; of near ones, all their names."""
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) < _LEAST_WORDS or _ENGLISH_SHARE * len(words) < sum(map(_english().__contains__, words)):
        return ""  # most texts: too short to tell, or plainly English
    counts = Counter(words)
    least = max(_OWN, _SHARE * counts.total())
    hits: Counter[Language] = Counter()
    for word, number in counts.items():
        for each in _unread().get(word, ()):
            hits[each] += number
    shown = {each: number for each, number in hits.items() if number >= least}
    if not shown:
        return ""
    read = [known(code) for code in _READ]
    winners = [each for each in shown if all(_differs(each, other, counts, _KINDS, 1) for other in read if other)]
    if not winners:
        return ""
    best = max(winners, key=lambda each: (shown[each], each.code))
    near = [each.name for each in winners if each is best or not _differs(best, each, counts, 2, _SURE)]
    return " or ".join(sorted(near))


def _differs(one: Language, other: Language, counts: Counter[str], kinds: int, times: float) -> bool:
    """Whether a text shows so many kinds of words of one language that the other has not, and far fewer vice versa."""
    own = (one.words - other.words) & counts.keys()
    against = (other.words - one.words) & counts.keys()
    return len(own) >= kinds and _number(own, counts) > times * _number(against, counts)


def _number(words: Iterable[str], counts: Counter[str]) -> int:
    return sum([counts[word] for word in words])


def _hit(span: Span, name: str, otherwise: str = "") -> Hit:
    """The hit for a whole article."""
    return unread(
        span,
        Message("The dosing rules do not read {language}: nobody has looked for doses in this article.", language=name),
        Message("Have a person who reads that language look for doses; {otherwise}.", otherwise=otherwise)
        if otherwise
        else Message("Have a person who reads that language look for doses."),
        cause="language",
    )


def _misdeclared(told: _Told, name: str) -> Hit:
    """The hit for an article that is declared in a language that is read, and is not written in it."""
    return unread(
        told.span,
        Message(
            "This article is declared {declared} and reads like {language}, which the dosing rules do not read: nobody "
            "has looked for doses in it.",
            declared=told.name,
            language=name,
        ),
        Message("Have a person who reads that language look for doses, and correct the language that is declared."),
        cause="language",
    )


def _other_letters(blocks: Sequence[Block]) -> Iterator[Hit]:
    """One hit for the paragraphs, list items and cells with a number in letters that are not read."""
    found = []
    for block in blocks:
        if block.text.isascii():
            continue
        script, weight = foreign(block.text)
        if weight >= _BLOCK_LETTERS and re.search(_NUMBER, block.text):
            found.append((block, script))
    if not found:
        return
    names = " / ".join(sorted({script for _, script in found}))
    number = len(found)
    yield unread(
        found[0][0].span,
        Message(
            "A part of this article is written in {language}, which the dosing rules do not read: nobody has looked "
            "for doses in it.",
            language=names,
        )
        if number == 1
        else Message(
            "{number} parts of this article are written in {language}, which the dosing rules do not read: nobody has "
            "looked for doses in them.",
            number=number,
            language=names,
        ),
        Message("Have a person who reads that language look for doses there."),
        cause="language",
    )
