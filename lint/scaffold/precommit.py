"""The entry of medlint in `.pre-commit-config.yaml`: a file of its own, or appended to the one that is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from lint import __version__, files

NAME = ".pre-commit-config.yaml"
REPOSITORY = "https://github.com/medlint/medlint"
HOOK = "medlint"


class Style(NamedTuple):
    """How a file is laid out: columns of the dash before an entry and of its keys, and of the dash before a hook."""

    dash: int = 2
    key: int = 4
    hook: int = 6


USUAL = Style()


def files_pattern(paths: Sequence[str]) -> str:
    """The regular expression of the names that the hook is for (pre-commit.com, "files": Python's `re.search`)."""
    suffixes = "|".join(sorted(suffix.removeprefix(".") for suffix in files.SUFFIXES))
    if "." in paths:
        return rf"(?i)\.({suffixes})$"
    named = [_escaped(path) for path in paths if _is_file(path)]
    folders = "|".join(_escaped(path) for path in paths if not _is_file(path))
    below = [rf"({folders})/.*\.(?i:{suffixes})"] if folders else []
    return f"^({'|'.join((*below, *named))})$" if named or not below else f"^{below[0]}$"


def _is_file(path: str) -> bool:
    return path.lower().endswith(tuple(files.SUFFIXES))


def _escaped(name: str) -> str:
    """A name as a regular expression that YAML can hold; what it cannot hold stands as any letter."""
    literal = re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", name)
    return re.sub("[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]", "[^/]", literal)


def entry(paths: Sequence[str], style: Style = USUAL) -> str:
    """The entry as text, with a final line feed."""
    pattern = files_pattern(paths).replace("'", "''")
    dash = " " * style.dash + "-" + " " * (style.key - style.dash - 1)
    key, hook = " " * style.key, " " * style.hook
    return (
        f"{dash}repo: {REPOSITORY}\n{key}rev: v{__version__}\n{key}hooks:\n"
        f"{hook}- id: {HOOK}\n{hook}  files: '{pattern}'\n"
    )


def fresh(paths: Sequence[str]) -> str:
    """A file with our entry alone."""
    once = "Once in each clone: pip install pre-commit && pre-commit install"
    return f"# Checks before each commit. {once}\nrepos:\n{entry(paths)}"


def has_entry(text: str) -> bool:
    """Whether a configuration of pre-commit runs medlint already."""
    repos = _repos(text)
    hooks = [hook for repo in repos or () if isinstance(repo, dict) for hook in _list(repo.get("hooks"))]
    return any(isinstance(hook, dict) and hook.get("id") == HOOK for hook in hooks)


def extended(text: str, paths: Sequence[str]) -> str | None:
    """A configuration with our entry as its last, or None where that cannot be done without changing anything else."""
    import yaml

    before = _repos(text)
    if not before:
        return None
    root: Any = yaml.compose(text, yaml.SafeLoader)
    sequence = next(value for key, value in root.value if key.value == "repos")
    if sequence.flow_style or sequence.value[-1].flow_style:
        return None
    place = _end(text, sequence.end_mark.index, sequence.start_mark.column)
    head, tail = text[:place], text[place:]
    newline = "\r\n" if "\r\n" in text else "\n"
    added = entry(paths, _style(sequence)).replace("\n", newline)
    new = f"{head}{'' if head.endswith(newline) else newline}{added}{tail}"
    expected = yaml.safe_load(f"repos:\n{entry(paths)}")["repos"]
    whole = {**yaml.safe_load(text), "repos": [*before, *expected]}
    try:
        return new if yaml.safe_load(new) == whole else None
    except yaml.YAMLError:
        return None


def _repos(text: str) -> list[Any] | None:
    """The repositories that a configuration names; None when it is none."""
    import yaml

    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date that is none
        return None
    repos = loaded.get("repos") if isinstance(loaded, dict) else None
    return repos if isinstance(repos, list) else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _style(sequence: Any) -> Style:
    """The layout of the last entry; its hooks may be written in one line, or indented less than usual."""
    last = sequence.value[-1]
    dash, key = sequence.start_mark.column, last.start_mark.column
    columns = [
        value.start_mark.column
        for name, value in last.value
        if name.value == "hooks" and isinstance(value.value, list) and not value.flow_style
    ]
    return Style(dash, key, columns[0] if columns else key)


def _end(text: str, end: int, column: int) -> int:
    """Where the entries end: before what follows them, its comments and the blank lines above those."""
    if not text[end:].strip():
        return len(text)
    lines = text[:end].splitlines(keepends=True)
    while lines:
        line = lines[-1]
        bare = line.lstrip(" \t")
        if bare.strip() and not (bare.startswith("#") and len(line) - len(bare) <= column):
            break
        lines.pop()
    return sum(map(len, lines))
