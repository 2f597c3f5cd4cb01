"""The language of the editor, else that of its environment, is the one that problems and remedies are told in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.lsp.client import Client
from tests.lint.lsp.conftest import ENTRY, OTHER, article
from tests.lint.lsp.test_editing import RESOLVES, place


@pytest.mark.parametrize(
    ("locale", "environment", "message", "title"),
    [
        ("de-CH", "fr_FR.UTF-8", "Literaturangabe 1 hat keine PMID.", "Eine Ausnahme für missing-pmid einfügen"),
        ("es", "C.UTF-8", "La referencia 1 no tiene PMID.", "Añadir una exención de missing-pmid"),
        (None, "fr_FR.UTF-8", "La référence 1 n’a pas de PMID.", "Ajouter une dérogation pour missing-pmid"),
        ("en-GB", "fr_FR.UTF-8", "Reference 1 has no PMID.", "Add a waiver for missing-pmid"),
        ("../../../de", "C.UTF-8", "Reference 1 has no PMID.", "Add a waiver for missing-pmid"),
        ("tlh", "C.UTF-8", "Reference 1 has no PMID.", "Add a waiver for missing-pmid"),
    ],
)
def test_problems_and_actions(
    locale: str | None, environment: str, message: str, title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence and the waiver that is offered for it; ids of rules are the same everywhere."""
    monkeypatch.setenv("LC_ALL", environment)
    monkeypatch.delenv("LANGUAGE", raising=False)
    with Client(tmp_path, RESOLVES, locale=locale) as client:
        uri = client.open("a.md", article(ENTRY))
        (found,) = (each for each in client.found(uri) if each.get("code") == "missing-pmid")
        titles = [each["title"] for each in client.actions(uri, found["range"])]

    assert found["message"].partition("\n")[0] == message
    assert any(each.startswith(title) for each in titles)


@pytest.mark.parametrize(
    ("locale", "state", "notice", "age", "failure"),
    [
        (
            "de",
            "ZURÜCKGEZOGEN",
            "Zurückgezogen am 2012",
            "Tagen festgehalten (2026",
            "medlint kann für diesen Text nicht",
        ),
        ("es", "RETRACTADA", "Retractada el 2012", "Fijada hace ", "medlint no puede responder de este texto"),
        ("fr", "RÉTRACTÉE", "Rétractée le 2012", "Enregistrée il y a ", "medlint ne peut pas répondre de ce texte"),
        ("en", "RETRACTED", "Retracted on 2012", "days ago (2026", "medlint cannot vouch for this text"),
    ],
)
def test_papers_and_failures(locale: str, state: str, notice: str, age: str, failure: str, folder: Path) -> None:
    """What is shown beside a reference, and what is said when nothing could be checked."""
    with Client(folder, locale=locale) as client:
        text = article(OTHER)
        uri = client.open("content/a.md", text)
        client.found(uri)
        start = place(text, "Dahan")["start"]
        paper = client.at("hover", uri, start["line"], start["character"])["contents"]["value"]
        (folder / "medlint.toml").write_text("nonsense = 1\n", encoding="utf-8")
        client.tell("workspace/didChangeWatchedFiles", {"changes": []})
        (problem,) = client.found(uri)

    assert f"**{state}**" in paper
    assert notice in paper.replace("\\", "")
    assert age in paper.replace("\\", "")
    assert problem["message"].startswith(failure)
