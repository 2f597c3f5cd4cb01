"""Authors that the prose names with or without a year: found by their form, answered by the reference list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lint.references.citation_index import Index
from lint.references.citation_mention import Form, Mention, Text, finditer
from lint.references.citation_names import fold, no_authors, possessive, surname
from lint.references.model import Reference

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"  # small letters too among the last: `_surnames` looks again
_PARTICLE = (
    "[vV]an|[vV]on|[dD]e|[dD]er|[dD]en|[dD]el|[dD]ella|[dD]i|[dD]a|[dD]os|[dD]as|[dD]u|[lL]a|[lL]e|[tT]er|[tT]en|[eE]l"
    "|[aA]l|[bB]in|[iI]bn|af|av|zu|zur|vom"
)
_NAME = rf"[{_UPPER}](?:[^\W\d_]|['’‐‑-](?=[^\W\d_])){{1,30}}"
_INITIALS = rf"(?:,?\s(?:[{_UPPER}]\.?[ -]?){{1,3}}(?![^\W_]))?"
_AUTHOR = rf"(?:(?:{_PARTICLE})\s){{0,3}}{_NAME}{_INITIALS}"
_AND = r"(?:,\s{1,2}(?:(?:and|und|et|y|e|en|&)\s{1,2})?|\s{1,2}(?:and|&|und|et|y|e|en|og|och|i)\s{1,2}|\s?[/–]\s?)"
_ET_AL = (
    r"(?:,?\s{1,2}(?:et\.?\s{0,2}al(?:ii|ios)?(?![^\W_])\.?|et\s{1,2}coll(?:ab(?:orateurs)?|ègues|èg)?(?![^\W_])\.?"
    r"|u\.\s?a\.(?!\s?m)|u\.\s?Mitarb\.|und\s(?:Kolleg(?:en|innen)\S{0,8}|Mitarbeiter\w{0,5}(?:\*innen)?)"
    r"|[ye]\s(?:cols?|colegas|colaboradores|coll?ab?)(?![^\W_])\.?|e\s(?:colleghi|collaboratori)"
    r"|and\s(?:colleagues|co-?workers|collaborators)|&\s(?:colleagues)|en\s(?:collega['’]?s|medewerkers|anderen)"
    r"|m\.\s?fl\.|i\swsp\.)|\s?等人?)"
)
_YEAR = r"(?:1[89]|20)\d\d"
_YEARS = rf"(?P<{{0}}>{_YEAR}[a-z]?(?![\w-])(?:\s?[,;&/]\s?(?:{_YEAR}[a-z]?|[b-h](?!\.))(?![\w-])){{{{0,6}}}})"


@cache
def _author_year() -> re.Pattern[str]:
    """Names, then "et al." or a year or both; each part is bounded, so a start costs the same everywhere."""
    inside = _YEARS.format("inside")
    bare = _YEARS.format("bare")
    return re.compile(
        rf"(?<![\w'’‐‑@/#.-])(?P<names>{_AUTHOR}(?:{_AND}(?!Kolleg|Mitarbeiter){_AUTHOR}){{0,6}})(?:['’]s?(?![^\W_]))?"
        rf"(?P<etal>{_ET_AL}(?:['’]s)?)?"
        rf"(?P<tail>,?\s{{0,2}}[(（\[][^()（）\[\]\d;]{{0,40}}{inside}[^()（）\[\]]{{0,80}}[)）\]]|,?\s{{0,2}}{bare})?"
    )


@cache
def _organisation() -> re.Pattern[str]:
    """World Health Organization (2019), with its letters in between or not."""
    word = rf"[{_UPPER}][\w&'’.-]{{0,30}}"
    link = "of|for|and|the|on|in|de|des|del|der|für|et|pour|&"
    return re.compile(
        rf"(?<![\w'’-])(?P<names>{word}(?:\s(?:{word}|{link})){{1,10}})"
        rf"\s?(?:[\[(][{_UPPER}]{{2,8}}[\])]?)?[,;]?\s?[(\[]?(?P<year>{_YEAR})[a-z]?(?![\w-])[)\]]?"
    )


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<names>[A-Z][A-Za-z'’-]{{1,30}}(?=\s?等)|[\u4e00-\u9fff]{{1,3}})\s?(?:等人?)?\s?[(（,，]\s?(?P<year>{_YEAR})[a-z]?\s?[)）]?"
    )


class AuthorYear(NamedTuple):
    """What a place names: folded surnames in order, years with their letters, whether "et al." stands there."""

    surnames: tuple[str, ...]
    years: tuple[str, ...]
    others: bool


def mentions(text: Text, index: Index) -> Iterator[Mention]:
    """Places that name authors of the list, or look like citations of authors whom it lacks."""
    if not index.references or not _may_name(text.text):
        return
    for match in finditer(_author_year(), text):
        if match["etal"] or match["tail"]:
            yield from _judged(text, match, index)
    if index.organisations:
        for match in finditer(_organisation(), text):
            yield from _organisation_mention(text, match, index)
    if not text.text.isascii():
        for match in finditer(_chinese(), text):
            yield from _chinese_mention(text, match, index)


# What stands in every form of "et al."; looking for these first spares most texts the long pattern.
_HINTS = (
    "et al", "et. al", "et coll", "u. a", "u.a", "Mitarb", "Kolleg", " col", "cowork", "co-work", "colleg", "collab",
    "medewerk", "anderen", "m. fl", "m.fl", "wsp", "等",
)  # fmt: skip


@cache
def _year() -> re.Pattern[str]:
    return re.compile(_YEAR)


def _may_name(text: str) -> bool:
    return _year().search(text) is not None or any(hint in text for hint in _HINTS)


def _judged(text: Text, match: re.Match[str], index: Index) -> Iterator[Mention]:
    raw = match["inside"] or match["bare"] or ""
    named = AuthorYear(_surnames(match["names"]), _years(raw), bool(match["etal"]))
    start, end = match.start(), match.end()
    if not named.surnames or not any(character.isupper() for character in match["names"]):
        return
    form = _form(text, match, named)
    if form is None:
        return
    answers = answering(named, index, first_only=form not in ("et-al", "two"))
    link = text.link_at(start, end)
    linked = index.linked(link.target) if link else ()
    keys = tuple(reference.key for reference in answers) or linked
    label = _label(match["names"], named)
    known: Form = "et-al" if form == "et-al" else "names"
    mention = Mention("author-year", known, text.span(start, end), text.text[start:end], (label,), keys)
    if answers:
        yield mention
        return
    if form == "bare" or not _could_be_missing(text.text, match, named, form):
        return
    near = bool(named.years) and bool(by_first_author(named, index))
    if linked:
        # The link leads to an entry whose year or author is another one.
        yield mention._replace(form="near", missing=(label,)) if near else mention
        return
    if link is not None and link.target.startswith("http"):
        return  # the reader gets to the paper by the link itself
    lacking: Form = "near" if near else "et-al" if form == "et-al" else "emphasis" if form == "emphasis" else "names"
    yield mention._replace(form=lacking, missing=(label,))


@cache
def _before() -> re.Pattern[str]:
    """An article, or another capitalised word of the same title: "the Act (1983)", "Mental Health Act (1983)"."""
    articles = (
        "the|a|an|der|die|das|den|dem|des|ein|eine|le|la|les|un|une|el|los|las|una|o|os|as|um|uma|de|het|il|lo|gli"
    )
    return re.compile(
        rf"(?:\b(?:{articles})|\b[{_UPPER}][\w'’-]{{0,30}}|\b(?:of|for|on|für|zur|zum|sur|para|sobre|van))\s$"
    )


def _could_be_missing(text: str, match: re.Match[str], named: AuthorYear, form: str) -> bool:
    """Whether what no entry answers has the form of a citation beyond doubt."""
    if form == "et-al":
        # "Kopfschmerz, Schwindel u. a." lists symptoms, "friends and colleagues" are people.
        return bool(named.years) or re.search(r"\bet\.?\s{0,2}(?:al|coll)", match["etal"]) is not None
    if len(named.surnames) == 1 and match["names"].isupper():
        return False  # WHO, AHA: an organisation may stand in the list under its name
    return not _before().search(text, max(match.start() - 40, 0), match.start())


def _surnames(names: str) -> tuple[str, ...]:
    folded: list[str] = []
    for name in re.split(rf"{_AND}(?=(?:(?:{_PARTICLE})\s){{0,3}}[{_UPPER}])", names):
        if folded and re.fullmatch(rf"(?:[{_UPPER}]\.?[ -]?){{1,3}}", name):
            continue  # initials behind a comma
        folded.append(surname(possessive(name.strip())))
    return tuple(name for name in folded if name)


def _years(raw: str) -> tuple[str, ...]:
    years: list[str] = []
    for match in re.finditer(rf"({_YEAR})([a-z]?)|([a-z])", raw):
        years.append(match[1] + match[2] if match[1] else (years[-1][:4] if years else "") + match[3])
    return tuple(years)


def _form(text: Text, match: re.Match[str], named: AuthorYear) -> str | None:
    """How sure the form is: et-al, two, single (in brackets), emphasis, bare; None for what cannot cite."""
    if named.others:
        return "et-al" if named.surnames[0] not in no_authors() or named.years else None
    if any(name in no_authors() for name in named.surnames):
        return None
    if match["inside"]:
        return "two" if len(named.surnames) > 1 else "single"
    if _in_brackets(text.text, match):
        return "two" if len(named.surnames) > 1 else "single"
    if match.span() in text.emphasised:
        return "emphasis"
    return "bare"


@cache
def _opened() -> re.Pattern[str]:
    words = (
        r"see|e\.g\.|cf\.?|eg|also|reviewed|in|by|for|review|and|after|from|according|to|z\. ?B\.|vgl\.?|siehe|nach"
        r"|voir|selon|véase|ver"
    )
    return re.compile(rf"(?:[(（\[]|;)\s?(?:(?:{words})[,:]?\s){{0,4}}$", re.IGNORECASE)


def _in_brackets(text: str, match: re.Match[str]) -> bool:
    """Whether "Smith, 2009" stands in round brackets as a citation does."""
    if not _opened().search(text, max(match.start() - 40, 0), match.start()):
        return False
    return bool(
        re.match(r"\s?(?:[);）\]]|[,:]\s?(?:p{1,2}\.?|S\.|Table|Fig|ch|\d))", text[match.end() : match.end() + 12])
    )


def by_first_author(named: AuthorYear, index: Index) -> tuple[Reference, ...]:
    """The entries whose first author is the one named."""
    return index.first_authors.get(named.surnames[0], ())


def answering(named: AuthorYear, index: Index, *, first_only: bool) -> tuple[Reference, ...]:
    """The entries by this author of these years; any author of the entry will do when others are implied."""
    candidates = by_first_author(named, index)
    found = of_years(candidates, named.years)
    if found or first_only:
        return found
    return of_years(index.authors.get(named.surnames[0], ()), named.years)


def of_years(candidates: tuple[Reference, ...], years: tuple[str, ...]) -> tuple[Reference, ...]:
    """Those of the entries that have one of the years, by the year's letter where the entries show it."""
    if not years:
        return candidates
    found: list[Reference] = []
    for year in years:
        same = [r for r in candidates if r.year == int(year[:4]) or re.search(rf"(?<!\d){year[:4]}(?!\d)", r.text)]
        exact = [r for r in same if r.year == int(year[:4])] or same
        lettered = [r for r in exact if len(year) == 5 and re.search(rf"(?<!\d){year}(?![a-z])", r.text)]
        found += lettered or exact
    return tuple(dict.fromkeys(found))


def _label(names: str, named: AuthorYear) -> str:
    shown = " ".join(names.split())
    shown = possessive(shown) + (" et al." if named.others else "")
    return f"{shown} {', '.join(named.years)}" if named.years else shown


def _organisation_mention(text: Text, match: re.Match[str], index: Index) -> Iterator[Mention]:
    """An organisation that an entry names as its author; the words before its name may be capitalised too."""
    words = match["names"].split(" ")
    at = match.start()
    for number, word in enumerate(words[:-1]):
        name = fold(" ".join(words[number:]))
        if found := of_years(index.organisations.get(name, ()), (match["year"],)):
            label = f"{' '.join(words[number:])} {match['year']}"
            keys = tuple(reference.key for reference in found)
            span = text.span(at, match.end())
            yield Mention("author-year", "names", span, text.text[at : match.end()], (label,), keys)
            return
        at += len(word) + 1


def _chinese_mention(text: Text, match: re.Match[str], index: Index) -> Iterator[Mention]:
    """王等（2009）: counted where an entry answers, never missing: 等 stands behind any enumeration."""
    name = match["names"].rstrip("等")
    if name.isascii():
        found = of_years(index.first_authors.get(fold(name), ()), (match["year"],))
    else:
        found = tuple(
            r
            for r in index.listed
            if r.year == int(match["year"]) and any(r.text.startswith(name[i:]) for i in range(len(name)))
        )
    if found:
        span = text.span(match.start(), match.end())
        yield Mention("author-year", "names", span, match[0], (f"{name} {match['year']}",), tuple(r.key for r in found))
