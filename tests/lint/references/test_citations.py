"""Citations in the text: what names an entry, what names none, and what only looks like a citation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.parse import parse
from lint.references.citations import find
from lint.references.citations.index import Index, plain_address
from lint.references.citations.names import author_words, fold, spellings, surname
from lint.references.citations.numbers import numbers_of
from lint.references.citations.places import standing
from lint.references.identifiers import find as identifiers_in
from lint.references.model import Reference
from lint.spans import Span

HALVORSEN = "Halvorsen TB, Okafor NC. Low-dose naltrexone. J Pain Med. 2014;12:201-9. doi: 10.5555/jpm.2014.201"
BERG = "van der Berg J, Müller K. Heat therapy revisited. Eur J Pain. 2012;15:300-7. PMID: 29000001."
ORGANISATION = "World Health Organization. Guideline on pain. Geneva; 2019."


def reference(key: str, text: str, author: str, year: int, label: str | None = None) -> Reference:
    """An entry that stands nowhere in the document, so that nothing is left out of it."""
    return Reference(
        key,
        key if label is None else label,
        Span(0, 0),
        text,
        "list",
        tuple(identifiers_in(text)),
        first_author=author,
        year=year,
    )


NUMBERED = (reference("1", HALVORSEN, "Halvorsen", 2014), reference("2", BERG, "van der Berg", 2012))
NAMED = (
    *(reference(each.key, each.text, each.first_author, each.year or 0, "") for each in NUMBERED),
    reference("3", ORGANISATION, "World Health Organization", 2019, ""),
)
KEYED = (
    Reference("@halvorsen2014", "", Span(0, 0), HALVORSEN, "bibliography", tuple(identifiers_in(HALVORSEN))),
    Reference("@berg2012", "", Span(0, 0), BERG, "bibliography", tuple(identifiers_in(BERG))),
)


def cited(text: str, references: tuple[Reference, ...]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """What is found in a text: the source of each citation, what answers it, what it lacks."""
    document = parse(text)
    return [(document.excerpt(each.span), each.keys, each.missing) for each in find(document, references)]


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("It helped [1].", "[1]", "numeric"),
        ("It helped [ 1 , p. 5 ].", "[ 1 , p. 5 ]", "numeric"),
        ("It helped (ref. 1).", "(ref. 1)", "numeric"),
        ("It helped <sup>1</sup>.", "1", "superscript"),
        ("It helped <sup>[**1**]</sup>.", "[**1**]", "superscript"),
        ("It helped.¹", "¹", "superscript"),
        ("It helped.^1^", "^1^", "superscript"),
        ("*Halvorsen* et al. (2014, *J Pain Med*) say so.", "Halvorsen* et al. (2014, *J Pain Med*)", "author-year"),
        ("Halvorsen and Okafor (2014) say so.", "Halvorsen and Okafor (2014)", "author-year"),
        ("It helped (Halvorsen & Okafor 2014).", "Halvorsen & Okafor 2014", "author-year"),
        ("Halvorsen's 2014 trial says so.", "Halvorsen's 2014", "author-year"),
        ("[The trial](https://doi.org/10.5555/JPM.2014.201) says so.", "The trial", "link"),
    ],
)
def test_forms_that_cite_the_first_entry(text: str, source: str, kind: str) -> None:
    """Each way of citing is found at its very characters and leads to the entry."""
    document = parse(text)
    found = find(document, NUMBERED)

    assert [(source, kind, ("1",), ())] == [
        (document.excerpt(each.span), each.kind, each.keys, each.missing) for each in found
    ]


@pytest.mark.parametrize(
    "name",
    [
        "van der Berg et al. (2012)",
        "Van der Berg and Mueller (2012)",
        "BERG et al.",
        "Berg u. a. (2012)",
        "Berg et coll. (2012)",
        "Berg y cols. (2012)",
        "Müller et al. (2012)",
        "(vgl. van der Berg & Müller, 2012, S. 3)",
        "Berg 等（2012）",
    ],
)
def test_spellings_of_an_author(name: str) -> None:
    """Particles, diacritics, capitals and the words of other languages lead to the same entry."""
    found = cited(f"{name} say so.", NAMED)

    assert [(keys, missing) for _, keys, missing in found] == [(("2",), ())]


def test_organisation_by_name_and_by_letters() -> None:
    """An organisation is known by its whole name and by its letters."""
    found = cited("The World Health Organization (2019) says so (WHO, 2019).", NAMED)

    assert found == [("World Health Organization (2019)", ("3",), ()), ("WHO, 2019", ("3",), ())]


@pytest.mark.parametrize(
    "text",
    [
        "Rats had [60]-fullerene and [18]F.",
        "Give 5 mg/m<sup>2</sup>, 10<sup>6</sup> cells, 3 m², Ca<sup>2+</sup>, <sup>2</sup>H.",
        "Set `dose[2]` and $x[2]$.",
        "95% CI [1, 2]; 24 months [1-9].",
        "The Act (2014), Geneva (2012), March 2012 and (Spring 2014).",
        "<!-- [1] Halvorsen et al. (2014) -->",
        "[1] Halvorsen, as a label",
        "- [ ] one\n- [x] two",
        "In 2014 it was [sic] so.",
    ],
)
def test_near_misses(text: str) -> None:
    """What only looks like a citation is none."""
    assert [each for each in cited(text, NUMBERED) if each[2]] == []


def test_missing_number_is_named() -> None:
    """A citation says which of its numbers no entry has."""
    assert cited("It helped [1, 3-5].", NUMBERED) == [("[1, 3-5]", ("1",), ("3", "4", "5"))]


def test_no_citations_within_the_list() -> None:
    """What stands in the reference list cites nothing."""
    text = "It helped [1].\n\n1. Halvorsen TB. Reply to Berg et al. (2012) [2]. J Pain Med. 2014.\n"
    start = text.index("1. Hal")

    assert [
        (each.text, each.keys, each.missing) for each in find(parse(text), NUMBERED, (Span(start, len(text)),))
    ] == [("[1]", ("1",), ())]


def test_letters_tell_two_papers_of_a_year_apart() -> None:
    """2012a and 2012b lead to the entries that show these letters."""
    papers = (
        reference("1", "Sato, M. (2012a). Heat therapy. Eur J Pain.", "Sato", 2012, ""),
        reference("2", "Sato, M. (2012b). Cold therapy. Eur J Pain.", "Sato", 2012, ""),
    )

    assert cited("Sato (2012b) doubts it (Sato, 2012a,b).", papers) == [
        ("Sato (2012b)", ("2",), ()),
        ("Sato, 2012a,b", ("1", "2"), ()),
    ]


def test_citekeys() -> None:
    """Keys are answered by the bibliography; a bare one that it lacks is somebody's handle."""
    text = "It helped [see @halvorsen2014, p. 3; @nobody2001]. @berg2012 agrees, @nobody does not. [@fig:1]"

    assert cited(text, KEYED) == [
        ("[see @halvorsen2014, p. 3; @nobody2001]", ("@halvorsen2014",), ("@nobody2001",)),
        ("@berg2012", ("@berg2012",), ()),
    ]


def test_keys_that_are_identifiers() -> None:
    """Manubot looks DOIs and PMIDs up itself; one that the bibliography has is answered by it."""
    assert cited("It helped [@doi:10.5555/jpm.2014.201; @pmid:11111111].", KEYED) == [
        ("[@doi:10.5555/jpm.2014.201; @pmid:11111111]", ("@halvorsen2014",), ())
    ]


def test_a_bibliography_that_could_not_be_read() -> None:
    """Keys are not missing where the front matter names a bibliography that nobody has read."""
    text = "---\nbibliography: refs.bib\n---\n\nIt helped [@halvorsen2014].\n"

    assert [each for each in cited(text, ()) if each[2]] == []


@pytest.mark.parametrize(
    ("listing", "numbers"),
    [
        ("1", [1]),
        ("1, 3-5", [1, 3, 4, 5]),
        ("1–3;7", [1, 2, 3, 7]),
        ("2 and 4", [2, 4]),
        ("5-3", [5, 3]),
        ("1-300", [1, 300]),
    ],
)
def test_numbers_of(listing: str, numbers: list[int]) -> None:
    """Ranges are counted through unless they run backwards or too far."""
    assert numbers == numbers_of(listing)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("van Hilten", "hilten"),
        ("Schwartzman RJ", "schwartzman"),
        ("Müller", "muller"),
        ("Mueller", "muller"),
        ("O’Rourke", "orourke"),
        ("Łukasiewicz", "lukasiewicz"),
        ("Dugas'", "dugas"),
        ("Schwartzman's", "schwartzman"),
    ],
)
def test_surname(name: str, folded: str) -> None:
    """One author has one folded surname, however it is written."""
    assert folded == surname(name)


def test_spellings_of_an_organisation() -> None:
    """The letters of an organisation are a name of it."""
    assert {"who", fold("World Health Organization")} <= spellings("World Health Organization")


def test_author_words_end_where_the_title_begins() -> None:
    """The words of a title are no authors."""
    assert {"berg", "muller"} <= author_words(BERG)
    assert not {"heat", "therapy", "pain"} & author_words(BERG)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/a/",
        "http://example.org/a#b",
        "https://example.org/a",
    ],
)
def test_addresses_that_are_one(address: str) -> None:
    """Scheme, www, fragment and the last slash make no other address."""
    assert plain_address(address) == "example.org/a"


def test_permanent_link_of_a_wiki() -> None:
    """A permanent link leads to the page of its title."""
    assert plain_address("https://en.wikipedia.org/wiki/Pain") == plain_address(
        "https://en.wikipedia.org/w/index.php?title=Pain&oldid=12345"
    )


PIECES = st.sampled_from(
    [
        "[1]", "[2, 9]", "[1-3]", "(1)", "<sup>1</sup>", "<sup>[4]</sup>", "¹", "^2^", "**", "*", "`", "$", "\n\n", " ",
        "Halvorsen et al. (2014)", "Berg", "(Müller & Sato, 2012; ", "2012", "et al.", "[^1]", "[@key2001]", "@key",
        "[a](#b)", "[1](https://doi.org/10.5555/jpm.2014.201)", "| ", "> ", "- ", "&amp;", "\\", "等（2012）", ")", "]",
        "é",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_citations_of_anything(text: str) -> None:
    """Citations lie in the text in order, never on each other, and name only references that there are."""
    document = parse(text)
    found = find(document, NUMBERED)
    keys = {each.key for each in NUMBERED}

    assert list(found) == sorted(found, key=lambda each: each.span)
    assert not any(one.span.overlaps(other.span) for one, other in pairwise(found))
    for citation in found:
        assert 0 <= citation.span.start < citation.span.end <= len(text)
        assert set(citation.keys) <= keys
        assert citation.keys or citation.missing
        assert set(citation.missing) <= set(citation.labels)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=15).map("".join), st.sampled_from(["<!-- {} -->", "```\n{}\n```"]))
def test_what_no_reader_sees_cites_nothing(text: str, wrapper: str) -> None:
    """Nothing in a comment or in code is a citation."""
    if "`" not in text and "-->" not in text:
        assert find(parse(wrapper.format(text)), NUMBERED) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It eases cramps [1].", "sure"),
        ("It eases cramps.[1] It", "sure"),
        ("It eases cramps [1] and pain.", "likely"),
        ("It eases cramps[1] and pain.", "likely"),
        ("It eases cramps. [1] Then", "likely"),
        ("Cramps, [1] rest.", ""),
        ("Cramps and [1].", ""),
        ("Press [1].", ""),
        ("See x[1].", ""),
        ("See rowCount[1].", ""),
        ("See list.items[1].", ""),
        ("Of 20 [1].", ""),
        ("In 2019 [1].", "sure"),
        ("By half, 50% [1].", "sure"),
        ("Mild [1] = pain", ""),
        ("(mild [1], severe [2])", ""),
        ("休息有效[1]。", "sure"),
    ],
)
def test_where_a_citation_stands(text: str, found: str) -> None:
    """Without a list the place of a bracket tells how surely it cites."""
    at = text.index("[1]")

    assert standing(text, at, at + 3, (0, "")) == found


@pytest.mark.parametrize(
    ("letters", "found"), [("WHO", True), ("CDC", False), ("WGO", True), ("GP", False), ("Who", False)]
)
def test_letters_that_may_stand_for_an_organisation(letters: str, found: bool) -> None:
    """Capitals that stand in the order of an entry's initials may name its author."""
    assert Index(parse(""), NAMED).abbreviates(letters) is found


@given(st.integers(1, 30), st.integers(1, 30))
def test_what_the_list_has_is_never_missing(first: int, second: int) -> None:
    """However a number is written, it is missing only when the list does not have it."""
    for form in ("[{}]", "[see {}]", "[#{}]", "［{}］", "【{}】"):
        text = f"It helped {form.format(first)} and more so {form.format(second)}."
        missing = {label for _, _, labels in cited(text, NUMBERED) for label in labels}

        assert missing <= {str(first), str(second)} - {"1", "2"}
