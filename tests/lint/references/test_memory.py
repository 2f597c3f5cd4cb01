"""The references of a text, and what cites them, are the same whatever was read before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import memory
from lint.parse import parse
from lint.references import citations
from lint.references.model import Bibliography
from lint.references.read import read

LINES = (
    "Relief lasted for days [1, 2], as Okoro et al. (2011) and Smith (2009) saw.",
    "Relief lasted for days^1^, or weeks¹² (3).",
    "It was seen by Berg and colleagues, and by the World Health Organization 2019.",
    "See [this study](https://doi.org/10.5555/imag.2014), @okoro2011 and [Smi09].",
    "How to cite this article: Smith J, 2009.",
    "Nothing cites here.",
    "王等（2009）",
    "## References",
    "## Books",
    "**Sources:**",
    "Reference: Smith J. Pain. Pain. 2009;147:107-15. doi: 10.5555/pain.2009",
    (
        "1. Smith J, Jones P. Pain. Pain. 2009;147:107-15. doi: 10.5555/pain.2009. PMID: 90000001\n"
        "2. Okoro P. Infusion. Ketamine Rep. 2011;3:1-9."
    ),
    (
        "- Berg A, Lund B. Relief. Pain Med. 2016;4:12-19. <https://doi.org/10.5555/berg.2016>\n- Home\n"
        "- World Health Organization. Report. 2019;1:1-2"
    ),
    "[Smi09] Smith J. Pain. 2009;147:107-15.\n\n[Oko11] Okoro P. Infusion. 2011;3:1-9.",
    "As seen[^1].\n\n[^1]: Smith J. Pain. Pain. 2009;147:107-15.",
    "Smith J. Pain. Pain. 2009;147:107-15.\n\nOkoro P. Infusion. Ketamine Rep. 2011;3:1-9.",
    "> Relief lasted [2].\n> Smith (2009) saw it.",
)

articles = st.lists(st.sampled_from(LINES), max_size=8).map("\n\n".join)


@given(st.lists(articles, min_size=1, max_size=5))
def test_the_same_references_and_citations(versions: list[str]) -> None:
    """With everything in memory, with nothing, and where every text may cite."""
    remembering = [_read(text) for text in (*versions, *versions)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "LONGEST", -1)
        without = [_read(text) for text in versions]
        patch.setattr(citations, "_may_cite", lambda _: True)
        asked = [_read(text) for text in versions]

    assert remembering == without * 2
    assert without == asked


def _read(text: str) -> Bibliography:
    return read(parse(text, "a.md"))
