"""Which findings lie outside of a change: a made-up rule finds "N mg" below a heading "Dose", and words in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import engine
from lint.changes import FileChange, judged
from lint.config import Selection
from lint.finding import Finding, Hit, Waiver
from lint.hunks import Hunks
from lint.parse import parse
from lint.references.model import Bibliography
from lint.rule import UNREAD, Family, Page, Rule, unread
from lint.spans import Span
from tests.lint.changed_site import since
from tests.lint.test_hunks import between
from tests.repository import Sandbox

DOSE = Rule("dose", "error", "", "", scope="lines")
SHOUT = Rule("shout", "warning", "", "", scope="document")
RULES = {rule.id: rule for rule in (DOSE, SHOUT)}


def check(page: Page) -> Iterator[Hit]:
    """Doses below a heading "Dose", words in capitals anywhere, and "???", which nothing can read."""
    text = page.document.text
    for found in re.finditer(r"\d+ mg", text):
        headings = re.findall(r"^#+ (.+)", text[: found.start()], re.MULTILINE)
        negated = text[: found.start()].endswith("not ")
        if headings and headings[-1].startswith("Dose") and not negated:
            yield Hit(DOSE.id, Span(*found.span()), "A dose.")
    for found in re.finditer(r"\b[A-Z]{4,}\b", text):
        yield Hit(SHOUT.id, Span(*found.span()), "Loud.")
    for found in re.finditer(r"\?{3}", text):
        yield unread(Span(*found.span()), "Unread.", "")


FAMILY = Family((DOSE, SHOUT), check, "")


def findings(text: str, severities: Mapping[str, str] = MappingProxyType({})) -> list[Finding]:
    """What the made-up rules find in a text."""
    selection = Selection(frozenset((*RULES, UNREAD)), severities, {})  # type: ignore[arg-type]  # few words suffice
    return engine.run(Page(parse(text, "a.md"), Bibliography((), ())), (FAMILY,), selection)


def counting(old: str, new: str, status: str = "changed") -> list[tuple[str, int]]:
    """Rule and line of the findings of the new text that count."""
    lines = between(old.splitlines(keepends=True), new.splitlines(keepends=True))
    change = FileChange(status, lines)  # type: ignore[arg-type]  # a literal, in a parameter
    after = judged(findings(new), RULES, change, lambda: findings(old))
    return [(each.rule, each.start.line) for each in after if each.counts]


ARTICLE = "# Dose\n\nTake 5 mg.\n\nTake 7 mg.\n\n# Story\n\nTake 9 mg.\n"


def test_what_was_there_is_outside() -> None:
    """A line added elsewhere, above or below, makes nothing of the old count."""
    assert counting(ARTICLE, "Preface.\n\n" + ARTICLE + "\nEnd.\n") == []


def test_what_was_added_counts() -> None:
    """A new dose counts, and it alone."""
    assert counting(ARTICLE, ARTICLE.replace("Take 7", "Take 6 mg.\n\nTake 7")) == [("dose", 5)]


@pytest.mark.parametrize("above", [True, False])
def test_of_equal_doses_the_added_one_counts(above: bool) -> None:  # a case
    """The same words once more are a new finding, above the old one or below it."""
    new = ARTICLE.replace(
        "Take 5 mg.\n", "Take 5 mg.\n\nOr\n\nTake 5 mg.\n" if not above else "Take 5 mg.\n\nTake 5 mg.\n"
    )

    assert len(counting(ARTICLE, new)) == 1


def test_what_was_changed_around_counts() -> None:
    """A heading or a word that makes a dose of an old line is the change's doing."""
    assert counting(ARTICLE, ARTICLE.replace("# Story", "# Dose")) == [("dose", 9)]
    assert counting(ARTICLE, ARTICLE.replace("# Story\n\n", "")) == [("dose", 7)]
    assert counting("# Dose\n\nTake not\n5 mg a day.\n", "# Dose\n\nTake\n5 mg a day.\n") == [("dose", 4)]


def test_what_was_moved_counts() -> None:
    """A dose that comes to stand under another heading counts there, and so does one that changes places with it."""
    new = "# Dose\n\nTake 5 mg.\n\nTake 9 mg.\n\n# Story\n\nTake 7 mg.\n"

    assert counting(ARTICLE, new) == [("dose", 5)]


def test_a_dose_does_not_stand_for_another_with_the_same_words() -> None:
    """Where the old dose was removed and the same words elsewhere became one, that one is new."""
    old = "# Dose\n\nTake 5 mg.\n\n# Story\n\nTake 5 mg.\n"
    new = "# Dose\n\n# Dose of a story\n\nTake 5 mg.\n"

    assert counting(old, new) == [("dose", 5)]


def test_whole_documents_and_gaps_count_in_a_changed_file() -> None:
    """Rules over the whole document and what could not be read count wherever they stand."""
    text = "LOUD words.\n\n???\n\nMore.\n"

    assert counting(text, text + "\nEnd.\n") == [("shout", 1), (UNREAD, 3)]


@pytest.mark.parametrize("status", ["same", "renamed"])
def test_a_file_that_was_not_changed(status: str) -> None:
    """All that it had in its old place is outside, but for what could not be read; what it has only now counts."""
    text = "# Dose\n\nTake 5 mg.\n\nLOUD words.\n\n???\n"
    now = findings(text)
    before = [each for each in now if each.rule != DOSE.id]
    after = judged(now, RULES, FileChange(status, Hunks()), lambda: before)  # type: ignore[arg-type]

    assert [each.aside for each in after] == ["", "outside", ""]


@pytest.mark.parametrize("status", ["new", "changed"])
def test_a_file_that_may_be_changed_anywhere(status: str) -> None:
    """All counts, and nobody reads an old version."""

    def never() -> list[Finding]:
        raise AssertionError("the old version was read")

    now = findings(ARTICLE)

    assert judged(now, RULES, FileChange(status), never) == now  # type: ignore[arg-type]


def test_the_old_version_is_read_only_when_it_decides() -> None:
    """Where every finding stands on a changed line, or there is none, nobody asks."""

    def never() -> list[Finding]:
        raise AssertionError("the old version was read")

    new = "# Dose\n\nTake 5 mg.\n"
    change = FileChange("changed", between(["# Dose\n"], new.splitlines(keepends=True)))
    now = findings(new)

    assert judged(now, RULES, change, never) == now
    assert judged([], RULES, change, never) == []


def test_worse_than_before_counts() -> None:
    """A finding that was a warning in the old place and is an error in the new one is new."""
    change = FileChange("renamed", Hunks())
    after = judged(findings(ARTICLE), RULES, change, lambda: findings(ARTICLE, {"dose": "warning"}))

    assert [each.aside for each in after] == ["", ""]


def test_who_answers_is_kept() -> None:
    """A finding that is waived, or known to the baseline, stays what it is, and takes no other one's place."""
    first, second = findings(ARTICLE)
    waived = [first._replace(waived=Waiver("a study")), second._replace(aside="baseline")]

    assert judged(waived, RULES, FileChange("same", Hunks()), lambda: (first, second)) == waived


def test_a_rule_that_nobody_knows_counts() -> None:
    """Findings of no rule of the run are left as they are."""
    now = findings(ARTICLE)

    assert judged(now, {}, FileChange("same", Hunks()), lambda: now) == now


def test_in_a_repository(tmp_path: Path) -> None:
    """With real patches: what is added counts, and 200 moved lines and other line ends on disk add nothing to it."""
    article = "# Dose\n\n" + "".join(f"Take {number} mg.\n\n" for number in range(1, 300))
    filler = "".join(f"Line {number}.\n" for number in range(200))
    site = Sandbox(tmp_path / "site", {"a.md": f"{article}# Story\n\n{filler}"})
    site.git("config", "core.autocrlf", "true")
    new = f"# Story\n\n{filler}\n{article}Take 800 mg.\n\n# Story\n\n"
    site.write("a.md", new.replace("\n", "\r\n"))
    found = since(site)
    change = found.status(site.path("a.md"))
    text = (found.before(change) or b"").decode()
    now = findings(site.path("a.md").read_bytes().decode())
    after = judged(now, RULES, change, lambda: findings(text))

    assert len(after) == 300
    assert [each.excerpt for each in after if each.counts] == ["800 mg"]


PARTS = st.lists(
    st.sampled_from(["# Dose\n", "# Story\n", "Take 5 mg.\n", "Take 7 mg.\n", "LOUD.\n", "\n"]), max_size=14
)


@given(PARTS, PARTS)
def test_no_more_is_outside_than_was_there(old: list[str], new: list[str]) -> None:
    """Every finding outside pairs with an old one: the same words, on the line that the hunks lead back to."""
    lines = between(old, new)
    before = findings("".join(old))
    after = judged(findings("".join(new)), RULES, FileChange("changed", lines), lambda: before)
    places = [(each.rule, each.excerpt, lines.before(each.start.line)) for each in after if each.aside]
    known = [(each.rule, each.excerpt, each.start.line) for each in before]

    assert all(places.count(place) <= known.count(place) for place in places)
    assert not any(lines.touch(each.start.line, each.start.line) for each in after if each.aside)
