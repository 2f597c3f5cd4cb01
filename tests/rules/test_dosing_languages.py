"""What the rules on doses and hidden characters say in German, Spanish and French, with nothing left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from lint.finding import Finding
from lint.message import Message
from lint.parse import parse
from lint.testing import findings
from lint.translation import Catalog, catalog, spoken
from rules import dosing, hidden_characters
from rules.dosing.remedies import __file__ as remedies
from tests.rules.cases import FOLDER, cases
from tests.translations import LANGUAGES, merged

FAMILIES = (dosing.FAMILY, hidden_characters.FAMILY)
TO_COPY = Path(remedies).with_name("words") / "instead.txt"
WORD = re.compile(r"\w+")


def known(language: str) -> Catalog:
    """The catalog of a language."""
    found = catalog((language,))
    assert found is not None
    return found


def said(text: str, language: str) -> tuple[str, str]:
    """The message and the remedy of the only finding on a text."""
    (finding,) = findings(text, FAMILIES)
    heard = spoken(finding, known(language))
    return heard.message, heard.help


def test_german() -> None:
    """The sentence to copy is that of a German article."""
    message, remedy = said("---\nlang: de\n---\n\nNehmen Sie zweimal täglich 5 mg Ketamin ein.\n", "de")

    assert message == (
        "„zweimal täglich 5 mg“ sagt Leserinnen und Lesern, "
        "wie viel von einem Arzneimittel zu nehmen oder zu geben ist."
    )
    assert remedy == (
        "Ersetzen Sie den ganzen Satz durch: "
        "„Fragen Sie in der ärztlichen Praxis oder Apotheke, welche Dosis richtig ist und wie oft.“\n"
        "Erkannt an: einer Menge, einer Häufigkeit und dem Arzneimittel „Ketamin“, als Anweisung formuliert."
    )


def test_spanish() -> None:
    """The sentence to copy is that of a Spanish article."""
    message, remedy = said("---\nlang: es\n---\n\nTome 500 mg de paracetamol cada 8 horas.\n", "es")

    assert message == (
        "«500 mg de paracetamol cada 8 horas» indica al lector qué cantidad de un medicamento tomar o administrar."
    )
    assert remedy == (
        "Sustituya la frase entera por: "
        "«Pregunte a un médico o farmacéutico qué dosis es la adecuada y con qué frecuencia.»\n"
        "Indicios: una cantidad, una frecuencia y el medicamento «paracetamol», dicho como una orden."
    )


def test_french() -> None:
    """The sentence to copy is that of a French article, and its quotes are set as in French."""
    message, remedy = said("---\nlang: fr\n---\n\nPrenez 500 mg de paracétamol toutes les 8 heures.\n", "fr")

    assert message == (
        "«\u202f500 mg de paracétamol toutes les 8 heures\u202f» indique au lecteur "
        "quelle quantité d’un médicament prendre ou administrer."
    )
    assert remedy == (
        "Remplacez toute la phrase par\u00a0: "
        "«\u202fDemandez à un médecin ou à un pharmacien quelle dose convient, et à quelle fréquence.\u202f»\n"
        "Indices\u00a0: une quantité, une fréquence et le médicament «\u202fparacétamol\u202f», "
        "formulé comme une consigne."
    )


@pytest.mark.parametrize(
    ("before", "behind", "place"),
    [
        ("<!-- ", " -->", "einem HTML-Kommentar"),
        ("<details><summary>More</summary>\n\n", "\n\n</details>", ""),
        ("<p hidden>", "</p>", "einem Element mit dem Attribut hidden"),
        ('<p class="sr-only">', "</p>", "einem Element der Klasse sr-only"),
        ("<template>", "</template>", "einem <template>-Element"),
        ('<p style="display: none">', "</p>", "einem Element mit display: none"),
    ],
)
def test_hidden(before: str, behind: str, place: str) -> None:
    """Where a dose hides is named in the case that its sentence asks for."""
    message, _ = said(f"{before}Give ketamine 5 mg twice daily.{behind}\n", "de")

    tells = "wie viel von einem Arzneimittel zu nehmen oder zu geben ist."
    if place:
        assert message == f"„5 mg twice daily“ steht für Leserinnen und Leser unsichtbar in {place} und sagt, {tells}"
    else:
        assert message == f"„5 mg twice daily“ sagt Leserinnen und Lesern, {tells}"


def test_study() -> None:
    """A dose of a study may stay; the remedy says what to do if it is none."""
    told = said("In a randomized trial, patients received 300 mg of quetiapine for eight weeks.\n", "es")

    assert told == (
        "«300 mg of quetiapine for eight weeks» es una dosis descrita en un estudio o en un caso clínico.",
        (
            "Nada que hacer si esto se hizo en un estudio o en un caso. Si es un consejo a los lectores: Sustituya la "
            "frase entera por: «Ask a doctor or pharmacist which dose is right, and how often.»\n"
            "Indicios: una cantidad, una duración y el medicamento «quetiapine», contado como algo que se hizo."
        ),
    )


def test_table() -> None:
    """What the header of a table names is named in the dative of its sentence."""
    message, remedy = said("| Age | Ibuprofen dose |\n|---|---|\n| Adults | 400 mg every 8 hours |\n", "de")

    assert message.startswith("„400 mg every 8 hours“ sagt Leserinnen und Lesern, wie viel ")
    assert remedy == (
        "Ersetzen Sie den ganzen Text der Tabellenzelle durch: „ask a doctor or pharmacist“\n"
        "Erkannt an: einer Menge je Zeitraum und dem Arzneimittel samt Dosis in der Kopfzeile der Tabelle, "
        "ohne Verb formuliert."
    )


def test_missed_dose() -> None:
    """Where nothing is counted, it is told as a change."""
    message, remedy = said("If you miss a tablet, take it as soon as you remember.\n", "fr")

    assert message.endswith("\u202f» indique au lecteur comment modifier une dose ou rattraper une dose oubliée.")
    assert "\nIndices\u00a0: une dose oubliée et le mot «\u202ftablet\u202f», formulé comme une consigne." in remedy


def test_hidden_character() -> None:
    """A word that nobody finds is named with its article in the accusative."""
    message, remedy = said("Keta\u200bmine helps.\n", "de")

    assert message == (
        "Ein unsichtbares Zeichen nach „Keta“ verbirgt das Wort „Ketamine“ vor Suche und Prüfung "
        "(U+200B, zero width space)."
    )
    assert remedy == "Löschen Sie das Unsichtbare, oder tippen Sie das Wort neu."


@cache
def examples() -> tuple[tuple[str, Finding], ...]:
    """Every case of the rules on doses and hidden characters, each with a finding on it."""
    return tuple(
        (case.document, finding)
        for path in sorted(FOLDER.glob("*.md"))
        if path.stem.startswith(("dosing-", "study-", "hidden-"))
        for case in cases(path)
        for finding in findings(case.document, FAMILIES, options=case.options)
    )


def pieces(text: object) -> Iterator[object]:
    """What a text is made of: itself, and the values in it."""
    yield text
    if isinstance(text, Message):
        for value in text.values.values():
            yield from pieces(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_translated(language: str) -> None:
    """Of every finding in the cases each piece that is a sentence or a part of one is said in the language."""
    told = known(language)
    for _, finding in examples():
        for piece in (*pieces(finding.message), *pieces(finding.help), *pieces(finding.fix and finding.fix.title)):
            if isinstance(piece, Message) and re.search(r"[^\W\d_]", re.sub(r"\{\w*\}", "", piece.template)):
                assert told.gettext(piece.template) != piece.template, piece


def test_what_is_no_message_is_quoted() -> None:
    """What stays as it is in every language is a number or stands in the article, or is to be copied into it."""
    to_copy = TO_COPY.read_text(encoding="utf-8")
    quotes = 0
    for document, finding in examples():
        if finding.rule not in {rule.id for rule in dosing.FAMILY.rules}:
            continue
        shown = "\n".join([*(block.text for block in parse(document).blocks), document, to_copy])
        written = "".join(WORD.findall(shown))  # without the unseen characters within a word
        for piece in (*pieces(finding.message), *pieces(finding.help)):
            if isinstance(piece, str) and not isinstance(piece, Message):
                quotes += 1
                assert all(word in written for word in WORD.findall(piece)), piece

    assert quotes > 1000


def test_french_typography() -> None:
    """Guillemets and the marks of two parts keep a space that does not break (Imprimerie nationale, Lexique)."""
    for message in merged("fr"):
        said = str(message.string) if message.id else ""

        assert not re.search(r" [;:!?]|«[^\u202f]|[^\u202f]»", said), said
