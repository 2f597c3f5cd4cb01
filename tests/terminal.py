"""A picture of a terminal: a command runs on a pseudo-terminal of a given width, and its screen becomes an SVG."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

_ROWS = 200
# Contrast of every colour on the ground at least 4.5 to 1 (WCAG 2.2, 1.4.3).
_THEME = TerminalTheme(
    (18, 24, 38),
    (226, 232, 240),
    [
        (71, 85, 105),
        (252, 129, 129),
        (104, 211, 145),
        (246, 201, 89),
        (123, 170, 247),
        (214, 162, 247),
        (94, 214, 224),
        (226, 232, 240),
    ],
)
# No font is fetched, and the colours of a reader's page change nothing: each character stands where it stood.
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{
font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
font-size: {char_height}px; line-height: {line_height}px; white-space: pre;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def screen(arguments: Sequence[str], columns: int, folder: Path, cache: Path) -> str:
    """What `medlint` with these arguments writes to a colour terminal of so many columns, escape sequences included."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, columns, 0, 0))
    # Nothing of the machine decides: not its language, its colours or what its user looked up before.
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    environment["XDG_CACHE_HOME"] = str(cache)
    with subprocess.Popen(
        [sys.executable, "-m", "lint", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        found = io.BytesIO()
        with suppress(OSError):  # Linux says so when the other end is closed
            while data := os.read(ours, 65536):
                found.write(data)
    os.close(ours)
    return found.getvalue().decode("utf-8").replace("\r\n", "\n")


def picture(command: str, columns: int, folder: Path, cache: Path) -> str:
    """An SVG of the terminal after a command such as `medlint check article.md`."""
    text = screen(command.split()[1:], columns, folder, cache)
    name = f"medlint-{columns}"
    console = Console(record=True, width=columns, file=io.StringIO(), color_system="truecolor", force_terminal=True)
    console.print(Text.from_ansi(f"\x1b[1m$\x1b[0m {command}\n{text}".rstrip("\n")), soft_wrap=False)
    svg = console.export_svg(title="", theme=_THEME, code_format=_SVG, unique_id=name)
    return re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)
