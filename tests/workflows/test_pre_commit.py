"""Our repository as a hook of pre-commit: installed once, it runs in a content repository without any network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import Sandbox, environment, git
from tests.workflows.files import ROOT

REQUIRED = "MEDLINT_REQUIRE_NETWORK"
SOUND = """# Walking

Walking helps some people.

This article does not replace medical advice, diagnosis or treatment by your doctor.
"""
DOSE = "\nTake 20 mg of ketamine twice a day.\n"
NOWHERE = "http://127.0.0.1:9"  # the discard port, where nobody listens
NO_NETWORK = {
    **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), NOWHERE),
    "PIP_INDEX_URL": NOWHERE,
    "PIP_RETRIES": "0",
    "no_proxy": "",
    "NO_PROXY": "",
}

pytestmark = pytest.mark.skipif(
    os.environ.get(REQUIRED) != "1", reason=f"it installs medlint's dependencies from the package index: {REQUIRED}=1"
)


def pre_commit(content: Sandbox, store: Path, *arguments: str, network: bool) -> subprocess.CompletedProcess[str]:
    """Run pre-commit in a repository, with what it installs in a folder of the test."""
    variables = {**environment(), "PRE_COMMIT_HOME": os.fspath(store), **({} if network else NO_NETWORK)}
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=content.folder, env=variables, capture_output=True, text=True, check=False, timeout=600, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """A clone of this repository as it is committed."""
    folder = tmp_path_factory.mktemp("hooks") / "medlint"
    git(ROOT, "clone", "--quiet", "--no-hardlinks", os.fspath(ROOT), os.fspath(folder))
    return Sandbox.of(folder)


@pytest.fixture(scope="module")
def content(hooks: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """A content repository that uses the hook; one article has the name of an option."""
    configuration = f"repos:\n  - repo: {hooks.folder}\n    rev: {hooks.head}\n    hooks:\n      - id: medlint\n"
    return Sandbox(
        tmp_path_factory.mktemp("content"),
        {
            ".pre-commit-config.yaml": configuration,
            "medlint.toml": 'paths = ["content"]\n',
            "content/walking.md": SOUND,
            "--config=evil.toml.md": SOUND,
            "content/notes.txt": DOSE,
        },
    )


@pytest.fixture(scope="module")
def store(content: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What pre-commit has installed, with a network."""
    store = tmp_path_factory.mktemp("store")
    run = pre_commit(content, store, "install-hooks", network=True)

    assert run.returncode == 0, run.stdout
    return store


def test_it_runs_without_a_network(content: Sandbox, store: Path) -> None:
    """Sound articles pass, a dose fails at its place; a file with the name of an option is an article."""
    passed = pre_commit(content, store, "run", "--all-files", "--verbose", network=False)
    content.write("content/walking.md", SOUND + DOSE)
    content.stage()
    failed = pre_commit(content, store, "run", network=False)
    content.write("content/walking.md", SOUND)
    content.stage()

    assert (passed.returncode, failed.returncode) == (0, 1), passed.stdout
    assert "checked 2 of 2 files" in passed.stdout
    assert "content/walking.md:7:" in failed.stdout
    assert "[dosing-instruction]" in failed.stdout


def test_no_network_means_none(content: Sandbox, tmp_path: Path) -> None:
    """Without what is installed the same run cannot be done: what the other test calls no network is none."""
    assert pre_commit(content, tmp_path, "install-hooks", network=False).returncode != 0


def test_try_repo(hooks: Sandbox, content: Sandbox, tmp_path: Path) -> None:
    """`pre-commit try-repo` finds the hook and runs it."""
    run = pre_commit(content, tmp_path, "try-repo", os.fspath(hooks.folder), "medlint", "--all-files", network=True)

    assert (run.returncode, "Passed" in run.stdout) == (0, True), run.stdout
