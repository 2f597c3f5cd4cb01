"""Bodies as they were sent, and what is noticed about them."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.resolve.registries.body import LIMIT, Broken, read_body
from tests.registry.faults import bomb

TEXT = b'{"title": "A trial that was never held"}' * 50


def _in_pieces(data: bytes, size: int = 65_536) -> Callable[[int], bytes]:
    source = io.BytesIO(data)
    return lambda most: source.read(min(most, size))


def _deflated(data: bytes, wbits: int) -> bytes:
    packer = zlib.compressobj(wbits=wbits)
    return packer.compress(data) + packer.flush()


PACKED = {
    "": TEXT,
    "identity": TEXT,
    "gzip": gzip.compress(TEXT, mtime=0),
    " X-GZip ": gzip.compress(TEXT[:100], mtime=0) + gzip.compress(TEXT[100:], mtime=0) + b"\0" * 7,
    "deflate": _deflated(TEXT, 15),
    "Deflate,": _deflated(TEXT, -15),
}


@pytest.mark.parametrize("coding", PACKED)
@pytest.mark.parametrize("size", [1, 7, 65_536])
def test_what_is_asked_for_is_understood(coding: str, size: int) -> None:
    """Plain, gzip in one or several members with padding, deflate with and without its wrapping, in any pieces."""
    assert read_body(_in_pieces(PACKED[coding], size), coding) == TEXT


@pytest.mark.parametrize(
    "coding", ["gzip, gzip", ", ".join(["gzip"] * 50), "br", "zstd", "gzip, identity", "x", "deflate;q=1"]
)
def test_what_nobody_asked_for(coding: str) -> None:
    """Chains and other codings are not even tried."""
    with pytest.raises(Broken) as caught:
        read_body(_in_pieces(TEXT), coding)

    assert (caught.value.what, caught.value.retry) == ("answered in a form that nobody asked for", False)


@given(data=st.binary(max_size=300), size=st.integers(1, 50))
def test_anything_else_is_noticed(data: bytes, size: int) -> None:
    """Whatever is called gzip is decoded as the standard library does in one go, or it is damaged."""
    try:
        expected = gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        with pytest.raises(Broken, match="damaged"):
            read_body(_in_pieces(data, size), "gzip")
    else:
        assert read_body(_in_pieces(data, size), "gzip") == expected


@given(data=st.binary(max_size=300), size=st.integers(1, 50))
def test_any_deflate_ends(data: bytes, size: int) -> None:
    """Whatever is called deflate has an end, and what has none is damaged."""
    for packed in (_deflated(data, 15), _deflated(data, -15)):
        assert read_body(_in_pieces(packed, size), "deflate") == data
        with pytest.raises(Broken, match="damaged"):
            read_body(_in_pieces(packed + b"x", size), "deflate")


@given(cut=st.integers(1, len(PACKED["gzip"]) - 1), coding=st.sampled_from(["gzip", "deflate", "Deflate,"]))
def test_what_was_cut_off_is_noticed(cut: int, coding: str) -> None:
    """Half a stream is never the whole body, wherever it ends."""
    packed = PACKED[coding][:cut] if cut < len(PACKED[coding]) else PACKED[coding][:-1]
    with pytest.raises(Broken, match="damaged"):
        read_body(_in_pieces(packed), coding)


def test_the_limit_is_on_what_comes_out() -> None:
    """4 MB are read, a byte more is not, packed or not."""
    whole = b" " * LIMIT
    assert read_body(_in_pieces(whole), "") == whole
    assert read_body(_in_pieces(gzip.compress(whole, mtime=0)), "gzip") == whole
    for coding, data in (("", whole + b" "), ("gzip", gzip.compress(whole + b" ", mtime=0))):
        with pytest.raises(Broken, match="more than 4 MB"):
            read_body(_in_pieces(data), coding)


def test_a_stream_of_nothing_ends() -> None:
    """Empty members without end decode to nothing, and are given up all the same."""
    member = gzip.compress(b"", mtime=0)
    given = 0

    def read(most: int) -> bytes:
        nonlocal given
        given += most
        return member * (most // len(member))

    with pytest.raises(Broken, match="more than 4 MB"):
        read_body(read, "gzip")
    assert given < 2 * LIMIT


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_stays_small(coding: str) -> None:
    """200 MB never take more than three times the limit."""
    data = bomb() if coding == "gzip" else zlib.compress(b" " * (50 << 20), 9)
    read = _in_pieces(data)
    tracemalloc.start()
    try:
        with pytest.raises(Broken, match="more than 4 MB"):
            read_body(read, coding)
        assert tracemalloc.get_traced_memory()[1] < 3 * LIMIT
    finally:
        tracemalloc.stop()
