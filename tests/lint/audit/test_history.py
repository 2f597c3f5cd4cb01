"""The history: every report below a folder once, in the order of their starts, and none lost in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lint.audit.document import Document
from lint.audit.history import history, point
from lint.audit.stored import StoredError
from lint.formats.json import written
from tests.lint.audit.sample import many, small


def made(month: int, files: int = 1) -> Document:
    """A report of a month."""
    document = many(files)
    document["run"]["started"] = f"2026-{month:02d}-25T09:00:00Z"
    return document


def put(path: Path, document: Document) -> None:
    """Write a report."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(document), encoding="utf-8")


def names(folder: Path, document: Document) -> list[tuple[str, str]]:
    """Month and name of the points of a history."""
    return [(each["started"][5:7], each["report"]) for each in history(folder, document)]


def test_a_point_has_the_sums_of_its_report() -> None:
    """And the code of its verdict."""
    assert point(small(), "2026-11/report.json") == {
        "started": "2026-11-25T09:00:00Z",
        "report": "2026-11/report.json",
        "files": 3,
        "errors": 1,
        "warnings": 1,
        "infos": 1,
        "waived": 1,
        "references": small()["summary"]["references"],
        "verified": small()["summary"]["verified"],
        "code": 1,
        "limited": False,
    }


def test_reports_in_folders_and_beside_each_other_are_in_order(tmp_path: Path) -> None:
    """By their start, not by their name; the present one is the last."""
    put(tmp_path / "z" / "report.json", made(2))
    put(tmp_path / "2026" / "a" / "report.json", made(8))
    put(tmp_path / "2026" / "spring.json", made(5))
    put(tmp_path / "summer.JSON", made(6))
    (tmp_path / "z" / "index.html").write_text("<p>a page</p>")

    assert names(tmp_path, made(11)) == [
        ("02", "z/report.json"),
        ("05", "2026/spring.json"),
        ("06", "summer.JSON"),
        ("08", "2026/a/report.json"),
        ("11", "report.json"),
    ]


def test_a_report_that_is_there_twice_is_one_point(tmp_path: Path) -> None:
    """So is a copy of the present one, whatever it was compared with; another one of that second is not."""
    copy = made(11)
    copy["audit"]["trend"], copy["audit"]["history"] = None, []
    put(tmp_path / "a.json", made(2))
    put(tmp_path / "b.json", made(2))
    put(tmp_path / "c.json", made(2, 2))
    put(tmp_path / "present.json", copy)

    assert names(tmp_path, made(11)) == [("02", "a.json"), ("02", "c.json"), ("11", "report.json")]


def test_an_empty_folder_is_the_beginning_of_a_history(tmp_path: Path) -> None:
    """There is one point, that of now."""
    assert names(tmp_path, made(11)) == [("11", "report.json")]


def test_a_file_that_is_no_report_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its point would be missing, and nobody would see that."""
    monkeypatch.chdir(tmp_path)
    put(Path("old/a.json"), made(2))
    Path("old/b.json").write_text("{}")
    with pytest.raises(StoredError) as refused:
        history(Path("old"), made(11))

    assert str(refused.value) == "old/b.json is no report of medlint; move it out of the history old"


def test_a_link_that_leads_nowhere_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There was a report once."""
    monkeypatch.chdir(tmp_path)
    Path("old").mkdir()
    Path("old/a.json").symlink_to("nowhere.json")
    with pytest.raises(StoredError) as refused:
        history(Path("old"), made(11))

    assert str(refused.value) == "there is no report old/a.json; move it out of the history old"


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that was mistyped is not the beginning of a history."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoredError) as refused:
        history(Path("odl\n"), made(11))

    assert str(refused.value) == r"there is no folder odl\n with earlier reports"


def test_a_folder_that_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reports in it would be missing."""
    monkeypatch.chdir(tmp_path)
    Path("old/closed").mkdir(parents=True)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(StoredError) as refused:
        history(Path("old"), made(11))

    assert str(refused.value) == "old/closed cannot be read: Permission denied"


def test_the_report_that_is_written_over_is_no_point(tmp_path: Path) -> None:
    """An audit that is run again takes the place of the first run, in the history as in the folder."""
    put(tmp_path / "spring" / "report.json", made(5))
    put(tmp_path / "autumn" / "report.json", made(10))
    found = history(tmp_path, made(11), tmp_path / "autumn")

    assert [each["report"] for each in found] == ["spring/report.json", "report.json"]


def test_the_first_audit_of_a_history_makes_its_folder(tmp_path: Path) -> None:
    """The folder need not be there when the report is to lie in it."""
    first = history(tmp_path / "reports", made(11), tmp_path / "reports" / "autumn")

    assert [each["report"] for each in first] == ["report.json"]
    with pytest.raises(StoredError, match="there is no folder"):
        history(tmp_path / "reports", made(11), tmp_path / "elsewhere")
