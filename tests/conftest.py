"""No test leaves this machine: the registries' addresses lead to a closed port, the cache to a folder of the test."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from tests import npm
from tests.desk import CONTENT, Desk, works
from tests.registry.registry import LoopbackRegistry

# A busy machine is no failure: what takes long is measured by the benchmark, not by tests. The same examples each time.
settings.register_profile("medlint", deadline=None, derandomize=True)
settings.load_profile("medlint")


@pytest.fixture(scope="session", autouse=True)
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nobody listens where the registries are looked for; a test that needs one starts its own."""
    with socket.socket() as closed, pytest.MonkeyPatch.context() as patch:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        for service in ("CROSSREF", "PUBMED", "DOI", "DATACITE"):
            patch.setenv(f"MEDLINT_{service}_URL", address)
        for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
            patch.delenv(name)
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("MEDLINT_EMAIL", raising=False)
        patch.delenv("NCBI_API_KEY", raising=False)
        yield


@pytest.fixture(scope="session")
def npm_package(pytestconfig: pytest.Config) -> npm.Packages:
    """The folder of an npm package by its name and version, fetched once into pytest's cache, or a skipped test."""
    return partial(npm.package, pytestconfig.rootpath / ".pytest_cache" / "d" / "npm")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with true records."""
    with LoopbackRegistry(works().values()) as registry:
        for name, value in registry.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        folder = tmp_path / "content"
        folder.mkdir()
        shutil.copytree(CONTENT / "disclaimers", tmp_path / "disclaimers")
        yield Desk(folder, registry, capsys)
