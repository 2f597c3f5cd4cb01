"""Which faults a row of a list of faults in words speaks of, and which states it allows a reference."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

NAME = "faults_dev.json"


class Row(NamedTuple):
    """A row of a list of faults: its identifier, what it speaks of, and the states that a reference may have then.

    `faults` are names of kinds, of stores that are broken, or "denied": what a registry truly says does not exist.
    """

    id: str
    described: str
    faults: tuple[str, ...]
    states: frozenset[str]


def rows(folder: Path) -> list[Row]:
    """The rows of the list in a folder."""
    data = json.loads((folder / NAME).read_text(encoding="utf-8"))
    return [_row(each) for each in data]


def _row(data: dict[str, str]) -> Row:
    described = f"{data['fault']} ({data['how']})"
    states = {"unverified", "verified"} & set(re.findall(r"[a-z]+", data["state"]))
    states |= {"unknown"} if "broken" in data["state"] else set()
    spoken = _STORES if data["group"] == "store" else _SPOKEN_OF
    return Row(data["id"], described, named(data["fault"], spoken) or named(described, spoken), frozenset(states))


# What words in a list of faults speak of; the first line that fits counts.
_SPOKEN_OF: tuple[tuple[str, str], ...] = (
    (r"rebind", "rebound-name"),
    (r"\bdns\b|resolv|getaddrinfo|host name", "no-such-name slow-name"),
    (r"refused|closed port", "refused"),
    (r"connect.{0,8}time", "no-connection"),
    (r"header.{0,12}drip|drip.{0,12}header|slow header", "drip-in-the-head"),
    (r"drip", "drip drip-in-the-head drip-in-the-chunks"),
    (r"read.{0,8}time|hang|never answer|silen", "silence stuck-in-the-body"),
    (r"reset|rst", "reset"),
    (r"content-length", "truncated truncated-chunks"),
    (r"truncated json|no length", "cut-off half not-json"),
    (r"clos|disconnect|hang.?up", "hang-up"),
    (r"429.{0,40}(?:day|86400|hour|6 ?h|long|huge)", "429-a-day"),
    (r"429.{0,40}date", "429-date"),
    (r"429.{0,40}(?:garbage|invalid|negative|absurd)", "429-absurd 429-negative"),
    (r"429.{0,40}(?:retry-after|seconds|\d s\b)(?<!no retry-after)", "429-a-second 429-a-second-twice"),
    (r"429.{0,20}(?:200|inside|body)|rate.?limit.{0,30}200|200.{0,30}rate.?limit", "429-in-200"),
    (r"429", "429"),
    (r"(?:5\d\d|5xx).{0,40}(?:then|burst|heal|twice|twice|x ?2)", "500-twice 502-twice 503-twice 504-twice"),
    (r"503.{0,40}retry", "503-a-day 503-date"),
    (r"for ever|forever", "503"),
    (r"\b5\d\d\b|5xx", "500 502 503 504"),
    (r"404.{0,40}(?:authority|json/text)", "denied"),
    (r"404", "404-html 404-of-a-list"),
    (r"410", "410"),
    (r"403|waf|cloudflare|captcha", "403-waf"),
    (r"401|407", "401 407"),
    (r"418|999|odd code", "418 999"),
    (r"451|414|408|4\d\d|4xx", "451 414 408"),
    (r"204|206|\b1\d\d\b|interim|continue", "204 206 early-hints continue-for-ever interim-answer"),
    (r"billion|quadratic|xxe|entit|xml", "xml-laughs xml-quadratic xml-external"),
    (r"html", "html 200-page-of-a-portal"),
    (r"empty", "empty length-negative"),
    (r"wrong record|other record|another id|wrong id", "wrong-record swapped-records"),
    (r"partial|missing item", "partial-batch every-other-item no-items"),
    (r"duplicate key", "duplicate-keys duplicate-keys-inside"),
    (r"order|duplicate id", "other-order duplicates"),
    (r"nesting|deep", "deep deep-inside xml-nested"),
    (r"latin", "latin-1 latin-1-inside"),
    (r"utf-16|bom\b", "utf-16 utf-16-inside utf-8-mark"),
    (r"\[\]|null|string|scalar|type", "list null string object number"),
    (r"broken gzip|bad gzip|corrupt gzip|truncated gzip", "gzip-bad gzip-truncated"),
    (r"gzip.{0,12}(?:x ?2|x ?50|twice|chain|double)|double gzip", "gzip-twice gzip-fifty-times"),
    (r"bomb|gzip|huge|endless|large|oversize", "gzip-bomb bomb-behind-the-answer endless many-objects"),
    (r"brotli|encoding", "brotli"),
    (r"chunk", "chunk-garbage chunk-negative truncated-chunks"),
    (r"https -> http|downgrade", "downgrade"),
    (r"credential|(?:other|cross).?host|file:", "redirect-elsewhere redirect-with-credentials redirect-308-elsewhere"),
    (r"loop|redirect|30[1278]", "redirect-to-itself redirect-for-ever redirect-nowhere redirect-303"),
    (r"plain http on tls|http port", "plain-on-tls-port"),
    (r"tls on|tls where", "tls-on-plain-port"),
    (r"cert|expired|self.?signed|wrong host|untrusted", "untrusted-certificate"),
    (r"handshake|tls|ssl", "mute-tls tls-alert"),
    (r"truncated|short|cut", "cut-off truncated"),
    (r"invalid json|not json|garbage", "not-json two-values"),
    (r"header", "huge-header thousand-headers header-garbage"),
)  # fmt: skip
_STORES: tuple[tuple[str, str], ...] = (
    (r"writers|concurrent", "two-writers"),
    (r"kill", "killed"),
    (r"full|enospc", "disk-full"),
    (r"cache.{0,20}poison|poison.{0,20}cache", "cache-poisoned"),
    (r"lock.{0,20}poison|poison.{0,20}lock|edited", "lock-poisoned"),
    (r"read.?only", "cache-read-only"),
    (r"lock.{0,20}(?:corrupt|broken|invalid|conflict)", "lock-broken"),
    (r"corrupt|truncat|broken|cache", "cache-corrupt"),
    (r"lock", "lock-broken"),
)


def named(described: str, spoken: tuple[tuple[str, str], ...] | None = None) -> tuple[str, ...]:
    """The names of the faults that a description means."""
    for pattern, names in spoken or _SPOKEN_OF:
        if re.search(pattern, described, re.IGNORECASE):
            return tuple(names.split())
    return ()
