"""The parts of `medlint init`: where articles lie, the configuration, the entry for pre-commit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lint import __version__
from lint.config import Config, load
from lint.files import Exclusion
from lint.packs import installed, rules_of
from lint.scaffold import precommit
from lint.scaffold.places import guess
from lint.scaffold.settings_file import Settings, pattern

RULES = rules_of(family for pack in installed() for family in pack.families)
CITING = "A paper. doi: 10.5555/invented.1. PMID: 1."


def loaded(text: str, folder: Path) -> Config:
    """A configuration as medlint reads it."""
    (folder / "medlint.toml").write_text(text, encoding="utf-8")
    return load(folder / "medlint.toml", RULES)


def made(folder: Path, *names: str, text: str = "# Title\n") -> None:
    """Files of these names."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


# Where the articles lie


@pytest.mark.parametrize(
    ("names", "paths"),
    [
        ("README.md content/a.md content/de/b.md", "content"),
        ("README.md docs/a.md docs/b.md", "docs"),
        ("_posts/2020-01-01-a.md _posts/2020-02-01-b.md about.md CHANGELOG.md", "_posts"),
        ("src/content/blog/a.md src/README.md docs/dev.md", "src/content"),
        ("website/content/en/a.md tests/b.md", "website/content"),
        ("articles/a.md articles/b.md pages/c.md", "articles pages"),
        ("medicine/a.md", "medicine"),
        ("themes/x/content/a.md docs/b.md node_modules/m/README.md", "docs"),
        ("ketamine.md lithium.md README.md README.de.md LICENSE.md", "."),
        ("tests/a.md README.md", ""),
        ("", ""),
        ("content/a.mdx", "content"),
    ],
)
def test_where_articles_seem_to_lie(names: str, paths: str, tmp_path: Path) -> None:
    """By the names of folders; files about the repository and its machinery are no articles."""
    made(tmp_path, *names.split())

    assert tuple(paths.split()) == guess(tmp_path).paths


def test_a_folder_whose_files_cite_papers_holds_articles(tmp_path: Path) -> None:
    """Whatever it is called, and be it UTF-16; a single article at the top as well."""
    made(tmp_path, "content/a.md", "docs/dev.md", "notes/x.md")
    made(tmp_path, "medicine/b.md", "loose.md", text=CITING)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "c.md").write_bytes(CITING.encode("utf-16"))
    found = guess(tmp_path)

    assert found.paths == ("content", "medicine", "old", "loose.md")
    assert found.beside(found.paths) == {"docs/": 1, "notes/": 1}
    assert found.beside(("docs", "content")) == {"medicine/": 1, "notes/": 1, "old/": 1, "loose.md": 1}
    assert len(found.within(found.paths)) == 4


def test_what_is_no_article_is_hidden_from_a_whole_repository(tmp_path: Path) -> None:
    """When articles lie at the top, folders of machinery and files about the repository are left out by name."""
    made(tmp_path, "ketamine.md", text=CITING)
    made(tmp_path, "README.md", "CONTRIBUTING.md", "docs/dev.md", "site/themes/x/a.md")

    assert guess(tmp_path).paths == (".",)
    assert guess(tmp_path).hidden == ("CONTRIBUTING.md", "README.md", "docs/", "site/themes/")


# The configuration


def test_configuration_is_valid_and_says_the_defaults(tmp_path: Path) -> None:
    """The configuration that is written loads, and changes nothing but paths and baseline."""
    config = loaded(Settings(("content",)).text(), tmp_path)

    assert config == Config(
        tmp_path, tmp_path / "medlint.toml", ("content",), baseline="medlint-baseline.json", choice=config.choice
    )
    assert config.choice == Config(tmp_path).choice._replace(severity={}, options={})


def test_every_commented_key_is_known(tmp_path: Path) -> None:
    """The settings that the comments show are right: with the comment signs taken away the file still loads."""
    text = Settings(("content",), baseline=False).text()
    lines = [line.removeprefix("# ") if "=" in line or line.startswith("# [") else line for line in text.splitlines()]
    config = loaded("\n".join(lines), tmp_path)

    assert "# baseline = " in text
    assert config.baseline == "medlint-baseline.json"
    assert config.lock == "content/references.lock"
    assert config.max_age_days == 30
    assert config.services == {"crossref": "https://mirror.example.org/crossref"}
    assert config.choice.severity == {"uncited-reference": "info"}
    assert config.choice.options == {
        "altered-disclaimer.approved": ("content/disclaimers/en.md",), "incomplete-disclaimer.profile": "standard",
    }  # fmt: skip
    assert config.per_path[0][0] == "content/drafts/"


def test_answers_stand_in_the_configuration(tmp_path: Path) -> None:
    """Paths, profile, severity, and every file that is left out with the reason as a comment."""
    settings = Settings(
        ("src/content", 'a "b"\\c'), "clinic", "warning", excluded={"b.md": "it is old\x1b", "a.mdx": "it is MDX"}
    )
    config = loaded(settings.text(), tmp_path)

    assert config.paths == ("src/content", 'a "b"\\c')
    assert config.fail_on == "warning"
    assert config.choice.options == {"incomplete-disclaimer.profile": "clinic"}
    assert config.exclude == ("/a.mdx", "/b.md")
    assert '    # it is MDX\n    "/a.mdx",\n    # it is old\\x1b\n    "/b.md",\n' in settings.text()


@given(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=12))
def test_a_pattern_excludes_its_file(name: str) -> None:
    """Whatever a file is called, the pattern for it matches it, and goes through TOML unharmed."""
    import tomllib

    text = Settings(("content",), excluded={f"content/{name}.md": "it is old"}).text()
    (read,) = tomllib.loads(text)["exclude"]

    assert read == pattern(f"content/{name}.md")
    assert Exclusion(Path("/x"), (read,)).by(Path("/x/content") / f"{name}.md") == read


def test_a_pattern_excludes_nothing_else() -> None:
    """Wildcards in a name are letters."""
    excluded = Exclusion(Path("/x"), (pattern("content/a*[b]?.md"), pattern("#.md"), pattern("!x .md")))

    assert excluded.by(Path("/x/content/a*[b]?.md"))
    assert excluded.by(Path("/x/#.md"))
    assert excluded.by(Path("/x/!x .md"))
    assert not excluded.by(Path("/x/content/axbx.md"))
    assert not excluded.by(Path("/x/deeper/content/a*[b]?.md"))


# The entry for pre-commit

OURS = {
    "repo": "https://github.com/medlint/medlint",
    "rev": f"v{__version__}",
    "hooks": [{"id": "medlint", "files": r"^(content)/.*\.(?i:markdown|md|mdown|mkd|qmd|rmd)$"}],
}
USUAL = """\
# checks
repos:
  - repo: https://example.org/a
    rev: v1
    hooks:
      - id: a   # the first
"""
LAYOUTS = {
    "usual": USUAL,
    "without a last line feed": USUAL.rstrip("\n"),
    "windows": USUAL.replace("\n", "\r\n"),
    "byte order mark": f"\ufeff{USUAL}",
    "flush": "repos:\n- repo: https://example.org/a\n  rev: v1\n  hooks:\n  - id: a\n    args:\n    - --x\n",
    "wide": "repos:\n-   repo: https://example.org/a\n    rev: v1\n    hooks:\n    -   id: a\n",
    "keys behind": f"{USUAL}\n\n# what CI does\nci:\n  autofix_prs: false\n",
    "keys before": f"default_stages: [pre-commit]\n{USUAL}",
    "hook commented out": f"{USUAL}      # - id: b\n\nfail_fast: true\n",
    "hooks in one line": "repos:\n  - repo: https://example.org/a\n    rev: v1\n    hooks: [{id: a}]\n",
    "hooks first": "repos:\n  - hooks:\n      - id: a\n    repo: local\n",
    "text at the end": f"{USUAL}        entry: |\n          x\n          y\n",
    "kept line feeds": f"{USUAL}        entry: |+\n          x\n\n\n",
    "document": f"---\n{USUAL}",
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_an_entry_is_appended(text: str) -> None:
    """What was there stays to the letter, and the result is the old content with our entry behind it."""
    new = precommit.extended(text, ("content",))
    before = yaml.safe_load(text)

    assert new is not None
    assert yaml.safe_load(new) == {**before, "repos": [*before["repos"], OURS]}
    assert [line for line in new.split("\n") if line not in text.split("\n")] != []
    assert all(line in new for line in text.splitlines())
    assert ("\r\n" in text) == ("\r\n" in new)
    assert new.count("\n") - new.count("\r\n") in (0, new.count("\n"))
    assert precommit.has_entry(new)


def test_an_entry_is_indented_like_its_neighbours() -> None:
    """The dash, the keys and the hooks stand where those of the last entry do, and before the next key's comment."""
    wide = precommit.extended(LAYOUTS["wide"], ("content",))
    behind = precommit.extended(LAYOUTS["keys behind"], ("content",))

    assert wide is not None
    assert behind is not None
    assert "\n-   repo: https://github.com/medlint/medlint\n    rev: " in wide
    assert "\n    hooks:\n    - id: medlint\n      files: " in wide
    assert re.search(
        r"# the first\n  - repo: https://github.com/medlint/medlint\n.*\n.*\n.*\n.*\n\n\n# what CI", behind
    )


@pytest.mark.parametrize(
    "text",
    [
        "", "repos: []\n", "repos:\n", "a: 1\n", "- a\n", "repos: [{repo: local, hooks: []}]\n", "repos: {\n", "\t",
        "repos:\n  - {repo: local, hooks: []}\n", "repos: &r\n  - repo: a\nb: *r\n", f"{USUAL}...\n---\nx: 1\n",
        "x: 2001-99-99",
    ],
)  # fmt: skip
def test_a_file_of_another_layout_is_left_alone(text: str) -> None:
    """Where appending would change anything else, or cannot be seen to be right, nothing is written."""
    assert precommit.extended(text, ("content",)) is None


@pytest.mark.parametrize(
    "text",
    [
        precommit.fresh(("docs",)),
        "repos:\n  - repo: local\n    hooks:\n      - {id: medlint, entry: medlint check, language: system}\n",
    ],
)
def test_an_entry_that_is_there_is_seen(text: str) -> None:
    """Ours, or one that somebody wrote by hand."""
    assert precommit.has_entry(text)
    assert not precommit.has_entry(USUAL)


@pytest.mark.parametrize(
    ("paths", "name", "matches"),
    [
        (("content",), "content/de/a.md", True),
        (("content",), "content/a.MD", True),
        (("content",), "old/content/a.md", False),
        (("content",), "content/a.py", False),
        (("content",), "content.md", False),
        (("content", "src/x.y"), "src/x.y/a.qmd", True),
        (("content", "src/x.y"), "src/xzy/a.qmd", False),
        (("content", "a(b).md"), "a(b).md", True),
        (("content", "a(b).md"), "content/a.md", True),
        (("a.md",), "a.md", True),
        (("a.md",), "b/a.md", False),
        ((".",), "any/where/a.md", True),
        (("it's: #1",), "it's: #1/a.md", True),
        (("a\nb",), "a\nb/c.md", True),
    ],
)
def test_the_hook_is_for_the_articles(paths: tuple[str, ...], name: str, matches: bool) -> None:
    """The expression, as YAML reads it, matches what lies below the paths and is Markdown."""
    (repo,) = yaml.safe_load(precommit.fresh(paths))["repos"]

    assert bool(re.search(repo["hooks"][0]["files"], name)) == matches


# The workflows


def test_our_own_weekly_run_is_the_one_that_is_written() -> None:
    """What we give to others is what we use ourselves, but for the installation and the name."""
    home = Path(__file__).parents[2]
    theirs = (home / "lint" / "templates" / "references.yml").read_text(encoding="utf-8")
    ours = (home / ".github" / "workflows" / "references.yml").read_text(encoding="utf-8")

    assert theirs == ours.replace("name: references", "name: medlint references", 1).replace(
        "pip install .", 'pip install "medlint==@VERSION@"'
    )
