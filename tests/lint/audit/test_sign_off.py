"""The sign-off: roles with names, decisions and dates from a file, or an empty block to be filled in by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint.audit.sections import Signature
from lint.audit.sign_off import SignOffError, sign_off

_FULL = """\
# who signs
[[role]]
role = "medical"
name = "Dr. Ana Okoro, MD"
decision = "approved with changes"
date = 2026-11-25

[[role]]
role = "legal"
date = "2026-11-24"

[[role]]
role = "Patientenbeirat"
"""
_INLINE = """\
role = [
    {role = "medical", name = "Dr. Ana Okoro, MD", decision = "approved with changes", date = "2026-11-25"},
    {role = "legal", date = 2026-11-24}, {role = "Patientenbeirat"},
]
"""


def _file(folder: Path, text: str | bytes) -> Path:
    path = folder / "roles.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _line(role: str, name: str = "", decision: str = "", date: str = "") -> Signature:
    return {"role": role, "name": name, "decision": decision, "date": date}


def _refused(folder: Path, text: str | bytes) -> str:
    """What is said of a file that cannot be used, without its path."""
    path = _file(folder, text)
    with pytest.raises(SignOffError) as caught:
        sign_off(path)
    said = str(caught.value)
    assert said.startswith(str(path))
    return said.removeprefix(str(path)).lstrip(": ")


def test_without_a_file_the_block_is_empty() -> None:
    """Three roles, to be filled in on paper."""
    assert [_line("medical"), _line("legal"), _line("editorial")] == sign_off(None)


def test_roles_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    """All but the role may be left out; a date may be one of TOML or a text."""
    expected = [
        _line("medical", "Dr. Ana Okoro, MD", "approved with changes", "2026-11-25"),
        _line("legal", date="2026-11-24"),
        _line("Patientenbeirat"),
    ]

    assert expected == sign_off(_file(tmp_path, _FULL))


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + _FULL,
        _FULL.replace("\n", "\r\n"),
        _FULL.replace('role = "legal"', 'role = "  legal "\nname = ""\ndecision = "\u00a0"'),
        _INLINE,
    ],
    ids=["byte order mark", "CRLF", "spaces", "inline"],
)
def test_other_spellings_say_the_same(tmp_path: Path, text: str) -> None:
    """What editors do to a file changes nothing."""
    assert sign_off(_file(tmp_path, _FULL)) == sign_off(_file(tmp_path, text))


@pytest.mark.parametrize(
    "name", ["=1+1", "<script>", "O'Neil | x", "نسرین می\u200cخواهد", "さくら", "Zoë", "Zoe\u0308"]
)
def test_a_name_reads_back_as_written(tmp_path: Path, name: str) -> None:
    """Whatever the script; a joiner within a Persian name belongs to it."""
    path = _file(tmp_path, f'[[role]]\nrole = "medical"\nname = """{name}"""\n')

    assert [_line("medical", name)] == sign_off(path)


_ONE = '[[role]]\nrole = "medical"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 'names no role; write [[role]] and below it role = "medical"'),
        ("role = []", 'names no role; write [[role]] and below it role = "medical"'),
        ('[[roles]]\nrole = "medical"', 'roles is not a known key; did you mean "role"?'),
        ('[role]\nrole = "medical"', "role must be a list of tables: write [[role]] above each role"),
        ('role = ["medical"]', "role must be a list of tables: write [[role]] above each role"),
        (f'{_ONE}[[role]]\nnmae = "Ana"', 'role[2].nmae is not a known key; did you mean "name"?'),
        (f'{_ONE}"a\\u001bb" = "Ana"', "role[1].'a\\x1bb' is not a known key"),
        ('[[role]]\nname = "Ana"', 'role[1].role must name the role, such as "medical"'),
        ('[[role]]\nrole = " - "', 'role[1].role must name the role, such as "medical"'),
        ("[[role]]\nrole = 7", "role[1].role must be a text in quotation marks, not a number"),
        (f"{_ONE}decision = true", "role[1].decision must be a text in quotation marks, not true or false"),
        (f"{_ONE}name = {{first = 'Ana'}}", "role[1].name must be a text in quotation marks, not a table"),
        (f"{_ONE}name = 2026-11-25", "role[1].name must be a text in quotation marks, not 2026-11-25"),
        (f"{_ONE}name = 0x{'f' * 5000}", "role[1].name must be a text in quotation marks, not a number"),
        (f'{_ONE}name = "{"x" * 201}"', "role[1].name has 201 characters, and the block has room for 200"),
        (
            '[[role]]\nrole = "Medical  board"\n[[role]]\nrole = "legal"\n[[role]]\nrole = "medical board"',
            'role[3].role is "medical board", as role[1].role is already',
        ),
    ],
)
def test_what_is_no_file_of_roles_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    """One sentence names the file, the place and the remedy."""
    assert expected == _refused(tmp_path, text)


@pytest.mark.parametrize(
    "written", ['"32.1.2026"', '"2026-02-30"', '"20261125"', '"2026-W48-3"', '"2026-11-25 "', '"٢٠٢٦-١١-٢٥"']
)
def test_a_date_that_is_none_is_refused(tmp_path: Path, written: str) -> None:
    """Only a day that is in the calendar, written as ISO 8601 has it."""
    expected = f"role[1].date must be a day such as 2026-11-25, not {written.replace(chr(34), chr(39))}"

    assert expected == _refused(tmp_path, f"{_ONE}date = {written}")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-11-25T09:00:00Z", "2026-11-25T09:00:00+00:00"),
        ("09:00:00", "09:00:00"),
        ("20261125", "a number"),
        ("[2026-11-25]", "a list"),
    ],
)
def test_what_is_no_day_is_refused(tmp_path: Path, written: str, shown: str) -> None:
    """A moment, a time, a number and a list are no days."""
    assert f"role[1].date must be a day such as 2026-11-25, not {shown}" == _refused(
        tmp_path, f"{_ONE}date = {written}"
    )


@pytest.mark.parametrize(
    ("escape", "shown"),
    [
        ("\\u001b", "U+001B"),
        ("\\n", "U+000A"),
        ("\\t", "U+0009"),
        ("\\u007f", "U+007F"),
        ("\\u0085", "U+0085"),
        ("\\u202e", "U+202E"),
        ("\\u2066", "U+2066"),
        ("\\u200b", "U+200B"),
        ("\\u00ad", "U+00AD"),
        ("\\u2028", "U+2028"),
        ("\\U000e0041", "U+E0041"),
        ("\\ue000", "U+E000"),
        ("\\u3164", "U+3164"),
        ("\\u2800", "U+2800"),
    ],
)
@pytest.mark.parametrize("key", ["name", "decision"])
def test_a_character_that_nobody_sees_is_refused(tmp_path: Path, key: str, escape: str, shown: str) -> None:
    """A name that turns the direction of reading, or hides letters, is not the name that was signed."""
    expected = f"role[1].{key} holds a character that nobody sees ({shown}): write it on one line, without it"

    assert expected == _refused(tmp_path, f'{_ONE}{key} = "Ana{escape}Okoro"')


@pytest.mark.parametrize("text", [b"\xff\xfe", b"[[role]\n", b"role = 1" + b"0" * 5000, b"x = " + b"[" * 100_000])
def test_what_is_no_toml_is_refused(tmp_path: Path, text: bytes) -> None:
    """Whatever the file holds, there is one sentence."""
    assert _refused(tmp_path, text).startswith("is not TOML")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """So is one that is a folder."""
    with pytest.raises(SignOffError) as caught:
        sign_off(tmp_path / "none.toml")
    with pytest.raises(SignOffError) as folder:
        sign_off(tmp_path)

    assert f"{tmp_path}/none.toml cannot be read: No such file or directory" == str(caught.value)
    assert f"{tmp_path} cannot be read: Is a directory" == str(folder.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=40), st.text("[]=\"'\n role.#0x-:T{},\\u", max_size=40).map(str.encode)))
def test_any_bytes_give_lines_or_one_sentence(tmp_path: Path, data: bytes) -> None:
    """No file breaks the audit with anything but a sentence of ours."""
    said = ""
    try:
        found = sign_off(_file(tmp_path, data))
    except SignOffError as error:
        found, said = [], str(error)

    assert said.startswith(str(tmp_path)) if not found else all(each["role"] for each in found)
