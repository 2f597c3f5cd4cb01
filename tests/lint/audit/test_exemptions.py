"""The exemptions of an audit: every waiver with its state, who wrote it, and how long it holds; and the baseline."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint.api import check
from lint.audit.exemptions import baseline, exemptions
from lint.audit.sections import Exemption
from lint.blame import Place, Touch
from lint.config import Choice
from lint.files import Ledger
from lint.packs import installed
from lint.report import Report
from lint.request import Request
from tests.repository import Sandbox

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
PACKS = installed()
RULES = ("broken-link", "dosing-instruction", "missing-pmid", "retracted-reference")
SELECT = f"select = {[*RULES, 'invalid-waiver', 'unused-waiver']}\n".replace("'", '"')
DOSE = "Take 400 mg of ibuprofen every 6 hours."
LINK = "See [the table](#gone)."
WAIVER = "<!-- medlint-ignore broken-link: it comes with the next part -->"
ENTRY = """\
[[waivers]]
rule = "{rule}"
path = "{path}"
quote = "{quote}"
reason = "quoted from the label"
approver = "Dr. Roe"
expires = {expires}
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """A site in a repository of its own, in which the test stands."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    box = Sandbox(tmp_path / "site")
    monkeypatch.chdir(box.folder)
    return box


def entry(
    quote: str = DOSE, path: str = "content/a.md", rule: str = "dosing-instruction", expires: str = "2027-06-30"
) -> str:
    """An entry of a configuration."""
    return ENTRY.format(rule=rule, path=path, quote=quote, expires=expires)


def audited(files: Mapping[str, str | bytes], **asked: Any) -> Report:
    """The report of an audit of these files, in the folder in which the test stands."""
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return check(Request(("content",), ledger=Ledger(Path("report")), **asked), PACKS, NOW)


def rows(files: Mapping[str, str | bytes], **asked: Any) -> list[Exemption]:
    """The exemptions of these files; git is not asked."""
    return exemptions(audited({"medlint.toml": SELECT, **files}, **asked), lambda places: {})


def short(found: Sequence[Exemption]) -> list[tuple[str, str, int]]:
    """Rule, state and findings of each."""
    return [(each["rule"], each["state"], each["findings"]) for each in found]


def test_an_active_comment(site: Sandbox) -> None:
    """A comment that is needed, with its words, reason and author."""
    site.commit("waive the link", {"medlint.toml": SELECT, "content/a.md": f"# A\n\n{WAIVER}\n{LINK}\n"})
    found = exemptions(audited({}))

    assert found == [
        {
            "rule": "broken-link",
            "path": "content/a.md",
            "line": 3,
            "text": LINK,
            "reason": "it comes with the next part",
            "approver": "",
            "until": "",
            "days_left": None,
            "state": "active",
            "why": "",
            "origin": "committed",
            "author": "Author",
            "commit": site.head,
            "committed": "2026-03-02T09:00:00Z",
            "change": "waive the link",
            "findings": 1,
        }
    ]


def test_an_active_entry(site: Sandbox) -> None:
    """An entry of the configuration that is needed; all of its lines are blamed, not those of its neighbours."""
    config = f"{SELECT}\n{entry()}\n# the next one\n{entry('Other.', rule='broken-link')}"
    site.commit("both", {"medlint.toml": config, "content/a.md": f"# A\n\n{DOSE}\n"})
    site.replace("medlint.toml", "expires = 2027-06-30\n\n#", "expires = 2027-06-29\n\n#")
    site.commit("an earlier end")
    first, second = exemptions(audited({}))

    assert (first["rule"], first["line"], first["approver"]) == ("dosing-instruction", 3, "Dr. Roe")
    assert (first["text"], first["reason"]) == (DOSE, "quoted from the label")
    assert (first["state"], first["why"], first["findings"], first["days_left"]) == ("active", "", 1, 216)
    assert [each["change"] for each in (first, second)] == ["an earlier end", "both"]


def test_two_waivers_by_two_people(site: Sandbox) -> None:
    """Waivers in neighbouring lines keep their authors; one of several lines is by who touched one of them last."""
    site.commit("start", {"medlint.toml": SELECT, "content/a.md": f"{WAIVER}\n{LINK}\n"})
    other = WAIVER.replace("broken-link", "missing-pmid").replace("the next", "\nsome")
    for author, text in (
        ("Bo", f"{WAIVER}\n{other}\n{LINK}\n"),
        ("Cy", f"{WAIVER}\n{other.replace('part', 'day')}\n{LINK}\n"),
    ):
        site.write("content/a.md", text)
        site.stage()
        site.git("commit", "--quiet", f"--author={author} <{author}@example.org>", "--message", "a waiver")
    found = exemptions(audited({}))

    assert [(each["rule"], each["author"]) for each in found] == [("broken-link", "Author"), ("missing-pmid", "Cy")]


@pytest.mark.parametrize(("day", "left", "state"), [
    ("2026-11-26", 1, "active"), ("2026-11-25", 0, "active"), ("2026-11-24", -1, "expired"),
])  # fmt: skip
def test_days_left(site: Sandbox, day: str, left: int, state: str) -> None:
    """A waiver holds through its last day, on which no day is left; the day after it has expired."""
    text = f"{WAIVER.replace(':', f' until {day}:')}\n{LINK}\n\n{DOSE}\n"
    comment, of_entry = rows({"medlint.toml": SELECT + entry(expires=day), "content/a.md": text})
    number = 1 if state == "active" else 0

    for found in (comment, of_entry):
        assert (found["days_left"], found["state"], found["findings"]) == (left, state, number)
        assert found["until"] == day
        assert bool(found["why"]) == (state == "expired")
    assert (comment["rule"], comment["text"], comment["reason"]) == ("broken-link", LINK, "it comes with the next part")


def test_several_rules(site: Sandbox) -> None:
    """A comment that names several rules is a row for each of them, one that names a rule twice is not."""
    text = f"{WAIVER.replace('broken-link', 'missing-pmid, broken-link, broken-link')}\n{LINK} {LINK}\n"

    assert short(rows({"content/a.md": text})) == [("broken-link", "active", 2), ("missing-pmid", "stale", 0)]


@pytest.mark.parametrize(("comment", "expected"), [
    ("medlint-ignore broken-link", [("broken-link", "medlint-ignore broken-link", "")]),
    ("medlint-ignore broken-link:", [("broken-link", "medlint-ignore broken-link:", "")]),
    ("medlint-ignore: for reasons", [("", "medlint-ignore", "for reasons")]),
    ("medlint-ignore dosing-instruction, broken-link: because",
     [("broken-link", "dosing-instruction", "because"), ("dosing-instruction", "dosing-instruction", "because")]),
    ("medlint-ignore no-such-rule: because", [("no-such-rule", "no-such-rule", "because")]),
    ("medlint-disable broken-link: because", [("broken-link", "medlint-disable", "because")]),
    ("medlint-ignore broken-link until May: because", [("broken-link", "until May", "because")]),
])  # fmt: skip
def test_invalid(site: Sandbox, comment: str, expected: list[tuple[str, str, str]]) -> None:
    """A comment with a fault is there, with the rules that it names, the words at fault and what is wrong."""
    report = audited({"medlint.toml": SELECT, "content/a.md": f"<!-- {comment} -->\n{LINK}\n"})
    found = exemptions(report, lambda places: {})

    assert [(each["rule"], each["text"], each["reason"]) for each in found] == expected
    assert {(each["state"], each["findings"]) for each in found} == {("invalid", 0)}
    assert {each["why"] for each in found} <= {
        each.message for each in report.findings if each.rule == "invalid-waiver"
    }


def test_stale(site: Sandbox) -> None:
    """What nothing needs is stale, also where nobody asked for `unused-waiver`; why is what that rule says."""
    config = SELECT + entry("Other.") + entry("Gone.", "content/gone.md")
    files = {"medlint.toml": config, "content/a.md": f"{WAIVER}\nNothing.\n\n{WAIVER.replace('next', 'last')}\n"}
    report = audited(files)
    found = exemptions(report, lambda places: {})
    said = {each.message for each in report.findings if each.rule == "unused-waiver"}

    assert {(each["state"], each["findings"]) for each in found} == {("stale", 0)}
    assert {each["why"] for each in found} == said
    assert len(found) == len(said) == 4
    assert found == rows(files, choice=Choice(ignore=("unused-waiver", "invalid-waiver")))
    assert found[1]["text"] == ""


def test_unjudged_files(site: Sandbox) -> None:
    """Of a waiver for a file that was not looked at, or not all, nobody knows whether it is needed."""
    config = "exclude = ['draft.md']\n" + SELECT
    config += "".join(entry("X is.", path) for path in ("content/draft.md", "content/b.md", "content/c.md", "out/d.md"))
    deep = f"{WAIVER}\nNothing.\n\n{'> ' * 500}deep\n"
    files = {"content/draft.md": "X is.", "content/c.md": deep, "out/d.md": "X is."}
    found = rows({"medlint.toml": config, "content/b.md": b"\xff\xfe\x00", **files})

    assert {(each["state"], each["findings"]) for each in found} == {("unjudged", 0)}
    assert [each["why"].partition(": ")[2] for each in found if each["path"] == "medlint.toml"] == [
        "content/draft.md was not looked at.",
        "content/b.md could not be checked completely.",
        "content/c.md could not be checked completely.",
        "out/d.md was not looked at.",
    ]


def test_unjudged_rules(site: Sandbox) -> None:
    """Of a waiver of a rule that did not run, or lacks an answer, nobody knows either."""
    text = f"{WAIVER}\n{LINK}\n\n{DOSE}\n"
    off = rows(
        {"medlint.toml": SELECT + entry(), "content/a.md": text},
        choice=Choice(ignore=("broken-link", "dosing-instruction")),
    )
    listed = "# A\n\nFirst.[^1]\n\n[^1]: Roe A. A paper. J Pain. 2020;1:2. doi:10.1000/x\n"
    report = audited({"medlint.toml": SELECT + entry("A paper.", rule="retracted-reference"), "content/a.md": listed})
    asking = exemptions(report, lambda places: {})

    assert short(off) == [("broken-link", "unjudged", 0), ("dosing-instruction", "unjudged", 0)]
    assert [each["why"].partition(": ")[2] for each in off] == [
        "the rule broken-link did not run on content/a.md.",
        "the rule dosing-instruction did not run on content/a.md.",
    ]
    assert short(asking) == [("retracted-reference", "unjudged", 0)]
    assert "unused-waiver" not in {each.rule for each in report.findings}


def test_a_rule_that_fails(site: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """The waivers of an article on which medlint failed are there, and unjudged."""

    def run(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("lint.engine.run", run)

    assert short(rows({"content/a.md": f"{WAIVER}\n{LINK}\n"})) == [("broken-link", "unjudged", 0)]


def test_where_comment_and_entry_answer(site: Sandbox) -> None:
    """What a comment answers for is counted there, and once, however many waivers it has."""
    text = f"{WAIVER}\n{WAIVER}\n{LINK}\n"
    config = SELECT + entry("See [the table](#gone).", rule="broken-link")
    report = audited({"medlint.toml": config, "content/a.md": text})

    assert report.summary.waived == 1
    assert short(exemptions(report, lambda places: {})) == [("broken-link", "active", n) for n in (1, 0, 0)]


def test_long_text_and_comments_inside(site: Sandbox) -> None:
    """Of a paragraph the words are shown without the comment, and of a long one its beginning and its end."""
    long = f"{'word ' * 200}{LINK}"
    text = f"Short.\n{WAIVER} {LINK}\n\nShort. {WAIVER} {LINK}\n\n{WAIVER}\n{long}\n"
    beside, first, second = rows({"content/a.md": text})

    assert beside["text"] == LINK
    assert first["text"] == f"Short. {LINK}"
    assert second["text"] == f"{long[:200]} … {long[-200:]}"


def test_line_ends(site: Sandbox) -> None:
    """Lines are blamed as git counts them, whatever ends a line for Markdown."""
    asked: list[Place] = []

    def blame(places: Any) -> dict[Place, Touch]:
        asked.extend(places)
        return {}

    text = f"one\rtwo\r\n\r\n{WAIVER.replace('the next', 'the' + chr(13) + chr(10) + 'next')}\r\n{LINK}\r\n"
    report = audited({"medlint.toml": SELECT, "content/a.md": text})
    found = exemptions(report, blame)

    assert [each["line"] for each in found] == [4]
    assert [Place(Path("content/a.md"), 3, 4)] == asked


LIST = """\
waivers = [
  {rule = "dosing-instruction", path = "content/a.md", quote = "x [y]", reason = "why", approver = "Dr. Roe",
   expires = 2027-01-01},
]
"""


@pytest.mark.parametrize(("config", "lines"), [
    (SELECT + entry(), (2, 8)),
    (SELECT + entry() + "\n# of the next table\n\n[severity]\n", (2, 8)),
    ("\ufeff" + entry().replace("\n", "\r\n"), (1, 7)),
    (SELECT + entry().replace('"quoted from the label"', '"""\n[as the\n[label]\nsays"""'), (2, 11)),
    (LIST.replace(",\n   expires", ", expires") + SELECT, (1, 3)),
])  # fmt: skip
def test_the_lines_of_an_entry(site: Sandbox, config: str, lines: tuple[int, int]) -> None:
    """An entry goes on to the next header, without what stands above that; a list in one piece is one place.

    A line of a text in an entry is no header.
    """
    report = audited({"medlint.toml": config, "content/a.md": f"# A\n\n{DOSE}\n"})

    assert [lines] == [(row.first, row.last) for row in report.waivers]


def test_origins(site: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Committed, uncommitted, cut off or unknown, each from a real repository."""
    site.commit("first", {"medlint.toml": SELECT, "content/a.md": f"{WAIVER}\n{LINK}\n"})
    site.commit("second")
    clone = site.clone(tmp_path / "clone", depth=1)
    loose = tmp_path / "loose"
    found = exemptions(audited({}))
    found += exemptions(audited({"content/a.md": f"{WAIVER.replace('next', 'last')}\n{LINK}\n"}))
    for folder in (clone.folder, loose):
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        found += exemptions(audited({"medlint.toml": SELECT, "content/a.md": f"{WAIVER}\n{LINK}\n"}))

    assert [each["origin"] for each in found] == ["committed", "uncommitted", "cut-off", "unknown"]
    assert [each["author"] for each in found] == ["Author", "", "", ""]
    assert [each["commit"] for each in found[1:]] == ["", clone.head, ""]


def test_a_configuration_of_a_commit(site: Sandbox) -> None:
    """Lines of a configuration that a commit holds are not those on disk: nobody is named for them."""
    site.commit("first", {"medlint.toml": SELECT + entry(), "content/a.md": f"# A\n\n{DOSE}\n"})
    site.write("medlint.toml", f"# a line more\n{SELECT}{entry()}")
    (found,) = exemptions(audited({}, policy_from="HEAD"))

    assert (found["state"], found["origin"], found["line"]) == ("active", "unknown", 2)


def test_nothing_is_listed_unless_asked(site: Sandbox) -> None:
    """A check that keeps no ledger lists no waivers."""
    files = {"medlint.toml": SELECT + entry(), "content/a.md": f"{WAIVER}\n{LINK}\n\n{DOSE}\n"}
    audited(files)
    report = check(Request(("content",)), PACKS, NOW)

    assert (report.summary.waived, report.waivers) == (2, ())


def test_the_baseline(site: Sandbox) -> None:
    """How many findings the baseline knows, and how many of its entries are stale: nobody knows if nobody asked."""
    files = {"medlint.toml": SELECT, "content/a.md": f"# A\n\n{LINK}\n\nAlso [this](#lost).\n\nAnd [that](#left).\n"}
    known = Path("known.json")
    assert baseline(audited(files)) is None

    audited({}, write_baseline=known)
    assert baseline(audited({}, baseline=known)) == {"path": "known.json", "known": 3, "stale": 0}
    site.replace("content/a.md", "Also [this](#lost).", "Also this.")
    assert baseline(audited({}, baseline=known)) == {"path": "known.json", "known": 2, "stale": 1}
    off = Choice(ignore=("unused-waiver",))
    assert baseline(audited({}, baseline=known, choice=off)) == {"path": "known.json", "known": 2, "stale": None}


_COMMENTS = st.sampled_from((
    WAIVER, WAIVER.replace(":", " until 2020-01-01:"), WAIVER.replace("broken-link", "missing-pmid, broken-link"),
    WAIVER.replace("link", "lnk"), "<!-- medlint-ignore -->",
    WAIVER.replace("broken-link", "broken-link, broken-link"), "", "> ", "- ",
))  # fmt: skip
_LINES = st.tuples(
    _COMMENTS, st.sampled_from((LINK, DOSE, "Text.", f"{LINK} {LINK}", "")), st.sampled_from(("\n", "\n\n"))
)
_ENTRIES = st.lists(st.builds(
    entry,
    st.sampled_from((DOSE, LINK, "[the table](#gone)", "Text.", "Other.")),
    st.sampled_from(("content/a.md", "content/b.md", "content/none.md")),
    st.sampled_from(("dosing-instruction", "broken-link")),
    st.sampled_from(("2020-01-01", "2027-01-01")),
), max_size=5)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_LINES, max_size=8), st.lists(_LINES, max_size=3), _ENTRIES, st.sets(st.sampled_from(RULES[:2])))
def test_sums(
    site: Sandbox, a: list[tuple[str, ...]], b: list[tuple[str, ...]], entries: list[str], off: set[str]
) -> None:
    """What all waivers answer for adds up to the findings that are waived, by place; the rest is told in messages.

    Every entry is one row. What is not active answers for nothing. Every message about a waiver is of a row that says
    the same, unless medlint cannot vouch for its file.
    """
    texts = {f"content/{name}.md": "\n".join(map("".join, lines)) for name, lines in (("a", a), ("b", b))}
    choice = Choice(ignore=tuple(sorted(off)))
    report = audited({"medlint.toml": SELECT + "\n".join(entries), **texts}, choice=choice)
    found = exemptions(report, lambda places: {})

    assert sum(each["findings"] for each in found) == report.summary.waived
    by_place = {(f.rule, f.waived.path, f.waived.line) for f in report.findings if f.waived}
    assert by_place == {(each["rule"], each["path"], each["line"]) for each in found if each["findings"]}
    assert len(entries) == sum(each["path"] == "medlint.toml" for each in found)
    assert all(each["state"] == "active" or not each["findings"] for each in found)
    assert all((each["state"] == "active") != bool(each["why"]) for each in found)
    said = {f.message for f in report.findings if f.rule in ("invalid-waiver", "unused-waiver")}
    assert said >= {each["why"] for each in found if each["state"] == "stale"}
    unsaid = said - {each["why"] for each in found}
    assert all("there is no file" in each for each in unsaid)  # of entries that have expired as well
