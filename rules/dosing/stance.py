"""How a sentence speaks: the turns of phrase of direction and of schedule."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

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
    "for so long",
    "made up",
    "harmful",
    "share of people",
    "label",
    "stepwise",
    "at an age",
    "should have",
    "some tablets",
    "doubled",
    "paused",
    "skipped",
]

# A drug and, right after it, how long: "the antibiotic for at least seven days", "ibuprofen drei Tage lang".
_TIME = r"(?:N[-rN]{0,3}|P)-?T"
_LONG = rf"(?:_?[FP][_L]{{0,2}}{_TIME}|[^;BZNwln]{{0,6}}[sdf][^;:oBZNwln]?(?:(?:[FPL]|3?b)[^;:BZNwln]{{0,3}})?{_TIME})"

# Each turn of phrase over the tags of a sentence (`lexicon.CLASSES`): the letters without which it cannot be, one of
# each group, and the pattern, which is compiled for the first sentence that has them. Every repeat is bounded.
TURNS: dict[Turn, tuple[tuple[str, ...], str]] = {
    # A verb of taking that opens the sentence, a clause or a cell; weaker verbs only at the very beginning.
    "imperative": (
        ("VIUJ",),
        r"^[-~NhrRd:;i(|&]{0,5}[VIUJ]|^7[^;BZ]{0,6}[VI]|[;:,(|][-~NhrRd(&]{0,3}(?:[VI]|[JU][AP_]{0,2}[DdfzN])|(?<!Z)y[VIU]",
    ),
    # "is given", "should be increased", "may take"
    "passive": (("BM", "GHaVIUJ"), r"B[^;ZB]{0,6}[GHaJ]|M[^;Z]{0,6}[GHaVIUJ]"),
    # "the usual dose", "a maximum of 4 g", "the dose that is recommended"
    "recommended": (("C",), r"C[^;N]{0,3}N?[DmvufTeYRHGa]|[DmvuTeHGI][^;]{0,8}C"),
    # "apply twice daily": a weak verb opens the sentence and the frequency follows at once
    "applied": (
        ("VUIJ", "OSEXT"),
        r"^[-~:;(&]{0,3}[VUI](?:[d_]|Ad)?(?:O|S|E|N[rN]{0,2}X)|y[VIU][_d]{0,2}L(?:O|E|N[-rN]{0,2}X)|I[^;BMZ]{0,3}[oF]N[-rN]{0,3}T|^[-~:;(&]{0,3}J_?[oF]N[-rN]{0,3}T",
    ),
    # "is usually given every 7 days"
    "given often": (
        ("BM", "GHa", "OESXW"),
        r"[BM][^;Zwln]{0,4}[GH][^;wln]{0,4}(?:O|E|S|N[-rN]{0,3}X)|B[^;Zwln]{0,2}aWrW",
    ),
    # "give a dose of the vaccine", "give the dose at least one year later"
    "one dose": (("VI", "D"), r"(?:^|[;:,(])[~&-]{0,3}[VI](?:P_?D|A_?D[^;]{0,8}NT)"),
    # "take two in the morning": a verb of taking, then a number or two parts of the day
    "taken at": (("VI", "W"), r"^[-~:;(&]{0,3}[VI](?:[^;]{0,4}N|[^;]{0,2}W)[^;T]{0,6}W"),
    # "should be treated for at least 3 days", "the course is 7 to 14 days", "is taken for five days"
    "prolonged": (
        ("N", "T", "MCBs"),
        r"[MC][^;]{0,4}[HGae][^;wlNo]{0,4}F[^;N]{0,3}N[^;]{0,3}T|(?:eB|B[^;]{0,3}[GH]F|[sd]B&?J[oF]|s\([_&]?)[_L]{0,2}N[-rN]{0,3}T",
    ),
    # "leave four hours between doses", "should be taken two hours before the tablets"
    "spaced": (
        ("N", "T", "QM"),
        r"[Dd][^;Z]{0,6}MB?[GH][^;]{0,2}N[-rN]{0,3}Tb|(?:Q|M[^;Z]{0,4}[GH])[^;]{0,4}NT[^;]{0,2}b[^;]{0,6}[DdfsznW]|MBj[^;]{0,4}NT|Q[^;]{0,3}G[^;]{0,4}NT",
    ),
    # "reduce the dose", "the dose may be doubled"
    "stepped": (("J", "D"), r"J[^;]{0,4}D|D[^;]{0,8}J"),
    # "reduce the dose by half"
    "by part": (("J", "D", "N"), r"J[^;]{0,3}D[_PAr]{0,3}N(?:-?%|[^mvuNTX]|$)|D[_oN]{0,2}N-?%_?J"),
    # "1 mg of colchicine"
    "amount of drug": (("mvu", "r", "s"), r"[mvu]r[_]?s"),
    # "morning and night"
    "in parts": (("W", "r"), r"WrW"),
    # "take", "do not take" at the head of a sentence or a clause: nobody reports in the imperative
    # "..., so start with 5 mg": after a clause a weaker verb must lead to its number
    "ordered": (
        ("VIUC",),
        r"(?:^|[;:,(|])[-~hrRd:;i(&]{0,4}[VI]|[;:,][-~i&]{0,3}U[_F]?N|(?<!Z)y[VI]|M[&_]?[VI]|,[&r_]{0,2}_CN|^7[^;BZ]{0,6}[VI]",
    ),
    # "the recommended dose is"
    "dose is": (("C", "D", "B"), r"C[^;Z]{0,3}D[^;Z]{0,5}B"),
    # "is taken", "is usually given"
    "is given": (("GH",), r"B&?[GH]|^G[^;Z]{0,2}(?:O|S|NX)"),
    # "the capsule is taken once a day"
    "drug given often": (
        ("sdf", "B", "GH", "OESX"),
        r"[sdf][^;Zwln]{0,4}B[^;Zwln]{0,2}[GH][^;wln]{0,4}(?:O|E|S|N[-rN]{0,3}X)",
    ),
    # "is infused over 30 minutes"
    "infused over": (("BM", "H", "o", "N", "T"), r"[BM][^;Z]{0,3}(?:H[^;]{0,4}oN[-rN]{0,3}T|oN[-rN]{0,3}T[^;]{0,3}H)"),
    # "hydrocortisone cream twice daily"
    "drug often": (("s", "OXS"), r"s[d_]?[N(,_]{0,3}(?:O|NX)-?[PYE]|s[^;:ZBwlnt]{0,10}S"),
    # "people usually receive 10 mg"
    "people receive": (("1", "UV", "N"), r"1[^;Z]{0,6}[UV][^;]{0,3}N"),
    # "is given in two doses", "two doses are recommended"
    "doses given": (
        ("N", "D"),
        r"(?:[VUIGH][^;]{0,6}|C[^;]{0,9})N(?:[_sdYRA]?|rA_?)D|N[_sdYRA]?D[^;BZ]{0,3}[BM]{1,2}[^;]{0,2}[GHC]|N[_sdYRA]?D[^;Z]{0,9}N[-rN]{0,2}Tj",
    ),
    # "ten men swallowed": a simple past, as in a report
    "acted": (("1", "Ha"), r"1[^;BMZ]{0,2}[Ha]"),
    # "take amoxicillin for 7 days", "stop the cream after two weeks", "therapy with clarithromycin lasts seven days"
    # "a seven-day course is recommended", "7 days of doxycycline" behind a colon
    "for so long": (
        ("NP", "T", "VIUJ3MBCe:|5"),
        rf"(?:^[-~&hrRdi(]{{0,4}}|[;:,(|][-~&hrd(]{{0,3}}|y_?)[VIUJ3]{_LONG}"
        rf"|M[^;ZN]{{0,3}}[VI3]{_LONG}|M[_&]?U[A_]{{0,2}}[sdf]{{1,3}}(?:[FPL][^;:BZNwln]{{0,3}})?{_TIME}|[sd]_?[MB][^;Zwln]{{0,3}}N[-rN]{{0,3}}TF?[^;Zwln]{{0,2}}[GHaVI]"
        r"|[ed][^;Z]{0,3}s[^;ZNwln]{0,2}5[^;Zwln]{0,3}N[-rN]{0,3}T|[:|][Ae_]{0,2}N[-rN]{0,3}-?T[r_]{1,2}s"
        r"|[C3][^;Zwln]{0,4}N-?T_?e|N-?T_?e[r_A]{0,2}s_{0,2}B&?C|C_?[a3]" + _LONG,
    ),
    # "stop it 7 days before surgery", "skip metformin on the morning of the scan and restart it 48 hours later"
    "paused": (
        ("3", "sd", "NW"),
        r"(?:^|[;:,(|y&])_{0,2}3[^;BZNwln]{0,3}[sd][^;BZwln]{0,2}(?:b[_&]{0,2}N[-rN]{0,3}T|N[-rN]{0,3}Tb|W)",
    ),
    # "skip every second dose"
    "skipped": (("3", "ES", "D"), r"(?:^|[;:,(|&])_{0,2}3(?:EN|S|E_)D"),
    # "if you forget a tablet, take it": who only says "do not forget" asks for nothing more
    "made up": (
        ("4z",),
        (
            r"(?<![y~])(?<!~_)[4z][^;]{0,24}[,;:][-~&_A]{0,3}[VI3z]|(?:^|M)[-~&_]{0,3}[VI][^;]{0,12}(?<![y~])[4z]"
            r"|^7[^;]{0,4}[4z]?[^;]{0,9},[_A&]{0,2}[VI]"
        ),
    ),
    # "doses above 4 g can harm", "20 tablets can kill"
    "harmful": (("6",), r"[mvukfTDs][^;yMBGHV]{0,8}(?:M[&_]{0,2}6|B[&_]{0,2}6|6)|6D|M_?6_"),
    # how common a habit is: "30 % of adults take", "one in ten women use"
    "share of people": (("N", "1", "VUGa"), r"N-?%[r_A]{0,3}1[^;MC]{0,3}[VUGa]|N[oP]N[r_A]{0,2}1[^;MC]{0,3}[VUGa]"),
    # an amount behind the name of its drug, as in "Naloxone: 0.4 to 2 mg"
    "label": (("s", ":", "N"), r"^[-~(dN]{0,3}s[_d(),]{0,3}:[_L]{0,2}N"),
    # "from 20 mg go to 10 mg"
    "stepwise": (("J", "mu"), r"N-?[mu][^;BZ]{0,3}JN|JN-?[mu][^;BZ]{0,3}[,&][^;BZ]{0,2}N-?[mu]"),
    # "the vaccine is given at 12 months and again at 3 years"
    "at an age": (("d", "BM", "GH", "N", "T"), r"d_?[MB]{1,2}&?[GH]_N[-rN]{0,3}T"),
    # "adults should have a booster every ten years"
    "should have": (("M", "dsD", "OESX"), r"M_P?_?[dsD]{1,2}(?:O|E|S|N[-rN]{0,3}X)"),
    # "double the dose of prednisone"
    "doubled": (("z", "s"), r"^[-~&]{0,3}z[rA_]{0,2}s"),
    # "take two Tylenol"
    "some tablets": (("V", "N", "s"), r"(?:^|[;:,(|])[-~&hrdi(]{0,4}VNs|(?:^|[;:,(|])[-~&]{0,2}UNs"),
}


@cache
def _pattern(turn: Turn) -> re.Pattern[str]:
    return re.compile(TURNS[turn][1])


def turned(turn: Turn, tags: str, letters: frozenset[str]) -> bool:
    """Whether a turn of phrase is in the tags of a sentence; `letters` are these tags."""
    if any(letters.isdisjoint(needed) for needed in TURNS[turn][0]):
        return False
    return _pattern(turn).search(tags) is not None
