"""Verifying a report: one changed byte is seen, a changed article is named, and what was forged does not follow."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import chdir
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from lint.audit.conduct import Wish, audit
from lint.audit.drawn import Form, drawn
from lint.audit.folder import SUMS, listed, read, write
from lint.audit.verify import Verified, VerifyError, changed, files_of, verify
from lint.files import Ledger
from lint.formats.json import written
from lint.packs import installed
from lint.request import Request

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = NOW.date()
PLAIN = Form()
_IGNORED = "ignored by .gitignore"
PACKS = installed()
ARTICLE = """# Ketamine

Pain fell in the trial [1].

## References

1. Dahan A, Olofsen E. Ketamine for pain. Pain. 2009;147:107-15. doi: 10.1234/pain.2009.1.

This article does not replace medical advice, diagnosis or treatment by your doctor.
"""
SETTINGS = """\
paths = ["content"]

[[waivers]]
rule = "missing-pmid"
path = "content/a.md"
quote = "Dahan A, Olofsen E. Ketamine for pain. Pain. 2009;147:107-15. doi: 10.1234/pain.2009.1."
reason = "not indexed"
approver = "Dr. Roe"
expires = 2026-12-31
"""


class Site:
    """A folder with two articles, a configuration with a waiver, and the report of an audit."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder = root, root / "audit"
        for name, text in {"content/a.md": ARTICLE, "content/b.md": ARTICLE, "medlint.toml": SETTINGS}.items():
            self.put(name, text)

    def put(self, name: str, text: str) -> None:
        """Write a file of the site."""
        (self.root / name).parent.mkdir(exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def audit(self, form: Form = PLAIN, **wish: Any) -> None:
        """Audit the site."""
        with chdir(self.root):
            audited = audit(
                Request(offline=True, ledger=Ledger(self.folder)),
                Wish(command=("medlint", "audit"), **wish),
                PACKS,
                NOW,
            )
        write(self.folder, drawn(audited.document, form))

    def verified(self, today: date = TODAY) -> Verified:
        """What `verify` says."""
        with chdir(self.root):
            return verify(self.folder, PACKS, today)

    def forge(self, change: Callable[[Any], object], *, redraw: bool = True) -> None:
        """Change the report, and make its digests fit; `redraw` makes the pages fit as well."""
        document = json.loads((self.folder / "report.json").read_bytes())
        change(document)
        files = drawn(document, PLAIN) if redraw else {"report.json": written(document).encode()}
        write(self.folder, files if redraw else {**_files(self.folder), "report.json": files["report.json"]})


def _files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in read((folder / SUMS).read_bytes()).digests}


@pytest.fixture(name="site")
def _site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.audit()
    return site


def test_an_untouched_report_is_intact_and_true(site: Site) -> None:
    """Nothing is said against it."""
    found = site.verified()

    assert (found.broken, found.outdated, found.untold, found.exit_code) == ((), (), (), 0)


def test_every_change_of_a_byte_is_detected(site: Site) -> None:
    """A thousand changed bytes, in any file of the folder, are a thousand reports that are not intact.

    Asked of the digests, with which every verification begins.
    """
    site.audit(Form(site=True, xlsx=True))
    chance = random.Random(6)  # noqa: S311  # chooses bytes, keeps no secret
    names = sorted(path for path in site.folder.rglob("*") if path.is_file())
    missed = []
    for _ in range(1000):
        path = chance.choice(names)
        data = path.read_bytes()
        at = chance.randrange(len(data))
        other = bytes([(data[at] + chance.randrange(1, 256)) % 256])
        path.write_bytes(data[:at] + other + data[at + 1 :])
        if not list(changed(site.folder, files_of(site.folder))):
            missed.append((path.name, at, other))
        path.write_bytes(data)

    assert missed == []
    assert site.verified().exit_code == 0


@pytest.mark.parametrize("name", ["index.html", "findings.csv", "report.json", SUMS])
@pytest.mark.parametrize("how", ["removed", "emptied", "grown"])
def test_a_file_that_is_not_as_written_is_named(site: Site, name: str, how: str) -> None:
    """Removed, emptied, or with a byte more."""
    path = site.folder / name
    if how == "removed":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b"\n" if how == "grown" else b"")
    found = site.verified()

    assert found.exit_code == 1
    assert any(name in each for each in found.broken)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("content/a.md", ARTICLE + "\nMore.\n", "content/a.md was changed"),
        ("medlint.toml", SETTINGS + "\n", "medlint.toml (configuration) was changed"),
        ("content/references.lock", "{}\n", "content/references.lock (lock) was not there, and is now"),
        ("content/new.md", ARTICLE, "content/new.md was added, and nobody has checked it"),
    ],
)
def test_what_changed_since_is_named(site: Site, name: str, text: str, said: str) -> None:
    """A changed article, configuration or lock, and a new article; the report is intact all the same."""
    site.put(name, text)
    found = site.verified()

    assert (found.broken, found.outdated, found.exit_code) == ((), (said,), 1)


@pytest.mark.parametrize("name", ["content/medlint.toml", "content/pyproject.toml"])
def test_a_configuration_that_decides_now_is_named(site: Site, name: str) -> None:
    """One that lies nearer to the articles than the one that decided."""
    site.put(
        name, '[tool.medlint]\nselect = ["broken-link"]\n' if "pyproject" in name else 'select = ["broken-link"]\n'
    )

    assert f"{name} decides now, and did not then" in site.verified().outdated


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("content/c.md", "", ARTICLE, "content/c.md was changed"),
        ("content/c.mdx", "x\n", ARTICLE, "content/c.mdx was changed"),
        ("content/.gitignore", "b.md\n", "", f"content/b.md was left out ({_IGNORED}), and would be checked now"),
        ("content/.gitignore", "", "b.md\n", f"content/b.md would be left out now: {_IGNORED}"),
    ],
)  # fmt: skip
def test_what_would_be_looked_at_otherwise_is_named(site: Site, name: str, before: str, after: str, said: str) -> None:
    """A file that was empty, unread or ignored, and is an article now; and one that is ignored now."""
    site.put(name, before)
    site.audit()
    assert site.verified().outdated == ()
    site.put(name, after)

    assert site.verified().outdated == (said,)


def test_a_link_that_became_a_file_is_named(site: Site) -> None:
    """A link that leads nowhere could not be checked; what lies in its place can be."""
    (site.root / "content/c.md").symlink_to("nowhere.md")
    site.audit()
    (site.root / "content/c.md").unlink()
    site.put("content/c.md", ARTICLE)

    assert site.verified().outdated == (
        "content/c.md was not checked (it is a link that leads nowhere), and could be now",
    )


def test_from_another_folder_nothing_can_be_told(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The articles are not accused of being gone where nobody has looked for them."""
    with chdir(tmp_path_factory.mktemp("elsewhere")):
        found = verify(site.folder, PACKS, TODAY)

    assert (found.broken, found.outdated, found.exit_code) == ((), (), 2)
    assert "--root" in found.untold[0]


def test_a_lock_that_changed_is_named(site: Site) -> None:
    """The lock that the verdict rests on."""
    site.put("content/references.lock", '{"schema": 1, "references": {}}\n')
    site.audit()
    before = site.verified()
    site.put("content/references.lock", '{"schema": 1,  "references": {}}\n')

    assert before.exit_code in (0, 1)
    assert "content/references.lock (lock) was changed" in site.verified().outdated


def test_what_is_gone_is_named(site: Site) -> None:
    """An article that was deleted."""
    (site.root / "content/b.md").unlink()

    assert site.verified().outdated == ("content/b.md is not there any more",)


def test_what_an_audit_does_not_read_is_no_matter(site: Site) -> None:
    """A picture beside the articles, and a file beside the report."""
    site.put("content/photo.jpg", "not a photo")
    (site.folder / "minutes.txt").write_text("of the meeting")

    assert site.verified().exit_code == 0


def test_a_waiver_that_ended_since_is_named(site: Site) -> None:
    """The verdict rests on it until its last day."""
    assert site.verified(date(2026, 12, 31)).exit_code == 0
    assert site.verified(date(2027, 1, 1)).outdated == (
        "the waiver of missing-pmid at medlint.toml:3 ended on 2026-12-31",
    )


def _pass(document: dict[str, Any]) -> None:
    document["audit"]["verdict"] = {"code": 0, "words": "Passed: all is well.", "limits": ""}
    document["exit_code"] = 0


def _hide(document: dict[str, Any]) -> None:
    del document["findings"][0]


def _drop(document: dict[str, Any]) -> None:
    del document["files"][0]


def _lower(document: dict[str, Any]) -> None:
    document["audit"]["rules"][0]["findings"] += 1


def _unrule(document: dict[str, Any]) -> None:
    document["audit"]["rules"][0]["failed"] += 1
    document["audit"]["rules"][0]["passed"] -= 1


def _excuse(document: dict[str, Any]) -> None:
    document["audit"]["exemptions"][0]["findings"] += 1


def _undate(document: dict[str, Any]) -> None:
    document["audit"]["exemptions"][0]["until"] = "soon"


def _month(document: dict[str, Any]) -> None:
    document["run"]["started"] = "2026-99-99T99:99:99Z"


@pytest.mark.parametrize("change", [_pass, _hide, _drop, _lower, _unrule, _excuse, _undate, _month])
def test_what_was_forged_does_not_follow(site: Site, change: Callable[[dict[str, Any]], None]) -> None:
    """Digests and pages that fit do not help where the sums or the verdict are not those of the rows."""
    site.forge(change)
    found = site.verified()

    assert found.exit_code == 1
    assert any("report.json" in each for each in found.broken)


def test_pages_that_say_something_else_are_named(site: Site) -> None:
    """A title that was changed in report.json alone, with digests that fit."""
    site.forge(lambda document: document["audit"].update(title="Another"), redraw=False)

    assert set(site.verified().broken) == {"index.html is not what report.json gives"}


def test_a_page_that_sums_do_not_name_is_missed(site: Site) -> None:
    """Whoever takes a table out of the folder and out of the sums is seen."""
    (site.folder / "findings.csv").unlink()
    digests = read((site.folder / SUMS).read_bytes()).digests
    (site.folder / SUMS).write_bytes(listed({name: digests[name] for name in digests if name != "findings.csv"}))

    assert site.verified().broken == (f"{SUMS} does not name findings.csv",)


def test_a_report_of_other_rules_cannot_be_told(site: Site) -> None:
    """What newer rules would find, nobody has asked: such a report is neither true nor untrue."""

    def older(document: dict[str, Any]) -> None:
        document["audit"]["provenance"]["packs"][-1]["sha256"] = "0" * 64

    site.forge(older)
    found = site.verified()

    assert (found.broken, found.outdated, found.exit_code) == ((), (), 2)
    assert "with other rules" in found.untold[0]


def test_no_report(tmp_path: Path) -> None:
    """A folder without one is no report that failed."""
    with pytest.raises(VerifyError, match="holds no report"):
        verify(tmp_path, PACKS, TODAY)
