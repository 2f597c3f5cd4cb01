"""The short way through an ordinary front matter, against the library."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lint.markdown import front_matter, plain_yaml

_words = st.text("abÄ0 :#'\"-&*!|>%@,[]{}?=.\\é–\u00a0", max_size=12)
_lines = st.lists(
    st.tuples(
        st.sampled_from(["title", "lang", "a-b", "x_1", "yes"]), st.sampled_from([": ", ":  ", ":", " : "]), _words
    ),
    max_size=4,
)


@settings(max_examples=500)
@given(_lines, st.sampled_from(["\n", "\r\n", "\r"]))
def test_the_short_way_reads_what_the_library_reads(lines: list[tuple[str, str, str]], end: str) -> None:
    """Where lines are read without PyYAML, the fields and places are those that PyYAML gives."""
    source = "".join(f"{key}{colon}{words}{end}" for key, colon, words in lines)
    fields = plain_yaml.fields(source, 7)
    if fields is not None:
        expected, problems = front_matter._yaml(source, 7)

        assert (expected, []) == (fields, problems)


def test_an_ordinary_front_matter_goes_the_short_way() -> None:
    """Title in quotes, author, language: the library is not needed."""
    source = 'title: "Ketamine: a promise"\nauthor: P. O\'Hara, MD\nlang: en\n'
    fields = plain_yaml.fields(source, 0)

    assert fields is not None
    assert {key: field.value for key, field in fields.items()} == {
        "title": "Ketamine: a promise", "author": "P. O'Hara, MD", "lang": "en",
    }  # fmt: skip
