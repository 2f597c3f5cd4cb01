"""What browsers call a comment, and what they show although it looks like one, in the HTML that Markdown becomes.

Each case was seen once in Chromium, rendered by markdown-it-py as it is: a word in lower case is shown, a word in
capitals is not, and `note` stands in what the HTML standard calls a comment.
"""

from __future__ import annotations

import re

import pytest

from lint.parse import parse

CASES = {
    "a comment": "seen <!-- note --> seen",
    "two hyphens in it": "seen <!-- note -- note --> seen",
    "a comment in a comment": "seen <!-- note <!-- note --> seen -->",
    "it ends at --!>": "<!-- note --!> seen\n\nseen",
    "it ends at --!> before -->": "<!-- note --!> seen -->\n\nseen",
    "inline it ends at --!> before -->": "seen <!-- note --!> seen --> seen",
    "inline without --> it is none": "seen <!-- seen --!> seen",
    "it ends at --->": "<!-- note ---> seen",
    "Markdown takes it further": "seen <!-- note ---> seen --> seen",
    "empty": "<!--> seen -->",
    "empty, with a hyphen": "<!---> seen -->",
    "empty, inline": "seen <!--> seen --> and <!---> seen -->",
    "one hyphen": "seen <!- seen -> seen",
    "a space in its mark": "seen < !-- seen -->",
    "entities": "seen &lt;!-- seen --&gt; seen",
    "escaped": "seen \\<!-- seen -->",
    "code": "`<!-- seen -->`\n\n    <!-- seen -->\n\n```\n<!-- seen -->\n```",
    "an instruction ends at >": "<? WORD > seen ?>\n\nseen",
    "a declaration ends at >": "<!x <!-- WORD > seen -->",
    "CDATA ends at >": "<div><![CDATA[ WORD > seen ]]></div>",
    "CDATA in a drawing": "<svg><text y=20><![CDATA[ seen > <!-- seen --> ]]> <!-- note --></text></svg>",
    "CDATA in a drawing goes on in Markdown": (
        "<div><svg><text y=20><![CDATA[\n\nseen <!-- seen -->\n\n<i></svg></i> seen <b title=']]>'></b></text></svg>"
    ),
    "a list item cuts it off": "- seen\n- <!-- note\n\nONE\n\n<b title='-->'> seen</b>",
    "the next item does not end it": "- <!-- note\n- ONE -->\n\nTWO",
    "a quote cuts it off": "> <!-- note\n\nONE\n\n<div>--> seen</div>\n\nseen",
    "an end tag does not end it": "<div>\n<div><!-- note\n\nONE\n\n</div>\n\nTWO\n\n</div>",
    "--> in text does not end it": "<div><!-- note\n\nONE --> TWO\n\n`-->` [THREE](x '-->')\n\n<i title='--!>'>seen",
    "--> in an attribute ends it": "<div><!-- note\n\nONE\n\n<p title='-->'>seen</p>",
    "another comment ends it": "<div><!-- note\n\nONE <!-- note --> seen",
    "paragraphs": "seen <!-- seen\n\nseen --> seen",
    "cells": "| seen | seen |\n|---|---|\n| <!-- seen | seen --> |",
    "never ended, with a note": "seen[^1]\n\n[^1]: WORD\n\n<!-- note",
    "textarea": "seen <textarea><!-- seen --></textarea> <!-- note -->",
    "textarea over paragraphs": "<div><textarea>\n\n<!-- seen -->\n\n<b>seen <!-- seen --></textarea> <!-- note -->",
    "textarea over cells": "| a | b |\n|---|---|\n| <textarea> | seen |\n| <!-- seen --> | </textarea> <!-- note --> |",
    "textarea over items": "- <textarea>\n- seen <!-- seen -->\n\n<i></textarea> <!-- note --></i> seen",
    "xmp": "seen <xmp><!-- seen --></xmp> <!-- note -->",
    "xmp over paragraphs": "<xmp>\n\n**seen** <!-- seen -->\n\n</xmp> seen <!-- note -->",
    "plaintext": "<plaintext><!-- seen --></plaintext><!-- seen -->\n\nseen <!-- seen -->",
    "listing": "seen <listing><!-- note --> seen</listing>",
    "an end tag with more to its name": "<textarea></textarea-x><!-- seen --></textarea>",
    "an end tag with a space that is none": "seen <xmp></xmp\u00a0><!-- seen --></xmp>",
    "title": "seen <title><!-- ONE --></title> seen <!-- note -->",
    "iframe": "seen <iframe><!-- ONE --></iframe> seen",
    "noembed": "seen <noembed><!-- ONE --></noembed> seen",
    "noframes": "seen <noframes><!-- ONE --></noframes> seen",
    "style": "<style><!-- ONE </style> seen -->",
    "script": "<script><!-- ONE </script> seen -->",
    "script in a script": "<script><!--<script> ONE </script> TWO --></script> seen",
    "noscript": "<noscript><!-- ONE </noscript> seen -->",
    "noscript with an attribute": "<noscript><b title='ONE </noscript> seen '>",
    "noscript over paragraphs": "- <noscript>\n\n  ONE\n\nTWO\n\n<b></noscript></b> seen <!-- note -->",
    "style in noscript": "<noscript><style></noscript> seen <!-- note -->",
    "style in a drawing": "<svg><style><!-- note --><p>seen</p></svg> seen",
    "style in a drawing before a paragraph": "<svg><style>\n\nseen <!-- note --> seen",
    "style in a drawing that a line break ends": "<svg><style><!-- note --></br> seen",
    "style in a drawing that a font ends": "<svg><style><!-- note --><font size=2> seen",
    "style in a drawing that the end of bold ends": "<b><svg><style><!-- note --></b> seen",
    "textarea in a drawing": "<svg><textarea><!-- note --></svg> seen",
    "textarea in HTML in a drawing": (
        "<svg><foreignObject width=300 height=300><textarea><!-- seen --></textarea></foreignObject></svg>"
    ),
    "xmp in a formula": "<math><mi><xmp><!-- seen --></xmp></mi></math>",
    "title of a drawing": "<svg><title><!-- note --></title></svg> seen",
    "link": "[seen <!-- note -->](x) seen",
    "hidden": "<span hidden><!-- note --> ONE</span> seen",
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_a_comment(name: str) -> None:
    """What is shown is read and in no comment; what is in a comment is neither text nor lost."""
    blocks = parse(CASES[name]).blocks
    comments = " ".join(block.text for block in blocks if block.kind == "comment")
    seen = " ".join(block.text for block in blocks if not block.hidden and block.kind not in ("alt", "title"))
    written = CASES[name]

    assert re.findall(r"\b(?:seen|[A-Z]{3,})\b(?<!CDATA)", comments.replace("ONE <!-- note", "")) == []
    assert re.findall(r"\bnote\b|\b[A-Z]{3,}\b(?<!CDATA)", seen) == []
    assert len(re.findall(r"\bseen\b", seen)) == len(re.findall(r"\bseen\b", written))
    assert len(re.findall(r"\bnote\b", comments)) == len(re.findall(r"\bnote\b", written))


@pytest.mark.parametrize(
    ("text", "alt"),
    [
        ("![<!-- needle -->](x)", "<!-- needle -->"),
        ("![a <!-- needle --> b](x)", "a <!-- needle --> b"),
        ("![a <span hidden>needle</span>](x)", "a needle"),
        ("![a <b>needle</b> c](x)", "a needle c"),
        ("![a <textarea>](x) b <!-- c --> ![needle](x)", "needle"),
        ("![a ![<!-- needle -->](x)](y)", "<!-- needle -->"),
    ],
)
def test_alternative_text(text: str, alt: str) -> None:
    """Renderers put what stands in an image into its alternative text as it is written, comments too."""
    blocks = parse(text).blocks

    assert [(block.kind, block.text, block.hidden) for block in blocks if "needle" in block.text] == [("alt", alt, "")]


@pytest.mark.parametrize("text", ["![a <i data-x='needle'>b</i>](x)", "<a title='<!-- needle -->'>b</a>"])
def test_attributes(text: str) -> None:
    """What an attribute holds is no comment; in an image all attributes are shown, with their tags."""
    assert [block.kind for block in parse(text).blocks if "needle" in block.text] == ["title"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[a](x '<!-- needle -->')", "title"),
        ("---\nx: <!-- needle -->\n---\n", "front-matter"),
    ],
)
def test_where_there_is_no_html(text: str, kind: str) -> None:
    """In titles of links and in the front matter the marks of a comment are text."""
    found = [block for block in parse(text).blocks if "needle" in block.text]

    assert [block.kind for block in found] == [kind]
