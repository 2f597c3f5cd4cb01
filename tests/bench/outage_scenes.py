"""Articles about invented works, and the command line as users run it on them, while something is broken.

A run is a process of its own: with a canary for an e-mail address and a key, with everything logged that any library
logs, and with a cache folder of its own. `inside` does the same in this process, without waiting between two tries.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from lint.cli import main
from lint.records import Notice, Record
from lint.resolve.registries import transport
from lint.resolve.registries.pacing import Timing
from tests.registry.bodies import Listed
from tests.registry.registry import LoopbackRegistry

# Both secrets share it, so that one look finds either.
CANARY = "c4n4ry7f3e91"
EMAIL, KEY = f"{CANARY}@example.org", f"key{CANARY}"
_DISCLAIMER = (
    "This article is not a substitute for professional medical advice, diagnosis or treatment by your own doctor."
)
_JOURNAL = "Journal of Imaginary Rehabilitation"


def _work(number: int, title: str, **fields: Any) -> Record:
    record = Record(
        title=title,
        authors=("Tansley RB", "Okoro P", "van der Heide M"),
        journal=_JOURNAL,
        year=2010 + number,
        volume=str(number),
        issue="3",
        pages=f"{number}01-{number}09",
        doi=f"10.5555/outage.{number}",
        pmids=(str(90_000_100 + number),),
        type="journal-article",
    )
    return record._replace(**fields)


PLAIN = (
    Listed(_work(1, "Mirror therapy after wrist fracture: a randomised trial"), "Given for 4 h daily for 10 days."),
    Listed(_work(2, "Graded motor imagery for phantom limb pain in children")),
    Listed(_work(3, "Sleep and chronic nerve pain in adults with type 1 diabetes")),
)
_RETRACTION = Notice("retraction", "2024-03-01", "10.5555/notice.1", "pubmed")
# What takes more than the two list calls: every route of every service is asked for one of them.
RARE = (
    Listed(_work(4, "Balance training after stroke"), aliases=("10.5555/outage.alias",)),
    Listed(_work(5, "Recordings of imaginary gaits", pmids=(), type="dataset"), agency="DataCite"),
    Listed(_work(6, "Ketamine for imaginary knees")),
    Listed(_work(7, "Walking aids in imaginary wards")),
    Listed(_work(8, "Placebo infusions in shoulder pain", notices=(_RETRACTION,)), terse=True),
    Listed(_work(9, "Commas in the names of papers", doi="10.5555/outage,9")),
    Listed(_work(10, "Cold water immersion of imaginary ankles", year=1995), pubmed_doi=""),
    Listed(_work(12, "Exercise for imaginary backs: a living review", pmids=("90000112", "90000113"))),
)
UNKNOWN = _work(11, "A paper that nobody has registered", doi="10.5555/nobody.11", pmids=("90000102",))


def cited(record: Record, *, doi: str | None = None, pmid: str | None = None) -> str:
    """A reference in the manner of medical journals; "" leaves an identifier out."""
    doi = record.doi if doi is None else doi
    pmid = "".join(record.pmids[:1]) if pmid is None else pmid
    text = f"{', '.join(record.authors)}. {record.title}. J Imag Rehabil. {record.year};{record.volume}(3):"
    text += f"{record.pages}."
    return text + (f" doi: {doi}." if doi else "") + (f" PMID: {pmid}." if pmid else "")


def article(references: Iterable[str], *, disclaimer: bool = True) -> str:
    """An article that cites all of its references; without a disclaimer it has a finding that needs no network."""
    lines = [f"{number}. {text}" for number, text in enumerate(references, 1)]
    body = " ".join(f"Pain fell [{number}]." for number in range(1, len(lines) + 1))
    end = f"\n\n## Disclaimer\n\n{_DISCLAIMER}\n" if disclaimer else "\n"
    return f"# Imaginary pain\n\n{body}\n\n## References\n\n" + "\n".join(lines) + end


def plain(works: Sequence[Listed] = PLAIN) -> list[str]:
    """References with both identifiers: a list call to Crossref and one to PubMed."""
    return [cited(each.record) for each in works]


def rare() -> list[str]:
    """References with an alias, of another agency, without PMID, without DOI, retracted, with a comma, with either PMID
    of two, without a DOI in PubMed, without any.
    """
    alias, dataset, no_pmid, no_doi, retracted, comma, older, review = (each.record for each in RARE)
    return [
        cited(alias, doi="10.5555/outage.alias"), cited(dataset), cited(no_pmid, pmid=""), cited(no_doi, doi=""),
        cited(retracted), cited(comma), cited(review), cited(review, pmid=review.pmids[1]), cited(older, doi=""),
        cited(no_doi, doi="", pmid=""),
    ]  # fmt: skip


def unknown() -> list[str]:
    """References of which the second has a DOI that does not exist."""
    return [cited(PLAIN[0].record), cited(UNKNOWN, pmid=""), cited(PLAIN[1].record)]


class Run(NamedTuple):
    """What a process left behind: exit code, output, seconds, the most memory in MB, and what it had logged."""

    code: int
    out: str
    err: str
    seconds: float
    memory: float
    log: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON report; empty when there is none."""
        try:
            report = json.loads(self.out)
        except ValueError:
            return {}
        return report if isinstance(report, dict) else {}

    @property
    def states(self) -> list[str]:
        """The states of the references in order."""
        return [each["state"] for each in self.report.get("references", ())]

    @property
    def rules(self) -> list[str]:
        """The rules of the findings in order."""
        return [each["rule"] for each in self.report.get("findings", ())]


# Read by every Python before the program begins: log everything, and note at the end how much memory it took.
_PRELUDE = """
import atexit, logging, os
logging.basicConfig(filename=os.environ["OUTAGE_LOG"], level=logging.DEBUG)
logging.captureWarnings(True)
def _note():
    with open("/proc/self/status") as status, open(os.environ["OUTAGE_MEMORY"], "w") as file:
        file.write("".join(line.split()[1] for line in status if line.startswith("VmHWM:")))
if os.path.exists("/proc/self/status"):
    atexit.register(_note)
"""


class Scene:
    """A folder with an article and its lock, a registry, and what is changed about the process that reads them.

    `environment` and `prelude` (Python that runs before the program) are for kinds of faults to change; what they
    open goes to `stack`. `budget` is the network budget of every run, in seconds.
    """

    def __init__(self, folder: Path, registry: LoopbackRegistry, stack: ExitStack, budget: float = 3.0) -> None:
        self.folder, self.registry, self.stack, self.budget = folder, registry, stack, budget
        self.content = folder / "content"
        self.content.mkdir()
        self.cache = folder / "cache"
        self.article, self.lock = self.content / "article.md", self.content / "references.lock"
        self.prelude = ""
        self.environment: dict[str, str] = {
            **registry.environment,
            "XDG_CACHE_HOME": str(self.cache),
            "MEDLINT_EMAIL": EMAIL,
            "NCBI_API_KEY": KEY,
        }

    def addresses(self, url: str) -> Mapping[str, str]:
        """The variables that lead all services to this address."""
        return dict.fromkeys(self.registry.environment, url)

    def run(self, *arguments: str) -> Run:
        """Run `medlint` on the article, with the budget."""
        start = self.folder / "start"
        start.mkdir(exist_ok=True)
        (start / "sitecustomize.py").write_text(_PRELUDE + self.prelude, encoding="utf-8")
        log, memory = start / "log", start / "memory"
        inherited = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        environment = {
            **inherited, "PYTHONPATH": os.pathsep.join(filter(None, (str(start), inherited.get("PYTHONPATH")))),
            "OUTAGE_LOG": str(log), "OUTAGE_MEMORY": str(memory), **self.environment,
        }  # fmt: skip
        command = [sys.executable, "-c", "from lint.cli import main; main()", *arguments]
        command += ["--network-budget", str(self.budget), str(self.content)]
        began = time.monotonic()
        done = subprocess.run(command, capture_output=True, check=False, env=environment, cwd=self.folder, timeout=120)
        seconds = time.monotonic() - began
        return Run(
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
            seconds,
            int(memory.read_text() or 0) / 1024 if memory.exists() else 0.0,
            log.read_text("utf-8", "replace") if log.exists() else "",
        )

    def inside(self, *arguments: str) -> Run:
        """Run `medlint` on the article in this process; nothing is logged, nor is its memory known."""
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        hasty = Timing(sleep=lambda _: None, chance=lambda: 0.0)
        began = time.monotonic()
        with (
            chdir(self.folder),
            patch.dict(os.environ, self.environment),
            patch.object(transport, "Timing", lambda: hasty),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            try:
                main([*arguments, "--network-budget", str(self.budget), str(self.content)])
            except SystemExit as end:
                code = int(str(end.code))
        seconds = time.monotonic() - began
        out.seek(0)
        return Run(code, out.read(), err.getvalue(), seconds, 0.0, "")

    def check(self, *arguments: str) -> Run:
        """Run `medlint check` with a JSON report."""
        return self.run("check", "--format", "json", *arguments)

    def leaked(self, run: Run) -> list[str]:
        """Where a secret stands: standard output, standard error, the log, or a file that was written."""
        places = {"standard output": run.out, "standard error": run.err, "the log": run.log}
        found = [name for name, text in places.items() if CANARY in text.lower()]
        for root in (self.content, self.cache):
            written = [path for path in root.rglob("*") if path.is_file()]
            found += [path.name for path in written if CANARY.encode() in path.read_bytes().lower()]
        return found
