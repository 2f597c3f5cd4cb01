"""The names of medicines for `rules/dosing/words/drugs.txt`, drawn from vocabularies whose licence allows it.

Two sources, and no other:

- **DrugBank Open Data, "DrugBank Vocabulary"**: dedicated to the public domain (CC0 1.0). `drugbank vocabulary.csv` out
  of the zip from https://go.drugbank.com/releases/latest#open-data. Names of substances and their synonyms, among them
  the Latin, French and Spanish nonproprietary names and older national ones.
- **MeSH**, of the U.S. National Library of Medicine: free, with the library named as the source and the year given
  (https://www.nlm.nih.gov/databases/download/terms_and_conditions_mesh.html). `desc<year>.xml` from
  https://www.nlm.nih.gov/databases/download/mesh.html, or an extract of it as CSV with the columns `Common name` and
  `Synonyms` (joined by "|"). Entry terms, mostly brand names, of descriptors that DrugBank knows too.

The package `wordfreq` tells which of them are words of everyday use in our languages; such a word stays only when it
spells the drug's own name another way or `names.txt` keeps it. Nothing of wordfreq is written. `names.txt` was written
for this project: it can only keep or drop what the sources hold.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from importlib import import_module
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from rules.dosing.drugs import endings
from rules.dosing.fold import fold
from rules.dosing.lexicon import lexicon

TARGET = Path(__file__).parents[2] / "rules" / "dosing" / "words" / "drugs.txt"
LANGUAGES = ("en", "de", "fr", "es", "pt", "nl", "it")
# Zipf frequency, 0 for a word that no list holds: "warfarin" has 2.6, "orange" 4.6.
EVERYDAY = 1.4
_SHORTEST = 4
_LONGEST = 13  # a longer synonym is chemistry, unless it resembles the name
# Accession numbers under which DrugBank holds ligands of crystals and extracts for allergy tests, with few medicines.
_BIOLOGIC = re.compile(r"^Insulin\b|\b(alfa|beta|gamma|delta|epsilon|theta|zeta|omega|pegol)\b")
_ACIDS = ("acidum ", "acido ", "acide ")
_NOT_MEDICINES = (range(1594, 4746), range(6830, 8804), range(10500, 11100))

_ABOUT = """\
Names of medicines, folded: of substances, then of brands. Written by `python -m tests.bench names`; not by hand."""
_DRUGBANK = """\
Source: DrugBank Open Data (go.drugbank.com), DrugBank Vocabulary, {}. CC0 1.0,
https://creativecommons.org/publicdomain/zero/1.0/: to the extent possible under law, the person who associated CC0 with
the DrugBank Open Data has waived all copyright and related or neighboring rights to the DrugBank Open Data. File:
{}, SHA-256 {}."""
_MESH = """\
Source: Medical Subject Headings, {}, courtesy of the U.S. National Library of Medicine, which does not endorse this
list. Changed: single words out of the descriptors that DrugBank knows, too. The list may not reflect the most current
data. File: {}, SHA-256 {}."""

Frequency = Callable[[str], float]


class Record(NamedTuple):
    """One substance: its name, and what else it is called."""

    name: str
    synonyms: tuple[str, ...]
    medicine: bool = True


class Names(NamedTuple):
    """What the list holds: names of substances, and what else MeSH calls them, mostly brand names."""

    generic: tuple[str, ...]
    brands: tuple[str, ...]


class Choices(NamedTuple):
    """What `names.txt` decides: words that stay, words and substances that do not, parts of names, chemistry."""

    kept: frozenset[str]
    dropped: frozenset[str]
    qualifiers: frozenset[str]
    chemicals: tuple[str, ...]


def choices() -> Choices:
    """The decisions of `names.txt`, together with the nutrients and laboratory values that the dosing rule knows."""
    lists: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines():
        name, colon, words = line.partition(": ")
        if colon and line[0] != "#":
            lists.setdefault(name, []).extend(words.split())
    known = {word for word, classes in lexicon().words.items() if set(classes) & {"n", "l"}}
    return Choices(
        frozenset(lists["kept"]),
        frozenset(lists["dropped"]) | known,
        frozenset(lists["qualifier"]),
        tuple(lists["chemical"]),
    )


def frequency() -> Frequency:
    """How common a folded word is in the language that uses it most."""
    try:
        wordfreq = import_module("wordfreq")
    except ModuleNotFoundError as error:
        raise SystemExit("The everyday words come from the package wordfreq: python -m pip install wordfreq") from error
    highest: dict[str, float] = {}
    for language in LANGUAGES:
        for word, share in wordfreq.get_frequency_dict(language, "large").items():
            folded = fold(word).text
            highest[folded] = max(highest.get(folded, 0.0), wordfreq.freq_to_zipf(share))
    return lambda word: highest.get(word, 0.0)


def drugbank(path: Path) -> list[Record]:
    """The records of DrugBank's open vocabulary."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Record(
                row["Common name"],
                tuple(synonym.strip() for synonym in row["Synonyms"].split(" | ")),
                medicine=not any(int(row["DrugBank ID"][2:]) in numbers for numbers in _NOT_MEDICINES),
            )
            for row in csv.DictReader(lines)
        ]


def mesh(path: Path) -> Iterator[Record]:
    """The descriptors of chemicals and drugs in MeSH, from its XML or from an extract as CSV."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                # An extract made with a SAX parser has terms cut in two; their second half begins in lower case.
                whole = (term for term in row["Synonyms"].split("|") if term[:1].isupper())
                yield Record(row["Common name"], tuple(whole))
        return
    from defusedxml.ElementTree import iterparse

    for _, element in iterparse(path):
        if element.tag == "DescriptorRecord":
            trees = [number.text or "" for number in element.iterfind("TreeNumberList/TreeNumber")]
            if any(tree.startswith("D") for tree in trees):
                terms = [term.text or "" for term in element.iterfind("ConceptList/Concept/TermList/Term/String")]
                yield Record(element.findtext("DescriptorName/String") or "", tuple(terms))
            element.clear()


def chosen(substances: Iterable[Record], descriptors: Iterable[Record], common: Frequency) -> Names:
    """The names of medicines, folded and sorted."""
    choice = choices()
    generic: set[str] = set()
    for record in substances:
        own = _own_name(record.name, choice)
        if own and own not in choice.dropped:
            generic |= _names(record, own, choice, common)
    brands: set[str] = set()
    for record in descriptors:
        terms = {fold(term).text for term in (record.name, *record.synonyms) if _is_word(term)}
        if terms & generic and fold(record.name).text not in choice.dropped:
            brands |= {term for term in terms if len(term) > _SHORTEST and _is_rare(term, "", choice, common)}
    return Names(tuple(sorted(generic)), tuple(sorted(brands - generic)))


def write(vocabulary: Path, descriptors: Path | None, *, release: str, year: str, target: Path = TARGET) -> Names:
    """Write the list with its sources."""
    names = chosen(drugbank(vocabulary), mesh(descriptors) if descriptors else (), frequency())
    notes = [_ABOUT, _DRUGBANK.format(release, vocabulary.name, _digest(vocabulary))]
    if descriptors:
        notes.append(_MESH.format(year, descriptors.name, _digest(descriptors)))
    lines = [line for note in notes for line in wrap(note, 116, break_on_hyphens=False)]
    head = "".join(f"# {line}\n" for line in lines)
    target.write_text("\n".join((head, *map(_lines, names))), encoding="utf-8")
    return names


def _lines(names: tuple[str, ...]) -> str:
    """A line for each first three letters, which `rules/dosing/drugs.py` looks a word up by."""
    return "".join(" ".join(same) + "\n" for _, same in groupby(names, key=lambda name: name[:3]))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _is_word(name: str) -> bool:
    """One word in letters; "CVnCoV" and "rhMBL" are codes."""
    return len(name) >= _SHORTEST and name.isalpha() and name[1:] == name[1:].lower()


def _own_name(name: str, choice: Choices) -> str:
    """The word that names a substance: of "Epoetin alfa", "Insulin glargine", "Valproic acid"; empty without one."""
    if " " not in name:
        return fold(name).text if _is_word(name) else ""
    words = [word for word in name.split() if fold(word).text.partition("-")[0] not in choice.qualifiers]
    if len(words) > 1 and words[0] == "Insulin":
        del words[0]
    return fold(words[0]).text if len(words) == 1 and _is_word(words[0]) else ""


def _names(record: Record, own: str, choice: Choices, common: Frequency) -> set[str]:
    """The names of a substance that can stand for it in a text; none when it is no medicine."""
    others = {fold(synonym).text for synonym in record.synonyms if _is_word(synonym)}
    recommended = _is_recommended(own, others)
    if " " in record.name and not recommended:  # "Zoledronic acid" and "Epoetin alfa", not "Betulinic acid"
        recommended = any(fold(synonym).text.startswith(_ACIDS) for synonym in record.synonyms)
        if not recommended and not _BIOLOGIC.search(record.name):
            return set()
    if not recommended and (not record.medicine or own.endswith(choice.chemicals)):
        return set()
    names = {other for other in others - {own} if _is_rare(other, own, choice, common)}
    if recommended or own in choice.kept or common(own) < EVERYDAY:
        names.add(own)
    return names


def _is_recommended(name: str, others: set[str]) -> bool:
    """Whether a name looks like an international nonproprietary one: it has a Latin form, or ends like one."""
    latin = (name + "um", name[:-1] + "um", name[:-2] + "um", name + "us", name[:-1] + "us")
    return any(form in others for form in latin) or (len(name) > 5 and name.endswith(endings().get(name[-3:], ())))


def _is_rare(word: str, own: str, choice: Choices, common: Frequency) -> bool:
    """Whether a word is no everyday word, or spells the substance's own name in another language."""
    if word in choice.dropped:
        return False
    if word in choice.kept or (common(word) < EVERYDAY and len(word) <= _LONGEST):
        return True
    return bool(own) and (word[:6] == own[:6] or SequenceMatcher(None, word, own).ratio() > 0.75)
