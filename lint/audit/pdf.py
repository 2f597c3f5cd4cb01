"""Printing a page of the report to PDF, through a Chromium that is installed.

The page's own script unpacks its rows and opens its details before it is printed. The browser has a profile of its own
that is thrown away, and reaches no network. What is deterministic is the page that is printed. Two prints of it differ
in the time of printing, which the browser states in the PDF (CreationDate and ModDate, nothing else with Chromium 156);
another version, or other fonts, break lines elsewhere. So the PDF is a copy for reading; the evidence is report.json.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from lint import atomic
from lint.formats.plain import printable

CHROMIUM = "MEDLINT_CHROMIUM"
SECONDS = 900.0  # a thousand pages take a minute or two; a machine that is busy, many times that
# In milliseconds of the page's own clock, which runs as fast as the page has nothing to wait for: for unpacking rows.
_VIRTUAL = 30_000
_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_MACOS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
# https://peter.sh/experiments/chromium-command-line-switches and developer.chrome.com, "Chrome Headless command-line
# reference". A host that maps to ~NOTFOUND is not found, an IP address included.
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # in a container /dev/shm has 64 MB, less than a long page needs
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--disable-extensions",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--password-store=basic",
    "--use-mock-keychain",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",  # the headings as bookmarks
    f"--virtual-time-budget={_VIRTUAL}",
)


class PdfError(Exception):
    """There is no PDF; one plain sentence with the remedy."""


def print_page(page: Path, pdf: Path, seconds: float = SECONDS) -> None:
    """Print a page into a PDF file, whole or not at all.

    Raises:
        PdfError: there is no browser, it failed, it took longer than `seconds`, or the file cannot be written.
    """
    browser = find()
    if not page.is_file():
        raise PdfError(f"{_shown(page)} cannot be printed: there is no such file")
    try:
        # Beside the PDF, since the Chromium of a snap sees neither /tmp nor hidden folders.
        with tempfile.TemporaryDirectory(prefix="printing-", dir=pdf.parent, ignore_cleanup_errors=True) as name:
            made = Path(name).resolve() / "page.pdf"
            complaint = _run(_command(browser, page, made), made.parent, seconds)
            content = made.read_bytes() if made.is_file() else b""
            if not _whole(content):
                raise PdfError(_FAILED.format(_shown(browser), complaint or "it wrote no PDF"))
            atomic.replace(pdf, content)
    except OSError as error:
        raise PdfError(f"{_shown(pdf)} cannot be written: {error.strerror or error}") from error


def printed(page: bytes, folder: Path) -> bytes:
    """The PDF of a page that will lie in a folder; the folder is made, and used while the browser prints.

    Raises:
        PdfError: see `print_page`, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="printing-", dir=folder, ignore_cleanup_errors=True) as name:
            place = Path(name)
            (place / "index.html").write_bytes(page)
            print_page(place / "index.html", place / "report.pdf")
            return (place / "report.pdf").read_bytes()
    except OSError as error:
        raise PdfError(f"{_shown(folder)} cannot be written: {error.strerror or error}") from error


_NONE = (
    "there is no PDF, since no Chromium, Chrome or Edge is installed here: install one (on Debian and Ubuntu: "
    f"apt-get install chromium), or name its program in {CHROMIUM}, or print index.html from any browser"
)
_FAILED = "there is no PDF, since {} failed ({}); print index.html from any browser instead"
_LATE = "there is no PDF, since {} did not finish within {:g} seconds; print index.html from any browser instead"


def find(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The program of a Chromium, Chrome or Edge: the one that `MEDLINT_CHROMIUM` names, or the first that is found.

    Raises:
        PdfError: there is none, or what is named is none.
    """
    named = environment.get(CHROMIUM)
    programs = (shutil.which(name, path=environment.get("PATH")) for name in ([named] if named else _NAMES))
    if program := next(filter(None, programs), None):
        return Path(program).absolute()  # it is started in another folder
    if named:
        raise PdfError(f"there is no PDF, since {CHROMIUM} names {printable(named)}, which is no program")
    for place in _places(environment, platform):
        if place.is_file():
            return place
    raise PdfError(_NONE)


def _places(environment: Mapping[str, str], platform: str) -> Iterator[Path]:
    """Where installers put it when they put nothing on the path."""
    if platform == "darwin":
        home = environment.get("HOME")
        for folder in ("/Applications", *([f"{home}/Applications"] if home else [])):
            yield from (Path(folder, name) for name in _MACOS)
    elif platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if programs := environment.get(variable):
                yield from (Path(programs, name) for name in _WINDOWS)


def _command(browser: Path, page: Path, pdf: Path) -> list[str]:
    # The sandbox of Chromium refuses to work for root, as containers and pipelines run.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [
        str(browser),
        *_FLAGS,
        *(["--no-sandbox"] if root else []),
        f"--user-data-dir={pdf.parent / 'profile'}",
        f"--print-to-pdf={pdf}",
        page.resolve().as_uri(),
    ]


def _run(command: list[str], scratch: Path, seconds: float) -> str:
    """Run the browser; what it says when it fails, and nothing when it does not.

    What it says goes into a file: a pipe would stay open as long as any of its children lives.
    """
    said = scratch / "said.txt"
    with said.open("wb") as output:
        try:
            process = subprocess.Popen(  # noqa: S603  # the program is one that the user installed or named
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=scratch,
                start_new_session=True,
            )
        except OSError as error:
            return error.strerror or str(error)
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise PdfError(_LATE.format(_shown(Path(command[0])), seconds)) from None
        finally:
            _end(process)
    return _complaint(said) or f"exit code {code}" if code else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the browser with all of its children, which outlive it when it was ended from outside."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _complaint(said: Path) -> str:
    """The line that says why it gave up, as far as a person wants to read it: one that is called fatal, or the last.

    Without a sandbox ("No usable sandbox!", in most containers) addresses of memory stand behind the reason.
    """
    lines = [line.strip() for line in said.read_bytes()[-20_000:].decode("utf-8", "replace").split("\n")]
    fatal = [line for line in lines if ":FATAL:" in line]
    return next((printable(line)[:300] for line in (*fatal, *reversed(lines)) if line), "")


def _whole(content: bytes) -> bool:
    """Whether it is a PDF from its first line to its last (ISO 32000-1, 7.5.2 and 7.5.5)."""
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")


def _shown(path: Path) -> str:
    return printable(str(path))
