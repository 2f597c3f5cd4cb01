"""What docs/editors.md tells to write into Neovim's and Emacs's settings, run as it stands there by these editors."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_editors import ARTICLE, BLOCKS

NEOVIM, EMACS = "MEDLINT_REQUIRE_NEOVIM", "MEDLINT_REQUIRE_EMACS"
_NEOVIM = """
vim.cmd('edit article.md')
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 20)
local codes = vim.tbl_map(function(each) return each.code end, vim.diagnostic.get(0))
vim.fn.writefile({ vim.fn.json_encode(codes) }, 'found.json')
vim.cmd('qa!')
"""
_EMACS = """
(find-file "article.md")
(run-hooks 'post-command-hook)
(require 'eglot)
(let ((tries 0))
  (while (and (< tries 600) (not (flymake-diagnostics)))
    (accept-process-output nil 0.1)
    (setq tries (1+ tries))))
(with-temp-file "found.txt"
  (insert (mapconcat #'flymake-diagnostic-text (with-current-buffer "article.md" (flymake-diagnostics)) "\\n")))
"""
_HAS = """
(progn (package-initialize)
       (kill-emacs (if (and (locate-library "eglot") (locate-library "markdown-mode")) 0 3)))
"""


def snippet(language: str) -> str:
    """The one piece of the page in a language."""
    (text,) = [text for name, text in BLOCKS if name == language]
    return text


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A repository with an article whose reference lacks its PMID."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "medlint.toml").write_text("", encoding="utf-8")
    (folder / "article.md").write_text(f"{ARTICLE}\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


def _environment(folder: Path) -> dict[str, str]:
    """An environment in which `medlint` is that of this Python, and the home is an empty folder."""
    home = str(folder.parent)
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), home),
        "HTTPS_PROXY": "http://127.0.0.1:9",  # no registry hears of it
    }


def _missing(obstacle: str, required: str) -> None:
    if os.environ.get(required) == "1":
        pytest.fail(f"{required}=1, but {obstacle}")
    pytest.skip(obstacle)


def test_neovim(folder: Path) -> None:
    """With the lines of the page in `init.lua`, opening an article shows what is wrong with it."""
    nvim = shutil.which("nvim")
    if nvim is None:
        _missing("there is no nvim", NEOVIM)
    (folder.parent / "init.lua").write_text(snippet("lua"), encoding="utf-8")
    (folder.parent / "look.lua").write_text(_NEOVIM, encoding="utf-8")
    command = [str(nvim), "--headless", "-n", "-u", "../init.lua", "-c", "filetype on", "-c", "luafile ../look.lua"]
    done = subprocess.run(
        command, cwd=folder, env=_environment(folder), capture_output=True, text=True, timeout=120, check=False
    )

    assert "Error" not in done.stderr
    assert "missing-pmid" in json.loads((folder / "found.json").read_text(encoding="utf-8"))


def test_emacs(folder: Path) -> None:
    """With the lines of the page in the init file, opening an article shows what is wrong with it."""
    emacs = shutil.which("emacs")
    if (
        emacs is None
        or subprocess.run([emacs, "--batch", "--eval", _HAS], env=_environment(folder), check=False).returncode
    ):
        _missing("there is no emacs with eglot and markdown-mode", EMACS)
    (folder.parent / "init.el").write_text(f"(package-initialize)\n{snippet('elisp')}", encoding="utf-8")
    (folder.parent / "look.el").write_text(_EMACS, encoding="utf-8")
    command = [str(emacs), "--batch", "-l", "../init.el", "-l", "../look.el"]
    done = subprocess.run(
        command, cwd=folder, env=_environment(folder), capture_output=True, text=True, timeout=120, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "missing-pmid" in (folder / "found.txt").read_text(encoding="utf-8")
