"""Changed lines as git's patches tell them."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from lint.hunks import Hunk, Hunks, lone_cr, patches

OLD, NEW = "1" * 40, "2" * 40
LINES = st.lists(st.sampled_from(["one\n", "two\n", "three\n", "four\n"]), max_size=12)


def between(old: list[str], new: list[str]) -> Hunks:
    """The hunks from one text to the other, numbered as a patch numbers them."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return Hunks(
        [Hunk(a + (b > a), b - a, c + (d > c), d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    )


@given(LINES, LINES)
def test_a_line_that_was_not_changed_is_found_in_the_old_version(old: list[str], new: list[str]) -> None:
    """Every line that no hunk touches stands, with the same words, where `before` says it stood."""
    hunks = between(old, new)
    untouched = [line for line in range(1, len(new) + 1) if not hunks.touch(line, line)]

    assert [new[line - 1] for line in untouched] == [old[hunks.before(line) - 1] for line in untouched]
    assert sorted({hunks.before(line) for line in untouched}) == [hunks.before(line) for line in untouched]


@given(LINES, LINES, st.integers(1, 12), st.integers(0, 12))
def test_a_range_is_touched_when_one_of_its_lines_is(old: list[str], new: list[str], first: int, more: int) -> None:
    """A range of lines is touched exactly when one of its lines lies in a changed range."""
    hunks = between(old, new)
    changed = {line for start, end in hunks.ranges for line in range(start, end + 1)}

    assert bool(changed & set(range(first, first + more + 1))) == hunks.touch(first, first + more)


def test_content_that_looks_like_a_header_is_content() -> None:
    """Lines of an article that imitate a patch add no hunk and end no file."""
    output = (
        f"diff --git a/a.md b/a.md\nindex {OLD}..{NEW} 100644\n--- a/a.md\n+++ b/a.md\n@@ -1 +1,4 @@ index a\n"
        f"-index {NEW}..{OLD}\n+diff --git a/b.md b/b.md\n+index {NEW}..{OLD} 100644\n+@@ -5,3 +9,8 @@\n+end\n"
        "\\ No newline at end of file\n"
    ).encode()

    assert {(OLD, NEW): Hunks([Hunk(1, 1, 1, 4)])} == patches(output)


def test_headers_without_content_say_nothing() -> None:
    """A file that was only renamed, or made executable, has no hashes and no entry."""
    output = b"diff --git a/a b/b\nsimilarity index 100%\nrename from a\nrename to b\n"

    assert patches(output + output) == {}
    assert patches(b"") == {}


def test_an_old_version_with_lone_carriage_returns_has_no_numbers() -> None:
    """Where git and Markdown count lines differently in the old version, the file has no hunks to go by."""
    head = f"diff --git a/a.md b/a.md\nindex {OLD}..{NEW} 100644\n@@ -1 +1 @@\n".encode()

    assert patches(head + b"-one\rtwo\n+two\n") == {(OLD, NEW): None}
    assert {(OLD, NEW): Hunks([Hunk(1, 1, 1, 1)])} == patches(head + b"-one two\r\n+two\r\n")


def test_lone_carriage_returns_are_told_from_crlf() -> None:
    """A CR ends a line by itself unless a LF follows, or the text ends."""
    texts = [b"a\rb", b"a\r\nb\r\n", b"a\r\r\n", b"\r", b"a", b""]

    assert [lone_cr(text) for text in texts] == [True, False, True, False, False, False]
