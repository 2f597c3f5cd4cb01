"""Every case of every case file, with exact places and messages."""

from __future__ import annotations

import pytest

from lint.testing import findings, page
from tests.rules.cases import FOLDER, Case, cases, line_of
from tests.rules_page import FAMILIES

ALL = [case for path in sorted(FOLDER.glob("*.md")) if path.name != "README.md" for case in cases(path)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    """The rules of the file report exactly what the case says."""
    found = findings(
        page(case.document, lock=case.lock, approved=case.approved), FAMILIES, select=case.rules, options=case.options
    )

    assert list(case.expected) == [line_of(finding) for finding in found if finding.rule in case.rules]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_excerpt_is_the_text_of_the_span(case: Case) -> None:
    """Every finding's excerpt is the document's text at its offsets."""
    for finding in findings(
        page(case.document, lock=case.lock, approved=case.approved), FAMILIES, select=case.rules, options=case.options
    ):
        assert case.document[finding.start.offset : finding.end.offset] == finding.excerpt


def test_case_ids_are_unique() -> None:
    """No two cases have one name, so that a failing one can be found."""
    names = [case.name for case in ALL]

    assert sorted(set(names)) == sorted(names)
