"""Journal, volume and pages as a text states them, and whether the record has the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from lint.resolve.matching import extent, frame, journal_place
from lint.resolve.matching.compare import Reading
from lint.resolve.matching.extent import Place, Read
from lint.resolve.matching.fold import Token, words
from lint.resolve.matching.frame import Stated
from lint.resolve.matching.journals import same_journal

# "In: J Imag Rehabil", "J Imag Rehabil, vol. 12": small words of a journal's name that are none of it at its ends.
_LABELS = frozenset("in vol volume v bd t internet online article art no the of and".split())
_NO_JOURNAL = frozenset("doi pmid pmcid url http https pubmed".split())


def journal(reading: Reading) -> Read:
    """The journal."""
    journals = [each for each in (reading.record.journal, *reading.record.other_journals) if each]
    recorded = next(iter(journals), "")
    begin, end = between(reading)
    if place := _named(reading, journals, begin, end):
        place, whole = _with_subtitle(reading, journals, place, end)
        said = _said(reading, place)
        match = next((each for each in journals if same_journal(said, each)), recorded)
        return Read(extent.journal(reading.text, _with_article(reading, place)), match, same=whole)
    stated = journal_place.stated(reading.text, reading.quieted, begin, end) if reading.span[1] else None
    if stated is not None and stated.value.casefold() not in _NO_JOURNAL:
        return Read(extent.journal(reading.text, (stated.start, stated.end)), recorded)
    rest = re.sub(r"(?:19|20)\d\d.*", "", reading.quieted[begin:end], flags=re.DOTALL)
    swallowed = not reading.has_title and _named(reading, journals, 0, reading.span[1]) is not None
    return Read(None, recorded, elsewhere=swallowed or bool(re.search(r"[^\W\d_]{4}", rest)))


def _with_article(reading: Reading, place: Place) -> Place:
    """With the article before the name: "The Journal of Imagery", which registries have without it."""
    begin = max(reading.span[1], place[0] - 8)
    found = re.search(r"\bThe[\s*_]{1,4}$", reading.text[begin : place[0]])
    return (begin + found.start(), place[1]) if found else place


def between(reading: Reading) -> Place:
    """Between the title and the volume, the page, the date or whatever ends the text."""
    begin = reading.span[1]
    places = [each.start for each in (reading.volume, reading.page) if each is not None and each.start > begin]
    years = [each.start for each in reading.years if each.start > begin]
    return begin, min(places or years, default=len(reading.text))


def _said(reading: Reading, place: Place) -> str:
    return " ".join(words(reading.quieted[slice(*place)]))


def _named(reading: Reading, journals: Sequence[str], begin: int, end: int) -> Place | None:
    """The last place that names the journal, as far as its name goes."""
    every = journal_place.named(journals, reading.words, reading.text, begin, end) if journals else ()
    found = [place for each in every if (place := _trimmed(reading, journals, each))]
    if not reading.span[1]:
        # In a text with another title a word of it may be a journal's name: "... ideal drugs. Imag Pharm. 2002".
        found = [each for each in found if not _reads_on(reading, each[1], end)]
    if not found:
        return None
    last = max(end for _, end in found)
    start = min(start for start, end in found if end == last)
    # "Annals of Imagery : AI": the abbreviation behind a name is none without it.
    for other, behind in found:
        if behind < start and reading.quieted[behind:start].strip() in (":", "=") and other < start:
            start = other
    return start, last


def _reads_on(reading: Reading, begin: int, end: int) -> bool:
    """Whether words stand there that are no label and no part of a date."""
    behind = (each for each in reading.words if begin <= each.start and each.end <= end)
    return any(len(each.word) > 2 and not _is_no_name(each) for each in behind)


def _trimmed(reading: Reading, journals: Sequence[str], place: Place) -> Place | None:
    """A name without the date and the labels at its ends; None where nothing but a label is left of it."""
    held = [each for each in reading.words if place[0] <= each.start and each.end <= place[1]]
    while len(held) > 1 and held[0].word in _LABELS and not _is_same(held, journals, exactly=True):
        held.pop(0)
    while len(held) > 1 and _is_no_name(held[-1]) and _is_same(held[:-1], journals):
        held.pop()
    alone = len(held) == 1 and (held[0].word in _LABELS or len(held[0].word) < 3)
    return None if alone and not _is_same(held, journals, exactly=True) else (held[0].start, held[-1].end)


def _unlabelled(reading: Reading, place: Place) -> Place:
    held = [each for each in reading.words if place[0] <= each.start and each.end <= place[1]]
    while held[-1].word in _LABELS:
        held.pop()
    return place[0], held[-1].end


def _is_no_name(token: Token) -> bool:
    return token.word.isdigit() or token.word in _LABELS or token.word in frame.MONTHS


def _is_same(held: Sequence[Token], journals: Sequence[str], *, exactly: bool = False) -> bool:
    said = tuple(each.word for each in held)
    if exactly:
        return any(words(each) == said for each in journals)
    return any(same_journal(" ".join(said), each) for each in journals)


@cache
def _subtitle() -> re.Pattern[str]:
    return re.compile(r"\s?[:=]\s(?=[^\W\d_])")


def _with_subtitle(reading: Reading, journals: Sequence[str], place: Place, end: int) -> tuple[Place, bool]:
    """A name with what follows its colon, and whether the record has that, too: "Imagery: Zoology"."""
    if not _subtitle().match(reading.quieted, place[1]):
        return place, True
    rest = re.split(r"[.;(\d]", reading.quieted[place[1] : end])[0].rstrip(" ,-–")
    longer = _unlabelled(reading, (place[0], place[1] + len(rest)))
    said = tuple(each for each in words(reading.quieted[slice(*longer)]) if each not in _LABELS)
    if said == tuple(each for each in words(reading.quieted[slice(*place)]) if each not in _LABELS):
        return place, True
    known = [words(each) for full in journals for each in (full, *re.split(r"\s[=(]", full)[:1])]
    names = [each for name in known for each in (name, tuple(one for one in name if one not in _LABELS))]
    return longer, said in names or any(same_journal(" ".join(said), each) for each in journals if ":" not in each)


def _frame(reading: Reading) -> tuple[Stated | None, Stated | None]:
    """Volume and first page: those of the comparison, or where it knows neither, what directly follows the journal."""
    if reading.volume is not None or reading.page is not None:
        return reading.volume or _like_a_year(reading), reading.page
    place = journal(reading)
    match = _behind_journal().match(reading.quieted, place.place[1]) if place.place and place.same else None
    if match is None:
        labelled = _labelled().search(reading.quieted, reading.span[1])
        return (Stated(labelled["volume"], *labelled.span("volume")) if labelled else None), None
    volume, page = (Stated(match[each], *match.span(each)) if match[each] else None for each in ("volume", "page"))
    if volume is None or page is not None or match["label"]:
        return volume, page
    if _year().fullmatch(volume.value):
        return None, None
    # A number alone: the record tells which of the two it is, or nobody.
    is_page = frame.first_page(volume.value) in reading.pages()
    is_volume = frame.volume_of(volume.value) in reading.volumes()
    if is_page == is_volume:
        return None, None
    return (volume, None) if is_volume else (None, volume)


def _like_a_year(reading: Reading) -> Stated | None:
    """A volume before its page that looks like a year, in a text that has another year: "1871:e104"."""
    before = _number_before().search(reading.quieted, reading.span[1], reading.page.start) if reading.page else None
    if before is None or before["volume"] not in reading.volumes():
        return None
    others = any(each.value != before["volume"] for each in reading.years)
    return Stated(before["volume"], *before.span("volume")) if others else None


@cache
def _number_before() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.])(?P<volume>\d{4})(?:\([^()]{1,30}\))?\s?[:,]\s{0,3}(?:pp?\.\s{0,3})?$")


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?:1[6-9]|20)\d\d")


@cache
def _behind_journal() -> re.Pattern[str]:
    return re.compile(
        r"[\s.,:;]{1,4}(?P<label>(?:[Vv]ol(?:ume)?|Bd)\.?\s{0,3})?(?P<volume>[A-Za-z]{0,3}\d{1,12})(?![\w/])"
        r"(?:\s?\([^()]{1,30}\))?(?:\s?[,:]\s{0,3}(?:(?:pp?|S|Art)\.?\s{0,3}|[Aa]rticle\s{1,3})?"
        r"(?!(?:19|20)\d\d\b)(?P<page>[A-Za-z]{0,3}\d{1,12}[A-Za-z]?)(?![\w/]))?"
    )


@cache
def _labelled() -> re.Pattern[str]:
    """A volume that says what it is in a text without pages."""
    return re.compile(r"\b(?:[Vv]ol(?:ume)?|Bd)\.?\s{0,3}(?P<volume>\d{1,4})\b")


def volume(reading: Reading) -> Read:
    """The volume."""
    record, (stated, _) = reading.record, _frame(reading)
    recorded = [each for each in (record.volume, *record.other_volumes) if each]
    if stated is None:
        # A volume that is numbered by years stands in "2008:1-31 (2008)" or nowhere.
        like_a_year = any(each.value in reading.volumes() for each in reading.years)
        return Read(None, next(iter(recorded), ""), elsewhere=like_a_year or _unread(reading))
    value = frame.volume_of(stated.value)
    right = [each for each in recorded if frame.volume_of(each) == value]
    return Read(extent.volume(reading.text, stated), next(iter(right or recorded), ""), bool(right))


def pages(reading: Reading) -> Read:
    """The pages, or the article's number in their place."""
    record, (_, page) = reading.record, _frame(reading)
    recorded = [each for each in (record.pages, *record.other_pages) if each]
    if page is None:
        return Read(None, next(iter(recorded), ""), elsewhere=_unread(reading))
    place = extent.pages(reading.text, page)
    said = reading.text[slice(*place)]
    opening = [each for each in recorded if frame.first_page(each) == frame.first_page(page.value)]
    # The comparison asks for the first page alone. Another last one is not told as a fault, nor as the same.
    right = [each for each in opening if _one_end(said, each)]
    return Read(place, next(iter(right or opening or recorded), ""), bool(right))


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(r"(?P<first>\d{1,12})[A-Za-z]?(?:\.e\d{1,4})?\s?[-‐‑‒–—−]\s?[A-Za-z]{0,3}(?P<last>\d{1,12})")


def _one_end(said: str, recorded: str) -> bool:
    """Whether two stretches of pages end on one page; so they do where one of them does not say where it ends."""
    ends = [_last_page(each) for each in (said, recorded)]
    return "" in ends or ends[0] == ends[1]


def _last_page(pages: str) -> str:
    """The last page in full: 115 of "107-15"; empty where only the first is named."""
    match = _ends().search(pages)
    if match is None:
        return ""
    first, last = match["first"], match["last"]
    return (first[: len(first) - len(last)] + last if len(last) < len(first) else last).lstrip("0")


def _unread(reading: Reading) -> bool:
    """Whether numbers stand behind the title of which nobody knows what they are: no years, and no days."""
    volume, page = _frame(reading)
    if _is_swallowed(reading):
        return True
    held = [extent.volume(reading.text, volume)] if volume else []
    held += [extent.pages(reading.text, page)] if page else []
    place = journal(reading).place
    held += [place] if place else []
    return any(not any(start <= number.start() < end for start, end in held) for number in _numbers(reading))


def _is_swallowed(reading: Reading) -> bool:
    """Whether what was taken for a changed title may hold the numbers: it has the text's only year."""
    within = _year().search(reading.quieted, *reading.span)
    return within is not None and not reading.has_title and not reading.years


def _numbers(reading: Reading) -> Iterator[re.Match[str]]:
    for match in re.compile(r"(?<![\w.])[A-Za-z]{0,3}\d{1,12}[A-Za-z]?\b").finditer(reading.quieted, reading.span[1]):
        around = reading.quieted[max(match.start() - 12, 0) : match.start()].split()
        is_day = bool(around) and around[-1].strip(".,").lower() in frame.MONTHS
        if not is_day and not _year().fullmatch(match[0]):
            yield match
