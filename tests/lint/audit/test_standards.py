"""The standards map: every criterion with the rules that speak to it, and nothing that would claim more."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from lint.audit.standards import known, standards, strangers
from lint.report import RuleRow
from tests.standards_page import RULES, TARGET, render

_KEYS = [each.key for source in known() for each in source.criteria]


def _rule(name: str, *keys: str) -> RuleRow:
    return RuleRow(name, "error", "something", "https://example.org/", standards=keys)


def _mapped(*rules: RuleRow) -> dict[str, list[str]]:
    """The criteria that have rules."""
    return {
        f"{standard['id']}:{each['id']}": each["rules"]
        for standard in standards(rules)
        for each in standard["criteria"]
        if each["rules"]
    }


def test_the_standards_are_those_of_their_sources() -> None:
    """Four JAMA benchmarks, eight principles of HON, ten criteria of the Patient Information Forum, in their order."""
    expected = {
        "jama": "Authorship, Attribution, Disclosure, Currency",
        "honcode": (
            "Authoritative, Complementarity, Privacy, Attribution, Justifiability, Transparency, Financial disclosure,"
            " Advertising policy"
        ),
        "pif-tick": (
            "Systems, Training, Need, Evidence, Involving users, Health inequalities, Content and design, Feedback,"
            " Disseminating, Impact"
        ),
    }

    assert expected == {each.id: ", ".join(criterion.name for criterion in each.criteria) for each in known()}


def test_ids_are_unique_and_every_text_is_one_sentence() -> None:
    """A key leads to one criterion; a paraphrase is short, and ends as a sentence does."""
    odd = [
        each.key
        for source in known()
        for each in source.criteria
        if not re.fullmatch(r"[a-z-]+:[a-z-]+", each.key) or not re.fullmatch(r"[A-Z][^.!?]{20,140}\.", each.text)
    ]

    assert (len(set(_KEYS)), []) == (len(_KEYS), odd)


def test_sources_are_links() -> None:
    """Every standard leads to its text."""
    assert all(re.fullmatch(r"https://[a-z.]+/\S+", source.link) for source in known())


def test_what_was_closed_is_said_to_be() -> None:
    """Nobody can be certified by HON any more, and the name that the page shows says so."""
    assert "closed in December 2022" in next(source.name for source in known() if source.id == "honcode")


def test_every_criterion_of_our_rules_exists() -> None:
    """A slip in a declaration would drop a rule from the map."""
    assert list(strangers(RULES)) == []


def test_a_criterion_without_rules_stays() -> None:
    """What no rule speaks to is shown as such, not left out."""
    found = standards([])

    assert [(each.key, []) for source in known() for each in source.criteria] == [
        (f"{standard['id']}:{each['id']}", each["rules"]) for standard in found for each in standard["criteria"]
    ]


def test_rules_stand_in_their_order_and_once() -> None:
    """The order is that of the rules given, not of the alphabet; a key named twice counts once."""
    found = _mapped(_rule("z", "jama:currency", "jama:currency"), _rule("a", "jama:currency", "pif-tick:evidence"))

    assert found == {"jama:currency": ["z", "a"], "pif-tick:evidence": ["a"]}


def test_a_strange_criterion_is_left_out_and_named() -> None:
    """The pack of somebody else may name what we do not know: the audit goes on, and the rule is not mapped by it."""
    rules = [_rule("theirs", "jama:atribution", "acme:9", "jama:currency"), _rule("ours", "jama:attribution")]

    assert _mapped(*rules) == {"jama:attribution": ["ours"], "jama:currency": ["theirs"]}
    assert list(strangers(rules)) == [
        'the rule theirs names the unknown criterion "jama:atribution"; did you mean "jama:attribution"?',
        'the rule theirs names the unknown criterion "acme:9"',
    ]


def test_asking_twice_gives_lists_of_their_own() -> None:
    """Whoever changes a document does not change the next one."""
    standards(RULES)[0]["criteria"][0]["rules"].append("mine")

    assert standards(RULES)[0]["criteria"][0]["rules"] == ["missing-author"]


@given(st.lists(st.lists(st.one_of(st.sampled_from(_KEYS), st.text(max_size=5)), max_size=6), max_size=6))
def test_every_naming_is_mapped_or_strange(named: list[list[str]]) -> None:
    """Each criterion that a rule names stands in the map once, or is named as unknown once."""
    rules = [_rule(f"r{number}", *keys) for number, keys in enumerate(named)]
    expected = sum(len(set(keys)) for keys in named)

    assert expected == sum(map(len, _mapped(*rules).values())) + len(list(strangers(rules)))


def test_the_page_is_fresh() -> None:
    """docs/standards.md is what `python -m tests.standards_page` writes now."""
    assert render() == TARGET.read_text(encoding="utf-8")
