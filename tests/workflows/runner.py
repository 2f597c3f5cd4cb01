"""What a runner of GitHub Actions does with the steps of a job, as far as ours need it, with pip left out.

Its documentation: docs.github.com, "Workflow syntax for GitHub Actions" (shell: bash), "Workflow commands" (files).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.repository import environment
from tests.workflows.files import ACTION, Source

# `python`: makes an environment whose `python` is itself, installs nothing, and is the real one for everything else.
_PYTHON = """#!/bin/bash
printf '%s\\n' "$*" >> "{log}"
case "$*" in
  "-I -m venv "*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
  "-I -m pip install "*) ;;
  *) exec "{python}" "$@" ;;
esac
"""
_EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")


class Ran(NamedTuple):
    """What a job left: the exit code of the step that failed, or 0; what all steps printed; outputs of the last."""

    code: int
    out: str
    outputs: dict[str, str]
    summary: str
    pythons: list[str]


class Runner:
    """A machine for one job. `workspace` is the checkout, or what holds it."""

    def __init__(self, folder: Path, workspace: Path) -> None:
        self.workspace, self.temp, self._bin = workspace, folder / "runner temp", folder / "bin"
        self.temp.mkdir()
        self._bin.mkdir()
        self._log = folder / "pythons.log"
        self.python = self._bin / "python"
        self.python.write_text(_PYTHON.format(log=self._log, python=sys.executable), encoding="utf-8")
        self.python.chmod(0o755)

    def run(
        self, source: Source, inputs: Mapping[str, str] | None = None, event: Mapping[str, Any] | None = None
    ) -> Ran:
        """Run all steps until one fails; actions are taken for done."""
        given = {name: value.get("default", "") for name, value in source.data.get("inputs", {}).items()}
        contexts: dict[str, Any] = {
            "inputs": {**given, **(inputs or {})},
            "github": {"event": dict(event or {})},
            "steps": {"python": {"outputs": {"python-path": str(self.python)}}},
        }
        summary, out, outputs, code = self.temp / "summary.md", "", {}, 0
        for step in source.steps:
            if "run" in step:
                written = self.temp / "output"
                written.write_text("", encoding="utf-8")
                done = self._step(step, contexts, {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(written)})
                code, out = done.returncode, out + done.stdout
                outputs = _outputs(written.read_text(encoding="utf-8"))
                contexts["steps"][step.get("id", "")] = {"outputs": outputs}
            if code:
                break
        return Ran(code, out, outputs, _text(summary), _text(self._log).splitlines())

    def _step(
        self, step: Mapping[str, Any], contexts: Mapping[str, Any], written: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        script = self.temp / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        variables = {
            **environment(),
            "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ACTION.parent),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            **written,
            **{name: _EXPRESSION.sub(lambda match: _value(match[1], contexts), value) for name, value in _env(step)},
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        folder = self.workspace / step.get("working-directory", ".")
        return subprocess.run(
            command, cwd=folder, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False, timeout=120,
        )  # fmt: skip


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _env(step: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in step.get("env", {}).items()]


def _value(expression: str, contexts: Mapping[str, Any]) -> str:
    """What an expression stands for; what is not there is empty."""
    value: Any = contexts
    for name in expression.split("."):
        value = value.get(name, "") if isinstance(value, Mapping) else ""
    return str(value)


def _outputs(text: str) -> dict[str, str]:
    """What a step wrote for others, `name=value` a line; the form for many lines is none that ours may need."""
    lines = [line.partition("=") for line in text.splitlines()]
    assert all(equals and re.fullmatch(r"[a-z-]+", name) for name, equals, _ in lines), text
    assert len({name for name, _, _ in lines}) == len(lines), text
    return {name: value for name, _, value in lines}
