"""What says the opposite of a disclaimer, also beside a correct one; and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.finding import Finding
from lint.testing import findings, page
from rules.disclaimer import ALTERED, FAMILY, MISSING
from rules.disclaimer.anchors import LANGUAGES
from rules.disclaimer.statement import read

SENTENCES = Path(__file__).parent / "disclaimer_opposites.txt"
GOOD = "This article is not a substitute for professional medical advice."
APPROVED = (
    "The information provided here is intended for informational purposes only and should not be considered a"
    " substitute for professional medical advice, diagnosis or treatment. It is also not intended to serve as legal"
    " advice. Users should not rely solely on it and should always ask their own doctor."
)


def sentences(head: str) -> list[tuple[str, str]]:
    """Language and sentence of each line of a part of the data file."""
    part = SENTENCES.read_text(encoding="utf-8").split(f"[{head}]\n")[1].split("\n[")[0]
    rows = [line.split(" ", 1) for line in part.splitlines() if line]
    return [(row[0], row[1]) for row in rows]


def report(*paragraphs: str, approved: tuple[str, ...] = (), language: str = "en") -> list[Finding]:
    """What the family says of an article with these paragraphs."""
    text = "\n\n".join((f"---\nlang: {language}\n---", "# Ketamine", *paragraphs))
    return findings(page(text, approved=approved), [FAMILY])


@pytest.mark.parametrize(("language", "sentence"), sentences("opposite"))
def test_the_opposite_is_found_beside_a_disclaimer(language: str, sentence: str) -> None:
    """With and without approved wordings, and wherever it stands."""
    for of in ((GOOD, sentence), (sentence, GOOD)):
        for approved in ((), (GOOD,)):
            (finding,) = report(*of, approved=approved, language=language)

            assert (finding.rule, finding.severity) == (ALTERED, "error")
            assert finding.excerpt in sentence


@pytest.mark.parametrize(("language", "sentence"), sentences("harmless"))
def test_what_is_harmless_is_not_called_the_opposite(language: str, sentence: str) -> None:
    """In its own language as in any other, and beside a correct disclaimer nothing is said of it."""
    verdicts = {other: statement.verdict for other in LANGUAGES if (statement := read(sentence, other))}

    assert "reversed" not in verdicts.values()
    assert report(GOOD, sentence, language=language) == []


@pytest.mark.parametrize(
    "frame",
    ['Some write: "{}" That is wrong.', "<!-- {} -->", "`{}`", "~~{}~~", "![{}](a.png)", "Is it true? {}?"],
)
def test_what_the_article_does_not_say_is_not_reported(frame: str) -> None:
    """A quotation, a comment, code, what is struck through, a question."""
    sentence = "This article replaces medical advice"

    assert report(GOOD, frame.format(sentence)) == []


def test_the_negation_is_quoted_in_the_language_of_the_sentence() -> None:
    """What the author has to write is a word of the article."""
    german = report(GOOD, "Dieser Artikel ersetzt die ärztliche Beratung.", language="de")
    french = report(GOOD, "Cet article remplace l'avis de votre médecin.", language="fr")

    assert [each.help for each in (*german, *french)] == [
        "Take this sentence out, or put the “nicht” back.",
        "Take this sentence out, or put the “ne … pas” back.",
    ]


def test_a_missing_disclaimer_and_the_opposite_are_one_finding() -> None:
    """The sentence that comes nearest is reported once; a second one that says the opposite as well."""
    first, second = "This article replaces medical advice.", "This page constitutes medical advice."

    assert [each.rule for each in report(first)] == [MISSING]
    assert [(each.rule, each.excerpt) for each in report(first, second)] == [(MISSING, first), (ALTERED, second)]


@pytest.mark.parametrize(
    ("old", "new"), [(" not be considered", " be considered"), ("also not", "also"), ("should not rely", "may rely")]
)
def test_a_turned_copy_beside_the_approved_wording(old: str, new: str) -> None:
    """Above or below the right one, the copy that lost its "not" is reported, once."""
    turned = APPROVED.replace(old, new)
    for of in ((turned, APPROVED), (APPROVED, turned)):
        (finding,) = report(*of, approved=(APPROVED,))

        assert turned != APPROVED
        assert finding.rule == ALTERED
        assert finding.help.startswith("Take this out, as there is another disclaimer, or copy the approved wording")


@pytest.mark.parametrize(
    "other",
    [
        APPROVED,
        APPROVED.replace("provided here", "in this article"),
        APPROVED.replace(" It is also not intended to serve as legal advice.", ""),
        APPROVED.replace("The information", "None of the information").replace(" not be", " be"),
        "This is not medical advice.",
        APPROVED.partition(" It is")[0],
    ],
    ids=[
        "twice",
        "one phrase changed",
        "a sentence left out",
        "the negation elsewhere",
        "a short one",
        "its first sentence",
    ],
)
def test_another_disclaimer_beside_the_approved_one_is_the_authors(other: str) -> None:
    """It says the same in other or in fewer words."""
    assert report(other, APPROVED, approved=(APPROVED,)) == []


def test_two_approved_wordings_that_differ_by_a_not() -> None:
    """What is one of them word for word is no copy of the other."""
    twin = APPROVED.replace("It is also not intended", "It is also intended")

    assert report(APPROVED, twin, approved=(APPROVED, twin)) == []
