"""Packages from npm that tests measure medlint with: fetched once by the npm client, and no part of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

REQUIRED = "MEDLINT_REQUIRE_NPM"
_SECONDS = 300  # the largest package has sixty megabytes

Packages = Callable[[str], Path]


def package(cache: Path, name_and_version: str) -> Path:
    """The folder of an unpacked package, such as `commonmark-spec@0.31.2` or `@scope/name@1.0.0`; no code of it runs.

    Its dependencies are not fetched. Where npm, or a network, is missing, the test is skipped, unless
    MEDLINT_REQUIRE_NPM=1 says that it has to run.

    Raises:
        ValueError: no exact version is named, so that what the test measures with would change from day to day.
    """
    name, _, version = name_and_version.rpartition("@")
    if not (name and version[:1].isdigit()):
        raise ValueError(f"{name_and_version!r} names no exact version")
    folder = cache / name_and_version.replace("/", "+")
    if not folder.exists() and (obstacle := _fetch(name_and_version, folder)):
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but {obstacle}")
        pytest.skip(f"this needs {name_and_version} from npm, and {obstacle}")
    return folder


def _fetch(name_and_version: str, folder: Path) -> str:
    """Fetch and unpack; what stood in the way, if anything did. A folder that exists is whole: it is moved there."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        scratch = Path(name)
        command = [npm, "pack", name_and_version, "--silent", "--pack-destination", name, "--ignore-scripts"]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS, cwd=scratch)
        except subprocess.CalledProcessError as error:
            return f"npm failed: {error.stderr.decode('utf-8', 'replace').strip()[:200] or error.returncode}"
        except subprocess.TimeoutExpired:
            return "npm did not answer within five minutes"
        (archive,) = scratch.glob("*.tgz")
        with tarfile.open(archive) as tar:
            tar.extractall(scratch, filter="data")
        (top,) = (path for path in scratch.iterdir() if path.is_dir())  # "package", but for some old ones
        try:
            top.rename(folder)
        except OSError:  # another run was faster: a folder is not moved upon one that has files
            if not folder.exists():
                raise
    return ""
