"""`medlint check --fix`: applies what rules offer, and keeps only what makes an article better.

After every round the article is linted again, with the same answers of the registries. A fix stays when the finding
that it belongs to is gone and no rule finds more than before; any other is taken back and named. What a rule only
shows (a statement of medicine, another paper's data) is never applied.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lint import atomic, files
from lint.articles import Article
from lint.edits import applied
from lint.finding import Finding, Safety
from lint.inspection import Inspection, Outcome
from lint.resolve.lock import Lock

# Each round applies all that does not overlap; more than a handful only come from fixes that undo each other.
_ROUNDS = 20


class Mended(NamedTuple):
    """What became of an article: its new text, the titles of what was applied, and of what had to be taken back."""

    article: Article
    before: str
    titles: tuple[str, ...]
    refused: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return self.article.content.text != self.before

    def diff(self) -> str:
        """What was changed as a unified diff, empty when nothing was."""
        from difflib import unified_diff

        # A line ends where an editor ends it: str.splitlines knows eight characters more.
        before, after = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (self.before, self.article.content.text))
        name = self.article.shown
        lines = unified_diff(before, after, f"a/{name}", f"b/{name}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


class FixError(Exception):
    """A mended article that cannot be written; one plain sentence. What lay there is as it was."""


class Mending:
    """Mends the articles of a run; `safeties` are the kinds of fixes that are applied."""

    def __init__(self, inspection: Inspection, answers: Lock, *, unsafe: bool = False) -> None:
        self._inspection, self._answers = inspection, answers
        self._safeties: tuple[Safety, ...] = ("safe", "unsafe") if unsafe else ("safe",)

    def mended(self, article: Article) -> Mended:
        """The article with all fixes that hold."""
        outcome = self._inspection.outcome(article, self._answers)
        before, titles = article.content.text, list[str]()
        refused: dict[tuple[str, str], str] = {}
        for _ in range(_ROUNDS):
            offered = [each for each in self._offered(outcome) if _key(each) not in refused]
            if not offered:
                break
            done = self._attempt(article, outcome, offered)
            if done is None and len(offered) > 1:
                done = next(filter(None, (self._attempt(article, outcome, [each]) for each in offered)), None)
            if done is None:
                refused |= {_key(each): _title(each) for each in offered}
                continue
            article, outcome, taken = done
            titles += map(_title, taken)
        return Mended(article, before, tuple(titles), tuple(refused.values()))

    def _offered(self, outcome: Outcome) -> Iterator[Finding]:
        for finding in outcome.findings:
            if finding.fix and finding.fix.edits and finding.fix.safety in self._safeties and finding.waived is None:
                yield finding

    def _attempt(
        self, article: Article, outcome: Outcome, offered: Sequence[Finding]
    ) -> tuple[Article, Outcome, Sequence[Finding]] | None:
        """The article with these fixes, of those that overlap the first; None when one of them does not hold."""
        fixes = {id(each.fix): each for each in offered}
        done = applied(article.content.text, (each.fix for each in offered if each.fix))
        taken = [fixes[id(fix)] for fix in done.taken]
        content = files.decode(done.text.encode("utf-8", "surrogatepass"))
        again = self._inspection.reader.read(article.path, article.shown, content)
        if not taken or not isinstance(again, Article):
            return None
        after = self._inspection.outcome(again, self._answers)
        return (again, after, taken) if _holds(outcome, after, taken) else None


def _holds(before: Outcome, after: Outcome, taken: Sequence[Finding]) -> bool:
    """Whether the findings of the fixes are gone, and no rule finds more than it did, waived ones as well."""
    found, left = (Counter(each.rule for each in outcome.findings) for outcome in (before, after))
    mended = Counter(each.rule for each in taken)
    rules = found.keys() | left.keys()
    return after.row.status == before.row.status and all(left[rule] <= found[rule] - mended[rule] for rule in rules)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.fingerprint, finding.fix.title if finding.fix else ""


def _title(finding: Finding) -> str:
    return f"{finding.rule}: {finding.fix.title if finding.fix else ''}"


def write(mended: Mended) -> None:
    """Write a mended article in the place of the old one, whole or not at all; mode and owner are kept.

    Raises:
        FixError: it was changed in between, is no regular file of its own, or cannot be written.
    """
    path = mended.article.path
    target = path.resolve()
    shown = mended.article.shown
    old = mended.before.encode("utf-8", "surrogatepass")
    try:
        if target.stat().st_nlink > 1:
            raise FixError(f"{shown} is one file under several names, which a fix would tear apart; fix it by hand")
        if target.read_bytes() != old:
            raise FixError(f"{shown} was changed in between, so it is left as it is; run medlint again")
        atomic.replace(target, mended.article.content.data)
    except OSError as error:
        raise FixError(f"{shown} cannot be written: {error.strerror or error}; it is as it was") from error
