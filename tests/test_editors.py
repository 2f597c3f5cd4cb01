"""What docs/editors.md tells: the commands and names in it exist, the extension for VS Code builds, and loads."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from lint import __version__
from lint.cli import main
from lint.records import Record
from lint.resolve.lock import Entry
from lint.resolve.lock_format import dump
from lint.translation import LOCALE
from tests.npm import REQUIRED

FOLDER = Path(__file__).parents[1] / "docs" / "editors"
README = (FOLDER.parent / "editors.md").read_text(encoding="utf-8")
DOI = "10.1234/pain.2009.1"
RECORD = Record(
    title="Ketamine for pain", authors=("Dahan A", "Olofsen E"), journal="Pain", year=2009, volume="147",
    pages="107-115", doi=DOI, pmids=("1234567",),
)  # fmt: skip
ARTICLE = f"""# Ketamine

Pain fell in the trial [1].

This article does not replace medical advice, diagnosis or treatment by your doctor.

## References

1. Dahan A, Olofsen E. Ketamine for pain. Pain. 2009;147:107-15. doi: {DOI}."""


@pytest.mark.parametrize("text", [ARTICLE, f"{ARTICLE}\n", ARTICLE.replace("\n", "\r\n"), f"\ufeff{ARTICLE}\n"])
@pytest.mark.parametrize("at_disk", [True, False])
def test_fixes_of_an_unsaved_text(
    text: str, at_disk: bool, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check - --diff` is a diff of what an editor holds, which git applies to the file; nothing is written."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "content" / "a.md"
    file.parent.mkdir()
    lock = dump({f"doi:{DOI}": Entry(("crossref", "pubmed"), "2026-11-01T00:00:00Z", RECORD)})
    (file.parent / "references.lock").write_text(lock, encoding="utf-8")
    if at_disk:
        file.write_bytes(b"what was saved last")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    with pytest.raises(SystemExit) as end:
        main(["check", "-", "--stdin-filename", "content/a.md", "--diff", "--locked"])
    out, err = capfdbinary.readouterr()

    assert (end.value.code, err) == (1, b"")
    assert out.startswith(b"--- a/content/a.md\n+++ b/content/a.md\n")
    assert file.exists() == at_disk
    file.write_bytes(text.encode())
    subprocess.run(["git", "apply", "-"], input=out, cwd=tmp_path, check=True, capture_output=True)

    assert file.read_bytes() == text.replace(f"doi: {DOI}.", f"doi: {DOI}. PMID: 1234567.").encode()


BLOCKS = [(token.info, token.content) for token in MarkdownIt().parse(README) if token.type == "fence"]
COMMANDS = [line for language, text in BLOCKS if not language for line in text.splitlines()]


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith("medlint check")])
def test_the_commands_are_real(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page tells an editor to run runs, and finds in a good text nothing to report or to fix."""
    monkeypatch.chdir(tmp_path)
    text = f"{ARTICLE} PMID: 1234567.\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    with pytest.raises(SystemExit) as end:
        main([*line.split()[1:], "--offline"])

    assert end.value.code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shells_lines_are_real(shell: str) -> None:
    """The line that the page has for a shell calls its completion by the name that click gives it."""
    assert [line for line in COMMANDS if f"_MEDLINT_COMPLETE={shell}_source medlint" in line]


def test_the_languages_of_the_page_parse() -> None:
    """Every JSON and TOML block is one."""
    readers = {"json": json.loads, "toml": tomllib.loads}
    parsed = [readers[language](text) for language, text in BLOCKS if language in readers]

    assert len(parsed) == 4
    assert all(parsed)


PACKAGE = json.loads((FOLDER / "vscode" / "package.json").read_text(encoding="utf-8"))


def test_the_extension_says_what_it_has() -> None:
    """Commands and settings in its code are those that it declares; what it builds with has exact versions."""
    code = (FOLDER / "vscode" / "src" / "extension.ts").read_text(encoding="utf-8")
    commands = [each["command"] for each in PACKAGE["contributes"]["commands"]]
    settings = PACKAGE["contributes"]["configuration"]["properties"]

    assert re.findall(r'registerCommand\("([\w.]+)"', code) == commands
    assert set(re.findall(r'affectsConfiguration\("([\w.]+)"', code)) <= set(settings)
    assert settings["medlint.command"]["default"] == ["medlint", "lsp"]
    assert {path.name for path in LOCALE.iterdir() if path.is_dir()} == {*settings["medlint.language"]["enum"]} - {
        "auto",
        "en",
    }
    assert PACKAGE["activationEvents"] == ["onLanguage:markdown"]
    assert PACKAGE["version"] == __version__
    assert f"code --install-extension medlint-{__version__}.vsix" in COMMANDS


def test_what_the_extension_is_built_with_is_known() -> None:
    """Every package has one exact version and a digest, and no place is named that it has to come from."""
    lock = json.loads((FOLDER / "vscode" / "package-lock.json").read_text(encoding="utf-8"))
    root, *packages = lock["packages"].values()

    assert root["devDependencies"] == PACKAGE["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in PACKAGE["devDependencies"].values())
    assert re.search(r"@vscode/vsce@\d+\.\d+\.\d+ ", PACKAGE["scripts"]["package"])
    assert len(packages) > len(PACKAGE["devDependencies"])
    assert all("integrity" in each and "resolved" not in each for each in packages)


def test_the_extension_carries_the_licence() -> None:
    """Who gets the extension gets the licence with it, as it is here."""
    carried = (FOLDER / "vscode" / "LICENSE").read_text(encoding="utf-8")

    assert carried == (FOLDER.parents[1] / "LICENSE").read_text(encoding="utf-8")


# A stand-in for the editor: whatever is asked of it is a class of which anything can be asked.
_LOAD = """
const Module = require("module");
const anything = () => new Proxy(class {}, {
  get: (target, name) => (name in target || typeof name === "symbol" ? target[name] : anything()),
});
const load = Module._load;
Module._load = (request, ...rest) => (request === "vscode" ? anything() : load(request, ...rest));
const { activate, deactivate } = require("./out/extension.js");
console.log(typeof activate, typeof deactivate);
"""


def test_the_extension_builds(tmp_path: Path) -> None:
    """npm installs, the types fit, and the bundle has what an editor calls; no package runs code of its own."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but npm is not installed")
        pytest.skip("this needs npm")
    folder = tmp_path / "vscode"
    shutil.copytree(FOLDER / "vscode", folder, ignore=shutil.ignore_patterns("node_modules", "out"))
    install = [npm, "ci", "--prefer-offline", "--no-audit", "--no-fund"]
    installed = subprocess.run(install, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if installed.returncode and os.environ.get(REQUIRED) != "1":
        pytest.skip(f"npm did not install: {installed.stderr.strip()[:200]}")

    assert installed.returncode == 0, installed.stderr
    built = subprocess.run([npm, "run", "build"], cwd=folder, capture_output=True, text=True, timeout=120, check=False)

    assert built.returncode == 0, built.stdout + built.stderr
    loaded = subprocess.run([node, "-e", _LOAD], cwd=folder, capture_output=True, text=True, timeout=60, check=True)

    assert loaded.stdout == "function function\n"
