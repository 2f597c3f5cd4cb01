"""A baseline that is none is refused in a sentence; whatever is read is a baseline."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.baseline.written import BaselineError, dump, parse

FOLDER = Path("/publisher")
ENTRY = {"rule": "broken-link", "severity": "error", "fingerprint": "0" * 32, "excerpt": "#table"}
GOOD = {"schema": 1, "tool": "medlint", "findings": {"content/a.md": [ENTRY]}}
TEXT = json.dumps(GOOD, indent=1)
THERE = 'entry 1 of "content/a.md" in it'


def changed(**values: object) -> str:
    """The good baseline with other values in its only entry; without those that are None."""
    entry = {key: value for key, value in {**ENTRY, **values}.items() if value is not None}
    return json.dumps({**GOOD, "findings": {"content/a.md": [entry]}})


def without(key: str) -> str:
    """The good baseline without a key."""
    return json.dumps({name: value for name, value in GOOD.items() if name != key})


BAD = {
    "": "it is not valid JSON: expecting value at line 1, column 1",
    "[]": "it is not a JSON object",
    TEXT[:-1]: "it is not valid JSON: expecting ',' delimiter at line 14, column 1",
    TEXT.replace(
        ' "tool"', '<<<<<<< HEAD\n "tool"'
    ): "it holds an unresolved merge conflict at line 3; keep either side of it, then shrink it with"
    " `medlint check --write-baseline`",
    TEXT.replace("1", "NaN", 1): "it is not valid JSON: NaN is no number",
    TEXT.replace("1", "9" * 5000, 1): "it is not valid JSON: a number in it is too long",
    "[" * 100_000: "it is nested too deeply",
    '{"findings": ' * 100_000: "it is nested too deeply",
    '{\n"schema": 1,\n"schema": 1}': 'it names "schema" twice in one place (the second time at line 3 or below)',
    without("tool"): 'it lacks "tool"',
    json.dumps({**GOOD, "\x1b[2Jextra": 1}): r'it has the unknown key "\u001b[2Jextra"',
    json.dumps({**GOOD, "schema": 2}): "it has another schema than 1, the one that this version reads",
    json.dumps({**GOOD, "schema": True}): "it has another schema than 1, the one that this version reads",
    json.dumps({**GOOD, "tool": "ruff"}): 'it is not a baseline of medlint: "tool" says something else',
    json.dumps({**GOOD, "findings": []}): '"findings" in it is not an object with a list for each file',
    json.dumps({**GOOD, "findings": {"a.md": {}}}): 'what it says of "a.md" is not a list',
    json.dumps({**GOOD, "findings": {"a.md": [1]}}): 'entry 1 of "a.md" in it is not a JSON object',
    json.dumps({**GOOD, "findings": {"a.md": [ENTRY, ENTRY]}}): 'entry 2 of "a.md" in it is there twice',
    changed(rule=None): f'{THERE} lacks "rule"',
    changed(note="x"): f'{THERE} has the unknown key "note"',
    changed(excerpt=1): f'{THERE}: "excerpt" is not a text',
    changed(rule=["x"]): f'{THERE}: "rule" is not a text',
    changed(rule=""): f'{THERE}: findings of the rule "" cannot be known',
    changed(rule="unchecked-content"): f'{THERE}: findings of the rule "unchecked-content" cannot be known',
    changed(severity="fatal"): f'{THERE}: "severity" must be error or warning or info, not "fatal"',
    changed(fingerprint="0" * 31): f'{THERE}: "fingerprint" must be 32 digits from 0 to f, not "{"0" * 31}"',
    changed(fingerprint="0" * 32 + "\n"): f'{THERE}: "fingerprint" must be 32 digits from 0 to f, not "{"0" * 32}\\n"',
}


@pytest.mark.parametrize(("text", "told"), BAD.items(), ids=range(len(BAD)))
def test_what_is_wrong_is_told(text: str, told: str) -> None:
    """One sentence names what is wrong, and where."""
    with pytest.raises(BaselineError) as raised:
        parse(text, FOLDER)

    assert str(raised.value) == told


@pytest.mark.parametrize("path", ["", ".", "./a.md", "a//b.md", "content/../a.md", "a\0.md", "a.md/"])
def test_paths_are_spelled_in_one_way(path: str) -> None:
    """A path that no run would write matches no file, and its entries would be silent for ever."""
    with pytest.raises(BaselineError, match="which is no path of a file as a baseline writes it"):
        parse(json.dumps({**GOOD, "findings": {path: [ENTRY]}}), FOLDER)


def test_layout_is_free() -> None:
    """What another program laid out again, with a byte order mark and CRLF, is the same baseline."""
    compact, windows = json.dumps(GOOD), "\ufeff" + TEXT.replace("\n", "\r\n")

    assert parse(TEXT, FOLDER).files == parse(compact, FOLDER).files == parse(windows, FOLDER).files
    assert parse(json.dumps({**GOOD, "findings": {"a.md": []}}), FOLDER).files == {}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(list(ENTRY.values())),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, *ENTRY, "a.md"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: object) -> list[tuple[Any, Any]]:
    """Every place in a JSON value, as what holds it and its key."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in ((value, key), *places(value[key]))]  # type: ignore[index]  # a container


@given(st.data())
def test_a_changed_baseline_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever a place of it is replaced with: nothing else is raised, and what is read can be written and read."""
    value = deepcopy(GOOD)
    for _ in range(data.draw(st.integers(1, 2))):
        holder, key = data.draw(st.sampled_from(places(value)))
        holder[key] = data.draw(JSON)
    survives(json.dumps(value))


@given(st.integers(0, len(TEXT)), st.integers(0, 40), st.text('{}[]",:01eEn\\u\ufeff\ud800<=>\n ', max_size=12))
def test_a_torn_baseline_is_read_or_refused(start: int, length: int, text: str) -> None:
    """Whatever a stretch of its text is replaced with."""
    survives(TEXT[:start] + text + TEXT[start + length :])


def survives(text: str) -> None:
    """Read, or refused with one sentence on one line."""
    told = ""
    try:
        found = parse(text, FOLDER)
    except BaselineError as error:
        told, found = str(error), parse(TEXT, FOLDER)

    assert "\n" not in told
    assert found.files == parse(dump(found), FOLDER).files
