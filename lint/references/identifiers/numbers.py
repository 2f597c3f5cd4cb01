"""PMIDs and PMCIDs in plain text: behind their labels and in the addresses of PubMed, PMC and Europe PMC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lint.message import Message
from lint.references.model import Identifier
from lint.spans import Span

# A PMID has 1 to 8 digits and no leading zero (National Library of Medicine, MEDLINE/PubMed data element PMID).
MAX_DIGITS = 8


@cache
def _label(pubmed: bool) -> re.Pattern[str]:
    """The label of a PMID and what follows it; `pubmed` adds those that name PubMed, for the texts that do."""
    labels = "PMIDs?|PM[ ]ID"
    if pubmed:
        labels = (
            rf"PubMed[ -]?(?:PMID|ID|Identifier)|{labels}|(?<=\[)PubMed(?=[ ]?[:：])"
            r"|(?<!/)(?:PubMed|Medline)(?=[ ]?[:：#][ ]?\[?\d{6,9}(?![\w-])|[ ]\d{7,8}(?![\w–-]))"
        )
    return re.compile(
        rf"(?<![A-Za-z0-9_])(?:{labels})"
        r"(?P<colon>[ ]?[:：=#][ ]?:?|[ ]?\((?=\d))?\s{0,3}(?P<value>\[?[^\s\]\[)(,;]{0,40})",
        re.IGNORECASE,
    )


@cache
def _address() -> re.Pattern[str]:
    """PubMed's addresses, old and new, proxied or not; the number must be the whole of the path or search term."""
    return re.compile(
        r"(?:https?://)?(?:[a-z0-9-]{1,30}[.-]){0,3}"
        r"(?:pubmed[.-]ncbi[.-]nlm[.-]nih[.-]gov(?:[.][a-z0-9.-]{1,80})?(?::\d{2,5})?/{1,2}(?:\?term=)?"
        r"|ncbi[.-]nlm[.-]nih[.-]gov(?:[.][a-z0-9.-]{1,80})?(?::\d{2,5})?/(?:m/)?"
        r"(?:pubmed/{0,2}(?:\?(?:[a-z_]{1,12}=[a-z]{0,12}&(?:amp;)?){0,3}(?:term|uid|list_uids)=)?"
        r"|(?:entrez|sites/entrez)[a-z./]{0,20}\?(?:[\w]{1,20}=[\w+%.-]{0,40}&(?:amp;)?){0,6}(?:list_uids|term|uid)=)"
        r"|(?:pmc[.-]ncbi[.-]nlm[.-]nih[.-]gov|ncbi\.nlm\.nih\.gov/pmc)/articles/pmid/"
        r"|(?P<europe>europepmc\.org/(?:abstract/|article/)?med/)"
        r"|pubmed\.gov/(?:\?term=)?|identifiers\.org/pubmed[:/])"
        r"(?P<value>0{0,6}\d{1,12})(?![\d.]*[a-z_-]|\d|\+(?!%5b|\[))",
        re.IGNORECASE,
    )


def pmids(text: str) -> Iterator[Identifier]:
    """PMIDs, well formed or not."""
    folded = text.casefold()
    if "pubmed" in folded or "ncbi" in folded or "europepmc" in folded:
        for match in _address().finditer(text):
            value = match["value"]
            yield _identifier(text, Span(*match.span("value")), match.start(), value, _flaw(value), match["europe"])
    named = "pubmed" in folded or "medline" in folded
    if named or "pmid" in folded or "pm id" in folded:
        for match in _label(named).finditer(text):
            yield from _labelled(text, match)


def _identifier(text: str, span: Span, frame: int, value: str, problem: str, url: str | None = None) -> Identifier:
    raw = text[span.start : span.end]
    return Identifier("pmid", value.lstrip("0"), raw, span, Span(frame, span.end), problem, bool(url))


def _flaw(digits: str) -> str:
    if digits.startswith("0"):
        return Message("a PMID has no leading zero")
    if len(digits) > MAX_DIGITS:
        return Message("a PMID has at most {most} digits, this has {found}", most=MAX_DIGITS, found=len(digits))
    return ""


@cache
def _grouped() -> re.Pattern[str]:
    return re.compile(r"\d{1,3}(?:[ ,.]\d{3}){1,2}(?![\d,.]*\d)")


_JOINTS = (",", ";", "a", "&")


@cache
def _more() -> re.Pattern[str]:
    return re.compile(r"(?:,|;|\band\b|&)\s{0,2}(?=(\d{5,8})(?![\w.]))")


def _labelled(text: str, match: re.Match[str]) -> Iterator[Identifier]:
    start = match.start("value") + match["value"].startswith("[")
    token = match["value"].lstrip("[").rstrip(".:'\"’”*_>!?")
    frame = match.start()
    spelled = not text[start : start + 4].isdecimal()  # not simply digits
    if spelled and (grouped := _grouped().match(text, start)):
        value = re.sub(r"\D", "", grouped[0])
        yield _identifier(text, Span(start, grouped.end()), frame, value, Message("its digits are written in groups"))
    elif digits := re.match(r"\d+", token):
        rest = token[digits.end() :]
        if rest.startswith((".", "—", "–", "|", "<", "。", "/")) and not token.startswith("10."):
            rest = ""  # the next sentence, glued to the number
        value = digits[0]
        if token.startswith("10.") and "/" in token:
            yield _identifier(text, Span(start, start + len(token)), frame, "", Message("it is a DOI, not a PMID"))
            return
        # "PMID: 123PMCID: ..." lacks a space; "123a" is another number or a slip of the key.
        problem = _flaw(value)
        if rest and not re.match(r"(?i)pmc|doi|epub", rest):
            problem, value = problem or Message('"{rest}" stands behind its digits', rest=rest), digits[0]
            yield _identifier(text, Span(start, start + len(token)), frame, value, problem)
            return
        end = start + digits.end()
        yield _identifier(text, Span(start, end), frame, value, problem)
        while text[end : end + 1] in _JOINTS and (more := _more().match(text, end)):
            span = Span(*more.span(1))
            yield _identifier(text, span, span.start, more[1], "")
            end = span.end
    elif re.match(r"PMC\d", token, re.IGNORECASE):
        problem = Message("{token} is a PMC number, not a PMID", token=token)
        yield _identifier(text, Span(start, start + len(token)), frame, "", problem)
    elif match["colon"] and _nothing(token):
        end = match.start() + len(text[match.start() : start].rstrip(" \n\t["))
        yield _identifier(text, Span(end, end), frame, "", "no PMID follows the label")


def _nothing(token: str) -> bool:
    """Whether a label is followed by no value: the end, punctuation, or the next label."""
    return not token or bool(re.match(r"(?:PMC?ID|doi|Epub)\b", token, re.IGNORECASE))


@cache
def _pmc() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?P<address>(?:https?://)?(?:[a-z0-9-]{1,30}\.){0,3}(?:ncbi\.nlm\.nih\.gov|europepmc\.org)/"
        r"(?:pmc/)?(?:articles?/)?(?:pmc/)?)|(?P<label>(?<![A-Za-z])PMCID[ ]?[:：]?\s{0,2}))?"
        r"(?<![A-Za-z0-9])PMC[ ]?(?P<digits>\d{3,9})(?:\.\d{1,2})?(?![\w])"
        r"|(?<![A-Za-z])PMCID[ ]?[:：]\s{0,2}(?P<bare>\d{3,9})(?!\w)",
        re.IGNORECASE,
    )


def pmcids(text: str) -> Iterator[Identifier]:
    """PMCIDs: `PMC` and digits, behind a label, in an address, or alone."""
    if "pmc" not in text.casefold():
        return
    for match in _pmc().finditer(text):
        if digits := match["bare"]:
            span = Span(*match.span("bare"))
            problem: str = Message("a PMCID begins with PMC")
        else:
            digits, problem = match["digits"], ""
            first = match.end("address") if match["address"] else match.end("label") if match["label"] else -1
            span = Span(first if first != -1 else match.start(), match.end())
        raw = text[span.start : span.end]
        yield Identifier("pmcid", f"PMC{digits}", raw, span, Span(match.start(), match.end()), problem)
