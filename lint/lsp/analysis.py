"""A text of the editor as medlint sees it: read, looked up in what is known, judged."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lint import files
from lint.articles import Article
from lint.config import ConfigError
from lint.finding import Finding
from lint.inspection import Outcome
from lint.lsp.buffers import Buffer
from lint.lsp.projects import Project, Projects
from lint.message import Message
from lint.resolve.lock import Lock
from lint.translation import Catalog, spoken, translated


class Analysis(NamedTuple):
    """What was found in a buffer. `article` is None when it cannot be read, `outcome` when it is none of ours.

    `failure` is the sentence that says why nothing could be checked at all, empty otherwise. `answers` is what is known
    of its references.
    """

    buffer: Buffer
    project: Project | None = None
    article: Article | None = None
    outcome: Outcome | None = None
    answers: Lock = Lock()
    failure: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that count."""
        return tuple(each for each in self.outcome.findings if each.counts) if self.outcome else ()

    def spoken(self, catalog: Catalog | None) -> Analysis:
        """The same in the language of a catalog."""
        if catalog is None:
            return self
        told = self._replace(failure=translated(self.failure, catalog))
        if told.outcome is None:
            return told
        findings = tuple(spoken(each, catalog) for each in told.outcome.findings)
        return told._replace(outcome=told.outcome._replace(findings=findings))


# What is known of the references of a text (its address) beyond the lock of its project; None: nobody has asked.
Answers = Callable[[str, Project], Lock | None]


def analyse(buffer: Buffer, projects: Projects, folder: Path, answers: Answers) -> Analysis:
    """Lint a buffer. A text that has no path on this disk is an article of `folder`, which nothing leaves out."""
    _stand_somewhere()
    if not buffer.is_markdown:
        return Analysis(buffer)
    path = buffer.path
    try:
        project = projects.of(path, folder)
        if path is not None and not project.concerns(path):
            return Analysis(buffer, project)
        if buffer.is_lost:
            lost = Message("medlint lost track of this text: close it and open it again")
            return Analysis(buffer, project, failure=lost)
        path = path or project.home / "untitled.md"
        known = answers(buffer.uri, project) or project.lock.lock
        content = files.decode(buffer.text.encode("utf-8", "surrogatepass"))
        read = project.inspection.reader.read(path, files.shown(path), content)
        outcome = project.judged(read, known)
    except (ConfigError, ValueError) as error:  # BaselineError is a ValueError
        return Analysis(buffer, failure=unable(str(error)))
    except OSError as error:  # a folder that nobody may enter, a name that no file can have
        reason = Message("{uri} cannot be checked: {reason}", uri=buffer.uri, reason=error.strerror or str(error))
        return Analysis(buffer, failure=unable(reason))
    gaps = project.lock.gaps
    failure = unable(gaps[0].row.reason) if gaps and gaps[0].row.reason else ""
    return Analysis(buffer, project, read if isinstance(read, Article) else None, outcome, known, failure)


def unable(reason: str) -> Message:
    """The sentence for a text that could not be checked at all."""
    return Message("medlint cannot vouch for this text: {reason}", reason=reason)


def _stand_somewhere() -> None:
    """Leave a working directory that was deleted: no path can be shown from there."""
    try:
        Path.cwd()
    except FileNotFoundError:
        os.chdir(Path.home().anchor)
