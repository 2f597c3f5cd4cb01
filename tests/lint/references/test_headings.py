"""Which headings announce references, and how surely."""

from __future__ import annotations

import pytest

from lint.references.headings import Strength, strength

CERTAIN = [
    "References", "REFERENCES", "Reference:", "7. References", "7 References", "IV. References", "A) References",
    "References {selected}", "References (in order of citation)", "📚 References", "References & Notes",
    "References and further reading", "Refs", "Note bibliografiche",
    "Hydroxychloroquine References", "Selected bibliography", "List of references",
    "Works Cited", "Literature cited", "Literaturverzeichnis", "Quellen- und Literaturverzeichnis", "Einzelnachweise",
    "Références", "Bibliographie", "Referencias bibliográficas", "Bibliografía", "Referências", "Bronvermelding",
    "Riferimenti bibliografici", "Piśmiennictwo", "Список литературы", "Kaynakça",
    "参考文献", "七、参考文献", "（二）参考资料", "主要参考文献", "참고문헌", "المراجع",
]  # fmt: skip
POSSIBLE = [
    "Sources", "Literatur", "Quellen", "Fuentes", "Fontes", "Bronnen", "Fonti", "Data sources",
    "Where this information comes from",
    "Sources used in the background section", "Dietary sources", "资料来源",
]  # fmt: skip
READING = ["Further reading", "3. Suggested reading:", "Zum Weiterlesen", "Pour en savoir plus", "延伸阅读"]
DOUBTFUL = ["Evidence", "Evidence table", "Research", "Studies", "Studien", "Études", "Estudios", "Studi", "Onderzoek"]
NONE = [
    "", "Reference ranges", "Reference values", "Quick reference", "Cross-reference", "Preferences", "Conclusion",
    "Resources", "Open source", "Sourcing", "Literature review",
    "Current research", "Evidence for exercise", "Research and development", "Case studies",
    "How much vitamin D do you need from your food each day, and why?",
    "The references that everybody should have read before they begin", "1.", "---",
]  # fmt: skip


@pytest.mark.parametrize("heading", CERTAIN)
def test_headings_of_nothing_but_references(heading: str) -> None:
    """Numbering, decoration, capitals and words around it do not hide the word that counts."""
    assert Strength.CERTAIN is strength(heading)


@pytest.mark.parametrize("heading", POSSIBLE)
def test_headings_that_have_other_uses(heading: str) -> None:
    """What follows these must look like references itself."""
    assert Strength.POSSIBLE is strength(heading)


@pytest.mark.parametrize("heading", READING)
def test_headings_of_what_to_read_further(heading: str) -> None:
    """Pages for the reader stand under these beside papers."""
    assert Strength.READING is strength(heading)


@pytest.mark.parametrize("heading", DOUBTFUL)
def test_headings_of_the_articles_own_matter(heading: str) -> None:
    """These announce references only when they stand alone and what follows is built like references."""
    assert Strength.DOUBTFUL is strength(heading)


@pytest.mark.parametrize("heading", NONE)
def test_other_headings(heading: str) -> None:
    """Laboratory values, reviews and long sentences announce no references."""
    assert Strength.NONE is strength(heading)
