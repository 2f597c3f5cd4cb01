"""The configuration: what it accepts, and that every error names the file, the key and its neighbour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lint.cli import main
from lint.config import Choice, ConfigError, load, nearest, selection
from lint.rule import Option, Rule

RULES = (
    Rule("missing-doi", "error", "A reference without a DOI.", "https://www.doi.org/"),
    Rule("broken-link", "error", "A link that leads nowhere.", "https://www.w3.org/"),
    Rule(
        "missing-author",
        "warning",
        "No author.",
        "https://jamanetwork.com/",
        on_by_default=False,
        profiles=("jama", "house"),
    ),
    Rule("missing-date", "warning", "No date.", "https://jamanetwork.com/", on_by_default=False, profiles=("jama",)),
    Rule("unchecked-content", "error", "Not checked.", "https://spec.commonmark.org/"),
    Rule(
        "altered-disclaimer",
        "error",
        "Changed.",
        "https://www.ftc.gov/",
        options=(
            Option("approved", (), "Approved wordings.", files=True),
            Option("profile", "minimal", "Elements.", ("minimal", "strict")),
            Option("strict", False, "Whether."),
            Option("limit", 3, "How many."),
        ),
    ),
)


def write(folder: Path, text: str, name: str = "medlint.toml") -> Path:
    """A configuration file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_all_keys_are_read(tmp_path: Path) -> None:
    """Every documented key ends up in the value."""
    source = write(
        tmp_path,
        """
        paths = ["articles"]
        exclude = ["drafts/"]
        select = ["missing-doi", "broken-link"]
        ignore = ["broken-link"]
        fail-on = "warning"
        lock = "refs.lock"
        severity.missing-doi = "info"
        [rules.altered-disclaimer]
        approved = ["en.md"]
        profile = "strict"
        strict = true
        limit = 5
        [per-path."blog/"]
        ignore = ["missing-doi"]
        """,
    )
    config = load(source, RULES)

    assert config.root == tmp_path.resolve()
    assert (config.paths, config.exclude, config.fail_on, config.lock) == (
        ("articles",), ("drafts/",), "warning", "refs.lock",
    )  # fmt: skip
    assert config.choice == Choice(
        ("missing-doi", "broken-link"),
        ("broken-link",),
        {"missing-doi": "info"},
        {
            "altered-disclaimer.approved": ("en.md",),
            "altered-disclaimer.profile": "strict",
            "altered-disclaimer.strict": True,
            "altered-disclaimer.limit": 5,
        },
    )
    assert config.per_path == (("blog/", Choice((), ("missing-doi",), {}, {})),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('pahts = ["x"]', 'pahts is not a known key; did you mean "paths"?'),
        ("zzz = 1", "zzz is not a known key"),
        ('paths = "content"', "paths must be a list of texts"),
        ("paths = [1]", "paths must be a list of texts"),
        ('select = ["missing-dio"]', 'select names the unknown rule "missing-dio"; did you mean "missing-doi"?'),
        ('fail-on = "eror"', "fail-on must be one of error, warning, info, never, not 'eror'; did you mean \"error\"?"),
        ("fail-on = 1", "fail-on must be one of error, warning, info, never, not 1"),
        ("lock = 1", "lock must be a text, not 1"),
        ('severity.missing-doi = "bad"', "severity.missing-doi must be one of error, warning, info, not 'bad'"),
        ('severity.nope = "error"', 'severity names the unknown rule "nope"'),
        ("rules.nope.x = 1", 'rules names the unknown rule "nope"'),
        (
            "rules.altered-disclaimer.aproved = []",
            'rules.altered-disclaimer.aproved is not a known key; did you mean "approved"?',
        ),
        (
            'rules.altered-disclaimer.profile = "max"',
            "rules.altered-disclaimer.profile must be one of minimal, strict, not 'max'",
        ),
        ("rules.altered-disclaimer.strict = 1", "rules.altered-disclaimer.strict must be true or false, not 1"),
        ("rules.altered-disclaimer.limit = true", "rules.altered-disclaimer.limit must be a whole number, not True"),
        ("rules.altered-disclaimer = 1", "rules.altered-disclaimer must be a table"),
        ("severity = 1", "severity must be a table"),
        ('profile = "jma"', "profile must be one of house, jama, not 'jma'; did you mean \"jama\"?"),
        ("profile = ['jama']", "profile must be a text, not ['jama']"),
        ('profile = ""', "profile must be one of house, jama, not ''"),
        (
            'profile = "strict"',
            (
                "profile must be one of house, jama, not 'strict'; it is one of the rule altered-disclaimer: "
                'write rules.altered-disclaimer.profile = "strict"'
            ),
        ),
        (
            '[per-path."a/"]\nprofile = "jam"',
            'per-path."a/".profile must be one of house, jama, not \'jam\'; did you mean "jama"?',
        ),
        ('profiles = ["jama"]', 'profiles is not a known key; did you mean "profile"?'),
        ('[per-path."a/"]\npaths = []', 'per-path."a/".paths is not a known key'),
    ],
)
def test_error_names_the_key(tmp_path: Path, text: str, expected: str) -> None:
    """A key or value that means nothing is refused with a sentence that names it."""
    source = write(tmp_path, text)

    with pytest.raises(ConfigError) as error:
        load(source, RULES)

    assert str(error.value).startswith(f"{source}: {expected}")


def test_a_profile_is_refused_where_no_rule_has_one(tmp_path: Path) -> None:
    """Without a pack that knows profiles, naming one is an error that says so."""
    source = write(tmp_path, 'profile = "jama"')

    with pytest.raises(ConfigError) as error:
        load(source, RULES[:2])

    assert str(error.value) == f"{source}: profile names a profile, and no installed rule has one"


@pytest.mark.parametrize("content", [b"paths = [", b'paths = ["\xff"]'])
def test_broken_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    """What is not TOML is an error that says so."""
    source = tmp_path / "medlint.toml"
    source.write_bytes(content)

    with pytest.raises(ConfigError, match="is not TOML"):
        load(source, RULES)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A configuration that is named but not there is an error."""
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "medlint.toml", RULES)


def test_nearest_configuration_wins(tmp_path: Path) -> None:
    """The search goes up from the first path and passes by a pyproject.toml of somebody else."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    outer = write(tmp_path, "[tool.medlint]\npaths = ['x']\n", "pyproject.toml")
    write(tmp_path / "a", "[tool.ruff]\n", "pyproject.toml")

    assert nearest(inner) == outer
    assert nearest(inner / "article.md") == outer

    own = write(inner, "")

    assert nearest(inner / "article.md") == own


def test_pyproject_table_is_read(tmp_path: Path) -> None:
    """In pyproject.toml only the table of medlint counts."""
    source = write(tmp_path, '[tool.other]\nx = 1\n[tool.medlint]\nfail-on = "never"\n', "pyproject.toml")

    assert load(source, RULES).fail_on == "never"


def test_selection_takes_defaults_select_and_ignore() -> None:
    """Rules that are off by default need to be selected; what says that nothing was checked is always on."""
    everything = selection(Choice(), RULES)

    assert everything.enabled == {"missing-doi", "broken-link", "unchecked-content", "altered-disclaimer"}
    assert everything.severities == {}
    assert everything.options["altered-disclaimer.limit"] == 3

    chosen = selection(
        Choice(("missing-author", "missing-doi"), ("missing-doi", "unchecked-content"), {"missing-author": "error"}),
        RULES,
    )

    assert chosen.enabled == {"missing-author", "unchecked-content"}
    assert chosen.severities == {"missing-author": "error"}


def test_a_nearer_selection_lifts_what_was_ignored() -> None:
    """Whoever selects a rule means it, whatever a farther choice ignores."""
    chosen = Choice(("missing-doi",)).over(Choice((), ("missing-doi", "broken-link")))

    assert selection(chosen, RULES).enabled == {"missing-doi", "unchecked-content"}


def test_choice_over_another() -> None:
    """A nearer selection replaces the farther one; ignored rules add up."""
    base = Choice(("missing-doi",), ("broken-link",), {"missing-doi": "info"}, {"a.b": 1})
    nearer = Choice((), ("missing-doi",), {"missing-doi": "error"}, {"a.c": 2})

    assert nearer.over(base) == Choice(
        ("missing-doi",), ("broken-link", "missing-doi"), {"missing-doi": "error"}, {"a.b": 1, "a.c": 2}
    )


EVERYTHING = {"missing-doi", "broken-link", "unchecked-content", "altered-disclaimer"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('profile = "jama"', EVERYTHING | {"missing-author", "missing-date"}),
        ('profile = "house"', EVERYTHING | {"missing-author"}),
        ('profile = "jama"\nignore = ["missing-date"]', EVERYTHING | {"missing-author"}),
        (
            'profile = "jama"\nselect = ["broken-link"]',
            {"broken-link", "missing-author", "missing-date", "unchecked-content"},
        ),
        ('select = ["missing-date"]', {"missing-date", "unchecked-content"}),
    ],
)
def test_a_profile_adds_its_rules(tmp_path: Path, text: str, expected: set[str]) -> None:
    """The rules of a profile run beside those selected or on by default, those ignored aside."""
    assert selection(load(write(tmp_path, text), RULES).choice, RULES).enabled == expected


JAMA = Choice(profiles=("jama",))


@pytest.mark.parametrize(
    ("nearer", "farther", "expected"),
    [
        (JAMA, Choice(), EVERYTHING | {"missing-author", "missing-date"}),
        (Choice(), JAMA, EVERYTHING | {"missing-author", "missing-date"}),
        (JAMA, Choice(("missing-doi",)), {"missing-doi", "missing-author", "missing-date", "unchecked-content"}),
        (Choice(("missing-doi",)), JAMA, {"missing-doi", "unchecked-content"}),
        (Choice(("missing-doi",), profiles=("house",)), JAMA, {"missing-doi", "missing-author", "unchecked-content"}),
        (Choice((), ("missing-date",)), JAMA, EVERYTHING | {"missing-author"}),
        (JAMA, Choice((), ("missing-date",)), EVERYTHING | {"missing-author"}),
        (JAMA, Choice(profiles=("house",)), EVERYTHING | {"missing-author", "missing-date"}),
    ],
)
def test_a_profile_over_another_choice(nearer: Choice, farther: Choice, expected: set[str]) -> None:
    """Profiles add up; a nearer selection replaces farther ones; what is ignored anywhere stays out."""
    assert selection(nearer.over(farther), RULES).enabled == expected


def test_profiles_of_a_path_are_read(tmp_path: Path) -> None:
    """A profile may be that of some files alone."""
    config = load(write(tmp_path, '[per-path."patients/"]\nprofile = "jama"'), RULES)

    assert config.per_path == (("patients/", JAMA),)
    assert config.choice == Choice()


ARTICLE = "# Ketamine\n\nThis article does not replace medical advice, diagnosis or treatment by your doctor.\n"


@pytest.mark.parametrize(
    ("text", "arguments", "expected"),
    [
        ("", [], set()),
        ('profile = "jama"', [], {"missing-author", "missing-review-date", "missing-disclosure"}),
        ('profile = "jama"\nignore = ["missing-disclosure"]', [], {"missing-author", "missing-review-date"}),
        ('profile = "jama"', ["--ignore", "missing-author"], {"missing-review-date", "missing-disclosure"}),
        ('profile = "jama"', ["--select", "missing-author"], {"missing-author"}),
        ('select = ["missing-author"]', [], {"missing-author"}),
        ('[per-path."other/"]\nprofile = "jama"', [], set()),
        (
            '[per-path."*.md"]\nprofile = "jama"\nignore = ["missing-author"]',
            [],
            {"missing-review-date", "missing-disclosure"},
        ),
    ],
)
def test_a_profile_on_the_command_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    arguments: list[str],
    expected: set[str],
) -> None:
    """A run reports what the profile asks for, and no more than it is told to."""
    write(tmp_path, text)
    write(tmp_path, ARTICLE, "article.md")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit) as exited:
        main(["check", "article.md", "--offline", *arguments])

    assert {match[1] for match in re.finditer(r"\[([a-z-]+)\]$", capsys.readouterr().out, re.MULTILINE)} == expected
    assert exited.value.code == (1 if expected else 0)


def test_the_profile_of_a_disclaimer_at_the_top_is_told_where_it_belongs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who writes `profile = "strict"` at the top meant the disclaimer's, and the run cannot vouch."""
    write(tmp_path, 'profile = "strict"')
    write(tmp_path, ARTICLE, "article.md")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit) as exited:
        main(["check", "article.md", "--offline"])

    assert exited.value.code == 2
    assert 'write rules.incomplete-disclaimer.profile = "strict"' in capsys.readouterr().err
