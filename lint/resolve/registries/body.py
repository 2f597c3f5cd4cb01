"""Reading the body of an answer, in small steps, up to a limit, and noticing when it is not whole."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

# Fifty Crossref records with all their references are below 2 MB.
LIMIT = 4 * 1024 * 1024
_STEP = 64 * 1024


class Broken(Exception):
    """The body cannot be used; `retry` tells whether it may be whole the next time."""

    def __init__(self, what: str, *, retry: bool) -> None:
        super().__init__(what)
        self.what = what
        self.retry = retry


def read_body(read: Callable[[int], bytes], coding: str) -> bytes:
    """The decoded body; `read` gives up to so many bytes of it as they were sent, and nothing at its end.

    `coding` is the header Content-Encoding. gzip and deflate are undone here and not by the HTTP library, which
    decodes chains of codings, gives whatever came before an error and then calls it the whole (measured).

    Raises:
        Broken: larger than 4 MB, cut off or damaged, or in another coding.
    """
    tokens = [token.strip().lower() for token in coding.split(",") if token.strip()]
    match tokens:
        case [] | ["identity"]:
            pieces = _sent(read)
        case ["gzip" | "x-gzip"]:
            pieces = _gunzipped(_sent(read))
        case ["deflate"]:
            pieces = _inflated(_sent(read))
        case _:
            raise Broken("answered in a form that nobody asked for", retry=False)
    body = bytearray()
    try:
        for piece in pieces:
            body += piece
            if len(body) > LIMIT:
                raise _too_large()
    except zlib.error:
        raise _damaged() from None
    return bytes(body)


def _too_large() -> Broken:
    return Broken("answered with more than 4 MB", retry=False)


def _damaged() -> Broken:
    return Broken("sent a damaged answer", retry=True)


def _sent(read: Callable[[int], bytes]) -> Iterator[bytes]:
    left = LIMIT
    while piece := read(_STEP):
        left -= len(piece)
        if left < 0:  # a stream that decodes to nothing must end as well
            raise _too_large()
        yield piece


def _gunzipped(sent: Iterator[bytes]) -> Iterator[bytes]:
    """Gzip members one after another (RFC 1952, 2.2); zeros after the last one are padding."""
    decoder = zlib.decompressobj(wbits=31)
    begun = False
    for piece in sent:
        data = piece
        while data:
            if decoder.eof:
                data = data.lstrip(b"\0")
                if not data:
                    break
                decoder, begun = zlib.decompressobj(wbits=31), False
            begun = True
            yield decoder.decompress(data, _STEP)
            data = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    if not decoder.eof and begun:
        yield from _rest(decoder)


def _inflated(sent: Iterator[bytes]) -> Iterator[bytes]:
    """A zlib stream, or a bare deflate stream, which some servers call the same (RFC 9110, 8.4.1.2)."""
    decoder = None
    for piece in sent:
        data = piece
        if decoder is None:
            # A zlib header: method 8 in its low half. A bare stream begins with a block of type 0 to 2.
            decoder = zlib.decompressobj(wbits=15 if data[0] & 0x0F == 8 else -15)
        while data:
            if decoder.eof:
                raise _damaged()
            yield decoder.decompress(data, _STEP)
            data = decoder.unconsumed_tail or decoder.unused_data
    if decoder is not None and not decoder.eof:
        yield from _rest(decoder)


def _rest(decoder: zlib._Decompress) -> Iterator[bytes]:
    """What is still inside a decoder after the last byte came; a stream that has no end was cut off."""
    while piece := decoder.decompress(decoder.unconsumed_tail, _STEP):
        yield piece
    if not decoder.eof:
        raise _damaged()
