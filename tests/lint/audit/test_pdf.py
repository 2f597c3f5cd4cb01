"""Printing to PDF: with the Chromium that is installed, and with programs that fail in every way one can fail."""

from __future__ import annotations

import base64
import gzip
import os
import re
import zlib
from pathlib import Path

import pytest

from lint.audit import pdf
from lint.audit.pdf import CHROMIUM, PdfError, find, print_page

REQUIRED = "MEDLINT_REQUIRE_BROWSER"
_ROWS = 60
_POSIX = pytest.mark.skipif(os.name == "nt", reason="the program of the test is a script of the shell")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page as the report has them: rows that a script unpacks, details that it opens, and a request."""
    rows = "".join(f'<div class="row">row {n}</div>' for n in range(_ROWS))
    packed = base64.b64encode(gzip.compress(rows.encode(), mtime=0)).decode()
    path = tmp_path / "page of 100% #1?.html"
    path.write_text(
        f"""<!doctype html><meta charset="utf-8"><title>report</title>
<style>.row, .opened {{ break-after: page }}</style>
<details><summary>more</summary><div class="opened">opened</div></details><main></main>
<script type="text/plain">{packed}</script>
<script>
const packed = document.querySelector("script").textContent;
const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0));
const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
new Response(unpacked).text().then(rows => document.querySelector("main").innerHTML = rows);
addEventListener("beforeprint", () => document.querySelector("details").open = true);
</script>
""",
        "utf-8",
    )
    return path


@pytest.fixture
def browser() -> Path:
    """The browser that is installed; without one the test is skipped, or fails where one is required."""
    try:
        return find()
    except PdfError as error:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but {error}")
        pytest.skip(str(error))


def _program(folder: Path, script: str) -> Path:
    """A program that stands in for the browser."""
    path = folder / "browser of the test"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


def _pages(content: bytes) -> int:
    """How many pages a PDF has; objects may stand in compressed streams."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
    inflated = [zlib.decompressobj().decompress(stream) for stream in streams if stream[:1] == b"x"]
    return sum(len(re.findall(rb"/Type ?/Page\b", part)) for part in (content, *inflated))


def test_the_page_is_printed_with_all_of_its_rows(browser: Path, page: Path, tmp_path: Path) -> None:
    """The script has unpacked the rows and opened the details before it is printed: each makes a page of paper."""
    target = tmp_path / "report.pdf"
    print_page(page, target)
    content = target.read_bytes()

    assert content.startswith(b"%PDF-")
    assert _pages(content) >= _ROWS + 1
    assert sorted(tmp_path.iterdir()) == sorted([page, target])


def test_without_a_browser_the_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, page: Path, tmp_path: Path
) -> None:
    """Install one, name one, or print from the browser; no file is left."""
    monkeypatch.delenv(CHROMIUM, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "_places", lambda *_: ())
    with pytest.raises(PdfError, match=r"install one .*apt-get install chromium.*MEDLINT_CHROMIUM.*print index\.html"):
        find()
    with pytest.raises(PdfError):
        find({}, "linux")


def test_a_named_program_that_is_none_is_told(tmp_path: Path) -> None:
    """Whoever names a program wants that one: no other is taken in its place."""
    with pytest.raises(PdfError, match=r"MEDLINT_CHROMIUM names .*nothing-here, which is no program"):
        find({CHROMIUM: str(tmp_path / "nothing-here"), "PATH": os.environ["PATH"]})


@_POSIX
def test_the_named_program_goes_first(tmp_path: Path) -> None:
    """What the variable names is taken, before all that is on the path."""
    program = _program(tmp_path, "exit 0")

    assert program == find({CHROMIUM: str(program), "PATH": os.environ.get("PATH", "")})


@_POSIX
def test_a_program_beside_the_caller_is_started(monkeypatch: pytest.MonkeyPatch, page: Path, tmp_path: Path) -> None:
    """A name that is relative is one of the folder in which medlint runs."""
    _program(tmp_path, "echo started; exit 1")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(CHROMIUM, "./browser of the test")
    with pytest.raises(PdfError, match=r"failed \(started\)"):
        print_page(page, Path("report.pdf"))


@_POSIX
@pytest.mark.parametrize("name", ["chromium", "google-chrome", "microsoft-edge"])
def test_a_program_on_the_path_is_found(tmp_path: Path, name: str) -> None:
    """Each of the usual names is looked for."""
    program = _program(tmp_path, "exit 0").rename(tmp_path / name)

    assert program == find({"PATH": str(tmp_path)})


@pytest.mark.parametrize(
    ("platform", "variable", "place"),
    [
        ("darwin", "HOME", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("darwin", "HOME", "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
        ("win32", "PROGRAMFILES", "Google/Chrome/Application/chrome.exe"),
        ("win32", "PROGRAMFILES(X86)", "Microsoft/Edge/Application/msedge.exe"),
    ],
)
def test_a_program_where_installers_put_it_is_found(tmp_path: Path, platform: str, variable: str, place: str) -> None:
    """On macOS and Windows nothing is on the path."""
    program = tmp_path / place
    program.parent.mkdir(parents=True)
    program.touch()

    assert program == find({"PATH": str(tmp_path), variable: str(tmp_path)}, platform)


@_POSIX
def test_what_a_browser_that_failed_says_is_told(monkeypatch: pytest.MonkeyPatch, page: Path, tmp_path: Path) -> None:
    """The last line of it, harmless for a terminal; an older PDF stays as it was."""
    monkeypatch.setenv(CHROMIUM, str(_program(tmp_path, "echo noise; printf 'no \\033[31mdisplay\\n\\n' >&2; exit 7")))
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")
    with pytest.raises(PdfError, match=r"browser of the test failed \(no \\x1b\[31mdisplay\); print index\.html"):
        print_page(page, target)

    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["browser of the test", page.name, "report.pdf"]


@_POSIX
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 7", "exit code 7"),
        ("echo chatter >&2; exit 0", "it wrote no PDF"),
        ("kill -9 $$", "exit code -9"),
        ("echo '[1:1:FATAL:zygote.cc] No usable sandbox!'; echo '#0 0x5581'; exit 1", "No usable sandbox!); print"),
        ('for each; do case "$each" in --print-to-pdf=*) echo half > "${each#*=}";; esac; done', "it wrote no PDF"),
    ],
)
def test_a_browser_that_makes_no_pdf_has_failed(
    monkeypatch: pytest.MonkeyPatch, page: Path, tmp_path: Path, script: str, told: str
) -> None:
    """Also when it says that all is well, or wrote half a file."""
    monkeypatch.setenv(CHROMIUM, str(_program(tmp_path, script)))
    with pytest.raises(PdfError, match=re.escape(told)):
        print_page(page, tmp_path / "report.pdf")

    assert not (tmp_path / "report.pdf").exists()


@_POSIX
def test_a_browser_that_takes_too_long_is_ended_with_its_children(
    monkeypatch: pytest.MonkeyPatch, page: Path, tmp_path: Path
) -> None:
    """The time is told, and nothing runs on: the child holds the end of a pipe that closes with it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.setenv(CHROMIUM, str(_program(tmp_path, f"sleep 600 > '{pipe}' & wait")))
    descriptor = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(PdfError, match=r"did not finish within 0\.5 seconds; print index\.html"):
            print_page(page, tmp_path / "report.pdf", 0.5)
        os.set_blocking(descriptor, True)

        assert os.read(descriptor, 1) == b""
    finally:
        os.close(descriptor)


@_POSIX
def test_a_browser_is_asked_for_no_network_and_no_profile_of_its_user(
    monkeypatch: pytest.MonkeyPatch, page: Path, tmp_path: Path
) -> None:
    """No host is found, the profile lies in the folder that is thrown away, and the page is one argument."""
    asked = tmp_path / "asked.txt"
    script = f"""printf '%s\\n' "$@" > '{asked}'
for each; do case "$each" in --print-to-pdf=*) printf '%%PDF-1.4\\n%%%%EOF\\n' > "${{each#*=}}";; esac; done"""
    monkeypatch.setenv(CHROMIUM, str(_program(tmp_path, script)))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    print_page(page, tmp_path / "report.pdf")
    arguments = asked.read_text("utf-8").splitlines()
    (profile,) = (line for line in arguments if line.startswith("--user-data-dir="))

    assert {"--headless", "--no-pdf-header-footer", "--host-resolver-rules=MAP * ~NOTFOUND"} <= set(arguments)
    assert "--no-sandbox" not in arguments
    assert arguments[-1] == page.as_uri()
    assert not Path(profile.partition("=")[2]).parent.exists()
    assert (tmp_path / "report.pdf").read_bytes() == b"%PDF-1.4\n%%EOF\n"


@_POSIX
def test_what_cannot_be_read_or_written_is_told(monkeypatch: pytest.MonkeyPatch, page: Path, tmp_path: Path) -> None:
    """No page about errors is printed in the place of one that is not there, and a missing folder is told."""
    monkeypatch.setenv(CHROMIUM, str(_program(tmp_path, "exit 0")))
    with pytest.raises(PdfError, match=r"missing\.html cannot be printed: there is no such file"):
        print_page(tmp_path / "missing.html", tmp_path / "report.pdf")
    with pytest.raises(PdfError, match=r"report\.pdf cannot be written: No such file or directory"):
        print_page(page, tmp_path / "nowhere" / "report.pdf")


@_POSIX
def test_a_program_that_cannot_be_started_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch, page: Path, tmp_path: Path
) -> None:
    """It is not the PDF that cannot be written."""
    program = _program(tmp_path, "")
    program.write_text("#!/nowhere/sh\n", "utf-8")
    monkeypatch.setenv(CHROMIUM, str(program))
    with pytest.raises(PdfError, match=r"browser of the test failed \(No such file or directory\)"):
        print_page(page, tmp_path / "report.pdf")
