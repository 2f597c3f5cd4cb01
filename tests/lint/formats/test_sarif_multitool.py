"""SARIF before two judges that are not ours: Microsoft's multitool, and the JSON schema that comes with it."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lint.finding import Finding
from lint.formats import Layout, renderer
from lint.report import Report
from tests.lint.formats.sample import HOSTILE_TEXTS, REPORT, RULES, hostile, many
from tests.npm import Packages

VERSION = "5.7.0"
EMPTY = REPORT._replace(files=(), findings=(), references=(), citations=(), rules=RULES)


def all_hostile() -> Report:
    """All hostile reports in one: the multitool takes a fifth of a second for each file."""
    reports = [hostile(text) for text in HOSTILE_TEXTS]
    findings: tuple[Finding, ...] = sum((report.findings for report in reports), ())
    return reports[0]._replace(
        files=sum((report.files for report in reports), ()),
        findings=findings,
        remarks=sum((report.remarks for report in reports), ()),
    )


REPORTS = {
    "empty": EMPTY,
    "normal": REPORT._replace(rules=RULES),
    "without-rules": REPORT,
    "hostile": all_hostile(),
    "many": many(30_000)._replace(rules=RULES),
}


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the log of every report, and one whose result lacks its message, which any judge must refuse."""
    folder = tmp_path_factory.mktemp("logs")
    for name, report in REPORTS.items():
        (folder / f"{name}.sarif").write_text(renderer("sarif")(report, Layout()), encoding="utf-8")
    broken = json.loads((folder / "normal.sarif").read_text("utf-8"))
    del broken["runs"][0]["results"][0]["message"]
    (folder / "broken.sarif").write_text(json.dumps(broken), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def multitool(npm_package: Packages) -> Path:
    """The folder of the multitool for this machine."""
    systems = {"linux": "linux", "darwin": "darwin"}
    if sys.platform not in systems or platform.machine() not in ("x86_64", "AMD64"):
        pytest.skip("there is no multitool for this machine")
    return npm_package(f"@microsoft/sarif-multitool-{systems[sys.platform]}@{VERSION}")


def test_multitool_finds_no_error(multitool: Path, logs: Path, tmp_path: Path) -> None:
    """No error and no warning by the rules of SARIF and of GitHub, but for the log that is broken.

    One of its rules asks whether addresses can be reached: the proxies lead to a closed port.
    """
    binary = multitool / "Sarif.Multitool"
    binary.chmod(0o755)
    output = tmp_path / "found.sarif"
    nowhere = "http://127.0.0.1:9"
    environment = {
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",  # it needs no ICU
        "DOTNET_GCgen0size": "0x10000000",  # 256 MiB: half of its time went into collecting garbage
        "HTTP_PROXY": nowhere,
        "HTTPS_PROXY": nowhere,
    }
    kinds, levels = ("--rule-kind", "Sarif;Ghas"), ("--level", "Error;Warning")
    done = subprocess.run(
        [binary, "validate", *sorted(logs.iterdir()), *kinds, *levels, "--output", output, "--quiet"],
        env=os.environ | environment, cwd=tmp_path, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    (run,) = json.loads(output.read_text("utf-8-sig"))["runs"]
    found = Counter((_name(result), result.get("level", "warning")) for result in run["results"])

    assert done.returncode == 0, done.stdout.decode()
    assert f"Done. {len(REPORTS) + 1} files scanned." in done.stdout.decode()
    assert list(found) == [("broken.sarif", "error")], _told(run)


def _name(result: Any) -> str:
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]).rpartition("/")[2]


def _told(run: Any) -> list[Any]:
    return [(_name(result), result["ruleId"], result["message"]) for result in run["results"]][:20]


def test_schema(multitool: Path, logs: Path) -> None:
    """Every log is valid, and each hostile report by itself; the broken one is not."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json.loads((multitool / "sarif-2.1.0.json").read_text("utf-8-sig")))
    outputs = {path.stem: path.read_text("utf-8") for path in sorted(logs.iterdir())}
    outputs |= {text: renderer("sarif")(hostile(text), Layout()) for text in HOSTILE_TEXTS}

    assert [name for name, output in outputs.items() if not validator.is_valid(json.loads(output))] == ["broken"]
