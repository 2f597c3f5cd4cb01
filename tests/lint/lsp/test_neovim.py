"""A second client that nobody here wrote: Neovim, without a screen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.lint.lsp.client import COMMAND
from tests.lint.lsp.conftest import COMPLETE, ENTRY, article

REQUIRED = "MEDLINT_REQUIRE_NEOVIM"
SCRIPT = Path(__file__).with_name("neovim.lua")


def test_an_author_in_neovim(folder: Path, tmp_path: Path) -> None:
    """Problems at the right bytes behind an emoji, the fix with one action, the paper behind an entry, and go-to."""
    if not (nvim := shutil.which("nvim")):
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but there is no nvim")
        pytest.skip("this needs nvim")
    words = "👩‍⚕️ Cafe\u0301 and 𝛼₂ fell in 😀 trials [1] and [9]."
    (folder / "content/a.md").write_text(article(ENTRY, words=words), encoding="utf-8")
    out = tmp_path / "out.json"
    environment = {
        **os.environ,
        "MEDLINT_FOLDER": str(folder),
        "MEDLINT_OUT": str(out),
        "MEDLINT_COMMAND": json.dumps([*COMMAND, "--locked"]),
        "XDG_STATE_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
    }
    script = [nvim, "--headless", "--clean", "-n", "-c", f"luafile {SCRIPT}"]
    done = subprocess.run(script, env=environment, cwd=folder, capture_output=True, timeout=120, check=False)
    assert out.exists(), done.stderr.decode()
    result = json.loads(out.read_text(encoding="utf-8"))

    assert {"missing-pmid", "dangling-citation"} == {each["code"] for each in result["before"]}
    dangling = {"code": "dangling-citation", "line": 2, "source": "medlint"}
    (left,) = result["after"]
    assert left == {**dangling, "column": len(words.partition("[9]")[0].encode())}
    assert result["text"] == article(COMPLETE, words=words)
    assert "Ketamine for pain" in result["hover"]["contents"]["value"]
    assert result["definition"] == {"line": 6, "character": 3}
