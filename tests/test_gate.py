"""The gate of a pull request, with real git: old faults stay known, what is new fails, nothing waves a dose through."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lint.cli import main
from tests.repository import Sandbox

DISCLAIMER = "This article does not replace medical advice, diagnosis or treatment by your doctor.\n"
DOSE = "Take 20 mg of ketamine twice a day."
FILLER = "\n".join(f"Line {number} tells of a walk in the park.\n" for number in range(100))

# Twelve errors: two doses, no disclaimer, two broken links, a dangling citation, three references without DOI and PMID.
OLD = f"""# An old article

Pain is common [1], and it is treated [2] in many ways [9].

Take 10 mg of morphine every 4 hours.

See [the guide](guide.md) and [the table](#table).

Children take half a tablet of ibuprofen at night.

{FILLER}
## References

1. Marsh T. Pain in gardens. J Imag Rehabil. 2011;4:55-61.
2. Okoro P. Pain in parks. J Imag Rehabil. 2012;5:5-9.
3. Tansley R. Pain in woods. J Imag Rehabil. 2013;6:7-9.
"""
FAITHFUL = f"""# A faithful article

Walking helps some people.

{DISCLAIMER}"""
SETTINGS = 'paths = ["content"]\nbaseline = "medlint-baseline.json"\n'


class Judged(NamedTuple):
    """What a run left behind."""

    code: int
    report: dict[str, Any]
    err: str

    @property
    def counting(self) -> list[tuple[str, str]]:
        """Rule and place of the errors that count, in order."""
        return [
            (each["rule"], each["path"])
            for each in self.report["findings"]
            if each["severity"] == "error" and not each["waived"] and not each["aside"]
        ]

    @property
    def aside(self) -> Counter[str]:
        """How many errors do not count, and why."""
        return Counter(
            "waived" if each["waived"] else each["aside"]
            for each in self.report["findings"]
            if each["severity"] == "error" and (each["waived"] or each["aside"])
        )


class Publisher(Sandbox):
    """A publisher's repository: old articles behind a baseline on main, and a branch with a change."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        super().__init__(folder)
        self.capsys = capsys
        old = {"content/old.md": OLD, "content/older.md": OLD.replace("gardens", "meadows")}
        self.commit("articles", {**old, "content/faithful.md": FAITHFUL, "medlint.toml": SETTINGS})

    def check(self, *arguments: str) -> Judged:
        """Run `medlint check` here, offline."""
        with pytest.raises(SystemExit) as end:
            main(["check", "--offline", "-f", "json", *arguments])
        out, err = self.capsys.readouterr()
        return Judged(int(str(end.value.code)), json.loads(out) if out else {}, err)

    def gate(self, *arguments: str) -> Judged:
        """Run it as the gate of a pull request does."""
        return self.check("--policy-from", "main", "--changed-since", "main", *arguments)

    def read(self, name: str) -> str:
        """The text of a file."""
        return self.path(name).read_text(encoding="utf-8")

    def on_main(self, files: Mapping[str, str]) -> None:
        """Commit files on main, and start the change from there."""
        self.checkout("main")
        self.commit("on main", files)
        self.git("branch", "--quiet", "--force", "change")
        self.checkout("change")


@pytest.fixture
def publisher(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """A publisher whose branch `change` is checked out, one commit after the baseline."""
    monkeypatch.chdir(tmp_path)
    publisher = Publisher(tmp_path, capsys)
    publisher.check("--write-baseline", "medlint-baseline.json")
    publisher.commit("the baseline")
    publisher.branch("change")
    return publisher


def test_old_faults_are_known(publisher: Publisher) -> None:
    """Twelve errors in each of two old articles stand in the baseline and fail nothing; without it they do."""
    run = publisher.check()

    assert (run.code, run.counting, run.aside) == (0, [], {"baseline": 24})
    assert run.report["summary"]["known"] >= 24
    assert publisher.check("--no-baseline").code == 1


def test_exactly_what_is_new_fails(publisher: Publisher) -> None:
    """A dose added, a reference changed, an article renamed, 200 lines moved: two errors, and no old one."""
    text = publisher.read("content/old.md").replace(FILLER, "")
    text = text.replace("# An old article\n", f"# An old article\n\n{FILLER}")
    text = text.replace("Children take", f"{DOSE}\n\nChildren take")
    text = text.replace("2012;5:5-9.", "2013;5:5-9. doi: 10.5555/parks.")
    publisher.write("content/old.md", text)
    publisher.move("content/older.md", "content/renamed.md")
    publisher.commit("a change")

    for arguments in ((), ("--changed-since", "main"), ("--policy-from", "main", "--changed-since", "main")):
        run = publisher.check(*arguments)

        assert run.code == 1
        assert sorted(run.counting) == [("dosing-instruction", "content/old.md"), ("missing-pmid", "content/old.md")]


def test_what_a_change_mends_is_gone_for_good(publisher: Publisher) -> None:
    """Fixing an old fault passes; its entry is reported until the baseline shrinks, and then the fault would fail."""
    publisher.replace("content/old.md", "Take 10 mg of morphine every 4 hours.", "Ask your doctor about morphine.")
    publisher.commit("mended")
    run = publisher.gate()
    stale = [each for each in run.report["findings"] if each["rule"] == "unused-waiver"]
    publisher.check("--write-baseline", "medlint-baseline.json")
    publisher.commit("shrunk")
    shrunk = publisher.gate()
    publisher.git("branch", "--force", "main", "change")
    publisher.replace("content/old.md", "Ask your doctor about morphine.", "Take 10 mg of morphine every 4 hours.")
    back = publisher.gate()

    assert (run.code, run.counting) == (0, [])
    assert [(each["path"], each["severity"]) for each in stale] == [("medlint-baseline.json", "warning")]
    assert (shrunk.code, [each for each in shrunk.report["findings"] if each["rule"] == "unused-waiver"]) == (0, [])
    assert (back.code, back.counting) == (1, [("dosing-instruction", "content/old.md")])


# Ways to wave a dose through. Each writes what a pull request could hold; the article with the dose is FAITHFUL.


def with_dose(before: str = "", after: str = "") -> str:
    """The faithful article with a dose, and what an author hopes will hide it."""
    return FAITHFUL.replace("Walking helps", f"{before}{DOSE}{after}\n\nWalking helps")


PLACE = "content/faithful.md"
IGNORED = 'ignore = ["dosing-instruction"]\n'
ABUSES: dict[str, Mapping[str, str]] = {
    "a comment": {PLACE: with_dose("<!-- medlint-ignore dosing-instruction: approved -->\n\n")},
    "a comment beside it": {PLACE: with_dose(after=" <!-- medlint-ignore dosing-instruction: ok -->")},
    "a comment in capitals": {PLACE: with_dose("<!-- MEDLINT-IGNORE dosing-instruction: ok so -->\n\n")},
    "a comment for two rules": {
        PLACE: with_dose("<!-- medlint-ignore missing-doi, dosing-instruction: approved -->\n\n")
    },
    "a comment for all rules": {PLACE: with_dose("<!-- medlint-ignore *: approved -->\n\n")},
    "other linters' words": {PLACE: with_dose("<!-- medlint-disable -->\n\n", " <!-- noqa -->")},
    "front matter": {PLACE: "---\nmedlint: false\nnoqa: dosing-instruction\n---\n\n" + with_dose()},
    "a waiver in the head's configuration": {
        PLACE: with_dose(),
        "medlint.toml": SETTINGS
        + '[[waivers]]\nrule = "dosing-instruction"\npath = PLACE\n'
        + f'quote = "{DOSE}"\nreason = "approved"\napprover = "me"\nexpires = 2099-01-01\n',
    },
    "the rule ignored": {PLACE: with_dose(), "medlint.toml": SETTINGS + IGNORED},
    "another rule selected": {PLACE: with_dose(), "medlint.toml": SETTINGS + 'select = ["missing-doi"]\n'},
    "the rule made a hint": {
        PLACE: with_dose(), "medlint.toml": SETTINGS + '[severity]\ndosing-instruction = "info"\n',
    },
    "nothing fails": {PLACE: with_dose(), "medlint.toml": SETTINGS + 'fail-on = "never"\n'},
    "the article excluded": {PLACE: with_dose(), "medlint.toml": SETTINGS + 'exclude = ["faithful.md"]\n'},
    "other settings for the article": {
        PLACE: with_dose(),
        "medlint.toml": SETTINGS + '[per-path.PLACE]\nignore = ["dosing-instruction"]\n',
    },
    "another language": {
        PLACE: with_dose(),
        "medlint.toml": SETTINGS + '[rules.dosing-instruction]\nlanguage = "sv"\n',
    },
    "other paths": {PLACE: with_dose(), "medlint.toml": SETTINGS.replace('"content"', '"docs"'), "docs/a.md": FAITHFUL},
    "a nearer configuration": {PLACE: with_dose(), "content/medlint.toml": IGNORED},
    "a nearer pyproject.toml": {
        PLACE: with_dose(), "content/pyproject.toml": "[tool.medlint]\n" + IGNORED,
    },
    "a broken configuration": {PLACE: with_dose(), "medlint.toml": "paths = ["},
    "no configuration": {PLACE: with_dose(), "medlint.toml": ""},
    "hidden from git's ignorance": {PLACE: with_dose(), "content/.gitignore": "*.md\n"},
    "a folder ignored": {"content/new/faithful.md": with_dose(), "content/.gitignore": "new/\n"},
    "no diff": {PLACE: with_dose(), ".gitattributes": "*.md -diff -text\n"},
    "binary by attribute": {PLACE: with_dose(), ".gitattributes": "*.md binary\n"},
    "an external diff": {PLACE: with_dose(), ".gitattributes": "*.md diff=none filter=none\n"},
    "another encoding": {PLACE: with_dose(), ".gitattributes": "*.md working-tree-encoding=ISO-8859-1\n"},
    "other line ends": {PLACE: with_dose().replace("\n", "\r\n")},
    "old line ends": {PLACE: with_dose().replace("\n", "\r")},
    "a known dose in another article": {
        PLACE: with_dose("Take 10 mg of morphine every 4 hours.\n\n")
    },
    "a copy of a known article": {"content/copy.md": OLD},
    "a new folder": {"content/2026/11/faithful.md": with_dose()},
    "an emptied baseline": {PLACE: with_dose(), "medlint-baseline.json": ""},
    "no final line feed": {PLACE: FAITHFUL + DOSE},
    "a quotation": {PLACE: with_dose("> ")},
    "a footnote": {PLACE: with_dose("Walk[^1].\n\n[^1]: ")},
    "invisible letters": {PLACE: with_dose().replace("20 mg", "2\u200b0 m\u200bg")},
}  # fmt: skip


@pytest.mark.parametrize("abuse", ABUSES)
def test_nothing_that_a_change_holds_waves_a_dose_through(abuse: str, publisher: Publisher) -> None:
    """The gate fails, and names the dose as an error that counts; or it cannot vouch at all, and says why."""
    for name, text in ABUSES[abuse].items():
        publisher.write(name, text)
    publisher.git("add", "--force", *ABUSES[abuse])
    publisher.commit(abuse)
    run = publisher.gate()

    if run.report:
        assert run.code in {1, 2}
        assert "dosing-instruction" in [rule for rule, _ in run.counting]
    else:
        assert (run.code, run.err[:6]) == (2, "Error:")


def test_what_decides_is_named_when_it_is_changed(publisher: Publisher) -> None:
    """A change of the configuration, the baseline, a workflow: reviewers read that the gate itself is changed."""
    publisher.commit("gate", {"medlint.toml": SETTINGS + IGNORED, ".github/workflows/medlint.yml": "on: push\n"})
    run = publisher.gate()

    assert run.code == 0
    assert [(each["path"], each["message"].split(":")[0]) for each in run.report["remarks"]] == [
        (".github/workflows/medlint.yml", "the gate itself is changed"),
        ("medlint.toml", "the gate itself is changed"),
    ]
    assert "and its version in main was used" in run.report["remarks"][1]["message"]


def test_the_first_pull_request_is_judged_by_what_it_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base has no configuration and no content/: the new one says where articles lie; old faults are outside."""
    monkeypatch.chdir(tmp_path)
    publisher = Publisher(tmp_path, capsys)
    publisher.git("rm", "--quiet", "medlint.toml")
    publisher.move("content", "articles")
    publisher.commit("before medlint")
    publisher.branch("change")
    publisher.commit("medlint", {"medlint.toml": SETTINGS.replace('"content"', '"articles"').partition("baseline")[0]})
    first = publisher.gate()
    publisher.commit("a dose", {"articles/faithful.md": with_dose()})
    second = publisher.gate()

    assert (first.code, first.aside) == (0, {"outside": 24})
    assert (second.code, second.counting) == (1, [("dosing-instruction", "articles/faithful.md")])


@pytest.mark.parametrize(("days", "code"), [(1, 0), (0, 0), (-1, 1)], ids=["tomorrow", "today", "yesterday"])
def test_a_waiver_holds_through_its_last_day(days: int, code: int, publisher: Publisher) -> None:
    """In the configuration of the base, for the very words; an expired one hides nothing and is an error itself."""
    day = (datetime.now(UTC) + timedelta(days=days)).date().isoformat()
    entry = (
        f'[[waivers]]\nrule = "dosing-instruction"\npath = "{PLACE}"\nquote = "{DOSE}"\n'
        f'reason = "quoted from the label"\napprover = "Dr. Roe"\nexpires = {day}\n'
    )
    publisher.on_main({"medlint.toml": SETTINGS + entry})
    publisher.commit("a dose", {PLACE: with_dose()})
    run = publisher.gate()
    rules = sorted(rule for rule, _ in run.counting)

    assert (run.code, rules) == (code, ["dosing-instruction", "invalid-waiver"] if code else [])
    assert run.aside["waived"] == 1 - code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--changed-since", "nosuch"), "nosuch"),
        (("--policy-from", "nosuch"), "nosuch"),
        (("--changed-since", "--output=x"), "is not a revision"),
        (("--baseline", "nosuch.json"), "there is no baseline nosuch.json"),
        (("--baseline", "content/old.md"), "content/old.md cannot be used"),
    ],
)
def test_what_cannot_be_told_is_one_sentence(arguments: tuple[str, ...], said: str, publisher: Publisher) -> None:
    """An unknown revision, a broken baseline: exit 2, nothing printed, and why."""
    run = publisher.check(*arguments)

    assert (run.code, run.report, run.err.count("\n")) == (2, {}, 1)
    assert said in run.err


def test_no_repository_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without git cannot be asked what was changed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text(FAITHFUL, encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main(["check", "--offline", "--changed-since", "main"])

    assert (str(end.value.code), "does not lie in a git repository" in capsys.readouterr().err) == ("2", True)


def test_a_bibliography_is_a_part_of_its_articles(publisher: Publisher) -> None:
    """The article is the same to the byte; what its references say was changed beside it."""
    entry = "@article{marsh, author={Marsh, T}, title={Pain}, year=2011, doi={10.5555/gardens}, pmid={90000001}}\n"
    text = f"---\nbibliography: refs.bib\n---\n\n# An article\n\nWalking helps [@marsh].\n\n{DISCLAIMER}"
    publisher.on_main({"content/cites.md": text, "content/refs.bib": entry})
    publisher.commit("a key less", {"content/refs.bib": entry.replace(", pmid={90000001}", "")})
    run = publisher.gate()

    assert (run.code, run.counting) == (1, [("missing-pmid", "content/cites.md")])


def test_a_configuration_that_is_new_weakens_nothing(publisher: Publisher) -> None:
    """The base has none, and the articles lie elsewhere: the head says where, and nothing else."""
    publisher.checkout("main")
    publisher.git("rm", "--quiet", "medlint.toml")
    publisher.move("content", "articles")
    publisher.commit("no configuration")
    publisher.git("branch", "--force", "change")
    publisher.checkout("change")
    settings = 'paths = ["articles"]\nfail-on = "never"\n' + IGNORED
    publisher.commit("medlint", {"medlint.toml": settings, "articles/faithful.md": with_dose()})

    for arguments in ((), ("articles",), ("--config", "medlint.toml")):
        run = publisher.gate(*arguments)

        assert (run.code, run.counting) == (1, [("dosing-instruction", "articles/faithful.md")])
