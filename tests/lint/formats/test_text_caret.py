"""The carets of the text format stand under the words that are meant, on the screen of a terminal."""

from __future__ import annotations

import re
from unicodedata import category, combining, normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyte import Screen, Stream
from wcwidth import wcswidth, wcwidth

from lint.finding import Finding, Lines
from lint.formats import Layout, renderer
from lint.formats.caret import cells, head, row, tail
from lint.formats.plain import printable
from lint.formats.wrapped import wrapped
from lint.spans import Position
from tests.lint.formats.sample import MISSING, REPORT

# A line with the words that are meant in brackets, what the terminal shows of them, and of what stands before them.
LINES = [
    ("Take «20 mg» now.", "20 mg", "Take "),
    ("\t-\tTake\t«20\tmg» now.", "20 mg", "- Take "),
    ("毎日«ケタミン 20 mg»を飲む。", "ケタミン 20 mg", "毎日"),
    ("パイン«を»", "を", "パイン"),
    ("Ｗｉｄｅ «ｍｇ» x", "ｍｇ", "Ｗｉｄｅ "),
    ("💊 «20 mg» 💊", "20 mg", "💊 "),
    ("👩\u200d⚕️ says «20 mg»", "20 mg", "👩\\u200d⚕ says "),
    ("👩🏽 ⚠️ 🇩🇪 1\ufe0f\u20e3 «20 mg»", "20 mg", "👩 ⚠ DE 1\u20e3 "),
    ("«👍🏽👍🏽» x", "👍👍", ""),
    ("cafe\u0301 «20 mg» x", "20 mg", "café "),
    ("x «e\u0301\u0302» y", "e\u0301\u0302", "x "),
    ("Phở «Nguyê\u0303n»", "Nguyễn", "Phở "),
    ("קטמין «20 מ״ג» ביום", "20 מ״ג", "קטמין "),
    ("شَرِبَ «٢٠ ملغ» يوميا", "٢٠ ملغ", "شَرِبَ "),
    ("दवा «२० मिग्रा» रोज", "२० मिग्रा", "दवा "),
    ("น้ำ «20 มก.» x", "20 มก.", "น้ำ "),
    ("\u1112\u1161\u11ab «\u1100\u1173\u11af» x", "\u1100\u1173\u11af", "\u1112\u1161\u11ab "),
    ("a\u202eb «20\u200b mg»", "20\\u200b mg", "a\\u202eb "),
    ("\ufeff# «20 mg»", "20 mg", "# "),
    ("##«[error]» x", "\\x5berror]", "##"),
    ("«» Take", " ", ""),
    ("Take 20«» mg", " ", "Take 20"),
    ("Take 20 mg«»", "", "Take 20 mg"),
    ("> Take «20\r\n> mg» now.\r\nNo more.", "20 > mg", "> Take "),
    ("«one\n\n  two\n»three", "one two ", ""),
]


def finding(line: str, first: str = "") -> Finding:
    """A finding about the words in «brackets» of a line, below a first line."""
    before, marked, after = re.split("[«»]", line, maxsplit=2)
    start, end = len(first) + len(before), len(first) + len(before) + len(marked)
    lines = Lines(2, len(first), f"{before}{marked}{after}\n")
    return MISSING._replace(
        start=Position(2, 1, start), end=Position(2, 1, end), excerpt=marked, lines=lines, help="", message="Look."
    )


def screen_of(text: str, width: int) -> Screen:
    """The screen of a terminal of that width after a text was printed."""
    screen = Screen(width, text.count("\n") + 40)
    stream = Stream(screen)
    for character in re.sub(r"\x1b\[\d+m", "", text).replace("\n", "\r\n"):
        stream.feed(character)  # by itself: pyte leaves out what follows a mark that NFC never joins
    return screen


def pointed(finding: Finding, width: int) -> tuple[str, str]:
    """What stands above the carets on the screen, and what stands before it on that row."""
    output = renderer("text")(REPORT._replace(findings=(finding,)), Layout(width=width))
    screen = screen_of(output, width or 200)
    at = next(index for index, text in enumerate(screen.display) if re.fullmatch(r"    \| +\^+ *", text))
    below = screen.display[at].rstrip()
    columns = range(below.index("^"), len(below))

    assert set(below[columns[0] :]) == {"^"}
    above = screen.buffer[at - 1]
    assert above[columns[0]].data != "", "the second half of a character"
    return "".join(above[column].data for column in columns), "".join(above[x].data for x in range(6, columns[0]))


def drawn(text: str) -> str:
    """A text as pyte draws it: marks are joined where NFC joins them or pyte knows them as such, else left out."""
    return normalize("NFC", "".join(each for each in text if wcwidth(each) or combining(each)))


@pytest.mark.parametrize("width", [0, 80, 40])
@pytest.mark.parametrize(("line", "words", "before"), LINES, ids=[ascii(line)[:30] for line, *_ in LINES])
def test_carets_stand_under_the_words(line: str, words: str, before: str, width: int) -> None:
    """Behind tabs, wide characters, emoji, marks and right-to-left text, in any terminal, and nowhere else."""
    above, left = pointed(finding(line, "" if line.startswith("\ufeff") else "A line.\n"), width)

    assert (drawn(above.strip()), drawn(left)) == (drawn(words.strip()), drawn(before))


_BECAME_WIDE = {  # in Unicode 16, which terminals follow or not
    *range(0x2630, 0x2638), *range(0x268A, 0x2690), *range(0x4DC0, 0x4E00),
    *range(0x1D300, 0x1D357), *range(0x1D360, 0x1D37A),
}  # fmt: skip
_PARTS = st.text(
    st.one_of(
        st.sampled_from(
            "ab 1.\t国ｍを💊👍🏽é\u0301\u0302שلंिกำ⚠️\u200d\u200b\u202e🇩🇪\u1100\u1161\u11ab##[::\u3000\xa0\u2009"
        ),
        st.characters(exclude_categories=("Cn", "Co"), exclude_characters="\r\n«»" + "".join(map(chr, _BECAME_WIDE))),
    ),
    max_size=60,
)


def shaped(text: str) -> str:
    """A text as a row shows it, by a second way: for the words that no row has to cut."""
    shown = printable(re.sub(r"\s+", " ", text))
    shown = re.sub("\ufe0f", "", shown)
    shown = re.sub("(?<=[^\\w\\s\U0001f3fb-\U0001f3ff])[\U0001f3fb-\U0001f3ff]", "", shown)
    shown = "".join(chr(ord(each) - 0x1F1E6 + 65) if 0x1F1E6 <= ord(each) <= 0x1F1FF else each for each in shown)
    return shown.replace("##[", "##\\x5b")


@given(before=_PARTS, marked=_PARTS, after=_PARTS, width=st.sampled_from([0, 40, 80]))
@example("", "国" * 60, "", 40)
@example("国" * 60, "x", "国" * 60, 40)
@example("e" + "\u0301" * 60, "\u0301", "", 0)
@example("", "", "\ua674", 0)
def test_any_words(before: str, marked: str, after: str, width: int) -> None:
    """Whatever a line holds, the cells over the carets are those of the words, and the row fits its width."""
    if after and category(after[0]).startswith("M"):
        after = f".{after}"  # a mark would stand on the last of the words
    found = finding(f"a{before}«b{marked}c»{after}")
    room = width - 6 if width else 100
    shown = row(found, room)
    assert shown is not None
    above, left = screen_cells(shown.text, shown.before, shown.marked)

    assert cells(shown.text) == wide(shown.text) <= room
    assert above.startswith("b")
    assert above.endswith("c")
    if "…" not in shown.text:
        first, second = drawn(shaped(f"a{before}")), drawn(shaped(f"a{before}b{marked}c"))
        assert (normalize("NFC", left), normalize("NFC", above)) == (first, second.removeprefix(first))


def wide(text: str) -> int:
    """The width of a text by the library, character by character, as terminals that know no clusters draw it."""
    return sum(map(wcwidth, text))


def screen_cells(text: str, start: int, length: int) -> tuple[str, str]:
    """What a screen shows in these cells, and before them."""
    line = screen_of(text, 200).buffer[0]
    assert line[start].data != ""
    return "".join(line[x].data for x in range(start, start + length)), "".join(line[x].data for x in range(start))


def test_every_character_has_its_width() -> None:
    """The standard library's numbers are those of wcwidth, but for signs that Unicode 16 made wide."""
    characters = (chr(code) for code in range(0x110000) if category(chr(code)) not in ("Cn", "Co", "Cs"))
    shown = [each for each in characters if shaped(f"a{each}") == f"a{each}" and ord(each) not in _BECAME_WIDE]
    differ = [each for each in shown if cells(each) != wcwidth(each)]

    assert len(shown) > 140_000
    assert differ == []


def test_what_stands_around_the_words_is_kept() -> None:
    """A long line is cut between words on both sides, and the room that one side does not need goes to the other."""
    words = " ".join(f"word{index}" for index in range(60))
    middle, first, last = (words.replace(f"word{at}", f"«word{at}»") for at in (30, 0, 59))
    shown = [row(finding(line), 60) for line in (middle, first, last)]

    assert [each and each.text for each in shown] == [
        "… word27 word28 word29 word30 word31 word32 word33 word34 …",
        "word0 word1 word2 word3 word4 word5 word6 word7 word8 …",
        "… word52 word53 word54 word55 word56 word57 word58 word59",
    ]


def test_words_longer_than_a_row_keep_both_ends() -> None:
    """The carets go from end to end, and no half of a wide character is left."""
    shown = row(finding(f"before «{'国' * 300}» after"), 41)

    assert shown is not None
    assert (shown.text, shown.before, shown.marked) == (f"{'国' * 9} … {'国' * 9}", 0, 39)


def test_a_line_of_a_megabyte_is_cut_at_once() -> None:
    """Only what is near the words is looked at."""
    shown = row(finding(f"{'x' * 500_000} «y» {' ' * 400_000}z{'x' * 100_000}"), 100)

    assert shown is not None
    assert shown.text[shown.before : shown.before + shown.marked] == "y"
    assert len(shown.text) <= 100


@given(st.text(st.sampled_from("ab 国e\u0301"), max_size=30), st.integers(0, 40))
def test_heads_and_tails_fit(text: str, room: int) -> None:
    """As much as fits and not a character more; a mark is never without its letter."""
    text = printable(text)
    first, last = head(text, room), tail(text, room)

    assert text.startswith(first)
    assert text.endswith(last)
    assert max(wcswidth(first), wcswidth(last)) <= room
    assert not last.startswith("\u0301")
    assert first == text or wcswidth(text[: len(first) + 1]) > room


def rows(first: str, text: str, width: int) -> list[str]:
    """The rows of a sentence with a hanging indent."""
    return list(wrapped(first, text, width, "      "))


def test_wrapping() -> None:
    """Between words, below the first one; a long word is broken, a long place is not."""
    assert rows("a.md:3:4: ", "The quick brown fox jumps over the dog.", 30) == [
        "a.md:3:4: The quick brown fox",
        "      jumps over the dog.",
    ]
    assert rows("    = ", "国" * 20, 30) == [f"    = {'国' * 12}", f"      {'国' * 8}"]
    assert rows(f"{'a' * 50}: ", "Look at it.", 30) == [f"{'a' * 50}:", "      Look at it."]
    assert rows("    = ", "word " * 50, 0) == ["    = " + "word " * 50]


@given(st.text(st.sampled_from("ab   国\u0301"), max_size=80), st.integers(20, 60))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    """No row is wider than the terminal, and all that is no white space is there, in order."""
    told = rows("    = ", text, width)

    assert max(map(cells, told)) <= width
    assert re.sub(r"\s", "", "".join(told)) == re.sub(r"\s", "", f"={text}")


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_narrow_terminal_never_breaks_a_row_itself(width: int) -> None:
    """Sentence, words, carets and remedy fit; only the sums, which programs read, are one line always."""
    long = MISSING._replace(
        message="This sentence is for a clinician at nine in the evening. " * 3,
        help=f"Add: {'x' * 99} and go on.\nThen check again, and once more, and be patient.",
        excerpt="20 mg", start=Position(2, 1, 60), end=Position(2, 1, 65),
        lines=Lines(2, 0, f"{'word ' * 12}20 mg{' word' * 12}\n"),
    )  # fmt: skip
    *told, _ = renderer("text")(REPORT._replace(findings=(long,)), Layout(width=width)).splitlines()

    assert max(map(wcswidth, told)) <= width


def test_piped_lines_are_not_broken() -> None:
    """What goes to a file or to `grep` keeps a sentence on one line."""
    long = MISSING._replace(message="word " * 100)

    assert f"content/x.md:3:1: {'word ' * 100}" in renderer("text")(REPORT._replace(findings=(long,)), Layout())


def test_the_rule_is_a_link_to_its_page() -> None:
    """A terminal that knows hyperlinks shows the words that others show."""
    plain, linked = (renderer("text")(REPORT, Layout(color=True, links=links)) for links in (False, True))

    assert "\x1b]8;;https://github.com/medlint/medlint/blob/main/docs/rules.md#missing-pmid\x1b\\missing-pmid" in linked
    assert re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\", "", linked) == plain
    assert screen_of(linked, 200).display == screen_of(plain, 200).display
