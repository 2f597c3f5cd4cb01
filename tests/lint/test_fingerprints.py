"""Fingerprints: the same for a finding as long as its words are, and never the same for two."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.baseline import is_knowable
from lint.finding import Hit
from lint.rule import Family, Rule
from lint.testing import findings, page
from rules import PACK
from tests.rules.cases import Case
from tests.rules.linear import linear
from tests.rules.test_cases import ALL

ARTICLE = """\
---
title: Sleep and pain
---

Some people sleep badly. Take 20 mg of amitriptyline at night
and *never* more than 50 mg a day [7].

- Read [the table](#table) and [the list](#list), or ask.
- Take two tablets of paracetamol 500 mg every six hours.

| Drug | Dose |
| --- | --- |
| ibuprofen | take 400 mg three times a day |
| naproxen | take 250 mg twice a day |

Sleep improves *within weeks* [1]. See [the leaflet](leaflet.md#how).

## References

1. Brightwater LM, Moreau S, de Vries K. Sleep and widespread pain. Sleep Health. 2018;4(2):88-95.
2. Okoro P. Graded imagery for children. J Imag Rehabil. 2014;12(3):201-209. doi: 10.5555/imag.2014.0021.
"""


def chunks(text: str) -> list[str]:
    """The front matter, if any, and the paragraphs."""
    return re.split(r"\n{2,}", text)


def in_paragraphs(text: str, edit: Callable[[str], str]) -> str:
    """The text with its paragraphs of mere words edited."""
    return "\n\n".join(edit(each) if each[:1].isalpha() else each for each in chunks(text))


EDITS: dict[str, Callable[[str], str]] = {
    "50 lines above": lambda text: _above(text, "Some words that tell nothing.\n\n" * 25),
    "lines joined": lambda text: in_paragraphs(text, lambda each: each.replace("\n", " ")),
    "a sentence a line": lambda text: in_paragraphs(text, lambda each: each.replace(". ", ".\n")),
    "underscores": lambda text: re.sub(r"\*([\w ]+)\*", r"_\1_", text),
    "list markers": lambda text: text.replace("\n- ", "\n* "),
    "table padding": lambda text: text.replace(" |", "     |").replace("| ---", "|:-----"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "blank lines": lambda text: text.replace("\n\n", "\n\n\n\n"),
    "trailing blanks": lambda text: re.sub(r"(?m)(?<=[.\]])$", " ", text),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
}


def _above(text: str, more: str) -> str:
    front = re.match(r"---\n.*?\n---\n\n", text, re.DOTALL)
    end = front.end() if front else 0
    return text[:end] + more + text[end:]


@cache
def prints(text: str) -> tuple[tuple[str, str], ...]:
    """Rule and fingerprint of every finding that a baseline may know."""
    return tuple((each.rule, each.fingerprint) for each in findings(text, PACK) if is_knowable(each))


@pytest.mark.parametrize("edit", EDITS)
def test_formatting_and_edits_above_change_nothing(edit: str) -> None:
    """All findings of an article keep their fingerprints."""
    new = EDITS[edit](ARTICLE)

    assert new != ARTICLE or edit == "decomposed letters"
    assert sorted(prints(new)) == sorted(prints(ARTICLE))
    assert len(prints(ARTICLE)) >= 12


@given(st.permutations(chunks(ARTICLE)[1:5]))
@settings(max_examples=24)
def test_moved_blocks_keep_their_fingerprints(order: list[str]) -> None:
    """Paragraphs, lists and tables that change places take their findings along."""
    first, *_ = chunks(ARTICLE)
    moved = "\n\n".join([first, *order, *chunks(ARTICLE)[5:]])

    assert sorted(prints(moved)) == sorted(prints(ARTICLE))


def test_the_cases_of_all_rules_keep_their_fingerprints() -> None:
    """At least 99 of 100 of the findings in the articles of the tests outlive 50 lines above them."""
    known = lost = 0
    for case in ALL[::8]:
        text = f"# An article\n\n{case.document}"
        old, new = Counter(prints(text)), Counter(prints(EDITS["50 lines above"](text)))
        known += old.total()
        lost += (old - new).total()

    assert known > 300
    assert lost <= known / 100


@pytest.mark.parametrize("case", ALL[::8], ids=lambda case: case.name)
def test_no_two_findings_are_equal(case: Case) -> None:
    """Every finding of an article has a fingerprint of its own."""
    found = prints(case.document)

    assert len({fingerprint for _, fingerprint in found}) == len(found)


DIFFERENT = {
    "another address": ("See [the table](#one).", "See [the table](#two)."),
    "raised": ("Take 10² mg of ibuprofen a day.", "Take 102 mg of ibuprofen a day."),
    "a row of another drug": (
        "| Drug | Dose |\n|---|---|\n| aspirin | take 5 mg a day |\n",
        "| Drug | Dose |\n|---|---|\n| morphine | take 5 mg a day |\n",
    ),
    "out of a comment": ("<!-- Take 20 mg of ibuprofen a day. -->", "Take 20 mg of ibuprofen a day."),
    "another word": ("Take 20 mg of ibuprofen a day.", "Take 20 mg of morphine a day."),
    **{
        name: (text.format("Ketamine"), text.format("Warfarin"))
        for name, text in {
            "another heading": "# {}\n\nTake 10 mg every night.\n",
            "a heading above another": "## {}\n\n### Adults\n\n- Take 10 mg every night.\n",
            "another article": "# {}\n\n## Dosage\n\nTake 10 mg every night.\n",
            "another title": "---\ntitle: {}\n---\n\n## Dosage\n\nTake 10 mg every night.\n",
            "another label": "**{}**\n\nTake 10 mg every night.\n",
            "another line": "# Doses\n\n{}\n\nTake 10 mg every night.\n",
            "another lead-in": "{} is old. Take:\n\n- 10 mg every night\n",
            "a long lead-in": "{} is old." + " It is." * 50 + " Take:\n\nTake 10 mg every night.\n",
            "another item above": "- {}\n  - Take 10 mg every night.\n",
            "another item before": "- {}: a drug\n- Then take 10 mg every night.\n",
            "another term": "{}\n: Take 10 mg every night.\n",
            "another sentence with a note": "We know {}[^1].\n\n[^1]: Take 10 mg every night.\n",
            "another caption": "<table><caption>{}</caption><tr><th>Who</th><th>Dose</th></tr>"
            "<tr><td>Adults</td><td>Take 10 mg every night</td></tr></table>\n",
        }.items()
    },
    "no longer never, in a quotation": (
        "Never do this:\n\n> Take 10 mg of ketamine every night.\n",
        "Do this:\n\n> Take 10 mg of ketamine every night.\n",
    ),
    "another column": (
        "| Drug | Dose | Times a day |\n|---|---|---|\n| Ketamine | 10 mg | 2 times |\n",
        "| Drug | Dose | Times a week |\n|---|---|---|\n| Ketamine | 10 mg | 2 times |\n",
    ),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=list(DIFFERENT))
def test_what_differs_has_another_fingerprint(one: str, other: str) -> None:
    """Nobody can write something else in the place of a finding that is known."""
    ours, theirs = (
        {fingerprint for rule, fingerprint in prints(text) if rule != "missing-disclaimer"} for text in (one, other)
    )

    assert ours | theirs
    assert not ours & theirs


SAME = {
    "a paragraph above": (
        "# Ketamine\n\nTake 10 mg every night.\n",
        "# Ketamine\n\nWalk.\n\nTake 10 mg every night.\n",
    ),
    "a dose above": (
        "# Doses\n\nTake 10 mg of ketamine every night.\n",
        "# Doses\n\nTake 20 mg of warfarin a day.\n\nTake 10 mg of ketamine every night.\n",
    ),
    "the title above a drug": (
        "# Pain\n\n## Ketamine\n\nTake 10 mg every night.\n",
        "# Sleep\n\n## Ketamine\n\nTake 10 mg every night.\n",
    ),
    "another parent of a drug's section": (
        "## New\n\n### Ketamine\n\n- Take 10 mg every night.\n",
        "## Old\n\n### Ketamine\n\n- Take 10 mg every night.\n",
    ),
    "a wrapped lead-in": (
        "Take these\nat home:\n\n- 10 mg ketamine daily\n",
        "Take\nthese at home:\n\n- 10 mg ketamine daily\n",
    ),
    "a wrapped long lead-in": (
        "It is." * 60 + " Take\nthese:\n\nTake 10 mg every night.\n",
        "It is." * 60 + "\nTake these:\n\nTake 10 mg every night.\n",
    ),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=list(SAME))
def test_what_a_dose_is_not_read_with_changes_nothing(one: str, other: str) -> None:
    """Other paragraphs, and headings above the one that names the drug, leave a dose the same."""
    ours, theirs = (
        {fingerprint for rule, fingerprint in prints(text) if rule == "dosing-instruction"} for text in (one, other)
    )

    assert len(ours) == 1
    assert ours <= theirs


def test_a_long_context_is_kept_short() -> None:
    """Thousands of doses below a heading of a megabyte hold its digest each."""
    dose = "- Take 10 mg every night.\n"
    text = "# Ketamine " + "and more " * 10_000 + ":\n\n" + "It is so. " * 10_000 + "Take:\n\n" + dose * 20
    anchors = [each.anchor for each in findings(text, PACK) if each.rule == "dosing-instruction"]

    assert len(set(anchors)) == 20
    assert max(map(len, anchors)) < 300


def test_of_equal_ones_exactly_one_is_new() -> None:
    """Once more the same paragraph is one finding more."""
    dose = "Take 20 mg of ibuprofen a day.\n\n"
    one, two = prints(f"# Pain\n\n{dose}"), prints(f"# Pain\n\n{dose}{dose}")

    assert (Counter(two) - Counter(one)).total() == 1
    assert not Counter(one) - Counter(two)


def test_a_reference_in_other_lines_is_the_same() -> None:
    """Findings about an entry point at its first line, wherever that ends."""
    entry = "Okoro P. Graded imagery for children. J Imag Rehabil. 2014;12(3):201-209."
    one, other = (
        prints(f"## References\n\n{entry.replace(blank, blank + line)}\n")
        for blank, line in (("for ", "\n"), ("Graded ", "\n"))
    )

    assert {"missing-doi", "missing-pmid"} <= {rule for rule, _ in one}
    assert sorted(one) == sorted(other)


def test_piled_marks_take_no_longer() -> None:
    """To compose letters takes the square of the marks on one, and a hostile word has a hundred thousand of them."""
    rule = Rule("whole-paragraph", "error", "a paragraph", "https://example.org")
    family = Family((rule,), lambda page: [Hit(rule.id, page.document.blocks[0].span, "It is one.")], "")

    def run(number: int) -> None:
        text = page("a" + "\u0301\u0323" * number)
        assert len(findings(text, [family])[0].anchor) > number

    assert linear(run, 5000)
