"""Works cited by key: from BibTeX, from CSL JSON, from the front matter, and files that are no help."""

from __future__ import annotations

import pytest

from lint.parse import parse
from lint.references.bibliography_files import plain
from lint.references.read import NamedFile, Unreadable, read, sources
from lint.spans import Span

BIB = r"""
@string{pain = "Pain"}
@article{adler2009,
  title = {A {CRPS} study of na{\"i}ve \& old}, journal = pain, year = 2009, volume = 147, number = {1-3},
  author = {M{\"u}ller, Karl Otto and van der Berg, Kees and Jane B. Doe and {Pain Group}}, pages = {107--15},
  doi = {10.5555/pain.2009\_08}, pmid = {11111111}}
@book{who2001, title = {Report}, author = {{World Health Organization}}, date = {2001-05}, url = {https://doi.org/10.5555/who.1}}
@online{note.2020, title = {Note}, note = {PMID: 22222222}}
@article{uncited, title = {Nobody}}
"""
CSL = """[{"id": "cole:2010", "title": "Relief", "author": [{"family": "Cole", "given": "J A"}, {"literal": "A Group"}],
 "issued": {"date-parts": [[2010, 1]]}, "DOI": "https://doi.org/10.5555/cole.1", "PMID": 33333333,
 "container-title": "Pain", "volume": "1", "page": "2-3"}]"""


def _article(body: str, bibliography: str = "refs.bib") -> str:
    return f"---\ntitle: Ketamine\nbibliography: {bibliography}\n---\n\n{body}\n"


def test_the_files_that_the_front_matter_names() -> None:
    """A scalar or a list names files, each at its place."""
    one, two = _article("x"), _article("x", "[refs.bib, more.json]")

    assert (NamedFile("refs.bib", Span(34, 42)),) == sources(parse(one))
    assert [two[each.span.start : each.span.end] for each in sources(parse(two))] == ["refs.bib", "more.json"]


def test_bibtex_entries_become_references() -> None:
    """Cited entries only, in order of citation, at the place of the first citation, with values as text."""
    text = _article("As shown [@adler2009, p. 3; see @who2001]. Also @{note.2020} and @adler2009's view.")
    found = read(parse(text), {"refs.bib": BIB})

    assert [
        (
            each.key,
            text[each.span.start : each.span.end],
            each.doi and each.doi.value,
            each.pmid and each.pmid.value,
            each.first_author,
            each.year,
        )
        for each in found.references
    ] == [
        ("@adler2009", "@adler2009", "10.5555/pain.2009_08", "11111111", "Müller", 2009),
        ("@who2001", "@who2001", "10.5555/who.1", None, "World Health Organization", 2001),
        ("@note.2020", "@{note.2020", None, "22222222", "", None),
    ]
    assert (
        found.references[0].text
        == "Müller KO, van der Berg K, Doe JB, Pain Group. A CRPS study of naïve & old. Pain. 2009;147(1-3):107-15."
    )
    assert found.problems == ()
    assert all(each.source == "bibliography" for each in found.references)


def test_csl_json_entries_become_references() -> None:
    """CSL JSON is read as BibTeX is."""
    found = read(parse(_article("Shown [@cole:2010].", "more.json")), {"more.json": CSL})

    assert [
        (e.key, e.doi and e.doi.value, e.pmid and e.pmid.value, e.first_author, e.year, e.text)
        for e in found.references
    ] == [("@cole:2010", "10.5555/cole.1", "33333333", "Cole", 2010, "Cole JA, A Group. Relief. Pain. 2010;1:2-3.")]


def test_halves_of_characters_are_replaced() -> None:
    """JSON may spell one half of a character alone, which nothing that is written later could hold."""
    halves = CSL.replace('"Relief"', '"Re\\ud800lief \\ud83d\\ude00"').replace("cole.1", "cole\\udfff.1")
    halves = (
        halves.replace('"Cole"', '"Co\\udc00le"').replace('"A Group"', '"A \\ud800 Group"').replace("J A", "\\ud800")
    )
    found = read(parse(_article("Shown [@cole:2010].", "more.json")), {"more.json": halves})
    (reference,) = found.references

    assert reference.text == "Co\ufffdle \ufffd, A \ufffd Group. Re\ufffdlief 😀. Pain. 2010;1:2-3."
    assert reference.doi is not None
    assert (reference.doi.value, reference.doi.problem) == ("10.5555/cole\ufffd.1", "a character of it was lost")
    assert not reference.doi.is_meaningful
    assert reference.first_author == "Co\ufffdle"
    assert str(reference).encode()


def test_halves_of_characters_in_other_places() -> None:
    """In a BibTeX file, in a key, and in the front matter."""
    bib = "@article{a, title = {Re\ud800lief}, doi = {10.5555/\udfffa.1}}"
    key = CSL.replace("cole:2010", "co\\ud800le")
    matter = '---\nreferences:\n- id: doe\n  title: "A \\ud800 title"\n---\n\nShown [@doe].\n'

    assert read(parse(_article("Shown [@a].")), {"refs.bib": bib}).references[0].text == "Re\ufffdlief."
    assert read(parse(_article("[@co\ufffdle].", "more.json")), {"more.json": key}).references[0].key == "@co\ufffdle"
    assert str(read(parse(matter))).encode()


@pytest.mark.parametrize("key", ["references", "items"])
def test_csl_json_may_be_wrapped(key: str) -> None:
    """Some programs write the list under a key."""
    found = read(parse(_article("Shown [@cole:2010].", "more.json")), {"more.json": f'{{"{key}": {CSL}}}'})

    assert [each.key for each in found.references] == ["@cole:2010"]


def test_what_stands_twice_in_bibtex() -> None:
    """A field that stands twice does not lose its entry; of a key that stands twice the first entry counts."""
    bib = "@article{a, title={One}, title={Two}, pmid={1}}\n@article{b, pmid={2}}\n@article{b, pmid={3}}\n"
    found = read(parse(_article("Shown [@a; @b].")), {"refs.bib": bib})

    assert [(each.key, each.pmid and each.pmid.value) for each in found.references] == [("@a", "1"), ("@b", "2")]
    assert found.problems == ()


def test_a_longer_name_is_another_key() -> None:
    """Punctuation behind a key is the sentence's; a longer name, an e-mail address and code are no citations of it."""
    bib = "@article{a, pmid={1}}"
    cited = [parse(_article(text)) for text in ("By @a.", "By @a, too", "(@a)", "*@a*")]
    others = [parse(_article(text)) for text in ("By @ab.", "By @a.b", "me@a", "`x`")]

    assert [len(read(each, {"refs.bib": bib}).references) for each in cited] == [1, 1, 1, 1]
    assert [len(read(each, {"refs.bib": bib}).references) for each in others] == [0, 0, 0, 0]


def test_a_reference_is_found_by_its_key() -> None:
    """A bibliography answers with the reference of a key, or with none."""
    found = read(parse(_article("Shown [@cole:2010].", "more.json")), {"more.json": CSL})

    assert found.references[0] == found.by_key("@cole:2010")
    assert found.by_key("@nobody") is None


def test_references_in_the_front_matter() -> None:
    """Pandoc's inline references are entries too."""
    text = (
        "---\nreferences:\n- id: doe2011\n  title: A title\n  author:\n  - family: Doe\n    given: Jane\n"
        "  issued:\n    year: 2011\n  DOI: 10.5555/doe.1\n---\n\nShown [@doe2011].\n"
    )

    assert [
        (each.key, each.first_author, each.year, each.doi and each.doi.value) for each in read(parse(text)).references
    ] == [("@doe2011", "Doe", 2011, "10.5555/doe.1")]


def test_nocite_cites() -> None:
    """`nocite` puts works into the list that the text does not cite; `@*` all of them."""
    body = "Shown [@adler2009]."
    one = parse(_article(body, "refs.bib\nnocite: '@who2001'"))
    all_of_them = parse(_article(body, "refs.bib\nnocite: '@*'"))

    assert [each.key for each in read(one, {"refs.bib": BIB}).references] == ["@adler2009", "@who2001"]
    assert len(read(all_of_them, {"refs.bib": BIB}).references) == 4


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("refs.bib", Unreadable("there is no such file"), "the bibliography refs.bib: there is no such file"),
        ("refs.bib", None, "the bibliography refs.bib: it was not read"),
        ("refs.bib", "no BibTeX", "the bibliography refs.bib holds no BibTeX entry"),
        (
            "refs.bib",
            "@article{a, title={x\n\n@article{b, title={y}}",
            "the bibliography refs.bib has an entry in line 1",
        ),
        ("refs.json", "{", "the bibliography refs.json is not JSON"),
        ("refs.json", '"x"', "the bibliography refs.json holds no list of references"),
        ("refs.json", '[{"title": "x"}]', "the bibliography refs.json has 1 entries without an id"),
        ("refs.ris", "TY  - JOUR", "the bibliography refs.ris is neither BibTeX (.bib) nor CSL JSON (.json)"),
    ],
)
def test_a_file_that_is_no_help_is_named_at_its_place(name: str, content: str | Unreadable | None, reason: str) -> None:
    """A missing or broken file is a problem at the place that names it, never an exception."""
    text = _article("Shown [@adler2009].", name)
    problems = read(parse(text), {} if content is None else {name: content}).problems

    assert [name] == [text[span.start : span.end] for span, _ in problems]
    assert problems[0][1].startswith(reason)


def test_the_library_says_nothing_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong with a file is in the problems, not on standard error."""
    read(parse(_article("x")), {"refs.bib": "@article{a, title={x\n@article{b, title={y}}"})

    assert tuple(capsys.readouterr()) == ("", "")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"M{\"u}ller", "Müller"),
        (r"M\"uller", "Müller"),
        (r"Garc{\'\i}a", "García"),
        (r"\c{C}elik", "Çelik"),
        (r"Stra{\ss}e", "Straße"),
        (r"S{\o}rensen", "Sørensen"),
        (r"{TNF}-$\alpha$", "TNF-$α$"),
        (r"A~B \& C\_D", "A B & C_D"),
        (r"\emph{word}  two", "word two"),
    ],
)
def test_latex_becomes_text(value: str, text: str) -> None:
    """Accents, letters and escapes of LaTeX are the characters that a reader sees."""
    assert text == plain(value)
