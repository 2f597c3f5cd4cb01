"""Invented and translated titles between the right authors and the right place."""

from __future__ import annotations

import pytest

from lint.resolve.matching.compare import compare
from tests.lint.resolve.papers import MIRROR, MIRROR_TEXT

FRAMES = {
    "Vancouver": "Tansley RB, Okoro P, Lindqvist A, von der Heide M. {}. J Imag Rehabil. 2014;12(3):201-9.",
    "et al.": "Tansley RB, et al. {}. J Imag Rehabil. 2014;12:201-9.",
    "et alii": "Tansley RB, et alii. {}. J Imag Rehabil. 2014;12:201-9.",
    "APA": "Tansley, R. B., Okoro, P., Lindqvist, A., & von der Heide, M. (2014). {}. *Journal of Imaginary"
    " Rehabilitation*, *12*(3), 201–209.",
    "IEEE": "R. B. Tansley et al., “{},” J. Imag. Rehabil., vol. 12, no. 3, pp. 201–209, Mar. 2014.",
}
INVENTED = [
    "Cold packs for the swollen knee of a runner in the mountains",
    "The art of quiet teaching",
    "Sleep in nurses",
    "Sleep in ICU nurses",
    "Cold packs: a multifaceted story",
    "Vagal nerve stimulation for hiccups",
    "Vitamin K in ageing",
    "Kinetic trapping effects",
]


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@pytest.mark.parametrize("title", INVENTED)
def test_an_invented_title_is_another_paper(title: str, frame: str) -> None:
    """However short it is: what stands between authors and journal is a title."""
    compared = compare(frame.format(title), MIRROR)

    assert [(each.field, each.severity) for each in compared.differences] == [("paper", "error")]


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_the_names_of_authors_and_journal_do_not_tell_the_language(frame: str) -> None:
    """A journal with foreign small words, and "et al.", make no translation of an English title."""
    record = MIRROR._replace(journal="Revista de los Espejos y del Dolor", other_journals=("J Imag Rehabil",))
    text = frame.format("Cold packs for swollen knees").replace("J Imag Rehabil", "Revista de los Espejos y del Dolor")

    assert [(each.field, each.severity) for each in compare(text, record).differences] == [("paper", "error")]


def test_one_word_in_the_place_of_the_title_is_a_warning() -> None:
    """It could be a heading ("Editorial") instead of the title."""
    text = FRAMES["Vancouver"].format("Harpsichords")

    assert [(each.field, each.severity) for each in compare(text, MIRROR).differences] == [("paper", "warning")]


def test_a_short_recorded_title_has_a_language_as_well() -> None:
    """Titles without a small word are English as long as nothing in them is foreign."""
    record = MIRROR._replace(title="Once upon a mirror, inflammation")

    assert [(each.field, each.severity) for each in compare(MIRROR_TEXT, record).differences] == [("paper", "error")]


TRANSLATED = {
    "German": "Tansley RB, et al. Spiegeltherapie nach Fraktur des Handgelenks bei Patienten mit Diabetes und"
    " Schmerzen. J Imag Rehabil. 2014;12(3):201-9.",
    "in other letters": "Tansley RB, et al. 腕の骨折後の ミラーセラピー 患者. J Imag Rehabil. 2014;12:201.",
}


@pytest.mark.parametrize("text", TRANSLATED.values(), ids=TRANSLATED)
def test_a_translated_title(text: str) -> None:
    """PubMed has the title in the paper's own language; where it was not asked, any language may be right."""
    unknown = MIRROR._replace(pmids=())
    known = MIRROR._replace(other_titles=(text.split(". ")[1],))

    assert not compare(text, unknown).differences
    assert not compare(text, known).differences
    assert [(each.field, each.severity) for each in compare(text, MIRROR).differences] == [("paper", "warning")]
