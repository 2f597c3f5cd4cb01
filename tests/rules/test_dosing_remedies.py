"""What a finding on a dose offers to copy: a sentence in the article's language, two words for a cell of a table."""

from __future__ import annotations

from typing import get_args

import pytest

from lint.finding import Hit
from lint.message import Message
from lint.testing import page
from lint.translation import catalog, translated
from rules.dosing import FAMILY
from rules.dosing.lexicon import LANGUAGES
from rules.dosing.remedies import TELLS, Place, remedy
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
        ("Nehmen Sie dreimal täglich eine Tablette nach dem Essen ein.", "Das Behandlungsteam legt die Dosis"),
        ("Prenez un comprimé matin et soir pendant 7 jours.", "L’équipe soignante fixe la dose"),
        ("Tome un comprimido cada 8 horas con las comidas.", "El equipo médico fija la dosis"),
        ("---\nlang: de\n---\n\nIbuprofen: 400 mg, 3x/Tag", "Das Behandlungsteam legt die Dosis"),
        ("Ibuprofen: 400 mg, 3 times a day", "The treating team sets the dose"),
    ],
)
def test_the_sentence_to_copy_is_in_the_language_of_the_article(text: str, sentence: str) -> None:
    """It is told by the declaration, else by the commonest words."""
    assert [sentence in hit.help for hit in hits(text)] == [True]


def test_a_cell_is_emptied() -> None:
    """A sentence does not belong into a cell of a table; a dose may fill several."""
    table = "| Drug | Dose | How often |\n|---|---|---|\n| ibuprofen | 400 mg | {} |\n"
    (one,), (two,) = hits(table.format("")), hits(table.format("every 8 hours"))

    assert one.help.startswith('Empty the cell, or write "as prescribed".\n')
    assert two.help.startswith('Empty the cells, or write "as prescribed".\n')


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
