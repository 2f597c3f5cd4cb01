"""Documents of audits that tests share: a small one with every state, a hostile one, one of any size."""

from __future__ import annotations

from lint.audit.document import Document, File, Standing
from tests.lint.audit.rows import RULES, SEVERITIES, STATES, finding, reference
from tests.lint.audit.whole import document

_STANDINGS: tuple[Standing, ...] = ("open", "waived", "known", "outside")


def _files(*paths: str) -> list[File]:
    return [{"path": path, "sha256": "00" * 32, "status": "checked", "cause": None, "reason": None} for path in paths]


def small() -> Document:
    """A document with every severity, standing, state and status."""
    first, second = "content/ketamine-crps.md", "content/lidocaine.md"
    findings = [
        finding("missing-pmid", "error", first, 3),
        finding("dosing-instruction", "error", first, 5, "waived"),
        finding("uncited-reference", "warning", first, 7),
        finding("mismatched-number", "info", second, 2),
        finding("missing-pmid", "error", second, 9, "known"),
        finding("uncited-reference", "warning", second, 11, "outside"),
    ]
    references = [reference((first, second)[n % 2], n + 1, state) for n, state in enumerate(STATES)]
    files = _files(first, second)
    files += [
        {
            "path": "content/old.md",
            "sha256": "11" * 32,
            "status": "unchecked",
            "cause": "not-text",
            "reason": "it is UTF-16",
        },
        {
            "path": "content/drafts/x.md",
            "sha256": None,
            "status": "skipped",
            "cause": "excluded",
            "reason": 'excluded by "drafts/"',
        },
        {
            "path": "content/photo.jpg",
            "sha256": None,
            "status": "skipped",
            "cause": "not-markdown",
            "reason": "it is not Markdown",
        },
    ]
    return document(findings, references, files)


def hostile(text: str) -> Document:
    """A document in which every text that comes from outside is `text`."""
    paths = (text or "x", f"{text}2")
    findings = [
        finding(RULES[n % len(RULES)][0], SEVERITIES[n % 3], paths[n % 2], 3 + n, standing, text)
        for n, standing in enumerate(_STANDINGS)
    ]
    references = [reference(paths[n % 2], n + 1, state, text) for n, state in enumerate(STATES)]
    files = _files(*paths)
    files += [{"path": f"{text}3", "sha256": None, "status": "skipped", "cause": "excluded", "reason": text or "x"}]
    return document(findings, references, files, text)


def many(number: int, findings_each: int = 2, references_each: int = 3) -> Document:
    """A document of so many files, each with so many findings and references."""
    paths = [f"content/articles/article-{index:05d}.md" for index in range(number)]
    findings = [
        finding(*RULES[(index + n) % len(RULES)], path, 3 + n)
        for index, path in enumerate(paths)
        for n in range(findings_each)
    ]
    references = [
        reference(path, 3 * index + n, STATES[0 if n else index % len(STATES)])
        for index, path in enumerate(paths)
        for n in range(references_each)
    ]
    return document(findings, references, _files(*paths))
