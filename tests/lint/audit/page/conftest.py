"""The browser and a page, for the tests of the page."""

from tests.browser import chromium
from tests.lint.audit.page.screen import opened, small_page

__all__ = ["chromium", "opened", "small_page"]
