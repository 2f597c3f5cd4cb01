"""The action, the workflow that `medlint init` writes and the job for GitLab, run for real in a repository."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from lint import __version__
from tests.repository import Sandbox, environment
from tests.workflows import files
from tests.workflows.files import ROOT, Source
from tests.workflows.runner import Ran, Runner

COUNTS = ("errors", "warnings", "infos", "waived", "known", "outside")
ARTICLE = """# Walking

Walking helps some people.

This article does not replace medical advice, diagnosis or treatment by your doctor.
"""
DOSE = "Take 20 mg of ketamine twice a day."
OLD_DOSE = "Take 10 mg of morphine every 4 hours."
PULL_REQUEST = {"pull_request": {"base": {"ref": "main"}}}
WORKFLOWS = [
    files.template("content.yml"),
    next(each for each in files.workflows() if each.path.endswith("/content.yml")),
]


class Publisher:
    """A checkout as actions/checkout leaves it for a pull request: the merge, and the base as a remote branch."""

    def __init__(self, folder: Path) -> None:
        self.git = Sandbox(folder / "head", {"medlint.toml": 'paths = ["content"]\n', "content/walking.md": ARTICLE})
        self.git.commit("an old article", {"content/old.md": f"{ARTICLE}\n{OLD_DOSE}\n"})
        self.base("main")
        self.runner = Runner(folder, self.git.folder)

    def base(self, branch: str) -> None:
        """Let this be the tip of the base branch."""
        self.git.git("update-ref", f"refs/remotes/origin/{branch}", "HEAD")

    def change(self, content: dict[str, str]) -> None:
        """Commit what the pull request brings."""
        self.git.commit("a change", content)

    def act(self, inputs: dict[str, str] | None = None, event: dict[str, Any] | None = PULL_REQUEST) -> Ran:
        """Run the action."""
        return self.runner.run(files.action(), inputs, event)

    @property
    def attacked(self) -> bool:
        """Whether something that the pull request or an input brought has run."""
        return any(path.name == "pwned" for path in self.git.folder.parent.rglob("*"))


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    """A publisher with one sound article and one with an old dose."""
    return Publisher(tmp_path)


# The action


def test_nothing_new(publisher: Publisher) -> None:
    """A change that adds nothing wrong passes; the old dose is listed as outside of it."""
    publisher.change({"content/walking.md": ARTICLE.replace("some", "many")})
    run = publisher.act()
    outside = int(run.outputs.pop("outside"))

    assert (run.code, run.outputs) == (0, {"exit-code": "0", **dict.fromkeys(COUNTS[:-1], "0")})
    assert outside >= 1
    assert run.summary


def test_a_new_dose_fails(publisher: Publisher) -> None:
    """Only what is new fails; its line is annotated, and the outputs tell the numbers."""
    publisher.change({"content/walking.md": f"{ARTICLE}\n{DOSE}\n"})
    run = publisher.act()

    assert (run.code, run.outputs["errors"], run.outputs["exit-code"]) == (1, "1", "1")
    assert [line for line in run.out.splitlines() if line.startswith("::error file=content/walking.md,line=7")]
    assert "content/old.md" not in re.findall(r"::error file=([^,]*)", run.out)


def test_everything_counts_when_asked(publisher: Publisher) -> None:
    """With changed-only: false the old dose fails as well; so it does where there is no pull request."""
    publisher.change({"content/walking.md": f"{ARTICLE}\n{DOSE}\n"})

    assert publisher.act({"changed-only": "false"}).outputs["errors"] == "2"
    assert publisher.act(event={}).outputs["errors"] == "2"


def test_the_merge_queue_is_judged_like_a_pull_request(publisher: Publisher) -> None:
    """Its base is the commit that the event names."""
    base = publisher.git.head
    publisher.change({"content/walking.md": f"{ARTICLE}\n{DOSE}\n"})

    assert publisher.act(event={"merge_group": {"base_sha": base}}).outputs["errors"] == "1"


def test_the_base_decides(publisher: Publisher) -> None:
    """A pull request that loosens the configuration is judged by the one that it wants to change."""
    loose = 'paths = ["content"]\nfail-on = "never"\nignore = ["dosing-instruction"]\n'
    publisher.change({"content/walking.md": f"{ARTICLE}\n{DOSE}\n", "medlint.toml": loose})
    run = publisher.act()

    assert (run.code, run.outputs["errors"]) == (1, "1")
    assert "gate itself is changed" in run.out


def test_a_base_that_is_not_there(publisher: Publisher) -> None:
    """A checkout without the base branch cannot be judged: 2, and neither counts nor SARIF."""
    run = publisher.act({"sarif": "medlint.sarif"}, {"pull_request": {"base": {"ref": "gone"}}})

    assert (run.code, run.outputs) == (2, {"exit-code": "2"})


def test_sarif(publisher: Publisher) -> None:
    """It lies where the checkout cannot have put a link that leads elsewhere, and it is there though the step fails."""
    victim = publisher.git.folder.parent / "victim"
    victim.write_text("untouched", encoding="utf-8")
    (publisher.git.folder / "medlint.sarif").symlink_to(victim)
    publisher.change({"content/walking.md": f"{ARTICLE}\n{DOSE}\n"})
    run = publisher.act({"sarif": "medlint.sarif"})
    sarif = Path(run.outputs["sarif"])

    assert (run.code, sarif.name, victim.read_text(encoding="utf-8")) == (1, "medlint.sarif", "untouched")
    assert sarif.is_relative_to(publisher.runner.temp)
    assert json.loads(sarif.read_bytes())["version"] == "2.1.0"


def test_paths_and_options(publisher: Publisher) -> None:
    """Paths stand one a line, with any space within; options reach medlint."""
    publisher.change({"more/a b.md": f"{ARTICLE}\n{DOSE}\n", "other.toml": 'fail-on = "never"\n'})
    inputs = {"paths": "\nmore/a b.md\ncontent/walking.md\n", "config": "other.toml"}

    assert publisher.act(inputs, {}).outputs["errors"] == "1"
    assert publisher.act(inputs, {}).code == 0
    assert publisher.act({**inputs, "fail-on": "error"}, {}).code == 1


@pytest.mark.parametrize("hostile", ['"; touch pwned; $(touch pwned) `touch pwned`', "--exit-zero", "*\n::error::no"])
@pytest.mark.parametrize("name", ["paths", "config", "fail-on", "changed-only", "sarif", "version"])
def test_inputs_are_data(publisher: Publisher, name: str, hostile: str) -> None:
    """No input is taken for a command or an option: what makes no sense ends with 2."""
    run = publisher.act({name: hostile})

    assert (run.code, publisher.attacked) == (2, False)
    assert "internal error" not in run.out
    assert set(run.outputs) <= {"exit-code", *COUNTS}


@pytest.mark.parametrize("name", ["../a", "/a", ".a", "-a", "a b", "a/b", "report.json", "a\nb=c"])
def test_sarif_is_a_plain_name(publisher: Publisher, name: str) -> None:
    """The file lies in a folder of ours, whatever its name."""
    run = publisher.act({"sarif": name})

    assert (run.code, run.outputs, list(publisher.runner.temp.rglob("*.json"))) == (2, {}, [])


@pytest.mark.parametrize("branch", ["$(touch${IFS}pwned)", ";touch${IFS}pwned", "--exit-zero", "a'b"])
def test_a_branch_may_have_any_name(publisher: Publisher, branch: str) -> None:
    """The name of the base branch is data too."""
    publisher.base(f"x{branch}")
    publisher.change({"content/walking.md": f"{ARTICLE}\n{DOSE}\n"})
    run = publisher.act(event={"pull_request": {"base": {"ref": f"x{branch}"}}})

    assert (run.code, run.outputs["errors"], publisher.attacked) == (1, "1", False)


def test_the_code_is_the_actions_own(publisher: Publisher) -> None:
    """Without a version it is what lies around the action; with one it is that of the package index."""
    own = publisher.act().pythons
    named = publisher.act({"version": "0.1.0"}).pythons[len(own) :]

    assert [Path(line.rpartition(" ")[2]).resolve() for line in own if " pip " in line] == [ROOT]
    assert [line.rpartition(" -- ")[2] for line in named if " pip " in line] == ["medlint==0.1.0"]


# The workflows


def gate(publisher: Publisher, workflow: Source) -> Ran:
    """Run a workflow, where its checkout puts the head."""
    (head, *_) = (step for step in workflow.steps if "checkout@" in step.get("uses", ""))
    publisher.runner.workspace = publisher.git.folder.parent if "path" in head["with"] else publisher.git.folder
    return publisher.runner.run(workflow, event=PULL_REQUEST)


HOSTILE = {
    f"{name}.py": "import pathlib; pathlib.Path(__file__).with_name('pwned').touch()\n"
    for name in ("lint", "pip", "venv", "json", "click", "rules", "sitecustomize", "usercustomize", "lint/__init__")
} | {
    "pip.conf": "[global]\nindex-url = http://127.0.0.1:9/\n",
    ".python-version": "2.7\n",
    ".git-blame-ignore-revs": "x",
}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.path)
def test_the_head_is_data(publisher: Publisher, workflow: Source) -> None:
    """A dose fails and is annotated, the old one is not; modules that the head brings take no part."""
    publisher.change({"content/walking.md": f"{ARTICLE}\n{DOSE}\n", **HOSTILE})
    run = gate(publisher, workflow)

    assert (run.code, publisher.attacked) == (1, False)
    assert re.findall(r"::error file=([^,]*),line=(\d+)", run.out) == [("content/walking.md", "7")]
    assert run.summary


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.path)
def test_a_sound_change_passes(publisher: Publisher, workflow: Source) -> None:
    """Old faults fail nobody's pull request."""
    publisher.change({"content/walking.md": ARTICLE.replace("some", "many")})

    assert gate(publisher, workflow).code == 0


def test_the_head_is_data_for_the_action(publisher: Publisher) -> None:
    """The same of the action, the step that reads the report included."""
    publisher.change({"content/walking.md": f"{ARTICLE}\n{DOSE}\n", **HOSTILE, "pathlib.py": HOSTILE["json.py"]})
    run = publisher.act()

    assert (run.code, run.outputs["errors"], publisher.attacked) == (1, "1", False)


# GitLab


def test_gitlab(publisher: Publisher, tmp_path: Path) -> None:
    """The job of the page fails on the new dose and leaves both reports, whatever the head put in their place."""
    base = publisher.git.head
    (publisher.git.folder / "medlint-reports").symlink_to(tmp_path)
    publisher.change({"content/walking.md": f"{ARTICLE}\n{DOSE}\n", **HOSTILE})
    job = yaml.safe_load(files.gitlab())["medlint"]
    script = "\n".join(job["script"]).replace("/opt/medlint", str(tmp_path / "venv"))
    run = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=publisher.git.folder,
        env={
            **environment(), "PATH": f"{publisher.runner.python.parent}:{environment()['PATH']}",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "MEDLINT_VERSION": __version__,
        },
        capture_output=True, text=True, check=False, timeout=120, encoding="utf-8",
    )  # fmt: skip
    reports = job["artifacts"]["reports"]
    quality = json.loads((publisher.git.folder / reports["codequality"]).read_bytes())

    assert (run.returncode, publisher.attacked) == (1, False), run.stderr
    assert "content/walking.md" in {each["location"]["path"] for each in quality}
    assert "<testsuites" in (publisher.git.folder / reports["junit"]).read_text(encoding="utf-8")
    assert not (tmp_path / "junit.xml").exists()
