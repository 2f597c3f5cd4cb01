"""Which language a person is shown, and a message in it."""

from __future__ import annotations

import gettext
from io import BytesIO

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from lint.message import Message
from lint.translation import catalog, languages, translated, wanted


@pytest.fixture(scope="module")
def german() -> gettext.GNUTranslations:
    """A catalog with two messages."""
    made, file = Catalog("de"), BytesIO()
    made.add("{name} has no {kind}.", "Bei {name} fehlt die {kind}.")
    made.add("the entry", "dem Eintrag")
    write_mo(file, made)
    file.seek(0)
    return gettext.GNUTranslations(file)


@pytest.mark.parametrize(
    ("environ", "asked"),
    [
        ({}, ()),
        ({"LANG": "de_DE.UTF-8"}, ("de_DE",)),
        ({"LANG": "sr_RS@latin"}, ("sr_RS",)),
        ({"LANG": "en_GB.UTF-8"}, ()),
        ({"LANG": "C.UTF-8"}, ()),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR"}, ("fr_FR",)),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR", "LC_ALL": "es_ES"}, ("es_ES",)),
        ({"LANG": "de_DE", "LC_ALL": ""}, ("de_DE",)),
        ({"LANG": "de_DE", "LANGUAGE": "it:fr:en:es"}, ("it", "fr")),
        ({"LC_ALL": "C", "LANG": "de_DE", "LANGUAGE": "de"}, ()),
        ({"LANGUAGE": "es"}, ("es",)),
        ({"LANG": "enm"}, ("enm",)),
    ],
)
def test_languages(environ: dict[str, str], asked: tuple[str, ...]) -> None:
    """As gettext reads the environment, and nothing behind English."""
    assert languages(environ) == asked


def test_tags_of_editors() -> None:
    """They write "de-CH" where a terminal says "de_CH"."""
    assert wanted(("de-CH",)) == ("de_CH",)
    assert catalog(("de_CH",)) is not None


@pytest.mark.parametrize("tag", ["", "tlh", "../../de", "\0", "de/../de", "\ud800", "d" * 5000])
def test_no_catalog(tag: str) -> None:
    """English where there is none, whatever the environment says."""
    assert catalog(wanted((tag,))) is None


def test_translated(german: gettext.NullTranslations) -> None:
    """The sentence, and every message in it; what an article says stays as it is."""
    message = Message("{name} has no {kind}.", name=Message("the entry"), kind="{name}")

    assert translated(message, german) == "Bei dem Eintrag fehlt die {name}."
    assert translated(message, None) == message == "the entry has no {name}."


@pytest.mark.parametrize("text", ["the entry", Message("unknown to it"), Message(""), ""])
def test_not_translated(text: str, german: gettext.NullTranslations) -> None:
    """What was not made by a template, and what the catalog does not hold, is shown as it is."""
    assert translated(text, german) == text
