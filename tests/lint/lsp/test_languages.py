"""The language of the editor, else that of its environment, is the one that problems and remedies are told in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.lsp.client import Client
from tests.lint.lsp.conftest import ENTRY, article
from tests.lint.lsp.test_editing import RESOLVES


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
