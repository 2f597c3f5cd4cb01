"""An article through pandoc and LibreOffice and back: the files that authors send are made by programs like these."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from lint.importing import imported, kind_of
from tests.lint.importing.test_drafts import ARTICLE, DATA, known, report_on

REQUIRED = "MEDLINT_REQUIRE_OFFICE"
_SECONDS = 240
SOURCES = {"first": ARTICLE, "sleep": DATA / "office" / "sleep.md"}
MADE = (
    "{}.docx",  # pandoc's own
    "{}.html",  # a whole page of pandoc: the title in a header of its own
    "{}-fragment.html",  # as it is pasted into a CMS
    "docx/{}-office.docx",  # LibreOffice's, from an .odt
    "docx/{}.docx",  # LibreOffice's, of a Word file that it saved again
    "html/{}-office.html",  # LibreOffice's page: no item of a list has an end tag, footers stand in the text
    "html/{}.html",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each article as each program writes it."""
    found = {name: shutil.which(name) for name in ("pandoc", "soffice")}
    pandoc, soffice = found["pandoc"], found["soffice"]
    if not (pandoc and soffice):
        missing = " and ".join(name for name, path in found.items() if not path)
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but there is no {missing}")
        pytest.skip(f"this needs {missing}")
    folder = tmp_path_factory.mktemp("office")
    for name, source in SOURCES.items():
        for more in (
            ("-o", f"{name}.docx"),
            ("-o", f"{name}-office.odt"),
            ("-o", f"{name}-fragment.html"),
            ("-s", "-o", f"{name}.html"),
            ("-t", "plain", "-o", f"{name}.txt"),
        ):
            _run([pandoc, str(source), *more], folder)
    inputs = [f"{name}{end}" for name in SOURCES for end in (".docx", "-office.odt")]
    for kind in ("docx", "html"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        _run([soffice, profile, "--headless", "--convert-to", kind, "--outdir", kind, *inputs], folder)
    return folder


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=_SECONDS, check=False)
    assert done.returncode == 0, done.stderr.decode()


def plain(text: str) -> str:
    """A text with the quotes of a typewriter: pandoc sets those of a printer, and an import keeps what it is given."""
    return text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})


def same_in_check(text: str, source: str) -> None:
    """Two texts have the same references, in the same state, and the same findings with the same words."""
    ours, theirs = report_on(text), report_on(source)

    assert [row[1:2] + row[4:8] for row in ours.references] == [row[1:2] + row[4:8] for row in theirs.references]
    assert [known(each) for each in ours.findings] == [known(each) for each in theirs.findings]


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("article", SOURCES)
def test_there_and_back(made: Path, article: str, name: str) -> None:
    """What either program makes of an article comes back as the article, byte for byte beside quotation marks."""
    data, source = (made / name.format(article)).read_bytes(), SOURCES[article].read_text(encoding="utf-8")
    kind = kind_of(name, data)
    assert kind
    result = imported(data, kind)

    assert result.difference.is_none
    assert plain(result.markdown) == source
    same_in_check(plain(result.markdown), source)


def test_plain_text(made: Path) -> None:
    """Wrapped at 72 columns it comes back without emphasis, which plain text has none of."""
    source = ARTICLE.read_text(encoding="utf-8")
    result = imported((made / "first.txt").read_bytes(), "text")

    assert result.difference.is_none
    assert plain(result.markdown) == source.replace("*", "")
    same_in_check(plain(result.markdown), source)
