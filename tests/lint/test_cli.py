"""The command line as users run it: arguments in, text and exit code out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from lint.cli import main
from lint.finding import Hit
from lint.packs import Pack, installed
from lint.records import Record
from lint.resolve.lock import Entry
from lint.resolve.lock_format import dump
from lint.rule import Family, Page, Rule

ARTICLE = """# Ketamine

Pain fell in the trial [1].

## References

1. Dahan A, Olofsen E. Ketamine for pain. Pain. 2009;147:107-15. doi: 10.1234/pain.2009.1. PMID: 1234567.

This article does not replace medical advice, diagnosis or treatment by your doctor.
"""
DOSE = "Take 0.5 mg/kg ketamine over 40 minutes twice a week.\n"


class Result(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line of standard output."""
        return self.out.splitlines()[-1]


class Shell:
    """Runs commands in a directory of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.capsys, self.monkeypatch, self.folder = capsys, monkeypatch, folder

    def write(self, name: str, text: str | bytes) -> Path:
        """A file in the directory."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Result:
        """Run `medlint` with the arguments; `check` asks no registry."""
        if arguments[:1] == ("check",):
            arguments = (*arguments, "--offline")
        self.monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as exited:
            main(arguments)
        captured = self.capsys.readouterr()
        return Result(int(exited.value.code or 0), captured.out, captured.err)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """A shell in an empty directory."""
    monkeypatch.chdir(tmp_path)
    return Shell(capsys, monkeypatch, tmp_path)


def test_clean_article(shell: Shell) -> None:
    """An article in order exits 0; what could not be verified is said."""
    shell.write("content/a.md", ARTICLE)
    result = shell("check")

    assert (result.code, result.err) == (0, "")
    assert result.last == (
        "checked 1 of 1 file, 1 reference: 0 verified, 1 unverified; 0 errors, 1 warning, 0 infos, 0 waived"
    )


def test_findings_exit_1(shell: Shell) -> None:
    """An error exits 1 and is printed with its place."""
    shell.write("content/a.md", ARTICLE + "\n" + DOSE)
    result = shell("check", "content")

    assert result.code == 1
    assert "\nMust fix (1)\n\ncontent/a.md:11:6: " in result.out
    assert "[dosing-instruction]" in result.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--exit-zero"], 0),
        (["--fail-on", "never"], 0),
        (["--ignore", "dosing-instruction"], 0),
        (["--select", "missing-doi"], 0),
        (["--select", "dosing-instruction"], 1),
        (["--fail-on", "warning", "--ignore", "dosing-instruction"], 1),
        (["--require-verified"], 1),
        (["--require-verified", "--ignore", "dosing-instruction"], 3),
        (["--locked", "--ignore", "dosing-instruction"], 3),
        (["--offline", "--ignore", "dosing-instruction"], 0),
        (["--locked", "--exit-zero"], 0),
    ],
)
def test_options_decide_the_exit_code(shell: Shell, arguments: list[str], code: int) -> None:
    """Selection, thresholds and demands do what the contract says."""
    shell.write("a.md", ARTICLE + "\n" + DOSE)

    assert shell("check", "a.md", *arguments).code == code


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("nosuch", None, "nosuch:1:1: error: This could not be checked: there is no such file or directory."),
        ("empty/", None, "empty:1:1: error: This could not be checked: it holds no Markdown file."),
        (
            "nul.md",
            b"\0" * 99,
            "nul.md:1:1: error: This could not be checked: it is a binary file, it holds NUL bytes.",
        ),
        ("void.md", b"", "void.md:1:1: error: This could not be checked: it is empty."),
        (
            "latin.md",
            "# Café\n\nDéjà vu\n".encode("latin-1"),
            "latin.md:1:6: error: This could not be checked: the byte 0xE9 is not UTF-8; save it as UTF-8.",
        ),
        (
            "deep.md",
            b"> " * 400 + b"deep\n",
            "deep.md:1:1: error: This could not be checked: it is nested more than",
        ),
    ],
)
def test_what_cannot_be_checked_exits_2(shell: Shell, name: str, data: bytes | None, sentence: str) -> None:
    """A clear sentence names file and place, and the other files are still checked."""
    if data is not None:
        shell.write(name, data)
    elif name.endswith("/"):
        (shell.folder / name).mkdir()
    shell.write("good.md", ARTICLE)
    alone = shell("check", name, "--quiet")
    together = shell("check", name, "good.md", "--exit-zero")

    assert (alone.code, together.code) == (2, 2)
    if name != "deep.md":
        assert sentence in alone.out
        assert alone.last.startswith("checked 0 of 1 file, 0 references")
    else:
        assert sentence.split(":", 3)[-1] in alone.out
    assert together.last.startswith("checked 1 of 2 files, 1 reference: 0 verified, 1 unverified;")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--select", "missing-dio"], 'Error: --select: there is no rule "missing-dio"; did you mean "missing-doi"?'),
        (["--ignore", "zzz"], 'Error: --ignore: there is no rule "zzz"'),
        (["--ignore", "unchecked-content"], "unchecked-content cannot be ignored"),
        (["--format", "pdf"], "'pdf' is not one of 'text', 'json', 'github'"),
        (["--output", "json"], '"json" is not FORMAT=FILE with a format of text, json, github'),
        (["--config", "nosuch.toml"], "nosuch.toml: cannot be read: No such file or directory"),
        (["--nosuch"], "No such option"),
        (["-", "a.md"], "`-` (standard input) cannot be checked together with other paths."),
    ],
)
def test_usage_errors_exit_2(shell: Shell, arguments: list[str], sentence: str) -> None:
    """A wrong word is a sentence on standard error and exit 2, before anything is checked."""
    shell.write("a.md", ARTICLE)
    result = shell("check", "a.md", *arguments)

    assert (result.code, result.out) == (2, "")
    assert sentence in result.err


def test_unknown_configuration_key_exits_2(shell: Shell) -> None:
    """The error names the file, the key and its neighbour."""
    shell.write("a.md", ARTICLE)
    path = shell.write("medlint.toml", 'pahts = ["content"]\n')
    result = shell("check", "a.md")

    assert (result.code, result.out) == (2, "")
    assert result.err == f'Error: {path}: pahts is not a known key; did you mean "paths"?\n'


def test_broken_lock_exits_2_and_nothing_is_lost(shell: Shell) -> None:
    """A broken lock is named with its place; the articles are still checked, their references unverified."""
    shell.write("content/a.md", ARTICLE)
    shell.write("content/references.lock", '{\n "schema": 1,\n "references": {]\n}\n')
    result = shell("check")

    assert result.code == 2
    assert "content/references.lock:3:" in result.out
    assert result.last.startswith("checked 1 of 2 files, 1 reference: 0 verified, 1 unverified;")


def test_missing_bibliography_exits_2(shell: Shell) -> None:
    """A `.bib` that the front matter names and that is not there is reported at its name."""
    shell.write("a.md", "---\nbibliography: nosuch.bib\n---\n\nPain fell [@dahan2009].\n\n" + ARTICLE)
    result = shell("check", "a.md")

    assert result.code == 2
    assert "a.md:2:15: This could not be checked: " in result.out
    assert "nosuch.bib" in result.out


def test_bibliography_outside_the_folder_is_not_read(shell: Shell) -> None:
    """An article cannot make medlint read a file from elsewhere."""
    shell.write("outside.bib", "@article{dahan2009, title={Secret}}")
    shell.write("site/medlint.toml", "")
    shell.write("site/a.md", "---\nbibliography: ../outside.bib\n---\n\nPain fell [@dahan2009].\n")
    result = shell("check", "site/a.md")

    assert result.code == 2
    assert "it lies outside of the folder that is checked" in result.out
    assert "Secret" not in result.out


def test_standard_input(shell: Shell) -> None:
    """`-` is checked under the name given, with the configuration above that name."""
    shell.write("site/medlint.toml", 'ignore = ["dosing-instruction"]\n')
    text = (ARTICLE + "\n" + DOSE).encode()

    assert shell("check", "-", stdin=text).code == 1
    assert shell("check", "-", "--stdin-filename", "site/new.md", stdin=text).code == 0
    assert "site/new.md:7:" in shell("check", "-", "--stdin-filename", "site/new.md", stdin=text).out


def test_paths_lock_and_excludes_of_the_configuration(shell: Shell) -> None:
    """Without paths the configured ones are checked, from any directory below; what is excluded is named in JSON."""
    shell.write("pyproject.toml", '[tool.medlint]\npaths = ["articles"]\nexclude = ["drafts/"]\n')
    shell.write("articles/a.md", ARTICLE)
    shell.write("articles/drafts/b.md", DOSE)
    (shell.folder / "other").mkdir()
    shell.monkeypatch.chdir(shell.folder / "other")
    data = json.loads(shell("check", "-f", "json").out)

    assert [(row["path"].rsplit("articles/")[-1], row["status"], row["reason"]) for row in data["files"]] == [
        ("a.md", "checked", None), ("drafts/b.md", "skipped", 'excluded by "drafts/"'),
    ]  # fmt: skip
    assert data["summary"]["files"] == 1


def test_settings_for_some_files(shell: Shell) -> None:
    """An override by path changes selection and severity of these files only."""
    shell.write(
        "medlint.toml",
        '[per-path."drafts/"]\nignore = ["unverified-reference"]\nseverity.dosing-instruction = "info"\n',
    )
    shell.write("drafts/a.md", ARTICLE + "\n" + DOSE)
    shell.write("final/a.md", ARTICLE + "\n" + DOSE)
    data = json.loads(shell("check", "drafts", "final", "-f", "json").out)

    assert [(finding["path"], finding["rule"], finding["severity"]) for finding in data["findings"]] == [
        ("drafts/a.md", "dosing-instruction", "info"),
        ("final/a.md", "unverified-reference", "warning"),
        ("final/a.md", "dosing-instruction", "error"),
    ]


def test_approved_wording_is_read_and_is_no_article(shell: Shell) -> None:
    """The files of approved wordings are handed to the rules and skipped as articles."""
    shell.write("medlint.toml", '[rules.altered-disclaimer]\napproved = ["content/disclaimers/en.md"]\n')
    wording = "This article does not replace medical advice, diagnosis or treatment by your doctor.\n"
    shell.write("content/disclaimers/en.md", wording)
    shell.write("content/a.md", ARTICLE)
    shell.write("content/b.md", ARTICLE.replace("does not replace", "does replace"))
    data = json.loads(shell("check", "content", "-f", "json").out)

    assert {row["path"]: row["status"] for row in data["files"]}["content/disclaimers/en.md"] == "skipped"
    assert [(each["path"], each["rule"]) for each in data["findings"] if "disclaimer" in each["rule"]] == [
        ("content/b.md", "altered-disclaimer")
    ]


def test_missing_wording_exits_2(shell: Shell) -> None:
    """An approved wording that is not there would make every article look wrong: the run ends."""
    shell.write("medlint.toml", '[rules.altered-disclaimer]\napproved = ["nosuch.md"]\n')
    shell.write("a.md", ARTICLE)
    result = shell("check", "a.md")

    assert (result.code, result.out) == (2, "")
    assert "nosuch.md: it cannot be read: No such file or directory" in result.err


def test_outputs_to_files(shell: Shell) -> None:
    """Formats go to files beside what is printed; one that cannot be written is a 2."""
    shell.write("a.md", ARTICLE)
    result = shell("check", "a.md", "-o", "json=report.json", "-o", "github=notes.txt")

    assert result.code == 0
    assert json.loads((shell.folder / "report.json").read_text())["schema"] == 1
    assert "::warning file=a.md" in (shell.folder / "notes.txt").read_text()
    assert result.last.startswith("checked 1 of 1 file")

    failed = shell("check", "a.md", "-o", "json=nosuch/report.json")

    assert failed.code == 2
    assert "the output cannot be written to nosuch" in failed.err


def test_same_input_same_bytes(shell: Shell) -> None:
    """Two runs differ in their start time only."""
    shell.write("content/b.md", ARTICLE + DOSE)
    shell.write("content/a.md", ARTICLE)

    def run() -> dict[str, object]:
        data: dict[str, object] = json.loads(shell("check", "-f", "json").out)
        assert isinstance(data["run"], dict)
        data["run"].pop("started")
        return data

    assert run() == run()


def test_explain_and_rules(shell: Shell) -> None:
    """Every listed rule has a page; an unknown one is a 2 with its neighbour."""
    listed = shell("rules").out.splitlines()
    page = shell("explain", "missing-pmid")

    assert any(line.startswith("missing-pmid ") and " error " in line for line in listed)
    assert page.code == 0
    assert "Why\n" in page.out
    assert 'did you mean "missing-pmid"?' in shell("explain", "missing-pmdi").err
    assert all(shell("explain", line.split()[0]).code == 0 for line in listed)


def test_init_writes_a_configuration_that_works(shell: Shell) -> None:
    """After `init`, `check` finds the article; a second `init` changes nothing."""
    first = shell("init")
    shell.write("content/a.md", ARTICLE)

    assert "wrote medlint.toml" in first.out
    assert shell("check").code == 0
    assert "kept medlint.toml, it is there already" in shell("init").out


def test_a_defect_costs_one_file_only(shell: Shell) -> None:
    """A rule that fails on a file is named, that file counts as unchecked, and the others are checked."""
    shell.write("a.md", ARTICLE)
    shell.write("b.md", ARTICLE + DOSE)

    def broken(page: Page) -> list[Hit]:
        if "0.5 mg" in page.document.text:
            raise ZeroDivisionError("by zero")
        return []

    house = Family((Rule("house-style", "info", "Style.", "https://example.org/"),), broken, "")
    packs = (*installed(), Pack("house", "", (house,)))
    shell.monkeypatch.setattr("lint.packs.installed", lambda: packs)
    result = shell("check", "a.md", "b.md", "--quiet")

    assert result.code == 2
    assert "b.md:1:1: error: This could not be checked: medlint failed on it, " in result.out
    assert "the check of house-style failed: ZeroDivisionError: by zero" in result.out
    assert "a.md:7:4: warning: " in result.out
    assert result.last.startswith("checked 1 of 2 files")


def test_a_configured_severity_holds(shell: Shell) -> None:
    """A severity that is the rule's own is meant as well, where a case would be milder."""
    lock = json.dumps(
        {"schema": 1, "references": {"doi:10.1234/pain.2009.1": {
            "source": "manual", "checked": "2026-01-01T00:00:00Z",
            "record": {"title": "Ketamine for pain", "authors": ["Dahan A"], "year": 2001, "pmids": ["1234567"]},
        }}}
    )  # fmt: skip
    shell.write("content/a.md", ARTICLE)
    shell.write("content/references.lock", lock)

    assert "warning: The year is given as 2009" in shell("check", "--quiet").out

    shell.write("medlint.toml", 'severity.mismatched-reference = "error"\n')

    assert "error: The year is given as 2009" in shell("check", "--quiet").out


def test_a_lock_that_is_not_there_ends_the_run(shell: Shell) -> None:
    """Without the configured lock no retraction would be seen."""
    shell.write("content/a.md", ARTICLE)
    shell.write("medlint.toml", 'lock = "content/refrences.lock"\n')
    result = shell("check")

    assert (result.code, result.out) == (2, "")
    assert "lock names content/refrences.lock, and there is no such file" in result.err


def test_nothing_left_to_run_ends_the_run(shell: Shell) -> None:
    """Selecting and ignoring the same rule is no way to pass."""
    shell.write("a.md", ARTICLE)
    result = shell("check", "a.md", "--select", "missing-doi", "--ignore", "missing-doi")

    assert (result.code, result.out) == (2, "")
    assert "no rule is left to run on a.md" in result.err


def test_an_article_is_never_overwritten(shell: Shell) -> None:
    """An output that names a checked file is refused."""
    article = shell.write("a.md", ARTICLE)
    result = shell("check", "a.md", "-o", "json=./a.md")

    assert result.code == 2
    assert article.read_text() == ARTICLE


def test_internal_error_is_a_2(shell: Shell) -> None:
    """A defect of medlint never looks like a pass."""
    shell.write("a.md", ARTICLE)

    def broken(*_: object) -> None:
        raise ZeroDivisionError("by \x1b[31m zero")

    shell.monkeypatch.setattr("lint.api.check", broken)
    result = shell("check", "a.md")

    assert (result.code, result.out) == (2, "")
    assert result.err == "Error: internal error, please report it: ZeroDivisionError: by \\x1b[31m zero\n"


_NETWORK = {"requests", "urllib3", "tenacity", "sqlite3", "platformdirs", "filelock", "defusedxml", "ssl", "email"}


@pytest.mark.parametrize("is_locked", [True, False])
def test_heavy_libraries_stay_out(is_locked: bool, tmp_path: Path) -> None:
    """A check of one article imports nothing that only other runs need; nobody is asked for what is locked."""
    article = tmp_path / "a.md"
    article.write_text(ARTICLE + DOSE, encoding="utf-8")
    record = Record(
        "Ketamine for pain", ("Dahan A", "Olofsen E"), year=2009, doi="10.1234/pain.2009.1", pmids=("1234567",)
    )
    entry = Entry(("crossref", "pubmed"), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), record)
    if is_locked:
        (tmp_path / "references.lock").write_text(dump({"doi:10.1234/pain.2009.1": entry}), encoding="utf-8")
    code = (
        "import sys\nfrom lint.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\nprint(*sys.modules)"
    )
    command = [sys.executable, "-c", code, "check", str(article), *([] if is_locked else ["--locked"])]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    modules = set(run.stdout.splitlines()[-1].split())
    loaded = {name.partition(".")[0] for name in modules}

    assert f"1 reference: {int(is_locked)} verified" in run.stdout
    assert {"click", "markdown_it", "lint", "rules"} <= loaded
    assert set() == loaded & (
        _NETWORK | {"rich", "jinja2", "yaml", "bibtexparser", "pyparsing", "difflib", "asyncio", "rapidfuzz"}
    )
    assert is_locked or "hashlib" not in loaded, "only a registry's answers have digests"
    asking = {"lint.reach", "lint.progress", "lint.resolve.resolver", "lint.resolve.registries", "lint.locking"}
    assert is_locked or not asking & modules, "nobody may be asked"
    assert not {"lint.resolve.cache", "lint.resolve.registries.lookup", "lint.resolve.registries.transport"} & modules
    assert not {"lint.resolve.quantities", "mdit_py_plugins"} & modules, "no abstract's numbers, no further syntax"
    assert not {"rules.accountability.check", "lint.evidence", "lint.audit"} & modules, "no profile, no auditor asks"


def test_module_and_script_are_one(tmp_path: Path) -> None:
    """The installed command answers with its version."""
    script = Path(sys.executable).with_name("medlint")
    run = subprocess.run([str(script), "--version"], capture_output=True, text=True, check=True)

    assert run.stdout.startswith("medlint, version 0.")


def test_a_gap_of_one_rule_is_a_warning(shell: Shell) -> None:
    """An article in Swedish counts as checked, with the reason in its row; a configuration makes it an error."""
    shell.write("a.md", f"---\nlang: sv\n---\n\n{ARTICLE}")
    report = json.loads(shell("check", "a.md", "-f", "json").out)
    told = "The dosing rules do not read Swedish: nobody has looked for doses in this article."

    assert (report["files"][0]["status"], report["files"][0]["reason"], report["exit_code"]) == ("checked", told, 0)
    assert shell("check", "a.md", "--fail-on", "warning").code == 1
    assert told not in shell("check", "a.md", "--ignore", "dosing-instruction", "--ignore", "study-dose").out

    shell.write("medlint.toml", 'severity.unchecked-content = "error"\n')
    result = shell("check", "a.md", "--quiet")

    assert result.code == 2
    assert f"error: {told}" in result.out
    assert result.last.startswith("checked 0 of 1 file")


def test_no_configuration_makes_a_gap_less_than_it_is(shell: Shell) -> None:
    """What could not be read is an error, whatever severity is configured."""
    shell.write("a.md", f"---\ntitle: &title Ketamine\n---\n\n{ARTICLE}")
    shell.write("medlint.toml", 'severity.unchecked-content = "info"\n')
    result = shell("check", "a.md", "--quiet")

    assert result.code == 2
    assert "error: This could not be checked: " in result.out
