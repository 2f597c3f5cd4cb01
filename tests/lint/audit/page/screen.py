"""What tests do with the audit's page in a browser, and what they see there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from lint.audit.document import Document, Finding
from lint.audit.page import pages
from tests.browser import Chromium, Opened
from tests.lint.audit.sample import small

ROWS = """name => {
  const rows = [...document.getElementById(`${name}-rows`).tBodies[0].rows];
  return rows.filter((row) => row.getClientRects().length).map((row) => row.id);
}"""
COUNT = "name => document.querySelector(`form[data-for='${name}-rows'] output.count`).textContent"

# Chooses what a person would, control by control, and lets the script know as the browser does.
CHOOSE = """([name, asked]) => {
  const form = document.querySelector(`form[data-for="${name}-rows"]`);
  for (const control of form.elements) {
    const wanted = asked[control.name];
    if (wanted === undefined) continue;
    if (control.type === "checkbox") control.checked = !wanted.length || wanted.includes(control.value);
    else if (control.tagName === "SELECT")
      for (const option of control.options) option.selected = (wanted.length ? wanted : [""]).includes(option.value);
    else control.value = wanted[0] ?? "";
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""

# Elements that hold one text from outside and nothing else.
CELLS = (
    "#findings-rows .said", "#findings-rows .help", "#findings-rows .context .around", "#findings-rows mark",
    "#findings-rows .waiver .text", "#references-rows .entry", "#references-rows .label > .text",
    "#references-rows .notices .text", "#references-rows .identifier, #references-rows .identifiers .text",
    "#files-rows .path", "#findings-rows .path", "#references-rows .path",
)  # fmt: skip
TEXTS_OF = "selector => [...document.querySelectorAll(selector)].map((element) => element.textContent)"

Asked = dict[str, list[str]]


@pytest.fixture
def small_page(tmp_path: Path) -> Path:
    """The page of the small document."""
    return written(small(), tmp_path)


@pytest.fixture
def opened(chromium: Chromium) -> Iterator[Opened]:
    """A window, in which nothing must have gone wrong in the end."""
    with chromium.window() as window:
        yield window

        assert window.incidents == []


def written(document: Document, folder: Path) -> Path:
    """Write the index of an audit to a folder."""
    file = folder / "index.html"
    ((_, html),) = ((name, html) for name, html in pages(document) if name == file.name)
    file.write_text(html, "utf-8")
    return file


def choose(page: Page, **asked: list[str]) -> None:
    """Choose among the findings what a person would."""
    page.evaluate(CHOOSE, ["findings", asked])


def count(page: Page, table: str = "findings") -> str:
    """The count above a table."""
    return str(page.evaluate(COUNT, table))


def rows(page: Page, table: str = "findings") -> list[str]:
    """The identities of the rows that are visible, in their order."""
    return list(page.evaluate(ROWS, table))


def fragment(page: Page) -> str:
    """What follows `#` in the address."""
    return page.url.partition("#")[2]


def identity(finding: Finding) -> str:
    """The identity of a finding's row."""
    return f"f-{finding['fingerprint'][:12]}"


def shown(text: str) -> str:
    r"""What the page shows: the text itself, but `\x00` for a character that HTML cannot hold."""

    def number(match: re.Match[str]) -> str:
        character = match[0]
        if "\udc80" <= character <= "\udcff":  # a byte of a file name
            return f"\\x{ord(character) - 0xDC00:02x}"
        return character.encode("unicode_escape", "surrogatepass").decode().replace("\\r", "\\x0d")

    return re.sub("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe]", number, text)
