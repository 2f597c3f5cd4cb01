"""Identifiers of papers in plain text: DOI, short DOI, PMID and PMCID in every form that people write, with places.

The forms were collected from real reference lists; what a DOI may hold (brackets, `<>;`, a final bracket or `#`) comes
from ISO 26324 and from Crossref's own patterns (https://www.crossref.org/blog/dois-and-matching-regular-expressions/).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from lint.message import Message
from lint.references.identifiers.doi_ends import balanced, ended, stopped, trimmed
from lint.references.identifiers.numbers import pmcids, pmids
from lint.references.model import Identifier, is_form
from lint.spans import Span

if TYPE_CHECKING:
    from lint.references.identifiers.addresses import Address

# Characters that no reader sees: zero-width space and joiners, word joiner, soft hyphen, byte order mark.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LONGEST = 300  # characters of a suffix that are read; the longest that Crossref knows have fewer
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212"
_LABEL = r"(?<![A-Za-z0-9])doi(?:[ ]?(?:link|number|no\.?|id|code))?"


def find(text: str) -> list[Identifier]:
    """All identifiers of a text in order, by offsets into it.

    `problem` says what is wrong with one; an empty value with a problem is a label that nothing follows.
    """
    clean, places = _visible(text)
    found = sorted((*_dois(clean), *pmids(clean), *pmcids(clean)), key=lambda identifier: identifier.frame)
    if places is None:
        return found
    return [_placed(identifier, text, places) for identifier in found]


def _visible(text: str) -> tuple[str, list[int] | None]:
    """The text without invisible characters, and where each character stood (None when none was taken out)."""
    if not any(character in text for character in INVISIBLE):
        return text, None
    places = [index for index, character in enumerate(text) if character not in INVISIBLE]
    return "".join(text[index] for index in places), [*places, len(text)]


def _placed(identifier: Identifier, text: str, places: list[int]) -> Identifier:
    def place(span: Span) -> Span:
        if span.start == span.end:
            return Span(places[span.start], places[span.start])
        return Span(places[span.start], places[span.end - 1] + 1)

    span, frame = place(identifier.span), place(identifier.frame)
    raw, problem = text[span.start : span.end], identifier.problem
    if len(raw) > len(identifier.raw) and not problem:
        problem = Message("an invisible character stands in it")
    return identifier._replace(raw=raw, span=span, frame=frame, problem=problem)


@cache
def _doi() -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9.])(10\.[0-9]{{4,9}}(?:\.[0-9]{{1,9}}){{0,4}})(/|%(?:25)?2[Ff])/?(\S{{1,{_LONGEST}}})")


@cache
def _label_before() -> re.Pattern[str]:
    return re.compile(rf"{_LABEL}[ ]?[:：=.#]{{0,2}}\s{{0,3}}[\[(<]?$", re.IGNORECASE)


def _dois(text: str) -> Iterator[Identifier]:
    """Well-formed DOIs, and what stands where a label or the resolver's address promises one."""
    ends, starts = [0], [-1]  # the frames taken, in order
    position = 0
    while match := _doi().search(text, position) if "10." in text else None:
        doi = _well_formed(text, match)
        if doi is None:
            position = match.end(1)
            continue
        # Behind a DOI with no space between another one may follow: "10.1016/a,10.1016/b", "[10.1016/a](https://...)".
        position = doi.span.end
        starts.append(doi.frame.start)
        ends.append(doi.frame.end)
        yield doi
    if _may_promise(text, starts, ends):
        last = 0
        for promise in _promise().finditer(text):
            before = bisect_right(starts, promise.start()) - 1
            following = starts[before + 1] if before + 1 < len(starts) else len(text) + 1
            if promise.start() < max(ends[before], last) or following <= promise.end():
                continue  # a DOI that was found answers it
            if (doi := _promised(text, promise)) and doi.frame.end <= following:
                last = doi.frame.end
                yield doi


def _may_promise(text: str, starts: list[int], ends: list[int]) -> bool:
    """Whether a DOI is promised that was not found: in most lists each "doi" belongs to one that was."""
    folded = text.casefold()
    if "10," in text or "1o." in folded or not text.isascii():
        return "doi" in folded or "10," in text or "1o." in folded
    place = folded.find("doi")
    while place != -1 and place < ends[bisect_right(starts, place) - 1]:
        place = folded.find("doi", place + 1)
    return place != -1


def _address_before(text: str, start: int) -> Address | None:
    """The address that runs up to `start`; most DOIs stand behind a label or a space, where none can."""
    run = text[max(start - 400, 0) : start].rpartition(" ")[2]
    if "/" not in run and "%" not in run:
        return None
    from lint.references.identifiers.addresses import address_before

    return address_before(text, start)


def _label_start(text: str, end: int) -> int | None:
    """Where a label begins that ends at `end`, None without one; the common spelling needs no pattern."""
    low = max(end - 24, 0)
    window = text[low:end]
    if window[-6:].lower() == " doi: ":
        return end - 5
    if window.isascii() and "doi" not in window.lower():
        return None
    match = _label_before().search(text, low, end)
    return match.start() if match else None


def _well_formed(text: str, match: re.Match[str]) -> Identifier | None:
    start = match.start()
    address = _address_before(text, start)
    before = text[max(start - 3, 0) : start]
    if before[-1:].isalnum() and not (before.lower() == "doi" or re.search(r"%[0-9A-Fa-f]{2}$", before)):
        return None
    suffix, glued = ended(match[3], address)
    if not suffix:
        return None
    end = match.start(3) + len(suffix)
    whole = end if glued else _joined(text, match, suffix, address)
    # In running text "10.1234/5 ml" could be anything: without a label or an address a DOI must look like one.
    labelled = _label_start(text, start)
    if address is None and labelled is None and not _is_telling(text[match.start(3) : whole]):
        return None
    frame = address.start if address else start if labelled is None else labelled
    if address and (label := _label_start(text, frame)) is not None:
        frame = label
    raw = text[start:whole]
    url = address is not None and not address.resolver
    if whole > end:
        joined, torn = normalised("".join(raw.split())), normalised(text[start:end])
        span, frames = Span(start, whole), Span(frame, whole)
        return Identifier("doi", joined, raw, span, frames, Message("a space stands in it"), url, (torn,))
    if len(match[3]) == _LONGEST and (length := _length(text, match, suffix, glued, address)) > _LONGEST:
        end = match.start(3) + length
        problem = Message("it is too long to be read, {length} characters behind the slash", length=length)
        return Identifier("doi", "", text[start:end], Span(start, end), Span(frame, end), problem, url)
    return Identifier(
        "doi",
        normalised(raw),
        raw,
        Span(start, end),
        Span(frame, end),
        _flaw(raw, glued, address),
        url,
        _alternatives(text, match, Span(frame, end), address),
    )


def _alternatives(text: str, match: re.Match[str], frame: Span, address: Address | None) -> tuple[str, ...]:
    """The other readings of a DOI whose end is not certain."""
    suffix, rest = text[match.start(3) : frame.end], text[frame.end : match.end()]
    if rest == "." and text[match.end() : match.end() + _LONGEST].strip():
        rest = ""  # "doi: 10.5555/imag.2014. PMID: 90000001": PubMed and journals end the sentence there
    # Most end in digits where a space follows, or the full stop of the sentence: those need no closer look.
    if rest in ("", ".", ",", ";") and not (suffix[-1].isalpha() or any(mark in suffix for mark in ",;?#")):
        return (normalised(match[0][: frame.end - match.start()] + rest),) if rest == "." else ()
    from lint.references.identifiers.doi_readings import other_readings

    before = text[max(frame.start - _LONGEST, 0) : frame.start]
    head = text[match.start() : match.start(3)]
    resolver, page = (address.resolver, not address.resolver) if address else (False, False)
    found = other_readings(head, suffix, rest, before, resolver=resolver, page=page)
    value = normalised(head + suffix)
    return tuple(each for each in dict.fromkeys(map(normalised, found)) if each != value and is_form("doi", each))


def _length(text: str, match: re.Match[str], suffix: str, glued: str, address: Address | None) -> int:
    """The length of a suffix that is longer than what is read of one; that of the suffix itself, where it ends."""
    end = match.end()
    token = text[match.start(3) : min(end + 2000, len(text))].split(maxsplit=1)[0]
    open_ended = match[3][len(suffix)] in "([<" if len(suffix) < _LONGEST else True
    punctuation = not re.search(r"\w", match[3][len(suffix) :])
    if len(token) == _LONGEST or glued or not (punctuation or (open_ended and address is None)):
        return len(suffix)
    return len(trimmed(stopped(token)))


def _joined(text: str, match: re.Match[str], suffix: str, address: Address | None) -> int:
    """Where a DOI ends that a space or a line break cut in two behind a full stop, slash or hyphen."""
    end, after = match.start(3) + len(suffix), match.end(3)
    joint = text[end:after]
    if joint not in ("", ".") or (address is not None and not address.resolver):
        return end
    rest = text[after : after + 80].split(maxsplit=1)
    token = rest[0] if rest else ""
    torn = suffix[-1] in "-/" or token[:1] in (".", "/")
    # Most of what follows begins with a capital ("PMID", "Epub") or holds no digit: that needs no closer look.
    if not (joint or torn) or not any(map(str.isdecimal, token)) or (token[:1].isupper() and not torn):
        return end
    from lint.references.identifiers.torn_dois import continuation

    length = continuation(suffix, token, torn)
    return text.index(token, after) + length if length else end


def _is_telling(suffix: str) -> bool:
    """Whether a suffix looks like a DOI's by itself: letters or marks among digits, or a long number (Karger's)."""
    return bool(re.search(r"\d.*[a-z.()-]|[a-z.()-].*\d|^\d{6,}$", suffix, re.IGNORECASE))


def _flaw(raw: str, glued: str, address: Address | None) -> str:
    """What is wrong with a DOI that has the shape of one."""
    if any(hyphen in raw for hyphen in _HYPHENS):
        return Message("a typographic dash stands in it where a DOI has a hyphen")
    if "\ufffd" in raw:
        return Message("a character of it was lost")
    if "\\" in raw and address is None:
        return Message("a backslash stands in it")
    return Message('"{word}" is glued to it', word=glued) if glued else ""


def normalised(raw: str) -> str:
    """A DOI as written, in lower case, without escapes, entities, invisible characters and typographic dashes."""
    value = raw
    if "%" in value:
        from urllib.parse import unquote

        value = unquote(unquote(value))
    if "&" in value:
        import html

        value = html.unescape(value)
    if not value.isascii() or "\\" in value:
        value = value.translate({ord(hyphen): "-" for hyphen in _HYPHENS} | {ord(c): None for c in INVISIBLE + "\\"})
    return value.replace("//", "/", 1).lower()


@cache
def _promise() -> re.Pattern[str]:
    """A label or the resolver's address, or a broken beginning that is a DOI's without doubt."""
    return re.compile(
        rf"{_LABEL}[ ]?[:：=]\s{{0,3}}(?:doi[ ]?:[ ]?)?(?!\s*https?:|\s*www\.)(?P<label>)"
        rf"|{_LABEL}[ ](?=[1Il][0Oo][.,][\dOoIl])(?P<word>)"
        r"|(?:https?://)?(?:www\.|dx\.)?\bdoi\.org/(?:doi:)?(?P<resolver>)"
        r"|(?<![\w.,])(?=10,\d{4,9}/[A-Za-z(]|1[Oo]\.\d{4,9}/)(?P<bare>)",
        re.IGNORECASE,
    )


@cache
def _attempts() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Shapes of broken DOIs, most specific first, with what is wrong; the first group is the DOI up to its suffix."""
    stop = r"(\S{1,300})"
    return (
        (
            re.compile(rf"(10,\d{{4,9}}(?:\.\d{{1,9}})?/){stop}"),
            Message("a comma stands in it where a full stop belongs"),
        ),
        (
            re.compile(rf"(?=[\dOoIl.,]{{0,12}}[OoIl])([1Il][0Oo][.,][\dOoIl]{{4,9}}/){stop}"),
            Message("a letter stands in it where a digit belongs"),
        ),
        (
            re.compile(rf"(10\s?[.,]\s?\d{{4,9}}\s?/\s?)(?!PMC?ID|doi)(?=[^\s]*\d){stop}", re.IGNORECASE),
            Message("a space stands in it"),
        ),
        (re.compile(r"(10[.,]\d{4,9})(?!\d)(?!\S*/)(\S{0,100})"), Message("it has no slash")),
    )


def _promised(text: str, promise: re.Match[str]) -> Identifier | None:
    """What stands where a DOI is promised: a short DOI, a broken one, or nothing."""
    if short := _short(text, promise):
        return short
    for pattern, problem in _attempts():
        if attempt := pattern.match(text, promise.end()):
            suffix = ended(attempt[2], None)[0]
            end = attempt.end(1) + len(suffix)
            if suffix and problem == "it has no slash" and not re.match(r"[.:_-]", suffix):
                suffix, end = "", attempt.end(1)
            if "slash" not in problem and not suffix:
                problem = Message("nothing follows {beginning}", beginning=attempt[1].strip())
            return _broken(text, Span(promise.end(), end), promise.start(), problem)
    return _empty(text, promise) if promise.lastgroup == "label" else None


def _broken(text: str, span: Span, frame: int, problem: str) -> Identifier:
    raw = text[span.start : span.end]
    head, slash, suffix = re.sub(r"\s", "", raw).partition("/")
    head = re.sub("[Oo]", "0", re.sub("[Il]", "1", head))
    head = head.replace(",", ".", 1) if head.startswith("10,") else head
    return Identifier("doi", normalised(head + slash + suffix), raw, span, Span(frame, span.end), problem)


@cache
def _short_doi() -> re.Pattern[str]:
    return re.compile(r"10/[a-z0-9]{2,12}(?![\w/.-]*/|\w)|(?<=doi\.org/)[a-z0-9]{3,10}(?![\w/-]|\.\w)", re.IGNORECASE)


_PAGES = frozenset("help faq faqs search about news members contact index resources resolver".split())


def _short(text: str, promise: re.Match[str]) -> Identifier | None:
    """A short DOI (https://shortdoi.org): `10/` and a few letters; the resolver takes them alone too."""
    match = _short_doi().match(text, promise.end())
    if match is None or match[0].lower() in _PAGES:
        return None
    value = match[0].lower()
    frame = Span(promise.start(), match.end())
    value = value if value.startswith("10/") else f"10/{value}"
    return Identifier("short-doi", value, match[0], Span(*match.span()), frame)


def _empty(text: str, promise: re.Match[str]) -> Identifier | None:
    """A label with nothing, or with something that is no DOI, behind it."""
    label = promise.start() + len(promise[0].rstrip())
    rest = re.match(r"\S{0,100}", text[promise.end() :])
    token = trimmed(balanced(stopped(rest[0]))) if rest else ""
    if not token or re.match(r"(?:PMC?ID|PubMed|Epub)\b", token):
        return Identifier("doi", "", "", Span(label, label), Span(promise.start(), label), "no DOI follows the label")
    if re.search(r"\d", token) and "/" in token and not re.match(r"\d{1,2}/\d{1,2}/", token):
        span = Span(promise.end(), promise.end() + len(token))
        few = token.startswith("10.")
        problem = Message("10. is followed by fewer than 4 digits") if few else Message("it does not begin with “10.”")
        return Identifier("doi", normalised(token), token, span, Span(promise.start(), span.end), problem)
    return None
