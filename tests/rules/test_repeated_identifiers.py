"""An identifier that an entry gives twice: the second goes, and the rest of the entry is as it should be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.edits import applied
from lint.testing import findings, page
from rules.identifiers import FAMILY, tidy

DOI, PMID, URL = "10.5555/imag.2014.0021", "90000001", "https://doi.org/10.5555/imag.2014.0021"
START = "Tansley RB, Okoro P. Mirror therapy after wrist fracture. J Imag Rehabil. 2014;12:201-209."
FRONTS = {"an item": "## References\n\n1. ", "a footnote": "Text.[^1]\n\n[^1]: "}


def tidied(text: str) -> str:
    """The text with everything tidied, in as many rounds as that takes."""
    for _ in range(6):
        done = applied(text, [hit.fix for hit in tidy(page(text)) if hit.fix])
        if not done.taken:
            break
        text = done.text
    return text


TWICE = {
    "an address behind a label": (f"doi: {DOI}. {URL}.", f"doi: {DOI}."),
    "without a stop": (f"doi: {DOI}. {URL}", f"doi: {DOI}."),
    "without a mark between": (f"doi: {DOI} {URL}", f"doi: {DOI}"),
    "behind a semicolon": (f"doi: {DOI}; {URL}", f"doi: {DOI}"),
    "behind a comma, a stop at the end": (f"doi: {DOI}, {URL}.", f"doi: {DOI}."),
    "in capitals": (f"{URL}. DOI: {DOI.upper()}.", f"{URL}."),
    "on the next line": (f"doi: {DOI}.\n   {URL}. PMID: {PMID}.", f"doi: {DOI}. PMID: {PMID}."),
    "on the next line of Windows": (f"doi: {DOI}.\r\n   {URL}.", f"doi: {DOI}."),
    "between others": (f"doi: {DOI}. PMID: {PMID}. doi:{DOI}; Epub.", f"doi: {DOI}. PMID: {PMID}; Epub."),
    "a PMID": (f"PMID: {PMID}; PMID: {PMID}. doi: {DOI}", f"PMID: {PMID}. doi: {DOI}"),
    "both": (f"doi: {DOI}. {URL}. PMID: {PMID}. PMID: {PMID}.", f"doi: {DOI}. PMID: {PMID}."),
    "with a letter for a digit": (f"doi: {DOI}. doi: 1O.5555/imag.2014.0021.", f"doi: {DOI}."),
    "three times": (f"doi: {DOI}. {URL}. doi: {DOI}.", f"doi: {DOI}."),
}


@pytest.mark.parametrize(("before", "after"), TWICE.values(), ids=TWICE)
@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_the_second_mention_is_taken_away(front: str, before: str, after: str) -> None:
    """With its label and a mark beside it; no label, no bracket and no second full stop is left."""
    assert tidied(f"{front}{START} {before}\n") == f"{front}{START} {after}\n"


KEPT = {
    "once": f"doi: {DOI}. PMID: {PMID}.",
    "an address that is its own text": f"[{URL}]({URL}).",
    "the title leads to it": f"[Mirror therapy]({URL}). doi: {DOI}.",
    "a link behind it": f"doi: {DOI}. [Article]({URL}).",
    "an address in angle brackets": f"doi: {DOI}. <{URL}>.",
    "words before it": f"doi: {DOI}. Available from: {URL}.",
    "words before it without a colon": f"doi: {DOI}. Read it at {URL}.",
    "in brackets": f"doi: {DOI} ({URL}).",
    "a publisher's page": f"doi: {DOI}. https://www.example.org/doi/{DOI}.",
    "in a comment": f"doi: {DOI}. <!-- was: doi: {DOI} -->",
    "as code": f"doi: {DOI}. `doi: {DOI}`.",
    "another DOI": f"doi: {DOI}. doi: 10.5555/imag.2014.0022.",
    "emphasised": f"doi: {DOI}. *{URL}*",
    "what another paper found": f"PMID: {PMID}. Letters: PMID 90000009 found benefit; PMID {PMID} found harm.",
    "what it found, in short": f"PMID: {PMID}. Letters: PMID 90000009 found benefit; PMID {PMID}. Harm came later.",
    "what it found": f"PMID: {PMID}. PMID: {PMID} did not support the use.",
    "behind another paper's": f"PMID: {PMID}. Letters: PMID: 90000009; PMID: {PMID}.",
}


@pytest.mark.parametrize("entry", KEPT.values(), ids=KEPT)
@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_what_is_no_plain_repetition_stays(front: str, entry: str) -> None:
    """Half a sentence or half a link would be left behind, or it is no repetition."""
    text = f"{front}{START} {entry}\n"

    assert tidied(text) == text


BESIDE = {
    "a label alone": (f"doi: {DOI}. doi: . PMID: {PMID}.", f"doi: {DOI}. PMID: {PMID}.", "safe"),
    "another without a slash": (f"doi: {DOI}. doi: 10.5555.", f"doi: {DOI}.", "unsafe"),
    "a PMID of nine digits": (f"PMID: {PMID}. PMID: 900000012. doi: {DOI}", f"PMID: {PMID}. doi: {DOI}", "unsafe"),
}


@pytest.mark.parametrize(("before", "after", "safety"), BESIDE.values(), ids=BESIDE)
def test_what_is_malformed_beside_one_that_is_not_can_go(before: str, after: str, safety: str) -> None:
    """At once where it says nothing new; where it is another number, only when the author agrees."""
    text = f"## References\n\n1. {START} {before}\n"
    malformed = [each for each in findings(text, (FAMILY,)) if each.rule.startswith("malformed")]
    fix = malformed[0].fix

    assert len(malformed) == 1
    assert fix is not None
    assert (applied(text, [fix]).text, fix.safety) == (f"## References\n\n1. {START} {after}\n", safety)


def test_what_is_malformed_alone_stays() -> None:
    """The only DOI of an entry is not taken away, whatever is wrong with it."""
    for entry in (f"{START} doi: .", f"{START} doi: 10.5555.", f"{START} doi: . [Article]({URL})"):
        found = [each for each in findings(f"## References\n\n1. {entry}\n", (FAMILY,)) if each.rule == "malformed-doi"]

        assert [each.fix for each in found] == [None]


_PARTS = st.sampled_from(
    [f"doi: {DOI}", URL, f"DOI {DOI}", f"PMID: {PMID}", f"PMID:{PMID}", f"[x]({URL})", "Epub 2014", "PMCID: PMC9000001"]
)


@given(st.lists(st.tuples(_PARTS, st.sampled_from([". ", "; ", ", ", " ", ".\n   "])), max_size=6), st.booleans())
def test_what_the_entry_names_stays_named(parts: list[tuple[str, str]], stop: bool) -> None:
    """The same identifiers and the same findings, no dangling label, no two marks in a row, no empty line."""
    entry = "".join(part + joint for part, joint in parts).rstrip(" .;,\n") + ("." if stop else "")
    text = f"## References\n\n1. {START} {entry}\n2. Okoro P. Graded motor imagery. Imag Rep. 2011;4:55.\n"
    done = tidied(text)
    before, after = (page(each).bibliography.references for each in (text, done))

    assert [{(i.kind, i.value) for i in each.identifiers} for each in before] == [
        {(i.kind, i.value) for i in each.identifiers} for each in after
    ]
    assert len(findings(done, (FAMILY,))) <= len(findings(text, (FAMILY,)))
    for wrong in ("..", ";;", ".;", "doi: .", "PMID: .", "\n\n2", " .", " ;"):
        assert done.count(wrong) <= text.count(wrong), wrong
