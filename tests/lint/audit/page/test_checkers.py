"""The audit's page as those see it who check pages: axe-core, the Nu HTML checker and html-validate find nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lint.audit.document import Document
from lint.audit.page import pages
from tests.browser import Chromium
from tests.lint.audit.sample import hostile, many, small
from tests.npm import REQUIRED, Packages

_AXE = "axe-core@4.14.1"
_NU = "vnu-jar@26.9.27"
_HTML_VALIDATE = "html-validate@10.17.0"  # the last one for Node 20
# What html-validate imports, by exact versions: npm itself would take what is newest on the day of the test.
_IMPORTED = (
    "ajv@8.20.0",
    "fast-deep-equal@3.1.3",
    "fast-uri@3.1.9",
    "json-schema-traverse@1.0.0",
    "require-from-string@2.0.2",
    "@sidvind/better-ajv-errors@5.0.0",
    "@html-validate/stylish@5.2.0",
    "kleur@4.1.5",
    "semver@7.8.6",
)
_SECONDS = 300
_HOSTILE = "</script><script>alert(1)</script> \"'` & <b> \u202e5 mg\0 ]]> \ud800 {{ x }} \ufffe \x1b é"
_DOCUMENTS: dict[str, Callable[[], Document]] = {
    "small": small,
    "hostile": lambda: hostile(_HOSTILE),
    "empty": lambda: hostile(""),
    "many": lambda: many(20),
}

_RULES = """
const { HtmlValidate, StaticConfigLoader } = require("html-validate/browser");
const fs = require("node:fs");
const loader = new StaticConfigLoader({ extends: ["html-validate:recommended", "html-validate:a11y"] });
(async () => {
  for (const file of process.argv.slice(2)) {
    const report = await new HtmlValidate(loader).validateString(fs.readFileSync(file, "utf8"));
    for (const { messages } of report.results)
      for (const { ruleId, message, line, column } of messages)
        console.log(`${file.split("/").slice(-3).join("/")}:${line}:${column}: ${ruleId}: ${message}`);
  }
})();
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The index of each document, and as of a site its index with some of its articles' pages."""
    written, folder = [], tmp_path_factory.mktemp("pages")
    for called, document in _DOCUMENTS.items():
        for kind, site in (("alone", False), ("site", True)):
            for name, html in list(pages(document(), site=site))[:3]:
                file = folder / called / kind / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(html, "utf-8")
                written.append(file)
    return written


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but {name} is not installed")
        pytest.skip(f"this needs {name}, which is not installed")
    return path


def _run(command: list[str]) -> str:
    """What it prints to either stream; its exit code says no more than that it has found something."""
    run = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=_SECONDS, check=False
    )
    return run.stdout


def _nu(jar: Path, files: list[Path]) -> list[str]:
    """The messages of the Nu HTML checker, warnings as well."""
    told = json.loads(_run([_program("java"), "-jar", str(jar), "--format", "json", "--stdout", *map(str, files)]))
    return [
        f"{each['url'].rpartition('/')[2]}: {each['type']}: {each['message']}: {each.get('extract', '')}"
        for each in told["messages"]
    ]


def _modules(folder: Path, npm_package: Packages) -> Path:
    """A script beside the modules that it imports."""
    for package in (_HTML_VALIDATE, *_IMPORTED):
        link = folder / "node_modules" / package.rpartition("@")[0]
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(npm_package(package))
    script = folder / "validate.js"
    script.write_text(_RULES, "utf-8")
    return script


def _html_validate(script: Path, files: list[Path]) -> list[str]:
    # A module looks for those that it imports beside the link to it, not beside the folder that the link leads to.
    options = ["--preserve-symlinks", "--preserve-symlinks-main"]
    return _run([_program("node"), *options, str(script), *map(str, files)]).splitlines()


def test_nu_finds_nothing(files: list[Path], npm_package: Packages) -> None:
    """The checker of the W3C has no error and no warning."""
    jar = npm_package(_NU) / "build" / "dist" / "vnu.jar"

    assert _nu(jar, files) == []


def test_html_validate_finds_nothing(files: list[Path], tmp_path: Path, npm_package: Packages) -> None:
    """Its recommended rules and those of accessibility are kept."""
    assert _html_validate(_modules(tmp_path / "validate", npm_package), files) == []


def _is_of_its_kind(file: Path) -> bool:
    """Whether it is one of those that together have every kind of element: axe takes seconds for each."""
    return file.match("small/alone/*.html") or file.match("hostile/alone/*.html") or file.match("small/site/*/*.html")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing(
    files: list[Path], chromium: Chromium, npm_package: Packages, scheme: str, width: int
) -> None:
    """No violation of accessibility, wide and narrow, light and dark, folded and unfolded."""
    axe = (npm_package(_AXE) / "axe.min.js").read_text("utf-8")
    with chromium.window(width=width) as window:
        window.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for file in filter(_is_of_its_kind, files):
            page = window.go(file)
            page.evaluate(axe)
            for unfold in (
                "() => undefined",
                "() => document.querySelectorAll('details').forEach((e) => e.open = true)",
            ):
                page.evaluate(unfold)
                found = page.evaluate("async () => (await axe.run()).violations")

                assert [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found] == []


def test_the_checkers_find_what_is_wrong(tmp_path: Path, chromium: Chromium, npm_package: Packages) -> None:
    """A page with faults is none that they pass: they do run."""
    bad = tmp_path / "bad.html"
    bad.write_text("<!DOCTYPE html><title>x</title><p><img src=x><b>a</p></b><p id=a><p id=a>", "utf-8")
    with chromium.window() as window:
        page = window.go(bad, scripts=False)
        page.evaluate((npm_package(_AXE) / "axe.min.js").read_text("utf-8"))
        found = page.evaluate("async () => (await axe.run()).violations.map((each) => each.id)")

    assert "image-alt" in found
    assert any("alt" in each for each in _nu(npm_package(_NU) / "build" / "dist" / "vnu.jar", [bad]))
    script = _modules(tmp_path / "validate", npm_package)
    assert any("no-dup-id" in each for each in _html_validate(script, [bad]))
