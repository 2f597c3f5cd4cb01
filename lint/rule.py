"""What a rule is and what it may look at: the whole interface of a rule pack.

A pack is an installed package with one entry point in the group `medlint.rules` that names a tuple of Families.
Rules are pure: no file, network, clock or environment. Whatever they need is on the Page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from lint.document import Cause, Document
from lint.finding import Hit, Severity
from lint.references.model import Bibliography
from lint.resolve.verdict import ResolvedReference
from lint.spans import Span

UNREAD = "unchecked-content"

# What an article must have so that a rule has something to judge.
Subject = Literal["document", "references", "works", "citations", "links", "wordings", "waivers"]

OptionValue = str | int | bool | tuple[str, ...]


class Option(NamedTuple):
    """An option of a rule: name, default (its type is the option's type), what it does, and the values allowed.

    `files` tells that the values are files, relative to the configuration: the Page carries their visible text.
    """

    name: str
    default: OptionValue
    help: str
    choices: tuple[str, ...] = ()
    files: bool = False


class Wording(NamedTuple):
    """A text that somebody approved: the name of its file and its visible text."""

    name: str
    text: str


# Where the pages of our own rules are read, each under its id.
PAGES = "https://github.com/medlint/medlint/blob/main/docs/rules.md"


class Page(NamedTuple):
    """Everything a rule may look at.

    `options` maps "rule-id.option" to a value, defaults included. `missing_targets` are the relative link targets of
    this document that lead to no file, each with the path of a file beside it whose name is nearly the same, or "".
    `approved` are the approved wordings that the configuration names. `resolved`
    is filled only for families that look at references. `today` is an ISO date.
    """

    document: Document
    bibliography: Bibliography
    options: Mapping[str, OptionValue] = MappingProxyType({})
    missing_targets: Mapping[str, str] = MappingProxyType({})
    approved: tuple[Wording, ...] = ()
    resolved: tuple[ResolvedReference, ...] = ()
    today: str = ""


class Rule(NamedTuple):
    """One thing that can be wrong, with the id under which it is reported, selected, waived and explained.

    `summary` is one line; `source` is the guideline, law or paper behind the rule, as a link.

    `safety` marks what no comment in an article may wave through: such a rule is waived in the configuration alone.
    `scope` is what a hit may depend on: "document" (what is wrong may have been caused anywhere in it, as a missing
    disclaimer) or "lines" (the words that it points at, and what stands around them). Of a changed file the former
    count wherever they stand, the latter where the change made them. `once` is for what an article has or has not: its
    one finding is the same wherever it points.

    `profiles` are those of the configuration that switch the rule on. `standards` names the criteria of standards that
    it speaks to, such as "jama:attribution" (`lint.audit.standards` lists them). `subject` is what must be there to be
    judged: a rule about references has neither passed nor failed an article without any. "works" are what the
    registries say of references: such a rule has not judged one that no registry has confirmed.
    `presupposes` names a rule whose findings leave this one nothing to judge: where a disclaimer is missing, nobody has
    seen that it is complete.
    """

    id: str
    severity: Severity
    summary: str
    source: str
    options: tuple[Option, ...] = ()
    on_by_default: bool = True
    safety: bool = False
    scope: Literal["document", "lines"] = "document"
    once: bool = False
    profiles: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    subject: Subject = "document"
    presupposes: str = ""


class Family(NamedTuple):
    """Rules that share one reading of the page, and the check that reports them.

    The check yields hits of its own rules and, with `unread`, of `unchecked-content`: parts that it could not read.

    `looks_at` is "text" (one document: the hits depend on its text and the options alone, so they can be cached and
    computed in any process), "references" (runs after resolution, and has not judged a reference that nobody looked
    up), or "records" (judged by the text, but told better where a paper's record is known). `page` is the module's
    docstring, with one `## <id>` section for each rule.

    `tidy` yields hits that are no findings, for the sake of their fixes: an approved text in other quotation marks, a
    DOI that stands in an entry twice. Nobody asks for them but `--fix`.
    """

    rules: tuple[Rule, ...]
    check: Callable[[Page], Iterable[Hit]]
    page: str
    looks_at: Literal["text", "records", "references"] = "text"
    tidy: Callable[[Page], Iterable[Hit]] | None = None


def unread(span: Span, message: str, help: str, severity: Severity = "warning", cause: Cause = "part") -> Hit:  # noqa: A002  # as in Hit
    """The hit by which a rule says that it could not read a part of the text, or all of it.

    A warning leaves the file checked and names the gap in its row of the report. An error makes the file unchecked, and
    the run cannot vouch for it.
    """
    return Hit(UNREAD, span, message, help, severity=severity, cause=cause)
