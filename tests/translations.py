"""`python -m tests.translations` gathers the messages of the program into the catalogs, and compiles these.

Every `Message("...")` in `lint/` and `rules/` is a template for the catalogs in `lint/locale/`. After a message was
changed: run this, translate what it leaves empty in the `.po` files, and run it again. Babel extracts, merges and
compiles (the implementation of gettext's tools in Python: no other program is needed on Windows).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from lint import __version__
from lint.translation import DOMAIN, LOCALE

ROOT = Path(__file__).parent.parent
LANGUAGES = ("de", "es", "fr")


def messages() -> Catalog:
    """All messages of the program with the files that say them."""
    catalog = Catalog(project=DOMAIN, charset="utf-8", fuzzy=False)
    for package in ("lint", "rules"):
        for name, _, message, _, _ in sorted(
            extract_from_dir(ROOT / package, [("**.py", "python")], keywords={"Message": None}), key=lambda row: row[:2]
        ):
            template = str(message)
            if not _is_frame(template):
                catalog.add(template, locations=[(f"{package}/{name}", 1)])
    return catalog


def _is_frame(template: str) -> bool:
    """Whether a template only puts values beside each other."""
    return not any(letter.isalpha() for literal, *_ in Formatter().parse(template) for letter in literal)


def path(language: str, kind: str) -> Path:
    """Where the catalog of a language lies: `po` for translators, `mo` for the program."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.{kind}"


def merged(language: str) -> Catalog:
    """The catalog of a language with all messages of the program and no other."""
    catalog = Catalog(
        language,
        header_comment=f"# The messages of {DOMAIN}, under its license.",
        project=DOMAIN,
        version=__version__,
        msgid_bugs_address="https://github.com/medlint/medlint/issues",
        last_translator="The medlint authors",
        language_team=language,
        revision_date=datetime(2026, 11, 25, tzinfo=UTC),
        charset="utf-8",
        fuzzy=False,
    )
    if path(language, "po").exists():
        with path(language, "po").open("rb") as file:
            catalog = read_po(file, language, DOMAIN)
    catalog.update(messages(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog, kind: str) -> bytes:
    """A catalog as the bytes of a file."""
    file = BytesIO()
    if kind == "mo":
        write_mo(file, catalog)
    else:
        write_po(file, catalog, width=120, include_lineno=False, sort_by_file=True)
    return file.getvalue()


def untranslated(catalog: Catalog) -> Iterator[str]:
    """The messages that have no translation yet."""
    return (str(message.id) for message in catalog if message.id and not message.string)


def main() -> None:
    """Bring the catalogs up to date, and say what is left to translate."""
    for language in LANGUAGES:
        catalog = merged(language)
        for kind in ("po", "mo"):
            path(language, kind).parent.mkdir(parents=True, exist_ok=True)
            path(language, kind).write_bytes(written(catalog, kind))
        for template in untranslated(catalog):
            print(f"{language}: {template}")


if __name__ == "__main__":
    main()
