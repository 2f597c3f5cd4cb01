"""The catalogs that are shipped: complete, right in their braces, and compiled."""

from __future__ import annotations

import ast
import gettext
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from lint.message import Message
from tests.translations import LANGUAGES, ROOT, merged, messages, path, untranslated

REFRESH = "run `python -m tests.translations`, translate, and run it again"


def _placeholders(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_complete(language: str) -> None:
    """Every message of the program is in the catalog, translated, and no other one."""
    catalog = merged(language)
    shipped = path(language, "po").read_text(encoding="utf-8")

    assert not list(untranslated(catalog)), REFRESH
    assert shipped.count('\nmsgid "') - 1 == len(catalog), REFRESH
    assert "fuzzy" not in shipped


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_values(language: str) -> None:
    """A translation has the braces of its message: none lost, none invented."""
    for message in merged(language):
        if message.id:
            assert _placeholders(str(message.string)) == _placeholders(str(message.id)), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled(language: str) -> None:
    """The program reads what the translators wrote."""
    with path(language, "mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in merged(language):
        if message.id:
            assert compiled.gettext(str(message.id)) == message.string, REFRESH


def test_every_message_can_be_gathered() -> None:
    """A template is a literal where it is said: what is computed no translator ever sees."""
    known = {str(message.id) for message in messages()}
    said = {template for package in ("lint", "rules") for template in _said(ROOT / package)}

    assert said
    assert {each for each in said if any(letter.isalpha() for letter in _literal(each))} == known - {""}


def _literal(template: str) -> str:
    return "".join(text for text, *_ in Formatter().parse(template))


def _said(folder: Path) -> Iterator[str]:
    """The templates of all calls of Message below a folder."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == Message.__name__:
                assert isinstance(node.args[0], ast.Constant), f"{file}:{node.lineno}"
                yield str(node.args[0].value)
