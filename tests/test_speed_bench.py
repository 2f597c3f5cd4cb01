"""`python -m tests.bench speed`: what it measures on a tiny corpus, its files, the slope, and how a shape is grown."""

from __future__ import annotations

import json
import math
import signal
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.bench import speed_corpus, speed_growth, speed_linear, speed_peers, speed_profile, speed_report
from tests.bench.__main__ import _SPEED, main
from tests.bench.measurement import Figure, Measurement
from tests.bench.speed import PARTS, Plan, measure
from tests.bench.speed_linear import Growth
from tests.bench.speed_shapes import SHAPES
from tests.bench.spent import Command, Failed, interleaved, spend

MEASURED = (
    Measurement("first", (Figure("CPU <us>", 0.5, 2, True, "1 s | 2 s"), Figure("rate", 3, 4))),
    Measurement("second", (Figure("endless", math.inf, 1.2, at_most=True), Figure("told", 7)), ("rumdl: left out",)),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three made-up articles."""
    return speed_corpus.written(3, tmp_path / "corpus").folder


def test_every_part_is_measured_on_a_tiny_corpus(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All parts without other linters, each with figures that are numbers."""
    monkeypatch.setattr("tests.bench.speed._SHORT", 1)
    plan = Plan(corpus, runs=1, articles=(2, 4), sizes=(1024, 2048), shapes=("headings",))
    measured = {each.title.partition(":")[0]: each for each in measure(plan)}

    assert list(measured) == [name for name in PARTS if name != "peers"]
    assert all(each.figures and not each.errors for each in measured.values())
    assert all(0 < figure.value < math.inf for name in ("throughput", "one") for figure in measured[name].figures)
    assert [figure.name for figure in measured["linearity"].figures][-1] == "slope: headings"
    assert "(3 files, " in measured["throughput"].title


def test_other_linters_are_left_out_by_name(corpus: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is not installed, and what does not lint, is named; what lints is measured."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, said in (("rumdl", "probe.md:1:2: MD018"), ("mdformat", "a usage message")):
        (programs / name).write_text(f"#!/bin/sh\necho '{said}'\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", "/nowhere")
    (measured,) = measure(Plan(corpus, runs=1, peers=True, places=(programs,)), ("peers",))

    assert [figure.name for figure in measured.figures] == ["CPU against rumdl"]
    assert "proselint: not installed, left out" in measured.errors
    assert any(error.startswith("mdformat: does not lint a file, left out") for error in measured.errors)
    assert len(measured.errors) == len(speed_peers.PEERS) - 1


def test_an_empty_corpus_is_named(tmp_path: Path) -> None:
    """An error in words, no traceback; so are options that do not go together."""
    run = CliRunner().invoke
    empty = run(main, ["speed", "--corpus", str(tmp_path)])

    assert empty.exit_code == 1
    assert "holds no Markdown file" in empty.output
    assert run(main, ["speed", "--corpus", str(tmp_path), "--only", "peers"]).exit_code == 2
    assert run(main, ["speed", "--corpus", str(tmp_path), "--plot", "a.png"]).exit_code == 2
    assert set(_SPEED) == set(PARTS)


def test_files_are_written(corpus: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The table, the three files, and the exit code for a goal that is missed."""
    monkeypatch.setattr("tests.bench.speed.measure", lambda *_: iter(MEASURED))
    targets = [word for name in ("json", "markdown") for word in (f"--{name}", str(tmp_path / name))]
    svg = tmp_path / "chart.svg"
    done = CliRunner().invoke(main, ["speed", "--corpus", str(corpus), *targets, "--plot", str(svg)])

    assert done.exit_code == 1
    assert "MISSED" in done.output
    assert "rumdl: left out" in done.output
    assert json.loads((tmp_path / "json").read_text(encoding="utf-8"))["measurements"][0]["title"] == "first"
    assert "## first" in (tmp_path / "markdown").read_text(encoding="utf-8")
    assert svg.read_text(encoding="utf-8").startswith("<svg")


def test_json_holds_every_figure() -> None:
    """Values, goals, and null for what has no end."""
    report = json.loads(speed_report.as_json(MEASURED, ["a machine"]))
    first, second = (each["figures"] for each in report["measurements"])

    assert first[0]["reached"] is True
    assert (first[1]["value"], first[1]["goal"], first[1]["reached"]) == (3, 4, False)
    assert (second[0]["value"], second[0]["reached"]) == (None, False)
    assert report["measurements"][1]["errors"] == ["rumdl: left out"]
    assert report["machine"] == ["a machine"]


def test_markdown_keeps_its_cells() -> None:
    """A bar in a detail ends no cell, a name is no tag, and what was left out stands below."""
    lines = speed_report.as_markdown(MEASURED, ["a machine", "the same"]).splitlines()

    assert lines[0] == "Measured on a machine; at the end the same."
    assert "| CPU &lt;us> | 0.5 | ≤ 2 | yes | 1 s \\| 2 s |" in lines
    assert "| endless | inf | ≤ 1.2 | no |  |" in lines
    assert lines[-1] == "- rumdl: left out"


def test_a_chart_has_a_bar_for_every_goal() -> None:
    """Well-formed SVG; a bar to the right is better than the goal, one to the left worse."""
    root = ElementTree.fromstring(speed_report.as_svg(MEASURED))  # noqa: S314 - our own text
    bars = [each for each in root.iter("{http://www.w3.org/2000/svg}rect") if each.get("height") == "14"]
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]

    assert [each.get("fill") for each in bars] == ["#2e7d32", "#c62828", "#c62828"]
    assert [float(each.get("x", "")) >= 720 for each in bars] == [True, False, False]
    assert "CPU <us>: 0.5 (≤ 2)" in texts
    assert "told: 7" not in " ".join(filter(None, texts))


@pytest.mark.parametrize(
    ("figure", "better"),
    [
        (Figure("a", 1, 2, at_most=True), 2),
        (Figure("a", 1, 2), 0.5),
        (Figure("a", 0, 0, at_most=True), 16),
        (Figure("a", 3, 0, at_most=True), 1 / 16),
        (Figure("a", math.inf, 1.2, at_most=True), 1 / 16),
        (Figure("a", 1000, 1), 16),
    ],
)
def test_better_is_a_ratio(figure: Figure, better: float) -> None:
    """To the goal, whichever side is good, between a sixteenth and sixteen."""
    assert speed_report.better(figure) == better


@given(st.floats(0.2, 3.0), st.floats(1e-6, 1e-4))
def test_the_slope_is_the_power(power: float, factor: float) -> None:
    """Of time that grows with the size to some power, the fit finds that power."""
    seconds = {size: factor * size**power for size in speed_linear.SIZES}

    assert math.isclose(speed_linear.fit(seconds), power, abs_tol=1e-6)


def test_the_worst_shapes_are_named() -> None:
    """Those that miss a goal; a shape that was stopped counts with what it did, or as endless."""
    good = Growth("good", {1000: 0.001, 2000: 0.002})
    steep = Growth("steep", {1000: 0.001, 2000: 0.004}, "ended after 90 s")
    hung = Growth("hung", {}, "ended after 90 s")
    slope, byte, stopped = speed_linear.worst([good, steep, hung])

    assert (slope.value, slope.detail) == (math.inf, "steep, hung (of 3)")
    assert (byte.value, byte.detail) == (math.inf, "hung (of 3)")
    assert (stopped.value, stopped.reached) == (2, False)
    assert [figure.reached for figure in speed_linear.worst([good])] == [True, True, True]
    assert hung.told == "no size was done; ended after 90 s"


def test_a_shape_that_hangs_is_ended() -> None:
    """A limit ends the process with what it started, and the shape says so; so it does for a check that crashed."""
    assert speed_linear.how(-signal.SIGXCPU, "") == "ended after 60 s of the processor"
    assert (
        speed_linear.how(0, "Error: internal error, please report it: a")
        == "Error: internal error, please report it: a"
    )
    assert speed_linear.how(-signal.SIGSEGV, "") == "exit code -11"
    assert not speed_linear.how(0, "warning: a")
    growth = speed_linear.measured("headings", SHAPES["headings"], (1024,), limit=0.01)

    assert growth.seconds == {}
    assert growth.stopped == "ended after 0.01 s"


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_as_large_as_was_asked(name: str) -> None:
    """Within a twentieth, and the larger one is no copy of the smaller."""
    sizes = [len(SHAPES[name](wanted).encode()) for wanted in (16_384, 65_536)]

    assert sizes == [pytest.approx(16_384, rel=0.15), pytest.approx(65_536, rel=0.05)]


@given(st.lists(st.sampled_from(["[", "]", "> ", "<b>", "</b>", "*a ", "x\n"]), min_size=1, max_size=3, unique=True))
def test_a_shape_grows_by_its_own_law(pieces: list[str]) -> None:
    """What is nested at three sizes is nested, not copied, at any other."""
    texts = {n: "".join(piece * n for piece in pieces) for n in (50, 100, 200)}
    shape = speed_growth.grown(texts)
    size = sum(len(piece) for piece in pieces)

    assert shape is not None
    assert shape(size * 1000) == "".join(piece * 1000 for piece in pieces)


def test_numbered_pieces_are_copied(tmp_path: Path) -> None:
    """A law that is not known gives copies of the largest text, as many bytes as wanted."""
    for n in (20, 40):
        text = "".join(f"[{each}]: u\n" for each in range(n))
        (tmp_path / f"labels__{n}.md").write_text(text, encoding="utf-8")
    ((name, shape),) = speed_growth.shapes(tmp_path)

    assert name == "labels"
    assert len(shape(5000)) == 5000
    assert shape(5000).count("[39]: u\n\n\n[0]: u") > 5
    with pytest.raises(ValueError, match="holds no shapes"):
        list(speed_growth.shapes(tmp_path / "elsewhere"))


def test_a_sample_takes_every_kth_file(tmp_path: Path) -> None:
    """The same files each time, about as much as was asked for; everything when that is less."""
    speed_corpus.written(12, tmp_path)
    paths = speed_corpus.found(tmp_path)
    total = sum(path.stat().st_size for path in paths)

    assert speed_corpus.sample(paths, math.ceil(total / 4)) == paths[::4]
    assert speed_corpus.sample(paths, total) == paths
    assert len({path.read_bytes() for path in paths}) == 12


def test_what_linters_pass_by_is_no_corpus(tmp_path: Path) -> None:
    """Hidden folders and node_modules, else another linter would read more than we do."""
    for name in ("a.md", ".hidden/b.md", "node_modules/c.md", "d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a\n", encoding="utf-8")

    assert speed_corpus.found(tmp_path) == [tmp_path / "a.md"]


def test_a_process_is_measured(tmp_path: Path) -> None:
    """Its memory is its own, not that of the one who starts it; how it fails is told."""
    python = (sys.executable, "-I", "-S", "-c")
    spent = spend(Command((*python, "print('said')"), tmp_path))
    more = spend(Command((*python, "a = bytearray(64 << 20); a[::4096] = bytes(len(a[::4096]))"), tmp_path))

    assert spent.output == "said\n"
    assert spent.cpu > 0
    assert more.memory - spent.memory == pytest.approx(64, abs=8)
    with pytest.raises(Failed, match="ended with 7"):
        spend(Command((*python, "raise SystemExit(7)"), tmp_path))
    with pytest.raises(Failed, match="cannot be started: FileNotFoundError"):
        spend(Command((str(tmp_path / "missing"),), tmp_path))
    with pytest.raises(Failed, match=r"took more than 0\.01 s"):
        spend(Command((*python, "while True: pass"), tmp_path), limit=0.01)


def test_a_command_that_fails_is_left_out(tmp_path: Path) -> None:
    """The others are measured all the same."""
    failed: dict[str, Failed] = {}
    commands = {"good": Command(("true",), tmp_path), "bad": Command(("false",), tmp_path, codes=(0,))}

    assert set(interleaved(commands, 2, failed=failed)) == {"good"}
    assert list(failed) == ["bad"]
    with pytest.raises(Failed, match="false ended with 1"):
        interleaved(commands, 1)


def test_a_profile_has_an_area_for_all_time() -> None:
    """What belongs to no area counts for its callers, in proportion, and nothing is lost."""
    dosing, links, find = ("/a/rules/dosing/verdict.py", 1, "f"), ("/a/rules/links.py", 1, "g"), ("~", 0, "find")
    stats = {
        dosing: (1, 1, 2.0, 5.0, {}),
        links: (1, 1, 1.0, 2.0, {}),
        find: (9, 9, 4.0, 4.0, {dosing: (6, 6, 3.0, 3.0), links: (3, 3, 1.0, 1.0)}),
    }

    assert speed_profile.spent(stats) == {"rules: dosing": 5.0, "rules: links": 2.0}
    assert speed_profile.area("/a/lint/references/citations/numbers.py") == "citations"
    assert speed_profile.area("/a/lint/references/read.py") == "references"
    assert speed_profile.area("/b/markdown_it/rules_inline/link.py") == "inline parsing"
    assert speed_profile.area("/usr/lib/python3/re/__init__.py") is None


def test_a_profile_is_printed(corpus: Path) -> None:
    """Every family that runs has a line, and the shares make a whole."""
    shown = CliRunner().invoke(main, ["speed", "--corpus", str(corpus), "--profile"])
    areas = [line.split("  ")[0] for line in shown.output.splitlines()]

    assert shown.exit_code == 0, shown.output
    assert {"rules: dosing", "rules: disclaimer", "references", "projection", "block parsing"} <= set(areas)
    assert areas[-1] == "all"
