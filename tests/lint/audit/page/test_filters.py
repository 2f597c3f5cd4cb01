"""What the page's script shows and counts in a real browser, against what Python counts in the document."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from lint.audit.document import Document
from lint.audit.page import pages
from tests.browser import Chromium, Opened
from tests.lint.audit.page.screen import CHOOSE, COUNT, ROWS, Asked, choose, count, fragment, identity, rows, written
from tests.lint.audit.sample import small

# The page's policy forbids `eval`, so what runs in it is put together here. So many entries a second a browser refuses.
_EVERY = f"""([name, combinations]) => {{
  history.pushState = history.replaceState = () => undefined;
  return combinations.map((asked) => {{
    ({CHOOSE})([name, asked]);
    return [({COUNT})(name), ({ROWS})(name)];
  }});
}}"""


def _passes(asked: Asked, values: dict[str, str], text: str = "") -> bool:
    """Whether a row with these values has what is asked for; nothing asked of a facet is anything."""
    return all(not asked.get(facet) or value in asked[facet] for facet, value in values.items()) and all(
        each.lower() in text.lower() for each in asked.get("text", [])
    )


def _expected(document: Document, asked: Asked) -> list[str]:
    """The findings that a combination leaves, by the document alone."""
    return [
        identity(each)
        for each in document["findings"]
        if _passes(
            asked,
            {"severity": each["severity"], "rule": each["rule"], "file": each["path"], "state": each["standing"]},
            f"{each['message']} {each['path']}",
        )
    ]


def _combinations(document: Document) -> list[Asked]:
    """All severities, one and two of them, by all rules, states and files, one or any, by a text."""
    findings = document["findings"]
    severities = sorted({str(finding["severity"]) for finding in findings})
    groups: list[list[str]] = [
        [],
        *([one] for one in severities),
        *([one, other] for one, other in product(severities, repeat=2) if one < other),
    ]
    rules: list[list[str]] = [[], *([rule] for rule in sorted({each["rule"] for each in findings}))]
    paths: list[list[str]] = [[], *([path] for path in sorted({each["path"] for each in findings}))]
    states: list[list[str]] = [[], *([state] for state in sorted({str(each["standing"]) for each in findings}))]
    texts: list[list[str]] = [[], ["LINE 1"], ["the words of line 3 break"], ["nobody wrote this"]]
    return [
        {"severity": severity, "rule": rule, "file": path, "state": state, "text": text}
        for severity, rule, path, state, text in product(groups, rules, paths, states, texts)
    ]


def test_every_combination_of_filters(small_page: Path, opened: Opened) -> None:
    """Whatever is chosen, the rows that are visible are those of the document, and the count is theirs."""
    document = small()
    combinations = _combinations(document)
    page = opened.go(small_page)

    seen = page.evaluate(_EVERY, ["findings", combinations])

    assert len(combinations) > 1000
    for asked, (told, visible) in zip(combinations, seen, strict=True):
        expected = _expected(document, asked)
        assert (f"{len(expected)} of {len(document['findings'])}", expected) == (told, visible), asked


def test_every_box_and_choice_of_the_other_tables(small_page: Path, opened: Opened) -> None:
    """References are counted by state and file, files by status and cause."""
    document = small()
    page = opened.go(small_page)
    references = [{"state": str(each["state"]), "file": each["path"]} for each in document["references"]]
    files = [{"status": str(each["status"])} for each in document["files"]]
    ask_references: list[Asked] = [
        {"state": state, "file": path}
        for state, path in product(
            [[], *([state] for state in sorted({each["state"] for each in references}))],
            [[], *([path] for path in sorted({each["file"] for each in references}))],
        )
    ]
    ask_files: list[Asked] = [{}, *({"status": [status]} for status in ("checked", "unchecked", "skipped"))]

    for table, told, asked in (("references", references, ask_references), ("files", files, ask_files)):
        numbers = [sum(_passes(each, values) for values in told) for each in asked]
        seen = page.evaluate(_EVERY, [table, asked])

        assert [[f"{number} of {len(told)}", number] for number in numbers] == [[said, len(ids)] for said, ids in seen]


def test_no_box_checked_shows_nothing(small_page: Path, opened: Opened) -> None:
    """A box that is checked is shown; with none checked there is nothing to show, and the count says so."""
    page = opened.go(small_page)
    for box in page.query_selector_all("form[data-for=findings-rows] input[name=severity]"):
        box.uncheck()

    assert (count(page), rows(page)) == ("0 of 6", [])


def test_reset(small_page: Path, opened: Opened) -> None:
    """One button shows all again, and the address is empty."""
    page = opened.go(small_page, "#?findings.rule=missing-pmid&findings.severity=error&findings.text=9")
    before = count(page)
    page.click("form[data-for=findings-rows] button[type=reset]")

    assert (before, count(page), fragment(page)) == ("1 of 6", "6 of 6", "")


def test_sort(small_page: Path, opened: Opened) -> None:
    """A heading sorts up, then down, then as the document has it, and says which; equals keep the document's order."""
    document = small()
    page = opened.go(small_page)
    heading = page.locator("#findings-rows th[data-sort]", has_text="Rule").first
    seen = []
    for _ in range(3):
        heading.locator("button").click()
        seen.append((heading.get_attribute("aria-sort"), rows(page)))
    up = [identity(finding) for finding in sorted(document["findings"], key=lambda finding: finding["rule"])]
    down = sorted(document["findings"], key=lambda finding: finding["rule"], reverse=True)

    assert [
        ("ascending", up),
        ("descending", [identity(finding) for finding in down]),
        (None, [identity(finding) for finding in document["findings"]]),
    ] == seen


def test_without_scripts(tmp_path: Path, chromium: Chromium) -> None:
    """Everything is there to read, the filters, which could do nothing, are not, and no number is missing."""
    document = small()
    with chromium.window(scripts=False) as window:
        page = window.go(written(document, tmp_path), scripts=False)

        assert page.locator("form:visible").count() == 0
        assert len(document["findings"]) == page.locator("#findings-rows tbody tr:visible").count()
        assert len(document["references"]) == page.locator("#references-rows tbody tr:visible").count()
        assert len(document["files"]) == page.locator("#files-rows tbody tr:visible").count()
        assert "6 findings" in page.locator("#findings .count-static").inner_text()
        assert page.locator("#findings-rows th button").count() == 0


def test_nothing_is_requested(small_page: Path, opened: Opened) -> None:
    """The page asks for itself, and for nothing else."""
    page = opened.go(small_page)
    choose(page, rule=["missing-pmid"])
    page.locator("#findings-rows th button").first.click()

    assert [small_page.as_uri()] == opened.requests


def test_keys(small_page: Path, opened: Opened) -> None:
    """The keys step through the rows that are visible, stop at the ends, and are letters again in a field."""
    document = small()
    page = opened.go(small_page, "#?findings.rule=uncited-reference")
    shown = [identity(finding) for finding in document["findings"] if finding["rule"] == "uncited-reference"]
    page.evaluate("document.getElementById('findings').scrollIntoView()")
    seen = []
    for key in "jnnkpp":
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.id"))
    page.keyboard.press("/")
    page.keyboard.type("jk/n")

    assert [shown[0], shown[1], shown[1], shown[0], shown[0], shown[0]] == seen
    assert page.input_value("form[data-for=findings-rows] input[name=text]") == "jk/n"
    assert count(page) == "0 of 6"


def test_print(small_page: Path, opened: Opened) -> None:
    """Paper has every row and all details, and a count that is true of it; the screen is as before."""
    page = opened.go(small_page, "#?findings.rule=missing-pmid")
    state = "() => [document.querySelectorAll('details[open]').length, document.querySelectorAll('details').length]"
    before = page.evaluate(state)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened_details, details = page.evaluate(state)
    on_paper = (count(page), len(rows(page)))
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    assert details == opened_details > 0
    assert on_paper == ("6 of 6", 6)
    assert before == page.evaluate(state)
    assert count(page) == "2 of 6"


def test_chromium_prints_what_is_folded(small_page: Path, opened: Opened) -> None:
    """A real print tells the page before and after it."""
    page = opened.go(small_page)
    page.evaluate(
        "() => { window.seen = []; addEventListener('beforeprint', () =>"
        " seen.push(document.querySelectorAll('details:not([open])').length)); }"
    )
    page.pdf()

    assert page.evaluate("seen") == [0]


def test_the_script_stands_safely_in_a_page(small_page: Path) -> None:
    """Nothing in the script could end the element that holds it, and its text reaches the page as it is."""
    script = (Path(pages.__code__.co_filename).parent / "filter.js").read_text("utf-8")

    assert script.strip() in small_page.read_text("utf-8")
    assert not any(mark in script.lower() for mark in ("</script", "<!--", "<script"))
