"""How a sentence speaks: the turns of phrase of direction, and how much in it sounds like a report."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from rules.dosing.tokens import Tokens

Turn = Literal[
    "imperative",
    "passive",
    "recommended",
    "applied",
    "given often",
    "one dose",
    "taken at",
    "prolonged",
    "spaced",
    "stepped",
    "by part",
    "amount of drug",
    "acted",
    "doses given",
    "in parts",
    "people receive",
    "drug often",
    "infused over",
    "ordered",
    "dose is",
    "is given",
    "drug given often",
]

# Each turn of phrase over the tags of a sentence (`lexicon.CLASSES`); every repeat is bounded.
_TURNS: tuple[tuple[Turn, str], ...] = (
    # A verb of taking that opens the sentence, a clause or a cell; weaker verbs only at the very beginning.
    ("imperative", r"^[-~NhrRd:;i(|&]{0,5}[VIUJ]|[;:,(|][-~NhrRd(&]{0,3}(?:[VI]|[JU][AP_]{0,2}[DdfzN])|(?<!Z)y[VIU]"),
    # "is given", "should be increased", "may take"
    ("passive", r"B[^;ZB]{0,6}[GHaJ]|M[^;Z]{0,6}[GHaVIUJ]"),
    # "the usual dose", "a maximum of 4 g", "the dose that is recommended"
    ("recommended", r"C[^;N]{0,3}N?[DmvufTeYRHGa]|[DmvuTeHGI][^;]{0,8}C"),
    # "apply twice daily": a weak verb opens the sentence and the frequency follows at once
    (
        "applied",
        r"^[-~:;(&]{0,3}[VUI](?:[d_]|Ad)?(?:O|S|E|N[rN]{0,2}X)|y[VIU][_d]{0,2}L(?:O|E|N[-rN]{0,2}X)|I[^;BMZ]{0,3}[oF]N[-rN]{0,3}T|^[-~:;(&]{0,3}J_?[oF]N[-rN]{0,3}T",
    ),
    # "is usually given every 7 days"
    ("given often", r"[BM][^;Zwln]{0,4}[GH][^;wln]{0,4}(?:O|E|S|N[-rN]{0,3}X)|B[^;Zwln]{0,2}aWrW"),
    # "give a dose of the vaccine", "give the dose at least one year later"
    ("one dose", r"(?:^|[;:,(])[~&-]{0,3}[VI](?:P_?D|A_?D[^;]{0,8}NT)"),
    # "take two in the morning": a verb of taking, then a number or two parts of the day
    ("taken at", r"^[-~:;(&]{0,3}[VI](?:[^;]{0,4}N|[^;]{0,2}W)[^;T]{0,6}W"),
    # "should be treated for at least 3 days", "the course is 7 to 14 days", "is taken for five days"
    (
        "prolonged",
        r"[MC][^;]{0,4}[HGae][^;wlNo]{0,4}F[^;N]{0,3}N[^;]{0,3}T|(?:eB|B[^;]{0,3}[GH]F|[sd]B&?J[oF]|s\([_&]?)[_L]{0,2}N[-rN]{0,3}T",
    ),
    # "leave four hours between doses", "should be taken two hours before the tablets"
    ("spaced", r"(?:Q|M[^;Z]{0,4}[GH])[^;]{0,4}NT[^;]{0,2}b[^;]{0,6}[DdfsznW]|MBj[^;]{0,4}NT|Q[^;]{0,3}G[^;]{0,4}NT"),
    # "reduce the dose", "the dose may be doubled"
    ("stepped", r"J[^;]{0,4}D|D[^;]{0,8}J"),
    # "reduce the dose by half"
    ("by part", r"J[^;]{0,3}D[_PAr]{0,3}N(?:-?%|[^mvuNTX]|$)|D[_oN]{0,2}N-?%_?J"),
    # "1 mg of colchicine"
    ("amount of drug", r"[mvu]r[_]?s"),
    # "morning and night"
    ("in parts", r"WrW"),
    # "take", "do not take" at the head of a sentence or a clause: nobody reports in the imperative
    ("ordered", r"(?:^|[;:,(|])[-~hrRd:;i(&]{0,4}[VI]|(?<!Z)y[VI]|M[&_]?[VI]"),
    # "the recommended dose is"
    ("dose is", r"C[^;Z]{0,3}D[^;Z]{0,5}B"),
    # "is taken", "is usually given"
    ("is given", r"B&?[GH]|^G[^;Z]{0,2}(?:O|S|NX)"),
    # "the capsule is taken once a day"
    ("drug given often", r"[sdf][^;Zwln]{0,4}B[^;Zwln]{0,2}[GH][^;wln]{0,4}(?:O|E|S|N[-rN]{0,3}X)"),
    # "is infused over 30 minutes"
    ("infused over", r"[BM][^;Z]{0,3}(?:H[^;]{0,4}oN[-rN]{0,3}T|oN[-rN]{0,3}T[^;]{0,3}H)"),
    # "hydrocortisone cream twice daily"
    ("drug often", r"s[d_]?(?:O|NX)-?[PYE]"),
    # "people usually receive 10 mg"
    ("people receive", r"1[^;Z]{0,6}[UV][^;]{0,3}N"),
    # "is given in two doses", "two doses are recommended"
    (
        "doses given",
        r"(?:[VUIGH][^;]{0,6}|C[^;]{0,9})N(?:[_sdYRA]?|rA_?)D|N[_sdYRA]?D[^;BZ]{0,3}[BM]{1,2}[^;]{0,2}[GHC]",
    ),
    # "ten men swallowed": a simple past, as in a report
    ("acted", r"1[^;BMZ]{0,2}[Ha]"),
)


class Stance(NamedTuple):
    """The turns of phrase, and counts of words that speak of the past, a case, a study, an outcome."""

    turns: frozenset[Turn]
    past: int
    case: int
    study: int
    outcome: int
    question: bool


@cache
def _turns() -> tuple[tuple[Turn, re.Pattern[str]], ...]:
    return tuple((turn, re.compile(pattern)) for turn, pattern in _TURNS)


def stance(tokens: Tokens) -> Stance:
    """Read one sentence."""
    letters = "".join(tokens.classes)
    return Stance(
        frozenset(turn for turn, pattern in _turns() if pattern.search(tokens.tags)),
        past=letters.count("Z"),
        case=letters.count("c"),
        study=letters.count("q"),
        outcome=letters.count("+"),
        question="h" in letters or tokens.words[-1:] == ("?",),
    )
