"""A folder with a lock that registries have answered for, and an editor in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lint.records import Notice, Record
from lint.resolve.lock import Entry
from lint.resolve.lock_format import dump
from tests.lint.lsp.client import Client

DOI = "10.1234/pain.2009.1"
RECORD = Record(
    title="Ketamine for pain",
    authors=("Dahan A", "Olofsen E"),
    journal="Pain",
    year=2009,
    volume="147",
    pages="107-115",
    doi=DOI,
    pmids=("1234567",),
)
OTHER_DOI = "10.1234/pain.2010.2"
RETRACTED = RECORD._replace(
    title="Ketamine without pain",
    year=2010,
    doi=OTHER_DOI,
    pmids=("7654321",),
    notices=(Notice("retraction", "2012-03-01", "10.1234/notice", "crossref"),),
)
ENTRY = f"Dahan A, Olofsen E. Ketamine for pain. Pain. 2009;147:107-15. doi:{DOI}"
COMPLETE = f"{ENTRY}. PMID: 1234567"
OTHER = f"Dahan A, Olofsen E. Ketamine without pain. Pain. 2010;147:107-15. doi:{OTHER_DOI} PMID: 7654321"
END = "\nThis article does not replace medical advice, diagnosis or treatment by your doctor.\n"


def article(*entries: str, words: str = "Pain fell in the trial [1].") -> str:
    """An article with these entries in its list."""
    listed = "".join(f"{number}. {entry}\n" for number, entry in enumerate(entries, 1))
    return f"# Ketamine\n\n{words}\n\n## References\n\n{listed}{END}"


def lock() -> str:
    """The lock with the registries' answers for both papers."""
    checked, sources = "2026-11-01T00:00:00Z", ("crossref", "pubmed")
    return dump({
        f"doi:{DOI}": Entry(sources, checked, RECORD),
        f"doi:{OTHER_DOI}": Entry(sources, checked, RETRACTED),
    })  # fmt: skip


def workspace(folder: Path) -> Path:
    """A folder with a lock."""
    (folder / "content").mkdir(parents=True)
    (folder / "content/references.lock").write_text(lock(), encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a lock."""
    return workspace(tmp_path / "workspace")


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """An editor for many tests that asks no registry; in the end it says goodbye, and the server printed nothing."""
    with Client(workspace(tmp_path_factory.mktemp("editor"))) as editor:
        yield editor

    assert editor.code == 0
    assert editor.errors == b""


@pytest.fixture
def client(editor: Client) -> Iterator[Client]:
    """The editor without any text; after the test the server is still there."""
    yield editor
    editor.close_all()
