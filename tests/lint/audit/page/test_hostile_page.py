"""Texts from outside, in every cell of the audit's page: nothing runs, nothing is asked for, each reads back equal."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from lint.audit.page import pages
from lint.formats.plain import printable
from tests.browser import Chromium
from tests.lint.audit.page.screen import CELLS, TEXTS_OF, shown, written
from tests.lint.audit.sample import hostile

_FLAG = "window.ran = (window.ran || 0) + 1"

# Each would set the flag, open a dialog or ask for an address if the page took it for anything but text.
_TEXTS = {
    "script": f"<script>{_FLAG}; alert(1)</script>",
    "script that ends the page's": f"</script><script>{_FLAG}</script>",
    "script in capitals, unclosed": f"<ScRiPt x>{_FLAG}//",
    "image": f'<img src=x onerror="{_FLAG}">',
    "image without a space": f"<svg/onload={_FLAG.replace(' ', '/**/')}>",
    "attribute, double quotes": f'" autofocus tabindex=1 onfocus="{_FLAG}" x="',
    "attribute, single quotes": f"' onmouseover='{_FLAG}' x='",
    "attribute, backticks": f"` onclick=`{_FLAG}`",
    "end of a list": f"</option></select><img src=x onerror='{_FLAG}'>",
    "end of a title": f"</title></head><body onload='{_FLAG}'>",
    "end of a style": f"</style><script>{_FLAG}</script>",
    "end of a field": "</textarea></template></noscript><iframe srcdoc='<script>parent.ran=1</script>'>",
    "end of a table": f"</td></tr></table><details open ontoggle='{_FLAG}'>",
    "comment": f"<!-- --!> <script>{_FLAG}</script> -->",
    "CDATA": f"<![CDATA[ ]]> <script>{_FLAG}</script> ]]>",
    "javascript address": f"javascript:{_FLAG}",
    "javascript address, broken": f"java\tscript:{_FLAG}",
    "data address": f"data:text/html,<script>{_FLAG}</script>",
    "address of another machine": '<link rel=stylesheet href="http://127.0.0.1:9/a.css"><base href="//127.0.0.1:9/">',
    "redirection": '<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/">',
    "CSS": "}</style>*{display:none}body{background:url(http://127.0.0.1:9/b)}/*",
    "Jinja": "{{ 7 * 7 }} {% for x in range(9) %}{{ x }}{% endfor %} {# gone #}",
    "JavaScript template": "${window.ran = 1} `+window.ran+`",
    "entities": "&lt;b&gt; &amp;amp; &#x3c;script&#x3e; &nbsp &copy",
    "quotes": "\"'`<>&=",
    "turned direction": "dose \u202e5\u202c mg \u2066x\u2069 \u200f\u061c end",
    "unseen": "a\u200bb\u00adc\u2060d\ufeffe\U000e0041f",
    "other scripts": "أسبرين ١٠٠ ملغ — אספירין, アスピリン 💊 ❤️ 👩‍⚕️",
    "marks": "Zal\u0300\u0301\u0302\u0303\u0304\u0305\u0306go",
    "long word": "Pneumono" * 400,
    "white space": "  two  spaces, \n a line\n\tand a tab ",
    "paths": "../../etc/passwd%00.md?x=1#y",
    "formula": '=HYPERLINK("http://127.0.0.1:9/","x")',
    "percent": "%3Cscript%3E %E2%28 100 %",
}

# HTML cannot hold these characters: the page shows their numbers.
_NUMBERED = {
    "NUL": "a\0b",
    "controls": "a\x01\x08\x0b\x0c\x1b[31m\x7fz",
    "C1 controls": "a\x80\x9b31m\x9fz",
    "carriage return": "a\rb\r\nc",
    "lone surrogates": "a\udc80b\ud800c\udfff",
    "noncharacters": "a\ufffeb\uffffc\ufdd0d\U0001fffee",
}

_BEFORE = """() => {
  window.ran = 0;
  for (const element of document.querySelectorAll("*")) {
    for (const { name } of element.attributes) if (name.startsWith("on")) window.ran += 1000;
  }
}"""

_PLACES = """() => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent);
  return {
    heading: document.querySelector("h1").textContent,
    findings: texts("#findings-rows > tbody > tr"),
    references: texts("#references-rows > tbody > tr"),
    files: texts("#files-rows > tbody > tr"),
    exemptions: [document.querySelector("#exemptions").textContent],
    provenance: [document.querySelector("#provenance").textContent],
    trend: [document.querySelector("#trend").textContent],
    signatures: [document.querySelector("#sign-off").textContent],
    coverage: [document.querySelector("#coverage").textContent],
  };
}"""


def _together(texts: Iterable[str]) -> Iterator[str]:
    """Several texts in one, as a browser takes a second to open a page: what one of them breaks shows all the same."""
    every = list(texts)
    yield from ("\n".join(every[at : at + 6]) for at in range(0, len(every), 6))


@pytest.mark.parametrize("text", [*_together(_TEXTS.values()), *_together(_NUMBERED.values())])
def test_nothing_runs_and_every_cell_reads_back(chromium: Chromium, tmp_path: Path, text: str) -> None:
    """No script, no dialog, no request, no fault; and each section shows the text as it is."""
    file = written(hostile(text), tmp_path)
    with chromium.window() as window:
        page = window.go(file)
        ran = page.evaluate("window.ran")
        page.evaluate(_BEFORE)
        places = page.evaluate(_PLACES)
        cells = {selector: page.evaluate(TEXTS_OF, selector) for selector in CELLS}
        title = page.title()
        page.mouse.move(640, 400)
        for control in page.locator("form.filters input[type=search]").all():
            control.fill(text.replace("\0", ""))
        page.evaluate("dispatchEvent(new Event('beforeprint'))")  # opens all that is folded
        flag = page.evaluate("window.ran")

        assert ran is None
        assert flag == 0
        assert window.incidents == []
        assert window.requests == [file.as_uri()]
    wanted = shown(text)
    # The title is short, and where no element may stand what is unseen is a number, too.
    assert " ".join(shown(printable(text)).split())[:20] in title
    assert len(places["findings"]) == 4
    assert len(places["references"]) == 7
    for selector, found in cells.items():
        assert found, selector
        assert set(found) <= {f"{wanted}{number}" for number in ("", 2, 3, 4)}, selector
    for place, found in places.items():
        whole = [found] if isinstance(found, str) else found
        assert all(_same_words(wanted, each) for each in whole), place


def _same_words(text: str, whole: str) -> bool:
    """Whether the text stands in a place, white space as the page may wrap it (a title has no more than one space)."""
    return text in whole or " ".join(text.split()) in " ".join(whole.split())


@pytest.mark.parametrize("text", [_TEXTS["script"], _TEXTS["attribute, double quotes"], _TEXTS["turned direction"]])
def test_a_file_of_any_name_is_filtered(chromium: Chromium, tmp_path: Path, text: str) -> None:
    """A name in the list of files chooses the rows of that file, also from the address."""
    file = written(hostile(text), tmp_path)
    with chromium.window() as window:
        page = window.go(file)
        choices = page.locator("form[data-for=findings-rows] select[name=file] option")
        values = [value for value in choices.evaluate_all("all => all.map((each) => each.value)") if value]
        page.select_option("form[data-for=findings-rows] select[name=file]", values[0])
        told = page.locator("form[data-for=findings-rows] output.count").text_content()
        address = page.url.partition("#")[2]
        with chromium.window() as other:
            again = other.go(file, f"#{address}")

            assert again.locator("form[data-for=findings-rows] output.count").text_content() == told
        assert window.incidents == []

    assert told == "2 of 4"
    assert len(values) == 2


def test_a_policy_stands_in_every_page() -> None:
    """The policy allows the one script and the one stylesheet by their digests, and nothing else."""
    for name, html in pages(hostile("<x>"), site=True):
        (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', html)
        directives = dict(part.strip().partition(" ")[::2] for part in unescape(policy).split(";"))
        script, style = _digests(html, "script"), _digests(html, "style")

        assert directives == {
            "default-src": "'none'",
            "script-src": script or "'none'",
            "style-src": style,
            "base-uri": "'none'",
            "form-action": "'none'",
        }, name


def _digests(html: str, element: str) -> str:
    """How a policy names what stands in the elements of this name that hold code (CSP 3, 2.3.1)."""
    contents = re.findall(f"<{element}>(.*?)</{element}>", html, re.DOTALL)
    return " ".join(f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in contents)
