"""What other programs run us by: our workflows, those that `medlint init` writes, the action, a job for GitLab."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from lint import __version__

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "medlint" / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
GITLAB = ROOT / "docs" / "gitlab.md"
_TEMPLATES = ROOT / "lint" / "templates"


class Source(NamedTuple):
    """A file as it is used: its path within a repository, and its text with no placeholder left."""

    path: str
    text: str

    @property
    def data(self) -> dict[Any, Any]:
        """What YAML reads in it; the key `on` is True there (YAML 1.1)."""
        loaded: dict[Any, Any] = yaml.safe_load(self.text)
        return loaded

    @property
    def steps(self) -> Iterator[dict[str, Any]]:
        """Every step of a workflow or a composite action."""
        if "runs" in self.data:
            yield from self.data["runs"]["steps"]
        for job in self.data.get("jobs", {}).values():
            yield from job["steps"]

    @property
    def scripts(self) -> list[str]:
        """Every script of it."""
        return [step["run"] for step in self.steps if "run" in step]

    def put(self, folder: Path) -> Path:
        """Write it where it belongs in a repository."""
        target = folder / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self.text, encoding="utf-8")
        return target


def action() -> Source:
    """The action."""
    return Source(ACTION.relative_to(ROOT).as_posix(), ACTION.read_text(encoding="utf-8"))


def template(name: str) -> Source:
    """A workflow as `medlint init` writes it."""
    text = (_TEMPLATES / name).read_text(encoding="utf-8").replace("@VERSION@", __version__)
    assert not re.search(r"@[A-Z_]+@", text), "a placeholder is left"
    return Source(f".github/workflows/template-{name}", text)


def workflows() -> list[Source]:
    """Our own workflows and the templates."""
    own = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    return [
        *(Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in own),
        *(template(path.name) for path in sorted(_TEMPLATES.glob("*.yml"))),
    ]


def gitlab() -> str:
    """The one example of `.gitlab-ci.yml` in the documentation."""
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", GITLAB.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(example)
