"""The judge of every format: what a terminal, a runner of pipelines and strict parsers would make of an output."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

from tests.runner import commands

# Formats whose output is JSON; those whose output is XML; all others are for people.
JSON = frozenset(("json", "sarif", "gitlab", "rdjson"))
XML = frozenset(("junit",))
# Controls but the line feed, bidirectional and invisible characters, tags, half characters, no characters at all.
FORBIDDEN = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
# Elements of github.com/jenkinsci/xunit-plugin, junit-10.xsd, that we use: attributes that must and may be there.
_JUNIT: dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]] = {
    tag: (frozenset(required.split()), frozenset(allowed.split()), frozenset(children.split()))
    for tag, required, allowed, children in [
        ("testsuites", "", "name time tests failures errors", "testsuite"),
        (
            "testsuite",
            "name tests failures errors",
            "skipped timestamp hostname id package file",
            "properties testcase system-out",
        ),
        ("properties", "", "", "property"),
        ("property", "name value", "", ""),
        ("testcase", "name", "classname time", "skipped error failure"),
        *((tag, "", "type message", "") for tag in ("skipped", "error", "failure")),
        ("system-out", "", "", ""),
    ]
}
_OUTCOMES = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def faults(name: str, data: bytes) -> list[str]:
    """What is wrong with the output of a format of that name, in words; empty when nothing is."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return [f"not UTF-8: {error}"]
    return [*plain_faults(name, text), *_parsed(name, text)]


def plain_faults(name: str, text: str) -> Iterator[str]:
    """What a terminal or a runner would obey, and what a reader would not see; `name` may be that of no format."""
    if found := FORBIDDEN.search(text):
        yield f"it holds {found[0]!r}: {text[max(found.start() - 30, 0) : found.end() + 10]!r}"
    if "##[" in text:  # in the data of a command too, which the runner writes to the log for others to read
        yield f"it holds ##[: {text[max(text.index('##[') - 30, 0) : text.index('##[') + 30]!r}"
    own = ("error", "warning", "notice") if name == "github" else ()
    yield from (f"a foreign command: {command!r}" for command in commands(text) if command.name not in own)


def _parsed(name: str, text: str) -> Iterator[str]:
    if name in XML:
        try:
            yield from junit_faults(ElementTree.fromstring(text.encode()))
        except (ParseError, DefusedXmlException) as error:
            yield f"no XML: {error}"
    elif name in JSON:
        try:
            value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refused)
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except ValueError as error:  # UnicodeEncodeError is one
            yield f"no strict JSON: {error}"
        else:
            yield from _CONTENTS[name](value) if name in _CONTENTS else ()


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError(f"a key twice: {[key for key, _ in pairs]}")
    return dict(pairs)


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)


def junit_faults(root: Element) -> list[str]:
    """What the schema of Jenkins' xUnit plugin refuses, sums that do not add up, and names that GitLab would drop."""
    found = [fault for element in root.iter() for fault in _element(element)]
    for suite in root:
        cases = suite.findall("testcase")
        sums = {"tests": len(cases)} | {
            attribute: sum(case.find(tag) is not None for case in cases) for attribute, tag in _OUTCOMES.items()
        }
        found += [f"{name} of {suite.get('name')!r}" for name, sum_ in sums.items() if suite.get(name) != str(sum_)]
        names = Counter(case.get("name") for case in cases)
        found += [f"a case twice: {name!r}" for name, number in names.items() if number > 1]
    for name in ("tests", "failures", "errors"):
        if root.get(name) != str(sum(int(suite.get(name, "-1")) for suite in root)):
            found.append(f"{name} of all suites")
    return found


def _element(element: Element) -> Iterator[str]:
    if element.tag not in _JUNIT:
        yield f"the element {element.tag}"
        return
    required, optional, children = _JUNIT[element.tag]
    given = frozenset(element.attrib)
    if not required <= given <= required | optional:
        yield f"the attributes {sorted(given)} of {element.tag}"
    if not {child.tag for child in element} <= children:
        yield f"the children {[child.tag for child in element]} of {element.tag}"
    if element.tag in ("failure", "error", "skipped") and not element.text:
        yield f"a {element.tag} without text, which GitLab cannot show"


def _gitlab(value: Any) -> Iterator[str]:
    """What `app/validators/json_schemas/codeclimate.json` and GitLab's documentation ask for."""
    for entry in value:
        if set(entry) != {"description", "check_name", "fingerprint", "severity", "location"}:
            yield f"the keys {sorted(entry)}"
            return
        if entry["severity"] not in ("info", "minor", "major", "critical", "blocker"):
            yield f"the severity {entry['severity']}"
        if not isinstance(entry["location"]["path"], str) or type(entry["location"]["lines"]["begin"]) is not int:
            yield f"the location {entry['location']}"
    if len({entry["fingerprint"] for entry in value}) < len(value):
        yield "a fingerprint twice"
    yield from _shown(entry["description"] for entry in value)


# The messages of reviewdog.proto: a key that is none of theirs makes reviewdog refuse the file.
_RDJSON = {
    "": {"diagnostics", "source", "severity"},
    "source": {"name", "url"},
    "diagnostics": {"message", "location", "severity", "source", "code", "suggestions", "original_output"},
    "location": {"path", "range"},
    "range": {"start", "end"},
    "start": {"line", "column"},
    "end": {"line", "column"},
    "code": {"value", "url"},
    "suggestions": {"range", "text"},
}


def _rdjson(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        if not set(value) <= _RDJSON[key]:
            yield f"the keys {sorted(value)} of {key!r}"
        for name, each in value.items():
            yield from _rdjson(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from _rdjson(each, key)
    elif key in ("line", "column") and (type(value) is not int or value < 1):
        yield f"the {key} {value}"
    if not key:
        yield from _shown(line for each in value["diagnostics"] for line in each["message"].splitlines())


def _sarif(value: Any, key: str = "") -> Iterator[str]:
    """URIs that lead out of the folder or nowhere, placeholders and links (sections 3.4.7, 3.11.5, 3.11.6)."""
    if isinstance(value, dict):
        if "uriBaseId" in value and re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|/|.*(?:^|/)\.\.(?:/|$)", value["uri"]):
            yield f"the URI {value['uri']}"
        if key == "message" and re.search(r"(?<!\{)(?:\{\{)*\{\d+\}|\]\(", value.get("text", "")):
            yield f"a placeholder or a link: {value['text']!r}"
        for name, each in value.items():
            yield from _sarif(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from _sarif(each, key)


def _shown(texts: Iterator[str]) -> Iterator[str]:
    """A text for people is put before a terminal or a page in the end, unescaped."""
    for text in texts:
        if found := FORBIDDEN.search(text):
            yield f"a text for people holds {found[0]!r}: {text!r}"


_CONTENTS = {"gitlab": _gitlab, "rdjson": _rdjson, "sarif": _sarif}


def named(text: str) -> str:
    """How a hostile text is named in a list of tests: in ASCII, and short."""
    return "".join(c if c.isascii() and c.isprintable() else f"<{unicodedata.category(c)}>" for c in text)[:40]
