"""Messages of JSON-RPC 2.0 over two streams of bytes, each behind a header with its length (LSP 3.17, "Base Protocol").

A client that sends what is no message gets an answer that says so, and the next message is read as if nothing was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from threading import Lock
from typing import Any, BinaryIO, NamedTuple

# No editor sends more: a text of a megabyte takes at most six as JSON.
LONGEST = 64 * 1024 * 1024
_LONGEST_LINE = 8192
_CHUNK = 65536

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND = -32700, -32600, -32601
INVALID_PARAMS, INTERNAL_ERROR = -32602, -32603
NOT_INITIALIZED, CANCELLED = -32002, -32800  # LSP 3.17, "ErrorCodes"

Message = Mapping[str, Any]  # Any: what JSON holds


class Malformed(NamedTuple):
    """What came in the place of a message: the code to answer with, and why."""

    code: int
    reason: str


class Reader:
    """Reads messages one after the other."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self) -> Message | Malformed | None:
        """The next message; None when the client has hung up."""
        length = self._length()
        if length is None or isinstance(length, Malformed):
            return length
        if length > LONGEST:
            return self._skipped(length)
        body = self._stream.read(length)
        if len(body) < length:
            return None
        try:
            message = json.loads(body)
        except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, brackets by the thousand
            return Malformed(PARSE_ERROR, f"this is no JSON: {error}")
        if not isinstance(message, dict):  # the protocol has no batches
            return Malformed(INVALID_REQUEST, "a message is one JSON object")
        return message

    def _length(self) -> int | Malformed | None:
        """What the header says; lines that are no header are passed over, as after a length that was wrong."""
        length: int | Malformed | None = None
        while True:
            line = self._stream.readline(_LONGEST_LINE)
            if not line:
                return None
            name, _, value = line.partition(b":")
            if name.strip().lower().endswith(b"content-length"):
                digits = value.strip()
                known = digits.isdigit() and len(digits) < 16
                length = int(digits) if known else Malformed(PARSE_ERROR, "Content-Length is no number")
            elif not line.strip() and length is not None:
                return length

    def _skipped(self, length: int) -> Malformed | None:
        left = length
        while left > 0:
            chunk = self._stream.read(min(left, _CHUNK))
            if not chunk:
                return None
            left -= len(chunk)
        return Malformed(INVALID_REQUEST, f"a message of {length} bytes is longer than {LONGEST}")


class Writer:
    """Writes messages, from any thread. A client that has hung up gets nothing."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._turn = stream, Lock()
        self._last = 0

    def notify(self, method: str, params: Any) -> None:
        """Tell the client something."""
        self._write({"method": method, "params": params})

    def request(self, method: str, params: Any) -> None:
        """Ask the client for something whose answer nobody waits for."""
        with self._turn:
            self._last += 1
            number = self._last
        self._write({"id": f"medlint-{number}", "method": method, "params": params})

    def answer(self, identifier: Any, result: Any) -> None:
        """Answer a request."""
        self._write({"id": identifier, "result": result})

    def refuse(self, identifier: Any, code: int, reason: str) -> None:
        """Answer a request with an error."""
        self._write({"id": identifier, "error": {"code": code, "message": reason}})

    def _write(self, message: dict[str, Any]) -> None:
        # Escapes keep the half of a UTF-16 pair, which is no UTF-8, as the editor sent it.
        body = json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode("ascii")
        with self._turn:
            try:
                self._stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
                self._stream.flush()
            except (OSError, ValueError):  # the pipe is closed; the reader will see the end
                return
