"""SARIF: what stands where, what text from outside may not become, which findings are shown."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import __version__
from lint.finding import Finding
from lint.formats import Layout, renderer
from lint.formats.plain import printable
from lint.formats.sarif import MOST, MOST_NOTIFICATIONS, worst
from lint.formats.sarif_text import message
from lint.report import FileRow, Remark, Report
from tests.lint.formats.judge import named
from tests.lint.formats.sample import HOSTILE, HOSTILE_TEXTS, MISSING, REPORT, RULES, hostile, many

anything = st.text(st.characters(exclude_categories=()), max_size=40)


def run_of(report: Report) -> Any:
    """The one run of the log, read back."""
    (run,) = json.loads(renderer("sarif")(report, Layout()))["runs"]
    return run


def result_of(finding: Finding, **changes: Any) -> Any:
    """The result of one finding, read back."""
    (result,) = run_of(REPORT._replace(findings=(finding,), rules=RULES, **changes))["results"]
    return result


def test_run() -> None:
    """The tool, the category, how the run went and the unit of columns."""
    run = run_of(REPORT._replace(rules=RULES))
    driver = run["tool"]["driver"]
    (invocation,) = run["invocations"]

    assert [driver[key] for key in ("name", "version", "semanticVersion")] == ["medlint", __version__, __version__]
    assert run["automationDetails"] == {"id": "medlint/"}
    assert run["columnKind"] == "unicodeCodePoints"
    assert invocation["startTimeUtc"] == "2026-11-22T09:00:00Z"
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (2, False)
    assert [note["level"] for note in invocation["toolExecutionNotifications"]] == ["error"]
    assert run["properties"]["summary"]["errors"] == 1


def test_rule() -> None:
    """A rule with its page as help, its source as link, and what GitHub sorts alerts by."""
    rules = run_of(REPORT._replace(rules=RULES))["tool"]["driver"]["rules"]

    assert rules[1] == {
        "id": "missing-pmid",
        "name": "MissingPmid",
        "shortDescription": {"text": "A reference without a PMID."},
        "fullDescription": {"text": "A reference without a PMID."},
        "help": {"text": "Another page.\n", "markdown": "Another page.\n"},
        "helpUri": "https://example.org/pmid",
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["medical"], "precision": "high", "problem.severity": "error"},
    }
    assert rules[2]["properties"]["tags"] == ["medical", "safety"]
    assert rules[2]["help"] == {"text": "Tells what dose to take."}


def test_page_is_fit_for_copying() -> None:
    """The braces of an example on a rule's page stay as they are; a placeholder is none."""
    page = 'Write `{"schema": {}}`, not `{0}`.'
    rule = run_of(REPORT._replace(rules=(RULES[0]._replace(page=page),)))["tool"]["driver"]["rules"][0]

    assert rule["help"]["markdown"] == 'Write `{"schema": {}}`, not `{{0}}`.'


def test_rules_that_only_findings_name() -> None:
    """Every result points at a rule, also when the report lists none."""
    run = run_of(REPORT)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]

    assert rules == ["broken-link", "missing-pmid"]
    assert [rules[each["ruleIndex"]] for each in run["results"]] == [each["ruleId"] for each in run["results"]]


def test_result() -> None:
    """A finding with its sentence, remedy, words, lines, fingerprint and fix."""
    assert result_of(MISSING) == {
        "ruleId": "missing-pmid",
        "ruleIndex": 1,
        "level": "error",
        "message": {"text": "Reference 1 has no PMID.\nAdd: PMID: 1.\nThen check again."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "content/x.md", "uriBaseId": "%SRCROOT%"},
                    "region": {
                        "startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 8, "snippet": {"text": "1. Dahan"},
                    },
                    "contextRegion": {
                        "startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 9, "snippet": {"text": "1. Dahan"},
                    },
                }
            }
        ],
        "partialFingerprints": {"medlint/v1": "ba7816bf8f01cfea414140de5dae2223"},
        "suppressions": [],
        "fixes": [
            {
                "description": {"text": "Insert the PMID"},
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "content/x.md", "uriBaseId": "%SRCROOT%"},
                        "replacements": [
                            {
                                "deletedRegion": {"startLine": 3, "startColumn": 8, "endLine": 3, "endColumn": 8},
                                "insertedContent": {"text": " PMID: 1."},
                            }
                        ],
                    }
                ],
                "properties": {"safety": "safe"},
            }
        ],
    }  # fmt: skip


def test_waived_in_the_configuration() -> None:
    """A waiver elsewhere suppresses from outside, with who answers for it, until when and where it stands."""
    assert result_of(HOSTILE)["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "known; approved by Dr. Roe; until 2027-01-31",
            "location": {
                "physicalLocation": {
                    "artifactLocation": {"uri": "medlint.toml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 7},
                }
            },
        }
    ]


def test_waived_in_the_article() -> None:
    """A comment in the article itself suppresses in source."""
    assert HOSTILE.waived is not None
    comment = HOSTILE.waived._replace(path=HOSTILE.path)

    assert result_of(HOSTILE._replace(waived=comment))["suppressions"][0]["kind"] == "inSource"


def test_known_and_outside() -> None:
    """What the baseline knows is suppressed; what is outside of the change says so and is not."""
    run = REPORT.run._replace(baseline="old.json")
    known = result_of(MISSING._replace(aside="baseline"), run=run)["suppressions"][0]
    outside = result_of(MISSING._replace(aside="outside"))

    assert [known["kind"], known["justification"]] == ["external", "known: in the baseline"]
    assert known["location"]["physicalLocation"]["artifactLocation"]["uri"] == "old.json"
    assert [outside["suppressions"], outside["properties"]] == [[], {"aside": "outside the change"}]


def test_worst_of_many() -> None:
    """Of 30,000 findings the errors come first; the run says how many there are."""
    report = many(30_000)
    run = run_of(report)
    note = run["invocations"][0]["toolExecutionNotifications"][0]

    assert [each["level"] for each in run["results"]] == ["error"] * MOST
    assert "worst 5,000 of 30,000 findings" in note["message"]["text"]
    assert run["properties"]["findings"] == 30_000


def test_what_counts_is_worse_than_what_does_not() -> None:
    """No number of old errors hides the one warning that makes the run fail."""
    old = [MISSING._replace(aside="baseline", anchor=str(number)) for number in range(MOST)]
    new = MISSING._replace(severity="warning", path="z.md")
    shown = worst(REPORT._replace(findings=(*old, new)))

    assert shown[0] == new
    assert len(shown) == MOST


def test_remarks_and_rows_are_notifications() -> None:
    """What reviewers should know comes first; of very many notifications the last says how many are left out."""
    rows = tuple(FileRow(f"{number}.md", "skipped", None, "a draft") for number in range(MOST_NOTIFICATIONS + 5))
    report = REPORT._replace(files=rows, remarks=(Remark("medlint.toml", "The gate itself is changed."),))
    notes = run_of(report)["invocations"][0]["toolExecutionNotifications"]

    assert [notes[0]["level"], notes[0]["message"]["text"]] == ["warning", "The gate itself is changed."]
    assert notes[1]["message"]["text"] == "0.md: skipped: a draft"
    assert notes[-1]["message"]["text"] == "6 more notifications left out here."


def test_bases_are_described() -> None:
    """Every base that a location names is described, and none is an address on this machine."""
    run = run_of(
        REPORT._replace(findings=tuple(MISSING._replace(path=path) for path in ("x", "../x", "../../x", "/x")))
    )

    assert run["originalUriBaseIds"] == {
        "%PARENT1%": {"description": {"text": "The folder 1 level above the one in which medlint was run."}},
        "%PARENT2%": {"description": {"text": "The folder 2 levels above the one in which medlint was run."}},
        "%ROOT%": {"description": {"text": "The root of the file system."}},
        "%SRCROOT%": {"description": {"text": "The folder in which medlint was run."}},
    }


@given(anything)
def test_message_holds_no_placeholder_and_no_link(text: str) -> None:
    """A reader that knows sections 3.11.5 and 3.11.6 finds text alone, and the text is what was said."""
    told = str(message(text)["text"])

    assert re.search(r"\{\d+\}", told.replace("{{", "").replace("}}", "")) is None
    assert "](" not in told
    assert told.replace("{{", "{").replace("}}", "}").replace("] (", "](") == "\n".join(
        printable(line).replace("] (", "](") for line in text.split("\n")
    )


def test_long_texts_are_cut() -> None:
    """A message and a snippet of any length stay readable."""
    result = result_of(MISSING._replace(message="x" * 9_000, excerpt="y" * 9_000))
    place = result["locations"][0]["physicalLocation"]

    assert result["message"]["text"] == "x" * 1_999 + "…"
    assert place["region"]["snippet"]["text"] == "y" * 999 + "…"


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=named)
def test_hostile(text: str) -> None:
    """One log in ASCII whose strings are text: nothing to obey, nothing hidden, no half of a character."""
    output = renderer("sarif")(hostile(text), Layout())
    (run,) = json.loads(output)["runs"]

    assert output.isascii()
    assert not re.search("[\0-\x09\x0b-\x1f\x7f]", output)
    json.dumps(run, ensure_ascii=False).encode("utf-8")
    for result in run["results"]:
        assert result["message"]["text"].strip()
        assert printable(result["message"]["text"].replace("\n", "")) == result["message"]["text"].replace("\n", "")
