"""A real browser for tests of the audit's page: the Chromium that is installed, driven by playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request, sync_playwright

REQUIRED = "MEDLINT_REQUIRE_BROWSER"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_WHOLE = "html[data-ready]"  # the page's script has unpacked and counted all rows


class Opened:
    """A page in the browser, with all that happened in it: addresses asked for, messages, errors, dialogs."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", self._failed)
        page.on("dialog", self._spoke)

    def go(self, file: Path, fragment: str = "", *, scripts: bool = True) -> Page:
        """Open a file with what follows its address, and wait until the page's script is done, if it runs."""
        self.page.goto(file.as_uri() + fragment)
        if scripts:
            self.page.wait_for_selector(_WHOLE, state="attached")
        return self.page

    @property
    def incidents(self) -> list[str]:
        """What a page that is in order never does: say something, fail, or open a dialog."""
        return [*self.messages, *self.errors, *self.dialogs]

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        self.messages.append(f"{message.type}: {message.text}")

    def _failed(self, error: Error) -> None:
        self.errors.append(str(error))

    def _spoke(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


class Chromium:
    """Windows of a running browser, each with a profile of its own."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @contextmanager
    def window(self, *, scripts: bool = True, width: int = 1280, height: int = 800) -> Iterator[Opened]:
        """An empty window; with `scripts` False JavaScript is off."""
        context = self._browser.new_context(
            java_script_enabled=scripts, viewport={"width": width, "height": height}, service_workers="block"
        )
        try:
            yield Opened(context.new_page())
        finally:
            context.close()


@contextmanager
def launched() -> Iterator[Chromium]:
    """The browser, or a skipped test where there is none; MEDLINT_REQUIRE_BROWSER=1 says that it has to run."""
    executable = next(filter(None, map(shutil.which, _NAMES)), None)
    if executable is None:
        obstacle = f"there is no browser: none of {', '.join(_NAMES)} is installed"
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but {obstacle}")
        pytest.skip(obstacle)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses to start its sandbox for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        try:
            yield Chromium(browser)
        finally:
            browser.close()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Chromium]:
    """The browser for a package whose conftest.py imports this.

    It ends with the package and not with the session, since playwright's event loop runs in the thread of the tests for
    as long: a later test could start none of its own.
    """
    with launched() as browser:
        yield browser
