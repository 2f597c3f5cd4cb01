"""The documentation: what it has from the program is fresh, its examples run, and it builds without a warning."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import click
import pytest

from lint import explain
from lint.cli import cli, main
from lint.testing import findings, page
from tests.browser import Chromium, launched
from tests.docs_pages import DOCS, PICTURES, ROOT, command_line, configuration, picture

REQUIRED = "MEDLINT_REQUIRE_DOCS"
SETTINGS = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]


def read(name: str) -> str:
    """A page of the documentation."""
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_command_line_is_fresh() -> None:
    """The page of the command line says what `--help` says; `python -m tests.docs_pages` writes it."""
    assert read("command-line.md") == command_line()


def test_every_option_is_there() -> None:
    """The page of the command line names every command and every option."""
    written = read("command-line.md")
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)

        assert command is not None
        assert command.hidden or f"\n## medlint {name}\n" in written
        for parameter in command.params:
            for spelling in parameter.opts if isinstance(parameter, click.Option) and not parameter.hidden else ():
                assert re.search(rf"\| `[^`]*{re.escape(spelling)}\b", written), (name, spelling)


def test_the_configuration_is_fresh() -> None:
    """The page of the configuration says what its schema says; `python -m tests.docs_pages` writes it."""
    assert read("configuration.md") == configuration()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
@pytest.mark.parametrize(("name", "columns"), PICTURES.items())
def test_the_picture_is_real(name: str, columns: int) -> None:
    """The picture is that of a real terminal in which the command ran; `python -m tests.docs_pages` draws it."""
    assert read(f"picture/{name}") == picture(columns)


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_stands_alone(name: str) -> None:
    """A picture runs nothing and fetches nothing: no font, no style, no image."""
    drawn = read(f"picture/{name}")

    assert "<svg" in drawn
    assert re.findall(r"https?://[^\"' ]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<script|<image|@import|@font-face|url\((?!#)", drawn)


def test_the_example_of_a_rule_works() -> None:
    """The package that rule writers are shown is a rule pack, its page is complete, and its test passes."""
    (_, package), (_, test) = re.findall(r"(?ms)^(`{3,})python\n(.*?)^\1$", read("rule-writers.md"))
    module = ModuleType("house_rules")
    exec(compile(package, "house_rules.py", "exec"), module.__dict__)  # noqa: S102  # the example is ours
    (rule_page,) = explain.pages(module.PACK)

    assert set(explain.REQUIRED) <= set(rule_page.sections)
    for section, count in (("Fails", 1), ("Passes", 0)):
        assert [len(findings(page(each.document), module.PACK)) for each in rule_page.examples(section)] == [count]
    names = {"findings": findings, "page": page, "PACK": module.PACK}
    lines = [line for line in test.splitlines() if not line.startswith("from ")]
    exec("\n".join([*lines, "test_miracle_cure()"]), names)  # noqa: S102  # as above


def test_what_readers_are_told_to_type_exists() -> None:
    """Every `medlint` command in the pages is one, with options that it has."""
    context = click.Context(cli)
    typed = [
        match[1].split()
        for path in DOCS.glob("*.md")
        for code in re.findall(r"(?ms)^```.*?^```$|`[^`\n]+`", path.read_text(encoding="utf-8"))
        for match in re.finditer(r"(?m)^[`$ ]*medlint ([a-z][^`\n]*)", code)
        if "[OPTIONS]" not in match[1]
    ]
    for name, *words in typed:
        command = cli.get_command(context, name)

        assert command is not None, name
        known = {spelling for each in command.params for spelling in (*each.opts, *each.secondary_opts)}
        assert {word.partition("=")[0] for word in words if word.startswith("-") and len(word) > 1} <= known, name

    assert len(typed) > 15


def test_the_table_of_rules_is_that_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`medlint rules --format markdown` and the page of the rules name the same rules, severities and summaries."""
    row = re.compile(r"(?m)^\| [`[]([a-z-]+)(?:`|\]\(#[a-z-]+\)) \| (\w+)[^|]* \| ([^|]+) \|")
    with pytest.raises(SystemExit):
        main(["rules", "--format", "markdown"])
    printed = row.findall(capsys.readouterr().out)

    assert len(printed) > 20
    assert sorted(printed) == sorted(row.findall(read("rules.md")))


def test_every_page_has_its_place() -> None:
    """Every page stands in the table of contents exactly once, and nothing else does."""
    listed = re.findall(r"'([\w-]+\.md)'", str(SETTINGS["nav"]))
    left_out = SETTINGS["plugins"]["exclude"]["glob"]

    assert sorted(listed) == sorted(path.name for path in DOCS.glob("*.md") if path.name not in left_out)


def test_nothing_is_fetched_by_the_theme() -> None:
    """No font from elsewhere, no analytics, no scripts or styles of others."""
    assert SETTINGS["theme"]["font"] is False
    assert not SETTINGS.keys() & {"extra", "extra_javascript", "repo_url"}
    assert all((DOCS / name).is_file() for name in SETTINGS["extra_css"])


class Addresses(HTMLParser):
    """What a page links to, what it fetches, and the places in it that can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the addresses of an element."""
        found = {name: value or "" for name, value in attrs}
        self.places.add(found.get("id", ""))
        fetches = tag != "link" or found.get("rel") not in ("canonical", "prev", "next")
        for name in ("href", "src", "srcset"):
            if name in found:
                (self.links if tag == "a" or not fetches else self.fetched).append(found[name])


@pytest.fixture(name="site", scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as the generator builds it, where a warning is an error."""
    if find_spec("zensical") is None:
        obstacle = 'the generator is not installed: python -m pip install -e ".[docs]"'
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but {obstacle}")
        pytest.skip(obstacle)
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(DOCS, folder / "docs", ignore=shutil.ignore_patterns("node_modules"))
    shutil.copyfile(ROOT / "zensical.toml", folder / "zensical.toml")
    ran = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "arning" not in ran.stdout + ran.stderr
    return folder / "site"


def test_it_builds_without_a_warning(site: Path) -> None:
    """Each page is there, and the articles that show faults are none."""
    built = {path.stem for path in site.glob("*.html")}

    assert built == {"404", *(Path(name).stem for name in re.findall(r"'([\w-]+\.md)'", str(SETTINGS["nav"])))}
    assert not list(site.rglob("article*"))
    assert not list(site.rglob("editors"))


def test_links_lead_somewhere_and_nothing_is_fetched(site: Path) -> None:
    """Every link inside of the built site leads to a page and to a place in it; what a page fetches is its own."""
    found = {path: Addresses(path.read_text(encoding="utf-8")) for path in site.glob("*.html") if path.stem != "404"}
    followed, outside = 0, set()
    for path, addresses in found.items():
        for address in addresses.fetched:
            assert not re.match(r"[a-z]+:|//", address), (path.name, address)
            assert (site / address.partition("?")[0]).is_file(), (path.name, address)
        for link in addresses.links:
            name, _, place = link.partition("#")
            outside |= {link} if re.match(r"[a-z]+:|//", link) else set()
            if not re.match(r"[a-z]+:|//", link) and link not in (".", "#"):
                target = site / (name or path.name)
                followed += 1

                assert target.is_file(), (path.name, link)
                assert not place or place in found[target].places, (path.name, link)

    assert followed > 100
    # No network is asked: what leads elsewhere is an address that can be, and to our own repository a file that is.
    for link in outside:
        assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+(/[!-~]*)?", link), link
        if inside := re.fullmatch(r"https://github\.com/medlint/medlint/(?:tree|blob)/main/([^#]+)", link):
            assert (ROOT / inside[1]).exists(), link
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//|@import", style.read_text(encoding="utf-8")), style


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Chromium]:
    """The browser for this module alone: that of `tests.browser` would run until the last test of all."""
    with launched() as browser:
        yield browser


@pytest.mark.parametrize(("width", "shown"), [(1280, "wide.svg"), (390, "narrow.svg")])
def test_in_a_browser(site: Path, browser: Chromium, width: int, shown: str) -> None:
    """Pages ask nobody for anything, no page is wider than a telephone, and the picture is the one for its width."""
    with browser.window(width=width) as window:
        for path in sorted(site.glob("*.html")):
            if width < 400 and path.stem != "404":  # its addresses are those of a server
                tab = window.go(path, scripts=False)

                assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
        tab = window.go(site / "index.html", scripts=False)
        tab.wait_for_load_state("networkidle")  # what the theme's script asks for, it asks for on every page
        picture_shown = tab.evaluate(
            "(image => image.naturalWidth && image.currentSrc)(document.querySelector('picture img'))"
        )

        assert picture_shown.endswith(f"/{shown}")
        assert window.requests
        assert [address for address in window.requests if not address.startswith(("file:", "data:", "blob:"))] == []
