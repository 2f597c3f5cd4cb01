"""`medlint init`: what it writes works, and it overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint import __version__
from lint.config import load
from lint.packs import installed, rules_of
from lint.scaffold import write


def test_configuration_is_valid_and_says_the_defaults(tmp_path: Path) -> None:
    """The configuration that is written loads, and changes nothing but the paths."""
    written, kept = write(tmp_path)
    config = load(tmp_path / "medlint.toml", rules_of(family for pack in installed() for family in pack.families))

    assert kept == []
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "medlint.toml", ".github/workflows/medlint.yml", ".github/workflows/medlint-references.yml",
    ]  # fmt: skip
    assert config.paths == ("content",)
    assert config.fail_on == "error"
    assert config.choice.select == ()


@pytest.mark.parametrize("name", ["medlint.yml", "medlint-references.yml"])
def test_the_workflows_pin_this_version(name: str, tmp_path: Path) -> None:
    """What gates pull requests does not change by itself."""
    write(tmp_path)
    workflow = (tmp_path / ".github" / "workflows" / name).read_text(encoding="utf-8")

    assert f'pip install "medlint=={__version__}"' in workflow


def test_every_commented_key_is_known(tmp_path: Path) -> None:
    """The settings that the comments show are right: with the comment signs taken away the file still loads."""
    write(tmp_path)
    source = tmp_path / "medlint.toml"
    lines = source.read_text(encoding="utf-8").splitlines()
    source.write_text(
        "\n".join(line.removeprefix("# ") if "=" in line or line.startswith("# [") else line for line in lines),
        encoding="utf-8",
    )
    config = load(source, rules_of(family for pack in installed() for family in pack.families))

    assert config.lock == "content/references.lock"
    assert config.max_age_days == 30
    assert config.services == {"crossref": "https://mirror.example.org/crossref"}
    assert config.choice.severity == {"uncited-reference": "info"}
    assert config.choice.options["altered-disclaimer.approved"] == ("content/disclaimers/en.md",)
    assert config.per_path[0][0] == "content/drafts/"


def test_what_is_there_stays(tmp_path: Path) -> None:
    """A file that exists is kept as it is."""
    (tmp_path / "medlint.toml").write_text("# mine\n", encoding="utf-8")
    _, kept = write(tmp_path)

    assert kept == [tmp_path / "medlint.toml"]
    assert (tmp_path / "medlint.toml").read_text(encoding="utf-8") == "# mine\n"


def test_our_own_weekly_run_is_the_one_that_is_written(tmp_path: Path) -> None:
    """What we give to others is what we use ourselves, but for the installation and the name."""
    write(tmp_path)
    theirs = (tmp_path / ".github" / "workflows" / "medlint-references.yml").read_text(encoding="utf-8")
    ours = (Path(__file__).parents[2] / ".github" / "workflows" / "references.yml").read_text(encoding="utf-8")

    assert theirs == ours.replace("name: references", "name: medlint references", 1).replace(
        "pip install .", f'pip install "medlint=={__version__}"'
    )
