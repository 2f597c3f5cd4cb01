"""A folder with the first article and a registry to ask, for tests that run the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from lint.cli import main
from lint.records import Notice, Record
from lint.resolve.lock_format import parse
from tests.registry.bodies import Listed
from tests.registry.registry import LoopbackRegistry

CONTENT = Path(__file__).parents[1] / "content"
NAME = "intravenous-ketamine-crps.md"
ARTICLE = (CONTENT / NAME).read_text(encoding="utf-8")
SCHWARTZMAN, SIGTERMANS, KIRKPATRICK = (
    "10.1016/j.pain.2009.08.015", "10.1016/j.pain.2009.06.023", "10.1097/ajp.0000000000000831",
)  # fmt: skip
TYPED = parse((CONTENT / "references.lock").read_text(encoding="utf-8")).entries


def record(doi: str) -> Record:
    """What is true of a paper of the article."""
    typed = TYPED[f"doi:{doi}"].record
    assert typed is not None
    return typed._replace(numbers=())


def works() -> dict[str, Listed]:
    """The three papers as the registries have them; the sentences imitate what their abstracts tell."""
    return {
        SCHWARTZMAN: Listed(record(SCHWARTZMAN), "Ketamine was given for 4 h daily for 10 days, at 0.35 mg/kg/h."),
        SIGTERMANS: Listed(record(SIGTERMANS), "Patients were given a 4.2-day infusion; follow-up took 12 weeks."),
        KIRKPATRICK: Listed(record(KIRKPATRICK), "An outpatient, 4-day infusion was used."),
    }


class Run(NamedTuple):
    """What a command left behind: exit code, output, and, of `check`, its report."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, list[dict[str, object]]]:
        """The JSON report."""
        report: dict[str, list[dict[str, object]]] = json.loads(self.out)
        return report

    def found(self, *rules: str) -> list[tuple[object, object]]:
        """Rules and messages of the findings that come from references."""
        wanted = rules or ("unknown", "mismatched", "retracted", "concern", "corrected", "unverified", "missing-")
        return [
            (each["rule"], each["message"]) for each in self.report["findings"] if str(each["rule"]).startswith(wanted)
        ]

    @property
    def states(self) -> list[object]:
        """The states of the references in order."""
        return [each["state"] for each in self.report["references"]]


class Desk:
    """A folder with the article, without a lock, and a registry to ask."""

    def __init__(self, folder: Path, registry: LoopbackRegistry, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.registry, self.capsys = folder, registry, capsys
        self.article = folder / NAME
        self.article.write_text(ARTICLE, encoding="utf-8")

    def __call__(self, *arguments: str) -> Run:
        """Run `medlint` on the folder."""
        with pytest.raises(SystemExit) as end:
            main([*arguments, str(self.folder)])
        return Run(int(str(end.value.code)), *self.capsys.readouterr())

    def check(self, *arguments: str) -> Run:
        """Run `medlint check` and read its report."""
        return self("check", "--format", "json", *arguments)

    def change(self, doi: str, **fields: object) -> None:
        """The registries know a paper otherwise."""
        self.registry.works = [
            each._replace(record=each.record._replace(**fields)) if each.record.doi == doi else each  # type: ignore[arg-type]  # names of its fields
            for each in self.registry.works
        ]

    def write(self, old: str, new: str) -> None:
        """Change the article."""
        text = self.article.read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.article.write_text(text.replace(old, new), encoding="utf-8")


RETRACTION = Notice("retraction", "2024-03-01", "10.5555/notice.1", "crossref")
CONCERN = Notice("concern", "2023-05-02", "10.5555/notice.2", "crossref")
