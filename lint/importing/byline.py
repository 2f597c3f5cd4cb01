"""Who a draft names as its author: "By Jane Doe, MD", or a name with its degree alone."""

from __future__ import annotations

import re
from functools import cache

_DEGREES = (
    "MD|DO|PhD|DPhil|MBBS|MBChB|BSc|MSc|MS|MA|MPH|MHA|DrPH|RN|BSN|MSN|DNP|NP|APRN|FNP(?:-C)?|CRNA|PA(?:-C)?|PharmD"
    "|RPh|DPT|PT|OT|OTR|DDS|DMD|DC|ND|PsyD|LCSW|RD|JD|Esq|FRCP|FRCPC|FRCS|FRCA|FFPMRCA|FIPP|FACP|FACC|FACS|FAAP|FAAN"
)
_NO_NAME = frozenset("about meet ask with from the our how what why when your more contact dear".split())


@cache
def _said() -> re.Pattern[str]:
    return re.compile(
        r"(?:By|(?:Author|Authors|Written by|Autor|Autorin|Auteur|Von|Par|Por):)\s+(?P<name>\S.{2,78}[^.\s])"
    )


@cache
def _name() -> re.Pattern[str]:
    """Two to five words with capitals, a title before them: "Prof. Dr. med. Ann van Lee"."""
    word = r"[^\W\d_a-z][\w.'’-]{0,30}"
    return re.compile(
        rf"(?P<title>(?:(?:Dr|Prof|Professor)\.?\s(?:med\.?\s)?){{0,2}}){word}(?:\s(?:van|von|de|del|di|la|le|{word})){{1,5}}"
    )


@cache
def _degree() -> re.Pattern[str]:
    return re.compile(rf"(?:{_DEGREES})(?:\s(?:{_DEGREES})){{0,4}}")


@cache
def _marks() -> re.Pattern[str]:
    """What leads from a name to an affiliation: "Ann Lee, MD¹,²", "Ann Lee, MD 1", "Ann Lee*"."""
    high = "[⁰¹²³⁴-⁹*†‡§]{1,4}"
    return re.compile(rf"\s?{high}(?:,{high}){{0,5}}|(?<=[^\W\d_]|\.)\s\d(?:,\s?\d){{0,5}}(?=[\s,;]|$)")


def named(text: str) -> str:
    """Whom a line names as author, without the marks of affiliations; "" when it is no byline."""
    text = _marks().sub("", text)
    if match := _said().fullmatch(text):
        return match["name"]
    if len(text) > 120 or text.split(" ", 1)[0].casefold() in _NO_NAME:
        return ""
    parts = re.split(r"\s{0,3}[,;&]\s{0,3}(?:and\s|und\s|et\s|y\s)?|\s(?:and|und|et|y)\s", text)
    known = ["degree" if _degree().fullmatch(re.sub(r"\.", "", part)) else _kind(part) for part in parts]
    if "" in known or known[0] == "degree" or not {"degree", "titled"} & set(known):
        return ""
    return text


def _kind(part: str) -> str:
    match = _name().fullmatch(part)
    return "" if match is None else "titled" if match["title"] else "name"
