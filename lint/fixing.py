"""`medlint check --fix`: applies what rules offer, and keeps only what makes an article better.

After every round the article is linted again, with the same answers of the registries. A fix stays when the finding
that it belongs to is gone and no rule finds more than before; any other is taken back and named. What a rule only
shows (a statement of medicine, another paper's data) is never applied.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lint import atomic, files
from lint.articles import Article
from lint.edits import applied
from lint.finding import Finding, Fix, Hit, Safety
from lint.inspection import Inspection, Outcome
from lint.resolve.lock import Lock

# Each round applies all that does not overlap; more than a handful only come from fixes that undo each other.
_ROUNDS = 20


class Mended(NamedTuple):
    """What became of an article: its new text, the titles of what was applied, and of what had to be taken back.

    `root` is the folder of the configuration: what lies outside of it is not written through a link.
    """

    article: Article
    before: str
    titles: tuple[str, ...]
    refused: tuple[str, ...]
    root: Path

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


class _Offer(NamedTuple):
    """A fix with its rule; `key` tells it from others of its article. `tidies` tells that no finding asks for it."""

    rule: str
    fix: Fix
    key: str
    tidies: bool = False

    @property
    def title(self) -> str:
        """What is told of it."""
        return f"{self.rule}: {self.fix.title}"


class _State(NamedTuple):
    """An article with what was found in it, the same with what does not count set aside, and the fixes on offer."""

    article: Article
    outcome: Outcome
    settled: Outcome
    offers: tuple[_Offer, ...]

    @property
    def tidies(self) -> int:
        """How much there is to tidy."""
        return sum(each.tidies for each in self.offers)


def _as_found(outcome: Outcome) -> Outcome:
    return outcome


class Mending:
    """Mends the articles of a run: `unsafe` applies those fixes as well that the author has to look at.

    `settled` sets the findings of an outcome aside that do not count; they are left as they are. `tidying` tells
    whether that is tidied which is no finding.
    """

    def __init__(
        self,
        inspection: Inspection,
        answers: Lock,
        *,
        unsafe: bool = False,
        settled: Callable[[Outcome], Outcome] = _as_found,
        tidying: bool = True,
    ) -> None:
        self._inspection, self._answers, self._settled = inspection, answers, settled
        self._safeties: tuple[Safety, ...] = ("safe", "unsafe") if unsafe else ("safe",)
        self._tidying = [family for family in inspection.families if family.tidy is not None] if tidying else []

    def mended(self, article: Article) -> Mended:
        """The article with all fixes that hold."""
        state = self._state(article)
        before, titles = article.content.text, list[str]()
        refused: dict[str, str] = {}
        for _ in range(_ROUNDS):
            offered = [each for each in state.offers if each.key not in refused]
            if not offered:
                break
            done = self._attempt(state, offered)
            if done is None and len(offered) > 1:
                done = next(filter(None, (self._attempt(state, [each]) for each in offered)), None)
            if done is None:
                refused |= {each.key: each.title for each in offered}
                continue
            state, taken = done
            titles += (each.title for each in taken)
        return Mended(state.article, before, tuple(titles), tuple(refused.values()), self._inspection.settings.root)

    def _state(self, article: Article) -> _State:
        outcome = self._inspection.outcome(article, self._answers)
        settled = self._settled(outcome)
        offers = list(self._fixes(settled))
        if outcome.row.status == "checked":  # where a rule failed, nobody knows what a fix would do
            offers += self._tidies(article)
        return _State(article, outcome, settled, tuple(offers))

    def _fixes(self, settled: Outcome) -> Iterator[_Offer]:
        """The fixes of the findings that count."""
        for finding in settled.findings:
            if finding.counts and finding.fix and self._is_applied(finding):
                yield _Offer(finding.rule, finding.fix, f"{finding.fingerprint} {finding.fix.title}")

    def _is_applied(self, hit: Hit | Finding) -> bool:
        return hit.fix is not None and bool(hit.fix.edits) and hit.fix.safety in self._safeties

    def _tidies(self, article: Article) -> Iterator[_Offer]:
        """What is no finding and may be tidier, by the rules that run on the article."""
        if not self._tidying:
            return
        selection = self._inspection.selection(article)
        page = self._inspection.page(article, self._answers, {})._replace(options=selection.options)
        for family in self._tidying:
            hits = list[Hit]()
            with suppress(Exception):  # a defect of a rule costs what it would have tidied, as it costs its findings
                hits += family.tidy(page) if family.tidy else ()
            for hit in hits:
                if hit.rule in selection.enabled and hit.fix and self._is_applied(hit):
                    yield _Offer(hit.rule, hit.fix, f"{hit.rule} {hit.fix.title}", tidies=True)

    def _attempt(self, state: _State, offered: Sequence[_Offer]) -> tuple[_State, Sequence[_Offer]] | None:
        """The article with these fixes, of those that overlap the first; None when one of them does not hold."""
        offers = {id(each.fix): each for each in offered}
        done = applied(state.article.content.text, (each.fix for each in offered))
        taken = [offers[id(fix)] for fix in done.taken]
        content = files.decode(done.text.encode("utf-8", "surrogatepass"))
        again = self._inspection.reader.read(state.article.path, state.article.shown, content)
        if not taken or not isinstance(again, Article):
            return None
        after = self._state(again)
        return (after, taken) if _holds(state, after, taken) else None


def _holds(before: _State, after: _State, taken: Sequence[_Offer]) -> bool:
    """Whether the findings of the fixes are gone, and no rule finds more than it did, waived ones as well.

    Nor may one count that did not: what a waiver quotes or a baseline knows are the words as they were. Of what was
    only tidied there is less to do than before.
    """
    mended = Counter(each.rule for each in taken if not each.tidies)
    tidied = sum(each.tidies for each in taken)
    return (
        after.outcome.row.status == before.outcome.row.status
        and _is_less(before.outcome, after.outcome, mended)
        and _is_less(before.settled, after.settled, mended)
        and (not tidied or after.tidies <= before.tidies - tidied)
    )


def _is_less(before: Outcome, after: Outcome, by: Counter[str]) -> bool:
    """Whether of the findings that count there are so many less by their rules, or even fewer."""
    found, left = (Counter(each.rule for each in outcome.findings if not each.aside) for outcome in (before, after))
    live, now = (Counter(each.rule for each in outcome.findings if each.counts) for outcome in (before, after))
    rules = found.keys() | left.keys()
    return all(left[rule] <= found[rule] - by[rule] and now[rule] <= live[rule] for rule in rules)


def write(mended: Mended) -> None:
    """Write a mended article in the place of the old one, whole or not at all; mode, owner and attributes are kept.

    A link stays one: what it leads to is written, unless that lies elsewhere than the articles.

    Raises:
        FixError: it was changed in between, is no regular file of its own, or cannot be written.
    """
    path, shown = mended.article.path, mended.article.shown
    target = path.resolve()
    if not _is_inside(target, path, mended.root):
        raise FixError(f"{shown} leads out of the folder of the articles, to {target}; fix it there")
    try:
        if target.stat().st_nlink > 1:
            raise FixError(f"{shown} is one file under several names, which a fix would tear apart; fix it by hand")
        atomic.replace(target, mended.article.content.data, over=mended.before.encode("utf-8", "surrogatepass"))
    except (atomic.Overtaken, FileNotFoundError) as error:
        raise FixError(f"{shown} was changed in between, so it is left as it is; run medlint again") from error
    except OSError as error:
        raise FixError(f"{shown} cannot be written: {atomic.why(error)}; it is as it was") from error


def _is_inside(target: Path, path: Path, root: Path) -> bool:
    """Whether a file lies below the root, or where its path says: no link leads to anybody's files, above it either."""
    if target.is_relative_to(root.resolve()):
        return True
    return target == Path(os.path.abspath(path))  # noqa: PTH100  # follows no link
