"""Material that several tests of the ground share."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.lint.markdown.commonmark import COUNT, PACKAGE, Example, examples

REQUIRED = "MEDLINT_REQUIRE_COMMONMARK"


@pytest.fixture(scope="session")
def commonmark_examples(pytestconfig: pytest.Config) -> list[Example]:
    """The examples of the CommonMark specification, from its npm package; they are no part of this repository.

    Without npm, or without a network, the tests that need them are skipped, unless MEDLINT_REQUIRE_COMMONMARK=1 says
    that they have to run.
    """
    folder = pytestconfig.rootpath / ".pytest_cache" / "d" / "commonmark-spec"
    archive = folder / f"{PACKAGE.replace('@', '-')}.tgz"
    if not archive.exists() and (obstacle := _fetch(folder)):
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but {obstacle}")
        pytest.skip(f"the CommonMark examples come from npm ({PACKAGE}), and {obstacle}")
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/spec.txt")
        assert member is not None
        found = examples(member.read().decode("utf-8"))
    assert len(found) == COUNT
    return found


def _fetch(folder: Path) -> str:
    """Fetch the package with the npm client; what stood in the way, if anything did."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", PACKAGE, "--silent", "--pack-destination", str(folder), "--ignore-scripts"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=folder)
    except subprocess.CalledProcessError as error:
        return f"npm failed: {error.stderr.decode('utf-8', 'replace').strip()[:200] or error.returncode}"
    except subprocess.TimeoutExpired:
        return "npm did not answer within two minutes"
    return ""
