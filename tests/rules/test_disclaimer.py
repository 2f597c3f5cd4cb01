"""Laws of the disclaimer rules: what no typography changes, what one lost word always changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document import Document
from lint.finding import Finding
from lint.parse import parse
from lint.rule import Wording
from lint.testing import findings, page
from rules.disclaimer import ALTERED, FAMILY, MISSING, search
from rules.disclaimer.anchors import LANGUAGES
from rules.disclaimer.elements import ELEMENTS, PROFILES
from rules.disclaimer.passages import shown
from rules.disclaimer.phrases import element, fold, lexicon, remedy
from rules.disclaimer.statement import read

CORE = {
    "en": "The information in this article should not be considered a substitute for professional medical advice.",
    "de": "Die Informationen in diesem Artikel ersetzen keine ärztliche Beratung, Diagnose oder Behandlung.",
    "fr": "Les informations de cet article ne remplacent pas un avis médical, un diagnostic ou un traitement.",
    "es": "La información de este artículo no sustituye el consejo médico profesional ni el diagnóstico.",
    "pt": "As informações deste artigo não substituem o aconselhamento médico profissional.",
    "nl": "De informatie in dit artikel vervangt geen professioneel medisch advies.",
    "it": "Le informazioni di questo articolo non sostituiscono il parere medico professionale.",
}
NEGATIONS = {"en": "not", "de": "keine", "fr": "pas", "es": "no", "pt": "não", "nl": "geen", "it": "non"}
REASONS = {
    "<!-- {} -->": "an HTML comment",
    "<details>\n\n{}\n\n</details>": "a collapsed <details>",
    "<div hidden>\n\n{}\n\n</div>": "an element with the hidden attribute",
    "~~{}~~": "text that is struck through",
    "`{}`": "code",
    "```\n{}\n```": "a code block",
    "![{}](box.png)": "the alternative text of an image",
    "[{}](/legal)": "the text of a link",
    "[^1]: {}": "a footnote to which no mark leads",
}
# Ways to set the same words: quotation marks, dashes, spaces, soft hyphens, line breaks, emphasis, capitals.
TYPOGRAPHY = st.lists(
    st.sampled_from(
        [
            (" ", "\u00a0"),
            ("should ", "should\n"),
            ("professional ", "professional  \n"),
            (" ", "  "),
            ("'", "’"),
            ('"', "“"),
            (" - ", " – "),
            ("...", "…"),
            ("medical", "med\u00adi\u00adcal"),
            ("fi", "ﬁ"),
            ("information", "**information**"),
            ("advice", "_advice_"),
            ("not", "NOT"),
            ("medical", "medical\u2060"),
        ]
    ),
    max_size=6,
    unique=True,  # two line breaks at one place would end the paragraph
)
WORDING = """The "information" in this article - also in its figures - isn't advice... It is for information only \
and should not be considered a substitute for professional medical advice, diagnosis or treatment for any specific \
patient."""


def report(text: str, approved: list[str] | None = None) -> list[Finding]:
    """What the family says of a text."""
    return findings(page(text, approved=approved or []), [FAMILY])


def rules_of(found: list[Finding]) -> list[str]:
    """The rules of findings."""
    return [finding.rule for finding in found]


def article(disclaimer: str, language: str = "en") -> str:
    """A short article with a text at its end."""
    return f"---\nlang: {language}\n---\n\n# Ketamine\n\nKetamine blocks NMDA receptors.\n\n{disclaimer}\n"


@pytest.mark.parametrize("language", CORE)
def test_core_statement_is_found(language: str) -> None:
    """The plain statement of each language is a disclaimer, whatever language the article declares."""
    assert report(article(CORE[language], language)) == []
    assert report(article(CORE[language], "en")) == []


@pytest.mark.parametrize("language", CORE)
def test_one_lost_negation_is_always_found(language: str) -> None:
    """Without its negation the statement is missing, and against the approved wording it is altered."""
    lost = re.sub(rf"\b{NEGATIONS[language]} ", "", CORE[language], count=1)

    assert lost != CORE[language]
    assert rules_of(report(article(lost, language))) == [MISSING]
    assert rules_of(report(article(lost, language), [CORE[language]])) == [ALTERED]


@pytest.mark.parametrize("language", CORE)
def test_text_to_copy_is_a_disclaimer(language: str) -> None:
    """What the help offers to copy satisfies the rule itself."""
    (finding,) = report(article("", language))

    assert finding.help.endswith(remedy(language, "template"))
    assert report(article(remedy(language, "template"), language)) == []


@pytest.mark.parametrize("frame", REASONS)
def test_unseen_disclaimer_is_reported_where_it_stands(frame: str) -> None:
    """A disclaimer that no reader sees is missing; the finding names the reason and stands on its sentence."""
    (finding,) = report(article(frame.format(CORE["en"])))

    assert finding.rule == MISSING
    assert finding.excerpt == CORE["en"]
    assert finding.message.endswith(f"{REASONS[frame]}.")


@pytest.mark.parametrize("frame", REASONS)
def test_unseen_approved_wording_is_missing_too(frame: str) -> None:
    """The same holds for an approved wording."""
    (finding,) = report(article(frame.format(CORE["en"])), [CORE["en"]])

    assert finding.rule == MISSING
    assert finding.message.endswith(f"{REASONS[frame]}.")


@given(TYPOGRAPHY)
def test_typography_never_alters_a_wording(changes: list[tuple[str, str]]) -> None:
    """However the approved words are set, they are the approved words."""
    text = WORDING
    for old, new in changes:
        text = text.replace(old, new)

    assert ALTERED not in rules_of(report(article(text), [WORDING]))
    assert MISSING not in rules_of(report(article(text), [WORDING]))


@given(st.integers(min_value=0, max_value=len(WORDING.split()) - 1))
def test_any_lost_word_is_an_alteration(index: int) -> None:
    """Whichever word goes, or dash between two, exactly one finding says so."""
    words = WORDING.split()
    lost = words[:index] + words[index + 1 :]

    assert rules_of(report(article(" ".join(lost)), [WORDING])) == [ALTERED]


@given(
    st.integers(min_value=0, max_value=len(WORDING.split()) - 1),
    st.sampled_from(["ketamine", "always", "not", "911", "never"]),
)
def test_excerpt_holds_an_added_word(index: int, word: str) -> None:
    """A word put in stands within the excerpt, or is the twin of the word beside it."""
    words = WORDING.split()
    text = article(" ".join([*words[: index + 1], word, *words[index + 1 :]]))
    found = report(text, [WORDING])

    if index + 1 < len(words):
        assert rules_of(found) == [ALTERED]
        assert word in found[0].excerpt
    else:
        assert found == []


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """No text makes a reading fail, and every place lies inside the text."""
    for language in LANGUAGES:
        statement = read(text, language)
        if statement is not None:
            assert 0 <= statement.words[0] < statement.words[1] <= len(text)
            assert 0 <= statement.sentence[0] <= statement.sentence[1] <= len(text)


@given(st.text(max_size=200))
def test_fold_keeps_places(text: str) -> None:
    """Folding maps every character to one of the text, in order."""
    folded = fold(text)

    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)
    assert all(0 <= place <= len(text) for place in folded.places)


@given(
    st.lists(
        st.sampled_from(
            "not never no a substitute for medical advice diagnosis this article is only and but . , : your doctor use"
            " should be considered does replace treatment supplement of from".split()
        ),
        max_size=40,
    )
)
def test_a_statement_needs_a_negation(words: list[str]) -> None:
    """Whatever the words, nothing is stated without a word that negates."""
    text = " ".join(words)
    statement = read(text, "en")

    if statement is not None and statement.verdict == "stated":
        assert {"not", "never", "no"} & set(words)


@pytest.mark.parametrize(
    "text",
    [
        "This article does not constitute legal advice.",
        "This content is not financial, tax or investment advice.",
        "The software is provided as is, without warranty of any kind.",
        "We use cookies and do not share your health data with advertisers.",
        "The authors declare no conflict of interest and received no advice from the sponsor.",
        "Dieser Beitrag stellt keine Rechtsberatung dar.",
        "Ce contenu ne constitue pas un conseil en investissement.",
        "Este contenido no constituye asesoramiento legal.",
        "Este conteúdo não constitui aconselhamento jurídico.",
        "Dit artikel is geen juridisch advies.",
        "Questo contenuto non costituisce consulenza legale.",
    ],
)
def test_other_disclaimers_never_count(text: str) -> None:
    """Legal, financial, warranty, cookie and interest texts are no medical disclaimers."""
    assert MISSING in rules_of(report(article(text)))


def test_affirmation_beside_a_statement_does_not_count() -> None:
    """A text that says both is no disclaimer, and the finding stands on the sentence that is wrong."""
    (finding,) = report(
        article("This site does not give medical advice. It is a substitute for professional medical advice.")
    )

    assert finding.excerpt == "It is a substitute for professional medical advice."


def test_profiles_name_known_elements() -> None:
    """Every element of a profile has a name, and a pattern in every language with a grammar."""
    for names in PROFILES.values():
        assert set(names) <= set(ELEMENTS)
    for language in CORE:
        assert all(element(language, name).pattern != "(?!)" for name in PROFILES["strict"])


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_text_to_copy_for_an_element_holds_it(language: str) -> None:
    """The sentence that the help offers for an element, in the article's language, satisfies it."""
    sentences = {name: remedy(language, name) for name in ELEMENTS}

    for name, sentence in sentences.items():
        assert element(language, name).search(fold(sentence).text), name
    assert language == "en" or not any(sentence == remedy("en", name) for name, sentence in sentences.items())


def test_lexicon_stems_are_long_enough() -> None:
    """Beginnings are looked up by their first letters, so that none may be shorter."""
    for language in CORE:
        assert all(len(stem) == 4 for stem in lexicon(language).begins)


def test_undeclared_language_is_recognised() -> None:
    """Without a declared language the small words tell; an empty text is English."""

    def language(text: str) -> str:
        document: Document = parse(text)
        return search.language_of(document)

    assert language("Ketamin wird bei Schmerzen und in der Anästhesie verwendet.") == "de"
    assert language("La kétamine est utilisée dans le traitement des douleurs.") == "fr"
    assert language("本文介绍氯胺酮。") == "zh"
    assert language("") == "en"


def test_wording_to_copy_is_in_the_language_of_the_article() -> None:
    """With wordings in several languages the help offers the one named after the article's language."""
    wordings = (Wording("disclaimers/en.md", CORE["en"]), Wording("disclaimers/de.md", CORE["de"]))

    def offered(language: str) -> str:
        of = page(article("", language))._replace(approved=wordings)
        (finding,) = findings(of, [FAMILY])
        return finding.help

    assert offered("de").endswith(CORE["de"])
    assert offered("fr").endswith(CORE["en"])


def test_place_between_two_pieces_belongs_to_the_first() -> None:
    """The separator between two pieces of a passage has no place of its own."""
    document = parse("A ~~b~~ c")
    (passage,) = shown(document)

    assert passage.text == "A   c"
    assert document.excerpt(passage.span(2, 4)) == " ~~b~~ "


def test_empty_wording_approves_nothing() -> None:
    """A wording without words matches no article."""
    assert rules_of(report(article(CORE["en"]), ["..."])) == [MISSING]


def test_document_without_text_is_reported_at_its_start() -> None:
    """An article that holds no text at all shows no disclaimer either."""
    (finding,) = report("\n")

    assert (finding.start.offset, finding.end.offset) == (0, 0)
