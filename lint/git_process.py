"""One run of git: nothing of the content is run, nothing is asked of a terminal or a network, and time is limited."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

# Far more than git needs for a hundred thousand files; who waits longer waits for a disk that is gone.
SECONDS = 120
# Of git's environment only what finds git and its configuration: the GIT_DIR or GIT_INDEX_FILE of a hook speak of
# another run, GIT_DIFF_OPTS and GIT_EXTERNAL_DIFF of another diff.
_KEPT = ("GIT_CONFIG", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
_ENVIRONMENT = {
    "LC_ALL": "C",  # failures are told apart by git's own words
    "LANGUAGE": "",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",  # a hash must stand for its content
}
_CONFIGURED = (
    "core.fsmonitor=false",
    "core.quotePath=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "protocol.allow=never",  # what GIT_NO_LAZY_FETCH says, to a git before 2.44
)


class GitError(Exception):
    """Git could not answer; one plain sentence, with the remedy."""


class Answer(NamedTuple):
    """What git printed, what it complained of, and its exit code."""

    output: bytes
    error: str
    code: int


def run(folder: Path, *arguments: str, options: Sequence[str] = ()) -> Answer:
    """Run git in a folder; `options` stand before the command.

    Raises:
        GitError: git is not installed, cannot be started, or takes too long.
    """
    import subprocess  # costs as much as a parse, and few runs ask git

    settings = [word for each in _CONFIGURED for word in ("-c", each)]
    literal = [] if "--glob-pathspecs" in options else ["--literal-pathspecs"]
    command = [_executable(), "--no-pager", *literal, *settings, *options, *arguments]
    try:
        done = subprocess.run(  # noqa: S603  # no shell; revisions and names are arguments of their own
            command,
            cwd=folder,
            env=_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise GitError(
            f"Git did not answer within {SECONDS} seconds; run medlint again when the disk is free."
        ) from None
    except (OSError, ValueError) as error:
        raise GitError(
            f"Git could not be started: {printable(getattr(error, 'strerror', None) or str(error))}."
        ) from None
    return Answer(done.stdout, done.stderr.decode("utf-8", "replace"), done.returncode)


def failed(error: str) -> GitError:
    """The error for a failure that has no words of ours: the first of git's, which name what is broken."""
    lines = [line for line in error.splitlines() if line.strip()]
    told = next((line for line in lines if line.startswith("fatal: ")), lines[0] if lines else "it gave no reason")
    return GitError(f"Git could not answer: {printable(told.removeprefix('fatal: '))}; `git status` shows more.")


def printable(text: str) -> str:
    """A text on one line without control characters, for a message."""
    return "".join(each if each.isprintable() else "?" for each in text[:200])


def split(output: bytes) -> list[bytes]:
    """The fields of what git printed with `-z`."""
    return output.removesuffix(b"\0").split(b"\0") if output else []


def _environment(inherited: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in inherited.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return kept | _ENVIRONMENT


def _executable() -> str:
    """The first git on the PATH; never one of the current folder, which may be a stranger's, as Windows would take."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        found = Path(folder) / name
        if found.is_absolute() and found.is_file() and os.access(found, os.X_OK):
            return str(found)
    raise GitError("Git is not installed, and what was changed is asked of it; install it from https://git-scm.com.")
