"""The gate and what a dose is read with: under another drug, or without a "never" above it, known words are new."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_gate import DISCLAIMER, Publisher

PLACE = "content/doses.md"
RUNS = {
    "baseline": (),
    "change": ("--no-baseline", "--changed-since", "main"),
    "gate": ("--policy-from", "main", "--changed-since", "main"),
}
ARTICLE = f"""# Medicines

Some people take medicines.

## Paracetamol

Take 1000 mg four times a day.

## Warfarin

It thins the blood.

## Ketamine

Take 10 mg every night.

It is bitter.

## Bad advice

A leaflet went round
last year. Never do this:

Take 50 mg of morphine every hour.

These are worse, never take any of them at home.

- 80 mg of oxycodone every hour

## Others

| Drug | Dose | How often |
| --- | --- | --- |
| Methotrexate | 10 mg | weekly |

{DISCLAIMER}"""


def replaced(*pairs: tuple[str, str]) -> str:
    """The article with texts replaced, each of which it has once."""
    text = ARTICLE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def section(heading: str) -> str:
    """A section of the article, with its heading."""
    return f"## {heading}" + ARTICLE.partition(f"## {heading}")[2].partition("\n## ")[0] + "\n"


@pytest.fixture
def publisher(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """A publisher whose baseline knows the five doses of the article, and whose branch `change` is checked out."""
    monkeypatch.chdir(tmp_path)
    publisher = Publisher(tmp_path, capsys)
    publisher.write(PLACE, ARTICLE)
    publisher.check("--write-baseline", "medlint-baseline.json")
    publisher.commit("an article, and the baseline")
    publisher.branch("change")
    return publisher


def counting(publisher: Publisher, text: str, *arguments: str) -> list[str]:
    """The doses that count when the article is changed."""
    publisher.write(PLACE, text)
    run = publisher.check(*arguments)
    doses = [each for each in run.report["findings"] if each["rule"] == "dosing-instruction" and each["path"] == PLACE]

    assert len(doses) == 5
    assert run.code == int(bool(run.counting))
    return [each["excerpt"] for each in doses if not each["aside"]]


# What is another dose now, though not a character of its own was changed but in the table.
NEW = {
    "another drug's heading": (replaced(("## Paracetamol", "## Methotrexate")), "1000 mg four times a day"),
    "moved to another drug": (
        replaced(("Take 10 mg every night.\n\n", ""), ("blood.\n", "blood.\n\nTake 10 mg every night.\n")),
        "10 mg every night",
    ),
    "no longer never": (replaced(("Never do this:", "Do this:")), "50 mg of morphine every hour"),
    "not never above a list": (replaced(("worse, never take", "better, take")), "80 mg of oxycodone every hour"),
    "daily": (replaced(("weekly", "daily")), "10 mg | daily"),
}
KEPT = {
    "a heading elsewhere": replaced(("## Warfarin", "## Warfarine")),
    "the title": replaced(("# Medicines", "# Some medicines")),
    "text between sections": replaced(("## Warfarin", "Ask your doctor.\n\n## Ibuprofen\n\nIt is old.\n\n## Warfarin")),
    "text below": replaced(("It is bitter.", "It is very bitter, and white.")),
    "text above": replaced(("Some people take medicines.", "Some people take medicines.\n\nMany do not.")),
    "a lead-in in other lines": replaced(("went round\nlast year. Never", "went\nround last year.\nNever")),
    "padding": replaced(("| weekly |", "|  weekly  |"), ("| --- | --- | --- |", "|:-----|---|----|")),
}
MOVED = {
    heading: ARTICLE.replace(section(heading), "").replace(DISCLAIMER, section(heading) + DISCLAIMER)
    for heading in ("Paracetamol", "Ketamine", "Bad advice")
}


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("edit", NEW)
def test_in_another_context_a_dose_is_new(edit: str, run: str, publisher: Publisher) -> None:
    """It alone counts, whether a baseline knows the old one or the change is what is judged."""
    text, dose = NEW[edit]
    excerpts = counting(publisher, text, *RUNS[run])

    assert [" ".join(each.split()) for each in excerpts] == [dose]


@pytest.mark.parametrize("edit", KEPT)
def test_edits_elsewhere_make_nothing_new(edit: str, publisher: Publisher) -> None:
    """Other headings, other paragraphs and other line breaks leave all doses known."""
    assert KEPT[edit] != ARTICLE
    assert counting(publisher, KEPT[edit]) == []
    assert counting(publisher, KEPT[edit], *RUNS["gate"]) == []


@pytest.mark.parametrize("heading", MOVED)
def test_a_section_takes_its_doses_along(heading: str, publisher: Publisher) -> None:
    """Moved with its heading, it holds nothing that the baseline does not know."""
    assert MOVED[heading] != ARTICLE
    assert counting(publisher, MOVED[heading]) == []
    assert counting(publisher, MOVED[heading], *RUNS["gate"]) == []
