"""Ways in which somebody would try to wave a safety finding through by what an article or its pull request holds."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.document import Block
from lint.parse import parse
from lint.spans import Prose, Span
from lint.testing import findings
from lint.waivers.comment import Known, read
from rules.dosing.passages import _is_silent
from tests.lint.waivers.scene import SAFETY, TODAY, entry, excused, open_safety
from tests.rules_page import FAMILIES

DOSE = "Take 400 mg of ibuprofen every 6 hours."
HIT = "400 mg of ibuprofen every 6 hours"
NOTE = "medlint-ignore dosing-instruction: the label says so"
OTHER = "medlint-ignore broken-link: the label says so"
TRIED = f"<!-- {NOTE} -->"


@pytest.mark.parametrize(
    "text",
    [
        f"{TRIED}\n{DOSE}",
        f"{DOSE} {TRIED}",
        f"Take <!-- {NOTE} -->400 mg of ibuprofen every 6 hours.",
        f"<!-- medlint-ignore broken-link, dosing-instruction: the label says so -->\n{DOSE}",
        f"<!-- {OTHER} --><!-- {NOTE} -->\n{DOSE}",
        f"<!-- {OTHER} -->\n{DOSE}",
        f"<!-- medlint-ignore Dosing-Instruction: the label says so -->\n{DOSE}",
        f"<!-- medlint-ignore dosing-instruсtion: the label says so -->\n{DOSE}",
        f"<!-- medlint-ignore dosing‑instruction: the label says so -->\n{DOSE}",
        f"<!-- medlint-ignore ｄosing-instruction: the label says so -->\n{DOSE}",
        f"<!-- medlint-ignore dosing-\u200binstruction: the label says so -->\n{DOSE}",
        f"<!-- medlint-ignore dosing-*: the label says so -->\n{DOSE}",
        f"<!-- medlint-ignore *: the label says so -->\n{DOSE}",
        f"<!-- medlint-ignore all: the label says so -->\n{DOSE}",
        f"<!-- medlint-ignore unchecked-content, invalid-waiver: the label says so -->\n{TRIED}\n{DOSE}",
        f"<!-- medlint-ignore dosing-instruction until 9999-12-31: approved by Dr. Roe -->\n{DOSE}",
        f"<!-- medlint-ignore dosing-instruction until 2020-01-01: the label says so -->\n{DOSE}",
        f"<!-- mеdlint-ignore dosing-instruction: the label says so -->\n{DOSE}",
        f"<!-- MEDLINT-IGNORE DOSING-INSTRUCTION: THE LABEL SAYS SO -->\n{DOSE}",
        f"<!-- medlint-disable dosing-instruction -->\n{DOSE}\n<!-- medlint-enable -->",
        f"<!-- medlint-disable -->\n\n{DOSE}\n\n<!-- medlint-enable -->",
        f"<!-- medlint-disable-file -->\n\n{DOSE}",
        f"<!-- medlint-ignore-next-line dosing-instruction: x -->\n{DOSE}",
        f"&lt;!-- {NOTE} --&gt;\n\n{DOSE}",
        f"<!-- <!-- {NOTE} --> -->\n\n{DOSE}",
        f"<!--> {NOTE} -->\n\n{DOSE}",
        f"<!-- {NOTE} --!>\n\n{DOSE}\n",
        f"<!- {NOTE} ->\n\n{DOSE}",
        f"<!-- {NOTE}\n--\n>\n-->\n\n{DOSE}",
        f"<!-- medlint-ignore broken-link: --><p>{DOSE}</p><!-- the label says so -->",
        f"<!-- medlint-ignore broken-link: x --> {DOSE} <!-- y -->",
        f"[//]: # (medlint-ignore dosing-instruction: the label says so)\n{DOSE}",
        f"[comment]: <> (medlint-ignore dosing-instruction: the label says so)\n\n{DOSE}",
        f"{{/* {NOTE} */}}\n\n{DOSE}",
        f"% {NOTE}\n\n{DOSE}",
        f"---\nmedlint-ignore: dosing-instruction\nmedlint: {{ignore: [dosing-instruction]}}\n---\n\n{DOSE}",
        f"---\nwaivers:\n  - rule: dosing-instruction\n    quote: x\n---\n\n{DOSE}",
        f"```toml\n[[waivers]]\nrule = 'dosing-instruction'\nquote = '{DOSE}'\n```\n\n{DOSE}",
        f"<div data-medlint-ignore='dosing-instruction'>{DOSE}</div>",
        f"<div title='<!-- {NOTE} -->'>{DOSE}</div>",
        f"> {TRIED}\n> {DOSE}",
        f"- {TRIED}\n  {DOSE}",
        f"# {TRIED} {DOSE}",
        f"x[^1]\n\n[^1]: {TRIED} {DOSE}",
        f"| a | b |\n|---|---|\n| {TRIED} | {DOSE} |",
        f"<details>\n<summary>x</summary>\n{TRIED}\n\n{DOSE}\n\n</details>",
        f"<!-- medlint-ignore study-dose: the trial gave it -->\n{DOSE}",
        f"<!-- medlint-ignore study-dose, incomplete-disclaimer, mismatched-number: the trial gave it -->\n{DOSE}",
    ],
)
def test_no_comment_in_an_article_silences_a_dose(text: str) -> None:
    """Of every kind, in every place, whatever it names: the dose counts, and nothing of safety is waived."""
    found = findings(text, FAMILIES)

    assert any(
        rule == "dosing-instruction" and excerpt.endswith("every 6 hours") for rule, excerpt in open_safety(found)
    )
    assert [each.rule for each in found if each.waived and each.rule in SAFETY] == []


@pytest.mark.parametrize("rule", sorted(SAFETY))
def test_each_rule_of_safety_is_refused_by_name(rule: str) -> None:
    """The comment is an error, beside whatever it names."""
    found = findings(f"<!-- medlint-ignore broken-link, {rule}: it is fine -->\nSee [a](#b).", FAMILIES)

    assert {each.rule: each.waived is not None for each in found if each.rule in ("invalid-waiver", "broken-link")} == {
        "invalid-waiver": False,
        "broken-link": False,
    }


CHANGED = {
    "more behind it": f"{DOSE} Double it after an hour.",
    "more before it": f"Children too: {DOSE}",
    "a sentence before it": f"Fentanyl is strong. {DOSE}",
    "another drug in the heading": f"## Fentanyl: {DOSE}\n\nText.",
    "hourly": "Take 400 mg of ibuprofen every 6 hours, at first hourly.",
    "another amount": DOSE.replace("400", "4000"),
    "a full stop moved": DOSE.replace("400", "40.0"),
    "another unit": DOSE.replace("mg", "g"),
    "another drug": DOSE.replace("ibuprofen", "morphine"),
    "a look-alike letter": DOSE.replace("mg", "m\u0261"),
    "an invisible character": DOSE.replace("400", "40\u200b0"),
    "a space that does not break": DOSE.replace("400 mg", "400\xa0mg"),
    "a struck word": DOSE.replace("every", "~~not~~ every"),
    "a raised digit": DOSE.replace("400", "400<sup>2</sup>"),
    "an image": DOSE.replace("every", "![every](x.png) every"),
    "a link": DOSE.replace("ibuprofen", "[ibuprofen](morphine.md)"),
    "a hidden word": DOSE.replace("every", "<span hidden>not</span> every"),
    "a comment in it": DOSE.replace("every", "<!-- not --> every"),
    "a footnote": DOSE.replace("hours", "hours[^1]") + "\n\n[^1]: Or hourly.",
    "twice": f"{DOSE}\n\n{DOSE}",
    "twice, once in a list": f"{DOSE}\n\n- {DOSE}",
    "twice, once in bold": f"{DOSE}\n\n**{DOSE}**",
    "in a table": f"| Drug | Dose |\n|---|---|\n| morphine | {DOSE} |",
    "in a comment": f"<!-- {DOSE} -->",
    "in a hidden division": f"<div style='display:none'>{DOSE}</div>",
    "split by a paragraph": "Take 400 mg of ibuprofen\n\nevery 6 hours.",
    "upper case": DOSE.upper(),
    "letters with marks apart": f"Caf\u0065\u0301: {DOSE}",
}


@pytest.mark.parametrize("text", CHANGED.values(), ids=CHANGED.keys())
def test_an_approval_is_of_one_text_in_one_place(text: str) -> None:
    """An entry for a dose excuses nothing once its text was changed, moved or repeated."""
    before = open_safety(findings(text, FAMILIES))
    result = excused(text, [entry(DOSE)])

    assert [each for each in result.findings if each.waived and each.rule in SAFETY] == [] or before == []
    if text != CHANGED["split by a paragraph"]:
        assert before == open_safety(result.findings)


@pytest.mark.parametrize(
    "quote",
    ["*", ".*", "Take", HIT, f"{HIT}.", DOSE[:-1], DOSE[1:], DOSE.lower(), f"{DOSE} ...", f"...{DOSE}", f'"{DOSE}"',
     f"`{DOSE}`", DOSE.replace(" ", ""), DOSE.replace("400", "４００"), f"{DOSE}\u200b", f"{DOSE} {DOSE}", DOSE * 2],
)  # fmt: skip
def test_a_quote_that_is_not_the_text_excuses_nothing(quote: str) -> None:
    """No pattern, no part, no other case or character, no more than the text."""
    result = excused(DOSE, [entry(quote), entry(quote)])

    assert ("dosing-instruction", HIT) in open_safety(result.findings)
    assert len(result.idle) == 2


def test_what_is_hidden_beside_an_approved_text_counts() -> None:
    """The same dose in a comment is another text: with its marks it was not approved."""
    found = excused(f"{DOSE}\n\n<!-- {DOSE} -->\n", [entry(DOSE)]).findings

    assert [each.waived is not None for each in found if each.rule == "dosing-instruction"] == [True, False]


def test_an_entry_for_one_rule_excuses_no_other() -> None:
    """The missing disclaimer of the same article, and the same words under another rule, count."""
    for rule in SAFETY - {"dosing-instruction"}:
        assert ("dosing-instruction", HIT) in open_safety(excused(DOSE, [entry(DOSE, rule)]).findings)
    remaining = open_safety(excused(f"# Ketamine\n\n{DOSE}", [entry(DOSE)]).findings)
    assert [rule for rule, _ in remaining] == ["missing-disclaimer"]


COMMENTS = st.lists(
    st.sampled_from(
        ["medlint-ignore", "medlint-disable", " ", "dosing-instruction", "missing-disclaimer", "hidden-characters",
         "broken-link", "study-dose", "unchecked-content", ", ", ": ", "until 2027-01-01", "the label says so", "\n",
         "--", "<!--", "*", "\u200b"]
    ),
    max_size=10,
).map("".join)  # fmt: skip
PLACES = ("{c}\n{d}", "{d} {c}", "- {d}\n  {c}", "{c}\n\n{d}\n\n{c}", "> {c}\n> {d}", "Text. {c}\n\n## {d}\n\n{c}")


@settings(max_examples=60, deadline=None)
@given(COMMENTS, st.sampled_from(PLACES))
def test_no_comment_takes_a_safety_finding_away(inner: str, place: str) -> None:
    """With a comment an article has at least the counting safety findings that it has without."""
    if "-->" in inner or inner.startswith((">", "->")) or "\n\n" in inner:
        return
    without = Counter(rule for rule, _ in open_safety(findings(place.format(c="<!-- a -->", d=DOSE), FAMILIES)))
    found = Counter(rule for rule, _ in open_safety(findings(place.format(c=f"<!-- {inner} -->", d=DOSE), FAMILIES)))

    assert Counter() == without - found


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abn o.,*~<>[]()&;#\n\u200b\u00a0|-", max_size=6), st.integers(0, len(DOSE)))
def test_no_change_of_an_approved_text_is_approved(put: str, at: int) -> None:
    """Whatever is typed into it but white space: the approval ends."""
    text = DOSE[:at] + put + DOSE[at:]
    waived = [each for each in excused(text, [entry(DOSE)]).findings if each.waived and each.rule in SAFETY]

    assert waived == [] or " ".join(text.replace("*", " ").split()) == DOSE or _is_markup(text)


def _is_markup(text: str) -> bool:
    """Whether the block of the dose still reads as approved, with emphasis and marks of lists and quotes aside."""
    return any(" ".join(block.text.split(" ")) == DOSE for block in parse(text, "x").blocks if block.is_read)


QUOTED = f"<!-- medlint-ignore broken-link: {DOSE} -->"


@pytest.mark.parametrize(
    "text",
    [
        f"<textarea>{QUOTED}</textarea>",
        f"`{QUOTED}`",
        f"```\n{QUOTED}\n```",
        f"&lt;{QUOTED[1:]}",
        f"\\{QUOTED}",
        f"[x](http://e.org '{QUOTED}')",
        f"<!-- medlint-ignore broken-link: x -->{DOSE}-->",
        f"<!--> medlint-ignore broken-link: {DOSE} -->",
        f"a <textarea>{QUOTED}</textarea>",
        f"a <xmp>{QUOTED}</xmp>",
        f"<plaintext>{QUOTED}",
        f"![{QUOTED}](x.png)",
        f"![![{QUOTED}](x.png)](y.png)",
        f"<xmp>\n\n{QUOTED}\n\n</xmp>",
        f"| a |\n|---|\n| <textarea> |\n| {QUOTED} |",
        f"<textarea></textarea-x>{QUOTED}</textarea>",
        f"a <xmp></xmp\u00a0>{QUOTED}</xmp>",
        f"<svg><text y=20><![CDATA[{QUOTED}]]></text></svg>",
        f"<noscript><!-- medlint-ignore broken-link: </noscript>{DOSE} -->",
        f"<noscript><i data-x='<!-- medlint-ignore broken-link: </noscript>{DOSE}'>",
        f"<noscript><style></noscript>{DOSE}",
        f"<svg><style><p>{DOSE}</p></svg>",
        f"<!-- medlint-ignore broken-link: x --!>{DOSE} -->",
        f"a <!-- medlint-ignore broken-link: x --->{DOSE} -->",
        f"<!-- medlint-ignore broken-link: x <!-->{DOSE} -->",
        f"<? <!-- medlint-ignore broken-link: x > {DOSE} -->\n?>",
        f"a <!-- medlint-ignore broken-link: see\n\n{DOSE} -->",
        f"| a | b |\n|---|---|\n| <!-- medlint-ignore broken-link: | {DOSE} --> |",
        f"<!-- medlint-ignore broken-link: a -- {DOSE} -->",
        f"<!-- medlint-ignore broken-link: {DOSE} --->",
        f"<!-- medlint-ignore broken-link: {DOSE}",
        f"---\nsummary: '{QUOTED}'\n---\n",
    ],
)
def test_a_dose_that_readers_meet_is_no_reason(text: str) -> None:
    """The dosing rules leave the reason of a waiver unread; where it is shown to readers it is text."""
    assert "dosing-instruction" in {rule for rule, _ in open_safety(findings(text, FAMILIES))}


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "medlint-ignore",
                " ",
                "\n",
                "missing-pmid",
                "take",
                "400 mg",
                "until",
                "2027-01-01",
                ":",
                "x-y",
                ",",
                "--",
            ]
        ),
        max_size=9,
    ).map("".join)
)
def test_what_the_dosing_rules_leave_unread_is_a_waiver_or_reported_as_none(inner: str) -> None:
    """Both read the same syntax: nothing is hidden from the one that the other does not judge, or can hold a dose."""
    block = Block("comment", Prose(inner, []), Span(4, 4 + len(inner)))
    silent = _is_silent(block, f"<!--{inner}-->")

    assert not silent or read(inner, Known(frozenset(("missing-pmid",))), TODAY) is not None
    assert not silent or "400" not in inner.partition(":")[0]


@pytest.mark.parametrize(
    "inner",
    [
        " medlint-ignore missing-pmid: 400 mg ",
        "medlint-ignore\n missing-pmid , broken-link\n until 2027-01-01 :\n400 mg\n",
        " medlint-ignore x: 400 mg - as printed ",
    ],
)
def test_the_reason_of_a_waiver_is_left_unread(inner: str) -> None:
    """However it is broken over lines, and whether or not there is such a rule: that is reported."""
    block = Block("comment", Prose(inner, []), Span(4, 4 + len(inner)))

    assert _is_silent(block, f"<!--{inner}-->")
    assert read(inner, Known(frozenset(("missing-pmid",))), TODAY) is not None


MARKS = st.lists(
    st.sampled_from(
        ["<!--", "-->", "--!>", "<!-->", "--", "\n\n", "\n- ", "\n> ", "<xmp>", "</xmp>", "<textarea>", "</textarea>",
         "<noscript>", "</noscript>", "<svg>", "<![CDATA[", "]]>", "![", "](x)", "<i title='", "'>", "`", "<plaintext>",
         " medlint-ignore broken-link: x ", "<style>", "</style>", "<p>"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(MARKS, MARKS)
def test_a_dose_is_left_unread_in_what_a_browser_calls_a_comment_only(before: str, behind: str) -> None:
    """What is skipped lies between `<!--` and the first end of a comment behind it, and reads as a waiver."""
    text = f"{before}{DOSE}{behind}"
    for block in parse(text, "x").blocks:
        if block.kind == "comment" and _is_silent(block, text):
            inner = text[block.span.start : block.span.end]

            assert text.startswith("<!--", block.span.start - 4)
            assert text.startswith("-->", block.span.end)
            assert "-->" not in inner
            assert "--!>" not in inner
            assert not inner.startswith((">", "->"))
