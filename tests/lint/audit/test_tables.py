"""The tables of an audit: one row each, one cell a column, nothing invented where nothing is known."""

from __future__ import annotations

from lint.audit.sections import Gap
from lint.audit.tables import Cell, Table, exemptions, rules, tables
from tests.lint.audit.sample import hostile, many, small


def _cells(table: Table, row: int) -> dict[str, Cell]:
    return dict(zip(table.header, table.rows[row], strict=True))


def test_every_finding_reference_and_file_has_its_row() -> None:
    """The three tables have as many rows as the document, in its order."""
    document = small()
    findings, references, files = tables(document)

    assert [findings.name, references.name, files.name] == ["findings", "references", "files"]
    assert [each["fingerprint"] for each in document["findings"]] == [row[-1] for row in findings.rows]
    assert [each["text"] for each in document["references"]] == [
        _cells(references, row)["text"] for row in range(len(references.rows))
    ]
    assert [each["path"] for each in document["files"]] == [row[0] for row in files.rows]


def test_every_row_is_as_wide_as_its_header_and_no_column_is_named_twice() -> None:
    """A table is a rectangle, whatever the document holds."""
    for document in (small(), hostile("=1+1"), many(2), many(1, 0, 0)):
        for table in (*tables(document), exemptions(document), rules(document)):
            assert len(table.header) == len(set(table.header))
            assert {len(table.header)} >= {len(row) for row in table.rows}


def test_a_waived_finding_names_who_answers_for_it() -> None:
    """The reason, the approver, the last day and the place of a waiver stand in the row of the finding."""
    row = _cells(tables(small())[0], 1)

    assert (
        row["standing"],
        row["waiver_reason"],
        row["waiver_approver"],
        row["waiver_until"],
        row["waiver_path"],
        row["waiver_line"],
    ) == ("waived", "quoted from the guideline", "Dr. Roe", "2027-01-31", "medlint.toml", 7)


def test_an_open_finding_has_no_waiver() -> None:
    """Cells of a waiver that does not exist are empty, not the text None."""
    row = _cells(tables(small())[0], 0)

    assert [value for name, value in row.items() if name.startswith("waiver_")] == [None] * 5


def test_the_source_of_the_rule_stands_beside_the_finding() -> None:
    """An auditor need not look the rule up."""
    assert _cells(tables(small())[0], 0)["rule_source"] == "https://example.org/guideline"


def test_a_compared_field_has_three_cells() -> None:
    """What the entry says, what the record says, and the outcome."""
    row = _cells(tables(small())[1], 0)

    assert (row["year_stated"], row["year_recorded"], row["year_outcome"]) == ("2009", "2010", "differs")
    assert (row["volume_stated"], row["volume_recorded"], row["volume_outcome"]) == ("", "147", "unstated")


def test_what_nobody_compared_is_empty() -> None:
    """A reference that nobody confirmed has no outcome, no age and no moment: three values where there are three."""
    references = tables(small())[1]
    row = next(_cells(references, n) for n, cells in enumerate(references.rows) if "no-identifier" in cells)

    assert [value for name, value in row.items() if name.endswith(("_stated", "_recorded", "_outcome"))] == [None] * 18
    assert (row["age_days"], row["checked"], row["doi"], row["pmid"]) == (None, None, None, None)


def test_a_notice_is_told_with_date_and_link() -> None:
    """Each notice is a line of its own, with what is known of it."""
    document = small()
    retracted = next(each for each in document["references"] if each["state"] == "retracted")
    retracted["evidence"]["notices"][0]["link"] = "https://doi.org/10.1234/retraction"
    retracted["evidence"]["notices"].append({"kind": "concern", "date": "", "identifier": "", "source": "pubmed"})
    references = tables(document)[1]
    row = next(_cells(references, n) for n, cells in enumerate(references.rows) if "retracted" in cells)

    assert row["notices"] == (
        "retraction, 2024-03-01, 10.1234/retraction, crossref, https://doi.org/10.1234/retraction\nconcern, pubmed"
    )


def test_what_could_not_be_judged_stands_beside_the_file() -> None:
    """A file that was checked, but not by every rule, is not told as checked alone."""
    document = small()
    gap: Gap = {"path": "", "cause": "part", "rules": ["a", "b"], "reason": "no"}
    document["audit"]["coverage"]["gaps"].append(gap)
    files = tables(document)[2]

    assert _cells(files, 0)["not_judged"] == (
        "part: a, b (no)\nlanguage: dosing-instruction (It is in Swedish.)\nrule-off: mismatched-number (switched off)"
    )
    assert _cells(files, 1)["not_judged"] == "part: a, b (no)"
    assert _cells(files, 2)["not_judged"] is None  # it was not checked at all


def test_days_are_numbers() -> None:
    """Ages and days left can be sorted and summed."""
    document = small()

    assert _cells(tables(document)[1], 0)["age_days"] == 6
    assert [_cells(exemptions(document), row)["days_left"] for row in (0, 1)] == [67, -24]
