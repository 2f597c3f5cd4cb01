"""Web addresses around a DOI: which host they name, whether it is the resolver's, and what follows the DOI in them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Address(NamedTuple):
    """An address in which a DOI stands: where it starts, its host, and whether that host resolves DOIs.

    `query` tells that the DOI is a value of the query ("?id=10.1371/...") rather than a part of the path.
    """

    start: int
    host: str
    resolver: bool
    query: bool


@cache
def _opening() -> re.Pattern[str]:
    """The innermost address that is still open where the DOI begins; proxies carry the real one in a query."""
    return re.compile(
        r"(?:https?(?::|%3A)(?:/|%2F){1,2}|(?<![\w@.%/-])(?=(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}/))"
        r"([a-z0-9][a-z0-9.:-]{0,250})[^\s<>\"]*$",
        re.IGNORECASE,
    )


@cache
def _resolver() -> re.Pattern[str]:
    """doi.org, dx.doi.org, and both behind a library's proxy (doi-org.proxy.example.edu, doi.org.proxy.example.edu)."""
    return re.compile(r"(?:www\.)?(?:dx[.-])?doi[.-]org(?:[.:-]|$)", re.IGNORECASE)


def address_before(text: str, start: int) -> Address | None:
    """The address that runs up to `start`, if one does."""
    low = max(start - 400, 0)
    run = text[low:start]
    cut = max((run.rfind(mark) for mark in (" ", "\n", "\t", "<", ">", '"', "\u3000")), default=-1) + 1
    run = run[cut:]
    if "/" not in run and "%2F" not in run.upper():
        return None
    inner = max(run.lower().rfind("http://"), run.lower().rfind("https://"), run.lower().rfind("https%3a%2f%2f"), 0)
    match = _opening().search(run, inner)
    if match is None:
        return None
    path = run[match.end(1) :]
    return Address(
        low + cut + match.start(), match[1].lower(), bool(_resolver().match(match[1])), "?" in path or "%3F" in path
    )


# What publishers put behind the DOI in the addresses of their pages.
_VIEWS = (
    "full|abstract|abs|summary|fulltext|full-text|fulltext.html|pdf|epdf|pdfdirect|epub|html|meta|references|reference"
    "|citedby|tables|figures|media|suppl|supplementary|suppl_file|metrics|related|text|download|standard|authors|xml"
)


@cache
def _view() -> re.Pattern[str]:
    return re.compile(
        rf"(?:/(?:{_VIEWS})(?:/.*)?|(?:v\d{{1,2}})?\.(?:full|short|long|abstract|pdf|html?|epub|xml|full-text)"
        r"(?:[.+][\w.+-]*)?)$",
        re.IGNORECASE,
    )


@cache
def _resolved_view() -> re.Pattern[str]:
    """Views that authors copy behind the resolver's address; a DOI that ends so is not known."""
    return re.compile(r"(?<=\d)/(?:full|abstract|fulltext|pdf|epdf|epub|html)$", re.IGNORECASE)


def bare_doi_path(suffix: str, address: Address) -> str:
    """The suffix of a DOI in an address without the query, the fragment and the view that follow it."""
    sici = re.match(r".*;\d-[#\w](?![\w])", suffix)
    if sici and sici.end() < len(suffix) and suffix[sici.end()] in "?#/":
        suffix = suffix[: sici.end()]
    if not (sici and sici.end() == len(suffix)):
        suffix = re.split(r"[?#]" if not address.query else r"[?#&]", suffix, maxsplit=1)[0]
    if address.resolver:
        return _resolved_view().sub("", suffix.rstrip("/"), count=1) if suffix.count("/") else suffix
    suffix = suffix.rstrip("/")
    suffix = _view().sub("", suffix, count=1)
    if re.search(r"(?:^|\.)(?:bio|med)rxiv\.org", address.host):
        suffix = re.sub(r"v\d{1,2}$", "", suffix)
    # Oxford's pages name their own article number behind the DOI: .../article/doi/10.1093/jnl/abc123/7654321
    if re.search(r"(?:^|\.)oup\.com", address.host.replace("-", ".")):
        suffix = re.sub(r"(?<=\w)/\d{5,9}$", "", suffix)
    return suffix
