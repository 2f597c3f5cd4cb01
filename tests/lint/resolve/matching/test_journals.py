"""One journal under several names, and several journals under nearly one."""

from __future__ import annotations

import pytest

from lint.resolve.matching.compare import compare
from lint.resolve.matching.journals import same_journal
from tests.lint.resolve.papers import MIRROR, MIRROR_TEXT

JOURNALS = [
    ("Pain", "Pain", True), ("Clin J Pain", "The Clinical Journal of Pain", True), ("PNAS",
     "Proceedings of the National Academy of Sciences", True), ("J. Imag. Rehabil.",
     "Journal of Imaginary Rehabilitation", True), ("BMJ", "BMJ (Clinical research ed.)", True), ("Lancet",
     "Lancet (London, England)", True), ("Dtsch Imag Bl", "Deutsches Imaginäres Blatt", True), ("JIR",
     "Journal of Imaginary Rehabilitation", True), ("Imaginary & Real Pain", "Imaginary and real pain", True),
    ("Xenobiotica", "Xenobiotica; the fate of foreign compounds", False), ("Pain", "Spine", False), ("J Imag Pain",
     "Journal of Imaginary Rehabilitation", False), ("Imag J", "Journal of Imaginary Rehabilitation", False),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "same"), JOURNALS)
def test_journals(left: str, right: str, same: bool) -> None:
    """An abbreviation is made of the beginnings of the words, in order."""
    assert same_journal(left, right) == same
    assert same_journal(right, left) == same


NEAR = [
    ("Imaginary Journal of Cardiology", "Imaginary Journal of Oncology"), ("Journal of Applied Mirrors",
     "Journal of Applied Pathology"), ("Imaginary Journal of Clinical Nutrition", "Imag J Clin Pharmacol"),
    ("Journal of the Imaginary College of Cardiology", "J Imag Coll Surgeons"), ("Imaginary Neurology",
     "Imaginary Neuropathology"), ("Imaginary Biology", "Imaginary Biotechnology"), ("Imaginary Pediatric Research",
     "Imag Pediatr Rep"), ("Acta Imaginaria Neurologica", "Acta Imaginaria Neuropathologica"),
    ("Physical Mirrors B", "Physical Mirrors D"), ("Imaginary Journal of Pain", "AIJP"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), NEAR)
def test_journals_whose_names_are_nearly_equal(left: str, right: str) -> None:
    """Generic words do not make one journal of two."""
    assert not same_journal(left, right)
    assert not same_journal(right, left)


USUAL = [
    ("Imaginary journal of physiology (Bergen, Norway : 1985)", "Imag J Physiol (1985)"),
    ("The Southern Cloud journal of medicine", "SCJM"),
    ("Proceedings of the Imaginary Academy of Mirrors of the United States of America", "Proc Imag Acad Mirrors U S A"),
    ("Proceedings of the Imaginary Academy of Mirrors of the United States of America", "Proc Imag Acad Mirrors USA"),
    ("Proceedings of the Imaginary Academy of Mirrors of the United States of America", "Proc Imag Acad Mirrors"),
    ("The journals of mirrors. Series A, Imaginary sciences", "J Mirrors A Imag Sci"),
    ("Journal of Mirrors B", "J Mirrors B Imag Technol Life Sci"),
    ("MIRR. Mirrors and imaginary rehabilitation report", "MIRR"),
    ("Imaginary anesthesia and mirrors", "Imag Anaesth Mirrors"),
    ("Imaginäre Kinderheilkunde", "Imag Kinderheilkd"),
    ("Imaginary National Archives", "Imag Natl Arch"),
    ("Imaginaire tijdschrift voor spiegels", "Imag Tijdschr Spiegels"),
    ("Mirror therapy : the journal of Bergen = Spiegeltherapie", "Mirror Ther"),
]


@pytest.mark.parametrize(("recorded", "said"), USUAL)
def test_usual_short_names_of_journals(recorded: str, said: str) -> None:
    """Places, parallel titles, sections and countries are often left out."""
    assert same_journal(said, recorded)


LONGER = [
    ("Mirror", "Mirror Open"), ("Mirror", "The Mirror Oncology"), ("MIRA", "MIRA Pediatrics"), ("Mirrors",
     "Mirrors Research"), ("J Mirror", "American J Mirror"), ("J. Mirror", "Am. J. Mirror"),
    ("Mirrors", "Mirr. Res."),
]  # fmt: skip


@pytest.mark.parametrize(("recorded", "said"), LONGER)
def test_a_journal_whose_name_goes_on_is_another(recorded: str, said: str) -> None:
    """Families of journals share their first word: the text has to name the journal and no more."""
    text = MIRROR_TEXT.replace("J Imag Rehabil", said.rstrip("."))
    compared = compare(text, MIRROR._replace(journal=recorded))

    assert [(each.field, each.said) for each in compared.differences] == [("journal", said.rstrip("."))]


BEHIND = ["Mirror Suppl", "Mirror [Internet]", "Mirror (Bergen)", "Mirror, Bergen", "The Mirror. Author manuscript",
          "*Mirror*. May 11,", "Mirror. July"]  # fmt: skip


@pytest.mark.parametrize("said", BEHIND)
def test_what_stands_behind_a_journal_is_no_part_of_its_name(said: str) -> None:
    """A medium, a place, a supplement and a date may follow."""
    assert not compare(MIRROR_TEXT.replace("J Imag Rehabil", said), MIRROR._replace(journal="Mirror")).differences


DATED = [
    "*Imaginary Clinics*. July 2014;12(3)",
    "Imaginary Clinics. May 11, 2014;12(3)",
    "Imaginary Clinics. 11th May 2014;12(3)",
    "_Imaginary Clinics_ Mar-Apr 2014;12(3)",
]


@pytest.mark.parametrize("written", DATED)
def test_the_place_of_a_wrong_journal_is_its_name(written: str) -> None:
    """Neither the date nor the emphasis belongs to it, and what is said is what stands there."""
    text = MIRROR_TEXT.replace("J Imag Rehabil. 2014 Mar;12(3)", written)
    compared = compare(text, MIRROR)

    assert [each.said for each in compared.differences] == ["Imaginary Clinics"]
    assert [text[each.start : each.end] for each in compared.differences] == ["Imaginary Clinics"]
