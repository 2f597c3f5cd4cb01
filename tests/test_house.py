"""Laws over all rules: what a review would say "always" about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lint import unchecked
from lint.explain import REQUIRED, SECTIONS, RulePage, pages
from lint.testing import findings, page
from rules import PACK
from tests.rules.cases import FOLDER, cases
from tests.rules_page import FAMILIES, TARGET, example_findings, render

PAGES = list(pages(FAMILIES))
# The rules of the contract that exist so far, in its order.
CONTRACT = """
missing-disclaimer altered-disclaimer incomplete-disclaimer missing-doi missing-pmid malformed-doi malformed-pmid
duplicate-reference dangling-citation uncited-reference broken-link unknown-doi unknown-pmid mismatched-identifiers
mismatched-reference retracted-reference concern-reference corrected-reference unverified-reference mismatched-number
dosing-instruction study-dose hidden-characters missing-author missing-review-date overdue-review missing-disclosure
unchecked-content invalid-waiver unused-waiver
""".split()

each_page = pytest.mark.parametrize("rule_page", PAGES, ids=lambda rule_page: rule_page.rule.id)


def test_the_contract_is_kept() -> None:
    """Exactly the rules of the contract exist, each id once."""
    assert sorted(CONTRACT) == sorted(rule_page.rule.id for rule_page in PAGES)


@each_page
def test_page_is_complete(rule_page: RulePage) -> None:
    """Every page says what, why, an example of each kind and its source, in the usual order."""
    titles = list(rule_page.sections)

    assert rule_page.summary
    assert set(REQUIRED) <= set(titles)
    assert [title for title in SECTIONS if title in titles] == titles
    assert ("Options" in titles) == bool(rule_page.rule.options)
    for option in rule_page.rule.options:
        assert option.name in rule_page.sections["Options"]


@each_page
def test_source_is_a_link(rule_page: RulePage) -> None:
    """Every rule links the guideline, law or paper behind it, and its page names it."""
    assert re.fullmatch(r"https://\S+", rule_page.rule.source)
    assert rule_page.rule.source in rule_page.sections["Source"]


@each_page
def test_failing_example_fails_once(rule_page: RulePage) -> None:
    """An example that fails gives exactly one finding of its rule."""
    found = example_findings(rule_page, "Fails")

    assert found
    assert [1] * len(found) == [len(each) for each in found]


@each_page
def test_passing_example_passes(rule_page: RulePage) -> None:
    """An example that passes gives no finding of its rule."""
    found = example_findings(rule_page, "Passes")

    assert found
    assert [0] * len(found) == [len(each) for each in found]


@each_page
def test_what_to_write_instead_passes(rule_page: RulePage) -> None:
    """What not to write is reported, what to write instead is not."""
    pairs = rule_page.instead()

    assert rule_page.sections.get("Instead", "").count("- Not:") == len(pairs)
    for bad, good in pairs:
        assert [rule_page.rule.id] == [each.rule for each in findings(page(bad), PACK, select=[rule_page.rule.id])]
        assert findings(page(good), PACK, select=[rule_page.rule.id]) == []


@each_page
def test_messages_are_plain_sentences(rule_page: RulePage) -> None:
    """A message is one sentence with a full stop, without code marks or line breaks."""
    for found in example_findings(rule_page, "Fails"):
        for finding in found:
            assert re.fullmatch(r"[A-Z0-9“\"].*[.?]", finding.message), finding.message


@pytest.mark.parametrize("rule", [rule for rule in CONTRACT if rule != unchecked.ID])
def test_rule_has_cases_of_both_kinds(rule: str) -> None:
    """Every rule has cases that fail and cases that stay silent."""
    own = [case for path in FOLDER.glob("*.md") for case in cases(path) if rule in case.rules]
    reporting = [case for case in own if any(f" {rule} " in line for line in case.expected)]
    silent = [case for case in own if not any(f" {rule} " in line for line in case.expected)]

    assert len(reporting) >= 2
    assert len(silent) >= 2


def test_no_module_is_too_long_to_hold_in_mind() -> None:
    """No source file has more than 400 lines."""
    root = Path(__file__).parent.parent
    long = {
        str(path.relative_to(root)): count
        for folder in ("lint", "rules")
        for path in (root / folder).rglob("*.py")
        if (count := path.read_text(encoding="utf-8").count("\n")) > 400
    }

    assert long == {}


def test_every_test_says_what_is_true() -> None:
    """Every test function has a docstring."""
    import ast

    silent = [
        f"{path.name}: {node.name}"
        for path in Path(__file__).parent.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]

    assert silent == []


def test_rules_page_is_fresh() -> None:
    """docs/rules.md is what `python -m tests.rules_page` writes now."""
    assert render() == TARGET.read_text(encoding="utf-8")
