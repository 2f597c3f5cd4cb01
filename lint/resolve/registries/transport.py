"""The one way to the registries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from lint.resolve.registries.exchange import Answer, Ask, Fault
from lint.resolve.registries.services import Addresses, Contact

__all__ = ["Answer", "Ask", "Fault", "Transport"]

T = TypeVar("T")


class Transport:
    """Asks the registries; safe to be used from several threads.

    `budget` is how many seconds all questions of a run may take together, counted from the first one.
    """

    def __init__(self, addresses: Addresses, contact: Contact, budget: float = 60.0) -> None:
        self.addresses = addresses
        self.contact = contact
        self.budget = budget
        self.requests = 0

    def ask(self, ask: Ask, read: Callable[[Answer], T]) -> T:
        """What `read` makes of the answer; it sees the statuses 200, 400 and 404, and may raise a Fault itself.

        Raises:
            Fault: there was no answer, or none that `read` could use.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Close the connections."""
