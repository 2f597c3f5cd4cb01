"""Questions about many things at once, asked in halves where the whole is refused."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from lint.resolve.registries.exchange import Fault, Refused

T = TypeVar("T")

# How often parts are refused in the search for the things that are at fault: six halvings find one among fifty.
_MOST_REFUSALS = 24
# A whole, its halves and both quarters of one: somebody refuses everything.
_HOPELESS = 5
_WHOLLY = 3


class Rejected(Refused):
    """The service itself took the question for malformed: it is well, and one of the things is not."""


class Outcome(NamedTuple, Generic[T]):
    """What became of every part; `refused` is why, when every question was refused and none was answered."""

    parts: Sequence[tuple[Sequence[str], T | Fault]]
    refused: str = ""


def divided(things: Sequence[str], ask: Callable[[Sequence[str]], T]) -> Outcome[T]:
    """Ask about all, and in halves as long as `ask` raises Refused: one thing that is disliked costs only itself."""
    parts: list[tuple[Sequence[str], T | Fault]] = []
    waiting = deque([things])
    refusals, forbidden, answered = 0, 0, False
    reason = ""
    while waiting:
        part = waiting.popleft()
        try:
            parts.append((part, ask(part)))
            answered = True
        except Refused as fault:
            refusals += 1
            forbidden += not isinstance(fault, Rejected)
            reason = fault.reason
            if refusals > _MOST_REFUSALS or (forbidden >= _HOPELESS and not answered):
                parts += [(each, fault) for each in (part, *waiting)]
                break
            if len(part) > 1:
                waiting += [part[: len(part) // 2], part[len(part) // 2 :]]
            else:
                parts.append((part, fault))
        except Fault as fault:
            parts.append((part, fault))
    return Outcome(parts, reason if forbidden >= _WHOLLY and not answered else "")
