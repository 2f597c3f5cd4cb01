"""References held against records: what differs, where, and how grave it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.records import Record
from lint.resolve.matching.compare import Comparison, compare, look_alike
from lint.resolve.matching.wording import SMALL
from tests.lint.resolve.papers import IMAGERY, IMAGERY_TEXT, MIRROR, MIRROR_TEXT

TITLE = MIRROR.title
FULL = "Mirror therapy after wrist fracture in patients with diabetes type 1"


def told(text: str, record: Record = MIRROR) -> list[tuple[str, str, str, str]]:
    """The differences as field, severity, what the text says at their place, and what the record says."""
    return [
        (each.field, each.severity, text[each.start : each.end], each.recorded)
        for each in compare(text, record).differences
    ]


RIGHT = {
    "as PubMed prints it": MIRROR_TEXT,
    "APA": "Tansley, R. B., Okoro, P., Lindqvist, A., & von der Heide, M. (2014). Mirror therapy after wrist"
    " fracture in patients with diabetes type 1: A randomised controlled trial. Journal of Imaginary Rehabilitation,"
    " 12(3), 201–209.",
    "AMA": f"Tansley RB, Okoro P, Lindqvist A, et al. {TITLE}. J Imag Rehabil. 2014;12(3):201-209.",
    "MLA": f"Tansley, Rose B., et al. “{TITLE}.” Journal of Imaginary Rehabilitation, vol. 12, no. 3, 2014, pp."
    " 201–209.",
    "Elsevier": f"R.B. Tansley, P. Okoro, A. Lindqvist, et al., {TITLE}, J. Imag. Rehabil. 12 (2014) 201–209.",
    "without subtitle": f"Tansley RB, Okoro P, et al. {FULL}. J Imag Rehabil. 2014;12(3):201-9.",
    "subtitle as a sentence": f"Tansley RB, et al. {FULL}. A randomised controlled trial. J Imag Rehabil. 2014;12:201.",
    "capitals": f"TANSLEY RB, OKORO P, LINDQVIST A, VON DER HEIDE M. {TITLE.upper()}. J IMAG REHABIL. 2014;12:201.",
    "hyphens": f"Tansley RB, et al. {TITLE.replace('wrist fracture', 'wrist-fracture')}. J Imag Rehabil. 2014;12:201.",
    "joined": f"Tansley RB, et al. {TITLE.replace('wrist fracture', 'wristfracture')}. J Imag Rehabil. 2014;12:201.",
    "roman number": f"Tansley RB, et al. {TITLE.replace('type 1', 'type I')}. J Imag Rehabil. 2014;12:201.",
    "title first": f"{TITLE}. Tansley RB, Okoro P. J Imag Rehabil. 2014;12:201.",
    "title and link alone": f"{TITLE} https://doi.org/10.5555/imag.2014.0021",
    "supplement": f"Tansley RB, et al. {TITLE}. J Imag Rehabil. 2014 Mar;12(Suppl 3):S201-S209.",
    "accessed later": f"Tansley RB, et al. {TITLE}. J Imag Rehabil. 2014. Accessed May 3, 2024.",
    "Internet": f"Tansley RB, et al. {TITLE}. J Imag Rehabil [Internet]. 2014 [cited 2024 May 3];12(3):201-9.",
    "retracted": f"Tansley RB, et al. RETRACTED: {TITLE}. J Imag Rehabil. 2014;12(3):201-9.",
    "no author": f"{TITLE}. J Imag Rehabil 2014;12:201-9.",
    "given name first": f"Rose B. Tansley, Peter Okoro et al. {TITLE}. J Imag Rehabil 12:201-209, 2014.",
    "without a title, the place is the record's": "Tansley RB et al. J Imag Rehabil 2014;12:201-9.",
    "chemists leave the title out": "R. B. Tansley and P. Okoro, J. Imag. Rehabil., 2014, 12, 201.",
    "without a volume": f"Tansley RB, et al. {TITLE}. J Imag Rehabil. 2014:201-9.",
    "without title and volume": "Tansley RB et al. J Imag Rehabil 2014:201-9.",
    "Chicago": f"Tansley, Rose B., Peter Okoro, Anna Lindqvist, and Maria von der Heide. “{TITLE}.” Journal of"
    " Imaginary Rehabilitation 12, no. 3 (2014): 201–209.",
    "Chicago, issues joined": f"Tansley, Rose B., et al. “{TITLE}.” J Imag Rehabil 12, no. 3‐4 (Spring 2014): 201.",
    "IEEE": f"R. B. Tansley et al., “{TITLE},” J. Imag. Rehabil., vol. 12, no. 3, pp. 201–209, Mar. 2014.",
    "Lancet": f"Tansley RB, Okoro P, Lindqvist A, et al. {TITLE}. *J Imag Rehabil* 2014; **12:** 201–9.",
    "MDPI": f"Tansley, R.B.; Okoro, P.; Lindqvist, A.; et al. {TITLE}. *J Imag Rehabil* **2014**, *12*, 201.",
    "no-break spaces and line breaks": MIRROR_TEXT.replace(". ", ".\u00a0").replace(", ", ",\n  "),
    "PubMed's tail": f"{MIRROR_TEXT} Erratum in: J Imag Rehabil. 2015 May;13(1):9. doi: 10.5555/err.1.",
    "PubMed's comment": f"{MIRROR_TEXT} Comment on: Imag Pain Rep. 2009;2(1):5-9. PMID: 90000004.",
    "retracted in brackets": f"Tansley RB, et al. [Retracted] {TITLE}. J Imag Rehabil. 2014;12(3):201-9.",
    "no full stops": f"Tansley RB, Okoro P, et al {FULL} J Imag Rehabil 2014;12(3):201-209",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_a_right_reference_has_no_difference(text: str) -> None:
    """Style, typography and what is left out are no faults."""
    assert compare(text, MIRROR) == Comparison(described=True)


WRONG = {
    "number": ("type 1", "type 2", ("title", "error", "2", "1")),
    "number left out": ("type 1:", "type:", ("title", "error", "type", "1")),
    "word": ("wrist", "ankle", ("title", "error", "ankle", "wrist")),
    "negation": ("after wrist", "without wrist", ("title", "error", "without", "after")),
    "turned": ("with diabetes", "without diabetes", ("title", "error", "without", "with")),
    "before": ("after wrist", "before wrist", ("title", "error", "before", "after")),
    "design": ("randomised controlled", "open-label", ("title", "error", "open-label", "randomised controlled")),
    "uncontrolled": ("controlled", "uncontrolled", ("title", "error", "uncontrolled", "controlled")),
    "two words less": ("in patients with diabetes type 1", "in patients", ("title", "error", "patients",
                                                                           "with diabetes type 1")),
    "one word less": ("wrist fracture", "fracture", ("title", "warning", "after", "wrist")),
    "one word more": ("wrist fracture", "severe wrist fracture", ("title", "warning", "severe", "")),
    "two words more": ("wrist fracture", "severe open wrist fracture", ("title", "error", "severe open", "")),
    "typing error": ("fracture", "fractrue", ("title", "warning", "fractrue", "fracture")),
    "plural": ("fracture", "fractures", ("title", "warning", "fractures", "fracture")),
    "small word": ("in patients", "of patients", ("title", "warning", "of", "in")),
    "year": ("2014 Mar", "2016 Mar", ("year", "warning", "2016", "2014")),
    "volume": ("12(3)", "21(3)", ("volume", "warning", "21", "12")),
    "page": (":201-9", ":211-9", ("pages", "warning", "211", "201-209")),
    "journal": ("J Imag Rehabil", "Imag Pain Rep", ("journal", "warning", "Imag Pain Rep",
                                                    "Journal of Imaginary Rehabilitation")),
    "first author": ("Tansley RB, ", "Marsh T, ", ("author", "warning", "Marsh T", "Tansley RB")),
    "first author left out": ("Tansley RB, ", "", ("author", "warning", "Okoro P", "Tansley RB")),
    "title goes on": ("controlled trial.", "controlled trial in children.", ("title", "warning", "in children", "")),
    "title goes on without": ("controlled trial.", "controlled trial without exercise.",
                              ("title", "error", "without exercise", "")),
    "a word before the title": ("Mirror therapy", "Virtual mirror therapy", ("title", "warning", "Virtual", "")),
    "no before the title": ("Mirror therapy", "No mirror therapy", ("title", "error", "No", "")),
    "a design before the title": ("Mirror therapy", "Retrospective mirror therapy",
                                  ("title", "error", "Retrospective", "")),
    "a number behind the title": ("controlled trial.", "controlled trial 2.", ("title", "error", "2", "")),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "difference"), WRONG.values(), ids=WRONG)
def test_a_wrong_reference_has_its_difference(old: str, new: str, difference: tuple[str, str, str, str]) -> None:
    """One mistake gives one difference, at its place, with both values."""
    assert told(MIRROR_TEXT.replace(old, new, 1)) == [difference]


def test_a_title_that_breaks_off_is_a_warning() -> None:
    """The paper is still plain, and the reader should see its whole name."""
    text = "Okoro P, Marsh T. Graded motor imagery for phantom. Imag Pain Rep. 2011;4:55-61."

    assert told(text, IMAGERY) == [("title", "warning", "phantom", "limb pain in children")]


OTHERS = {
    "another paper": IMAGERY_TEXT,
    "another paper with the same authors": MIRROR_TEXT.replace(TITLE, "Cold packs for the swollen knee of a runner"),
    "nothing but another frame": "Imag Pain Rep. 2011;4:55-61.",
    "the title alone is invented": "Tansley RB, Okoro P. Cold packs for the swollen knee of a runner in the mountains."
    " J Imag Rehabil. 2014;12(3):201-9.",
    "a word of the title, another author": MIRROR_TEXT.replace("wrist", "ankle").replace("Tansley RB, ", "Marsh T, "),
    "a word of the title, other numbers": MIRROR_TEXT.replace("wrist", "ankle").replace("12(3):201", "17(1):9"),
    "another title, another volume": "Tansley RB, Okoro P. Kältepackungen Schwellungen Knie. 2014;17:201.",
    "half of the title, other numbers": "Marsh T. Mirror therapy after ankle fracture in children. J Imag Rehabil."
    " 2019;17:9.",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_paper_is_an_error(text: str) -> None:
    """A text that describes another paper is told as a whole, not field by field."""
    compared = compare(text, MIRROR)

    assert [(each.field, each.severity, each.said, each.recorded) for each in compared.differences] == [
        ("paper", "error", "", TITLE)
    ]
    assert not compared.described


UNTOLD = {
    "identifiers alone": "doi: 10.5555/imag.2014.0021. PMID: 90000001.",
    "empty": "",
    "a remark": "See the mirror study.",
    "an author": "Tansley et al.",
    "a page on the web": "Our leaflet about mirrors and hands for the waiting room",
}


@pytest.mark.parametrize("text", UNTOLD.values(), ids=UNTOLD)
def test_too_little_is_neither_right_nor_wrong(text: str) -> None:
    """A text that does not describe a paper is no error, and no confirmation."""
    assert compare(text, MIRROR) == Comparison()


def test_a_short_title_needs_more_to_be_the_paper() -> None:
    """Two words stand in many texts: author, or volume and page, must agree."""
    record = IMAGERY._replace(title="Phantom pain")

    assert compare("Okoro P. Phantom pain. Imag Pain Rep. 2011;4:55-61.", record).described
    assert not compare("A talk about phantom pain", record).described


EXCUSED = {
    "umlaut spelled": (("Müller K",), "Mueller K"),
    "accent left out": (("García Márquez G",), "Garcia Marquez G"),
    "second half of a compound name": (("García Márquez G",), "Márquez G"),
    "particle left out": (("van der Heide M",), "Heide M"),
    "particle joined": (("de Souza LR",), "DeSouza LR"),
    "family name last in the registry": (("Li W",), "Wei L"),
    "one wrong letter": (("Lindqvist A",), "Lindqwist A"),
    "a group in the first place": (("Imaginary Study Group", "Tansley RB"), "Tansley RB"),
    "a group, shortened": (("Imaginary Study Group of Rehabilitation Centers",), "Imaginary Study Group"),
    "given name with a comma": (("Tansley, Rose",), "Tansley R"),
    "other letters": (("Tansley RB",), "Тансли РБ"),
    "junior": (("Tansley RB Jr",), "Tansley RB"),
}


@pytest.mark.parametrize(("authors", "written"), EXCUSED.values(), ids=EXCUSED)
def test_one_name_has_several_spellings(authors: tuple[str, ...], written: str) -> None:
    """An author who is spelled in another way, or whom nobody can compare, is no other author."""
    record = IMAGERY._replace(authors=(*authors, "Marsh T"))

    assert told(IMAGERY_TEXT.replace("Okoro P", written), record) == []


def test_a_registry_that_lost_the_first_author_is_excused() -> None:
    """Three authors in their order behind the first prove the registry's gap."""
    record = MIRROR._replace(authors=MIRROR.authors[1:])

    assert told(MIRROR_TEXT, record) == []


YEARS: dict[str, tuple[str, Record, list[object]]] = {
    "print or online": (MIRROR_TEXT.replace("2014 Mar", "2013 Dec"), MIRROR._replace(other_years=(2013,)), []),
    "online ahead of print in the text": (MIRROR_TEXT, MIRROR, []),
    "a year in the title": (
        "Okoro P, Marsh T. The flood of 2008. Imag Pain Rep. 2011.", IMAGERY._replace(title="The flood of 2008"), []
    ),
    "no year in the record": (MIRROR_TEXT, MIRROR._replace(year=None), []),
    "no year in the text": (MIRROR_TEXT.replace("2014 Mar;", ""), MIRROR, []),
    "two years": (f"Tansley RB, et al. {TITLE}. Proceedings 2013, published 2015.", MIRROR, []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "record", "expected"), YEARS.values(), ids=YEARS)
def test_years(text: str, record: Record, expected: list[object]) -> None:
    """Any year of publication that the registry knows is right; what is ambiguous is no fault."""
    assert told(text, record) == expected


PAGES = {
    "leading zeros": ("201-9", "0201-209", []),
    "a letter before the page": ("201-9", "S201-S209", []),
    "an article number beside pages": ("201-9", "1", []),
    "no pages in the record": ("201-9", "", []),
    "another article number": ("e345", "e346", [("pages", "warning", "e345", "e346")]),
}


@pytest.mark.parametrize(("written", "recorded", "expected"), PAGES.values(), ids=PAGES)
def test_first_pages(written: str, recorded: str, expected: list[object]) -> None:
    """Only the first page counts, in whatever form; an article's number is another thing."""
    assert told(MIRROR_TEXT.replace("201-9", written), MIRROR._replace(pages=recorded)) == expected


TITLES = {
    "markup of the registry": ("Effects of <i>Mirrorus</i> H<sub>2</sub>O on pain", "Effects of Mirrorus H2O on pain"),
    "Greek letter": ("TNF-α and pain of the hand", "TNF-alpha and pain of the hand"),
    "entity": ("Pain &amp; mirrors of the hand", "Pain and mirrors of the hand"),
    "less than": ("Pain with p &lt; 0.05 in the hand", "Pain with p < 0.05 in the hand"),
    "gloss in brackets": ("[Mirror therapy of the hand].", "[Mirror therapy of the hand]"),
    "retracted": ("RETRACTED: Mirror therapy of the hand", "Mirror therapy of the hand"),
    "two subtitles": ("Mirror therapy of the hand: a trial: part of it", "Mirror therapy of the hand: a trial"),
    "question": ("Does mirror therapy help the hand? A trial", "Does mirror therapy help the hand?"),
    "versus": ("Mirror versus sham mirror for the hand", "Mirror vs. sham mirror for the hand"),
    "a possessive left out": ("Crohn’s disease and pain of the hand", "Crohn disease and pain of the hand"),
    "a Latin letter for a Greek one": ("TNF-α and pain of the hand", "TNF-a and pain of the hand"),
    "a sharp s for a beta": ("β-blockers for pain of the hand", "ß-blockers for pain of the hand"),
    "thousands": ("Mirrors of 10,000 IU for the hand", "Mirrors of 10.000 IU for the hand"),
    "apostrophe": ("Tansley’s mirror for the hand", "Tansley's mirror for the hand"),
}


@pytest.mark.parametrize(("recorded", "written"), TITLES.values(), ids=TITLES)
def test_titles_fold(recorded: str, written: str) -> None:
    """What registries do to titles makes no difference."""
    text = f"Okoro P, Marsh T. {written}. Imag Pain Rep. 2011;4:55-61."

    assert told(text.replace("?.", "?"), IMAGERY._replace(title=recorded)) == []


def test_another_title_of_the_registry_is_as_good() -> None:
    """The original of a translated title is the paper's title."""
    record = IMAGERY._replace(other_titles=("Bewegungsvorstellung bei Kindern mit Phantomschmerz",))
    text = IMAGERY_TEXT.replace(IMAGERY.title, "Bewegungsvorstellung bei Kindern mit Phantomschmerz")

    assert told(text, record) == []


def test_the_nearest_of_several_titles_counts() -> None:
    """A change is told against the title that the text means."""
    record = IMAGERY._replace(other_titles=("Bewegungsvorstellung bei Kindern mit Phantomschmerz am Bein",))
    text = IMAGERY_TEXT.replace(IMAGERY.title, "Bewegungsvorstellung bei Kindern mit Phantomschmerz am Arm")

    assert told(text, record) == [("title", "error", "Arm", "Bein")]


def test_another_title_in_a_language_that_nobody_can_tell_is_a_warning() -> None:
    """Place and author are the record's, the title is not, and could be a translation."""
    text = IMAGERY_TEXT.replace(IMAGERY.title, "Bewegungsvorstellung Kindern Phantomschmerz")

    assert [(each[0], each[1]) for each in told(text, IMAGERY)] == [("paper", "warning")]


def test_a_long_text_is_compared_where_the_title_stands() -> None:
    """Hundreds of authors before it do not hide a title with a change."""
    others = [f"Name{chr(97 + number % 26)}{chr(97 + number // 26)} A" for number in range(600)]
    text = f"Tansley RB, {', '.join(others)}. {TITLE.replace('wrist', 'ankle')}. J Imag Rehabil. 2014;12:201."

    assert told(text, MIRROR._replace(authors=("Tansley RB", *others))) == [("title", "error", "ankle", "wrist")]


def test_two_registries_excuse_each_other() -> None:
    """A value that either registry holds is right; what both contradict is left."""
    text = MIRROR_TEXT.replace("12(3)", "13(3)")
    crossref, pubmed = compare(text, MIRROR), compare(text, MIRROR._replace(volume="13"))

    assert crossref.better(pubmed) == Comparison(described=True)
    assert crossref.better(crossref) == crossref
    assert compare("", MIRROR).better(crossref) == crossref


def test_records_that_look_alike() -> None:
    """A preprint and its article share title, first author and nearly the year; two replies share a title."""
    preprint = MIRROR._replace(title=MIRROR.title.split(":")[0], year=2013, doi="10.5555/rxiv.1")

    assert look_alike(MIRROR, preprint)
    assert not look_alike(MIRROR, MIRROR._replace(authors=("Marsh T",)))
    assert not look_alike(MIRROR, MIRROR._replace(year=2004))
    assert not look_alike(MIRROR, IMAGERY)
    assert look_alike(MIRROR._replace(authors=()), MIRROR._replace(title="Other", other_titles=(TITLE,)))
    assert not look_alike(IMAGERY, IMAGERY._replace(title=f"{IMAGERY.title} II"))
    assert not look_alike(IMAGERY, IMAGERY._replace(title=f"{IMAGERY.title}: part 2"))
    assert not look_alike(IMAGERY, IMAGERY._replace(title=f"Erratum: {IMAGERY.title}"))
    assert not look_alike(IMAGERY, IMAGERY._replace(title=f"{IMAGERY.title}: reply"))


@given(st.sampled_from([str.upper, str.lower, str.title, lambda text: unicodedata.normalize("NFD", text)]))
def test_case_and_decomposition_make_no_difference(change: object) -> None:
    """However the title is capitalised or encoded, it is the title."""
    assert callable(change)
    text = MIRROR_TEXT.replace(TITLE, change(TITLE.replace("fracture", "fractüre")))

    assert told(text, MIRROR._replace(title=TITLE.replace("fracture", "fractüre"))) == []


@given(st.lists(st.sampled_from(range(len(TITLE.split()))), unique=True), st.sampled_from(["i", "b", "jats:italic"]))
def test_markup_in_the_record_makes_no_difference(marked: list[int], tag: str) -> None:
    """A registry's tags around any words of a title change nothing."""
    parts = [f"<{tag}>{word}</{tag}>" if number in marked else word for number, word in enumerate(TITLE.split())]

    assert told(MIRROR_TEXT, MIRROR._replace(title=" ".join(parts))) == []


@given(st.integers(0, len(TITLE.split()) - 1))
def test_any_word_that_becomes_another_is_found(number: int) -> None:
    """There is no place in a title where a changed word goes unseen, and its span is that word."""
    parts = TITLE.split()
    mark = parts[number][-1] if parts[number][-1] == ":" else ""
    changed = " ".join([*parts[:number], f"zebra{mark}", *parts[number + 1 :]])
    text = MIRROR_TEXT.replace(TITLE, changed)

    severity = "warning" if parts[number] in SMALL else "error"

    assert [("title", severity, "zebra")] == [each[:3] for each in told(text)]


@given(st.text(max_size=200))
def test_any_text_is_compared(text: str) -> None:
    """No text makes the comparison fail, and every place lies within the text."""
    for difference in compare(text, MIRROR).differences:
        assert 0 <= difference.start <= difference.end <= len(text)


@given(
    st.builds(
        Record,
        title=st.text(max_size=40),
        authors=st.lists(st.text(max_size=10), max_size=3).map(tuple),
        journal=st.text(max_size=20),
        year=st.none() | st.integers(1900, 2030),
        volume=st.text(max_size=5),
        pages=st.text(max_size=8),
    )
)
def test_any_record_is_compared(record: Record) -> None:
    """No record makes the comparison fail."""
    for difference in compare(MIRROR_TEXT, record).differences:
        assert 0 <= difference.start <= difference.end <= len(MIRROR_TEXT)
