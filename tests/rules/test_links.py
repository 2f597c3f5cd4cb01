"""Relative links and images against the files that are missing beside the article."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.inspection import missing_targets
from lint.parse import parse
from lint.references.model import Bibliography
from lint.rule import Page
from rules.links import check


def test_missing_files_are_reported_where_their_addresses_stand() -> None:
    """A picture and a link whose files are missing are named with the path; what is there is not."""
    text = "![Scale](img/scale.png) [leaflet](<the leaflet.pdf>) [other](other.md#dose) [www](www.example.org/a.pdf)\n"
    missing = {"img/scale.png": "", "the leaflet.pdf": "", "www.example.org/a.pdf": ""}
    hits = list(check(_with_missing(text, missing)))

    assert [(text[hit.span.start : hit.span.end], hit.message) for hit in hits] == [
        ("img/scale.png", 'The picture names "img/scale.png", and no such file exists.'),
        ("the leaflet.pdf", 'The link leads to "the leaflet.pdf", and no such file exists.'),
        ("www.example.org/a.pdf", 'The link leads to "www.example.org/a.pdf", and no such file exists.'),
    ]
    assert hits[2].help == 'For a web address write "https://www.example.org/a.pdf".'


def test_nothing_is_missing() -> None:
    """Without missing files relative links are no finding."""
    assert list(check(_with_missing("[leaflet](leaflet.pdf)\n", {}))) == []


def test_a_misspelled_anchor_is_told_its_neighbour() -> None:
    """The remedy names the anchor that was most likely meant."""
    (hit,) = check(_with_missing("[a](#side-efects)\n\n## Side effects\n", {}))

    assert hit.help == "Write (#side-effects) for the heading “Side effects”, or take the link out."


def test_a_dead_anchor_is_told_the_heading_that_the_link_names() -> None:
    """Its own words are a better guess than any spelling of the anchor."""
    (hit,) = check(_with_missing("[Can I prevent it?](#what)\n\n## What it is\n\n## Can I prevent it?\n", {}))

    assert hit.help == "Write (#can-i-prevent-it) for the heading “Can I prevent it?”, or take the link out."


@pytest.mark.parametrize(
    ("anchor", "headings", "remedy"),
    [
        ("home-exercises", ("Exercises at home",), "Write (#exercises-at-home) for the heading “Exercises at home”"),
        ("ernaehrung-heute", ("Ernährung",), "Write (#ernährung) for the heading “Ernährung”"),
        ("dose", ("Relief", "Side effects"), "Take the link out: no heading of this article has a name like it."),
        (
            "übergebrauch-von-schmerzmitteln",
            ("Migräne vorbeugen", "Wann?", "Medikamentenübergebrauch"),
            "Write (#medikamentenübergebrauch) for the heading “Medikamentenübergebrauch”, or take the link out.",
        ),
        (
            "schmerz",
            ("Kopfschmerzen", "Wann?", "Schmerzmittel"),
            "Write the anchor of the heading that is meant, (#kopfschmerzen) or (#schmerzmittel), or take",
        ),
        ("dose", (), "Take the link out: this article has no heading to which it could lead."),
    ],
)
def test_a_dead_anchor_is_told_a_heading(anchor: str, headings: tuple[str, ...], remedy: str) -> None:
    """The one with most of its words, else some of those that there are; nobody has to write HTML."""
    text = f"[a](#{anchor})\n\n" + "".join(f"## {heading}\n\n" for heading in headings)
    (hit,) = check(_with_missing(text, {}))

    assert hit.help.startswith(remedy)


@pytest.mark.parametrize(
    "target",
    [
        "file:///C:/Users/me/a.docx",
        "C:\\Users\\a.docx",
        "<d:/my files/a.docx>",
        "\\\\server\\share\\a.docx",
        "FILE://a",
    ],
)
def test_a_file_on_ones_own_computer_is_dead_for_all_others(target: str) -> None:
    """A link and a picture, as Word writes them."""
    link, picture = check(_with_missing(f"[a]({target}) ![b]({target})\n", {}))

    assert link.message == "The link leads to a file on your own computer."
    assert link.help == "Take the link out, or put the file beside the article and link to that."
    assert picture.message == "The picture names a file on your own computer."


@pytest.mark.parametrize("target", ["https://x.org/file:///C:/a", "files.md", "c:a", "mailto:a@x.org", "#c:/a"])
def test_other_addresses_are_on_nobodys_computer(target: str) -> None:
    """What only looks like it is none."""
    text = f"# c:/a\n\n[a]({target})\n"

    assert list(check(_with_missing(text, {}))) == []


def test_a_mark_without_a_footnote_asks_for_both_numbers() -> None:
    """Who added a text without them met the next findings."""
    (hit,) = check(_with_missing("It helps.[^4]\n", {}))

    assert hit.message == "The mark [^4] leads to no footnote."
    assert hit.help.startswith("Take the mark out, or add the paper at the end of the article, with both numbers: ")


def _with_missing(text: str, missing: dict[str, str]) -> Page:
    return Page(parse(text), Bibliography(), missing_targets=missing)


@pytest.mark.parametrize(
    ("near", "remedy"),
    [
        ("", "Correct the path, counted from the folder of this article, or add the file."),
        ("images/af-ecg.png", 'Write "images/af-ecg.png", if that file is meant, or add the file.'),
        ("images/af ecg.png", 'Write "images/af%20ecg.png", if that file is meant, or add the file.'),
    ],
)
def test_a_missing_file_is_told_the_one_that_is_there(near: str, remedy: str) -> None:
    """Ready to copy: an address in Markdown ends at a space."""
    (hit,) = check(_with_missing("![ECG](images/AF_ECG.png)\n", {"images/AF_ECG.png": near}))

    assert hit.help == remedy


@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("images/AF_ECG.png", "images/af-ecg.png"),
        ("images/afecg1.png", "images/af-ecg.png"),
        ("images/lungs.png", ""),
        ("nowhere/af-ecg.png", ""),
        ("leaflet.pdf", "Leaflet .pdf"),
    ],
)
def test_the_file_with_nearly_that_name_is_found(tmp_path: Path, target: str, near: str) -> None:
    """In the same folder, whatever its case and hyphens."""
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "af-ecg.png").write_bytes(b"")
    (tmp_path / "Leaflet .pdf").write_bytes(b"")

    assert missing_targets(parse(f"![a]({target})\n"), tmp_path) == {target: near}
