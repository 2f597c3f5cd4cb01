"""Messages: what comes is read, whatever it is, and nothing that comes ends the server."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from lint.lsp import wire
from lint.lsp.wire import Malformed, Reader, Writer
from tests.lint.lsp.client import Client
from tests.lint.lsp.conftest import COMPLETE, article


def framed(body: bytes) -> bytes:
    """A body behind its header."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


GOOD = framed(b'{"method":"x"}')
BAD = {
    "no JSON": framed(b"{"),
    "no UTF-8": framed(b'{"a":"\xff"}'),
    "brackets by the thousand": framed(b"[" * 200_000),
    "a list": framed(b'[{"method":"x"}]'),
    "a number": framed(b"7"),
    "nothing": framed(b""),
    "no length": b"Content-Length: many\r\n\r\n",
    "a negative length": b"Content-Length: -5\r\n\r\n",
    "a length without end": b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
    "a number without end": framed(b'{"id":' + b"9" * 5000 + b"}"),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_what_is_no_message_costs_itself_alone(data: bytes) -> None:
    """The next message is read as if nothing was."""
    reader = Reader(io.BytesIO(data + GOOD))

    assert isinstance(reader.read(), Malformed)
    assert reader.read() == {"method": "x"}
    assert reader.read() is None


@pytest.mark.parametrize(
    "data",
    [
        b"\r\n\r\nhello\r\n" + GOOD,
        b"content-length:14\nContent-Type: application/vscode-jsonrpc; charset=utf-8\n\n"
        + GOOD.partition(b"\r\n\r\n")[2],
        b"x" * 20_000 + b"\r\n" + GOOD,
    ],
    ids=["lines between", "another case and line end", "a line without end"],
)
def test_a_header_is_found(data: bytes) -> None:
    """What stands around a header, and how it is spelled, does not matter."""
    assert Reader(io.BytesIO(data)).read() == {"method": "x"}


def test_a_message_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes no memory, and the one behind it is read."""
    monkeypatch.setattr(wire, "LONGEST", 20)
    reader = Reader(io.BytesIO(framed(b"x" * 100_000) + GOOD))

    assert isinstance(reader.read(), Malformed)
    assert reader.read() == {"method": "x"}


def test_half_a_message_is_the_end() -> None:
    """A client that dies in the middle of a message has hung up."""
    assert Reader(io.BytesIO(GOOD[:-3])).read() is None


def test_half_a_pair_is_written_as_it_came() -> None:
    """What is no UTF-8 stands in an escape, and the client reads what it wrote."""
    stream = io.BytesIO()
    Writer(stream).answer("\ud83d", "é\ud83d")

    assert json.loads(stream.getvalue().partition(b"\r\n\r\n")[2])["result"] == "é\ud83d"


def test_a_client_that_is_gone_gets_nothing() -> None:
    """A closed pipe is no failure of the thread that writes."""
    stream = io.BytesIO()
    stream.close()
    Writer(stream).notify("x", {})

    assert stream.closed


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_the_server_says_what_is_wrong_and_goes_on(client: Client, data: bytes) -> None:
    """An error without an id, and the next text is linted."""
    client.send(data)
    answer = client.answer(None)
    uri = client.open("content/a.md", article(COMPLETE))

    assert answer["error"]["code"] in (wire.PARSE_ERROR, wire.INVALID_REQUEST)
    assert client.found(uri) == []


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"id": 900, "method": "textDocument/nothing", "params": {}}, wire.METHOD_NOT_FOUND),
        ({"id": 900, "method": "textDocument/hover", "params": []}, wire.INVALID_PARAMS),
        ({"id": 900, "method": "textDocument/hover"}, wire.INVALID_PARAMS),
        ({"id": 900, "method": "textDocument/hover", "params": {"textDocument": 7}}, wire.INVALID_PARAMS),
        ({"id": 900, "method": "initialize", "params": {}}, wire.INVALID_REQUEST),
        ({"id": 900}, wire.INVALID_REQUEST),
        ({"id": 900, "method": 7}, wire.INVALID_REQUEST),
    ],
)
def test_a_request_that_is_wrong_is_refused(client: Client, message: dict[str, object], code: int) -> None:
    """Each with the code of JSON-RPC."""
    client.post(message)

    assert client.answer(900)["error"]["code"] == code


@pytest.mark.parametrize(
    "position",
    [{"line": -1, "character": 0}, {"line": "x", "character": 0}, {"line": None}, [], {"line": 1e999, "character": 0}],
    ids=str,
)
def test_a_position_that_is_none_is_refused(client: Client, position: object) -> None:
    """The text is there, the position is not."""
    uri = client.open("content/a.md", article(COMPLETE))
    number = client.begin("textDocument/hover", {"textDocument": {"uri": uri}, "position": position})

    assert client.answer(number)["error"]["code"] == wire.INVALID_PARAMS


@pytest.mark.parametrize(
    "params",
    [
        None,
        [],
        {"textDocument": {}},
        {"textDocument": {"uri": "file:///x/other.md", "version": 2}, "contentChanges": [{"text": "x"}]},
        {"textDocument": {"uri": "URI", "version": 2}, "contentChanges": []},
    ],
    ids=str,
)
def test_a_change_that_is_none_changes_nothing(client: Client, params: object) -> None:
    """The text stays as it was, and a true change is taken."""
    uri = client.open("content/a.md", article(COMPLETE))
    client.tell("textDocument/didChange", json.loads(json.dumps(params).replace("URI", uri)))
    client.change(uri, 3, {"range": _nowhere(), "text": ""})

    assert client.found(uri, 3) == []


@pytest.mark.parametrize(
    "params",
    [
        {"textDocument": {"uri": "URI", "version": 2}},
        {"textDocument": {"uri": "URI", "version": 2}, "contentChanges": [{"text": 7}]},
        {"textDocument": {"uri": "URI", "version": "x"}, "contentChanges": [{"text": "x"}]},
        {"textDocument": {"uri": "URI", "version": 2}, "contentChanges": [{"range": {}, "text": "x"}]},
        {"textDocument": {"uri": "URI", "version": 2}, "contentChanges": "x"},
        {"textDocument": {"uri": "URI", "version": 2}, "contentChanges": [None]},
        {"textDocument": {"uri": "URI", "version": 2}, "contentChanges": [{"text": "x"}, {"range": 7, "text": "x"}]},
    ],
    ids=str,
)
def test_a_text_that_was_lost_is_not_passed(client: Client, params: object) -> None:
    """The client has another text than the server: that is said until the client sends all of it."""
    uri = client.open("content/a.md", article(COMPLETE))
    client.found(uri)
    client.tell("textDocument/didChange", json.loads(json.dumps(params).replace("URI", uri)))
    client.change(uri, 3, {"range": _nowhere(), "text": ""})
    lost = client.found(uri, 3)
    symbols = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    client.change(uri, 4, {"range": _nowhere(), "text": "x"}, {"text": article(COMPLETE)})

    assert [each["message"] for each in lost] == ["medlint lost track of this text: close it and open it again"]
    assert (lost[0]["range"], lost[0]["severity"]) == ({"start": _nowhere()["start"], "end": _nowhere()["end"]}, 1)
    assert symbols == []
    assert client.found(uri, 4) == []


@pytest.mark.parametrize("text", [None, 7])
def test_a_text_that_never_came_is_not_passed(client: Client, text: object) -> None:
    """It was opened, and nobody knows what it says; when it is opened again all is well."""
    uri = client.open("content/a.md", text)  # type: ignore[arg-type]  # as a client that errs
    lost = client.found(uri)
    client.open("content/a.md", article(COMPLETE))

    assert [each["message"] for each in lost] == ["medlint lost track of this text: close it and open it again"]
    assert client.found(uri) == []


def _nowhere() -> dict[str, dict[str, int]]:
    return {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}


def test_nothing_is_answered_before_the_greeting_nor_after_the_goodbye(folder: Path) -> None:
    """Requests outside of a session are refused."""
    client = Client(folder)
    early = client.answer(client.begin("textDocument/hover", {}))
    client.ask("initialize", client.greeting)
    client.ask("shutdown")
    late = client.answer(client.begin("textDocument/hover", {}))
    client.tell("exit")
    client.leave()

    assert early["error"]["code"] == wire.NOT_INITIALIZED
    assert late["error"]["code"] == wire.INVALID_REQUEST
    assert client.code == 0


def test_a_server_that_is_left_without_a_word_ends_with_1(folder: Path) -> None:
    """The protocol wants it, so that an editor sees that something went wrong."""
    client = Client(folder)
    client.ask("initialize", client.greeting)
    client.tell("exit")
    client.leave()

    assert client.code == 1
