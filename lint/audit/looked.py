"""What an audit looked at: whether a finding that it does not have would have been found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from posixpath import dirname, normpath
from typing import Literal, NamedTuple

from lint.audit.document import Document
from lint.waivers import UNUSED


class Look(NamedTuple):
    """`seen`: the rule judged the file, or what is there of it. `gone`: there is no such file where all were looked at.

    `blind`: nobody looked, for the reason given.
    """

    kind: Literal["seen", "gone", "blind"]
    reason: str = ""


class Looked:
    """What one report tells of it."""

    def __init__(self, document: Document) -> None:
        audit = document["audit"]
        self._files = {each["path"]: each for each in document["files"]}
        self._rules = {each["id"] for each in audit["rules"]}
        self._scope = {normpath(each) for each in document["run"]["paths"]}
        self._inputs = {each["path"]: each["sha256"] for each in audit["provenance"]["inputs"]}
        self._gaps = defaultdict(list)
        for gap in audit["coverage"]["gaps"]:
            self._gaps[gap["path"]].append(gap)
        self._unjudged = {each["path"] for each in audit["exemptions"] if each["state"] == "unjudged"}

    def at(self, path: str, rule: str) -> Look:
        """Whether a finding of a rule in a file would have been found."""
        if rule not in self._rules:
            return Look("blind", "there is no such rule in that version")
        for gap in (*self._gaps[""], *self._gaps[path]):
            if rule in gap["rules"] or not gap["rules"]:
                return Look("blind", f"the rule was {gap['reason']}" if gap["cause"] == "rule-off" else gap["reason"])
        if rule == UNUSED and path in self._unjudged:
            return Look("blind", "whether the exemptions in it are needed was not judged")
        if row := self._files.get(path):
            return Look("seen") if row["status"] == "checked" else Look("blind", row["reason"] or "it was not checked")
        if path in self._inputs:
            return Look("seen" if self._inputs[path] else "gone")
        return self._missing(path)

    def _missing(self, path: str) -> Look:
        """Of a file without a row: it is not there, if a folder above it was looked through."""
        above = list(_above(path))
        for folder in above:
            if row := self._files.get(folder):  # left out as a whole, or without an article
                return Look("blind", row["reason"] or "its folder was not looked into")
        return Look("gone") if self._scope.intersection(above) else Look("blind", "the file was not in scope")


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies in, the next first; `.` is above what has no root and no way up."""
    while (folder := dirname(path)) and folder != path:
        yield folder
        path = folder
    if not folder and path != "..":
        yield "."
