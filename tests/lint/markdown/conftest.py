"""Material that several tests of the ground share."""

from __future__ import annotations

import pytest

from tests.lint.markdown.commonmark import COUNT, PACKAGE, Example, examples
from tests.npm import Packages


@pytest.fixture(scope="session")
def commonmark_examples(npm_package: Packages) -> list[Example]:
    """The examples of the CommonMark specification, from its npm package; they are no part of this repository."""
    found = examples((npm_package(PACKAGE) / "spec.txt").read_text("utf-8"))
    assert len(found) == COUNT
    return found
