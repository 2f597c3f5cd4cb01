"""What the text output promises of `--fix`: as many as it then takes care of, and no word where there is nothing."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from lint.cli import main
from tests.lint.test_fixing import DOI, ENTRY, Desk, article

BROKEN = article(
    f"{ENTRY} doi: {DOI}.", f"Roth B. Touch. Pain Rep. 2011;4:55. doi: {DOI.replace('10.', '10,')}2. PMID: 7."
)
PROMISE = "2 of them can be fixed: medlint check --fix --locked content"


@pytest.fixture(name="desk")
def _desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, capsys)


def promise(out: str) -> str:
    """The line that tells what can be fixed, empty when there is none."""
    return next((line for line in out.splitlines() if "can be fixed" in line), "")


def findings(out: str) -> int:
    """How many findings the quiet output lists."""
    return sum(": error: " in line or ": warning: " in line for line in out.splitlines())


def test_what_is_promised_is_fixed(desk: Desk) -> None:
    """The number in the line is by how much there are less when its command has run."""
    desk.write(BROKEN)
    told, before = promise(desk().out), findings(desk("-q").out)
    command = shlex.split(told.partition(": medlint ")[2])
    with pytest.raises(SystemExit):
        main([*command, "--locked"])
    desk.capsys.readouterr()
    after = desk("-q").out

    assert told == PROMISE
    assert before - findings(after) == 2


def test_unsafe_ones_are_counted_apart(desk: Desk) -> None:
    """With `--unsafe-fixes` the author looks over them; where there is nothing else the command names it."""
    unsafe = f"Roth B. Touch. Pain Rep. 2011;4:55. doi: 10.1234/ab c12. PMID: 7. doi: 1O.1234/{DOI[-6:]}"
    desk.write(article(f"{ENTRY} doi: {DOI}.", unsafe))
    both = promise(desk().out)
    desk.write(article(unsafe))
    alone = promise(desk().out)
    look = "(1 more, which you should look over: --unsafe-fixes)"

    assert both == f"1 of them can be fixed: medlint check --fix --locked content {look}"
    assert alone == "1 of them can be fixed: medlint check --fix --unsafe-fixes --locked content"


@pytest.mark.parametrize("arguments", [("-q",), ("--fix",), ("-f", "json"), ("-f", "github")])
def test_where_nobody_needs_it_nothing_is_promised(desk: Desk, arguments: tuple[str, ...]) -> None:
    """Not to a program, not in one line a finding, and not by the run that fixes."""
    desk.write(BROKEN)

    assert promise(desk(*arguments).out) == ""


def test_what_is_waived_is_not_promised(desk: Desk) -> None:
    """Somebody answers for it as it is, and `--fix` leaves it."""
    waiver = "## References\n\n<!-- medlint-ignore missing-pmid: asked the authors -->\n"
    desk.write(article(f"{ENTRY} doi: {DOI}.").replace("## References\n", waiver))

    assert promise(desk().out) == ""


def test_a_fix_that_was_taken_back_is_not_promised(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run has tried it, and says so in another line."""
    desk.write(BROKEN)
    monkeypatch.setattr("lint.fixing._holds", lambda *_: False)
    ran = desk("--fix")

    assert "not fixed, since it would make it worse" in ran.out
    assert promise(ran.out) == ""


def test_a_path_is_named_as_a_shell_takes_it(desk: Desk) -> None:
    """One with a blank in it is quoted, and a fix that was shown alone is not promised for other files."""
    desk.write(BROKEN)
    desk.file.rename(desk.file.with_name("a b.md"))
    with pytest.raises(SystemExit):
        main(["check", "content/a b.md", "--locked"])

    assert (
        promise(desk.capsys.readouterr().out) == "2 of them can be fixed: medlint check --fix --locked 'content/a b.md'"
    )
