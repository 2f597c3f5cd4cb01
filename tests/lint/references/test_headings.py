"""Which headings announce references, and how surely."""

from __future__ import annotations

import pytest

from lint.references.headings import Strength, strength

CERTAIN = [
    "References", "REFERENCES", "Reference:", "7. References", "7 References", "IV. References", "A) References",
    "References {selected}", "References (in order of citation)", "📚 References", "References & Notes",
    "References and further reading", "Hydroxychloroquine References", "Selected bibliography", "List of references",
    "Works Cited", "Literature cited", "Literaturverzeichnis", "Quellen- und Literaturverzeichnis", "Einzelnachweise",
    "Références", "Bibliographie", "Referencias bibliográficas", "Bibliografía", "Referências", "Bronvermelding",
    "Riferimenti bibliografici", "Piśmiennictwo", "Список литературы", "Kaynakça",
    "参考文献", "七、参考文献", "（二）参考资料", "主要参考文献", "참고문헌", "المراجع",
]  # fmt: skip
POSSIBLE = [
    "Sources", "Literatur", "Quellen", "Fuentes", "Fontes", "Bronnen", "Fonti", "Further reading", "Data sources",
    "Sources used in the background section", "Dietary sources", "资料来源", "延伸阅读",
]  # fmt: skip
NONE = [
    "", "Reference ranges", "Reference values", "Quick reference", "Cross-reference", "Preferences", "Conclusion",
    "Resources", "Evidence", "Open source", "Sourcing", "Literature review",
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


@pytest.mark.parametrize("heading", NONE)
def test_other_headings(heading: str) -> None:
    """Laboratory values, reviews and long sentences announce no references."""
    assert Strength.NONE is strength(heading)
