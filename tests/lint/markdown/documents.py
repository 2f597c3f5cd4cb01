"""Small documents of our own that hold every kind of text and markup whose places have to be exact."""

from __future__ import annotations

DOCUMENTS: dict[str, str] = {
    "paragraph": "Ketamine is an anesthetic that blocks NMDA receptors.\nIt was made in the sixties.\n",
    "emphasis": (
        "It *really* is **very** ***strong*** and __quite__ _new_, *so **they** say*, un*frigging*believable.\n"
    ),
    "emphasis that is none": "Two * three * four, snake_case_word, **unclosed, 5*6 and ~~ alone ~ here\n",
    "strikethrough": "Take ~~ten tablets~~ two, ~~~five~~~ or ~~**none** at all~~.\n",
    "inline links": (
        "See [the paper](https://example.org/a_(b)?c=d \"Some *title*\") and [**bold** one](<with space> 'x').\n"
    ),
    "reference links": (
        'See [full][ref], [collapsed][] and [shortcut].\n\n[ref]: https://example.org/full "Full title"\n'
        "[collapsed]: <https://example.org/c>\n[shortcut]:\n  /short\n  'Title over\n  two lines'\n"
    ),
    "links in a quote": "> See [one][a] and [two](\n> /url\n> 'title').\n>\n> [a]:\n> /over/there\n> 'Named so'\n",
    "autolinks": "Write to <team@example.org> or see <https://example.org/%C3%A9?x=%20y> today.\n",
    "entities": "Fish &amp; chips &copy; 2020 &#65;&#x42; &nbsp;wide&ngE;r &unknown; &amp &#0; end\n",
    "escapes": "Not \\*emphasis\\*, \\[not a link\\], a\\\\b, \\a, 1\\. first \\# hash and \\&amp; so\n",
    "code spans": (
        "Run `code`, `` a ` tick ``, ` padded `, `  two  `, ` ` and ```x``y``` or `over\nlines  here` now `open\n"
    ),
    "breaks": (
        "soft\nbreak, hard  \nbreak, long     \nbreak, back\\\nslash, one \nspace\n  indented\n\ttabbed\nend  \n"
    ),
    "break behind markup": ("Read [this](there)  \nand `that`  \nand **more**  \nplease, [so](x) \nit &amp;  \nends\n"),
    "lazy continuation": "> quoted text\ngoes on lazily\nand on\n\n- item text\nlazy too\n\n> - both\nlazy\n",
    "nested quotes": "> one\n>> two\n> > > three\n>>still three\n>\n> one again\n",
    "nested lists": (
        "- one\n  - two\n    1. three\n       more\n\n       loose\n  - two b\n* other\n  + plus\n\n10) ten\n"
        "11) eleven\n"
    ),
    "tabs": "-\tone\n\n\ttwo\n\n\t- deep\n\n1.\tnumber\n\n>\tquoted\n>\t\tcode in it\n\n-\t`a\n\tb` end\n",
    "table": (
        "| Drug | Dose *per day* |\n|:-----|------:|\n| one | `a \\| b` c |\n"
        "| **two** \\| three | &amp; more |\nlazy\n| short |\n| far | too | many cells |\n"
    ),
    "table without pipes around": "Drug | Dose\n-----|-----\nalpha | beta\\|gamma\n delta|\xa0epsilon \n",
    "table in a quote": "> | a | bee |\n> |---|---|\n> | cat | `dog\\|eel` |\n>\n> after\n",
    "table in a list": "- item\n\n  | a | bee |\n  |---|---|\n  | cat | dog |\n- next\n",
    "footnotes": (
        "Known[^1] and named[^note], inline^[a *short* note with `code`] too, and nested^[outer^[inner] text].\n\n"
        "[^1]: First note.\n[^note]: First paragraph\n    goes on.\n\n    Second paragraph.\n\n"
        "        code in it\n\nAfter.\n"
    ),
    "definition list": (
        "Term *one*\n: Definition one\n  goes on\n\n  second paragraph\n\nTerm two\n~ Other **def**\n: - list in it\n"
    ),
    "images": (
        'Look: ![alt *text* with `code` &amp; [link](x)](pic.png "Picture &quot;title&quot;") and ![ref][img].\n\n'
        "[img]: i.png 'T'\n"
    ),
    "html block": (
        "<div class=x title='A &lt;tip&gt;'>\nText &amp; more   wide <b>bold</b> text\n<p>para\n<p>graph</p>\n"
        "<ul><li>one<li>two <i>it</i></ul>\n<img src=a alt='An image'>\n</div>\n"
    ),
    "html table": (
        "<table>\n<tr><th>Drug</th><th>Dose</th></tr>\n<tr><td>alpha</td>\n<td>beta <br>gamma</td></tr>\n</table>\n"
    ),
    "html pre": "<pre>\nkept   space\n  and <b>lines</b>\n</pre>\n",
    "inline html": (
        'H<sub>2</sub>O, <span title="tip">hover</span><br>next <!-- said --> seen <a href="#x">go</a> 1<sup>st</sup>\n'
    ),
    "html in containers": "> <div>\n> quoted html\n> </div>\n\n- <p>item html\n  second line</p>\n\n\t<b>tab</b>\n",
    "hidden html": (
        "<div hidden>\n\nSecret paragraph.\n\n</div>\n\n"
        "Shown <span style='display:none'>not shown</span> again.\n\n<details><summary>Short</summary>\n\n"
        "Long *text*.\n\n</details>\n"
    ),
    "setext headings": (
        "A heading *over*\nseveral lines\n  of text\n=====\n\nSecond\n---\n\n> Quoted\n> heading\n> ===\n"
    ),
    "closing hashes": (
        "# One #\n## Two ##   \n### Three \\###\n#### Four#\n#\tFive\n###### Six {#six}\n> # Quoted #\n"
    ),
    "indented code": "    code line\n\tby tab\n\n      more\n\n- item\n\n      code in item\n\n\t  odd tab\n",
    "fenced code": (
        "```python\nprint(one)\n\ttabbed\n\n  last\n```\n\n- item\n  ~~~\n  inside\n    deeper\n out\n  ~~~\n\n"
        "> ```\n> quoted\n"
    ),
    "admonitions": (
        '!!! note\n    Body of note.\n\n!!! warning "A *big* title"\n    Body two.\n\n    - list\n\n'
        '??? tip "Folded"\n    Hidden.\n\n???+ info Open title\n    Seen.\n'
    ),
    "containers": (
        "::: warning Look out\nBody *here*.\n\n::::: tip\ninner\n:::::\n\n- list\n:::\n\n::: {.box}\nboxed\n:::\n"
    ),
    "astral": "😀 smile *em😀ph* 𝒳 math `𝒴code` [li😀nk](u) | 👩\u200d⚕️ doctor\n\n# 😀 head\n\n|😀|b|\n|-|-|\n|𝒵z|y|\n",
    "combining": "e\u0301te\u0301 nai\u0308ve **cafe\u0301** o\u0302 [n\u0303andu\u0301](x) A\u030angstrom\n",
    "control characters": (
        "a\0b nul `c\0d` form\x0cfeed line\u2028sep next\x85line tab\x0bvert\n\n"
        "\u2028start *em\u2029ph*\x85\n\n\x0cfeed\n"
    ),
    "spaces": "no\xa0break thin\u2009space \u3000wide\u200bzero\n\n\xa0leading and trailing\xa0\n\n- \xa0item\n",
    "thematic breaks": "above\n\n---\n\n***\nbelow\n- - -\nlast\n",
    "right to left": "שלום עולם *מודגש* ועוד\n\nmixed עברית text\n",
    "front matter": (
        '---\ntitle: A title\nauthor:\n  - name: Some Body\nquote: "es\\tcaped"\n---\n\n# Head\n\nBody text.\n'
    ),
    "no final newline": "One line, *no newline*",
    "deep": "> - > 1. > * deep text\n",
    "everything in a note": (
        "Mark[^n].\n\n[^n]: > quoted note\n\n    | a | b |\n    |---|---|\n    | c | d |\n\n    <div>html note</div>\n"
    ),
}


def with_line_ends(text: str, ends: str) -> str:
    """The same document with other line ends: one kind, or several in turn."""
    kinds = ends.split("+")
    lines = text.split("\n")
    return "".join(
        line + (kinds[index % len(kinds)] if index + 1 < len(lines) else "") for index, line in enumerate(lines)
    )


LINE_ENDS = ("\n", "\r\n", "\r", "\r\n+\n+\r")
