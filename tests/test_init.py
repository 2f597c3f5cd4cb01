"""`medlint init` in old repositories: thirty articles with faults of every kind, none at all, a disk that refuses."""

from __future__ import annotations

import errno
import json
import os
import pty
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from lint import __version__, atomic
from lint.cli import main
from tests.desk import ARTICLE, NAME, Run, works
from tests.registry import faults
from tests.registry.registry import LoopbackRegistry
from tests.repository import Sandbox

DOSE = "\nTake 20 mg of amitriptyline every evening.\n"
WRITTEN = (
    "medlint.toml, .github/workflows/medlint.yml, .github/workflows/medlint-references.yml, .pre-commit-config.yaml"
)
DISCLAIMER = "This article is for information only and is not a substitute for medical advice."


def article(title: str, *paragraphs: str, disclaimer: str = DISCLAIMER) -> str:
    """A short article."""
    return "\n\n".join((f"# {title}", *paragraphs, disclaimer)) + "\n"


def old_articles() -> dict[str, str | bytes]:
    """What lies in a repository that nobody ever checked."""
    clean = ARTICLE
    listed = "## References\n\n1. Smith J. A study of pain. J Imag. 2009;1(1):1-9."
    return {
        f"content/{NAME}": clean,
        "content/no-disclaimer.md": article("Pain", "Pain hurts.", disclaimer=""),
        "content/hidden-disclaimer.md": article("Pain", "Pain hurts.", disclaimer=f"<!-- {DISCLAIMER} -->"),
        "content/dose.md": article("Pain", "Take 400 mg of ibuprofen three times a day."),
        "content/two-equal-doses.md": article("Pain", "- Take 5 mg at night.\n- Take 5 mg at night."),
        "content/dose-table.md": article("Pain", "| drug | dose |\n|---|---|\n| ibuprofen | take 400 mg twice a day |"),
        "content/dosis.md": article("Schmerz", "Nehmen Sie dreimal täglich 400 mg Ibuprofen ein."),
        "content/study.md": article("Pain", "Patients received 400 mg of ibuprofen daily for 4 weeks [1].", listed),
        "content/no-identifiers.md": article("Pain", "It helps [1].", listed),
        "content/no-pmid.md": article("Pain", "It helps [1].", f"{listed} doi: 10.5555/nowhere.1"),
        "content/malformed.md": article("Pain", "It helps [1].", f"{listed} doi: 10.55/x PMID: 12a"),
        "content/dangling.md": article("Pain", "It helps [1,3-5].", listed),
        "content/uncited.md": article("Pain", "It helps.", listed),
        "content/author-year.md": article("Pain", "It helps (Jones et al., 2011).", listed),
        "content/twice.md": article("Pain", "It helps [1,2].", f"{listed}\n2. {listed[17:]}"),
        "content/footnote.md": article("Pain", "It helps.[^1] And this.[^2]", "[^1]: Smith J. PMID: 19783371."),
        "content/broken-links.md": article("Pain", "See [there](gone.md), [here](#nowhere) and ![x](no.png)."),
        "content/wrong-pmid.md": clean.replace("19783371", "19604642", 1),
        "content/other-paper.md": clean.replace("10.1016/j.pain.2009.08.015", "10.1016/j.pain.2009.06.023", 1),
        "content/hidden.md": article("Pain", "Do \u202eton\u202c take pa\u200bracetamol."),
        "content/citekeys.md": article("Pain", "It helps [@smith2009; @nobody].\n", "---\nbibliography: refs.bib\n---"),
        "content/with-bib.md": "---\nbibliography: refs.bib\n---\n" + article("Pain", "It helps [@smith2009]."),
        "content/lost-bib.md": "---\nbibliography: lost.bib\n---\n" + article("Pain", "It helps [@smith2009]."),
        "content/refs.bib": "@article{smith2009, title={A study of pain}, author={Smith, J.}, year={2009}}\n",
        "content/svenska.md": article("Smärta", "Smärta är en obehaglig upplevelse som de flesta människor har. " * 8),
        "content/de/windows.md": article("Pain", "It helps [1].", listed).replace("\n", "\r\n"),
        "content/de/latin1.md": article("Übelkeit", "Für Ärzte.").encode("latin-1"),
        "content/de/utf16.md": article("Pain", "Pain hurts.").encode("utf-16"),
        "content/de/binary.md": b"# Title\n\0\0\0",
        "content/de/empty.md": b"",
        "content/de/component.mdx": "# Pain\n\n<Dose amount={5} />\n",
        "content/de/[slug]* #1.md": b"\xff\xfe#",
        "docs/contributing.md": "# How we write\n",
        "README.md": "# Articles\n",
    }  # fmt: skip


UNREADABLE = {
    "/content/de/\\[slug\\]\\* \\#1.md", "/content/de/binary.md", "/content/de/component.mdx", "/content/de/empty.md",
    "/content/de/latin1.md", "/content/de/utf16.md", "/content/lost-bib.md",
}  # fmt: skip


class Old:
    """An old repository, in which commands run as a user runs them."""

    def __init__(self, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
        self.sandbox, self.folder, self.capsys = sandbox, sandbox.folder, capsys

    def __call__(self, *arguments: str) -> Run:
        """Run `medlint`."""
        with pytest.raises(SystemExit) as end:
            main(list(arguments))
        return Run(int(end.value.code or 0), *self.capsys.readouterr())

    def files(self) -> dict[str, bytes]:
        """All that lies in the working tree."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and ".git" not in path.relative_to(self.folder).parts
        }

    @property
    def config(self) -> dict[str, object]:
        """The configuration."""
        return tomllib.loads((self.folder / "medlint.toml").read_text(encoding="utf-8"))


@pytest.fixture
def bare(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Old:
    """A repository without any file, where commands start."""
    monkeypatch.setattr("sys.stdin", None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "shop"
    old = Old(Sandbox(folder), capsys)
    monkeypatch.chdir(folder)
    return old


@pytest.fixture
def old(bare: Old) -> Old:
    """A repository with old articles."""
    bare.sandbox.commit("old", old_articles())
    return bare


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackRegistry]:
    """Registries that know the three papers of the first article."""
    with LoopbackRegistry(works().values()) as found:
        for name, value in found.environment.items():
            monkeypatch.setenv(name, value)
        yield found


def test_switched_on_offline(old: Old) -> None:
    """Every old fault is known: a check passes, and names what nobody reads; a second init changes nothing."""
    run = old("init", "--offline", "--yes")
    check = old("check", "--offline", "--format", "json")
    files = old.files()
    again = old("init", "--offline", "--yes")

    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"wrote {WRITTEN}\nno registry was asked, so there is no content/references.lock yet\n")
    assert (
        "in content (7 left out, each with its reason in exclude in medlint.toml)\ncontent/lost-bib.md is left"
        in run.out
    )
    assert "not among the articles, and checked by nobody: the Markdown in docs/ (1);" in run.out
    assert "\nnext: git add medlint.toml .github/workflows/medlint.yml " in run.out
    assert set(old.config["exclude"]) == UNREADABLE  # type: ignore[call-overload]  # a list of texts
    assert old.config["paths"] == ["content"]
    assert (check.code, check.err) == (0, "")
    skipped = [row for row in check.report["files"] if row["status"] == "skipped"]
    assert len(skipped) == len(UNREADABLE)
    assert (again.code, old.files()) == (0, files)
    assert again.out.startswith("kept medlint.toml, it is there already\n")
    assert again.out.endswith("nothing had to be written\n")
    assert old.sandbox.git("status", "--porcelain", "--", "content", "README.md", "docs") == ""


def test_switched_on_with_registries(old: Old, registry: LoopbackRegistry) -> None:
    """The lock comes before the baseline: what the registries say of old articles is known as well."""
    run = old("init", "--yes")
    online, locked = old("check"), old("check", "--offline")
    asked = registry.count()
    again = old("init", "--yes")

    assert (run.code, run.err) == (0, "")
    assert "wrote content/references.lock: " in run.out
    assert (online.code, locked.code) == (0, 0), online.out
    baseline = (old.folder / "medlint-baseline.json").read_text(encoding="utf-8")
    assert "mismatched-identifiers" in baseline
    assert "git add medlint.toml" in run.out
    assert "content/references.lock medlint-baseline.json, commit, open a pull request" in run.out
    assert (again.code, registry.count()) == (0, asked)
    assert again.out.endswith("nothing had to be written\n")


def test_registries_that_are_down_stop_nothing(old: Old, registry: LoopbackRegistry) -> None:
    """It is said that the lock is to be written later, and everything else is done."""
    registry.fail(faults.status(503))
    run = old("init", "--yes", "--network-budget", "1")

    assert run.code == 0
    assert "\nno content/references.lock yet: 0 of " in run.out
    assert "delete medlint-baseline.json and run `medlint init` again" in run.out
    assert old("check", "--offline").code == 0


def test_a_new_dose_in_any_article_fails(old: Old) -> None:
    """A dose added to each article is one new error in each; where nobody reads, the exclusion is named."""
    old("init", "--offline", "--yes")
    articles = [name for name in old_articles() if name.startswith("content/") and name.endswith(".md")]
    for name in articles:
        path = old.folder / name
        path.write_bytes(path.read_bytes() + DOSE.encode())
    check = old("check", "--offline", "--format", "json")
    findings = check.report["findings"]
    new = [each for each in findings if each["severity"] == "error" and not each.get("aside") and not each["waived"]]
    skipped = {row["path"] for row in check.report["files"] if row["status"] == "skipped"}

    assert check.code == 1
    assert sorted((name, "dosing-instruction") for name in articles if name not in skipped) == [
        (each["path"], each["rule"]) for each in new
    ]
    assert len(skipped) == len(UNREADABLE)


def test_safety_is_named_first(old: Old) -> None:
    """How many of the known findings concern the safety of readers, and a command that shows them."""
    run = old("init", "--offline", "--yes")
    line = next(line for line in run.out.splitlines() if "concern the safety of readers" in line)
    command = line.partition("medlint check ")[2].split()
    shown = old("check", "--offline", "--format", "json", *command)

    assert "--select dosing-instruction" in line
    assert "--select missing-disclaimer" in line
    assert "--select hidden-characters" in line
    assert line.startswith(f"{len(shown.report['findings'])} of them (")
    assert shown.code == 1


def test_flags_decide(old: Old) -> None:
    """Profile, severity and paths stand in the configuration; what is not wanted is not written."""
    run = old(
        "init", "--path", "docs", "--path", "content/de/", "--profile", "clinic", "--fail-on", "warning",
        "--no-workflow", "--no-pre-commit", "--no-lock", "--no-baseline",
    )  # fmt: skip

    assert run.code == 0
    assert old.config["paths"] == ["docs", "content/de"]
    assert old.config["fail-on"] == "warning"
    assert old.config["rules"] == {"incomplete-disclaimer": {"profile": "clinic"}}
    assert "baseline" not in old.config
    assert "no baseline was asked for: " in run.out
    assert old.sandbox.git("status", "--porcelain") == "?? medlint.toml"


@pytest.mark.parametrize(("path", "told"), [("nowhere", "is not there"), ("..", "lies outside of")])
def test_a_path_that_cannot_be(path: str, told: str, old: Old) -> None:
    """A folder that is not there, or elsewhere, is a 2, and nothing is written."""
    run = old("init", "--path", path)

    assert (run.code, told in run.err) == (2, True)
    assert old.sandbox.git("status", "--porcelain") == ""


def test_a_configuration_that_is_there_decides(old: Old) -> None:
    """Its paths and its baseline; the file is not touched, and options beside it change nothing."""
    config = '# ours\npaths = ["content/de"]\nexclude = ["latin1.md", "utf16.md", "*1.md"]\nbaseline = "known.json"\n'
    old.sandbox.write("medlint.toml", config)
    run = old("init", "--offline", "--profile", "clinic", "--path", "content")

    assert run.code == 0
    assert (old.folder / "medlint.toml").read_text(encoding="utf-8") == config
    assert (old.folder / "known.json").exists()
    assert not (old.folder / "medlint-baseline.json").exists()
    assert "\nread 1 article with 1 reference in content/de\n" in run.out
    assert "content/de/binary.md cannot be checked: it is a binary file" in run.out
    assert "`medlint check` ends with 2 until these can be checked: mend them, or name them in exclude" in run.out
    assert old("check", "--offline").code == 2


def test_a_configuration_without_a_baseline_is_told_how(old: Old) -> None:
    """A file of the user's is not edited: the line to add is there to copy; in pyproject.toml as well."""
    old.sandbox.write("pyproject.toml", '[tool.medlint]\npaths = ["docs"]\n')
    run = old("init", "--offline")

    assert run.code == 0
    assert "kept pyproject.toml, it is there already" in run.out
    assert 'as known, add baseline = "medlint-baseline.json" to it and run `medlint init` again' in run.out
    assert not (old.folder / "medlint.toml").exists()


def test_an_empty_repository(bare: Old) -> None:
    """Without articles there is nothing to look up or to know: the rest is written, and it is said."""
    run = bare("init", "--offline")
    check = bare("check", "--offline")

    assert run.code == 0
    assert run.out.startswith(f"wrote {WRITTEN}\nthere are no articles in content/ yet, so there is nothing to look up")
    assert sorted(bare.files()) == sorted(WRITTEN.split(", "))
    assert check.code == 2
    bare.sandbox.write("content/a.md", ARTICLE)
    assert bare("check", "--offline").code == 0


def test_the_workflows_are_of_this_version(bare: Old) -> None:
    """What gates pull requests does not change by itself; nothing in it waits to be filled in."""
    bare("init", "--offline")
    for name in ("medlint.yml", "medlint-references.yml"):
        text = (bare.folder / ".github" / "workflows" / name).read_text(encoding="utf-8")

        assert __version__ in text
        assert "@VERSION@" not in text
        assert yaml.safe_load(text)["jobs"]


def test_no_git_repository(old: Old) -> None:
    """All is written, and it is said that workflow and hook need a repository."""
    shutil.rmtree(old.folder / ".git")
    run = old("init", "--offline")

    assert run.code == 0
    assert "this folder is no git repository yet (git init)" in run.out
    assert old("check", "--offline").code == 0


def test_a_folder_within_a_repository(old: Old) -> None:
    """GitHub would not read a workflow there: none is written, and it is said where to run."""
    run = old("init", "--offline", "content")

    assert run.code == 0
    assert f"run medlint init {old.folder.as_posix()}" in run.out
    assert f"cd {old.folder.as_posix()}/content && git add medlint.toml " in run.out
    assert not (old.folder / "content" / ".github").exists()


def test_an_entry_is_appended_to_the_hooks_that_are_there(old: Old) -> None:
    """Other hooks stay to the letter; a file of another layout is left alone, with the entry to paste."""
    theirs = "repos:\n- repo: local\n  hooks:\n  - id: mine\n"
    path = old.sandbox.write(".pre-commit-config.yaml", theirs)
    first = old("init", "--offline")
    appended = path.read_text(encoding="utf-8")
    again = old("init", "--offline")
    path.write_text("repos: [{repo: local, hooks: []}]\n", encoding="utf-8")
    other = old("init", "--offline")

    assert (
        "wrote medlint.toml, .github/workflows/medlint.yml, .github/workflows/medlint-references.yml, .pre" in first.out
    )
    assert appended.startswith(theirs)
    assert appended[len(theirs) :].startswith("- repo: https://github.com/medlint/medlint\n  rev: v")
    assert "kept .pre-commit-config.yaml, it is there already" in again.out
    assert ".pre-commit-config.yaml is laid out in a way of its own" in other.out
    assert "      - id: medlint\n" in other.out
    assert path.read_text(encoding="utf-8") == "repos: [{repo: local, hooks: []}]\n"


def refusing(name: str, code: int) -> Callable[[Path, bytes], None]:
    """A disk that refuses one file."""
    swap = atomic.replace

    def refuse(path: Path, data: bytes) -> None:
        if path.name == name:
            raise OSError(code, os.strerror(code), str(path))
        swap(path, data)

    return refuse


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("medlint.toml", errno.EROFS, "medlint.toml cannot be written: the disk is read-only; nothing was written"),
        ("medlint.toml", errno.EACCES, "medlint.toml cannot be written: permission is missing; nothing was written"),
        (
            "medlint-baseline.json",
            errno.ENOSPC,
            f"medlint-baseline.json cannot be written: the disk is full; written before that: {WRITTEN}",
        ),
    ],
)
def test_a_disk_that_refuses(name: str, code: int, told: str, old: Old, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, exit 2, and what was written before; the next init goes on from there."""
    monkeypatch.setattr(atomic, "replace", refusing(name, code))
    run = old("init", "--offline")
    monkeypatch.undo()

    assert (run.code, run.err) == (2, f"Error: {told}\n")


def test_a_file_where_a_folder_must_be(old: Old) -> None:
    """`.github` is a file: it is said, with what was written before; then init goes on."""
    old.sandbox.write(".github", "")
    run = old("init", "--offline")
    (old.folder / ".github").unlink()
    again = old("init", "--offline")

    told = ".github/workflows/medlint.yml cannot be written: a part of its path is a file, not a folder"
    assert (run.code, run.err) == (2, f"Error: {told}; written before that: medlint.toml\n")
    assert again.code == 0
    assert "wrote medlint-baseline.json" in again.out


def test_a_link_to_nowhere_is_not_written_through(old: Old) -> None:
    """A `medlint.toml` that leads to no file is neither followed nor replaced."""
    (old.folder / "medlint.toml").symlink_to("elsewhere.toml")
    run = old("init", "--offline")

    assert (run.code, "medlint.toml is there, but it is no file" in run.err) == (2, True)
    assert not (old.folder / "elsewhere.toml").exists()


# In a terminal


def in_terminal(folder: Path, typed: bytes, *arguments: str) -> tuple[int, str]:
    """Run `medlint init` in a pseudo-terminal; the exit code and what was shown."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "lint", "init", "--offline", *arguments, str(folder)]
    home = Path(__file__).parents[1]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=home)
    os.close(theirs)
    os.write(ours, typed)
    shown = bytearray()
    try:
        while data := os.read(ours, 65536):
            shown += data
    except OSError:  # Linux tells so that the other end is closed
        pass
    os.close(ours)
    return process.wait(timeout=60), shown.decode().replace("\r\n", "\n")


def test_questions_are_asked_in_a_terminal(old: Old) -> None:
    """Plain questions, fewer with options; what is offered is one key away, what makes no sense is asked again."""
    code, shown = in_terminal(old.folder, b"nowhere\ndocs\nstrict\n\nn\n\n\n")

    assert code == 0
    assert "Where do the articles lie (31 seem to be there; separate folders by commas)? [content]: " in shown
    assert "nowhere is not there: make the folder first, or name another." in shown
    assert "Shall GitHub check every pull request? [Y/n]: " in shown
    assert "Crossref" not in shown, "--offline answers that"
    assert old.config["paths"] == ["docs"]
    assert old.config["rules"] == {"incomplete-disclaimer": {"profile": "strict"}}
    assert old.config["fail-on"] == "error"
    assert not (old.folder / ".github").exists()
    assert (old.folder / ".pre-commit-config.yaml").exists()
    assert (old.folder / "medlint-baseline.json").exists()


@pytest.mark.parametrize("typed", [b"\x04", b"\n\n\x04"], ids=["at once", "later"])
def test_whoever_leaves_a_question_has_changed_nothing(typed: bytes, old: Old) -> None:
    """Ctrl-D at a question ends with 2, and nothing is written."""
    code, shown = in_terminal(old.folder, typed)

    assert code == 2
    assert "Error: stopped; nothing was written" in shown
    assert old.sandbox.git("status", "--porcelain") == ""


def test_yes_asks_nothing_in_a_terminal(old: Old) -> None:
    """`--yes` takes what is usual."""
    code, shown = in_terminal(old.folder, b"", "--yes")

    assert code == 0
    assert "?" not in shown.partition("wrote ")[0]
    assert json.loads((old.folder / "medlint-baseline.json").read_text(encoding="utf-8"))
