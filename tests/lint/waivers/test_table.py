"""Entries of the configuration: the very words, in one place of one file, through a day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lint.config import Choice, Selection
from lint.finding import Waiver
from lint.parse import parse
from lint.waivers.table import Table
from tests.lint.waivers.scene import EVERYTHING, IDS, ROOT, RULES, entry, excused

DOSE = "Take 400 mg of ibuprofen every 6 hours."


def waived(text: str, *quotes: str, rule: str = "dosing-instruction", **more: str) -> list[bool]:
    """For each finding of the rule whether an entry answers for it."""
    found = excused(text, [entry(quote, rule) for quote in quotes], **more).findings
    return [each.waived is not None for each in found if each.rule == rule]


def test_the_finding_tells_who_answers() -> None:
    """Reason, approver, day and the line of the entry are in the finding, which stays."""
    found = excused(DOSE, [entry(DOSE, line=7)]).findings

    assert [Waiver("from the label", "Dr. Roe", "2026-01-01", "medlint.toml", 7)] == [
        each.waived for each in found if each.rule == "dosing-instruction"
    ]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (DOSE, DOSE),
        ("Take 400 mg of\nibuprofen every 6 hours.", DOSE),
        (DOSE, "Take 400 mg\n  of ibuprofen\tevery 6 hours.\n"),
        ("**Take 400 mg** of *ibuprofen* every 6 hours.", DOSE),
        ("**Take 400 mg** of *ibuprofen* every 6 hours.", "**Take 400 mg** of *ibuprofen* every 6 hours."),
        (f"- {DOSE}", DOSE),
        (f"- {DOSE}", f"- {DOSE}"),
        (f"> {DOSE}", f"> {DOSE}"),
        (f"## {DOSE}\n\nText.", f"## {DOSE}"),
        (f"Text before. {DOSE} Text behind.", f"Text before. {DOSE} Text behind."),
        (
            "| Drug | Dose |\n|---|---|\n| ibuprofen | Take 400 mg every 6 hours |",
            "| ibuprofen | Take 400 mg every 6 hours |",
        ),
        (f"<!-- {DOSE} -->", f"<!-- {DOSE} -->"),
        (f"---\ndescription: {DOSE}\n---\n\nText.", f"description: {DOSE}"),
        ("Take 400&nbsp;mg of ibuprofen every 6 hours.", "Take 400&nbsp;mg of ibuprofen every 6 hours."),
        ("Take 400&nbsp;mg of ibuprofen every 6 hours.", "Take 400\xa0mg of ibuprofen every 6 hours."),
        ("Take 400 mg of [ibuprofen](i.md) every 6 hours.", "Take 400 mg of [ibuprofen](i.md) every 6 hours."),
    ],
)
def test_the_whole_text_is_quoted(text: str, quote: str) -> None:
    """As written or as readers see it, white space as it comes."""
    assert waived(text, quote) == [True]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (DOSE, "400 mg of ibuprofen every 6 hours"),
        (DOSE, "Take 400 mg of ibuprofen every 6 hours"),
        (DOSE, "Take 400 mg"),
        (DOSE, DOSE.lower()),
        (DOSE, "Take 400\xa0mg of ibuprofen every 6 hours."),
        (DOSE, "Take ４００ mg of ibuprofen every 6 hours."),
        ("Take 400&nbsp;mg of ibuprofen every 6 hours.", DOSE),
        ("Take 400 mg of [ibuprofen](i.md) every 6 hours.", DOSE),
        (f"{DOSE} Double it when the pain stays.", DOSE),
        (f"Fentanyl is an opioid. {DOSE}", DOSE),
        (f"For children, e.g. {DOSE}", DOSE),
        ("Take ~~no~~ 400 mg of ibuprofen every 6 hours.", "Take no 400 mg of ibuprofen every 6 hours."),
        ("Take 10^6^ mg of ibuprofen every 6 hours.", "Take 106 mg of ibuprofen every 6 hours."),
        ("Take 10<sup>6</sup> mg of ibuprofen every 6 hours.", "Take 106 mg of ibuprofen every 6 hours."),
        (f"## Fentanyl: {DOSE}", DOSE),
        (f"<!-- {DOSE} -->", DOSE),
        (DOSE, f"<!-- {DOSE} -->"),
        (f"Do not\n\n{DOSE}", f"Do not {DOSE}"),
        ("| Drug | Dose |\n|---|---|\n| fentanyl | Take 400 mg every 6 hours |", "Take 400 mg every 6 hours"),
        (
            "| Drug | Dose | Most |\n|---|---|---|\n| x | | Take 400 mg every 6 hours |",
            "| x | Take 400 mg every 6 hours | |",
        ),
        (f"<div hidden>{DOSE}</div>", DOSE),
        (DOSE, "*"),
    ],
)
def test_anything_else_is_another_text(text: str, quote: str) -> None:
    """A part, another case, another character, words before or behind in the same text: nobody approved that."""
    assert True not in waived(text, quote)


def test_another_place_needs_another_entry() -> None:
    """The same words a second time are excused by a second entry, and by one entry neither."""
    twice = f"{DOSE}\n\nText.\n\n{DOSE}"

    assert waived(twice, DOSE) == [False, False]
    assert waived(twice, DOSE, DOSE) == [True, True]
    assert waived(f"{DOSE}\n\n- {DOSE} Not more.", DOSE) == [True, False]


def test_all_findings_of_one_text_are_one_place() -> None:
    """Two doses in one paragraph are approved by one quote of it."""
    both = f"{DOSE} Or take 500 mg of paracetamol 3 times a day."

    assert waived(both, both) == [True, True]


def test_other_rules_need_the_words_that_are_reported() -> None:
    """A quote that holds the excerpt is enough where no safety is at stake, at that place and no other."""
    text = "See [a](#b) and [c](#d).\n\nSee [a](#b)."

    assert waived(text, "(#b) and", rule="broken-link") == [True, False, False]
    assert waived(text, "See [a](#b)", rule="broken-link") == [False, False, False]
    assert waived(text, "and", rule="broken-link") == [False, False, False]


def test_an_article_without_a_disclaimer() -> None:
    """Its title is quoted, in the text or in the front matter, and the quote is the whole of it."""
    rule = "missing-disclaimer"

    assert waived("# Ketamine for pain\n\nText.", "# Ketamine for pain", rule=rule) == [True]
    assert waived("# Ketamine for pain\n\nText.", "Ketamine for pain", rule=rule) == [True]
    assert waived("---\ntitle: Ketamine\n---\n\nText.", "Ketamine", rule=rule) == [True]
    assert waived("# Ketamine for pain in children\n\nText.", "Ketamine for pain", rule=rule) == [False]


def test_a_finding_without_words_needs_a_quote_that_stands_once() -> None:
    """A dozen letters that stand in the article once."""
    rule, text = "missing-disclaimer", "![](x.png)\n\n[anything-at-all]: /u\n[anything-at-alx]: /u"
    place = excused(text, [entry("x", rule)]).findings[0]

    assert (place.rule, place.excerpt) == ("missing-disclaimer", "")
    assert waived(text, "[anything-at-all]", rule=rule) == [True]
    assert waived(text, "anything-at-al", rule=rule) == [False]
    assert waived(text, "-all]: /u", rule=rule) == [False]


def test_hidden_characters_are_quoted_with_the_text_around_them() -> None:
    """The characters themselves are in the quote, so that one that comes later is none of them."""
    rule, text = "hidden-characters", "Keta\u200bmine is given."

    assert waived(text, text, rule=rule) == [True]
    assert waived(text.replace("given", "gi\u200bven"), text, rule=rule) == [False, False]
    assert waived(text, text.replace("\u200b", ""), rule=rule) == [False]
    assert waived(text, text.replace("\u200b", "\u200c"), rule=rule) == [False]


@pytest.mark.parametrize("text", ["Keta\u200bmine " * 8, "\n\n".join(["Keta\u200bmine is given."] * 25)])
def test_many_hidden_characters_are_excused_by_nobody(text: str) -> None:
    """One finding that stands for very many places elsewhere cannot be quoted."""
    first = text.split("\n\n", maxsplit=1)[0]

    assert waived(text, first, rule="hidden-characters") == [False]
    assert waived(text, text, rule="hidden-characters") == [False]


def test_an_entry_is_for_one_file() -> None:
    """The path is the file's to the letter, from the folder of the configuration."""
    for path in ("content/X.md", "content/x.md ", "Content/x.md", "x.md", "content/x.mdx", "content", "content/é.md"):
        found = excused(DOSE, [entry(DOSE, path=path)]).findings
        assert all(each.waived is None for each in found), path
    decomposed = excused(DOSE, [entry(DOSE, path="content/\u00e9.md")], path="content/e\u0301.md")
    assert all(each.waived is None for each in decomposed.findings)
    assert excused(DOSE, [entry(DOSE)], path="content/../content/x.md").findings[-1].waived


@pytest.mark.parametrize(("expires", "holds"), [("2026-01-02", True), ("2026-01-01", True), ("2025-12-31", False)])
def test_an_entry_holds_through_its_day(expires: str, holds: bool) -> None:
    """Tomorrow, today, yesterday: an entry that has ended excuses nothing and is an error at its place."""
    result = excused(DOSE, [entry(DOSE, expires=expires)])

    ended = [("invalid-waiver", f"This waiver ended on {expires}, so it excuses nothing.")]

    assert holds == any(each.waived for each in result.findings)
    assert ([] if holds else ended) == [(each.rule, each.message) for each in result.idle]


def leftovers(text: str, *quotes: str, rule: str = "dosing-instruction") -> list[tuple[str, str]]:
    """What is said of entries that excuse nothing: the message and the remedy."""
    return [(each.message, each.help) for each in excused(text, [entry(quote, rule) for quote in quotes]).idle]


def test_an_idle_entry_says_what_to_quote() -> None:
    """The whole text, ready to copy, with what is invisible spelled out."""
    assert [
        (
            "This waiver excuses nothing: its quote is not the whole text in line 1.",
            f'When that text is approved, write: quote = "{DOSE} Not \\"more\\"."',
        )
    ] == leftovers(f'{DOSE} Not "more".', "400 mg of ibuprofen every 6 hours")
    assert leftovers("Keta\u200bmine is given.", "Keta\u200bmine", rule="hidden-characters") == [
        (
            "This waiver excuses nothing: its quote is not the whole text in line 1.",
            'When that text is approved, write: quote = "Keta\\u200bmine is given."',
        )
    ]


def test_an_idle_entry_says_why() -> None:
    """The fault is gone, the text has changed, or it stands in more places than are approved."""
    gone = (
        "This waiver excuses nothing: dosing-instruction reports nothing else in content/x.md.",
        "Delete the entry.",
    )

    assert [gone] == leftovers("Text.", DOSE)
    assert [gone] == leftovers(DOSE, DOSE, DOSE)
    assert leftovers(DOSE, "Give 5 mg at night.") == [
        (
            "This waiver excuses nothing: dosing-instruction reports nothing in the text that it quotes.",
            "The text may have been changed: approve it anew, or delete the entry.",
        )
    ]
    assert leftovers(f"{DOSE}\n\n{DOSE}", DOSE) == [
        (
            "This waiver excuses nothing: what it quotes stands in 2 places.",
            "Quote more of the text, or write an entry for each place that is approved.",
        )
    ]


def test_entries_are_reported_where_they_stand(tmp_path: Path) -> None:
    """At their lines of the configuration; those for other files of the repository are silent."""
    (tmp_path / "other.md").write_text("x", encoding="utf-8")
    entries = [entry(DOSE, line=3), entry(DOSE, path="other.md", line=5), entry(DOSE, path="gone.md", line=8)]
    table = Table.of(entries, tmp_path, "medlint.toml", "2026-01-01", RULES)
    found = table.leftovers([], EVERYTHING)

    assert [(each.start.line, each.rule) for each in found] == [(3, "unused-waiver"), (8, "unused-waiver")]
    assert {"medlint.toml"} == {each.path for each in found}
    assert {"warning"} == {each.severity for each in found}
    assert [each.excerpt for each in found] == ["[[waivers]]"] * 2
    assert len({each.fingerprint for each in found}) == 2


def test_the_configuration_sets_the_severity_of_an_idle_entry(tmp_path: Path) -> None:
    """And a run without the rule says nothing."""
    table = Table.of([entry(DOSE)], tmp_path, "medlint.toml", "2026-01-01", RULES)
    choice = Choice(severity={"unused-waiver": "error"})

    assert [each.severity for each in table.leftovers([], Selection(IDS, choice.severity, {}))] == ["error"]
    assert table.leftovers([], Selection(frozenset(("missing-pmid",)), {}, {})) == []


def test_a_rule_that_was_not_run_leaves_no_entry_unused() -> None:
    """Nobody knows whether it is needed."""
    table = Table.of([entry(DOSE)], ROOT, "medlint.toml", "2026-01-01", RULES)

    assert table.excuse(parse("Text.", "x"), ROOT / "content/x.md", [], frozenset(("missing-pmid",))).idle == ()


def test_a_retracted_paper_is_excused_by_its_entry_in_the_list() -> None:
    """The whole entry with its DOI is quoted; another paper in its place is another text."""
    record = {"title": "Mirror therapy after wrist fracture", "authors": ["Tansley RB"], "journal": "J Imag"}
    notices = [{"kind": "retraction", "date": "2020-01-01"}]
    answer = {"sources": ["crossref"], "checked": "2025-12-31T00:00:00Z", "record": {**record, "notices": notices}}
    lock = json.dumps({"schema": 1, "references": {"doi:10.5555/a.1": answer}})
    item = "Tansley RB. Mirror therapy after wrist fracture. J Imag. 2014. doi: 10.5555/a.1"
    text = f"## References\n\n1. {item}\n"
    rule = "retracted-reference"

    assert waived(text, item, rule=rule, lock=lock) == [True]
    assert waived(text, "10.5555/a.1", rule=rule, lock=lock) == [False]
    assert waived(text, item.replace("2014", "2015"), rule=rule, lock=lock) == [False]


WORDING = (
    "This article is for information only and is no substitute for the advice of your own doctor.\n\n"
    "Ask a physician before you start, change or stop any treatment."
)


def test_what_an_altered_disclaimer_leaves_out_is_approved_with_what_stands_beside_it() -> None:
    """A change at the border of a paragraph is quoted with the next: were that deleted, it would look the same."""
    rule = "altered-disclaimer"
    first, second = WORDING.replace("your own doctor", "your own nurse").split("\n\n")

    def approved(text: str, quote: str) -> list[bool]:
        found = excused(text, [entry(quote, rule)], approved=[WORDING]).findings
        return [each.waived is not None for each in found if each.rule == rule]

    inside = first.replace("nurse", "doctor").replace("information", "education")
    assert approved(f"{inside}\n\n{second}\n\nText.", inside) == [True]
    assert approved(f"{inside}\n\n{second.replace('any', 'a')}\n\nText.", inside) == [False]
    assert approved(f"{first}\n\n{second}\n\nText.", first) == [False]
    assert approved(f"{first}\n\n{second}\n\nText.", f"{first}\n\n{second}") == [True]
    assert True not in approved(f"{first}\n\nText.", first)
    assert True not in approved(f"{first}\n\nText.", f"{first}\n\n{second}")
