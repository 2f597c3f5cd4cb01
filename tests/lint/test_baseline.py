"""The baseline: what is old is known, what is new counts, and it only ever shrinks."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import baseline
from lint.baseline import Baseline, Entry
from lint.baseline.matching import Applied, Looked, apply, common, shrunk
from lint.baseline.renames import renames
from lint.baseline.stale import findings as stale_findings
from lint.baseline.written import BaselineError, dump, parse
from lint.finding import Finding, Severity, Waiver
from lint.formats.plain import printable
from lint.spans import Position
from tests.lint.formats.sample import HOSTILE_TEXTS
from tests.rules.linear import linear

FOLDER = Path("/publisher")
RULES = ("broken-link", "dosing-instruction", "missing-pmid")


def finding(anchor: str, path: str = "content/a.md", rule: str = RULES[0], severity: Severity = "error") -> Finding:
    """A finding below the folder of the baseline."""
    start, end = Position(1, 1, 0), Position(1, 2, 1)
    return Finding(rule, severity, "m", "", str(FOLDER / path), start, end, anchor, None, f"{rule} {anchor}")


def known(*findings: Finding) -> Baseline:
    """The baseline that knows these findings, as it is read again."""
    return parse(dump(baseline.of(findings, FOLDER)), FOLDER)


def looked(*paths: str, gone: Collection[str] = (), rules: Collection[str] = RULES, whole: bool = True) -> Looked:
    """A run over these files in which all rules ran."""
    checked = {str(FOLDER / path): rules for path in paths}
    return Looked(checked, rules, lambda path: path in {FOLDER / each for each in gone}, whole)


def asides(applied: Applied) -> list[str]:
    """Why each finding does not count."""
    return [each.aside for each in applied.findings]


def gone(applied: Applied) -> dict[str, list[str]]:
    """The excerpts of the stale entries by file."""
    return {path: [entry.excerpt for entry in entries] for path, entries in applied.stale.items()}


A, B, C = finding("a"), finding("b"), finding("c")
MOVED = tuple(each._replace(path=str(FOLDER / "content/new.md")) for each in (A, B, C))


def test_old_findings_are_known_and_new_ones_count() -> None:
    """What the baseline has is set aside, in whichever order; the rest counts."""
    applied = apply((C, B, A), known(A, B), looked("content/a.md"))

    assert asides(applied) == ["", "baseline", "baseline"]
    assert applied.stale == {}


def test_the_same_fault_in_another_file_is_new() -> None:
    """An entry is one file's, as long as that is there."""
    applied = apply((A, *MOVED), known(A, B, C), looked("content/a.md", "content/new.md"))

    assert asides(applied) == ["baseline", "", "", ""]
    assert gone(applied) == {"content/a.md": ["b", "c"]}


@pytest.mark.parametrize(
    ("then", "now", "aside"),
    [("warning", "error", ""), ("error", "warning", "baseline"), ("info", "info", "baseline"), ("info", "warning", "")],
)
def test_what_became_worse_is_new(then: Severity, now: Severity, aside: str) -> None:
    """A warning that became an error counts; its entry is not gone, for the finding is still there."""
    applied = apply((finding("a", severity=now),), known(finding("a", severity=then)), looked("content/a.md"))

    assert [aside] == asides(applied)
    assert applied.stale == {}


def test_what_somebody_answers_for_needs_no_entry() -> None:
    """A waived finding is set aside by its waiver alone, and its entry is one too many."""
    waived = A._replace(waived=Waiver("known"))
    applied = apply((waived, B), known(A, B), looked("content/a.md"))

    assert asides(applied) == ["", "baseline"]
    assert gone(applied) == {"content/a.md": ["a"]}


def test_outside_of_the_change_stays_so() -> None:
    """A finding that is set aside already keeps its reason and its entry."""
    applied = apply((A._replace(aside="outside"),), known(A), looked("content/a.md"))

    assert asides(applied) == ["outside"]
    assert applied.stale == {}


@pytest.mark.parametrize("rule", ["unchecked-content", "invalid-waiver", "unused-waiver"])
def test_what_was_not_checked_is_never_known(rule: str) -> None:
    """Gaps and failed waivers do not enter, are refused when they were written in, and match no forged entry."""
    gap = finding("a", rule=rule)
    forged = Baseline(FOLDER, {"content/a.md": (Entry("broken-link", "error", gap.fingerprint),)})

    assert baseline.of((gap,), FOLDER).files == {}
    assert asides(apply((gap,), forged, looked("content/a.md"))) == [""]
    with pytest.raises(BaselineError, match="cannot be known"):
        parse(dump(Baseline(FOLDER, {"a.md": (Entry(rule, "error", gap.fingerprint),)})), FOLDER)


def test_only_what_counts_enters() -> None:
    """What is waived or set aside is not written."""
    written = baseline.of((A._replace(waived=Waiver("known")), B._replace(aside="outside"), C), FOLDER)

    assert [entry.excerpt for entry in written.files["content/a.md"]] == ["c"]


@pytest.mark.parametrize("whole", [True, False])
def test_a_renamed_article_stays_known(whole: bool) -> None:
    """Its old file is gone, and most of its findings are in a file that the baseline does not know."""
    one_more = MOVED[0]._replace(anchor="new")
    applied = apply(
        (*MOVED[:2], one_more), known(A, B, C), looked("content/new.md", gone=["content/a.md"], whole=whole)
    )

    assert asides(applied) == ["baseline", "baseline", ""]
    assert gone(applied) == {"content/a.md": ["c"]}
    assert {
        path: [entry.excerpt for entry in entries] for path, entries in shrunk(known(A, B, C), applied).files.items()
    } == {"content/new.md": ["a", "b"]}


def test_a_copied_article_is_new() -> None:
    """The old file is still there, if not in this run."""
    applied = apply(MOVED, known(A, B, C), looked("content/new.md"))

    assert asides(applied) == ["", "", ""]
    assert applied.stale == {}


def test_one_old_file_is_one_new_file() -> None:
    """Of an article that is moved and copied one is new in whole: the one that kept less."""
    copy = tuple(each._replace(path=str(FOLDER / "content/copy.md")) for each in (A, B))
    run = looked("content/copy.md", "content/new.md", gone=["content/a.md"])

    assert ["", "", *["baseline"] * 3] == asides(apply((*copy, *MOVED), known(A, B, C), run))


def test_standard_input_is_no_renamed_file() -> None:
    """A file that was checked is there, also when it is not on disk."""
    applied = apply(MOVED, known(A), looked("content/a.md", "content/new.md", gone=["content/a.md"]))

    assert asides(applied) == ["", "", ""]
    assert gone(applied) == {"content/a.md": ["a"]}


def test_a_run_over_less_says_nothing_of_the_rest() -> None:
    """Files and rules that were not looked at keep their entries; those that are gone lose them in a whole run only."""
    all_known = known(A, finding("p", rule="missing-pmid"), finding("o", "other.md"), finding("g", "gone.md"))
    nothing = [
        looked(gone=["gone.md"], whole=False),
        looked("content/a.md", rules=["dosing-instruction"], gone=["gone.md"]),
        looked("content/b.md"),
    ]

    assert [gone(apply((), all_known, run)) for run in nothing] == [{}] * 3
    assert [all_known.files] * 3 == [shrunk(all_known, apply((), all_known, run)).files for run in nothing]
    assert gone(apply((A,), all_known, looked("content/a.md", rules=["missing-pmid"]))) == {"content/a.md": ["p"]}
    assert gone(apply((), all_known, looked(gone=["gone.md"]))) == {"gone.md": ["g"]}


def test_a_renamed_file_that_was_not_read_to_its_end_keeps_its_entries() -> None:
    """What was not seen in a file that could not be checked completely may still be there."""
    applied = apply(MOVED[:1], known(A, B), looked(gone=["content/a.md"]))

    assert asides(applied) == ["baseline"]
    assert applied.stale == {}


@pytest.mark.parametrize("entry", ["article", "folder"])
def test_names_are_the_same_from_everywhere(entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is the same file below another directory, by an absolute path, and through a link to its folder."""
    real = tmp_path / "real"
    (real / "content").mkdir(parents=True)
    (tmp_path / "link").symlink_to(real)
    monkeypatch.chdir(real / "content")
    spelled = {
        "article": [Path("a.md"), Path("../content/a.md"), real / "content/a.md", tmp_path / "link/content/a.md"],
        "folder": [real, Path(".."), tmp_path / "link", Path("../../real")],
    }
    names = (
        [baseline.name(path, real) for path in spelled["article"]]
        if entry == "article"
        else [baseline.name(Path("a.md"), folder) for folder in spelled["folder"]]
    )

    assert names == ["content/a.md"] * 4


def test_shrinking_adds_nothing() -> None:
    """New findings stay out; what is gone goes; a second run changes nothing."""
    old = known(A, B, finding("o", "other.md"))
    applied = apply((B, C), old, looked("content/a.md"))
    new = shrunk(old, applied)

    assert {path: [entry.excerpt for entry in entries] for path, entries in new.files.items()} == {
        "content/a.md": ["b"],
        "other.md": ["o"],
    }
    assert new == shrunk(new, apply((B, C), new, looked("content/a.md")))


def test_the_base_of_a_pull_request_decides() -> None:
    """A head that adds, moves or worsens entries gains nothing; what it takes out is out."""
    base = known(A, B, finding("w", severity="warning"), finding("o", "other.md"))
    head = known(A, C, finding("w", severity="error"), finding("o", "elsewhere.md"), finding("n", "new.md"))
    both = common(base, head)

    assert {path: [(entry.excerpt, entry.severity) for entry in entries] for path, entries in both.files.items()} == {
        "content/a.md": [("a", "error"), ("w", "warning")],
        "other.md": [("o", "error")],
    }
    moved = finding("o", "elsewhere.md")
    assert asides(apply((moved,), both, looked("elsewhere.md"))) == [""]
    assert asides(apply((moved,), both, looked("elsewhere.md", gone=["other.md"]))) == ["baseline"]


def test_a_milder_head_is_believed() -> None:
    """The head may lower what an entry excuses."""
    both = common(known(A), known(A._replace(severity="warning")))

    assert [entry.severity for entry in both.files["content/a.md"]] == ["warning"]
    assert common(known(A), known()).files == {}


def test_the_stale_entries_are_one_finding() -> None:
    """It stands at the first of them and carries the command that drops them."""
    old = known(A, B, *(finding(str(number), f"n{number}.md") for number in range(5)))
    run = looked("content/a.md", *(f"n{number}.md" for number in range(5)))
    (found,) = stale_findings(old, apply((A,), old, run), "a folder/medlint-baseline.json")
    (one,) = stale_findings(old, apply((A,), old, looked("content/a.md")), "b.json")

    assert (found.rule, found.severity, found.path) == ("unused-waiver", "warning", "a folder/medlint-baseline.json")
    assert found.message == (
        "6 findings that this baseline knows are gone: 1 in content/a.md, 1 in n0.md, 1 in n1.md, 3 in 3 other files."
    )
    assert found.help == "Drop them with: medlint check --write-baseline 'a folder/medlint-baseline.json'"
    assert (found.start.line, found.start.column) == (7, 4)
    assert old.text[found.start.offset : found.end.offset] == found.excerpt
    assert B.fingerprint in found.excerpt
    assert found.excerpt in found.lines.text
    assert one.message == "1 finding that this baseline knows is gone: 1 in content/a.md."
    assert one.help == "Drop it with: medlint check --write-baseline b.json"
    assert list(stale_findings(old, apply((A, B), old, looked("content/a.md")), "b.json")) == []


def test_stale_entries_without_their_text_have_a_place() -> None:
    """A baseline laid out by hand, or none, still gives a finding."""
    laid_out = parse("\ufeff" + json.dumps(json.loads(dump(known(A)))), FOLDER)
    applied = apply((), laid_out, looked("content/a.md"))

    assert [
        found.start.line
        for each in (laid_out, laid_out._replace(text=""))
        for found in stale_findings(each, applied, "b.json")
    ] == [1, 1]


WRITTEN = f"""\
{{
 "schema": 1,
 "tool": "medlint",
 "findings": {{
  "a\\udcff.md": [
   {{"rule": "broken-link", "severity": "error", "fingerprint": "{finding("é", "x").fingerprint}", "excerpt": "é"}}
  ],
  "content/a.md": [
   {{"rule": "broken-link", "severity": "error", "fingerprint": "{A.fingerprint}", "excerpt": "a"}},
   {{"rule": "broken-link", "severity": "error", "fingerprint": "{B.fingerprint}", "excerpt": "b"}}
  ]
 }}
}}
"""


def test_a_baseline_is_one_line_an_entry() -> None:
    """The same bytes whatever the order of the findings, sorted by path, in ASCII where a reader would see nothing."""
    found = [A, B._replace(start=Position(2, 1, 9), end=Position(2, 2, 10)), finding("é", "a\udcff.md")]

    assert [dump(baseline.of(each, FOLDER)) for each in (found, found[::-1])] == [WRITTEN] * 2
    assert dump(parse(WRITTEN, FOLDER)) == WRITTEN
    assert dump(known()) == '{\n "schema": 1,\n "tool": "medlint",\n "findings": {}\n}\n'


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "\U000e0041\udc80\udcff\u0301"], ids=ascii)
def test_hostile_names_and_excerpts(text: str) -> None:
    """They come back as they were, a name that is no file's aside, and are harmless in the text of the baseline."""
    path = f"content/{text.replace('/', '').replace(chr(0), '')}.md"
    old = baseline.of((finding(text)._replace(path=os.fspath(FOLDER / path)),), FOLDER)
    written = dump(old)

    assert old.files == parse(written, FOLDER).files
    assert [line for line in written.splitlines() if printable(line) != line] == []
    assert len(written.splitlines()) == 9
    assert "##[" not in written
    assert max(len(entry.excerpt) for entries in old.files.values() for entry in entries) <= 80


@given(st.dictionaries(st.text(min_size=1), st.lists(st.tuples(st.sampled_from(RULES), st.text()), max_size=3)))
def test_what_is_written_is_read_again(files: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Any names and words survive, lone surrogates too."""
    made = Baseline(
        FOLDER,
        {
            baseline.name(FOLDER / path.replace("\0", "0"), FOLDER): tuple(
                Entry(rule, "error", f"{number:032x}", words) for number, (rule, words) in enumerate(entries)
            )
            for path, entries in files.items()
        },
    )
    made = made._replace(files={path: entries for path, entries in made.files.items() if entries and path != "."})

    assert made.files == parse(dump(made), FOLDER).files


def test_a_thousand_renamed_articles_are_told_apart() -> None:
    """Faults of a template stand in all of them; what is their own decides, and without such the name."""
    common_faults = [f"template {number}" for number in range(5)]
    old = {f"content/{number}.md": [*common_faults, f"own {number}"] for number in range(1000)}
    new = {f"articles/{999 - number}/index.md": found for number, found in enumerate(old.values())}
    bare = {f"content/{number}.md": common_faults for number in range(1000)}

    assert renames(old, new) == {f"content/{number}.md": f"articles/{999 - number}/index.md" for number in range(1000)}
    assert renames(bare, {f"c/{number}.md": common_faults for number in range(1000)}) == {
        f"content/{number}.md": f"c/{number}.md" for number in range(1000)
    }


def test_any_number_of_entries_takes_its_time_and_no_more() -> None:
    """Writing, reading, matching and shrinking are linear, and so is a search for a thousand files with new names."""

    def adopt(number: int) -> None:
        found = [finding(str(each), f"content/{each % 100}.md") for each in range(number)]
        old = known(*found)
        applied = apply(found[: number // 2], old, looked(*(f"content/{each}.md" for each in range(100))))
        assert sum(map(len, common(old, shrunk(old, applied)).files.values())) == number // 2

    def move(number: int) -> None:
        files = {f"content/{each}.md": ["template", "footer", str(each)] for each in range(number)}
        assert len(renames(files, {path.replace("content", "c"): found for path, found in files.items()})) == number

    assert linear(adopt, 1000)
    assert linear(move, 1000)
