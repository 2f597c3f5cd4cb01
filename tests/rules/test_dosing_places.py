"""Laws of where a dose can hide: what stands above is handed on, whatever the size and depth of the document."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules.dosing
from lint.finding import Hit
from lint.testing import page
from rules.dosing import FAMILY
from rules.dosing.context import Context, merged
from rules.dosing.topics import FOOD, SUBJECTS, TOLD, topics

ITEM = "10 mg every morning"
# What hands on its drug to the lines below: a heading, a lead-in, a parent item, a term, a label, a collapsed question.
CARRIERS: tuple[Callable[[str], str], ...] = (
    "## Bisoprolol\n\n- {}\n".format,
    "Bisoprolol:\n\n- {}\n".format,
    "- Bisoprolol\n    - {}\n".format,
    "- Heart\n    - bisoprolol\n        1. {}\n".format,
    "Bisoprolol\n: {}\n".format,
    "**Bisoprolol**\n\n{}\n".format,
    "<p>Bisoprolol:</p>\n<ul>\n<li>{}</li>\n</ul>\n".format,
    "Bisoprolol[^1] is an option.\n\n[^1]: {}\n".format,
    "| Bisoprolol |\n| --- |\n| {} |\n".format,
    "## Bisoprolol\n\n### Adults\n\n- {}\n".format,
)
# What tells of something else: the same line below it is no instruction.
ELSEWHERE = (
    "## Tried before\n\n- {}\n",
    "What I have tried:\n\n- {}\n",
    "## The studies\n\n1. {}\n",
    "The patients received:\n\n- {}\n",
    "| Arm | n | What was given |\n| --- | --- | --- |\n| A | 20 | {} |\n",
    "| Time | Event |\n| --- | --- |\n| 26 h | {} |\n",
)
PLAIN = "Take 20 mg at night."
WORDS = Path(rules.dosing.__file__).with_name("words")
# Lists of words that are looked for in sentences, and not in headings.
IN_SENTENCES = ("drinks", "follows", "untold")
OTHER_HEADERS = ("Price", "Cost", "Strength", "Contains", "Pack size", "Normal range", "Tablets", "Ingredients")
SUBJECT_LINES = {
    "## What to eat\n\n{}\n": ("- Oats: 40 g a day", "1. Take 30 g of nuts every day", "Two spoons of oil a day."),
    "## Exercise\n\n{}\n": ("- Squats, 3 times a day", "1. Start with 5 minutes twice daily", "Repeat every morning."),
    "## Your dialysis\n\n{}\n": ("- Flow: 300 mL/min", "1. Four hours three times a week", "No more than 13 mL/kg/h."),
    "## Measuring at home\n\n{}\n": ("- Take two readings daily", "1. Twice a day for a week", "Repeat every morning."),
    "## Blood tests\n\n{}\n": ("- 10 mL in the morning", "1. Every 3 months", "It is repeated every six weeks."),
}


def hits(text: str) -> list[Hit]:
    """What the family reports."""
    return list(FAMILY.check(page(text)))


def said(text: str) -> list[str]:
    """The rules that report a text."""
    return [hit.rule for hit in hits(text)]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_schedule_alone_counts_below_the_name_of_a_drug(carrier: Callable[[str], str]) -> None:
    """A frequency below a drug tells how often to take it, in every kind of block that can stand below it."""
    document = carrier("twice daily")
    found = hits(document)

    assert [hit.rule for hit in found] == ["dosing-instruction"]
    assert document[found[0].span.start : found[0].span.end] == "twice daily"


@pytest.mark.parametrize("document", ELSEWHERE)
def test_what_was_done_is_handed_on_to_the_lines_below(document: str) -> None:
    """The same line that instructs on its own is a report below a history, a study or a course."""
    line = f"bisoprolol {ITEM}"

    assert said(f"- {line}") == ["dosing-instruction"]
    assert said(document.format(line)) == ["study-dose"]


@pytest.mark.parametrize(
    ("document", "line"), [(document, line) for document, lines in SUBJECT_LINES.items() for line in lines]
)
def test_sections_on_other_matters_are_silent_until_a_drug_is_named(document: str, line: str) -> None:
    """Food, exercise, machines, measuring and tests: only a drug that is taken counts there."""
    assert said(document.format(line)) == []
    assert said(document.format("Take one tablet of bisoprolol twice a day.")) == ["dosing-instruction"]


@pytest.mark.parametrize("heading", ["Dosage", "Ramipril", "How much to take"])
@pytest.mark.parametrize("outer", ["## What to eat", "## Exercise", "## Tried before", "## Trials"])
def test_the_nearer_heading_wins(outer: str, heading: str) -> None:
    """A heading that names a dose or a drug speaks of it below any other heading."""
    document = f"{outer}\n\n### {heading}\n\nTake one tablet twice a day.\n"

    assert said(document) == ["dosing-instruction"]


@pytest.mark.parametrize("name", ["FastCaps Ibuprofen 400 mg", "Zyxan 2mg", "Loratadine 10 mg tablets, 30 pack"])
@pytest.mark.parametrize("document", ["# {}\n", "### {}\n", '<h1 class="name">{}</h1>\n', '---\ntitle: "{}"\n---\n'])
def test_the_name_of_a_product_is_silent_as_a_heading(document: str, name: str) -> None:
    """A name and a strength tell nobody to take anything; with a schedule they do."""
    assert said(document.format(name)) == []
    assert said(document.format("Ibuprofen 400 mg twice daily")) == ["dosing-instruction"]


def test_the_unit_of_a_column_belongs_to_its_numbers() -> None:
    """A bare number is read with the unit of its header or of the rows above, and the place is that of the number."""
    document = "| Drug | Dose (mg) |\n| --- | --- |\n| Ramipril | 2.5 |\n| Bisoprolol | 5 |\n"
    found = hits(document)

    assert [document[hit.span.start : hit.span.end] for hit in found] == ["2.5", "5"]
    assert [hit.message.split(" tells")[0] for hit in found] == ['"2.5 mg"', '"5 mg"']


def test_a_sentence_over_the_items_of_a_list_is_one_finding() -> None:
    """Fragments that make one regimen together are one finding; a list of medicines is one for each."""
    assert len(hits("1. Two\n2. tablets of bumetanide\n3. each morning\n")) == 1
    assert len(hits("- bumetanide 1 mg\n- ramipril 5 mg\n- bisoprolol 5 mg\n")) == 3


def test_a_note_may_stand_before_the_sentence_that_cites_it() -> None:
    """The place of a footnote in the file does not matter, and an uncited one is read alone."""
    note, sentence = "[^e]: Twice daily.\n", "Bisoprolol[^e] is an option.\n"

    assert said(f"{note}\n{sentence}") == said(f"{sentence}\n{note}") == ["dosing-instruction"]
    assert said(note) == []


def _phrases(column: bool) -> list[str]:
    """What the list of topics holds for headings, or for headers of tables."""
    lines = [line.partition(": ") for line in (WORDS / "topics.txt").read_text(encoding="utf-8").splitlines()]
    entries = {
        phrase.strip("^").replace("_", " ")
        for name, colon, phrases in lines
        if colon and name[0] != "#" and name not in IN_SENTENCES and name.startswith("column-") is column
        for phrase in phrases.split()
    }
    return sorted(entries)


@pytest.mark.parametrize("document", ["## {}\n\n{}\n", "# {}\n\n## Attack\n\n{}\n", "## {}\n\n- {}\n"])
def test_no_heading_silences_an_order(document: str) -> None:
    """A plain order is reported as one below each heading that speaks of something else."""
    silent = [
        heading
        for heading in _phrases(column=False)
        if said(document.format(heading.capitalize(), PLAIN)) != ["dosing-instruction"]
    ]

    assert silent == []


def test_no_column_silences_an_order() -> None:
    """A plain order in a cell is reported as one beside a drug, whatever the header of its column."""
    table = "| Drug | {} |\n| --- | --- |\n| Zyxalopril | {} |\n"
    headers = [*_phrases(column=True), *_phrases(column=False), *OTHER_HEADERS]
    silent = [header for header in headers if said(table.format(header, PLAIN)) != ["dosing-instruction"]]

    assert silent == []


@pytest.mark.parametrize("header", ["Cost and dose", "Pack size and dose", "Tablet strength and how to take"])
def test_a_header_that_names_a_dose_is_of_doses(header: str) -> None:
    """A column of prices or packs and of doses is no column of prices."""
    assert said(f"| Medicine | {header} |\n| --- | --- |\n| Zyxalopril | 28 pieces; 20 mg at night |\n") == [
        "dosing-instruction"
    ]


@pytest.mark.parametrize("cell", ["400 mg tablets", "28", "3 to 5 mmol/L", "400 mg (white)", "£3.50"])
@pytest.mark.parametrize("header", ["Strength", "Price", "Pack size", "Normal range"])
def test_amounts_below_strengths_and_prices_are_silent(header: str, cell: str) -> None:
    """What a tablet contains or costs is no dose."""
    assert said(f"| Drug | {header} |\n| --- | --- |\n| Ibuprofen | {cell} |\n") == []


def test_it_takes_two_columns_of_a_study() -> None:
    """One column of responses beside doses makes no study of a table; two do, and so does a first one of arms."""
    row = "| --- | --- | --- |\n| {} | 5 mg daily | good |\n"
    for column in ("Response", "Outcome", "Results", "Event", "Evidence", "Participants", "Placebo", "Ergebnis"):
        assert said(f"| Drug | Dose | {column} |\n{row.format('Ramipril')}") == ["dosing-instruction"], column
    for first, column in (("Arm", "Notes"), ("Trial", "Notes"), ("Participants", "Notes"), ("Event", "Response")):
        assert said(f"| {first} | Dose of ramipril | {column} |\n{row.format('A')}") == ["study-dose"], first


@pytest.mark.parametrize("title", ["Gout and diet", "Gicht und Ernährung", "Goutte et alimentation", "Gota y dieta"])
def test_a_title_of_two_things_speaks_of_neither(title: str) -> None:
    """Below a title such as "Gout and diet" a line without a verb is a dose; below "Diet" alone food has the word."""
    line = "2.5 mg of zyxalopril with each meal"

    assert said(f"# {title}\n\n{line}\n") == said(f"# {title}\n\n## Attack\n\n{line}\n") == ["dosing-instruction"]


CONTEXTS = st.builds(
    Context,
    drug=st.sampled_from(["", "the heading"]),
    dose=st.sampled_from(["", "the line above"]),
    listed=st.just(False),  # what stands above makes no item
    aside=st.booleans(),
    told=st.integers(0, 2),
    subject=st.sampled_from(["", FOOD]),
    titled=st.just(False),
)


@given(CONTEXTS, CONTEXTS)
def test_the_nearer_text_wins(near: Context, far: Context) -> None:
    """Nothing that the nearer text says is lost, and a text that says nothing changes nothing."""
    both = merged(near, far)

    assert merged(near, Context()) == near
    assert merged(Context(), far) == far
    assert (both.drug, both.dose) == (near.drug or far.drug, near.dose or far.dose)
    assert both.told >= near.told
    assert both.subject in (near.subject, far.subject)


def test_topics_are_told_in_every_language() -> None:
    """Headings of studies and of food are known in the seven languages, with and without accents and capitals."""
    for heading in (
        "The Trials",
        "Was die Forschung sagt",
        "Les études",
        "Estudios",
        "Os estudos",
        "Casus",
        "Gli studi",
    ):
        assert {TOLD, "case"} & topics(heading), heading
    for heading in (
        "Food and drink",
        "Ernährung",
        "Alimentation",
        "Alimentación",
        "O que comer",
        "Voeding",
        "A tavola",
    ):
        assert FOOD in topics(heading), heading
    assert topics("How to take it") & {TOLD, *SUBJECTS} == frozenset()


PIECES = (
    "# Bisoprolol",
    "## Food",
    "- Take:",
    "    - 5 mg daily",
    "        1. two tablets",
    "Note[^1]",
    "[^1]: once a day",
    "| Dose (mg) | n |\n| --- | --- |\n| 5 | 20 |",
    "**Label**",
    "Term\n: 1-0-1",
    "<details><summary>Forgot?</summary>\n\nTake it.\n\n</details>",
    "<ul><li>one tablet</li><li>at night</li></ul>",
    "خذ 5 mg مرتين يوميا",
    "服用 5 mg 每日两次",
    "![Two tablets daily](a.png)",
    "1. One\n2. tablet\n3. daily",
)


@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(["\n", "\n\n"]))
@settings(max_examples=120, deadline=None)
def test_any_arrangement_is_read_with_exact_places(pieces: list[str], between: str) -> None:
    """Whatever stands above whatever, findings lie inside the document and no two of a rule share their place."""
    document = between.join(pieces)
    found = hits(document)

    assert all(0 <= hit.span.start < hit.span.end <= len(document) for hit in found)
    assert len({(hit.rule, hit.span) for hit in found}) == len(found)


def test_bad_input_is_read_to_its_end() -> None:
    """A long sentence, many numbers, deep lists, right-to-left and mixed scripts: the dose at the end has its place."""
    dose = "Take 5 mg of bisoprolol twice daily."
    long = "the heart and the vessels are spoken of here, " * 110
    deep = "".join(f"{'    ' * depth}- level\n" for depth in range(20))
    for before in (
        long + "and so on. ",
        "7 " * 10_000 + "\n\n",
        deep + "\n\n",
        "اقرأ النشرة قبل الاستعمال. ",
        "服用前请阅读说明书。 ",
    ):
        document = before + dose
        found = [hit for hit in hits(document) if hit.rule == "dosing-instruction"]

        assert [document[hit.span.start : hit.span.end] for hit in found] == ["5 mg of bisoprolol twice daily"]


def _table(size: int) -> str:
    return "| Drug | Dose (mg) |\n| --- | --- |\n" + "| Ramipril | 5 |\n" * size


def _nested(size: int) -> str:
    return ("- Ramipril\n    - adults:\n        - 5 mg daily\n") * size


def _deep(size: int) -> str:
    """Lists of 20 levels, one behind the other."""
    return "".join(f"{'    ' * (line % 20)}- 5 mg daily\n" for line in range(size))


def _notes(size: int) -> str:
    return "".join(f"Ramipril[^{n}] helps.\n\n[^{n}]: Twice daily.\n\n" for n in range(size))


def _sections(size: int) -> str:
    return "".join(f"{'#' * (n % 6 + 1)} Ramipril {n}\n\n5 mg daily.\n\n" for n in range(size))


def _fragments(size: int) -> str:
    return "1. one\n2. tablet\n3. daily\n\ntext\n\n" * size


def _sentence(size: int) -> str:
    return "- Ramipril:\n    - 5 mg daily, " + "and when the heart is weak, " * size


@pytest.mark.parametrize("shape", [_table, _nested, _deep, _notes, _sections, _fragments, _sentence])
def test_time_is_linear_in_the_size_of_a_document(shape: Callable[[int], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the rows, levels, notes, sections or words take about four times as long, read for the first time."""
    monkeypatch.setattr("lint.memory.LONGEST", -1)

    def cost(size: int) -> float:
        document = page(shape(size))  # the time to parse is not measured
        best = 1e9
        for _ in range(3):
            begin = time.process_time()
            list(FAMILY.check(document))
            best = min(best, time.process_time() - begin)
        return best

    cost(20)

    assert cost(400) < 10 * cost(100) + 0.01


def test_a_table_of_two_thousand_rows_has_a_finding_for_each() -> None:
    """No row is lost, none is reported twice, and every place is the number of its row."""
    document = _table(2000)
    found = hits(document)

    assert len({hit.span for hit in found}) == len(found) == 2000
    assert {document[hit.span.start : hit.span.end] for hit in found} == {"5"}
