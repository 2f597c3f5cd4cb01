"""With what an audit was made: Python, the command, the rule packs with digests of their files, and the commit."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from lint import __version__
from lint.audit import sections
from lint.changes import Change
from lint.files import SUFFIXES, shown
from lint.git import GitError, Repository
from lint.git_process import run
from lint.packs import Pack, rules_of
from lint.report import Input, Report

# What Python leaves behind beside a pack, and what editors do.
_PASSING = (".pyc", ".pyo", ".swp", "~")


def provenance(
    report: Report, packs: Sequence[Pack], command: Sequence[str], inputs: Sequence[sections.Input]
) -> sections.Provenance:
    """With what the report can be made again; `inputs` are files that decided beside those that the report names."""
    # What the findings rest on. A sign-off and earlier reports need not lie in the repository.
    named = [row.path for row in report.files if row.status != "skipped"]
    named += [each.path for each in report.inputs if each.sha256]
    return {
        "python": platform.python_version(),
        "platform": platform.system(),
        "command": list(command),
        "packs": [described(pack) for pack in packs],
        "inputs": [*map(_input, report.inputs), *inputs],
        "registries": [
            {"name": name, "address": address, "usual": usual} for name, address, usual in report.registries
        ],
        "git": _commit(list(map(Path, named)), [Path(path) for path in report.run.paths]),
    }


def described(pack: Pack) -> sections.Pack:
    """A rule pack with the digest of all its files: of the lines that `sha256sum` prints of them, by name."""
    lines = (f"{sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in sorted(_files(pack.package)))
    digest = sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
    distribution = pack.distribution if pack.package != "lint" else f"{pack.distribution} {__version__}"
    return {
        "name": pack.name,
        "distribution": distribution,
        "rules": len(rules_of(pack.families)),
        "sha256": digest,
    }


def _files(package: str) -> Iterator[tuple[str, Path]]:
    """The files of an installed package, or of a module, under their names from its top."""
    found = find_spec(package) if package else None
    if found is None:
        return
    for folder in map(Path, found.submodule_search_locations or ()):
        for path in folder.rglob("*"):
            if path.is_file() and not path.name.endswith(_PASSING):
                yield path.relative_to(folder).as_posix(), path
    if found.submodule_search_locations is None and found.origin:
        yield Path(found.origin).name, Path(found.origin)


def _input(given: Input) -> sections.Input:
    return {"path": given.path, "role": given.role, "sha256": given.sha256}


def _commit(paths: Sequence[Path], scope: Sequence[Path]) -> sections.Commit | None:
    """What is checked out, and which of the files are not as committed there; None when no git can tell.

    A file of the commit that is gone from a folder in scope is one of them: who checks the commit out has it again.
    """
    first = next(iter(paths), Path())
    try:
        repository = Repository.at(first if first.exists() else Path())
        commit = repository.commit("HEAD")
        done = Change(repository, commit)
        changed = {path.as_posix() for path in paths if done.status(path).status != "same"}
        folders = [path.resolve() for path in scope]
        gone = (path for path in done.gone if any(path.is_relative_to(folder) for folder in folders))
        changed |= {shown(path) for path in gone if path.suffix.lower() in SUFFIXES}
    except GitError:
        return None
    return {"commit": commit, "branch": _branch(repository), "dirty": bool(changed), "changed": sorted(changed)}


def _branch(repository: Repository) -> str:
    """The branch that is checked out; empty when none is."""
    done = run(repository.top, "symbolic-ref", "--short", "--quiet", "HEAD")
    return done.output.decode("utf-8", "replace").strip()
