"""What changed between two audits, by the fingerprints of their findings.

A fingerprint is a digest of a finding's rule and words and holds neither path nor line (`lint.finding`), so a finding
is the same as long as its file, rule and fingerprint are: edits above it, and blocks that change places, leave it
unchanged. Of several with one fingerprint in one file as many are the same as both reports have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args, get_type_hints

from lint.audit.document import Document, Finding
from lint.audit.looked import Look, Looked
from lint.audit.moved import moved
from lint.audit.sections import Change, Trend

Kind = Literal["new", "fixed", "waived", "returned", "unknown"]
_ORDER: tuple[Kind, ...] = get_args(get_type_hints(Change)["kind"])
_EXCUSED = {"waived": "waived", "known": "known from the baseline", "outside": "outside of the change"}


class _Kept(NamedTuple):
    """One finding in both reports."""

    finding: Finding
    then: Finding


class _Come(NamedTuple):
    """A finding of this report alone."""

    finding: Finding


class _Left(NamedTuple):
    """A finding of the earlier report alone."""

    finding: Finding


_Pair = _Kept | _Come | _Left


def trend(now: Document, then: Document, report: str) -> Trend:
    """What changed since an earlier report, which the page calls `report`.

    A finding counts when it is open. One that is waived, known from the baseline or outside of the change is excused,
    and one that is excused in another way than before is unchanged, as is one whose rule has another severity now. So
    the open ones of this report are those of the earlier one, and the open ones among the new, and the returned,
    without the open ones among the fixed and the unknown, and without the waived.

    What is gone with its file is fixed, and its `was` says so: no reader meets it any more. It is gone only when the
    folder that it lay in was looked through; a file that is excluded now, or out of scope, is unknown.

    `was` says what else there is to know: how a finding is excused (of what stands in the earlier report alone, and of
    what returned: how it was); of new ones, why nobody could have found them then; of unknown ones, why nobody looked
    now. The place of a change is in this report, of what this report lacks in the earlier one.
    """
    renamed = moved(then, now)
    looked_now, looked_then = Looked(now), Looked(then)
    back = {new: old for old, new in renamed.items()}
    sums: Counter[str] = Counter()
    changes: list[Change] = []
    for pair in _pairs(now["findings"], then["findings"], renamed):
        kind, was = _judged(pair, looked_now, looked_then, renamed, back)
        sums[kind] += 1
        if kind != "unchanged":
            changes.append(_change(kind, pair.finding, was))
    changes.sort(key=lambda each: (_ORDER.index(each["kind"]), each["path"], each["line"], each["rule"]))
    return {
        "started": then["run"]["started"],
        "version": then["tool"]["version"],
        "report": report,
        "new": sums["new"],
        "fixed": sums["fixed"],
        "unchanged": sums["unchanged"],
        "waived": sums["waived"],
        "returned": sums["returned"],
        "unknown": sums["unknown"],
        "renamed": dict(sorted(renamed.items())),
        "changes": changes,
    }


def _pairs(now: Sequence[Finding], then: Sequence[Finding], renamed: Mapping[str, str]) -> Iterator[_Pair]:
    """Each finding of either report once."""
    ours: defaultdict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    theirs: defaultdict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for each in now:
        ours[each["path"], each["rule"], each["fingerprint"]].append(each)
    for each in then:
        theirs[renamed.get(each["path"], each["path"]), each["rule"], each["fingerprint"]].append(each)
    for key in dict.fromkeys((*ours, *theirs)):
        yield from _matched(ours[key], theirs[key])


def _matched(ours: Sequence[Finding], theirs: Sequence[Finding]) -> Iterator[_Pair]:
    """Equal findings one to one: first those that stand alike, so that as little as can be has changed."""
    left: tuple[list[Finding], list[Finding]] = ([], [])
    for open_ in (True, False):
        one, other = ([each for each in found if _is_open(each) == open_] for found in (ours, theirs))
        both = min(len(one), len(other))
        yield from (_Kept(*pair) for pair in zip(one, other, strict=False))
        left[0].extend(one[both:])
        left[1].extend(other[both:])
    both = min(map(len, left))
    yield from (_Kept(*pair) for pair in zip(*left, strict=False))
    yield from (_Come(each) for each in left[0][both:])
    yield from (_Left(each) for each in left[1][both:])


def _judged(
    pair: _Pair, now: Looked, then: Looked, renamed: Mapping[str, str], back: Mapping[str, str]
) -> tuple[Kind | Literal["unchanged"], str]:
    """What became of it, and what else there is to know."""
    finding = pair.finding
    path = finding["path"]
    if isinstance(pair, _Kept):
        if _is_open(finding) == _is_open(pair.then):
            return "unchanged", ""
        return ("returned", _excused(pair.then)) if _is_open(finding) else ("waived", _excused(finding))
    if isinstance(pair, _Come):
        look = then.at(back.get(path, path), finding["rule"])
        return "new", _joined(_reason(look, "the file was not there", "nobody looked then"), _excused(finding))
    look = now.at(renamed.get(path, path), finding["rule"])
    told = _joined(_excused(finding), _reason(look, "the file is gone", "nobody looked"))
    return ("unknown" if look.kind == "blind" else "fixed"), told


def _is_open(finding: Finding) -> bool:
    return finding["standing"] == "open"


def _reason(look: Look, gone: str, blind: str) -> str:
    return {"seen": "", "gone": gone, "blind": f"{blind}: {look.reason}"}[look.kind]


def _excused(finding: Finding) -> str:
    """How a finding is excused; empty when it counts."""
    told = _EXCUSED.get(finding["standing"], "")
    waiver = finding["waived"]
    if not waiver:
        return told
    words = (waiver["reason"], waiver["approver"], waiver["until"] and f"until {waiver['until']}")
    return f"{told}: {', '.join(filter(None, words))}"


def _joined(*told: str) -> str:
    return "; ".join(filter(None, told))


def _change(kind: Kind, finding: Finding, was: str) -> Change:
    return {
        "kind": kind,
        "rule": finding["rule"],
        "severity": finding["severity"],
        "path": finding["path"],
        "line": finding["start"]["line"],
        "message": finding["message"],
        "fingerprint": finding["fingerprint"],
        "was": was,
    }
