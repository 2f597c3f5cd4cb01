"""Numbers that cite: in square brackets, raised, and in round brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lint.document import Block
from lint.references.citations.index import Index, join
from lint.references.citations.mention import Form, Mention, Standing, Text, finditer
from lint.references.model import CitationKind

_DASH = "–—‒−‑‐~-"
_LIST = rf"\d{{1,3}}(?:\s?(?:[,;&，、{_DASH}]|,?\s?(?:and|und|et|y|to|bis)\s)\s?\d{{1,3}}){{0,30}}"
_REF = r"(?:refs?\.?\s?:?\s?|(?:references?|sources?|quellen?|fuentes?)\s)?"
# Words before the number within its bracket. A word for each would cost the pattern twice its time to compile.
_LEAD = r"(?:(?P<lead>[^\W\d_][^\d\[\]［］#]{0,14}?)\s?)?(?P<sign>#)?"
_LEADS = frozenset(
    "ref refs reference references source sources quelle quellen fuente fuentes see see_ref see_refs see_also also cf "
    "cfr e.g reviewed_in siehe vgl voir véase ver zie vedi".split()
)
_OPENED, _CLOSED = r"[\[［【〔]", r"[\]］】〕]"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = str.maketrans(_RAISED + "⁻", "0123456789-")
# What a reader takes for a square or a cube: area, volume, body surface, R², χ².
_UNITS = frozenset("m cm mm km dm µm μm nm in ft yd mi s sec min h kg g mg ml l px".split())


@cache
def _bracket() -> re.Pattern[str]:
    where = r"(?:\s?[,:;]?\s?(?:pp?|S|ch|chap|chapter|sec|fig|table|tab|abb|vol|no)\.?\s?\d[\w.–-]{0,12})?"
    return re.compile(rf"{_OPENED}\s?{_LEAD}(?P<list>{_LIST}){where}\s?{_CLOSED}", re.IGNORECASE)


@cache
def _round() -> re.Pattern[str]:
    return re.compile(rf"[(（]{_REF}(?P<list>{_LIST})[)）]", re.IGNORECASE)


@cache
def _raised() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<unicode>[{_RAISED}]{{1,3}}(?:[,⁻˒‚{_DASH}]\s?[{_RAISED}]{{1,3}}){{0,20}})(?![⁺⁻⁰-⁹])"
        rf"|\^\[?(?P<caret>{_LIST})\]?\^"
    )


@cache
def _formula() -> re.Pattern[str]:
    """$^{4}$: a formula that is nothing but a raised number."""
    return re.compile(rf"\$\^(?:\{{\[?(?P<list>{_LIST})\]?\}}|(?P<digit>\d))\$(?!\d)")


def numbers_of(listing: str) -> list[int]:
    """The numbers of "1, 3-5": ranges are counted through, an unlikely range counts as its ends."""
    found: list[int] = []
    last, dashed = 0, False
    for piece in re.finditer(rf"(\d{{1,4}})|([{_DASH}]|to|bis)", listing):
        if piece[2]:
            dashed = True
            continue
        number = int(piece[1])
        if dashed and 0 < number - last <= 60:
            found += range(last + 1, number + 1)
        else:
            found.append(number)
        last, dashed = number, False
    return list(dict.fromkeys(found))


def brackets(text: Text, index: Index) -> Iterator[Mention]:
    """Citations as `[1]`, `[1, 3-5]`, `[2][4]`, linked or not."""
    if not any(bracket in text.text for bracket in "[［【〔"):
        return
    previous: re.Match[str] | None = None
    stood: tuple[int, Standing] = (0, "")
    for match in finditer(_bracket(), text):
        if (match["lead"] and not _is_lead(match["lead"])) or _is_no_citation(text, match):
            continue
        numbers = numbers_of(match["list"])
        if 0 in numbers and 0 not in index.numbers:
            continue
        between = text.text[previous.end() : match.start()] if previous else ""
        extra: list[int] = []
        if previous and between.strip() and not between.strip(_DASH + " "):  # [1]-[3]
            extra = list(range(numbers_of(previous["list"])[-1] + 1, min(numbers[0], 400)))
        previous = match
        mention = _mention("bracket", text, match.start(), match.end(), numbers, index)
        if mention.missing and _is_interval(text.text, match):
            continue
        if mention.missing and match["sign"] and not index.numbers:
            continue  # [#12]: an issue
        if mention.missing and not index.references:
            mention = _placed(mention, text, match, stood)
            stood = match.end(), mention.standing
        around = text.text[match.start() - 1 : match.start()] + text.text[match.end() : match.end() + 1]
        yield mention._replace(
            keys=join((mention.keys, *(index.numbers.get(number, ()) for number in extra))),
            apart=around.isspace() and len(around) == 2,
        )


def _is_lead(words: str) -> bool:
    return "_".join(words.casefold().strip(" .:,").split()) in _LEADS


def _placed(mention: Mention, text: Text, match: re.Match[str], stood: tuple[int, Standing]) -> Mention:
    """The mention with what its place tells, which counts where no list does."""
    from lint.references.citations.places import hung_on, standing  # most articles have their list

    if text.block.kind == "cell" and match[0] == text.text.strip():
        return mention._replace(standing="likely")
    return mention._replace(
        standing=standing(text.text, *match.span(), stood), before=hung_on(text.text, match.start())
    )


def _is_no_citation(text: Text, match: re.Match[str]) -> bool:
    """[60]-fullerene, [18]F, the label of an entry, a definition."""
    after = text.text[match.end() : match.end() + 2]
    if after[:1].isalnum() and after[:1].isascii():
        return True
    if after[:1] in _DASH and after[1:].isalpha() and after[:1]:
        return True
    if match[0][0] in "【〔" and match[0][-1] not in "】〕":
        return True
    return text.block.kind != "cell" and _is_label(text.text, match)


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a number opens an entry: at the block's beginning, or on one of several lines that begin so.

    A line of wrapped prose may begin with a citation.
    """
    start = match.start()
    if start and text[start - 1] != "\n":
        return False
    rest = text[match.end() : match.end() + 80].lstrip(" .:)")
    if not rest or rest[0].islower() or rest[0] in "[,;\n":
        return False
    line_before = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
    end = text.find("\n", match.end())
    line_after = text[end + 1 : end + 13] if end != -1 else ""
    return start == 0 or any(_entry().match(line) for line in (line_before, line_after))


@cache
def _entry() -> re.Pattern[str]:
    return re.compile(r"[\[［]\d{1,3}[\]］][.:]?\s{0,3}[^\sa-z.,;:)]")


@cache
def _interval_before() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b(?:CI|KI|IC|BI|IQR|CrI|range|interval|median|mean|between|Bereich|Spanne|Quartile?)\b\W{0,12}"
        r"(?:[\d.,%]{1,8}\W{0,3})?|(?P<value>[\d%°]|\b(?:mg|kg|ml|mm|cm|years?|months?|days?|weeks?|hours?))\s?)$",
        re.IGNORECASE,
    )


def _is_interval(text: str, match: re.Match[str]) -> bool:
    """24 months [12-60], 95% CI [1, 3]: a pair of numbers behind a value."""
    before = _interval_before().search(text, max(match.start() - 30, 0), match.start())
    pair = len(re.findall(r"\d+", match["list"])) == 2
    return before is not None and (before["value"] is None or pair)


def _mention(form: Form, text: Text, start: int, end: int, numbers: list[int], index: Index) -> Mention:
    labels = tuple(str(number) for number in numbers)
    keys: list[tuple[str, ...]] = []
    missing: list[str] = []
    link = text.link_at(start, end)
    for number in numbers:
        answer = index.linked(link.target) if link and len(numbers) == 1 else ()
        answer = answer or index.numbers.get(number, ())
        keys.append(answer)
        # A number linked to a page of its own leads its reader to the source all the same.
        if not answer and not (link and link.target and not link.target.startswith("#")):
            missing.append(str(number))
    kind: CitationKind = "superscript" if form == "superscript" or text.is_raised(start, end) else "numeric"
    return Mention(
        kind, form, text.span(start, end), text.text[start:end], labels, join(keys), tuple(missing)
    )  # fmt: skip


def superscripts(text: Text, index: Index) -> Iterator[Mention]:
    """Raised numbers: `<sup>1,2</sup>`, `<sup>[1]</sup>`, ¹², `^1^`."""
    for inline in text.block.inlines:
        if inline.kind != "superscript" or inline.end - inline.start > 120:
            continue
        shown = text.text[inline.start : inline.end]
        listing = re.fullmatch(rf"[\s\[(]{{0,3}}({_LIST}|{_LIST}(?:\]\s?,?\s?\[{_LIST}){{1,8}})[\s\])]{{0,3}}", shown)
        links = [] if listing is None else text.links_within(inline.start, inline.end)
        if listing and len(links) > 1:  # <sup><a>1</a>, <a>2</a></sup>: each link is a citation of its own
            for link in links:
                number = text.text[link.start : link.end]
                yield from _superscript(text, inline.start, inline.end, (link.start, link.end), number, index)
        elif listing and not text.is_void(inline.start, inline.end):
            lead, tail = len(shown) - len(shown.lstrip()), len(shown.rstrip())
            yield from _superscript(
                text, inline.start, inline.end, (inline.start + lead, inline.start + tail), listing[1], index
            )
    if "$^" in text.text:
        for match in _formula().finditer(text.text):
            yield from _superscript(
                text, match.start(), match.end(), match.span(), match["list"] or match["digit"], index
            )
    if "^" in text.text or any(digit in text.text for digit in _RAISED):
        for match in finditer(_raised(), text):
            listing_text = match["caret"] or match["unicode"].translate(_LOWERED)
            yield from _superscript(text, match.start(), match.end(), match.span(), listing_text, index)


def _superscript(
    text: Text, start: int, end: int, shown: tuple[int, int], listing: str, index: Index
) -> Iterator[Mention]:
    before, after = text.text[max(start - 12, 0) : start], text.text[end : end + 1]
    if not before.strip() or before.endswith("\n") or (before[-1] in "[( " and after[:1].isalpha()):
        return  # the mark of a legend, or an isotope
    numbers = numbers_of(listing)
    if _is_exponent(before, after, numbers):
        return
    mention = _mention("superscript", text, *shown, numbers, index)
    if re.search(r"(?:^|[^\w])[A-Za-z]$", before):  # vitamin D<sup>7</sup>: only when it is answered
        mention = mention._replace(missing=())
    if mention.keys or mention.missing:
        yield mention


def _is_exponent(before: str, after: str, numbers: list[int]) -> bool:
    if before[-1].isdigit():
        return not re.search(r"(?<![\d.,])(?:19|20)\d\d$", before)
    if before[-1] in "^⁻⁺=<>×·*/":
        return before[-1] != "*"
    word = re.search(r"[^\W\d_]{1,3}$", before)
    if word is None or len(numbers) != 1:
        return False
    whole = re.search(r"[^\W\d_]{1,12}$", before)
    short = whole is not None and (len(whole[0]) == 1 or whole[0] in _UNITS)
    return short and (numbers[0] in (2, 3) or after[:1].isalnum())


def legends(block: Block) -> frozenset[int]:
    """The numbers of raised marks that open a block or a line of it: affiliations, notes below a table."""
    found = set()
    for inline in block.inlines:
        if inline.kind == "superscript" and (inline.start == 0 or block.text[inline.start - 1] == "\n"):
            found.update(numbers_of(block.text[inline.start : inline.end]))
    text = block.text.lstrip()
    if text[:1] and text[0] in _RAISED:
        found.update(numbers_of(re.sub(rf"[^{_RAISED}].*", "", text, flags=re.DOTALL).translate(_LOWERED)))
    elif match := re.match(r"\^(\d{1,2})\^", text):
        found.add(int(match[1]))
    return frozenset(found)


def is_byline(block: Block) -> bool:
    """Whether a block is nothing but names, as the line of the authors is."""
    raised = [(inline.start, inline.end) for inline in block.inlines if inline.kind == "superscript"]
    words = [
        match[0]
        for match in re.finditer(r"[^\W\d_]{2,30}", block.text[:600])
        if not any(start <= match.start() < end for start, end in raised)
    ]
    names = [
        word for word in words if word[0].isupper() or word in ("and", "und", "et", "de", "van", "von", "der", "y")
    ]
    return len(words) >= 2 and len(names) == len(words)


def rounds(text: Text, index: Index) -> Iterator[Mention]:
    """Numbers in round brackets that could cite; the document must show that they do."""
    if "(" not in text.text and "（" not in text.text:
        return
    if text.block.kind == "cell" or not index.numbered:
        return
    if not re.search(r"(?<!\d)\d{1,3}\)|\d）", text.text):  # most brackets hold words, or the year of a citation
        return
    for match in finditer(_round(), text):
        before, after = text.text[max(match.start() - 12, 0) : match.start()], text.text[match.end() : match.end() + 1]
        # no citations: 12 (5) as a share, f(2), and (2) in front of the second point
        closed = not after or after in ".,;:!?)。，；、\n"
        if (
            not before.strip()
            or (before.endswith("\n") and not closed)
            or re.search(r"[\d%$€£=+]\s?$|[^\W\u3040-\u9fff]$", before)
        ):
            continue
        if before[-1].isspace():
            from lint.references.citations.places import counts_something

            if counts_something(before.rstrip()):
                continue
        mention = _mention("round", text, *match.span(), numbers_of(match["list"]), index)
        named = match[0][1:2].isalpha()
        if named:
            yield mention._replace(form="bracket")
        elif mention.keys or mention.missing:
            yield mention if closed else mention._replace(form="round-inside")
