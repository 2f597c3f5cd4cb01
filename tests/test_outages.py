"""What `medlint check` and `medlint lock` make of everything that can be broken between them and the registries.

A selection of what `python -m tests.bench outages` measures: most of it in this process, and without waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from lint.records import Notice
from lint.resolve.lock_format import parse
from tests.bench.many_references import works
from tests.bench.outage_kinds import KINDS, VARIABLES
from tests.bench.outage_rows import named
from tests.bench.outage_scenes import CANARY, EMAIL, KEY, PLAIN, RARE, Run, Scene, article, cited, plain, rare, unknown
from tests.bench.outage_steady import at_random, forget, locked, said
from tests.bench.outage_stores import STORES
from tests.registry import faults
from tests.registry.registry import LoopbackRegistry

VERIFIED, UNVERIFIED = ["verified"] * 3, ["unverified"] * 3
# One of each sort; those that come with time are in SLOW.
STAYING = """
hang-up reset truncated cut-off 429 429-a-day 429-date 429-absurd 429-in-200 500 503 503-a-day 403-waf 404-html
404-of-a-list 418 999 204 408 410 empty html object list null string number two-values not-a-number deep deep-inside
duplicate-keys-inside latin-1-inside half gzip-bomb bomb-behind-the-answer gzip-twice gzip-fifty-times gzip-bad
xml-laughs xml-quadratic xml-external chunk-garbage huge-header redirect-to-itself redirect-elsewhere
redirect-with-credentials wrong-record swapped-records records-without-titles too-many-uids refused plain-on-tls-port
tls-on-plain-port untrusted-certificate downgrade
""".split()
SLOW = "silence drip drip-in-the-head stuck-in-the-body continue-for-ever mute-tls".split()
HEALING = """
500-twice 503-twice 429-twice hang-up-twice truncated-twice gzip-bad-twice interim-answer other-order duplicates
utf-8-mark trusted-certificate full-records-laughs full-records-nested
""".split()
FROM_A_SERVICE = "500 403-waf 404-html html empty hang-up 429-a-day".split()

Stage = Callable[..., Scene]


class Inside(Scene):
    """A scene whose commands run in this process."""

    def run(self, *arguments: str) -> Run:
        """Run `medlint` on the article."""
        return self.inside(*arguments)


@pytest.fixture(name="stage")
def _stage(tmp_path: Path) -> Iterator[Stage]:
    """Makes a scene with an article of these references and a registry that is well."""
    with ExitStack() as stack:

        def make(references: Sequence[str], *, disclaimer: bool = True, budget: float = 10.0) -> Scene:
            registry = stack.enter_context(LoopbackRegistry((*PLAIN, *RARE)))
            scene = Inside(tmp_path, registry, stack, budget)
            scene.article.write_text(article(references, disclaimer=disclaimer), encoding="utf-8")
            return scene

        yield make


@pytest.mark.parametrize("name", STAYING)
def test_a_fault_that_stays(stage: Stage, name: str) -> None:
    """Nothing is known, which is said of every reference and of nothing else."""
    scene = stage(plain())
    KINDS[name].arrange(scene, "")
    run = scene.check("--require-verified")

    assert (run.code, run.states, run.err) == (3, UNVERIFIED, "")
    assert set(run.rules) == {"unverified-reference"}


@pytest.mark.parametrize("name", FROM_A_SERVICE)
def test_what_needs_no_network_is_found(stage: Stage, name: str) -> None:
    """The findings of local rules are there, and decide the exit code."""
    scene = stage(plain(), disclaimer=False)
    KINDS[name].arrange(scene, "")
    run = scene.run("check", "--require-verified")

    assert (run.code, run.err) == (1, "")
    assert "[missing-disclaimer]" in run.out
    assert "3 references: 0 verified, 3 unverified; 1 error, 3 warnings" in run.out


@pytest.mark.parametrize("name", SLOW)
def test_a_fault_that_takes_time(stage: Stage, name: str) -> None:
    """The budget is kept, whatever trickles in."""
    scene = stage(plain(), budget=0.4)
    KINDS[name].arrange(scene, "")
    run = scene.check("--require-verified")

    assert (run.code, run.states, run.err) == (3, UNVERIFIED, "")
    assert run.seconds < scene.budget + 1


@pytest.mark.parametrize("name", HEALING)
def test_a_fault_that_heals_or_is_none(stage: Stage, name: str) -> None:
    """Whoever answers rightly in the end is believed."""
    scene = stage(plain())
    KINDS[name].arrange(scene, "")
    run = scene.check("--require-verified")

    assert (run.code, run.states, run.rules, run.err) == (0, VERIFIED, [], "")
    assert scene.run("lock").code == 0


@pytest.mark.parametrize("service", ["crossref", "pubmed"])
@pytest.mark.parametrize("name", FROM_A_SERVICE[::2])
def test_a_lock_under_a_fault(stage: Stage, name: str, service: str) -> None:
    """What is missing is named and is no absence; the next run asks for it again."""
    scene = stage(plain())
    KINDS[name].arrange(scene, service)
    broken = scene.run("lock")
    entries = parse(scene.lock.read_text("utf-8")).entries if scene.lock.exists() else {}
    unfinished = scene.check("--locked")
    scene.registry.heal()
    whole = scene.run("lock")

    assert (broken.code, unfinished.code, whole.code) == (3, 3, 0)
    assert broken.out.count("Reference ") == 3
    assert not any(entry.absent for entry in entries.values())
    assert (unfinished.states, scene.check("--locked").states) == (UNVERIFIED, VERIFIED)


@pytest.mark.parametrize("service", ["crossref", "doi.org"])
@pytest.mark.parametrize("name", [*FROM_A_SERVICE, "redirect-above", "null", "deep", "gzip-bad"])
def test_what_one_service_cannot_confirm_is_not_unknown(stage: Stage, name: str, service: str) -> None:
    """A DOI does not exist when both Crossref and doi.org say so, and not when one of them says anything else."""
    scene = stage(unknown())
    KINDS[name].arrange(scene, service)
    run = scene.check()

    assert run.states[1] == "unverified"
    assert not {"unknown-doi", "unknown-pmid"} & set(run.rules)
    assert (run.code, run.err) == (1, ""), "a missing PMID is found without any registry"


RARE_STATES = [*["verified"] * 4, "retracted", *["verified"] * 4, "no-identifier"]


@pytest.mark.parametrize("service", VARIABLES)
@pytest.mark.parametrize("name", ["500", "404-html", "wrong-record", "every-other-item"])
def test_the_longer_ways(stage: Stage, name: str, service: str) -> None:
    """Aliases, other agencies, searches, full records: a fault leaves them unverified, and changes nothing else."""
    scene = stage(rare())
    KINDS[name].arrange(scene, service)
    states = scene.check().states

    assert [(state, right) for state, right in zip(states, RARE_STATES, strict=True) if state != "unverified"] == [
        (right, right) for state, right in zip(states, RARE_STATES, strict=True) if state != "unverified"
    ]


@pytest.mark.parametrize("name", sorted(STORES.keys() - {"cache-corrupt", "two-writers", "killed"}))
def test_stores(stage: Stage, name: str) -> None:
    """A lock or a cache that is broken, poisoned or full verifies nothing, and hides no finding."""
    scene = stage(plain())
    problems = [problem for problem in STORES[name](scene) if problem[0] != "skipped"]

    assert problems == []


QUICK = [kind.fault for name, kind in KINDS.items() if kind.fault and name in {*STAYING, *HEALING}]


def test_a_young_lock_gives_the_same_bytes_every_time(tmp_path: Path) -> None:
    """With everything locked the registries may do what they like."""
    with ExitStack() as stack:
        scene = locked(tmp_path, stack)
        scene.registry.requests.clear()
        scene.registry.fail(at_random(1, QUICK))
        first, *others = [said(scene.inside("check", "--format", "json")) for _ in range(6)]

    assert others == [first] * 5
    assert scene.registry.count() == 0


def test_an_old_lock_is_no_worse_than_itself(tmp_path: Path) -> None:
    """What cannot be asked again stays as it was answered."""
    with ExitStack() as stack:
        scene = locked(tmp_path, stack, days=31)
        right = scene.inside("check", "--format", "json", "--locked")
        for seed in range(6):
            forget(scene)
            scene.registry.heal()
            scene.registry.fail(at_random(seed, QUICK, 0.4))
            run = scene.inside("check", "--format", "json")

            assert (run.code, run.states, run.err) == (right.code, right.states, "")
    assert scene.registry.count() > 6 * 2


def test_a_retraction_is_heard_while_the_other_registry_is_down(stage: Stage) -> None:
    """The older word of both is kept, yet what one of them says now of a retraction counts, and is not told twice."""
    scene = stage(plain())
    scene.run("lock")
    retracted = scene.registry.works[0]
    notice = Notice("retraction", "2024-03-01", "10.5555/notice.1", "crossref")
    scene.registry.works[0] = retracted._replace(record=retracted.record._replace(notices=(notice,)))
    scene.registry.fail(faults.FAULTS["500"], service="pubmed")
    runs = [scene.run("lock", "--refresh") for _ in range(2)]
    entry = parse(scene.lock.read_text("utf-8")).entries[f"doi:{retracted.record.doi}"]

    assert [run.code for run in runs] == [3, 3]
    assert entry.sources == ("crossref", "pubmed")
    assert entry.record is not None
    assert entry.record.notices == (notice,)
    assert scene.check("--locked").states == ["retracted", "verified", "verified"]


def test_what_did_not_exist_may_exist_later(stage: Stage) -> None:
    """A paper is cited before its DOI works: once it does, the lock learns of it, and not from PubMed's hearsay."""
    scene = stage(plain())
    every = list(scene.registry.works)
    scene.registry.works = every[1:]
    scene.run("lock")
    before = scene.check("--locked")
    scene.registry.works = every
    scene.registry.fail(faults.FAULTS["500"], service="crossref")
    scene.run("lock", "--refresh")
    hearsay = scene.check("--locked")
    scene.registry.heal()
    registered = scene.run("lock", "--refresh")

    assert before.states == ["unknown", "verified", "verified"]
    assert hearsay.states[0] == "unknown"
    assert registered.code == 0
    assert scene.check("--locked").states == VERIFIED


def test_secrets_go_to_the_registries_alone(tmp_path: Path) -> None:
    """The e-mail address and the key are sent where they belong, and nothing that is written or logged holds them."""
    with LoopbackRegistry((*PLAIN, *RARE)) as registry, ExitStack() as stack:
        scene = Scene(tmp_path, registry, stack, 10.0)
        scene.article.write_text(article(plain()), encoding="utf-8")
        registry.fail(faults.FAULTS["429"], times=1, service="pubmed")
        run = scene.run("lock")
        by_service = {each.service: each for each in registry.requests}
        forget(scene)
        scene.lock.unlink()
        registry.requests.clear()
        tables = [f'[services.{name}]\nurl = "{url}"\n' for name, url in registry.addresses._asdict().items()]
        (tmp_path / "medlint.toml").write_text("".join(tables), encoding="utf-8")
        scene.environment = {name: value for name, value in scene.environment.items() if not name.endswith("_URL")}
        for name in VARIABLES.values():
            scene.environment[name] = ""
        configured = scene.run("lock")

    assert (run.code, configured.code, scene.leaked(run), scene.leaked(configured)) == (0, 0, [], [])
    assert "urllib3" in run.log, "what libraries log was looked at"
    assert EMAIL in by_service["crossref"].headers["user-agent"]
    assert KEY not in str(by_service["crossref"])
    assert (by_service["pubmed"].form["email"], by_service["pubmed"].form["api_key"]) == (EMAIL, KEY)
    assert registry.requests
    assert not any(CANARY in str(each) for each in registry.requests), "an article's neighbour names no registry"


def test_many_references_cost_few_requests(tmp_path: Path) -> None:
    """Fifty DOIs a list, two hundred numbers a summary; the second run asks nobody."""
    listed = works(120)
    with LoopbackRegistry(listed) as registry, ExitStack() as stack:
        scene = Scene(tmp_path, registry, stack, 10.0)
        scene.article.write_text(article(cited(each.record) for each in listed), encoding="utf-8")
        first = scene.inside("check", "--format", "json")
        asked = registry.count()
        again = scene.inside("check", "--format", "json")

    assert first.states == again.states == ["verified"] * 120
    assert (asked, registry.count()) == (3 + 1, 3 + 1)


@pytest.mark.parametrize(
    ("described", "fault"),
    [
        ("DNS failure", "no-such-name"), ("connection refused", "refused"), ("connect timeout", "no-connection"),
        ("read timeout", "silence"), ("slow header drip", "drip-in-the-head"), ("body drip", "drip"),
        ("429 Retry-After: a day", "429-a-day"), ("429 with Retry-After 1 s", "429-a-second"), ("429 date", "429-date"),
        ("429 no Retry-After", "429"), ("503 x2 then 200", "503-twice"), ("WAF 403 page", "403-waf"),
        ("HTML with 200", "html"), ("empty 200", "empty"), ("wrong record for the id", "wrong-record"),
        ("partial batch", "partial-batch"), ("gzip bomb", "gzip-bomb"), ("duplicate keys", "duplicate-keys"),
        ("redirect loop", "redirect-to-itself"), ("expired certificate", "untrusted-certificate"),
        ("TLS on plain port", "tls-on-plain-port"), ("rate limit error inside a 200", "429-in-200"),
    ],
)  # fmt: skip
def test_faults_in_words(described: str, fault: str) -> None:
    """Lists of faults that others wrote are understood."""
    assert fault in named(described)
    assert set(named(described)) <= KINDS.keys()
