"""Where the articles of a repository lie: a guess from the names of folders, and from who cites papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lint import files

# Folders in which site generators and publishers keep what is published (Hugo: content; Jekyll: _posts; Astro:
# src/content; Gatsby, Next.js: src/pages, posts), with their names in the languages that the rules read.
_ARTICLES = frozenset(
    "content contents _content articles article _articles posts post _posts _drafts blog blogs pages _pages"
    " artikel beitraege beiträge inhalte artikelen articulos artículos contenido artigos conteudo conteúdo articoli"
    " contenuti contenu".split()
)
# Folders of a repository's own machinery, whose Markdown no reader of the site sees.
_MACHINERY = frozenset(
    "test tests testdata fixtures __tests__ spec specs theme themes layout layouts _layouts _includes includes"
    " templates _templates archetypes partials components vendor third_party scripts tools script bin dist build out"
    " target public _site site-packages venv licenses".split()
)
# Files about the repository (GitHub's community files and their kin); a language may follow, as in README.de.md.
_PROJECT_FILE = re.compile(
    r"(?:readme|changelog|changes|history|news|release[-_ ]?notes|releases|contributing|contributors"
    r"|code[-_]of[-_]conduct|conduct|security|support|governance|maintainers|authors|credits|acknowledg\w{0,6}|licen[cs]es?|copying|copyright"
    r"|notice|todo|roadmap|upgrading|upgrade|migration|install|installation|building|development|developing|hacking"
    r"|architecture|design|style[-_]?guide|translating|agents|claude|gemini|copilot-instructions|issue[-_]template"
    r"|pull[-_]request[-_]template|faq|index)(?:[._-][a-z]{2,3}(?:[-_][a-z]{2,4})?)?",
    re.IGNORECASE,
)
_CITES = re.compile(rb"\b10\.\d{4,9}/|\bPMID\b|\bpubmed\b|\bdoi\b", re.IGNORECASE)
_TOP = ""


class Guess(NamedTuple):
    """Where articles seem to lie, relative to the repository: `paths` in order, the first with the most articles.

    `files` are all Markdown files but those about the repository, `hidden` are places that hold no articles: they are
    left out when the whole repository is a path.
    """

    paths: tuple[str, ...]
    files: tuple[str, ...]
    hidden: tuple[str, ...]

    def within(self, paths: Sequence[str]) -> list[str]:
        """The files that some paths stand for."""
        return [name for name in self.files if any(_is_below(name, path) for path in paths)]

    def beside(self, paths: Sequence[str]) -> dict[str, int]:
        """The folders, with a slash, and files at the top that some paths leave out; how many files each."""
        found: dict[str, int] = {}
        for name in self.files:
            if not any(_is_below(name, path) for path in paths):
                folder, slash, _ = name.partition("/")
                found[folder + slash] = found.get(folder + slash, 0) + 1
        return found


def guess(root: Path) -> Guess:
    """Where the articles below a folder seem to lie.

    A folder with a name that site generators use counts. Any other counts when one of its files cites a paper, or when
    there is nothing better; folders of machinery and files about the repository count never.
    """
    groups: dict[str, list[Path]] = {}
    hidden: list[str] = []
    names: list[str] = []
    for path in markdown((root,)):
        parts = path.relative_to(root).parts
        if len(parts) == 1 and _PROJECT_FILE.fullmatch(path.stem):
            hidden.append(parts[0])
            continue
        names.append("/".join(parts))
        named = _named(parts)
        if not named and _MACHINERY.intersection(part.lower() for part in parts[:-1]):
            depth = next(index for index, part in enumerate(parts) if part.lower() in _MACHINERY)
            hidden.append("/".join(parts[: depth + 1]) + "/")
        else:
            groups.setdefault(named or (_TOP if len(parts) == 1 else parts[0]), []).append(path)
    chosen = _chosen(groups)
    paths = sorted((key for key in chosen if key != _TOP), key=lambda key: (-len(groups[key]), key))
    if _TOP in chosen and not paths:
        paths = ["."]
        hidden += [f"{key}/" for key in groups if key != _TOP]
    elif _TOP in chosen:
        paths += sorted(path.name for path in groups[_TOP])
    return Guess(tuple(paths), tuple(names), tuple(sorted(set(hidden))))


def _is_below(name: str, path: str) -> bool:
    return path in (".", name) or name.startswith(f"{path}/")


def markdown(paths: Sequence[Path]) -> Iterator[Path]:
    """Every Markdown file that the paths stand for, those that cannot be read included."""
    for target in files.discover(paths, files.Exclusion(Path(), ())):
        if is_markdown(target.path) and not target.skipped and not target.path.is_dir():
            yield target.path


def is_markdown(path: Path) -> bool:
    """Whether a file is called like Markdown, be it of a kind that is not read."""
    return path.suffix.lower() in files.SUFFIXES or path.suffix.lower() in files.UNREAD


def _named(parts: Sequence[str]) -> str:
    """The topmost folder of a path whose name says that articles lie in it; empty when none does."""
    for index, part in enumerate(parts[:-1]):
        if part.lower() in _ARTICLES:
            return "/".join(parts[: index + 1])
        if part.lower() in _MACHINERY:
            return ""
    return ""


def _chosen(groups: Mapping[str, Sequence[Path]]) -> set[str]:
    named = {key for key in groups if key.rpartition("/")[2].lower() in _ARTICLES}
    others = [key for key in groups if key not in named]
    chosen = named | {key for key in others if any(_cites(path) for path in groups[key])}
    chosen = chosen or {key for key in others if key != _TOP} or set(others)
    return {key for key in chosen if not any(key.startswith(f"{other}/") for other in chosen)}


def _cites(path: Path) -> bool:
    """Whether a file speaks of a DOI or a PMID; one in UTF-16 as well."""
    if _PROJECT_FILE.fullmatch(path.stem):
        return False
    return bool(_CITES.search(files.read(path).data.replace(b"\0", b"")))
