"""What a service, or somebody between it and us, can do wrong, as switches for the loopback server.

`FAULTS` names one of each kind; the functions make others. Whatever stalls ends when the server is closed.
"""

from __future__ import annotations

import gzip
import socket
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from tests.registry.server import Reply, Wire, WireFault

_HTML = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def status(code: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> WireFault:
    """An answer with this status."""
    return lambda wire: wire.answer(Reply(body, code, headers or {"Content-Type": "text/html"}))


def body(data: bytes, headers: Mapping[str, str] | None = None) -> WireFault:
    """An answer with status 200 and this body instead of the right one."""
    return status(200, data, headers or {"Content-Type": "application/json"})


def retry_after(value: str, code: int = 429, **headers: str) -> WireFault:
    """An answer that asks for patience."""
    return status(code, b"", {"Retry-After": value, **headers})


def redirect(location: str, code: int = 302) -> WireFault:
    """A redirect to this place."""
    return status(code, b"", {"Location": location})


def raw(data: bytes) -> WireFault:
    """These very bytes, then the end of the line."""

    def fault(wire: Wire) -> None:
        wire.send(data)
        wire.cut()

    return fault


def encoded(coding: str, data: bytes) -> WireFault:
    """An answer whose body claims to be in this coding."""
    return body(data, {"Content-Type": "application/json", "Content-Encoding": coding})


@cache
def bomb(megabytes: int = 200) -> bytes:
    """A gzip stream that unfolds to so many megabytes of spaces; one of them is packed, the others are its copies."""
    plain = b" " * (1 << 20)
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 0
    for _ in range(megabytes):
        check = zlib.crc32(plain, check)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return head + packed * megabytes + packer.flush() + struct.pack("<II", check, megabytes << 20)


def redirect_to_itself(wire: Wire) -> None:
    """A redirect to the address that was asked."""
    received = wire.received
    wire.answer(Reply(b"", 301, {"Location": f"/{received.service}/{received.path}"}))


def redirect_for_ever(wire: Wire) -> None:
    """A redirect to an address that is new every time."""
    received = wire.received
    wire.answer(Reply(b"", 301, {"Location": f"/{received.service}/{received.path}x"}))


def silence(wire: Wire) -> None:
    """Take the request and say nothing."""
    wire.stall()
    wire.cut()


def hang_up(wire: Wire) -> None:
    """Take the request and end the line."""
    wire.cut()


def reset(wire: Wire) -> None:
    """Take the request and reset the line."""
    wire.cut(reset=True)


def _drip(wire: Wire, data: bytes) -> None:
    for at in range(len(data)):
        wire.send(data[at : at + 1])
        if wire.stall(0.02):
            break
    wire.cut()


def drip(wire: Wire) -> None:
    """The right head, then a body that comes byte by byte and never ends."""
    wire.send(_HEAD + b"Content-Length: 100000\r\n\r\n")
    _drip(wire, b" " * 100_000)


def drip_in_the_head(wire: Wire) -> None:
    """A head that comes byte by byte and never ends."""
    wire.send(_HEAD + b"X-Long: ")
    _drip(wire, b"x" * 60_000)


def drip_in_the_chunks(wire: Wire) -> None:
    """Chunks that come byte by byte and never end."""
    wire.send(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    _drip(wire, b"1\r\n \r\n" * 20_000)


def stuck_in_the_body(wire: Wire) -> None:
    """Half of the right answer, then nothing more."""
    whole = wire.reply().body
    wire.send(_HEAD + f"Content-Length: {len(whole)}\r\n\r\n".encode() + whole[: len(whole) // 2])
    wire.stall()
    wire.cut()


def continue_for_ever(wire: Wire) -> None:
    """An interim answer again and again."""
    while not wire.stall(0.001):
        wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")
    wire.cut()


def continue_first(wire: Wire) -> None:
    """An interim answer that nobody asked for, then the right one: no fault at all."""
    wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")
    wire.answer(wire.reply())


def truncated(wire: Wire) -> None:
    """Less than Content-Length says."""
    whole = wire.reply().body
    wire.send(_HEAD + f"Content-Length: {len(whole) + 10}\r\n\r\n".encode() + whole)
    wire.cut()


def cut_off(wire: Wire) -> None:
    """Half of the right answer, without any length."""
    whole = wire.reply().body
    wire.send(_HEAD + b"Connection: close\r\n\r\n" + whole[: len(whole) // 2])
    wire.cut()


def truncated_chunks(wire: Wire) -> None:
    """Chunks without the last, empty one."""
    whole = wire.reply().body
    wire.send(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + f"{len(whole):x}\r\n".encode() + whole + b"\r\n")
    wire.cut()


def truncated_gzip(wire: Wire) -> None:
    """A gzip stream without its end, in the right length."""
    packed = gzip.compress(wire.reply().body, mtime=0)
    encoded("gzip", packed[:-9])(wire)


def double_gzip(wire: Wire) -> None:
    """The right answer, gzipped twice and saying so."""
    once = gzip.compress(wire.reply().body, mtime=0)
    encoded("gzip, gzip", gzip.compress(once, mtime=0))(wire)


def chained_gzip(wire: Wire) -> None:
    """The right answer, gzipped fifty times and saying so."""
    data = wire.reply().body
    for _ in range(50):
        data = gzip.compress(data, mtime=0)
    encoded(", ".join(["gzip"] * 50), data)(wire)


def bad_gzip(wire: Wire) -> None:
    """Something that is called gzip and is none."""
    encoded("gzip", b"\x1f\x8b\x08\x00" + b"\xff" * 60)(wire)


def gzip_bomb(wire: Wire) -> None:
    """200 MB of spaces, sent as 200 kB."""
    encoded("gzip", bomb())(wire)


def endless(wire: Wire) -> None:
    """A body without length and without end, as fast as it goes."""
    wire.send(_HEAD + b"Connection: close\r\n\r\n")
    while not wire.stall(0):
        wire.send(b" " * 65_536)
    wire.cut()


FAULTS: Mapping[str, WireFault] = {
    # read
    "silence": silence,
    "hang-up": hang_up,
    "reset": reset,
    "drip": drip,
    "drip-in-the-head": drip_in_the_head,
    "drip-in-the-chunks": drip_in_the_chunks,
    "stuck-in-the-body": stuck_in_the_body,
    "truncated": truncated,
    "truncated-chunks": truncated_chunks,
    "cut-off": cut_off,
    "continue-for-ever": continue_for_ever,
    # status
    "429": status(429, b'{"error":"API rate limit exceeded","api-key":"192.0.2.1","count":"4","limit":"3"}'),
    "429-a-second": retry_after("1"),
    "429-a-day": retry_after("86400"),
    "429-date": retry_after("Wed, 21 Oct 2026 07:28:01 GMT", Date="Wed, 21 Oct 2026 07:28:00 GMT"),
    "429-absurd": retry_after("-1e99 fortnights"),
    "500": status(500),
    "502": status(502, _HTML),
    "503": status(503, _HTML),
    "504": status(504, _HTML),
    "403-waf": status(403, _HTML),
    "401": status(401, b"", {"WWW-Authenticate": 'Basic realm="x"'}),
    "404-html": status(404, _HTML),
    "407": status(407),
    "414": status(414, _HTML),
    "418": status(418),
    "451": status(451),
    "999": status(999, _HTML),
    "204": status(204),
    "206": status(206, b"{}"),
    "early-hints": raw(b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    # content
    "empty": body(b""),
    "html": body(_HTML, {"Content-Type": "text/html"}),
    "429-in-200": body(b'{"error":"API rate limit exceeded","count":"11"}'),
    "null": body(b"null"),
    "list": body(b"[]"),
    "string": body(b'"ok"'),
    "not-json": body(b'{"status": "ok", '),
    "deep": body(b"[" * 100_000 + b"]" * 100_000),
    "duplicate-keys": body(b'{"status":"ok","status":"failed","message":{},"message":null}'),
    "latin-1": body('{"status":"ok","title":"Schmerz für Ärzte"}'.encode("latin-1")),
    "utf-16": body('{"status":"ok"}'.encode("utf-16")),
    "nul-bytes": body(b"\0" * 1000),
    "xml-entities": body(
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        {"Content-Type": "text/xml"},
    ),
    "endless": endless,
    "gzip-bomb": gzip_bomb,
    "gzip-twice": double_gzip,
    "gzip-fifty-times": chained_gzip,
    "gzip-bad": bad_gzip,
    "gzip-truncated": truncated_gzip,
    "brotli": encoded("br", b"\x0b\x02\x80{}\x03"),
    # the protocol itself
    "no-http": raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "bare-body": raw(b'{"status":"ok"}'),
    "tls-alert": raw(b"\x15\x03\x03\x00\x02\x02\x46"),
    "huge-header": raw(_HEAD + b"X-Huge: " + b"x" * 100_000 + b"\r\n\r\n{}"),
    "thousand-headers": raw(_HEAD + b"".join(b"X-%d: 1\r\n" % n for n in range(1000)) + b"\r\n{}"),
    "chunk-garbage": raw(_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
    "chunk-negative": raw(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\n{}\r\n0\r\n\r\n"),
    "length-garbage": raw(_HEAD + b"Content-Length: 2, 3\r\n\r\n{}"),
    "length-negative": raw(_HEAD + b"Content-Length: -2\r\n\r\n"),
    "header-garbage": raw(_HEAD + b"\xff\xfe\x00: \x80\r\n no colon\r\nContent-Length: 0\r\n\r\n"),
    # redirects
    "redirect-to-itself": redirect_to_itself,
    "redirect-for-ever": redirect_for_ever,
    "redirect-elsewhere": redirect("http://192.0.2.1/works/x"),
    "redirect-with-credentials": redirect("http://user:secret@192.0.2.1/"),
    "redirect-to-a-file": redirect("file:///etc/passwd"),
    "redirect-nowhere": status(302, b"", {}),
    "redirect-above": redirect("/elsewhere/works/x"),
}


@contextmanager
def closed_port() -> Iterator[int]:
    """A port of 127.0.0.1 at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, so that nobody else gets it, and not listening
        yield taken.getsockname()[1]


@contextmanager
def mute_port() -> Iterator[int]:
    """A port of 127.0.0.1 that takes connections and never says a word: no TLS handshake ends there."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        yield listening.getsockname()[1]
