"""The folder of a report: written over an earlier report, never over what is somebody else's."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from lint.audit import folder as place
from lint.audit.folder import SUMS, FolderError, write

REPORT = b'{\n  "schema": 1,\n  "tool": {\n    "name": "medlint",\n'
FIRST = {"report.json": REPORT, "index.html": b"<p>1</p>\n", "articles/a.html": b"<p>a</p>\n"}
SECOND = {"report.json": REPORT + b" ", "index.html": b"<p>2</p>\n", "articles/b.html": b"<p>b</p>\n"}


def _held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_sums_are_those_of_sha256sum(tmp_path: Path) -> None:
    """The program that auditors have says that every file is as it was."""
    write(tmp_path, FIRST)

    done = subprocess.run(["sha256sum", "--strict", "-c", SUMS], cwd=tmp_path, capture_output=True, check=False)

    assert (0, [f"{name}: OK" for name in sorted(FIRST)]) == (done.returncode, done.stdout.decode().splitlines())


def test_an_earlier_report_is_replaced(tmp_path: Path) -> None:
    """Pages that the new report does not have are removed, with a folder that is left empty."""
    write(tmp_path / "audit", FIRST)
    write(tmp_path / "audit", {name: SECOND[name] for name in ("report.json", "index.html")})

    assert {"SHA256SUMS", "index.html", "report.json"} == set(_held(tmp_path / "audit"))
    assert not (tmp_path / "audit" / "articles").exists()


def test_files_of_others_are_left(tmp_path: Path) -> None:
    """A folder with other files is not emptied, and a page of an old report that somebody changed stays."""
    (tmp_path / "minutes.txt").write_text("of the meeting")
    write(tmp_path, FIRST)
    (tmp_path / "articles/a.html").write_text("annotated by hand")
    write(tmp_path, SECOND)

    assert {name: data for name, data in _held(tmp_path).items() if name != SUMS} == {
        **SECOND,
        "minutes.txt": b"of the meeting",
        "articles/a.html": b"annotated by hand",
    }


@pytest.mark.parametrize("name", ["index.html", "SHA256SUMS", "articles/a.html"])
def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path, name: str) -> None:
    """The site's own index.html, or the sums of a release, stay, and nothing is written beside them."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(f"{'0' * 64}  release.tar.gz\n")

    with pytest.raises(FolderError, match="is not of an earlier audit; it is not overwritten"):
        write(tmp_path, FIRST)

    assert {name} == set(_held(tmp_path))


@pytest.mark.parametrize("name", ["index.html", "articles"])
def test_a_link_is_not_followed(tmp_path: Path, name: str) -> None:
    """A link in the folder leads the report nowhere else."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "audit").mkdir()
    (tmp_path / "audit" / name).symlink_to(outside / "there")

    with pytest.raises(FolderError, match="not overwritten"):
        write(tmp_path / "audit", FIRST)

    assert list(outside.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    """A file in the place of the folder is told with the remedy."""
    (tmp_path / "audit").write_text("a file")

    with pytest.raises(FolderError, match=r"the report cannot be written to \S+: .*; name another folder with -o"):
        write(tmp_path / "audit", FIRST)


@pytest.mark.parametrize(
    "line",
    ["", "x" * 64 + "  report.json", f"{'a' * 64}  ../report.json", f"{'a' * 64}  /etc/passwd", f"{'a' * 63}  a"],
)
def test_a_line_that_says_nothing_is_kept_as_odd(line: str) -> None:
    """What names no file of the folder is no digest."""
    assert place.Sums({}, (line,)) == place.read(f"{line}\n".encode())


@pytest.mark.parametrize("report", [b"{}\n", b'{"schema": 1, "tool": {"name": "other"}}', b""])
def test_sums_of_somebody_else_are_no_earlier_report(tmp_path: Path, report: bytes) -> None:
    """A release that has a report.json of its own, with its sums, stays as it is."""
    theirs = {"report.json": report, "index.html": b"a site", "thesis.doc": b"years of work"}
    for name, data in {**theirs, SUMS: place.written(theirs)}.items():
        (tmp_path / name).write_bytes(data)

    with pytest.raises(FolderError, match="not overwritten"):
        write(tmp_path, FIRST)

    assert _held(tmp_path) == {**theirs, SUMS: place.written(theirs)}


def test_what_somebody_added_to_the_sums_is_not_removed(tmp_path: Path) -> None:
    """A letter beside the report, named in the sums before they were signed; also behind a link."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "v.html").write_bytes(b"a page")
    folder = tmp_path / "audit"
    write(folder, FIRST)
    (folder / "letter.txt").write_bytes(b"dear reader")
    (folder / "linked").symlink_to(outside)
    more = {"letter.txt": b"dear reader", "linked/v.html": b"a page"}
    (folder / SUMS).write_bytes(place.written({**FIRST, **more}))
    write(folder, SECOND)

    assert (folder / "letter.txt").read_bytes() == b"dear reader"
    assert (outside / "v.html").read_bytes() == b"a page"
