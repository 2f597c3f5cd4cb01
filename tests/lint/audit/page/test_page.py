"""The pages of an audit: what stands on them, what they weigh, and that they are a function of the document."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re

import pytest
from markupsafe import Markup

from lint.audit.page import pages
from lint.audit.page.packed import packed, within
from lint.audit.page.view import page_name
from tests.lint.audit.sample import hostile, many, small

_SECTIONS = "summary coverage findings references rules exemptions trend standards provenance sign-off".split()


def _index(document: object, *, site: bool = False) -> str:
    return dict(pages(document, site=site))["index.html"]  # type: ignore[arg-type]  # a document


def _unpacked(page: str, table: str) -> str:
    found = re.search(rf'<script type="text/plain" class="packed" data-for="{table}">([^<]*)</script>', page)
    return gzip.decompress(base64.b64decode(found[1])).decode() if found else ""


def test_every_section_stands_there_and_the_navigation_leads_to_it() -> None:
    """Their ids are those of the contract with the script."""
    page = _index(small())

    assert re.findall(r'<section id="([^"]+)"', page) == _SECTIONS
    for name in _SECTIONS:
        assert f'<a href="#{name}">' in page


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing else is read than the document, and it is not changed."""
    document = small()
    before = json.dumps(document)

    first, second = dict(pages(document, site=True)), dict(pages(json.loads(before), site=True))

    assert first == second
    assert before == json.dumps(document)


def test_the_policy_admits_what_is_inlined_and_nothing_else() -> None:
    """By the digest of exactly what stands between the tags."""
    for page in dict(pages(small(), site=True)).values():
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
        assert policy is not None
        for tag, directive in (("style", "style-src"), ("script", "script-src")):
            content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
            assert content is not None
            digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
            assert f"{directive} &#39;sha256-{digest}&#39;" in policy[1]
        assert "default-src &#39;none&#39;" in policy[1]
        assert re.search(r"<[^>]* (?:style|on\w+)=", re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)) is None


def test_all_rows_have_what_the_script_filters_by() -> None:
    """Their ids differ, though fingerprints may be equal."""
    document = small()
    document["findings"].append(dict(document["findings"][0]))  # type: ignore[arg-type]  # a copy of a finding

    page = _index(document)

    rows = re.findall(r'<tr id="(f-[0-9a-f-]+)" data-severity="(\w+)" data-rule="([\w-]+)" data-file="([^"]+)"', page)
    assert len(document["findings"]) == len({row[0] for row in rows})
    assert [(each["severity"], each["rule"], each["path"]) for each in document["findings"]] == [
        row[1:] for row in rows
    ]
    assert f"{rows[0][0]}-2" == rows[-1][0]


def test_verdicts_stand_side_by_side_in_words() -> None:
    """With and without what excuses findings."""
    document = small()
    document["audit"]["without_exemptions"] = {"code": 2, "words": "No verdict: nothing was read.", "limits": ""}

    page = _index(document)

    assert "Not passed: errors were found." in page
    assert "No verdict: nothing was read." in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\u202e\0\r</table>", "{{ 7 * 7 }}", " ", ""])
def test_hostile_text_is_text_everywhere(text: str) -> None:
    """No element of the text is one of the page, and nothing is evaluated."""
    for page in dict(pages(hostile(text), site=True)).values():
        assert page.count("<script>") == 1
        assert "alert(1)</script>" not in page
        assert "{{ 49" not in page
        assert re.search(r"[\0\r\u202e]", page) is None


def test_identifiers_lead_somewhere_only_when_they_are_well_formed() -> None:
    """Of others there is the text."""
    document = small()
    document["references"][0]["doi"] = "10.1234/a<b>"
    document["references"][1]["doi"] = "javascript:alert(1)"

    page = _index(document)

    assert 'href="https://doi.org/10.1234/a%3Cb%3E"' in page
    assert 'href="javascript' not in page
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/1234001/"' in page


def test_a_site_has_a_page_for_every_article() -> None:
    """The index keeps the sums and leads to them; skipped files have none."""
    document = small()

    site = dict(pages(document, site=True))

    names = [page_name(each["path"]) for each in document["files"] if each["status"] != "skipped"]
    assert ["index.html", *names] == list(site)
    assert '<table id="findings-rows"' not in site["index.html"]
    for name in names:
        assert f'href="{name}"' in site["index.html"]
        assert 'href="../index.html"' in site[name]
    shown = [row for name in names for row in re.findall(r'<tr id="(f-[^"]+)"', site[name])]
    assert len(document["findings"]) == len(shown)


def test_names_of_pages_differ_where_paths_do() -> None:
    """Also when their letters are none of an address."""
    names = {page_name(path) for path in ("a/b.md", "a-b.md", "A/B.md", "痛み.md", "疼痛.md", "x" * 300)}

    assert len(names) == 6
    assert all(re.fullmatch(r"articles/[a-z0-9-]{1,70}\.html", name) for name in names)


def test_five_hundred_files_weigh_less_than_a_megabyte() -> None:
    """Every row is there, as it is or packed, in its order."""
    document = many(500, 18, 7)

    page = _index(document)

    assert len(page.encode()) < 1_000_000
    whole = page + _unpacked(page, "findings-rows")
    assert [f"f-{each['fingerprint'][:12]}" for each in document["findings"]] == re.findall(
        r'<tr id="(f-[0-9a-f]{12})', whole
    )
    whole = page + _unpacked(page, "references-rows")
    assert len(document["references"]) == len(re.findall(r'<tr id="r-\d+"', whole))
    more = len(re.findall(r"<tr id=", _unpacked(page, "findings-rows")))
    assert f"This page holds {more} more as packed rows" in page


def test_rows_that_fit_are_not_packed() -> None:
    """And those that do not are, the last ones."""
    rows = [Markup("<tr>{}</tr>").format("x" * n) for n in range(400)]

    [fitting] = within([rows], 10**6)
    [cut, empty] = within([rows, []], 70_000)

    assert (fitting.packed, fitting.beyond) == ("", 0)
    assert "".join(rows) == str(cut.first) + gzip.decompress(base64.b64decode(cut.packed)).decode()
    assert 0 < cut.beyond < 400
    assert (empty.total, empty.beyond, empty.packed) == (0, 0, "")


def test_packing_does_not_depend_on_the_system() -> None:
    """No time, no name, no operating system in the header."""
    assert base64.b64decode(packed("rows"))[:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
