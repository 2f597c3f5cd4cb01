"""The arithmetic of `python -m tests.bench dosing`: what counts, what is scored unseen, and when it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from lint.parse import parse
from rules.dosing.stance import Signs
from tests.bench import dosing_report
from tests.bench.__main__ import main
from tests.bench.dosing import Row, table
from tests.bench.dosing_corpus import SILENT, Article, Corpus, Disguise, Found, Line, findings, load
from tests.bench.dosing_fit import WEIGHTS, Case, Sentence, case, fitted, told
from tests.bench.dosing_folds import by_source, folds
from tests.bench.dosing_trace import readings, trace

ORDER = "Take 5 mg of zyxalopril twice daily."
TOLD = "In one trial, patients received 300 mg of zyxalopril daily."
PLAIN = "The clinic opens at nine."
TEXTS = (
    ORDER,
    TOLD,
    PLAIN,
    "The usual dose of zyxalopril is 20 mg a day.",
    "## Zyxalopril\n\nAdults:\n\n- 5 mg twice daily\n- 10 mg at night. The patient was given 40 mg.\n",
    "| Drug | Dose |\n|---|---|\n| Zyxalopril | 5 mg twice daily |\n",
    "The rats were given 4 mg/kg of zyxalopril. Do not take more than 40 mg a day.",
)


def line(
    label: str, said: str, *, source: str = "a", confidence: int = 3, text: str = "5 mg", hard: bool = False
) -> Line:
    """A labelled line of which the rules say something."""
    found = () if said == SILENT else (Found(said, 1, 1, "5 mg", "amount."),)
    return Line(f"{source}{label}{said}", text, label, confidence, "en", source, "sentence", hard, found)


def corpus(*lines: Line, articles: tuple[Article, ...] = (), disguises: tuple[Disguise, ...] = ()) -> Corpus:
    """A corpus without files."""
    return Corpus(lines, articles, disguises, ())


def rows(held: Corpus) -> dict[str, Row]:
    """The measures by name."""
    return {row.name: row for row in table(held)}


def write(folder: Path, *texts: tuple[str, str]) -> Path:
    """A labelled set of texts with their labels."""
    fields = {"confidence": 3, "lang": "en", "source": "invented", "kind": "sentence", "hard": True}
    lines = [json.dumps({"id": text[:9], "text": text, "label": label, **fields}) for text, label in texts]
    folder.mkdir(exist_ok=True)
    (folder / "set.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_instructions_are_counted() -> None:
    """A report taken for an instruction is false, an instruction taken for a report is missed."""
    found = rows(
        corpus(
            *[line("INSTRUCTION", "INSTRUCTION")] * 3,
            line("INSTRUCTION", "REPORT"),
            line("REPORT", "INSTRUCTION"),
            line("NONE", "INSTRUCTION", confidence=1),
        )
    )

    assert found["instruction"].values == (0.75, 0.75)
    assert found["study-dose"].values == (0.0, 0.0)
    assert found["reports taken for instructions"].values == (1.0,)


def test_shares_have_their_own_lines() -> None:
    """Mentions, hard negatives and instructions without a digit are shares of their kind alone."""
    found = rows(
        corpus(
            line("MENTION", "REPORT"),
            *[line("MENTION", SILENT)] * 3,
            line("NONE", "INSTRUCTION", hard=True),
            line("NONE", SILENT, hard=True),
            line("NONE", "INSTRUCTION"),
            line("INSTRUCTION", SILENT, text="Take it twice a day."),
            line("INSTRUCTION", "INSTRUCTION"),
        )
    )

    assert found["mentions reported"].values == (0.25,)
    assert found["hard negatives taken for instructions"].values == (0.5,)
    assert found["instructions without a digit found"].values == (0.0,)


def test_articles_and_disguises_are_counted() -> None:
    """Borderline lines count neither for nor against; any finding on a look-alike is one too many."""
    hit = Found("INSTRUCTION", 1, 1, "5 mg", "amount.")
    clean = Article("clean.md", False, frozenset(), frozenset({4}), {4: hit})
    spoiled = Article("spoiled.md", False, frozenset(), frozenset(), {9: hit})
    holding = Article("holding.md", True, frozenset({2, 3}), frozenset({5}), {2: hit, 5: hit, 7: hit})
    disguises = (
        Disguise("1", "5 mg", "plain", True, "INSTRUCTION"),
        Disguise("2", "5 mg", "plain", True, "REPORT"),
        Disguise("3", "5 km", "look-alike", False, "REPORT"),
    )
    found = rows(corpus(articles=(clean, spoiled, holding), disguises=disguises))

    assert found["clean articles with a false error"].values == (1.0,)
    assert found["instruction lines found in articles"].values == (0.5,)
    assert holding.false == {7}
    assert found["disguised doses found"].values == (0.5,)
    assert found["look-alikes flagged"].values == (1.0,)


def test_what_is_not_there_is_not_passed() -> None:
    """A measure without lines has no figure, neither good nor bad."""
    found = rows(corpus(line("NONE", SILENT)))

    assert found["instruction"].values == ()
    assert "nothing to measure" in "\n".join(dosing_report.goals(tuple(found.values())))


def test_a_share_is_reached_from_below() -> None:
    """Precision has to reach its goal, the share of errors to stay below its own."""
    assert Row("found", (0.95, 0.94), (0.95, 0.94), (0, 0)).reached
    assert not Row("found", (0.99, 0.93), (0.95, 0.94), (0, 0)).reached
    assert Row("wrong", (0.02,), (0.02,), (0.04,), at_most=True).reached
    assert not Row("wrong", (0.03,), (0.02,), (0.04,), at_most=True).reached


def test_confusions_name_every_pair() -> None:
    """Each label stands against what was said, disputable lines apart."""
    text = "\n".join(
        dosing_report.confusions(corpus(line("REPORT", "INSTRUCTION"), line("NONE", SILENT, confidence=1)))
    ).splitlines()

    assert text[2].split() == "all (confidence 2 and 3) 1 . . . 1 . . . . . . . .".split()
    assert text[-1].split() == "confidence 1 (disputable) 1 . . . . . . . . . . . 1".split()


def test_no_source_fills_the_list_of_errors() -> None:
    """The surest come first, and the sources in turn."""
    big = [line("INSTRUCTION", SILENT, source="big")] * 3
    order = dosing_report.in_turn(
        [line("INSTRUCTION", SILENT, source="weak", confidence=2), *big, line("REPORT", SILENT)]
    )

    assert [each.source for each in order] == ["a", "big", "big", "big", "weak"]


@given(st.sets(st.text(max_size=8), max_size=30), st.integers(1, 12))
def test_folds_part_the_sources(sources: set[str], number: int) -> None:
    """Every source is in one fold, in the same one whatever the order, and no fold is empty."""
    parts = folds(sorted(sources), number)

    assert parts == folds(sorted(sources, reverse=True), number)
    assert sorted(source for part in parts for source in part) == sorted(sources)
    assert all(parts)
    assert len(parts) == min(number, len(sources))


def test_figures_by_source_are_apart() -> None:
    """What is wrong in one source does not show in another."""
    good, bad = by_source([line("REPORT", "REPORT", source="b"), line("REPORT", SILENT, source="c")])

    assert (good.name, good.reports.recall, bad.name, bad.reports.recall) == ("b", 1.0, "c", 0.0)


@pytest.mark.parametrize("text", TEXTS)
def test_a_trace_reads_as_the_rules_do(text: str) -> None:
    """The sentences of a trace are those that the rules judge, with what they inherit."""
    kinds = {"instruction": "INSTRUCTION", "report": "REPORT"}
    verdicts = [reading.verdict.kind for reading in readings(parse(text))]

    assert [kinds[kind] for kind in verdicts if kind != "none"] == [found.kind for found in findings(text)]


def test_a_trace_shows_what_was_read() -> None:
    """Words with their classes, amounts with their roles, both sums of the stance, the verdict with its reason."""
    shown = "\n".join(trace(ORDER))

    assert "mg/mass" in shown
    assert 'amount "5 mg" (dose)' in shown
    assert "imperative" in shown
    assert 'verdict   instruction "5 mg of zyxalopril twice daily": ' in shown
    assert list(trace("Nothing here.")) == ["nothing is read: no digit, and no word with which a dose begins"]
    assert "    verdict   none: a section on food, and no drug that is taken" in list(
        trace("## Diet\n\n- Oats: 40 g a day\n")
    )


@pytest.mark.parametrize("text", TEXTS)
def test_the_weights_in_the_file_say_what_the_rules_say(text: str) -> None:
    """A line that is scored with the weights in the file comes out as the rules judge it."""
    held = Line("1", text, "NONE", 3, "en", "a", "sentence", True, findings(text))

    assert case(held).said(WEIGHTS) == held.said


def test_a_fit_finds_weights_that_part_the_cases() -> None:
    """Lines that one weight alone can put right are right afterwards, in any order of the cases."""
    both = Sentence("INSTRUCTION", "REPORT", (Signs({"past": 2}, {"modal": 1}),))
    once = Sentence("INSTRUCTION", "REPORT", (Signs({"past": 1}, {"modal": 1}),))
    cases = [Case((both,), "INSTRUCTION"), Case((once,), "INSTRUCTION")] * 2
    cases.append(Case((Sentence("INSTRUCTION", "REPORT", (Signs({"past": 1}, {}),)),), "REPORT"))
    weights = fitted(cases)

    assert weights == fitted(reversed(cases))
    assert [each.said(weights) for each in cases] == [each.label for each in cases]


def test_a_source_is_scored_without_its_own_lines() -> None:
    """Three sources that hold a sign which the stance weighs ask for three fits."""
    lines = [
        Line(source, TOLD, "REPORT", 3, "en", source, "sentence", False, findings(TOLD)) for source in ("a", "b", "c")
    ]
    shown = "\n".join(told(lines))

    assert "fitted without the source that is scored (3 fits): 0 of 3 lines wrong" in shown


def test_both_layouts_are_read(tmp_path: Path) -> None:
    """A directory of sets and a set of lines by itself are measured alike."""
    alone = load(write(tmp_path / "dosing", (ORDER, "INSTRUCTION"), (TOLD, "REPORT")))
    docs = tmp_path / "dosing" / "my_docs"
    docs.mkdir()
    (docs / "a.md").write_text(f"# A\n\n{ORDER}\n", encoding="utf-8")
    truth = {"a.md": {"contains_instruction": True, "instruction_lines": [3], "borderline_lines": []}}
    (docs / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "hostile").mkdir()
    rows_of_both = [
        {"id": "1", "text": ORDER, "expect": "detect-hidden"},
        {"id": "2", "text": PLAIN, "expect": "no-dose"},
    ]
    (tmp_path / "hostile" / "dose.json").write_text(json.dumps(rows_of_both), encoding="utf-8")
    (tmp_path / "hostile" / "names.json").write_text('[{"id": "3", "expect": {"exit": 2}}]', encoding="utf-8")
    whole = load(tmp_path)

    assert alone.lines == whole.lines
    assert [each.said for each in whole.lines] == ["INSTRUCTION", "REPORT"]
    assert [(each.name, set(each.found)) for each in whole.articles] == [("a.md", {3})]
    assert [(each.dose, each.said) for each in whole.disguises] == [(True, "INSTRUCTION"), (False, SILENT)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r"set\.jsonl:1: Expecting"),
        ('{"text": "5 mg", "label": "MAYBE", "confidence": 3, "lang": "en", "source": "a"}', "MAYBE is none of"),
        ('{"text": "5 mg", "label": "NONE", "confidence": 3, "lang": "en"}', r"set\.jsonl:1: source is missing"),
        ("", "holds no labelled lines"),
    ],
)
def test_what_is_no_labelled_set_is_named(tmp_path: Path, text: str, message: str) -> None:
    """A broken line is named with its place, and an empty directory is no measurement."""
    (tmp_path / "set.jsonl").write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=message):
        load(tmp_path)


@pytest.mark.parametrize(("label", "code"), [("INSTRUCTION", 0), ("NONE", 1)])
def test_a_missed_goal_is_exit_code_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, label: str, code: int) -> None:
    """The exit code says whether every goal is reached; processor time is left out here."""
    monkeypatch.setattr(dosing_report, "cost", lambda _: ())
    directory = write(tmp_path, (ORDER, "INSTRUCTION"), ("Take 7 mg of zyxalopril twice daily.", label))
    result = CliRunner().invoke(main, ["dosing", str(directory), "--errors", "2"])

    assert result.exit_code == code, result.output
    assert ("MISSED" in result.output) == bool(code)
    assert ("false instruction: 1" in result.output) == bool(code)


def test_nothing_else_is_printed_on_request(tmp_path: Path) -> None:
    """Spans, fitted weights and traces stand alone."""
    directory = str(write(tmp_path, (ORDER, "INSTRUCTION")))
    run = CliRunner().invoke

    assert (
        run(main, ["dosing", directory, "--spans"]).output == f"{ORDER[:9]} [5 mg of zyxalopril twice daily] {ORDER}\n"
    )
    assert run(main, ["dosing", directory, "--fit"]).output.splitlines()[0].split()[:3] == ["in", "the", "file"]
    assert run(main, ["dosing", "--trace", ORDER]).output.startswith("sentence 1\n")
    assert run(main, ["dosing"]).exit_code == 2
