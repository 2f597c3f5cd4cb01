"""The remedies of the disclaimer rules: they fit what was found, and can be copied."""

from __future__ import annotations

import pytest

from lint.finding import Finding
from lint.rule import Wording
from lint.testing import findings, page
from rules.disclaimer import FAMILY
from rules.disclaimer.phrases import remedy

OPENINGS = {
    "": "Add at the end of the article, as a paragraph of its own: ",
    "This article is a substitute for medical advice.": "Replace this sentence, which says the opposite, by: ",
    "<!-- This article is no substitute for medical advice. -->": (
        "Take it out of what hides it, and let it stand at the end of the article, as a paragraph: "
    ),
    "`This article is no substitute for medical advice.`": "Write it as a sentence of the article: ",
    "See the [disclaimer](/legal).": "Write it out here; a pointer to it is not enough: ",
    "## Disclaimer": "Write below this heading: ",
    "Reiki is no substitute for medical advice.": "Add at the end of the article, as a paragraph of its own: ",
}
APPROVED = (
    "The information on this website is intended for informational purposes only and should not be considered a"
    " substitute for professional medical advice. There is no warranty of its relevance. Ask your doctor about it."
)
GERMAN = "Dieser Artikel ersetzt keine ärztliche Beratung und ist nicht für die Diagnose bestimmt."


def report(text: str, *wordings: Wording, language: str = "en") -> Finding:
    """The one finding of an article with a text at its end."""
    of = page(f"---\nlang: {language}\n---\n\n# Ketamine\n\n{text}\n")._replace(approved=wordings)
    (finding,) = findings(of, [FAMILY])
    return finding


@pytest.mark.parametrize("text", OPENINGS)
def test_the_remedy_fits_what_was_found(text: str) -> None:
    """With the text to copy at its end."""
    assert report(text).help == OPENINGS[text] + remedy("en", "template")


def test_what_is_not_in_an_approved_wording_is_replaced() -> None:
    """Else the article would have two disclaimers."""
    found = report("This is not medical advice.", Wording("disclaimers/en.md", APPROVED))

    assert found.help == f"Put this in its place: {APPROVED}"


@pytest.mark.parametrize("name", ["de.md", "clinic-de.md", "standard.md"])
def test_the_approved_wording_in_the_articles_language_is_offered(name: str) -> None:
    """By the name of its file, or by its words."""
    found = report("", Wording("en.md", APPROVED), Wording(name, GERMAN), language="de")

    assert found.help == f"Add at the end of the article, as a paragraph of its own: {GERMAN}"


def test_it_is_said_when_none_is_in_the_articles_language() -> None:
    """The author is not sent off with an English paragraph as if it were right."""
    none = "There is no approved wording in German; ask who approves them. The approved one is: "
    absent = report("", Wording("en.md", APPROVED), language="de")
    turned = report("Dieser Artikel ersetzt die ärztliche Beratung.", Wording("en.md", APPROVED), language="de")

    assert absent.help == none + APPROVED
    assert turned.help == f"Take this sentence out, which says the opposite. {none}{APPROVED}"
    assert turned.message.endswith("what comes nearest has lost its “nicht”.")


def test_no_claim_about_a_language_that_is_not_known() -> None:
    """Neither of an article's whose words tell nothing, nor of a language that we cannot recognise."""
    of = page("# Ketamin\n")._replace(approved=(Wording("de.md", GERMAN),))
    (finding,) = findings(of, [FAMILY])

    assert finding.help == f"Add at the end of the article, as a paragraph of its own: {GERMAN}"
    assert (
        report("", Wording("allgemein.md", GERMAN), language="sv").help
        == f"Add at the end of the article, as a paragraph of its own: {GERMAN}"
    )


UNKNOWN = {
    "one Chinese character": "Kampo 薬 helps.",
    "a Chinese term in brackets": "Ginseng (人参) is a root, and Ephedra (麻黄) a shrub.",
    "the articles of Portuguese": "Take a pill a day.",
    "two small words": "Het pijn en nood.",
    "a Spanish name": "La Paz is a city in La Plata.",
    "Japanese": "この記事は医療の助言に代わるものではありません。",
    "Swedish": "En kort text om en medicin som hjälper vid smärta i en studie av de äldre.",
}


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN)
def test_a_language_is_claimed_only_when_it_is_well_supported(text: str) -> None:
    """A foreign name or two small words do not tell the language of an article."""
    of = page(f"# Title\n\n{text}\n")._replace(approved=(Wording("house.md", APPROVED),))
    (finding,) = findings(of, [FAMILY])

    assert finding.help == f"Add at the end of the article, as a paragraph of its own: {APPROVED}"


KNOWN = {
    "Chinese": "本文介绍氯胺酮（ketamine）在慢性疼痛中的应用。",
    "German": "Ketamin wird bei Schmerzen und in der Anästhesie verwendet. Es ist nicht für alle geeignet.",
    "French": "La kétamine est utilisée dans le traitement des douleurs et pour les opérations.",
    "Spanish": "La ketamina se usa para el dolor y en las operaciones de los adultos.",
}


@pytest.mark.parametrize("language", KNOWN)
def test_a_language_that_is_well_supported_is_claimed(language: str) -> None:
    """A sentence or two are enough."""
    of = page(f"# Title\n\n{KNOWN[language]}\n")._replace(approved=(Wording("house.md", APPROVED),))
    (finding,) = findings(of, [FAMILY])

    assert finding.help.startswith(f"There is no approved wording in {language}; ")


def test_an_english_text_with_a_foreign_character_gets_an_english_template() -> None:
    """Nor is the text to copy in the language of one character."""
    (finding,) = findings(page("# Title\n\nKampo 薬 helps.\n"), [FAMILY])

    assert finding.help == f"Add at the end of the article, as a paragraph of its own: {remedy('en', 'template')}"


def test_a_wording_in_another_language_is_accepted() -> None:
    """Whether English is good enough for German readers is an editor's decision."""
    of = page(f"---\nlang: de\n---\n\n# Ketamin\n\n{APPROVED}\n")._replace(approved=(Wording("en.md", APPROVED),))

    assert findings(of, [FAMILY]) == []


def test_changes_are_listed_the_gravest_first() -> None:
    """First the file to copy, then what was changed: a negation, a modal, the others in order; the rest is counted."""
    text = APPROVED
    for old, new in (
        ("informational purposes only", "educational purposes"),
        ("should not be", "may be"),
        ("a substitute", "a supplement"),
        ("no warranty", "a warranty"),
        ("relevance", "relevancy"),
        ("about it", "about that"),
    ):
        text = text.replace(old, new)
    found = report(text, Wording("en.md", APPROVED))

    assert found.message == (
        "The disclaimer says “may” where “should not” is approved, and differs in 6 more places"
        " (approved wording: en.md)."
    )
    assert found.help == (
        "Copy the approved wording over the whole paragraph, from en.md\n"
        "Changed: “may” for “should not”; “a” for “no”; “only” left out; “educational” for “informational”;"
        " “supplement” for “substitute”; and 2 more."
    )


def test_a_paragraph_with_words_of_its_own_is_not_replaced_as_a_whole() -> None:
    """The author's other sentences would be lost."""
    found = report(APPROVED.replace("not be", "be") + " Funded by the city hospital.", Wording("en.md", APPROVED))

    assert found.help == "Copy the approved wording over the disclaimer, from en.md\nChanged: “not” left out."
