"""What can be broken between medlint and the registries, each by name, and what a check must make of it."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from tests.bench.outage_scenes import Scene
from tests.registry import faults
from tests.registry.server import CERTIFICATE, LoopbackServer, Reply, Wire, WireFault

_VERIFIED, _UNVERIFIED = frozenset(("verified",)), frozenset(("unverified",))
_EITHER = _VERIFIED | _UNVERIFIED
# Which services are broken, in turn: all ("") or one of those that every article needs.
_IN_TURN = ("", "crossref", "pubmed")
VARIABLES = {
    "crossref": "MEDLINT_CROSSREF_URL",
    "pubmed": "MEDLINT_PUBMED_URL",
    "doi.org": "MEDLINT_DOI_URL",
    "datacite": "MEDLINT_DATACITE_URL",
}


class Kind(NamedTuple):
    """A kind of fault: `arrange` breaks a service ("" for all) in a scene.

    `states` are those that a reference with a DOI and a PMID may have when one of its registries is broken; `services`
    are those that can be. `fault` is what happens on the line, where it is that; `budget` is what a run needs.
    """

    arrange: Callable[[Scene, str], None]
    states: frozenset[str] = _UNVERIFIED
    services: tuple[str, ...] = _IN_TURN
    fault: WireFault | None = None
    budget: float = 3.0


def on_the_line(
    fault: WireFault, states: frozenset[str] = _UNVERIFIED, *, times: int | None = None, services: Any = _IN_TURN
) -> Kind:
    """A fault of the line, for ever or so many times for each service."""

    def arrange(scene: Scene, service: str) -> None:
        for each in (service,) if service or times is None else VARIABLES:
            scene.registry.fail(fault, service=each, times=times)

    return Kind(arrange, states, services, fault if times is None else None, 3.0 if times is None else 15.0)


def _changed(change: Callable[[Any], Any]) -> WireFault:
    """The right answer with its JSON changed."""

    def fault(wire: Wire) -> None:
        reply = wire.reply()
        try:
            data = json.loads(reply.body)
        except ValueError:
            wire.answer(reply)
            return
        wire.answer(reply._replace(body=json.dumps(change(data), ensure_ascii=False).encode()))

    return fault


def _rewritten(change: Callable[[bytes], bytes]) -> WireFault:
    """The right answer with its bytes changed."""
    return lambda wire: wire.answer((reply := wire.reply())._replace(body=change(reply.body)))


def _items(change: Callable[[list[Any]], list[Any]]) -> WireFault:
    """The right answer with another list of works: Crossref's items, or PubMed's uids with their summaries."""

    def changed(data: Any) -> Any:
        if "items" in data.get("message", ()):
            data["message"]["items"] = change(data["message"]["items"])
        elif "uids" in data.get("result", ()):
            kept = change(data["result"]["uids"])
            data["result"] = {"uids": kept, **{uid: data["result"][uid] for uid in kept}}
        return data

    return _changed(changed)


def _other_names(data: Any) -> Any:
    """Every record under the name of another work than the one that was asked for."""
    message = data.get("message", {})
    for item in message.get("items", [message] if "DOI" in message else []):
        item["DOI"] += ".other"
    result = data.get("result", {})
    if "uids" in result:
        summaries = {f"8{uid[1:]}": result[uid] for uid in result["uids"]}
        for uid, summary in summaries.items():
            summary["uid"] = uid
            summary["articleids"] = [{"idtype": "pubmed", "value": uid}]
        data["result"] = {"uids": list(summaries), **summaries}
    return data


def _other_works(data: Any) -> Any:
    """The summary under one number is that of another."""
    result = data.get("result", {})
    if "uids" in result:
        uids = result["uids"]
        data["result"] = {"uids": uids, **dict(zip(uids, [result[uid] for uid in reversed(uids)], strict=True))}
        if len(uids) % 2:
            data["result"][uids[len(uids) // 2]]["uid"] = "90999999"
    return _other_names(data) if "message" in data else data


def _contradicted(items: list[Any]) -> list[Any]:
    others = [{**item, "title": ["Another title"]} for item in items if isinstance(item, dict)]
    return items + others


def _without_titles(data: Any) -> Any:
    for item in data.get("message", {}).get("items", ()):
        item["title"] = None
    result = data.get("result", {})
    for uid in result.get("uids", ()):
        result[uid]["title"] = 7
    return data


def _other_error(data: Any) -> Any:
    result = data.get("result", {})
    for uid in result.get("uids", ()):
        result[uid] = {"uid": uid, "error": "Internal error: backend failed to get document summary"}
    return data


def _leading_to(url: str) -> Kind:
    """The services are looked for at another address."""

    def arrange(scene: Scene, service: str) -> None:
        for name in (service,) if service else VARIABLES:
            scene.environment[VARIABLES[name]] = f"{url}/{name}"

    return Kind(arrange)


def _at(arrange: Callable[[Scene], str]) -> Kind:
    """The services are looked for at an address that is made for the scene."""
    return Kind(lambda scene, service: _leading_to(arrange(scene)).arrange(scene, service))


def _refusing(scene: Scene) -> str:
    return f"http://127.0.0.1:{scene.stack.enter_context(faults.closed_port())}"


def _mute(scene: Scene) -> str:
    return f"https://127.0.0.1:{scene.stack.enter_context(faults.mute_port())}"


def _full(scene: Scene) -> str:
    """A port whose queue is full: nobody refuses, and no connection comes about."""
    listening = scene.stack.enter_context(socket.socket())
    listening.bind(("127.0.0.1", 0))
    listening.listen(0)
    for _ in range(4):
        waiting = scene.stack.enter_context(socket.socket())
        waiting.setblocking(False)
        waiting.connect_ex(listening.getsockname())
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


def _encrypted(scene: Scene, *, trusted: bool = True, plain: bool = False) -> str:
    """The same registry behind TLS, whose certificate is trusted or not; `plain` is its address without TLS."""
    server = scene.stack.enter_context(LoopbackServer(scene.registry.reply, tls=True))
    if trusted:
        scene.environment["REQUESTS_CA_BUNDLE"] = str(CERTIFICATE)
    return server.url.replace("https:", "http:") if plain else server.url


def _downgraded(scene: Scene) -> str:
    """Behind TLS everything leads to the registry without it, which would answer rightly."""
    there = scene.registry.url

    def fault(wire: Wire) -> None:
        wire.answer(Reply(b"", 302, {"Location": f"{there}/{wire.received.service}/{wire.received.path}"}))

    server = scene.stack.enter_context(LoopbackServer(scene.registry.reply, tls=True))
    server.fail(fault)
    scene.environment["REQUESTS_CA_BUNDLE"] = str(CERTIFICATE)
    return server.url


def _named(instead: str) -> Kind:
    """The services are looked for under a name, whose look-up ends so."""

    def arrange(scene: Scene, service: str) -> None:
        scene.prelude = _LOOK_UP.replace("INSTEAD", instead)
        _leading_to(f"http://registry.example:{scene.registry.port}").arrange(scene, service)

    return Kind(arrange)


_LOOK_UP = """
import socket, threading
_right = socket.getaddrinfo
def _other(host, *rest, **options):
    if host not in ("registry.example", b"registry.example"):
        return _right(host, *rest, **options)
    INSTEAD
socket.getaddrinfo = _other
"""


def _bomb_in_place(wire: Wire) -> None:
    """The right answer, followed by 200 MB of spaces, all in one gzip stream."""
    packed = gzip.compress(wire.reply().body, mtime=0)
    wire.answer(Reply(packed + faults.bomb(), 200, _JSON | {"Content-Encoding": "gzip"}))


def _echo(status: int, headers: Callable[[str], Mapping[str, str]] | None = None) -> WireFault:
    """All that was sent, our address and key with it, comes back: NCBI repeats the key of who asks too often."""

    def fault(wire: Wire) -> None:
        sent = json.dumps([*wire.received.form.items(), *wire.received.headers.items()])
        body = json.dumps({"error": f"API rate limit exceeded {sent}", "api-key": sent}).encode()
        wire.answer(Reply(body, status, {**_JSON, **(headers(quote(sent)) if headers else {})}))

    return fault


def _many_objects(wire: Wire) -> None:
    """The right answer with a member of a million empty objects, in four megabytes that take 10 kB on the line."""
    whole = b'{"x": [' + b"{}," * 1_200_000 + b"{}], " + wire.reply().body[1:]
    wire.answer(Reply(gzip.compress(whole, 1, mtime=0), 200, _JSON | {"Content-Encoding": "gzip"}))


_JSON = {"Content-Type": "application/json"}
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_XML = {
    "laughs": f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{_LAUGHS}]><a>&l9;</a>',
    "quadratic": f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY q "{"x" * 50_000}">]><a>{"&q;" * 50_000}</a>',
    "external": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "elements": f'<?xml version="1.0"?><PubmedArticleSet>{"<a/>" * 900_000}</PubmedArticleSet>',
    "nested": f'<?xml version="1.0"?>{"<PubmedArticleSet>" * 100_000}{"</PubmedArticleSet>" * 100_000}',
}
_AS_XML = {"Content-Type": "text/xml; charset=UTF-8"}


def _in_full_records(text: str) -> Kind:
    """PubMed's full records, which only notices and numbers are read from, are this XML."""
    fault = faults.status(200, text.encode(), _AS_XML)
    return Kind(lambda scene, _: scene.registry.fail(fault, route="efetch.fcgi"), _VERIFIED, ("pubmed",))


_HIDDEN = b'"hidden": ' + b"[" * 100_000 + b"]" * 100_000
KINDS: Mapping[str, Kind] = {
    **{name: on_the_line(fault) for name, fault in faults.FAULTS.items()},
    # that heal
    "interim-answer": on_the_line(faults.continue_first, _VERIFIED),
    **{
        f"{name}-twice": on_the_line(faults.FAULTS[name], _VERIFIED, times=2)
        for name in ("500", "502", "503", "504", "429", "429-a-second", "hang-up", "reset", "truncated", "gzip-bad")
    },
    # that are told otherwise
    "408": on_the_line(faults.status(408)),
    "410": on_the_line(faults.status(410, b"Gone")),
    "404-of-a-list": on_the_line(faults.status(404, b"Resource not found.", {"Content-Type": "text/plain"})),
    "503-a-day": on_the_line(faults.retry_after("86400", 503)),
    "503-date": on_the_line(faults.retry_after("Wed, 21 Oct 2099 07:28:00 GMT", 503)),
    "429-negative": on_the_line(faults.retry_after("-5")),
    "200-page-of-a-portal": on_the_line(faults.body(b"<html><body>Sign in to the Wi-Fi</body></html>")),
    "object": on_the_line(faults.body(b"{}")),
    "number": on_the_line(faults.body(b"7")),
    "not-a-number": on_the_line(_rewritten(lambda body: b'{"x": NaN, ' + body[1:])),
    "two-values": on_the_line(_rewritten(lambda body: body + body)),
    "deep-inside": on_the_line(_rewritten(lambda body: b"{" + _HIDDEN + b"," + body[1:])),
    "duplicate-keys-inside": on_the_line(_rewritten(lambda body: b'{"x": 1, "x": 2, ' + body[1:])),
    "half": on_the_line(_rewritten(lambda body: body[: len(body) // 2])),
    "latin-1-inside": on_the_line(_rewritten(lambda body: b'{"place": "K\xf6ln", ' + body[1:])),
    "utf-8-mark": on_the_line(_rewritten(lambda body: b"\xef\xbb\xbf" + body), _VERIFIED),
    "utf-16-inside": on_the_line(_rewritten(lambda body: body.decode().encode("utf-16")), _EITHER),
    "bomb-behind-the-answer": on_the_line(_bomb_in_place),
    "many-objects": on_the_line(_many_objects, _EITHER),
    **{f"echo-{status}": on_the_line(_echo(status)) for status in (200, 400, 403, 404, 429, 500)},
    "echo-in-a-redirect": on_the_line(_echo(302, lambda sent: {"Location": f"/crossref/works/{sent}"})),
    "echo-in-headers": on_the_line(_echo(429, lambda sent: {"Retry-After": sent[:50], "X-Said": sent})),
    "huge-number": on_the_line(_rewritten(lambda body: b'{"x": ' + b"9" * 100_000 + b", " + body[1:])),
    # whose works are others
    "wrong-record": on_the_line(_changed(_other_names)),
    "swapped-records": on_the_line(_changed(_other_works)),
    "contradiction": on_the_line(_items(_contradicted), services=("crossref",)),
    "no-items": on_the_line(_items(lambda _: []), _EITHER),
    "partial-batch": on_the_line(_items(lambda items: items[:1]), _EITHER),
    "every-other-item": on_the_line(_items(lambda items: items[::2]), _EITHER),
    "duplicates": on_the_line(_items(lambda items: [*items, *items]), _VERIFIED, services=("crossref",)),
    "other-order": on_the_line(_items(lambda items: items[::-1]), _VERIFIED),
    "records-without-titles": on_the_line(_changed(_without_titles)),
    "error-of-another-kind": on_the_line(_changed(_other_error), services=("pubmed",)),
    "too-many-uids": on_the_line(faults.body(b'{"header": {}, "error": "Too many UIDs in request."}')),
    # whose line leads elsewhere
    "no-such-name": _named('raise socket.gaierror(-2, "Name or service not known")'),
    "slow-name": _named('threading.Event().wait(60); raise socket.gaierror(-3, "Try again")'),
    "rebound-name": _named('return _right("127.0.0.1", *rest, **options)'),
    "refused": _at(_refusing),
    "no-connection": _at(_full),
    "mute-tls": _at(_mute),
    "plain-on-tls-port": _at(lambda scene: scene.registry.url.replace("http:", "https:")),
    "tls-on-plain-port": _at(lambda scene: _encrypted(scene, plain=True)),
    "untrusted-certificate": _at(lambda scene: _encrypted(scene, trusted=False)),
    "trusted-certificate": _at(_encrypted)._replace(states=_VERIFIED),
    "downgrade": _at(_downgraded),
    "redirect-308-elsewhere": on_the_line(faults.redirect("https://192.0.2.1/", 308)),
    "redirect-303": on_the_line(faults.redirect("/crossref/works", 303)),
    # XML
    **{f"xml-{name}": on_the_line(faults.status(200, text.encode(), _AS_XML)) for name, text in _XML.items()},
    **{f"full-records-{name}": _in_full_records(text) for name, text in _XML.items()},
}
