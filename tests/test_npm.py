"""What is fetched from npm: one exact version, or a reason why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import npm


@pytest.mark.parametrize("name", ["commonmark-spec", "@scope/name", "commonmark-spec@latest", "commonmark-spec@^1.0.0"])
def test_version_is_exact(tmp_path: Path, name: str) -> None:
    """A package without an exact version is refused before anybody is asked."""
    with pytest.raises(ValueError, match="no exact version"):
        npm.package(tmp_path, name)


def test_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is there is what is asked for, without npm."""
    monkeypatch.setenv("PATH", "")
    (tmp_path / "@scope+name@1.0.0").mkdir()

    assert npm.package(tmp_path, "@scope/name@1.0.0") == tmp_path / "@scope+name@1.0.0"


@pytest.mark.parametrize(("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_without_npm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, required: str, outcome: type[BaseException]
) -> None:
    """Without npm a test is skipped, and fails where it has to run; nothing is left behind."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv(npm.REQUIRED, required)

    with pytest.raises(outcome, match="npm is not installed"):
        npm.package(tmp_path, "name@1.0.0")
    assert list(tmp_path.iterdir()) == []
