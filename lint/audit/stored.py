"""A report of an earlier audit, read strictly: what has another shape than `lint.audit.document` tells is refused."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from lint.audit import folder as place
from lint.audit.document import Document
from lint.audit.shape import Wrong, checker, short
from lint.formats.json import SCHEMA
from lint.formats.plain import printable
from lint.strict_json import JsonFault
from lint.strict_json import load as parsed

TOOL = "medlint"
# The report of ten thousand articles is below it; what is larger is no report, and would fill the memory.
LIMIT = 100_000_000


class StoredError(ValueError):
    """A file that is no report to compare with: one plain sentence that names it."""


def load(path: Path) -> Document:
    """The report in a file.

    Raises:
        StoredError: there is none, or it is no report of an audit that this version reads.
    """
    name = printable(str(path))
    try:
        if path.is_dir():
            raise StoredError(f"{name} is a folder; name the report.json in it")
        if path.exists() and not path.is_file():  # a pipe would wait for ever
            raise StoredError(f"{name} is not a regular file")
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError as error:
        raise StoredError(f"there is no report {name}") from error
    except OSError as error:
        raise StoredError(f"{name} cannot be read: {error.strerror}") from error
    except ValueError as error:
        if isinstance(error, StoredError):
            raise
        raise StoredError(f"there is no report {name}") from error  # no disk has a name with a NUL
    if _is_altered(path, data):
        raise StoredError(f"{name} was changed after it was written, as SHA256SUMS beside it tells; take the one filed")
    return parse(data, name)


def _is_altered(path: Path, data: bytes) -> bool:
    """Whether the digests beside a report tell another one; a report that was filed alone has none."""
    sums = path.with_name(place.SUMS)
    if not sums.is_file():
        return False
    digest = place.read(sums.read_bytes()).digests.get(path.name)
    return digest is not None and digest != sha256(data).hexdigest()


def parse(data: bytes, name: str) -> Document:
    """The report in the bytes of a file of that name.

    Raises:
        StoredError: it is no report of an audit that this version reads.
    """
    if len(data) > LIMIT:
        raise StoredError(f"{name} is larger than {LIMIT // 1_000_000} MB, as no report of {TOOL} is")
    try:
        text = data.decode("utf-8")
        value = parsed(text, "take one side of it as a whole, or the report from where it was filed")
    except UnicodeDecodeError as error:
        raise StoredError(f"{name} is no report of {TOOL}: it is not a text in UTF-8") from error
    except JsonFault as error:
        raise StoredError(f"{name} is no report of {TOOL}: {error}") from error
    _headed(value, name)
    try:
        checker(Document, "")(value)
    except Wrong as error:
        raise StoredError(f"{name} is no whole report of an audit: {error}{_by(value)}") from error
    return cast("Document", value)


def _headed(value: object, name: str) -> None:
    """Refuse what is something else altogether, in words that say what it is."""
    if not isinstance(value, dict):
        raise StoredError(f"{name} is no report of {TOOL}: it is not a JSON object")
    tool = value.get("tool")
    if not isinstance(tool, dict) or tool.get("name") != TOOL or "files" not in value:
        raise StoredError(f"{name} is no report of {TOOL}")
    schema = value.get("schema")
    if type(schema) is not int:
        raise StoredError(f"{name} is no report of {TOOL}: schema must be a whole number")
    if schema > SCHEMA:
        raise StoredError(
            f"{name} was written by a newer {TOOL}: it has schema {short(schema)}, and this version reads {SCHEMA}; "
            f"update {TOOL} and try again"
        )
    if schema != SCHEMA:
        raise StoredError(f"{name} has schema {short(schema)}, and this version reads {SCHEMA}")
    if "audit" not in value:
        raise StoredError(f"{name} is the report of {TOOL} check, and that of {TOOL} audit is needed")


def _by(value: object) -> str:
    """Which version wrote it, if it was another one."""
    from lint import __version__

    version = cast("dict[str, Any]", value)["tool"].get("version")
    if not isinstance(version, str) or version == __version__:
        return ""
    return f" ({TOOL} {printable(version[:40])} wrote it, and this is {__version__})"
