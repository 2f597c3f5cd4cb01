"""Articles in languages that the dosing rules do not read are told, and no other article is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.finding import Finding
from lint.rule import UNREAD
from lint.testing import findings
from rules.dosing import FAMILY
from rules.dosing.language import OPTION, known
from rules.dosing.lexicon import LANGUAGES

LINES = Path(__file__).with_name("dosing_languages.txt").read_text(encoding="utf-8").splitlines()
TEXTS = [(name, text) for name, _, text in (line.partition(": ") for line in LINES if line[0] != "#")]
FOREIGN = [(name, text) for name, text in TEXTS if name != "read"]
ENGLISH = (
    "# Headache\n\nHeadache is very common, and it often goes away by itself. See a doctor if the pain comes suddenly, "
    "if you have a fever, or if you cannot bend your neck. There are medicines that can help, but they are not for all."
)
SWEDISH = FOREIGN[0][1]
RUSSIAN = "Принимайте по 2 таблетки три раза в день после еды."
REFERENCES = (
    "\n\n## References\n\n1. Иванов И. Лечение головной боли таблетками у взрослых. Журнал. 2009;1:1-9. "
    "doi:10.5555/headache.1\n2. Persson A. Huvudvärk hos barn och vad man kan göra åt det. 2011. PMID: 90001234."
)
READ = (
    ENGLISH,
    *[text for name, text in TEXTS if name == "read"],
    "Pt 64 yo M w/ HTN, DM2. A&O x3. Na 140, K 4.1. No CP, no SOB. BP 130/80, HR 72. Plan: f/u in 2 wk, repeat labs.",
    "M. flexor digitorum profundus, m. flexor pollicis longus, nervus medianus et arteria ulnaris in sulco carpi.",
    "| Drug | Class |\n| --- | --- |\n| sertraline | SSRI |\n| venlafaxine | SNRI |\n| amitriptyline | TCA |",
    f"{ENGLISH}\n\n> {SWEDISH}",
    f"{ENGLISH}\n\n```\n{SWEDISH} {RUSSIAN}\n```",
    f"{ENGLISH}{REFERENCES}",
    f"{ENGLISH} The effect (η² = 0.14, α = 0.05, κ = 0.8, 50 μg of β-estradiol) was small. Russian: таблетка.",
    "5 mg",
    "",
)


def gaps(text: str, language: str = "") -> list[Finding]:
    """What the dosing rules say that they could not read."""
    found = findings(text, (FAMILY,), select=["dosing-instruction"], options={OPTION: language} if language else {})
    return [finding for finding in found if finding.rule == UNREAD]


@pytest.mark.parametrize(("name", "text"), FOREIGN, ids=[f"{name[:12]}-{i}" for i, (name, _) in enumerate(FOREIGN)])
def test_an_article_in_another_language_is_told(name: str, text: str) -> None:
    """One warning names the language, or two of which it is one, and offers a way out."""
    (gap,) = gaps(f"# {text.partition('.')[0]}\n\n{text}")
    told = gap.message.removeprefix("The dosing rules do not read ").removesuffix(
        ": nobody has looked for doses in this article."
    )

    assert name in told.split(" or ") or name == told
    assert gap.severity == "warning"
    assert gap.help.startswith("Have a person who reads ")


@pytest.mark.parametrize("text", READ)
def test_what_the_rules_read_is_not_told(text: str) -> None:
    """Covered languages, notes, anatomy, tables, quotes, code, references and formulas give no warning."""
    assert gaps(text) == []


@given(
    st.sampled_from(READ[:7]),
    st.sampled_from("\u00ad\u200b\u2060\ufeff\u034f\u3164"),
    st.integers(1, 60),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_invisible_characters_and_markup_change_nothing(text: str, character: str, every: int, strong: bool) -> None:
    """What draws nothing, and emphasis, make no covered article foreign."""
    title, _, body = text.rpartition("\n\n")
    if strong:
        body = " ".join(f"<b>{word}</b>" if n % every == 0 else word for n, word in enumerate(body.split()))
    else:
        body = character.join(body[i : i + every] for i in range(0, len(body), every))

    assert gaps(f"{title}\n\n{body}") == []


@pytest.mark.parametrize("character", "\u00ad\u200b\u2060\u034f")
def test_invisible_characters_hide_no_foreign_language(character: str) -> None:
    """A soft hyphen in every word leaves Swedish Swedish."""
    assert len(gaps(SWEDISH.replace("e", f"{character}e"))) == 1


@pytest.mark.parametrize("value", ["sv", "sv-SE", "sv_SE.UTF-8", "Swedish", "svenska", "swe"])
def test_a_declared_language_is_told_at_once(value: str) -> None:
    """Code or name: even a short text is told, at the declaration, unless it holds no word."""
    (gap,) = gaps(f"---\nlang: {value}\n---\n\n500 mg dagligen")

    assert gap.message == "The dosing rules do not read Swedish: nobody has looked for doses in this article."
    assert gap.excerpt == value
    assert "change `lang` in the front matter" in gap.help
    assert gaps(f"---\nlang: {value}\n---\n\n500") == []


@pytest.mark.parametrize("value", ["en", "pt-BR", "English", "nl_NL", "Deutsch"])
def test_a_declared_language_that_is_read_is_not_believed_of_another_text(value: str) -> None:
    """A Swedish or Russian text below `lang: en` is told at the declaration, an English one is not."""
    (gap,) = gaps(f"---\nlanguage: {value}\n---\n\n{SWEDISH}")

    assert gap.message.startswith("This article is declared ")
    assert " reads like Swedish, which the dosing rules do not read" in gap.message
    assert (gap.severity, gap.excerpt) == ("warning", value)
    assert "Cyrillic letters" in gaps(f"---\nlanguage: {value}\n---\n\n{RUSSIAN}")[0].message
    assert gaps(f"---\nlanguage: {value}\n---\n\n{ENGLISH}") == []


def test_the_configuration_speaks_where_the_article_does_not() -> None:
    """The option comes behind the front matter and is no more believed than it; a slip of the pen in it is no pass."""
    assert "declared English and reads like Swedish" in gaps(SWEDISH, "en")[0].message
    assert "Finnish" in gaps(ENGLISH, "fi")[0].message
    assert gaps(f"---\nlang: en\n---\n\n{ENGLISH}", "fi") == []
    assert '"swedisch"' in gaps(ENGLISH, "swedisch")[0].message


def test_a_declaration_that_means_nothing_is_no_declaration() -> None:
    """A word that is no language leaves the guess."""
    assert gaps(f"---\nlang: klingon\n---\n\n{ENGLISH}") == []
    assert len(gaps(f"---\nlang: klingon\n---\n\n{SWEDISH}")) == 1


def test_paragraphs_in_other_letters_are_told_once() -> None:
    """One warning, at the first of them, says how many; without a number or with few letters they say no dose."""
    text = f"{ENGLISH * 3}\n\n{RUSSIAN}\n\n- {RUSSIAN}\n\nТаблетка 2.\n\nПринимайте таблетки после еды и не забывайте."
    (gap,) = gaps(text)

    assert gap.excerpt == RUSSIAN
    assert gap.message == (
        "2 parts of this article are written in Cyrillic letters, which the dosing rules do not read: nobody has "
        "looked for doses in them."
    )
    assert gaps(f"---\nlang: en\n---\n\n{text}") != []
    assert gaps(f"{ENGLISH}\n\n每次服用两片，每天三次，饭后服用。")[0].message.startswith("A part of this article is")


def test_nothing_is_said_when_nobody_asks_for_doses() -> None:
    """Without the dosing rules, no article has to be read for doses."""
    assert findings(SWEDISH, (FAMILY,), select=["missing-doi"]) == []


def test_the_languages_that_are_read_are_known() -> None:
    """Each language of the lists of words stands among the languages, and is read; no other is."""
    assert all(language.is_read for code in LANGUAGES[1:] if (language := known(code)))
    assert [code for code in LANGUAGES[1:] if known(code) is None] == []
    assert not known("sv").is_read  # type: ignore[union-attr]  # it is known, or the test fails
