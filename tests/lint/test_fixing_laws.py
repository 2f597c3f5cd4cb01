"""The laws of `--fix` on generated articles: idempotent, no new finding, not a byte outside of the edits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from lint import files
from lint.articles import Article
from lint.config import Choice, Config
from lint.edits import Round, applied
from lint.finding import Fix, Hit
from lint.fixing import Mended, Mending
from lint.inspection import Inspection, Wanted
from lint.packs import installed
from lint.resolve.lock import Entry, Lock
from lint.rule import Page
from tests.lint.test_fixing import DOI, END, ENTRY, RECORD

FAMILIES = tuple(family for pack in installed() for family in pack.families)
ANSWERS = Lock({f"doi:{DOI}": Entry(("crossref", "pubmed"), "2026-11-01T00:00:00Z", RECORD)})
INSPECTION = Inspection(Config(Path.cwd()), FAMILIES, Choice(), "2026-11-25", wanted=Wanted(digests=False))

# What makes work for fixes, and what could get in their way.
_WORDS = st.sampled_from(
    ["Pain fell", "in the trial [1].", "zero\u200bwidth", "so\u00adft", "\u202eright", "**bold**", "Take 5 mg a day.",
     "\U0001f600", "e\u0301", "\0", "`code`", "<b>x</b>", "a\tb", "\ufeff", "| a | b |", "&nbsp;", "\x0b", "\u2028"]
)  # fmt: skip
_PARTS = st.sampled_from(
    [f"doi: {DOI}", f"https://doi.org/{DOI}", f"DOI:{DOI.upper()}", f"doi: 10,{DOI[3:]}", "doi:", "PMID 1234567",
     "PMID: 12345678 9", "PMID: PMC12", f"doi: https://doi.org/{DOI}", f"doi: {DOI}\u200b", "\U0001f600", "doi: 10.1"]
)  # fmt: skip
_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
_JOINTS = st.sampled_from([". ", " ", "; ", ", ", ".\n   ", "\n   "])


@st.composite
def articles(draw: st.DrawFn) -> bytes:
    """An article with or without a signature, whose lines may end in different ways."""
    words = " ".join(draw(st.lists(_WORDS, max_size=6)))
    entries = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        parts = draw(st.lists(st.tuples(_PARTS, _JOINTS), max_size=4))
        held = "".join(part + joint for part, joint in parts)
        entries.append(f"{number}. {ENTRY} {held}".rstrip())
    text = f"# Ketamine\n\n{words}\n\n## References\n\n" + "\n".join(entries) + f"\n{END}"
    lines = text.split("\n")
    if draw(st.booleans()):
        ends = [draw(_ENDS)] * len(lines)
    else:
        ends = draw(st.lists(_ENDS, min_size=len(lines), max_size=len(lines)))
    whole = "".join(line + end for line, end in zip(lines, ends, strict=True))
    return (draw(st.sampled_from(["", "\ufeff"])) + whole).encode()


def read(data: bytes) -> Article | None:
    """The article of these bytes, None when nobody could check it."""
    article = INSPECTION.reader.read(Path("a.md"), "a.md", files.decode(data))
    return article if isinstance(article, Article) else None


def mended(article: Article, *, unsafe: bool) -> tuple[Mended, list[Round]]:
    """What becomes of an article, and the rounds that were tried."""
    rounds: list[Round] = []

    def watched(text: str, fixes: Iterable[Fix]) -> Round:
        done = applied(text, fixes)
        assert _undone(done, text) == text, "something outside of the edits was changed"
        rounds.append(done)
        return done

    with patch("lint.fixing.applied", watched):
        return Mending(INSPECTION, ANSWERS, unsafe=unsafe).mended(article), rounds


def _undone(done: Round, text: str) -> str:
    """The text with each edit put back as it was, found by counting alone."""
    back, place, end = "", 0, 0
    for edit in sorted(edit for fix in done.taken for edit in fix.edits):
        kept = edit.span.start - end
        back += done.text[place : place + kept] + text[edit.span.start : edit.span.end]
        place, end = place + kept + len(edit.text), edit.span.end
    return back + done.text[place:]


def found(article: Article) -> Counter[str]:
    """How much each rule finds."""
    return Counter(each.rule for each in INSPECTION.outcome(article, ANSWERS).findings)


def ends(data: bytes) -> Counter[str]:
    """How many lines end in which way."""
    text = data.decode()
    both = text.count("\r\n")
    return Counter({"\r\n": both, "\n": text.count("\n") - both, "\r": text.count("\r") - both})


@settings(max_examples=60)
@given(articles(), st.booleans())
def test_an_article_gets_better_or_stays(data: bytes, unsafe: bool) -> None:
    """No rule finds more, what was fixed is gone, and the signature and the ends of lines are those that it had."""
    article = read(data)
    if article is None:
        return
    done, rounds = mended(article, unsafe=unsafe)
    after = done.article.content.data

    assert not found(done.article) - found(article)
    assert not ends(after) - ends(data)
    assert after.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    assert bool(done.titles) == (after != data)
    assert all(fix.safety in ("safe", "unsafe") for each in rounds for fix in each.taken)
    assert unsafe or all(fix.safety == "safe" for each in rounds for fix in each.taken)


@settings(max_examples=40)
@given(articles(), st.booleans())
def test_a_second_time_nothing_is_left_to_do(data: bytes, unsafe: bool) -> None:
    """What is mended, written and read again is as it was; the report of it is that of the run that mended it."""
    article = read(data)
    if article is None:
        return
    once, _ = mended(article, unsafe=unsafe)
    again = read(once.article.content.data)
    assert again is not None
    twice, _ = mended(again, unsafe=unsafe)

    assert not twice.is_changed
    assert twice.titles == ()
    assert found(again) == found(once.article)


def test_a_rule_that_fails_to_tidy_costs_no_fix() -> None:
    """Its defect costs what it would have tidied, and nothing else."""

    def failing(page: Page) -> Iterable[Hit]:
        raise RuntimeError(page.document.path)

    families = (*FAMILIES, FAMILIES[0]._replace(rules=(), check=lambda _: (), tidy=failing))
    inspection = Inspection(Config(Path.cwd()), families, Choice(), "2026-11-25", wanted=Wanted(digests=False))
    text = f"# A\n\nPain fell [1].\n\n## References\n\n1. {ENTRY} doi: {DOI}. doi: {DOI}.\n{END}"
    article = inspection.reader.read(Path("a.md"), "a.md", files.decode(text.encode()))
    assert isinstance(article, Article)
    titles = Mending(inspection, ANSWERS).mended(article).titles

    assert any(title.startswith("missing-pmid: Add PMID") for title in titles)
    assert any(title.startswith("malformed-doi: Take away the second DOI") for title in titles)
