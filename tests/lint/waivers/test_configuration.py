"""The waivers of a configuration as they are read and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.config import ConfigError, Entry, load
from lint.finding import Lines
from tests.lint.waivers.scene import RULES

FULL = {
    "rule": '"dosing-instruction"', "path": '"content/x.md"', "quote": '"Take 5 mg."', "reason": '"from the label"',
    "approver": '"Dr. Roe"', "expires": "2027-06-30",
}  # fmt: skip


def table(header: str = "[[waivers]]", /, **changed: str | None) -> str:
    """An entry as TOML with some of its values changed, or left out."""
    return (
        header + "\n" + "".join(f"{key} = {value}\n" for key, value in {**FULL, **changed}.items() if value is not None)
    )


def loaded(path: Path, text: str, name: str = "medlint.toml") -> tuple[Entry, ...]:
    """The entries of a configuration."""
    source = path / name
    source.write_text(text, encoding="utf-8")
    return load(source, RULES).waivers


def test_entries_are_read_with_their_lines(tmp_path: Path) -> None:
    """All keys, the day as a day or as a text, and the header's line."""
    text = f'paths = ["content"]\n\n{table()}\n  [[ waivers ]] # second\n' + table("", expires='"2027-07-01"')
    first, second = loaded(tmp_path, text)

    assert first == Entry(
        "dosing-instruction", "content/x.md", "Take 5 mg.", "from the label", "Dr. Roe", "2027-06-30",
        Lines(3, 21, "[[waivers]]\n"),
    )  # fmt: skip
    assert (second.expires, second.place.first, second.place.text) == ("2027-07-01", 11, "  [[ waivers ]] # second\n")
    assert text[second.place.offset :].startswith(second.place.text)


def test_entries_of_pyproject(tmp_path: Path) -> None:
    """Only headers with the full name count there."""
    text = f"[tool.medlint]\n[[tool.other.waivers]]\na = 1\n{table('[[tool.medlint.waivers]]')}"

    assert [each.place.first for each in loaded(tmp_path, text, "pyproject.toml")] == [4]


@pytest.mark.parametrize(
    "text",
    [
        "# c\nwaivers = [\n  { " + ", ".join(f"{key} = {value}" for key, value in FULL.items()) + " },\n]\n",
        "# c\n" + table(quote="'''\n[[waivers]]\n'''", reason="'x y'"),
    ],
)
def test_where_no_header_tells_it_is_the_line_of_the_key(tmp_path: Path, text: str) -> None:
    """An inline list, or a text that looks like a header: the first line that names waivers."""
    assert [each.place.first for each in loaded(tmp_path, text)] == [2]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (table(quot='"x"'), 'waivers[1].quot is not a known key; did you mean "quote"?'),
        *(
            (table(**dict.fromkeys((key,))), f"waivers[1].{key} is missing: an entry needs rule, path, quote, reason, ")
            for key in FULL
        ),
        *((table(**{key: '" \\t "'}), f"waivers[1].{key} must not be empty") for key in FULL if key != "expires"),
        *((table(**{key: "5"}), f"waivers[1].{key} must be a text, not 5") for key in FULL if key != "expires"),
        (
            table() + table(rule='"dosing-instructions"'),
            'waivers[2].rule names the unknown rule "dosing-instructions"; did you mean "dosing-instruction"?',
        ),
        (table(rule='"*"'), 'waivers[1].rule names the unknown rule "*"'),
        *(
            (table(rule=f'"{rule}"'), f"waivers[1].rule names {rule}, which nobody can answer for")
            for rule in ("unchecked-content", "invalid-waiver", "unused-waiver")
        ),
        *(
            (table(path=f"'{path}'"), f"must be relative to the configuration, with / between its parts, not {path!r}")
            for path in ("/content/x.md", "~/x.md", "content\\x.md", "C:/x.md")
        ),
        *(
            (table(path=f"'{path}'"), f"must name the file plainly, without . and .., not {path!r}")
            for path in ("../x.md", "content/../x.md", "./x.md", "content//x.md", "content/", "content/.")
        ),
        *(
            (table(path=f"'{path}'"), f"must name one file, without wildcards, not {path!r}")
            for path in ("content/*.md", "**/x.md", "content/?.md", "content/[a-z].md", "content/{a,b}.md")
        ),
        *(
            (table(expires=day), f"waivers[1].expires must be a day such as 2027-06-30, not {shown!r}")
            for day, shown in (
                ('"30.06.2027"', "30.06.2027"), ('"2027-02-30"', "2027-02-30"), ('"20270630"', "20270630"),
                ('"2027-W26-3"', "2027-W26-3"), ('"never"', "never"), ('""', ""), ("2027", "2027"), ("true", "True"),
                ("2027-06-30T00:00:00Z", "2027-06-30 00:00:00+00:00"), ("00:00:00", "00:00:00"),
            )
        ),
        ("waivers = 5\n", "waivers must be a list of tables: write [[waivers]] above each entry"),
        (table("[waivers]"), "waivers must be a list of tables: write [[waivers]] above each entry"),
        ("waivers = [5]\n", "waivers[1] must be a table"),
        (table("[[waiver]]"), 'waiver is not a known key; did you mean "waivers"?'),
    ],
)  # fmt: skip
def test_an_error_names_file_entry_and_key(tmp_path: Path, text: str, sentence: str) -> None:
    """One sentence with the nearest neighbour; nothing is passed over."""
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)

    assert str(caught.value).startswith(f"{tmp_path / 'medlint.toml'}: waiver")
    assert sentence in str(caught.value)
