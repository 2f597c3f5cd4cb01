"""Which findings a comment in an article is about."""

from __future__ import annotations

import pytest

from lint.finding import Finding, Hit, Waiver
from lint.rule import Family, Page, Rule
from lint.spans import Span
from lint.testing import findings, page
from tests.rules_page import FAMILIES

C = "<!-- medlint-ignore broken-link: comes later -->"
L = "See [a](#b)."
RULES = ("broken-link", "unused-waiver", "invalid-waiver")


def judged(text: str, *rules: str, today: str = "2026-01-01") -> list[Finding]:
    """The findings of a text."""
    return findings(page(text, today=today), FAMILIES, select=rules or RULES)


def waived(text: str) -> str:
    """For each dead link w when it is waived, - when not; then u for each unused waiver, ! for an invalid one."""
    found = judged(text)
    links = "".join("w" if each.waived else "-" for each in found if each.rule == "broken-link")
    marks = "".join({"unused-waiver": "u", "invalid-waiver": "!"}.get(each.rule, "") for each in found)
    return links + marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{C}\n{L}\n\n{L}", "w-"),
        (f"{C}\n\n{L}\n\n{L}", "w-"),
        (f"{L}\n\n{C}", "-u"),
        (f"{L} {C}\n\n{L}", "w-"),
        (f"{L}\n{C}\n\n{L}", "-w"),
        (f"See {C} [a](#b).\n\n{L}", "w-"),
        (f"{L}\n{L} {C}\n{L}\n\n{L}", "www-"),
        (f"{C}\n{C}\n\n{L}\n\n{L}", "w-"),
        (f"<!-- note -->\n{C}\n<!-- note -->\n\n{L}", "w"),
        (f"- {L} {C}\n- {L}", "w-"),
        (f"- {L}\n  {C}\n- {L}", "w-"),
        (f"- {L}\n\n  {C}\n\n  {L}\n- {L}", "-w-"),
        (f"- {L}\n{C}\n- {L}", "-w"),
        (f"{C}\n- {L}\n- {L}", "w-"),
        (f"- {C}\n  {L}\n- {L}", "w-"),
        (f"- {L}\n  - {L} {C}\n  - {L}\n- {L}", "-w--"),
        (f"- {L}\n  {C}\n  - {L}\n  - {L}", "-w-"),
        (f"| {L} {C} | {L} |\n|---|---|\n| {L} | {L} |", "w---"),
        (f"| {L} | {L} |\n|---|---|\n| {L} | {C} {L} |", "---w"),
        (f"{C}\n\n| {L} | {L} |\n|---|---|\n| {L} | {L} |", "w---"),
        (f"{C}\n\n## {L}\n\n{L}", "w-"),
        (f"## {L} {C}\n\n{L}", "w-"),
        (f"{C}\n\nHead {L}\n---\n\n{L}", "w-"),
        (f"x[^1]\n\n[^1]: {L} {C}\n\n{L}", "w-"),
        (f"x[^1] {L}\n\n{C}\n\n[^1]: {L}\n\n{L}", "-w-"),
        (f"> {C}\n> {L}\n\n{L}", "w-"),
        (f"> {L}\n>\n> {C}\n\n{L}", "w-"),
        (f"> {C}\n\n{L}", "-u"),
        (f"> {L}\n\n{C}\n\n{L}", "-w"),
        (f"term\n: {L} {C}\n\n{L}", "w-"),
        (f"<p><a href='#b'>x</a> one {C}</p>\n<p><a href='#b'>x</a> two</p>", "w-"),
        (f"<p><a href='#b'>x</a> one</p>{C}\n<p><a href='#b'>x</a> two</p>", "-w"),
        (f"{C}\n\n[x]: #b\n\n[x]", "-u"),
        (f"{C}\n    code\n\n{L}", "-u"),
        (f"{C}\n\n---\n\n{L}", "w"),
        (C, "u"),
        (f"> <!-- medlint-ignore\n> broken-link:\n> comes later -->\n> {L}", "w"),
        (f"{C}\r\n{L}\r\n", "w"),
        (f"\ufeff{C}\n{L}", "w"),
    ],
)
def test_it_is_about_the_block_that_holds_it_else_the_next(text: str, expected: str) -> None:
    """In paragraphs, lists, tables, quotes, footnotes, headings and HTML; never text outside of what it stands in."""
    assert expected == waived(text)


@pytest.mark.parametrize(
    "text",
    [
        f"`{C}` {L}", f"```\n{C}\n```\n{L}", f"    {C}\n\n{L}", f"---\nnote: '{C}'\n---\n\n{L}",
        f"Text <!-- medlint-ignore broken-link: comes later\n\n{L}", f"<pre>{C}</pre>\n\n{L}",
        f"<pre>\n{C}\n</pre>\n{L}", f"<script>{C}</script>\n\n{L}", f"<style>\n{C}\n</style>\n\n{L}",
        f"<textarea>{C}</textarea>\n\n{L}", f"<title>{C}</title>\n\n{L}", f"a <textarea>{C}</textarea> {L}",
        f"a <title>{C}</title> {L}", f"a <xmp>{C}</xmp> {L}", f"a <code>{C}</code> {L}",
        f'{L} [x](http://e.org "{C}")', f"![{C}](x.png) {L}", f'<img alt="{C}"> \n\n{L}', f"\\{C} {L}",
        f"&lt;!-- medlint-ignore broken-link: comes later --&gt; {L}", f"<!DOCTYPE {C}>\n\n{L}", f"<?php {C} ?>\n\n{L}",
        f"<!--> medlint-ignore broken-link: comes later -->\n\n{L}", f"<div title='{C}'>x</div>\n\n{L}",
        f":::note {C}\n{L}\n:::", f"~~~html\n{C}\n~~~\n{L}", "[x]: /u '" + C + f"'\n\n{L}",
        "<!-- medlint-ignore broken-link: comes later --!>\n\n<a href='#b'>x</a> -->",
    ],
)  # fmt: skip
def test_what_is_no_comment_does_nothing(text: str) -> None:
    """Code, raw text, attributes, titles, escapes, front matter, comments without an end: no word about it."""
    assert waived(text) == "-"


def test_tags_named_in_code_or_comments_open_nothing() -> None:
    """`<pre>` as a word about HTML does not make code of the rest of the article."""
    assert waived(f"Write `<pre>` here.\n\n{C}\n{L}") == "w"
    assert waived(f"<!-- <pre> -->\n\n{C}\n{L}") == "w"
    assert waived(f"\\<pre> here.\n\n{C}\n{L}") == "w"


def test_a_comment_in_the_list_of_references_is_about_the_whole_entry() -> None:
    """Also when the entry goes on in another paragraph, and of entries in one paragraph about its own alone."""
    comment = "<!-- medlint-ignore missing-pmid: a book -->"

    def pmid(text: str) -> list[bool]:
        found = judged(f"## References\n\n{text}", "missing-pmid")
        return [each.waived is not None for each in found if each.rule == "missing-pmid"]

    first = "Tansley RB. Mirror therapy. J Imag. 2014;1:2-3. doi: 10.5555/a.1"
    second = "Okoro P. Motor imagery. J Imag. 2015;1:4-5. doi: 10.5555/a.2"

    assert pmid(f"1. {first} {comment}\n2. {second}\n") == [True, False]
    assert pmid(f"1. {first}\n\n   {comment}\n\n2. {second}\n") == [True, False]
    assert pmid(f"1. {first}\n\n   Also as a book. {comment}\n\n2. {second}\n") == [True, False]
    assert pmid(f"[1] {first} {comment}\n[2] {second}\n") == [True, False]
    assert pmid(f"[1] {first}\n[2] {second} {comment}\n") == [False, True]
    assert pmid(f"[1] {first}\n\n{comment}\n\n[2] {second}\n") == [False, True]


def test_a_finding_about_more_than_the_text_is_not_waived() -> None:
    """One that begins in the covered paragraph and ends in another stands for more than the comment is about."""

    def whole(page: Page) -> list[Hit]:
        return [Hit("whole", Span(0, len(page.document.text)), "All of it.")]

    family = Family((Rule("whole", "error", "all", "https://example.org"),), whole, "")

    def answered(text: str) -> list[bool]:
        return [each.waived is not None for each in findings(page(text), (family,)) if each.rule == "whole"]

    comment = "<!-- medlint-ignore whole: it is so -->"
    assert answered(f"First. {comment}\n\nSecond.") == [False]
    assert answered(f"- First. {comment}\n- Second.") == [True]
    assert answered(f"First. {comment}") == [True]


def test_the_waiver_names_reason_day_and_line() -> None:
    """What formats show of it; git knows who wrote it."""
    text = f"Text.\n\n<!-- medlint-ignore broken-link until 2026-02-01: comes later -->\n{L}"

    assert [Waiver("comes later", "", "2026-02-01", "text.md", 3)] == [each.waived for each in judged(text)]


@pytest.mark.parametrize(("today", "expected"), [("2026-06-29", "w"), ("2026-06-30", "w"), ("2026-07-01", "-!")])
def test_it_holds_through_its_day(today: str, expected: str) -> None:
    """Tomorrow, today, yesterday."""
    found = judged(f"<!-- medlint-ignore broken-link until 2026-06-30: later -->\n{L}", today=today)

    assert expected == "".join(
        "!" if each.rule == "invalid-waiver" else "w" if each.waived else "-"
        for each in sorted(found, key=lambda each: each.rule)
    )


def test_a_rule_that_did_not_run_leaves_no_waiver_unused() -> None:
    """Nobody knows whether it is needed; and a run without the rules of waivers says nothing of them."""
    assert judged(f"{C}\nText.", "malformed-doi", "unused-waiver") == []
    assert judged(f"{C}\nText.", "broken-link") == []
    assert [(each.rule, each.waived is not None) for each in judged(f"{C}\n{L}", "broken-link")] == [
        ("broken-link", True)
    ]


def test_a_missing_answer_leaves_no_waiver_unused() -> None:
    """What registries did not say may be what the waiver is for."""
    text = "<!-- medlint-ignore unknown-doi: printed wrong -->\n1. Tansley RB. Mirror therapy. 2014. doi: 10.5555/a.1"

    assert judged(f"## References\n\n{text}", "unknown-doi", "unused-waiver") == []


@pytest.mark.parametrize(
    ("rule", "entry", "unused"),
    [
        ("missing-doi", "Tansley RB. Mirror therapy. 2014. doi: 10.5555/a.1. PMID: 90000001", True),
        ("missing-pmid", "Tansley RB. Mirror therapy. 2014. doi: 10.5555/a.1. PMID: 90000001", True),
        ("malformed-doi", "Tansley RB. Mirror therapy. 2014. doi: 10.5555/a.1. PMID: 90000001", True),
        ("missing-pmid", "Tansley RB. Mirror therapy. 2014. doi: 10.5555/a.1", False),
        ("unknown-pmid", "Tansley RB. Mirror therapy. 2014. doi: 10.5555/a.1. PMID: 90000001", False),
    ],
)
def test_no_answer_is_needed_to_see_that_a_number_stands_there(rule: str, entry: str, *, unused: bool) -> None:
    """A comment that says that a DOI was not found, above the DOI, excuses nothing whatever the registries say."""
    text = f"## References\n\n1. {entry}. <!-- medlint-ignore {rule}: not found -->\n"

    assert ("unused-waiver" in [each.rule for each in judged(text, rule, "unused-waiver")]) is unused


def test_findings_stay_ordered_with_those_of_waivers() -> None:
    """By place, rule and message, whatever reported them."""
    found = judged(f"{L}\n\n<!-- medlint-ignore broken-link -->\n\n{L}\n\n{C}")

    assert found == sorted(found, key=lambda each: (each.start.offset, each.end.offset, each.rule))
    assert len({each.fingerprint for each in found}) == len(found) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<!-- medlint-ignore broken-link -->\n{L}", "Mend what broken-link reports there"),
        ("<!-- medlint-ignore broken-link -->\nText.", "Delete the comment: nothing stands there"),
        (f"<!-- medlint-ignore broken-links: later -->\n{L}", "Write: broken-link"),
        (f"<!-- medlint-ignore broken-links: later -->\nText.\n\n{L}", "Delete the comment: nothing stands there"),
        (f"{L}\n\n<!-- medlint-ignore broken-link -->", "Delete the comment: nothing stands there"),
        (f"{C}\nText.", "Delete the comment, or put it into the text that it is about."),
        (f"Text.\n\n{C}", "Delete the comment, or put it before the text that it is about."),
        (
            f"<!-- medlint-ignore broken-link, malformed-doi: later -->\n{L}",
            "Delete malformed-doi from it, or put it into the text that it is about.",
        ),
        ("<!-- medlint-ignore broken-link, malformed-doi: later -->\nText.", "Delete the comment, or put it"),
    ],
)
def test_the_remedy_knows_what_stands_there(text: str, expected: str) -> None:
    """A comment without a finding goes away as a whole: one that names no rule is the next fault."""
    found = judged(text, *RULES, "malformed-doi")
    told = {each.help for each in found if each.rule.endswith("-waiver")}

    assert len(told) == 1
    assert expected in told.pop()
