"""The address of the page holds what it shows: filters, sorts, and links to a row."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser import Chromium, Opened
from tests.lint.audit.page.screen import Asked, choose, count, fragment, identity, rows, written
from tests.lint.audit.sample import many, small


@pytest.mark.parametrize(
    "asked",
    [
        {"severity": ["error", "warning"]},
        {"rule": ["missing-pmid"], "text": ["line 3"]},
        {"file": ["content/lidocaine.md"], "state": ["known"]},
        {"text": ["50 % & more, = #+ “ü” 💊 ?"]},
    ],
    ids=str,
)
def test_the_address_holds_the_filters(small_page: Path, opened: Opened, chromium: Chromium, asked: Asked) -> None:
    """A page opened with the address of another shows the same rows, and keeps the address as it is."""
    page = opened.go(small_page)
    choose(page, **asked)

    with chromium.window() as other:
        again = other.go(small_page, f"#{fragment(page)}")

        assert (count(page), rows(page)) == (count(again), rows(again))
        assert page.url == again.url
        assert other.incidents == []
    assert fragment(page).startswith("?findings.")


def test_an_address_as_the_documentation_gives_it(small_page: Path, opened: Opened) -> None:
    """What one writes by hand is obeyed, for all tables at once; what the page does not have is left out of it."""
    asked = "findings.rule=missing-pmid&findings.severity=error,fatal&references.state=unverified&x.y=z"

    page = opened.go(small_page, f"#?{asked}&findings.sort=-file")

    assert (count(page), count(page, "references")) == ("2 of 6", "1 of 7")
    assert (
        fragment(page)
        == "?findings.severity=error&findings.rule=missing-pmid&findings.sort=-file&references.state=unverified"
    )


@pytest.mark.parametrize("fragment", ["#?", "#?findings.rule", "#?findings.text=%E2%28", "#?=&&==", "#%", "#nowhere"])
def test_a_broken_address_shows_all(small_page: Path, opened: Opened, fragment: str) -> None:
    """An address that was cut or mistyped hides nothing."""
    page = opened.go(small_page, fragment)

    assert (count(page), len(rows(page))) == ("6 of 6", 6)


def test_back_and_forward(small_page: Path, opened: Opened) -> None:
    """Each choice is one step back, a word that was typed is one as well, and a visit to a section loses no filter."""
    page = opened.go(small_page)
    seen = [count(page)]
    choose(page, rule=["missing-pmid"])
    seen.append(count(page))
    page.keyboard.press("/")
    page.keyboard.type("line 9")
    seen.append(count(page))
    page.evaluate("location.hash = 'coverage'")
    seen.append(count(page))
    back = []
    for _ in range(3):
        page.go_back()
        back.append(count(page))
    page.go_forward()

    assert seen == ["6 of 6", "2 of 6", "1 of 6", "1 of 6"]
    assert back == ["1 of 6", "2 of 6", "6 of 6"]
    assert count(page) == "2 of 6"


def test_a_sort_is_in_the_address(small_page: Path, opened: Opened, chromium: Chromium) -> None:
    """The order goes with the address, and a filter keeps it."""
    page = opened.go(small_page)
    page.locator("#findings-rows th[data-sort] button", has_text="Rule").first.click()
    choose(page, severity=["error", "warning"])
    with chromium.window() as other:
        again = other.go(small_page, f"#{fragment(page)}")

        assert rows(page) == rows(again)
        assert again.locator("#findings-rows th[aria-sort]").get_attribute("aria-sort") == "ascending"
    assert fragment(page) == "?findings.severity=error,warning&findings.sort=rule"


def test_a_permalink_to_a_row_that_is_filtered_out(small_page: Path, opened: Opened) -> None:
    """The filters that hide the row give way, those that do not stay, and the row has the focus."""
    finding = small()["findings"][0]
    page = opened.go(small_page, "#?findings.rule=uncited-reference&findings.severity=error")
    before = count(page)
    page.evaluate("id => { location.hash = id; }", identity(finding))
    page.wait_for_selector(f"tr.marked#{identity(finding)}")

    assert before == "0 of 6"
    assert count(page) == "3 of 6"
    assert identity(finding) == page.evaluate("document.activeElement.id")
    assert page.locator("tr.marked").evaluate(
        "row => row.getBoundingClientRect().top >= 0 && row.getBoundingClientRect().bottom <= innerHeight"
    )
    page.go_back()
    assert count(page) == "0 of 6"


def test_rows_that_are_packed(tmp_path: Path, opened: Opened, chromium: Chromium) -> None:
    """Rows for which the page had no room are counted, filtered and found like the others."""
    document = many(500)
    file = written(document, tmp_path)
    findings = document["findings"]
    last, total = identity(findings[-1]), len(findings)
    assert f'id="{last}"' not in file.read_text("utf-8"), "the page has room for all: this test needs a larger document"

    page = opened.go(file)
    assert (f"{total} of {total}", 0) == (count(page), page.locator(".more").count())
    assert [identity(finding) for finding in findings[:200]] == rows(page)
    page.click("#findings .further")
    assert [identity(finding) for finding in findings[:400]] == rows(page)
    assert page.evaluate("document.activeElement.id") == identity(findings[200])
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert [identity(finding) for finding in findings] == rows(page)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    choose(page, text=["ARTICLE-0049"])
    assert [identity(finding) for finding in findings if "article-0049" in finding["path"]] == rows(page)
    with chromium.window() as other:
        again = other.go(file, f"#{last}")

        assert [last] == again.eval_on_selector_all("tr.marked", "rows => rows.map((row) => row.id)")
        assert last == again.evaluate("document.activeElement.id")
        assert [file.as_uri()] == [address.partition("#")[0] for address in other.requests]


def test_a_file_is_asked_for_by_a_name_with_commas(tmp_path: Path, opened: Opened) -> None:
    """A name with what separates values in the address is one value."""
    document = small()
    name = "content/a, b & c=d%2C.md"
    document["findings"][0]["path"] = name
    file = written(document, tmp_path)

    page = opened.go(file, f"#?findings.file={quote(name, safe='')}")

    assert [identity(document["findings"][0])] == rows(page)
    assert f"?findings.file={quote(name, safe='')}" == fragment(page)
