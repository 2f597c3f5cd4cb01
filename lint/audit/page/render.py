"""The pages of an audit, drawn from its document alone: the same document gives the same bytes."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from lint.audit.document import Document
from lint.audit.page import charts, text, view
from lint.audit.page.packed import Rows, within
from lint.audit.sign_off import sign_off

# What a page may weigh in bytes: below one megabyte, with some room for what `within` reckons too low.
_WEIGHT = 960_000
_MOST_GAPS = 400
_MOST_CHANGES = 400
# In characters as written; a longer title is cut by every tab, list of results and reader of screens.
_TITLE = 68
_SECTIONS = (
    ("summary", "Summary"),
    ("coverage", "Coverage"),
    ("findings", "Findings"),
    ("references", "References"),
    ("rules", "Rules"),
    ("exemptions", "Exemptions"),
    ("trend", "Trend"),
    ("standards", "Standards"),
    ("provenance", "Provenance"),
    ("sign-off", "Sign-off"),
)
_OF_ARTICLE = (("findings", "Findings"), ("references", "References"), ("exemptions", "Waivers"))


def pages(document: Document, *, site: bool = False) -> Iterator[tuple[str, str]]:
    """The pages by their names: `index.html`, and with `site` one for every article that was to be checked.

    Without `site` the index has all rows; with it the sums of every article, and the rows stand on its page.
    """
    drawing = _Drawing(document, site)
    yield "index.html", drawing.index()
    if site:
        yield from drawing.articles()


class _Own(NamedTuple):
    """The style and the script of every page, and the policy that admits nothing but them."""

    style: Markup
    script: Markup
    policy: str


class _Drawing:
    """One document with the templates that draw it."""

    def __init__(self, document: Document, site: bool) -> None:
        self.document, self.site = document, site
        self.templates = _templates()
        self.own = _own()
        self.findings = view.finding_rows(document, "../index.html" if site else "")
        self.references = view.reference_rows(document)
        self.files = view.file_rows(document, self.findings, self.references, site=site)

    def index(self) -> str:
        d, site = self.document, self.site
        audit, trend = d["audit"], d["audit"]["trend"]
        shown = view.View([] if site else self.findings, [] if site else self.references, self.files)
        return self._fitted(
            "index.jinja",
            shown,
            heading=f"Audit: {audit['title']}",
            sections=_SECTIONS,
            site=site,
            drawn={
                "rules": charts.by_rule(d["findings"]),
                "states": charts.by_state(d["references"]),
                "ages": charts.by_age(d["references"]),
                "trend": charts.of_trend(trend) if trend else None,
                "history": charts.over_time(audit["history"]),
            },
            gaps=audit["coverage"]["gaps"][:_MOST_GAPS],
            changes=trend["changes"][:_MOST_CHANGES] if trend else [],
            signatures=audit["sign_off"] or sign_off(None),
            elsewhere=view.elsewhere(d),
            known_rules={rule["id"] for rule in audit["rules"]},
        )

    def articles(self) -> Iterator[tuple[str, str]]:
        audit = self.document["audit"]
        findings = view.by_path(self.findings, lambda row: row.finding["path"])
        references = view.by_path(self.references, lambda row: row.reference["path"])
        gaps = view.by_path(audit["coverage"]["gaps"], lambda gap: gap["path"])
        exemptions = view.by_path(audit["exemptions"], lambda waiver: waiver["path"])
        for row in self.files:
            if row.file["status"] == "skipped":
                continue
            path = row.file["path"]
            yield (
                view.page_name(path),
                self._fitted(
                    "article.jinja",
                    view.View(findings.get(path, []), references.get(path, []), []),
                    heading=path,
                    sections=_OF_ARTICLE,
                    row=row,
                    gaps=[*gaps.get("", []), *gaps.get(path, [])] if row.file["status"] == "checked" else [],
                    exemptions=exemptions.get(path, []),
                ),
            )

    def _fitted(self, template: str, shown: view.View, **context: object) -> str:
        """The page with as many rows as it may weigh; the others are packed."""
        named = ("files", "findings", "references")
        context |= {"d": self.document, "offered": view.facets(shown), **self.own._asdict()}
        drawn = self.templates.get_template(template)
        whole = dict(context, **{name: Rows(Markup(""), "", len(getattr(shown, name)), 0) for name in named})
        room = _WEIGHT - len(drawn.render(whole).encode("utf-8"))
        open_ = template == "article.jinja"
        rows = within(
            [
                self._rows("file", shown.files),
                self._rows("finding", shown.findings),
                self._rows("reference", shown.references, open=open_),
            ],
            room,
        )
        return drawn.render(dict(context, **dict(zip(named, rows, strict=True))))

    def _rows(self, kind: str, rows: Sequence[object], **options: bool) -> list[Markup]:
        draw = getattr(self.templates.get_template("rows.jinja").module, f"{kind}_row")
        return [draw(row, **options) for row in rows]


@cache
def _templates() -> Environment:
    templates = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(_own_text),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    templates.filters.update(
        shown=text.shown,
        attribute=text.attribute,
        label=text.label,
        address=text.address,
        host=_host,
        rule_id=view.rule_id,
        moment=_moment,
        counted=_counted,
        short_title=_short_title,
    )
    return templates


def _own_text(name: str) -> str:
    return resources.files(__package__ or "lint.audit.page").joinpath(name).read_text("utf-8")


@cache
def _own() -> _Own:
    """The policy admits by digest exactly what stands between the tags (Content Security Policy 3, 2.3.1)."""
    # Without white space at the ends: the Nu HTML checker takes the digest of the text without it.
    style, script = _own_text("style.css").strip(), _own_text("filter.js").strip()
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return _Own(Markup(style), Markup(script), policy)  # noqa: S704  # files of this package


def _digest(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}"


def _moment(written: str) -> Markup:
    """A moment as people read it: `2026-11-25T09:00:00Z` is `2026-11-25 09:00 UTC`; what is none stays as it is."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?(?:Z|\+00:00)", written)
    if not match:
        return text.shown(written)
    return Markup('<time datetime="{}">{} {} UTC</time>').format(written, match[1], match[2])


def _counted(number: int, noun: str) -> str:
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") and noun != "day" else f"{number} {noun}s"


def _host(link: str) -> str:
    """What of an address tells a reader where it leads."""
    return link.removeprefix("https://").removeprefix("www.").rstrip("/")


def _short_title(heading: str) -> str:
    line = " ".join(text.label(heading).split())
    if len(escape(line)) <= _TITLE:
        return line
    while len(escape(line)) >= _TITLE:
        line = line[:-1]
    return f"{line.rstrip()}…"
