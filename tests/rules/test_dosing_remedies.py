"""What a finding on a dose offers to copy: a sentence in the article's language, or short words where none belongs."""

from __future__ import annotations

from typing import get_args

import pytest

from lint.finding import Hit
from lint.message import Message
from lint.testing import page
from lint.translation import catalog, translated
from rules.dosing import FAMILY
from rules.dosing.lexicon import LANGUAGES
from rules.dosing.remedies import TELLS, Place, Where, remedy
from rules.dosing.verdict import Told
from tests.translations import LANGUAGES as TRANSLATED

CODES = sorted(set(LANGUAGES) - {"common"})


def hits(text: str) -> list[Hit]:
    """What the family reports."""
    return list(FAMILY.check(page(text)))


@pytest.mark.parametrize("tells", get_args(Told))
def test_every_remedy_is_there_in_every_language(tells: Told) -> None:
    """What a dose tells has words, and a sentence of its own in each language that is read."""
    said = {remedy(tells, Place(code)) for code in CODES}

    assert TELLS[tells]
    assert len(said) == len(CODES)
    assert remedy(tells, Place("sv")) == remedy(tells, Place("en"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Nehmen Sie dreimal täglich eine Tablette nach dem Essen ein.", "Fragen Sie in der ärztlichen Praxis"),
        ("Prenez un comprimé matin et soir pendant 7 jours.", "Demandez à un médecin ou à un pharmacien"),
        ("Tome un comprimido cada 8 horas con las comidas.", "Pregunte a un médico o farmacéutico"),
        ("---\nlang: de\n---\n\nIbuprofen: 400 mg, 3x/Tag", "Fragen Sie in der ärztlichen Praxis"),
        ("Ibuprofen: 400 mg, 3 times a day", "Ask a doctor or pharmacist which dose is right"),
    ],
)
def test_the_sentence_to_copy_is_in_the_language_of_the_article(text: str, sentence: str) -> None:
    """It is told by the declaration, else by the commonest words."""
    assert [sentence in hit.help for hit in hits(text)] == [True]


PLACES = {
    "sentence": "It helps. {}",
    "item": "- {}\n- Rest.",
    "items": "Paracetamol\n\n1. {}\n2. tablet\n3. each morning",
    "line": "```\n{}\n```",
    "cell": "| Drug | Dose |\n|---|---|\n| ibuprofen | {} |",
    "cells": "| Drug | Dose | How often |\n|---|---|---|\n| ibuprofen | {} | {} |",
    "heading": "## {}\n\nText.",
    "headline": "---\ntitle: '{}'\n---\n\nText.",
    "field": "---\ndescription: '{}'\n---\n\nText.",
    "alt": "![{}](drops.png)",
    "title": '[drops](drops.md "{}")',
}
DOSE = "Take 400 mg of ibuprofen every 6 hours."


@pytest.mark.parametrize(
    ("where", "text", "expected"),
    [
        ("sentence", DOSE, 'Replace the whole sentence by: "Ask a doctor or pharmacist which dose is right'),
        ("item", DOSE, 'Replace the whole list item by: "Ask a doctor or pharmacist which dose is right'),
        ("items", "One", 'Replace all these list items by one: "Ask a doctor or pharmacist which dose is right'),
        ("line", DOSE, 'Replace the whole line by: "Ask a doctor or pharmacist which dose is right'),
        ("cell", "400 mg", 'Replace the whole text of the cell by: "ask a doctor or pharmacist"'),
        ("heading", DOSE, 'Replace the whole heading by one without a dose, such as: "The right dose: ask'),
        ("headline", DOSE, 'Replace the whole heading by one without a dose, such as: "The right dose: ask'),
        ("field", DOSE, 'Replace the whole text of the field by: "Ask a doctor or pharmacist which dose is right'),
        ("alt", DOSE, 'Replace the whole alternative text by one without a dose, such as: "Picture of the product"'),
        ("title", DOSE, 'Replace the whole title of the link by: "More about this"'),
    ],
)
def test_the_whole_of_it_is_replaced(where: str, text: str, expected: str) -> None:
    """Who cuts out the marked words alone leaves nonsense, or the opposite of what was meant."""
    (hit,) = hits(PLACES[where].format(text))

    assert hit.help.startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "- Take 400 mg of ibuprofen. Rest for a day.",
        "- Take 400 mg of ibuprofen every 6 hours.\n\n  Rest for a day.",
        "- Take 400 mg of ibuprofen every 6 hours.\n  - Rest for a day.",
    ],
)
def test_the_rest_of_a_list_item_stays(text: str) -> None:
    """A list item that holds more than the sentence is not replaced as a whole."""
    assert [hit.help.partition(":")[0] for hit in hits(text)] == ["Replace the whole sentence by"]


def test_several_cells() -> None:
    """A dose may fill several cells of a row."""
    (hit,) = hits("| Drug | Dose | How often |\n|---|---|---|\n| ibuprofen | 400 mg | every 8 hours |")

    assert hit.help.startswith('Replace the whole text of each of these cells by: "ask a doctor or pharmacist"\n')


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("code", CODES)
def test_what_is_copied_is_no_dose(code: str, where: Where) -> None:
    """Following a remedy leaves nothing to report, below a heading that names a drug and a dose as well."""
    for tells in get_args(Told):
        told = remedy(tells, Place(code, where))
        words = str(told.values["words"])
        place = PLACES["item" if where == "items" else where].format(words, words)

        assert hits(place) == []
        if not place.startswith("---"):
            assert hits(f"## Ibuprofen: dose\n\nIbuprofen helps.\n\n{place}") == []


def test_what_a_study_did_may_stay() -> None:
    """The remedy says so first, and what to do when it was read wrongly."""
    (hit,) = hits("In the trial, 40 patients received 400 mg of ibuprofen every 6 hours.")

    assert hit.rule == "study-dose"
    assert hit.help.startswith(
        "Nothing to do if a study or a case did this. If it advises readers: Replace the whole sentence by: "
        '"Ask a doctor or pharmacist which dose is right, and how often."\nWhy: '
    )


def test_the_reason_is_one_plain_line_of_its_own() -> None:
    """The last line names the parts once each, and the drug as a reader sees it."""
    (hit,) = hits("Take 5 mg of dexa\u00admethasone twice daily with food.")

    assert hit.help.splitlines()[-1] == (
        "Why: an amount, how often, a time of day or a meal and the drug “dexamethasone”, said as an order."
    )


@pytest.mark.parametrize("language", TRANSLATED)
def test_all_of_a_finding_is_translated(language: str) -> None:
    """Nothing of the English sentence is left but what is quoted from the article, wherever the dose hides."""
    known = catalog((language,))
    documents = [
        "{}",
        "<!-- {} -->",
        "<div hidden>{}</div>",
        "<div class='sr-only'>{}</div>",
        "| Text |\n|---|\n| {} |",
    ]
    for document in documents:
        (hit,) = hits(document.format("Nehmen Sie täglich 5 mg Zyxalon ein."))
        said = translated(hit.message, known) + " " + translated(hit.help, known)

        assert isinstance(hit.message, Message)
        assert isinstance(hit.help, Message)
        assert not {"the", "of", "or", "and", "an", "reader", "how", "with"} & set(said.split())
