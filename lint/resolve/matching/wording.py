"""What it means that one word of a title was changed into another: a slip of the pen, or another study."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

Kind = Literal["number", "negation", "design", "words", "word", "order", "spelling", "small", "cut", "short"]
# What changes which study is meant; everything else is a slip that a reader can see through.
GRAVE: frozenset[Kind] = frozenset({"number", "negation", "design", "words"})

SMALL = frozenset(
    "a an the of in on at to for from by with and or as is are was its their this that into upon between among during"
    " after before via per than through over under"
    " der die das den dem des ein eine einer und von zur zum bei mit im am le la les l d un une des du de et en dans"
    " pour el los las del y para por con il lo gli della delle e do da dos das o os van het een voor".split()
)
NEGATION = frozenset(
    "no not non without versus vs never neither nor against lack lacking absent absence fail fails failed failure"
    " ineffective except ohne nicht kein keine sans pas sin zonder niet".split()
)
# What "%" is in words.
PERCENT = frozenset({"percent", "per", "cent"})
# Small words whose exchange turns the sense round.
TURNING = frozenset({"after", "before", "with", "during", "under", "over"})
DESIGN = frozenset(
    "randomized randomised nonrandomized controlled uncontrolled placebo sham blind blinded masked unmasked open label"
    " double single triple crossover parallel pilot feasibility cohort retrospective prospective observational"
    " longitudinal sectional case series report review systematic meta analysis protocol guideline phase trial"
    " multicenter multicentre animal".split()
)
_NUMERALS = {
    numeral: number for number, numeral in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi".split(), 1)
}
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
# Beginnings that turn a word into its opposite or into another thing: typical, atypical; tension, hypertension.
_PREFIXES = frozenset(
    "a an ab ad anti contra counter de dis down endo exo extra hyper hypo il im in inter intra ir macro mal mega micro"
    " mini mis multi non out over para per peri poly post pre pro pseudo quasi re retro semi sub super supra trans tri"
    " ultra un under uni up bi mono".split()
)
_TURNED_PAIRS = (
    ("hyper", "hypo"), ("inter", "intra"), ("ab", "ad"), ("af", "ef"), ("pre", "post"), ("pre", "per"),
    ("endo", "exo"), ("macro", "micro"), ("in", "ex"), ("in", "de"), ("over", "under"), ("supra", "infra"),
    ("sub", "super"), ("uni", "bi"), ("mono", "bi"), ("mono", "poly"), ("anterior", "posterior"), ("sys", "dia"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def number(word: str) -> str:
    """The number that a word is, in figures ("II", "two" and "2" are one); empty when it is none."""
    value = _NUMERALS.get(word) or _NUMBER_WORDS.get(word)
    if "." in word and re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", word):
        word = word.replace(".", "")  # "10.000" in German, "10,000" in English
    return str(value) if value else word.lstrip("0") or "0" if word[:1].isdigit() and _is_number(word) else ""


def _is_number(word: str) -> bool:
    return word.replace(".", "").isdigit()


def figures(word: str) -> str:
    """All figures of a word: COX2 and COX1 differ in a number."""
    return number(word) or "".join(character for character in word if character.isdigit())


@cache
def _variants() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What British and American, singular and plural spellings differ in, in the order in which it is undone."""
    return tuple(
        (re.compile(pattern), spelling)
        for pattern, spelling in (
            (r"ae|oe", "e"),
            (r"our", "or"),
            (r"y[sz]", "is"),
            (r"z", "s"),
            (r"ph", "f"),
            (r"ll", "l"),
            (r"(?<=[bt])re(?=s?$)", "er"),
            (r"ogue(?=s?$)", "og"),
            (r"mme(?=s?$)", "m"),
            (r"ium(?=s?$)", "um"),
            (r"ie(?=s$)", "y"),
            (r"(?<=[sxh])es$|(?<=[^s])s$", ""),
            (r"(?<=.{3})e$", ""),
        )
    )


@lru_cache(maxsize=4096)
def spelling(word: str) -> str:
    """A word as it would be in any spelling: tumour and tumors, randomised and randomized are equal."""
    for pattern, replacement in _variants():
        word = pattern.sub(replacement, word)
    return word


_REGIONAL = (("ae", "e"), ("oe", "e"), ("our", "or"), ("z", "s"), ("ll", "l"), ("sulph", "sulf"), ("ogue", "og"),
             ("mme", "m"), ("aluminium", "aluminum"), ("grey", "gray"), ("ageing", "aging"), ("tre", "ter"),
             ("bre", "ber"))  # fmt: skip


@lru_cache(maxsize=4096)
def regional(word: str) -> str:
    """A word as British and American authors write it alike: "haemorrhage" and "hemorrhage" are equal."""
    if len(word) < 4:
        return word
    for british, american in _REGIONAL:
        # "fibre" and "centres", but not "treatment".
        if len(british) > 2 and british.endswith("re"):
            stem = word.removesuffix("s")
            word = stem[:-3] + american + word[len(stem) :] if stem.endswith(british) else word
        else:
            word = word.replace(british, american)
    return word


@lru_cache(maxsize=8192)
def near(left: str, right: str) -> bool:
    """Whether two different words are one word and a slip: another spelling, a plural, one wrong letter in six."""
    shorter, longer = sorted((len(left), len(right)))
    if shorter < 3 or longer - shorter > 3 or (left[0] != right[0] and left[-2:] != right[-2:]):
        return False
    if figures(left) != figures(right) or opposite(left, right):
        return False
    if spelling(left) == spelling(right):
        return True
    return shorter >= 5 and longer >= 6 and one_slip(left, right)


def opposite(left: str, right: str) -> bool:
    """Whether one word is the other turned round: typical and atypical, hyper- and hypotension."""
    short, long = sorted((left, right), key=len)
    if len(short) >= 4 and long.endswith(short) and long[: -len(short)] in _PREFIXES:
        return True
    return any(
        _exchanged(left, right, one, other) or _exchanged(right, left, one, other) for one, other in _TURNED_PAIRS
    )


def _exchanged(left: str, right: str, one: str, other: str) -> bool:
    return (
        left.startswith(one)
        and right.startswith(other)
        and len(left) - len(one) >= 3
        and left[len(one) :] == right[len(other) :]
    )


@lru_cache(maxsize=8192)
def one_slip(left: str, right: str) -> bool:
    """Whether one letter was changed, left out or put in, or two neighbours were exchanged."""
    if abs(len(left) - len(right)) > 1 or len(set(left) ^ set(right)) > 2:
        return False  # no slip at all: RapidFuzz, whose import takes longer than a whole comparison, is not needed
    from rapidfuzz.distance import OSA

    return OSA.distance(left, right, score_cutoff=1) <= 1


def content(words: Sequence[str]) -> list[str]:
    """The words that carry the meaning."""
    return [word for word in words if word not in SMALL]


def kind_of(said: Sequence[str], recorded: Sequence[str]) -> Kind | None:
    """What the change of some words into others is; None when nothing was changed but the way of writing."""
    if "".join(said) == "".join(recorded) or {*said, *recorded} <= PERCENT:
        return None
    if len(said) == len(recorded) == 1 and regional(said[0]) == regional(recorded[0]):
        return None  # British or American
    left, right = sorted(filter(None, map(figures, said))), sorted(filter(None, map(figures, recorded)))
    if left != right:
        return "number"
    if len(said) == len(recorded) == 1 and near(said[0], recorded[0]):
        return "spelling"
    differing = set(said) ^ set(recorded)
    if differing & NEGATION or (said and recorded and differing <= SMALL and differing & TURNING):
        return "negation"
    if len(said) == len(recorded) and any(opposite(one, other) for one, other in zip(said, recorded, strict=True)):
        return "negation"
    if _spellings(differing & DESIGN, said) != _spellings(differing & DESIGN, recorded):
        return "design"
    mine, theirs = content(said), content(recorded)
    if not mine and not theirs:
        return "small"
    if sorted(mine) == sorted(theirs):
        return "small"
    if (mine and theirs) or max(len(mine), len(theirs)) >= 2:
        return "words"
    return "word"


def _spellings(among: set[str], words: Sequence[str]) -> set[str]:
    return {spelling(word) for word in words if word in among}
