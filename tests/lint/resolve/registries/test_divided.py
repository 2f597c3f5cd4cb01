"""Questions in halves: what is disliked costs itself, and who dislikes everything is left alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.resolve.registries.divided import Outcome, Rejected, divided
from lint.resolve.registries.exchange import Ask, Fault, Refused
from tests.lint.resolve.registries.asking import answer_right, fault_of, open_transport, read_right
from tests.registry import faults
from tests.registry.server import LoopbackServer

THINGS = [f"t{number}" for number in range(50)]


def asked(things: Sequence[str], bad: set[str], kind: type[Refused]) -> tuple[Outcome[str], int]:
    """What becomes of the things when these are disliked, and how many questions it took."""
    questions = 0

    def ask(part: Sequence[str]) -> str:
        nonlocal questions
        questions += 1
        if bad & set(part):
            raise kind("no")
        return "yes"

    return divided(things, ask), questions


@given(st.lists(st.sampled_from(THINGS), max_size=8, unique=True), st.sampled_from([Refused, Rejected]))
def test_each_thing_has_one_outcome(bad: list[str], kind: type[Refused]) -> None:
    """None is lost, none is told twice, and nothing disliked is answered."""
    outcome, questions = asked(THINGS, set(bad), kind)
    told = [thing for part, _ in outcome.parts for thing in part]
    answered = {thing for part, result in outcome.parts if result == "yes" for thing in part}

    assert sorted(told) == sorted(THINGS)
    assert not answered & set(bad)
    assert questions <= 50
    if len(bad) == 1:
        assert answered == set(THINGS) - set(bad)
        assert not outcome.refused


@pytest.mark.parametrize(("kind", "most", "refused"), [(Refused, 5, "no"), (Rejected, 25, "")])
def test_all_are_disliked(kind: type[Refused], most: int, refused: str) -> None:
    """A firewall is given up soon; a service that takes each for malformed is well, and is asked longer."""
    outcome, questions = asked(THINGS, set(THINGS), kind)

    assert questions == most
    assert outcome.refused == refused


def test_other_faults_are_not_divided() -> None:
    """What may pass by itself, or is the service's own trouble, is no matter of one thing."""

    def ask(_: Sequence[str]) -> str:
        raise Fault("down")

    outcome = divided(THINGS, ask)
    assert [(part, isinstance(result, Fault)) for part, result in outcome.parts] == [(THINGS, True)]
    assert not outcome.refused


def test_refused_lists_are_not_held_against_a_service() -> None:
    """Four refusals in a row, and it is still asked; of questions about one thing three are enough."""
    with LoopbackServer(answer_right) as server:
        transport = open_transport(server)
        server.fail(faults.status(403), times=4)
        for _ in range(4):
            with pytest.raises(Refused):
                transport.ask(Ask("crossref", "works", divisible=True), read_right)
        assert transport.ask(Ask("crossref", "works"), read_right)
        server.fail(faults.status(403), times=3)
        reasons = {fault_of(transport).reason for _ in range(5)}
        transport.close()

        assert server.count() == 8
    assert reasons == {"Crossref refused the request (403)"}


def test_a_service_that_is_left_alone() -> None:
    """It is not asked again, and the others are."""
    with LoopbackServer(answer_right) as server:
        transport = open_transport(server)
        transport.leave("crossref", "Crossref refuses everything")

        assert fault_of(transport).reason == "Crossref refuses everything"
        assert transport.ask(Ask("datacite", "dois"), read_right)
        transport.close()
        assert server.count() == 1


@pytest.mark.parametrize("ask", [Ask("crossref", "works", {"q": "\ud800"}), Ask("pubmed", "x", form={"q": "\ud800"})])
def test_half_a_character_cannot_be_sent(ask: Ask) -> None:
    """Wherever it comes from, it ends in a sentence."""
    with LoopbackServer(answer_right) as server:
        transport = open_transport(server)
        with pytest.raises(Fault, match="cannot be asked about this identifier"):
            transport.ask(ask, read_right)
        transport.close()

        assert server.count() == 0
