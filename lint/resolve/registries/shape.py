"""The shape that an answer must have before anything in it counts: strict JSON and XML, members of the right type.

An answer of another shape is a fault of the service or of whatever stands between it and us; it is never a statement
about a paper. What is typed wrongly is not repaired: a replaced letter in a title would look like another title.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from lint.resolve.registries.exchange import Answer, Fault

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# The longest title in PubMed is under 2,000 characters; what is longer is no field of a citation.
_LONGEST = 10_000
# A megabyte of "{}," becomes sixty in memory. Two hundred summaries of twenty authors each, and fifty works with their
# affiliations, have a tenth of these marks.
_MOST_MARKS = (("{", 40_000), ("[", 40_000), (",", 250_000))
# Elements within each other, and in one record: a paper of three thousand authors has some twenty thousand.
_DEEPEST, _FULLEST = 64, 30_000
_MOST_ATTRIBUTES = 150_000


class Misshapen(Exception):
    """A member is missing or of another type than documented; the message names it."""


class _DuplicateKey(ValueError):
    """A JSON object names a key twice."""


def json_of(answer: Answer, service: str) -> Mapping[str, Any]:
    """The JSON object in an answer of a service, which is named as readers know it ("Crossref").

    Raises:
        Fault: it is no JSON object; worth another try where it breaks off in the middle.
    """
    text = _text(answer.body, service)
    if any(text.count(mark) > most for mark, most in _MOST_MARKS):
        raise Fault(f"{service} gave an answer that cannot be read", retry=False)
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _not_json(text, error, service) from error
    except _DuplicateKey as error:
        raise Fault(f"{service} answered with a damaged record", retry=False) from error
    except (RecursionError, ValueError) as error:
        raise Fault(f"{service} gave an answer that cannot be read", retry=False) from error
    if isinstance(value, list):  # the registration agency's answer is a bare list
        value = {"": value}
    if not isinstance(value, dict):
        raise Fault(f"{service} gave an answer of another kind than asked for", retry=False)
    if isinstance(complaint := value.get("error"), str):
        # NCBI says "API rate limit exceeded" with status 429, and at times inside a 200. Its text holds the caller's
        # key, so it is not passed on.
        limited = "rate limit" in complaint.casefold()
        said = "says that it was asked too often" if limited else "answered with an error of its own"
        raise Fault(f"{service} {said}", retry=limited)
    return value


def _text(body: bytes, service: str) -> str:
    if not body.strip():
        raise Fault(f"{service} gave an empty answer", retry=True)
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A character that was cut in half stands at the very end; anything else is another encoding.
        retry = error.end == len(body) and error.reason == "unexpected end of data"
        raise Fault(f"{service} gave an answer whose letters cannot be read", retry=retry) from error


def _not_json(text: str, error: json.JSONDecodeError, service: str) -> Fault:
    if text.lstrip()[:1] not in ("{", "["):
        return Fault(f"{service} answered with a web page or a plain text instead of data", retry=False)
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
        return Fault(f"{service} gave an answer that breaks off in the middle", retry=True)
    return Fault(f"{service} gave an answer that cannot be read", retry=False)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DuplicateKey
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def elements_of(answer: Answer, service: str, root: str, tag: str) -> Iterator[Element]:
    """The elements of that name in the root of an XML answer, one at a time: each is gone when the next one comes.

    Entities, which a registry never defines, are refused (defusedxml).

    Raises:
        Fault: it is no well-formed XML, has entities of its own, or is deeper or fuller than records are.
    """
    from defusedxml import DefusedXmlException

    if not answer.body.strip():
        raise Fault(f"{service} gave an empty answer", retry=True)
    if not answer.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<!DOCTYPE", b"<Pubmed", b"<e")):
        raise Fault(f"{service} answered with a web page or a plain text instead of data", retry=False)
    try:
        yield from _elements(answer.body, root, tag)
    except Misshapen as error:
        raise Fault(f"{service} gave an answer of another kind than asked for", retry=False) from error
    except SyntaxError as error:  # ElementTree's ParseError is one
        # expat: 3 is "no element found", 5 "unclosed token": the rest of the answer is missing.
        cut = getattr(error, "code", 0) in (3, 5)
        said = "breaks off in the middle" if cut else "cannot be read"
        raise Fault(f"{service} gave an answer that {said}", retry=cut) from error
    except (DefusedXmlException, RecursionError, ValueError, LookupError) as error:
        raise Fault(f"{service} gave an answer that cannot be read", retry=False) from error


def _elements(body: bytes, root: str, tag: str) -> Iterator[Element]:
    from io import BytesIO

    from defusedxml.ElementTree import iterparse

    if body.count(b'="') > _MOST_ATTRIBUTES:
        raise ValueError("no record")
    within: list[Element] = []
    since = 0
    for event, element in iterparse(BytesIO(body), ("start", "end")):
        if event == "start":
            if not within and element.tag != root:
                raise Misshapen(root)
            within.append(element)
            since += 1
            if len(within) > _DEEPEST or since > _FULLEST:
                raise ValueError("no record")
            continue
        within.pop()
        if element.tag == tag and len(within) == 1:
            yield element
            within[0].clear()
            since = 0


def is_object(value: object, name: str) -> Mapping[str, Any]:
    """A JSON object.

    Raises:
        Misshapen: it is anything else.
    """
    if not isinstance(value, dict):
        raise Misshapen(name)
    return value


def objects(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The list of objects in a member; empty when it is missing or null."""
    return [is_object(each, name) for each in _list(data, name)]


def _list(data: Mapping[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Misshapen(name)
    return value


def string(data: Mapping[str, Any], name: str) -> str:
    """The text in a member; empty when it is missing or null."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST or not is_text(value):
        raise Misshapen(name)
    return value


def is_text(value: str) -> bool:
    """Whether it can be written as UTF-8: JSON may hold halves of characters (U+D800), which nothing can send."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def strings(data: Mapping[str, Any], name: str) -> list[str]:
    """The texts in a member, empty ones left out; empty when it is missing or null."""
    return [text for each in _list(data, name) if (text := string({name: each}, name))]


def number(data: Mapping[str, Any], name: str) -> str:
    """A number that may be written as a text, as a text; empty when it is missing or null."""
    value = data.get(name)
    return str(value) if type(value) is int else string(data, name)


def year(value: object) -> int | None:
    """A year in the range that a lock holds; None for anything else."""
    return value if type(value) is int and 1400 <= value <= 2200 else None
