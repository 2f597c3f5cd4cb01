"""A real `medlint watch` is told of what editors, git and people do to files and folders."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from tests.lint.test_watching import DOSE, GOOD

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there, Ctrl-C reaches the whole console")
_SECONDS = 60
_SHORT = "# Ketamine\n\nPain fell.\n"
_IGNORE = 'ignore = ["missing-disclaimer"]\n'
_LINK = "# Ketamine\n\nSee [it](nowhere.pdf).\n"
# A shell starts what runs in the background with Ctrl-C ignored, and Python leaves it so.
_HEARD = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from lint.cli import main; main()"


class Screen:
    """What a running watch shows."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def until(self, told: str) -> None:
        """Read on until that is shown; between two sights there may be one of a file that is half written."""
        assert self._process.stdout is not None
        assert any(told in line for line in self._process.stdout), f"{told} is never told"

    def begun(self, article: Path) -> None:
        """The watcher has begun, when a change of an article is seen: what comes now only the watcher can tell."""
        self.until("missing-disclaimer")
        written(article, f"{_SHORT}\nTake 5 mg of ketamine daily.\n")
        self.until("dosing-instruction")
        written(article, _SHORT)
        self.until("1 error")

    def interrupted(self) -> int:
        """The exit code after Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(_SECONDS)


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Screen]:
    """The command, run in a folder, until the end of the block or of patience."""
    command = [sys.executable, "-c", _HEARD, "watch", "--quiet", *arguments]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        limit = Timer(_SECONDS, process.kill)
        limit.start()
        try:
            yield Screen(process)
        finally:
            limit.cancel()
            process.kill()


def written(path: Path, text: str) -> Path:
    """A file, in a folder that is made when there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_what_editors_do(tmp_path: Path) -> None:
    """Files written in place, put in another's place, made in a new folder; a configuration that breaks and heals."""
    article = written(tmp_path / "content" / "a.md", GOOD)
    (tmp_path / "content" / "leaflet.pdf").touch()
    settings = written(tmp_path / "medlint.toml", "")
    with watching(tmp_path) as screen:
        screen.until("0 errors")
        written(article, DOSE)
        screen.until("dosing-instruction")
        screen.until("linted 1 article;")
        written(tmp_path / "content" / ".a.md.new", GOOD).replace(article)
        screen.until("0 errors")
        written(tmp_path / "content" / "more" / "b.md", DOSE)
        screen.until("checked 2 of 2 files")
        written(settings, "selekt = []\n")
        screen.until('did you mean "select"?')
        written(settings, 'ignore = ["dosing-instruction", "broken-link"]\n')
        screen.until("0 errors")

        assert screen.interrupted() == 0


def _removed_and_made(folder: Path, aside: Path) -> None:
    assert not aside.exists()
    shutil.rmtree(folder)
    written(folder / "a.md", _LINK)


def _swapped(folder: Path, aside: Path) -> None:
    new = written(aside / "new" / "a.md", _LINK).parent
    folder.rename(aside / "old")
    new.rename(folder)


@pytest.mark.parametrize("replace", [_removed_and_made, _swapped])
@pytest.mark.parametrize("name", ["content/sub", "content"])
def test_a_folder_in_the_place_of_another(tmp_path: Path, name: str, replace: Callable[[Path, Path], None]) -> None:
    """What is written in a folder that took the place of another, as `git checkout` leaves it, is seen as well."""
    article = written(tmp_path / name / "a.md", _SHORT)
    with watching(tmp_path, "content") as screen:
        screen.begun(article)
        replace(article.parent, tmp_path / "aside")
        screen.until("broken-link")
        written(article, "# Ketamine\n\nTake 5 mg of ibuprofen daily.\n")
        screen.until("dosing-instruction")


@pytest.mark.parametrize(
    ("name", "text"),
    [("site/medlint.toml", _IGNORE), ("medlint.toml", _IGNORE), ("pyproject.toml", f"[tool.medlint]\n{_IGNORE}")],
)
def test_a_configuration_that_comes_and_goes(tmp_path: Path, name: str, text: str) -> None:
    """A configuration decides as soon as it is there, in any folder above, and no longer when it is gone."""
    article = written(tmp_path / "site" / "content" / "a.md", _SHORT)
    with watching(tmp_path / "site", "content") as screen:
        screen.begun(article)
        for _ in range(2):
            written(tmp_path / name, text)
            screen.until("0 errors")
            (tmp_path / name).unlink()
            screen.until("1 error")


def test_a_nearer_configuration(tmp_path: Path) -> None:
    """One that appears beside no article, but nearer than the one that decides, decides."""
    written(tmp_path / "medlint.toml", 'paths = ["texts"]\n')
    article = written(tmp_path / "texts" / "a.md", _SHORT)
    (tmp_path / "site").mkdir()
    with watching(tmp_path / "site") as screen:
        screen.begun(article)
        written(tmp_path / "site" / "medlint.toml", f'paths = ["../texts"]\n{_IGNORE}')
        screen.until("0 errors")


def test_what_git_ignores(tmp_path: Path) -> None:
    """A `.gitignore` of a folder above decides as soon as it is there."""
    article = written(tmp_path / "site" / "content" / "a.md", _SHORT)
    (tmp_path / ".git").mkdir()
    with watching(tmp_path / "site") as screen:
        screen.begun(article)
        written(tmp_path / ".gitignore", "a.md\n")
        screen.until("0 errors")
