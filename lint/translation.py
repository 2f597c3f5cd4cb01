"""Messages in the language of whoever reads them, by the catalogs of gettext beside this module.

The catalogs hold the messages of the rules on disclaimers, identifiers and dosing, and the words around them; what
they do not hold is shown in English. Reports for programs (JSON, SARIF, ...) and the sums are English always: the same
input gives the same bytes on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from lint.finding import Finding
from lint.message import Message

DOMAIN = "medlint"
LOCALE = Path(__file__).parent / "locale"
# In this order, the first that is set decides (gnu.org/software/gettext/manual/html_node/Locale-Environment-Variables).
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


class Catalog(Protocol):
    """What looks up the translation of a template, as `gettext.NullTranslations` does."""

    def gettext(self, message: str, /) -> str:
        """The template in the catalog's language, or as it is."""
        ...


def languages(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The languages that a person's environment asks for, the dearest first; empty where English is.

    `LANGUAGE` is ignored where the locale is `C`, as gettext does.
    """
    locale = next((value for name in _VARIABLES[1:] if (value := environ.get(name, ""))), "")
    if re.fullmatch(r"C|POSIX", locale):
        return ()
    asked = environ.get("LANGUAGE", "") or locale
    return wanted(asked.split(":"))


def wanted(tags: Iterable[str]) -> tuple[str, ...]:
    """Names of locales ("de_CH.UTF-8") or tags of BCP 47 ("de-CH") as gettext takes them, up to the first English."""
    found = []
    for tag in filter(None, tags):
        name = re.split("[.@]", tag)[0].replace("-", "_")
        if re.match(r"(?i)(?:en|c|posix)(?![a-z])", name):
            break
        if re.fullmatch(r"\w{1,40}", name, re.ASCII):  # it becomes the name of a folder
            found.append(name)
    return tuple(found)


def catalog(names: tuple[str, ...]) -> Catalog | None:
    """The catalog of the first of these languages that there is one for; None means English."""
    if not names:
        return None
    import gettext

    try:
        return gettext.translation(DOMAIN, LOCALE, names)
    except OSError:  # none of them
        return None


def translated(text: str, catalog: Catalog | None) -> str:
    """A message in the language of a catalog; a plain string, and what the catalog does not hold, as it is."""
    if catalog is None or not isinstance(text, Message):
        return text
    template = catalog.gettext(text.template) if text.template else ""
    return template.format_map(
        {name: translated(value, catalog) if isinstance(value, str) else value for name, value in text.values.items()}
    )


def spoken(finding: Finding, catalog: Catalog | None) -> Finding:
    """A finding with everything that it says in the language of a catalog."""
    if catalog is None:
        return finding
    fix = finding.fix and finding.fix._replace(title=translated(finding.fix.title, catalog))
    return finding._replace(
        message=translated(finding.message, catalog), help=translated(finding.help, catalog), fix=fix
    )
