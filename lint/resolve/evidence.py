"""How a reference's text compares, field by field, with the records that its verdict rests on."""

from __future__ import annotations

from lint.records import Record, record_of
from lint.resolve.matching.compare import Comparison, compare
from lint.resolve.matching.fields import Compared, compared
from lint.resolve.verdict import ResolvedReference, verdict


def evidence(resolved: ResolvedReference) -> tuple[Compared, ...]:
    """The six fields of a reference against its record; empty when nobody has one.

    Where two registries describe one work, a value that either of them holds is right.
    """
    text = resolved.reference.text
    records = _records(resolved)
    held = [compared(text, record) for record in records]
    if len(held) < 2:
        return held[0] if held else ()
    first, second = (_standing(compare(text, record)) for record in records)
    if first != second:
        return held[0] if first > second else held[1]
    return tuple(_either(*pair) for pair in zip(*held, strict=True))


def _records(resolved: ResolvedReference) -> list[Record]:
    """The records that the verdict rests on: both that describe one work, or the one that the reference is held to."""
    judged = verdict(resolved)
    if judged.record is None:
        return []
    if judged.conflict is not None:
        return [judged.record]
    return list(dict.fromkeys(each for each in map(record_of, (resolved.doi, resolved.pmid)) if each is not None))


def _standing(comparison: Comparison) -> tuple[bool, bool]:
    """What makes one comparison better than another, as in `Comparison.better`."""
    return comparison.described, not comparison.grave


# What is known of a field when two registries are asked, the surest first.
_ORDER = ("same", "differs", "unclear", "unstated", "unrecorded")


def _either(one: Compared, other: Compared) -> Compared:
    """What is known of a field that two registries hold; only what differs from both of them differs."""
    best = min(one, other, key=lambda each: _ORDER.index(each.outcome))
    if best.outcome == "differs" and one.outcome != other.outcome:
        return best._replace(outcome="unclear")
    return best
