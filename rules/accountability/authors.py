"""Who wrote an article: its byline, the labels that introduce authors, and the front matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lint.document import Document
from lint.spans import Span
from rules.accountability import dates, matter, words
from rules.accountability.lines import Line
from rules.accountability.told import Told
from rules.disclaimer.phrases import fold

_LONGEST_TITLE = 60
_PLACEHOLDER = re.compile(
    r"\W*(?:todo|tbd|tba|tbc|fixme|x{2,}|\?+|\.{2,}|-+|<[^>]*>|\[[\w ]*\]|\{\{.*\}\}|lorem ipsum)\W*"
)


class Author(NamedTuple):
    """Somebody named as author, or something that stands in the place of a name and names nobody.

    `nobody` says that no reader knows who that is; `credentials` whether more than a name is told. `hidden` says why
    readers do not see it; the front matter is not hidden, since pages show it.
    """

    name: str
    span: Span
    nobody: bool = False
    credentials: bool = False
    hidden: str = ""


def find(document: Document, lines: Sequence[Line], told: Sequence[Told]) -> Iterator[Author]:
    """All who are named as authors, seen or not."""
    yield from _in_matter(document)
    for each in told:
        if each.kind in ("author", "authored", "by") and (author := _told(each, document)):
            yield author
    for line in lines:
        if line.edge and not (line.hidden or line.quoted or line.wrapped):
            yield from _bare(line, document)


def is_name(text: str) -> bool:
    """Whether a text begins with a name of two words, or of one behind a title."""
    return _name().match(text) is not None


def is_placeholder(text: str) -> bool:
    """Whether a text only keeps a place: nothing, "TODO", "[name]", "{{ author }}"."""
    return not re.search(r"\w", text) or _PLACEHOLDER.fullmatch(fold(text).text.strip()) is not None


def is_nobody(name: str) -> bool:
    """Whether a name tells readers nobody: "admin", "the editorial team", "TODO".

    An organisation is an author when it is named: "Mayo Clinic Staff" is one who answers, "staff" is not.
    """
    folded = fold(name).text.strip()
    if folded.isdecimal() or is_placeholder(folded) or folded in words.phrases("nobody"):
        return True
    row = re.findall(r"[^\W_]+(?:['./-][^\W_]+)*", folded)
    known = words.phrases("nobody") | words.phrases("joint")
    return all(word in known for word in row) and any(word in words.phrases("nobody") for word in row)


def _in_matter(document: Document) -> Iterator[Author]:
    """The authors of the front matter: a text, a list, or mappings with a name and more."""
    groups: dict[str, list[matter.Entry]] = {}
    for entry in matter.entries(document):
        if entry.parts[0] in words.keys("author"):
            number = re.search(r"(?<=\.)\d+(?=\.|$)", entry.key)
            groups.setdefault(f"{entry.parts[0]}.{number[0] if number else ''}", []).append(entry)
    for entries in groups.values():
        named = [entry for entry in entries if _is_name(entry) and not matter.is_nothing(entry.value)]
        if not named:
            # `author:` without a value is a place that somebody meant to fill.
            empty = [entry for entry in entries if _is_name(entry)]
            if empty:
                yield Author("", empty[0].field.span, nobody=True)
            continue
        name = (
            " ".join(entry.value for entry in named if entry.parts[-1] not in ("id", "slug", "key")) or named[0].value
        )
        more = any(
            entry.parts[1:2] and entry.parts[1] in words.keys("credentials") and entry.value for entry in entries
        )
        yield Author(_clean(name), named[0].field.span, is_nobody(name), more or _has_credentials(name))


def _is_name(entry: matter.Entry) -> bool:
    """Whether a field below the author's key is the name, or a part of it."""
    below = entry.parts[1:]
    return not below or all(part in words.keys("name") for part in below)


def _clean(name: str) -> str:
    """A name without the markup, address and note that generators take with it."""
    name = re.sub(r"\[([^\]]{1,80})\]\([^)]{0,200}\)", r"\1", name)
    return re.sub(r"\^\[[^\]]{0,200}\]|<[^>]{0,200}>|https?://\S+", "", name).strip(" ,*_")


@cache
def _name() -> re.Pattern[str]:
    """A name as it stands behind "by": two words or more, or a title and one; particles in between."""
    word = r"[^\W\d_a-zß-öø-ÿ](?:[\w'’.-]{0,30})?"
    title = rf"(?:(?:{words.written('title')})\b\.?(?:-?\s?(?:{words.written('title end')})\b\.?){{0,3}}\s){{1,3}}"
    particle = rf"(?:(?:{words.written('particle')})\s|[dl]['’]){{0,3}}"
    article = rf"(?:(?:{words.written('article')})\s|l['’])?"
    more = rf"\s{particle}{word}"
    return re.compile(rf"{article}(?:{title}{particle}{word}(?:{more}){{0,4}}|{word}(?:{more}){{1,5}})")


def _told(told: Told, document: Document) -> Author | None:
    """The author whom a label introduces; None when the words behind it are none."""
    line, value = told.line, told.value
    loose = told.kind == "by" or not told.marked
    if (line.quoted and loose) or (told.kind == "author" and not told.marked):
        return None  # "- by Hippocrates" under an epigraph; "Author Jane Roe claims that ..."
    if told.kind == "by" and (not told.begins or told.own):
        return None
    if line.block.kind == "heading" and told.kind != "authored" and (told.kind != "by" or not line.head):
        return None
    if not line.edge and not (told.own and told.kind == "authored") and not (told.below and told.kind == "author"):
        return None
    folded = fold(value).text
    if re.search(r"\bet al\b", folded):
        return None  # the author of a study
    if not line.head and re.fullmatch(r"(?:[A-Z][\w'’-]{1,30} [A-Z]{1,3}\.?(?:[,;] |\.)?){1,20}", value):
        return None  # "Roe J, Doe JA": as references name them
    if told.marked and told.kind != "by":
        name = first(value)
        return Author(_clean(name), told.span, is_nobody(name), _has_credentials(value) or _long(value), line.hidden)
    return _loose(told, value, document)


def _loose(told: Told, value: str, document: Document) -> Author | None:
    """The author behind "by" or "written by", which are words of any sentence: only a name at the end of it counts."""
    line = told.line
    match = _name().match(value)
    short = re.match(r"[\w.-]{1,40}(?:\s[\w.-]{1,40}){0,3}", value)
    if short and is_nobody(short[0]) and _ends(value[short.end() :]):
        return Author(short[0], told.span, True, hidden=line.hidden)
    if match is None:
        single = re.match(r"[\w.'’-]{2,30}", value)
        behind = fold(value[single.end() if single else 0 :]).text + line.folded.text[told.end :]
        behind = behind.lstrip(" *_")
        handle = told.kind == "authored" or (single and not single[0][0].islower() and behind[:1] in ("|", "·", "•"))
        if single and handle and re.match(r"\W|(?:on|am|le|el|em|il|op)\s", behind) and dates.find(behind[:30]):
            return Author(single[0], told.span, hidden=line.hidden)
        return None
    rest = value[match.end() :]
    if not told.own and not _ends(rest):
        return None
    if told.kind == "by" and not rest.strip(" .") and _is_common(match[0], document, all):
        return None  # "By Mouth", "By the Numbers"
    return Author(match[0].rstrip("."), told.span, is_nobody(match[0]), _has_credentials(value), line.hidden)


def _ends(rest: str) -> bool:
    """Whether what stands behind a name goes on telling of the author, and is not the rest of a sentence."""
    folded = fold(rest).text.strip()
    if not folded or not re.match(r"\w", folded):
        folded = folded.lstrip(" ,;(&/-.|*_")
    if not folded:
        return True
    if dates.find(folded[:30]):
        return True
    if words.pattern("credential").match(folded):
        return True
    if re.match(r",\s(?:an?|eine?|une?|uno|una|um|uma|een)\s", rest):
        return True  # ", a freelance journalist"
    if rest.startswith(",") and len(rest) <= _LONGEST_TITLE and not re.search(r"[.!?;]", rest):
        return True  # ", staff writer"
    joint = re.match(r"\s*(?:,|&|\b(?:and|und|et|y|e|en)\b)?\s*(?:and\s|und\s|et\s|y\s|e\s|en\s|&\s)?", rest)
    return bool(_name().match(rest, joint.end() if joint else 0)) and not re.search(r"[.!?]\s*$", rest)


def _bare(line: Line, document: Document) -> Iterator[Author]:
    """A name that stands alone below the title or as a signature: "Jane Roe, MD", "*Jane Roe · 3 May 2025*".

    Letters behind it, marks of an affiliation, a date beside it or a dash in front make a name of it; with no more than
    the latter its words must not be common ones: "Chronic Pain · 3 May 2025" is a category.
    """
    if line.block.kind not in ("paragraph", "html", "code") or len(line.text) > 600 or line.label.endswith(":"):
        return
    text = line.text.strip(" *_")
    signed = re.match(r"[—–-]{1,2}\s?", text) if line.foot else None
    pieces = re.split(r"\s?[|·•]\s?", text[signed.end() :] if signed else text)
    marked = "," in text and any(inline.kind == "superscript" for inline in line.inlines)
    dated = line.head and any(_is_date(piece) for piece in pieces)
    for piece in pieces:
        match = _name().match(piece)
        if match is None:
            continue
        rest = piece[match.end() :].strip(" ,")
        if rest and not _ends(piece[match.end() :]) and not (_is_set_off(line) and line.foot and _presents(rest)):
            continue
        post = _is_postnominal(piece) and not _is_common(match[0], document, all)
        alone = not rest or (line.head and _is_date(rest))
        told = (alone and (signed or dated or rest)) or (rest and _has_credentials(rest) and line.edge)
        if post or marked or (told and not _is_common(match[0], document, any)):
            start = line.text.find(piece)
            place = line.block.prose.span(line.start + start, line.start + start + len(match[0]))
            yield Author(match[0], place, is_nobody(match[0]), post or marked or _has_credentials(rest))
            return


def _is_set_off(line: Line) -> bool:
    """Whether a line as a whole is in italic or bold letters."""
    return any(
        inline.kind in ("emphasis", "strong") and len(line.text) - 2 <= inline.end - inline.start
        for inline in line.inlines
    )


def _presents(rest: str) -> bool:
    """Whether a sentence says what the bearer of a name is: "is a cardiologist in Bern"."""
    return bool(re.match(r"(?:is|ist|est|es|é|è|is)\s", rest)) and _has_credentials(rest[:_LONGEST_TITLE])


def _is_date(text: str) -> bool:
    day = dates.read(fold(text).text.strip())
    return day is not None and day.end == len(fold(text).text.strip())


def _is_common(name: str, document: Document, quantifier: Callable[[Iterable[bool]], bool]) -> bool:
    """Whether the words of a name (all of them, or any) stand in small letters elsewhere in the article."""
    small = re.compile(rf"(?:{words.written('article')}|{words.written('particle')})")
    row = [word for word in re.findall(r"[^\W\d_]{3,30}", name) if word[0].isupper() and not small.fullmatch(word)]
    return not row or quantifier(
        re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", document.text) is not None for word in row
    )


def _is_postnominal(piece: str) -> bool:
    """Whether letters or a title make a person of a name: "Jane Roe, MD", "Dr. Jane Roe"."""
    letters = re.compile(rf"(?:,\s?|\s)(?:{words.written('postnominal')})(?![\w])")
    return bool(letters.search(piece) or re.match(r"(?:Dr|Prof|Dra|Dre|Dott)\b", piece))


def first(value: str) -> str:
    """The words of a value that are the name: up to a bracket, a date, or a comma."""
    return re.split(r"\s[(|]|,|\s[–—]\s", value, maxsplit=1)[0].strip() or value


def _long(value: str) -> bool:
    """Whether more is told than names: text behind a comma, or a sentence."""
    return len(value) > 60 or bool(re.search(r",\s?\w+\s[a-z]", value))


def _has_credentials(text: str) -> bool:
    return bool(words.pattern("credential").search(fold(text).text)) or _is_postnominal(text)


def tells(text: str, name: str) -> bool:
    """Whether a text that holds the name says what its bearer is."""
    place = text.find(name) + len(name)
    return _has_credentials(text[place : place + 200])
