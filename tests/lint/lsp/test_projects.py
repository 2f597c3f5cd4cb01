"""What an article is checked with: the configuration and the lock that `check` takes for it, whatever else is open."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lint.api import check
from lint.lsp.projects import Projects
from lint.packs import installed
from lint.request import Request
from tests.lint.lsp.client import Client
from tests.lint.lsp.conftest import ENTRY, article, lock


def named(found: list[dict[str, str]]) -> bool:
    """Whether a problem names the PMID that the lock alone knows."""
    return any("1234567" in each["message"] for each in found)


def checked(path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> bool:
    """The same of a cold run over that article alone."""
    monkeypatch.chdir(folder)
    report = check(Request((str(path),), locked=True), installed(), datetime.now(UTC))
    return any("1234567" in each.message for each in report.findings)


@pytest.mark.parametrize("order", ["ab", "ba"])
@pytest.mark.parametrize("configuration", ["medlint.toml", ""])
def test_every_folder_has_its_own_lock(
    order: str, configuration: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without paths the lock lies beside the article: that of the one opened first says nothing of the other."""
    if configuration:
        (tmp_path / configuration).write_text("", encoding="utf-8")
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.md").write_text(article(ENTRY), encoding="utf-8")
    (tmp_path / "b/references.lock").write_text(lock(), encoding="utf-8")
    with Client(tmp_path) as client:
        found = {name: named(client.found(client.open(f"{name}/x.md", article(ENTRY)))) for name in order}

    assert found == {"a": False, "b": True}
    assert found == {name: checked(tmp_path / name / "x.md", monkeypatch, tmp_path) for name in "ab"}


@pytest.mark.parametrize("configuration", [None, "", 'paths = ["content"]\n', 'lock = "content/references.lock"\n'])
def test_a_folder_of_articles_has_one_lock(
    configuration: str | None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below content/ it is the lock that `check` takes which looks at all of content/."""
    if configuration is not None:
        (folder / "medlint.toml").write_text(configuration, encoding="utf-8")
    (folder / "content/sub").mkdir()
    (folder / "content/sub/x.md").write_text(article(ENTRY), encoding="utf-8")
    monkeypatch.chdir(folder)
    report = check(Request(locked=True), installed(), datetime.now(UTC))
    with Client(folder) as client:
        found = client.found(client.open("content/sub/x.md", article(ENTRY)))

    assert any("1234567" in each.message for each in report.findings)
    assert named(found)


def test_projects_are_read_once_and_again_when_their_lock_was_written(folder: Path) -> None:
    """Two articles with one lock share a project; a new lock makes a new one, and a new configuration, too."""
    configuration = folder / "medlint.toml"
    configuration.write_text("", encoding="utf-8")
    projects = Projects(installed())
    first, second = (projects.of(folder / "content" / name, folder) for name in ("a.md", "sub/b.md"))
    (folder / "content/references.lock").write_text("", encoding="utf-8")
    locked = projects.of(folder / "content/a.md", folder)
    configuration.write_text('ignore = ["missing-pmid"]\n', encoding="utf-8")
    configured = projects.of(folder / "content/a.md", folder)

    assert first is second
    assert first.lock.lock.entries
    assert not locked.lock.lock.entries
    assert locked.settings is first.settings
    assert configured.settings.choice.ignore == ("missing-pmid",)


@pytest.mark.parametrize(
    "address",
    [
        "untitled:Untitled-1",
        "vscode-remote://ssh-remote%2Bhost/home/x/a.md",
        "git:/home/x/a.md?%7B%7D",
        "notebook-cell:/home/x/a.ipynb#W0",
        "file:///a%00.md",
        "",
    ],
)
@pytest.mark.parametrize("configuration", [None, "", 'paths = ["content"]\nexclude = ["*.md"]\n'])
def test_a_text_without_a_file_is_always_checked(address: str, configuration: str | None, folder: Path) -> None:
    """As an article that lies in the first folder of articles: with its lock, and whatever is left out there."""
    if configuration is not None:
        (folder / "medlint.toml").write_text(configuration, encoding="utf-8")
    (folder / "content/image.png").touch()
    text = article(ENTRY, words="Pain fell [1]. ![](image.png)")
    with Client(folder) as client:
        document = {"uri": address, "languageId": "markdown", "version": 1, "text": text}
        client.tell("textDocument/didOpen", {"textDocument": document})
        found = client.found(address)

    assert named(found)
    assert "broken-link" not in {each.get("code") for each in found}


def test_a_text_without_a_file_in_another_language_is_none_of_ours(client: Client) -> None:
    """A draft of a program is no article; one whose address ends like an article is one, whatever it is called."""
    program = client.open("untitled:Untitled-2", article(ENTRY), "python")
    other = client.open("vscode-remote://host/a.py", article(ENTRY), "python")
    markdown = client.open("vscode-remote://host/a.md?x#y", article(ENTRY), "other")

    assert (client.found(program), client.found(other)) == ([], [])
    assert named(client.found(markdown))


def test_what_check_leaves_alone_the_editor_leaves_alone(folder: Path) -> None:
    """Outside of the configured paths, and what is left out of them."""
    (folder / "medlint.toml").write_text('paths = ["content"]\nexclude = ["content/old.md"]\n', encoding="utf-8")
    with Client(folder) as client:
        found = [client.found(client.open(name, article(ENTRY))) for name in ("notes.md", "content/old.md")]

    assert found == [[], []]
