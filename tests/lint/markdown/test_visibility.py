"""Every block knows whether a reader sees it, and why not.

In these documents a word in capitals is hidden, and a word in lower case is seen.
"""

from __future__ import annotations

import re

import pytest

from lint.parse import parse

READ = ("paragraph", "heading", "cell", "term", "html", "code")

CASES = {
    "comment block": "<!-- ONE\n\nTWO -->\n\nseen\n",
    "comment in a paragraph": "seen <!-- ONE --> too\n",
    "comment that never ends hides the rest of the page": "seen\n\n<!-- ONE\n\nTWO\n",
    "comment that its list item cuts off": "- seen\n- <!-- ONE\n\nTWO\n",
    "what looks like an unfinished comment in a paragraph is text": "seen <!-- so is this\n\nand this\n",
    "empty comment": "<!--> seen -->\n",
    "comment that ends early": "<!-- ONE --!> seen\n-->\n\nseen\n",
    "hidden division over paragraphs": "<div hidden>\n\nONE\n\n- TWO\n\n> THREE\n\n</div>\n\nseen\n",
    "hidden division that nobody closes": "seen\n\n<div hidden>\n\nONE\n\n## TWO\n\nTHREE\n",
    "hidden division ends with its item": "- <div hidden>\n\n  ONE\n\n- seen\n\nseen\n",
    "hidden division ends with its quote": "> <div hidden>\n>\n> ONE\n\nseen\n",
    "hidden division ends with its footnote": "[^a]\n\n[^a]: <div hidden>\n\n    ONE\n\nseen\n",
    "division closed inside of an item": "<div hidden>\n\n- ONE\n- </div>seen\n\nseen\n",
    "display:none": '<div style="color: red; display : none">ONE</div>\n\nseen\n',
    "display:none with a CSS comment": '<div style="dis/**/play:/* x */none">ONE</div>\n\nseen\n',
    "display:none with a CSS escape": '<div style="d\\69 splay:none">ONE</div>\n\nseen\n',
    "display:block": '<div style="display:block; content:none">seen</div>\n',
    "visibility": '<p style="visibility:hidden">ONE</p>\n\nseen\n',
    "no opacity": '<p style="opacity:0">ONE</p>\n\n<p style="opacity:0.5">seen</p>\n',
    "no size": '<p style="font-size:0px;">ONE</p>\n\n<p style="font-size:0.8em">seen</p>\n',
    "no colour": "<p style='color:transparent'>ONE</p>\n\n<p style='color:red'>seen</p>\n",
    "off the page": "<p style='position:absolute; left:-9999px'>ONE</p>\n\n<p style='left:-3px'>seen</p>\n",
    "aria-hidden": '<span aria-hidden="true">ONE</span> <span aria-hidden="false">seen</span>\n',
    "a class": '<div class="box visually-hidden">ONE</div>\n\n<div class="hidden-gem">seen</div>\n',
    "template": "<template>\n\nONE\n\n</template>\n\nseen\n",
    "template reaches over the end of its item": "- <template>\n\n  ONE\n\nTWO\n\n</template>\n\nseen\n",
    "script and style": "<script>ONE</script>\n<style>TWO</style>\n\nseen\n",
    "noscript": "<noscript>ONE</noscript> seen\n",
    "closed dialog": "<dialog>ONE</dialog>\n\n<dialog open>seen</dialog>\n",
    "popover": "<div popover>ONE</div>\n\nseen\n",
    "collapsed details": "<details>\n<summary>seen</summary>\n\nONE\n\n- TWO\n\n</details>\n\nseen\n",
    "details without a summary": "<details>\n\nONE\n\n</details>\n\nseen\n",
    "open details": "<details open>\n<summary>seen</summary>\n\nseen\n\n</details>\n",
    "summary in Markdown": "<details><summary>\n\nseen *too*\n\n</summary>\n\nONE\n\n</details>\n\nseen\n",
    "second summary": "<details><summary>seen</summary><summary>ONE</summary>TWO</details>\n\nseen\n",
    "details in details": (
        "<details open><summary>seen</summary>\n\n<details><summary>seen</summary>\n\nONE\n\n</details>\n\nseen\n\n"
        "</details>\n"
    ),
    "summary inside what is hidden": "<details><summary>seen</summary><details><summary>ONE</summary></details>\n",
    "details in a list": "- <details><summary>seen</summary>\n\n  ONE\n\n  </details>\n\n  seen\n",
    "nested hidden": "<div hidden><div>ONE</div>TWO</div>seen\n",
    "hidden inside a paragraph": "seen <span hidden>ONE *TWO*</span> seen **and <i hidden>THREE</i>**\n",
    "span that its paragraph ends": "seen <span hidden>ONE\n\nseen\n",
    "bold that lives on behind its paragraph": "seen <b hidden>ONE\n\nTWO</b> seen\n",
    "division inside a paragraph lives on": "seen <div hidden>ONE\n\nTWO\n\n</div>\n\nseen\n",
    "span in a tight item reaches its nested list": "- seen <span hidden>ONE\n  - TWO\n- seen\n",
    "paragraph that a block ends": "<p hidden>ONE\n<div>seen</div>\n\nseen\n",
    "paragraph that Markdown ends": "<p hidden>ONE\n\nseen\n",
    "end tag that does not match": "<div hidden>ONE</span>TWO</div>seen\n",
    "end tag that does not reach through a block": "<span hidden><div>ONE</span>TWO</div></span>seen\n",
    "bold closed inside of a division": "<div hidden><b>ONE</div></b>seen\n",
    "span that the end of bold ends": "<b><span hidden>ONE</b>seen <b><i hidden>TWO</b>THREE</i>seen\n",
    "cell of a table": "| a | b |\n|---|---|\n| <span hidden>ONE | seen |\n| </div> | seen |\n\nseen\n",
    "end tag in a cell does not reach out": "<div hidden>\n\n| A |\n|---|\n| </div> D |\n\nE\n\n</div>seen\n",
    "cells beyond the header": "| a |\n|---|\n| seen | ONE | TWO |\n",
    "HTML list with implied ends": "<ul><li hidden>ONE<li>seen<ul><li hidden>TWO</ul></ul>\n",
    "HTML table with implied ends": "<table><tr hidden><td>ONE<td>TWO<tr><td>seen<td hidden>THREE<td>seen</table>\n",
    "collapsed admonition": '??? note "seen title"\n    ONE\n\nseen\n',
    "open admonition": '???+ note "seen title"\n    seen\n',
    "admonition in a collapsed one": '??? note "seen"\n    !!! tip "ONE"\n        TWO\n\nseen\n',
    "collapsed section": "::: details seen title\nONE\n:::\n\nseen\n",
    "section": "::: warning\nseen\n:::\n",
    "footnote written in what is hidden": "x[^a]\n\n<div hidden>\n\nONE\n\n[^a]: seen\n\nTWO\n\n</div>\n",
    "inline footnote in what is hidden is shown below": "<span hidden>ONE^[seen]</span> seen\n",
    "end tag in a footnote does not reach out": "x[^a]\n\n<div hidden>\n\n[^a]: seen </div>\n\nONE\n",
    "unknown tags": "<x-y>seen</x-y> <foo hidden>ONE</foo> seen\n",
    "attribute in a quoted value": '<div title="hidden">seen</div>\n\n<div title="a > b" hidden>ONE</div>\n',
    "upper case": "<DIV HIDDEN>ONE</DIV>\n\n<P STYLE='DISPLAY:NONE'>TWO</P>\n\nseen\n",
    "void elements hold nothing": "<hr hidden>seen<br hidden>seen <input hidden> seen\n",
    "self-closing division is open": "<div hidden/>ONE</div>seen\n",
    "code": "`seen` <span hidden>`ONE`</span>\n\n```\nseen\n```\n\n<div hidden>\n\n    TWO\n\n</div>\n",
    "link and image in what is hidden": "<div hidden>\n\n[ONE](x) ![](y)\n\n</div>\n\nseen\n",
    "entity in an attribute": '<div style="display&colon;none">ONE</div>\n\nseen\n',
    "tag over two lines": "<div\n  hidden\n>\n\nONE\n\n</div>\n\nseen\n",
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_seen(name: str) -> None:
    """Words in lower case are in blocks that are seen, words in capitals are not."""
    blocks = [block for block in parse(CASES[name]).blocks if block.kind in READ]
    seen = " ".join(block.text for block in blocks if not block.hidden)
    hidden = " ".join(block.text for block in blocks if block.hidden)

    assert re.findall(r"[A-Z]{2,}", seen) == []
    assert re.findall(r"\bseen\b", hidden) == []
    assert len(re.findall(r"\bseen\b", seen)) == len(re.findall(r"\bseen\b", CASES[name]))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<!-- x -->", "an HTML comment"),
        ("<div hidden>x</div>", "an element with the hidden attribute"),
        ("<div style='display:none'>x</div>", "an element with display:none"),
        ("<div style='visibility: hidden'>x</div>", "an element with visibility: hidden"),
        ("<div aria-hidden=true>x</div>", "an element with aria-hidden"),
        ("<template>x</template>", "a <template> element"),
        ("<details>x</details>", "a collapsed <details>"),
        ("<div class=sr-only>x</div>", "an element of the class sr-only"),
        ("??? note\n    x", "a collapsed section"),
        ("<details>\n\n- > x\n\n</details>", "a collapsed <details>"),
        ("<details>\n\n![x](y)\n\n</details>", "a collapsed <details>"),
        ("<div hidden title=x>", "an element with the hidden attribute"),
    ],
)
def test_reasons(text: str, reason: str) -> None:
    """The reason is told in words that a message can use."""
    assert [block.hidden for block in parse(text).blocks if block.text.strip() == "x"] == [reason]


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("~~needle~~", True),
        ("<del>a needle b</del>", True),
        ("<s>needle</s>", True),
        ("~~**needle**~~", True),
        ("~~nee~~~~dle~~", True),
        ("~~nee~~dle", False),
        ("needle ~~other~~", False),
        ("<del>\n\nneedle\n\n</del>", True),
        ("<del>\n\nother\n\n</del>\n\nneedle", False),
        ("<del>\n\n- needle\n\n</del>", True),
        ("<del>other\n\nneedle</del>", False),
        ("<s>other\n\nneedle</s>", True),
        ("| a |\n|---|\n| ~~needle~~ |", True),
        ("<table><tr><td><s>needle</s></table>", True),
    ],
)
def test_struck(text: str, struck: bool) -> None:
    """Whether a range lies wholly in strikethrough is told by its block, also when HTML strikes several blocks."""
    block = next(block for block in parse(text).blocks if "needle" in block.text)
    start = block.text.index("needle")

    assert not block.hidden
    assert block.struck(start, start + len("needle")) == struck
    assert block.struck(start, start + 3) or not struck


def test_struck_words_with_space_between() -> None:
    """Two struck words with nothing but a space between them are struck together."""
    block = parse("~~one~~ ~~two~~ three").blocks[0]

    assert block.struck(0, 7)
    assert not block.struck(0, 9)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("![needle](x)", "alt"),
        ("![a *needle*](x)", "alt"),
        ("![x][needle]\n\n[needle]: y 'z'", None),
        ('[a](x "needle")', "title"),
        ("[a](x (a \\( needle))", "title"),
        ("<img alt=needle>", "alt"),
        ("<div title='needle'>", "title"),
        ("a <span aria-label='a needle'>b</span>", "title"),
        ("<input placeholder=needle>", "title"),
        ("<!-- needle -->", "comment"),
        ("a <!-- needle --> b", "comment"),
        ("`needle`", "paragraph"),
        ("    needle", "code"),
        ("---\nx: needle\n---\n", "front-matter"),
        ("<meta content=needle>", None),
    ],
)
def test_what_is_no_prose(text: str, kind: str | None) -> None:
    """Alternative texts, titles and comments are blocks of their own, which nobody reads as text."""
    blocks = [block for block in parse(text).blocks if "needle" in block.text]

    assert [block.kind for block in blocks] == ([kind] if kind else [])
    assert [block.is_read for block in blocks] == ([kind == "paragraph"] if kind else [])
    for block in blocks:
        start = block.text.index("needle")
        span = block.prose.span(start, start + 6)
        assert text[span.start : span.end] == "needle"


def test_inline_constructs_of_hidden_text() -> None:
    """A link in hidden text belongs to the hidden block, so no rule takes it for one that a reader sees."""
    seen, hidden = parse("one [two](a) <span hidden>[three](b)^[n]</span>").blocks[:2]

    assert [inline.target for inline in seen.inlines] == ["a"]
    assert hidden.hidden
    assert [inline.kind for inline in hidden.inlines] == ["link", "footnote"]
