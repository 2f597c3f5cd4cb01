"""Authors that the prose names with or without a year: found by their form, answered by the reference list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lint.memory import remembered
from lint.references.citations import organisations
from lint.references.citations.answers import answering
from lint.references.citations.index import Index
from lint.references.citations.mention import Form, Mention, Text
from lint.references.citations.names import is_no_author, possessive, surname

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"  # small letters too among the last: `_surnames` looks again
# The same in two ranges: three and more beyond Latin-1 are several times as dear to compile.
_CAPITAL = "(?![×ß-ÿ])[A-ZÀ-Ž]"
_PARTICLE = "[vV](?:an|on)|[dD](?:e[rn]?|el(?:la)?|i|as?|os|u)|[lL][ae]|[tT]e[rn]|[aAeE]l|[bB]in|[iI]bn|a[fv]|zur?|vom"
_NAME = rf"{_CAPITAL}(?:[^\W\d_]|['’‐‑-](?=[^\W\d_])){{1,30}}"
_INITIALS = rf"(?:,?\s(?:{_CAPITAL}\.?[ -]?){{1,3}}(?![^\W_]))?"
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
_UNDATED = (
    r"(?P<undated>in\s(?:the\s)?press|forthcoming|submitted|im\sDruck|im\sErscheinen|sous\spresse|à\sparaître|en\sprensa"
    r"|no\sprelo|in\sdruk|in\s(?:corso\sdi\s)?stampa)(?![^\W_])"
)


@cache
def _author_year() -> re.Pattern[str]:
    """Names, then "et al." or a year or both; each part is bounded, so a start costs the same everywhere."""
    inside = _YEARS.format("inside")
    bare = _YEARS.format("bare")
    return re.compile(
        rf"(?<![\w'’‐‑@/#.-])(?P<names>{_AUTHOR}(?:{_AND}(?!Kolleg|Mitarbeiter){_AUTHOR}){{0,6}})(?:['’]s?(?![^\W_]))?"
        rf"(?P<etal>{_ET_AL}(?:['’]s)?)?"
        rf"(?P<tail>,?\s{{0,2}}[(（\[](?(etal)[^()（）\[\]\d;]{{0,40}}|\s?){inside}[^()（）\[\]]{{0,80}}[)）\]]|,?\s{{0,2}}{bare}|,\s{{1,2}}{_UNDATED})?"
    )


def mentions(text: Text, index: Index) -> Iterator[Mention]:
    """Places that name authors of the list, or look like citations of authors whom it lacks."""
    listed = bool(index.references)
    if not may_name(text.text, listed):
        return
    places = _places(text.text)
    if places is None:
        return
    for match in places:
        if not text.is_void(*match.span()):
            yield from _judged(text, match, index)
    yield from organisations.mentions(text, index)


@remembered
def _places(text: str) -> tuple[re.Match[str], ...] | None:
    """Where names stand with a year or "et al."; None in a line that tells how to cite the article itself."""
    head = text[:40].lower()
    if ("cit" in head or "zit" in head or "引用" in head) and _own().match(text):
        return None
    return tuple(match for match in _author_year().finditer(text) if match["etal"] or match["tail"])


# What stands in every form of "et al."; looking for these first spares most texts the long pattern.
_HINTS = (
    "et al", "et. al", "et coll", "u. a", "u.a", "Mitarb", "Kolleg", " col", "cowork", "co-work", "colleg", "collab",
    "medewerk", "anderen", "m. fl", "m.fl", "wsp", "等", ", in press", ", in the press", ", im Druck", ", forthcoming",
    ", submitted", ", sous presse", ", en prensa", ", no prelo", ", in druk", ", in stampa", ", in corso di stampa",
)  # fmt: skip


@cache
def _year() -> re.Pattern[str]:
    return re.compile(_YEAR)


@cache
def _own() -> re.Pattern[str]:
    """A line that tells how to cite the article itself."""
    return re.compile(
        r"\W{0,4}(?:(?:how to|please|suggested|recommended|preferred)\s)?(?:cite\s(?:as|this)|citation)\b"
        r"|\W{0,4}(?:Zitier|Pour citer|Cómo citar|Citar como|Como citar|Citeer|Come citare|引用格式)",
        re.IGNORECASE,
    )


@cache
def _year_in_brackets() -> re.Pattern[str]:
    return re.compile(rf"[(（\[;][^()（）\[\]\d]{{2,80}}{_YEAR}")


@remembered
def may_name(text: str, listed: bool) -> bool:
    """Whether names can stand in a text: behind an "et al.", in brackets with a year, with a list before any."""
    if any(hint in text for hint in _HINTS):
        return True
    if listed:
        return _year().search(text) is not None
    return ("19" in text or "20" in text) and _year_in_brackets().search(text) is not None


class _Named(NamedTuple):
    """What a place names: each name with its offset and folded surname, and the years with their letters."""

    names: tuple[tuple[int, str], ...]
    years: tuple[str, ...]
    others: bool

    @property
    def surnames(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.names)

    def since(self, number: int) -> _Named:
        """The same from one of the names on."""
        return self._replace(names=self.names[number:])


def _judged(text: Text, match: re.Match[str], index: Index) -> Iterator[Mention]:
    named = _named(match)
    form = _form(text, match, named) if named.names else None
    if form is None:
        return
    first_only = form in ("single", "emphasis", "bare") or (form == "told" and len(named.names) == 1)
    number, answers = answering(named.surnames, named.years, index, first_only=first_only)
    link = text.link_at(*match.span())
    linked = index.linked(link.target) if link else ()
    if answers:
        keys = tuple(reference.key for reference in answers)
        named = named.since(number)
        mention = _mention("names" if form == "bare" else _counted_as(form), text, match, named, keys)
        yield mention if form == "bare" else _in_part(mention, match, named, index)
        return
    near = next((each for each, name in enumerate(named.surnames) if named.years and name in index.first_authors), -1)
    named = named.since(near if near >= 0 else _first_of_unknown(match, named))
    mention = _mention("near" if near >= 0 else _counted_as(form), text, match, named, linked)
    if form == "bare" or not _could_be_missing(text.text, match, named, form):
        return
    if form == "single" and index.abbreviates(match["names"]):
        return  # CDC for the Centers for Disease Control
    if not index.references and _carries_source(text, match):
        return
    if linked:  # the link leads to an entry whose year, or author, is another one
        yield mention if near < 0 else mention._replace(missing=mention.labels)
    elif link is None or not link.target.startswith("http"):  # else the reader gets to the paper by the link itself
        yield mention._replace(missing=mention.labels)


def _counted_as(form: str) -> Form:
    forms: dict[str, Form] = {"et-al": "et-al", "emphasis": "emphasis", "told": "told"}
    return forms.get(form, "names")


def _in_part(mention: Mention, match: re.Match[str], named: _Named, index: Index) -> Mention:
    """The mention with the years that have no entry: "Berg (2014, 2016)" where the list has Berg 2014 alone."""
    if len(named.years) < 2 or "/" in (match["inside"] or match["bare"] or ""):
        return mention
    name = named.surnames[:1]
    lacking = [year for year in named.years if not answering(name, (year,), index, first_only=False)[1]]
    if not lacking:
        return mention
    label = mention.labels[0].removesuffix(", ".join(named.years))
    labels = tuple(f"{label}{year}" for year in named.years)
    return mention._replace(form="part", labels=labels, missing=tuple(f"{label}{year}" for year in lacking))


def _carries_source(text: Text, match: re.Match[str]) -> bool:
    """Whether the bracket holds a link or an identifier too, so that its reader gets to the paper."""
    end = match.end()
    behind = re.match(r"[^()（）]{0,120}", text.text[end : end + 120])
    end += len(behind[0]) if behind else 0
    if any(link.target.startswith("http") for link in text.links_within(match.start(), end + 3)):
        return True
    return re.search(r"\bdoi\b|\bPMID\b|https?:|www\.", text.text[match.start() : end], re.IGNORECASE) is not None


def _first_of_unknown(match: re.Match[str], named: _Named) -> int:
    """Where the names begin when none of them is known: "Earlier, Smith et al." is about Smith alone."""
    if named.others:
        return len(named.names) - 1
    pair = len(named.names) == 2 and re.search(r"\b(?:and|und|et|y|e|en|og|och|i)\b|[&/–]", match["names"]) is None
    return 1 if pair else 0


def _mention(form: Form, text: Text, match: re.Match[str], named: _Named, keys: tuple[str, ...]) -> Mention:
    offset = named.names[0][0]
    start, end = match.start() + offset, match.end()
    label = possessive(" ".join(match["names"][offset:].split())) + (" et al." if named.others else "")
    if named.years:
        label = f"{label} {', '.join(named.years)}"
    elif match["undated"]:
        label = f"{label} {match['undated']}"
    return Mention("author-year", form, text.span(start, end), text.text[start:end], (label,), keys)


@cache
def _before() -> re.Pattern[str]:
    """An article, or another capitalised word of the same title: "the Act (1983)", "Mental Health Act (1983)"."""
    articles = (
        "the|a|an|der|die|das|den|dem|des|ein|eine|le|la|les|un|une|el|los|las|una|o|os|as|um|uma|de|het|il|lo|gli"
    )
    return re.compile(
        rf"(?:\b(?:{articles})|\b[{_UPPER}][\w'’-]{{0,30}}|\b(?:of|for|on|für|zur|zum|sur|para|sobre|van))\s$"
    )


def _could_be_missing(text: str, match: re.Match[str], named: _Named, form: str) -> bool:
    """Whether what no entry answers has the form of a citation beyond doubt."""
    if re.match(r"\s?[;:]\s?\d(?!\d{0,3}(?:[–-]\d{1,4})?[)\]])", text[match.end() : match.end() + 14]):
        return False  # "Smith et al. 2015;372:1-9" is a whole reference, not a pointer to one
    if form == "et-al":
        if not named.years and re.search(rf"\s(?:[{_UPPER}]\.?-?){{1,3}}$", match["names"]):
            return False  # "Smith J, et al. Title. Journal"
        # "Kopfschmerz, Schwindel u. a." lists symptoms, "friends and colleagues" are people.
        return bool(named.years) or re.search(r"\bet\.?\s{0,2}(?:al|coll)", match["etal"]) is not None
    start = match.start() + named.names[0][0]
    letters = text[start : match.end("names")]
    if len(named.names) == 1 and letters.isupper() and (form != "single" or len(letters) < 3):
        return False  # "WHO (2020) met": an organisation acts as well as it publishes
    return not _before().search(text, max(start - 40, 0), start)


def _named(match: re.Match[str]) -> _Named:
    """The names without initials and without the words before them that are no authors."""
    found: list[tuple[int, str]] = []
    for place, name in _split(match["names"]):
        folded = surname(possessive(name.strip()))
        initials = found and re.fullmatch(rf"(?:[{_UPPER}]\.?[ -]?){{1,3}}", name)
        if folded and not initials and any(character.isupper() for character in name):
            found.append((place, folded))
    while len(found) > 1 and is_no_author(found[0][1]):
        del found[0]
    return _Named(tuple(found), _years(match["inside"] or match["bare"] or ""), bool(match["etal"]))


def _split(names: str) -> Iterator[tuple[int, str]]:
    start = 0
    for joint in _joint().finditer(names):
        yield start, names[start : joint.start()]
        start = joint.end()
    yield start, names[start:]


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"{_AND}(?=(?:(?:{_PARTICLE})\s){{0,3}}{_CAPITAL})")


def _years(raw: str) -> tuple[str, ...]:
    years: list[str] = []
    for match in re.finditer(rf"({_YEAR})([a-z]?)|([a-z])", raw):
        years.append(match[1] + match[2] if match[1] else (years[-1][:4] if years else "") + match[3])
    return tuple(years)


def _form(text: Text, match: re.Match[str], named: _Named) -> str | None:
    """How sure the form is: et-al, two, single (in brackets), told, emphasis, bare; None for what cannot cite."""
    if named.others:
        return "et-al" if not is_no_author(named.surnames[-1]) or named.years else None
    if any(is_no_author(name) for name in named.surnames):
        return None
    if _in_brackets(text.text, match):
        return "two" if len(named.names) > 1 else "single"
    if match["undated"]:
        return None
    if match["inside"]:
        return "told"
    return "emphasis" if match.span() in text.emphasised else "bare"


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
