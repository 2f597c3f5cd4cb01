"""docs/audit.md, the auditor's page: what it shows works, and what it names exists."""

from __future__ import annotations

import re
from pathlib import Path

from lint.audit.sign_off import sign_off
from lint.cli.audit import audit
from lint.cli.verify import verify

_PAGE = (Path(__file__).parents[3] / "docs" / "audit.md").read_text(encoding="utf-8")
_PROSE = re.sub(r"^(?:minisign|gpg|cosign|  --certificate).*$", "", _PAGE, flags=re.MULTILINE)


def test_the_file_of_roles_that_it_shows_is_one(tmp_path: Path) -> None:
    """Whoever copies it gets the block that the page describes."""
    path = tmp_path / "roles.toml"
    path.write_text(re.findall(r"```toml\n(\[\[role\]\].*?)```", _PAGE, re.DOTALL)[0], encoding="utf-8")

    assert [(each["role"], each["date"]) for each in sign_off(path)] == [
        ("medical", "2026-11-25"),
        ("patient advisory board", ""),
    ]


def test_every_option_that_it_names_exists() -> None:
    """An option that was renamed is renamed here too."""
    known = {option for command in (audit, verify) for each in command.params for option in each.opts}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", _PROSE)) - {"--check"}  # of sha256sum

    assert named - known == set()
    assert len(named) > 10


def test_every_option_of_an_audit_is_named() -> None:
    """An option that was added is explained; what `-o` is, the first command shows."""
    options = {
        max(each.opts, key=len) for command in (audit, verify) for each in command.params if each.opts[0][0] == "-"
    }
    unnamed = {option for option in options if not re.search(rf"{option}(?![\w-])", _PAGE)}

    assert unnamed == {"--output"}


def test_its_links_lead_somewhere() -> None:
    """To files beside it, and to its own headings as GitHub names them."""
    headings = re.findall(r"^#+ (.*)$", _PAGE, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}
    targets = re.findall(r"\]\(([^)]+)\)", _PAGE)
    dead = [each for each in targets if each.startswith("#") and each[1:] not in anchors]
    folder = Path(__file__).parents[3] / "docs"
    dead += [each for each in targets if each[0] != "#" and not (folder / each.partition("#")[0]).is_file()]

    assert dead == []
