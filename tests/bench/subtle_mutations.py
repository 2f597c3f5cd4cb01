"""Mistakes that a reader overlooks: neighbours of the paper, one digit, one word for its like, one name of many."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from lint.records import Record
from tests.bench.pasted_styles import person
from tests.bench.reference_mutations import Mutation

Apply = Callable[[Record, Sequence[Record], Random], Record | None]

_PAIRS = {
    "drug for drug": "ketamine esketamine;morphine methadone;aspirin ibuprofen;metformin insulin;estrogen progesterone;"
    "denosumab zoledronate;leptin adiponectin;clopidogrel ticagrelor;lenvatinib sorafenib;vitamin selenium",
    "disease for disease": "cancer asthma;diabetes hypertension;obesity anorexia;pain fatigue;depression anxiety;"
    "hepatitis pancreatitis;epilepsy migraine;tuberculosis malaria;arthritis osteoporosis;lupus sarcoidosis",
    "adults and children": "adults children;adult pediatric;patients volunteers;infants adolescents;elderly young;"
    "women men;mothers fathers;girls boys;mice rats;human mouse;humans dogs",
    "male and female": "male female;women men;males females;maternal paternal;postmenopausal premenopausal",
    "design": "randomized retrospective;randomised observational;trial cohort;cohort cross-sectional;"
    "systematic narrative;"
    "prospective retrospective;controlled uncontrolled;placebo sham;case-control cohort;multicenter single-center",
    "vitro and vivo": "vitro vivo;in-vitro in-vivo",
    "direction": "increase decrease;increases decreases;improved impaired;high low;higher lower;increased reduced;"
    "reduces increases;upregulated downregulated;inhibits activates;inhibition activation;positive negative;"
    "gain loss;induces inhibits;decreased elevated;improves worsens",
    "time": "acute chronic;short-term long-term;early late;long short;initial final;onset remission",
    "side or place": "left right;upper lower;anterior posterior;central peripheral;medial lateral;proximal distal;"
    "systemic local;oral intravenous;intravenous oral;southern northern;rural urban;China Japan;France Italy",
    "effect and safety": "efficacy safety;effect cost;effects costs;risk benefit;treatment prevention;"
    "diagnosis therapy;"
    "mortality morbidity;prevalence incidence;quality quantity;mechanism epidemiology",
}


def _swap(pairs: str) -> Apply:
    def apply(record: Record, _: Sequence[Record], random: Random) -> Record | None:
        both = [pair.split() for pair in pairs.split(";")]
        random.shuffle(both)
        for one, other in [*both, *((b, a) for a, b in both)]:
            title, count = re.subn(rf"(?<![\w-]){one}(?![\w-])", other, record.title, count=1, flags=re.IGNORECASE)
            if count and title.lower() != record.title.lower():
                return record._replace(title=title)
        return None

    return apply


def _regex(pattern: str, replace: Callable[[re.Match[str], Random], str], flags: int = 0) -> Apply:
    def apply(record: Record, _: Sequence[Record], random: Random) -> Record | None:
        found = list(re.finditer(pattern, record.title, flags))
        if not found:
            return None
        match = random.choice(found)
        title = record.title[: match.start()] + replace(match, random) + record.title[match.end() :]
        return record._replace(title=title) if title != record.title else None

    return apply


def _no_negation(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    title = re.sub(r"\b(?:not|no|never|without|non-?) ?", "", record.title, count=1, flags=re.IGNORECASE)
    return record._replace(title=title) if title != record.title else None


def _neither(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    title = re.sub(r"\b(in|of|for|on|by) ", r"\1 non-", record.title, count=1)
    return record._replace(title=title) if title != record.title else None


def _blended(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    mine, theirs = record.title.split(), random.choice(others).title.split()
    if len(mine) < 6 or len(theirs) < 6:
        return None
    return record._replace(title=" ".join([*mine[: len(mine) // 2], *theirs[len(theirs) // 2 :]]))


def _subtitle_swapped(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    main, colon, _ = record.title.partition(": ")
    subtitles = [each.title.partition(": ")[2] for each in random.sample(others, 60)]
    subtitles = [each for each in subtitles if len(each.split()) >= 3 and each not in record.title]
    return record._replace(title=f"{main}: {subtitles[0]}") if colon and subtitles else None


def _subtitle_invented(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    main, colon, _rest = record.title.partition(": ")
    invented = random.choice(("a randomised controlled trial", "a retrospective cohort study", "a pilot study"))
    return record._replace(title=f"{main}: {invented}") if colon and invented not in record.title.lower() else None


def _sentence_cut(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    words = record.title.split()
    if len(words) < 10 or re.search(r"[:?!.;–—]|\s-", record.title):
        return None
    return record._replace(title=" ".join(words[: random.randint(5, len(words) - 3)]))


def _invented(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    """Authors, journal and year are right, the title is about the same things and made up."""
    words = re.findall(r"[^\W\d_]{6,}", record.title)
    if len(words) < 3:
        return None
    frame = random.choice(
        ("Long-term outcomes of {0} and their relation to {1}", "The role of {1} for {0} in clinical practice",
         "Novel insights into {0} and the regulation of {1}", "A review of {1}: implications for {0} in practice")
    )  # fmt: skip
    one, other = random.sample(words, 2)
    title = frame.format(one.lower(), other.lower())
    return record._replace(title=title, volume=str(random.randint(1, 90)), pages=str(random.randint(1, 900)))


def _neighbour(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    """The next paper in the issue: other people, another title, the same volume, a page further on."""
    other = random.choice(others)
    match = re.match(r"\d+", record.pages)
    if other.authors[:1] == record.authors[:1] or not match:
        return None
    return record._replace(title=other.title, authors=other.authors, other_titles=(), pages=str(int(match[0]) + 7))


def _companion(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    """Another paper of the same authors in the same year."""
    other = random.choice(others)
    return record._replace(
        title=other.title, journal=other.journal, other_journals=other.other_journals, volume=other.volume,
        issue=other.issue, pages=other.pages, other_titles=(),
    )  # fmt: skip


def _report(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    """The same title in another year, volume and place: annual reports, guidelines of another edition."""
    if not record.volume.isdigit() or not re.match(r"\d+", record.pages):
        return None
    years = random.choice((2, 3, 4))
    return record._replace(
        year=(record.year or 0) - years,
        volume=str(max(int(record.volume) - years, 1)),
        pages=str(random.randint(900, 999)),
    )


def _abstract(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    """The abstract of a congress under the same title: another journal, volume and page, a year before."""
    other = random.choice(others)
    if not record.volume or other.journal[:4].lower() == record.journal[:4].lower():
        return None
    return record._replace(
        journal=other.journal,
        other_journals=(),
        year=(record.year or 0) - 1,
        volume="931",
        issue="Suppl 1",
        pages="S731",
    )


def _people(record: Record) -> bool:
    return len(record.authors) >= 4 and all(person(each).initials and each.isascii() for each in record.authors)


def _stranger(record: Record, others: Sequence[Record], random: Random) -> str:
    known = {person(each).family.lower() for each in record.authors}
    names = [each.authors[0] for each in random.sample(others, 60)]
    return next(name for name in names if person(name).initials and person(name).family.lower() not in known)


def _author(at: int | None, change: str) -> Apply:
    def apply(record: Record, others: Sequence[Record], random: Random) -> Record | None:
        if not _people(record) or len(set(record.authors)) < len(record.authors):
            return None
        names = list(record.authors)
        place = at if at is not None else 1  # the second is shown by every style
        if change == "replace":
            names[place] = _stranger(record, others, random)
        elif change == "remove":
            del names[place]
        elif change == "add":
            names.insert(place + 1, _stranger(record, others, random))
        elif change == "swap":
            names[place], names[place + 1] = names[place + 1], names[place]
        elif change == "initials":
            one = person(names[place])
            names[place] = f"{one.family} {chr((ord(one.initials[0]) - 65 + random.randint(3, 20)) % 26 + 65)}"
            if names[place][-1] in one.initials:
                return None
        return record._replace(authors=tuple(names))

    return apply


def _appended(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    if len(record.authors) > 5 or not person(record.authors[0]).initials:
        return None
    return record._replace(authors=(*record.authors, _stranger(record, others, random)))


def _list_cut(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    return record._replace(authors=record.authors[:2]) if _people(record) else None


def _digits(field: str, change: str) -> Apply:
    def apply(record: Record, _: Sequence[Record], random: Random) -> Record | None:
        value = str(getattr(record, field) or "")
        first = re.match(r"[A-Za-z]?\d+", value)
        if first is None or (field == "volume" and value == str(record.year)):
            return None
        figures = list(first[0])
        at = random.randrange(1 if figures[0].isalpha() else 0, len(figures))
        if change == "transposed" and len(figures) >= 3:
            at = len(figures) - 2
            figures[at], figures[at + 1] = figures[at + 1], figures[at]
        elif change == "wrong":
            figures[-1] = str((int(figures[-1]) + random.randint(1, 8)) % 10)
        else:
            return None
        new = "".join(figures) + value[first.end() :]
        if new == value or (field == "year" and int(new) in {*record.other_years, record.year}):
            return None
        if field == "year":
            return record._replace(year=int(new))
        return record._replace(volume=new) if field == "volume" else record._replace(pages=new)

    return apply


def _roman(match: re.Match[str], random: Random) -> str:
    return random.choice([each for each in ("I", "II", "III", "IV") if each != match[0]])


def _other_number(match: re.Match[str], random: Random) -> str:
    return str(int(match[0]) + random.randint(1, 9))


def _near_journal(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    """One word of the journal's name exchanged for another of the same kind."""
    words = record.journal.split()
    places = [at for at, word in enumerate(words) if len(word) > 5 and word.isalpha() and word.casefold() != "journal"]
    if len(words) < 2 or not places:
        return None
    at = random.choice(places)
    other = random.choice([each for each in _FIELDS if each[:3].casefold() != words[at][:3].casefold()])
    return record._replace(journal=" ".join([*words[:at], other, *words[at + 1 :]]), other_journals=())


def _family(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    """A journal of the same house, whose name goes on."""
    if len(record.journal.split()) > 2 or not record.journal.replace(" ", "").isalpha():
        return None
    return record._replace(journal=f"{record.journal} {random.choice(_HOUSE)}", other_journals=())


def _short_title(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    return record._replace(title=random.choice(_SHORT), other_titles=())


_FIELDS = ("Neurology", "Oncology", "Surgery", "Nutrition", "Hydraulics", "Zoology", "Virology", "Metallurgy")
_HOUSE = ("Open", "Reports", "Advances", "Oncology", "Letters", "Today")
_SHORT = ("Sleep in nurses", "The art of quiet teaching", "Harpsichord pain: a survey", "Zinc for the common cold",
          "Kinetic trapping effects", "Mirrors and the ageing brain")  # fmt: skip


MUTATIONS = (
    *(Mutation(name, True, _swap(pairs)) for name, pairs in _PAIRS.items()),
    Mutation("a number behind a letter or hyphen", True, _regex(r"(?<=[A-Za-z-])\d{1,2}(?!\d)", _other_number)),
    Mutation("a number in its own place", True, _regex(r"(?<![\w.-])\d{1,4}(?![\w.-])", _other_number)),
    Mutation("roman number", True, _regex(r"(?<!\w)(?:I|II|III|IV|V)(?!\w)", _roman)),
    Mutation("type, phase, grade or stage", True, _regex(
        r"(?<=[Tt]ype |hase |rade |tage )\w{1,3}\b", lambda match, _: "3" if match[0] != "3" else "1")),
    Mutation("unit", True, _regex(r"(?<=\d[- ])(?:days?|weeks?|months?|hours?|years?|mg|ml)\b", lambda match, _:
                                  "weeks" if not match[0].startswith("week") else "months")),
    Mutation("Greek letter", True, _regex("[αβγδκ]", lambda match, _: "β" if match[0] != "β" else "γ")),
    Mutation("not left out", True, _no_negation),
    Mutation("non- put in", True, _neither),
    Mutation("capital letter of a code", True, _regex(r"(?<=-)[A-D](?![\w])", lambda match, _:
                                                      "B" if match[0] != "B" else "A")),
    Mutation("two titles blended", True, _blended),
    Mutation("subtitle of another paper", True, _subtitle_swapped),
    Mutation("subtitle names a design", True, _subtitle_invented),
    Mutation("title cut in its sentence", False, _sentence_cut),
    Mutation("invented title of the same field", True, _invented),
    Mutation("short invented title", True, _short_title),
    Mutation("a journal with nearly that name", False, _near_journal),
    Mutation("a journal of the same house", False, _family),
    Mutation("next paper of the issue", True, _neighbour),
    Mutation("same authors, another paper", True, _companion),
    Mutation("same title, another year's report", True, _report),
    Mutation("abstract of a congress", True, _abstract),
    Mutation("second author replaced", False, _author(1, "replace")),
    Mutation("third author replaced", False, _author(2, "replace")),
    Mutation("second author left out", False, _author(1, "remove")),
    Mutation("author put in", False, _author(1, "add")),
    Mutation("authors exchanged", False, _author(1, "swap")),
    Mutation("first two authors exchanged", False, _author(0, "swap")),
    Mutation("initials of the second author", False, _author(1, "initials")),
    Mutation("initials of the first author", False, _author(0, "initials")),
    Mutation("author behind the last", False, _appended),
    Mutation("list cut without et al", False, _list_cut),
    Mutation("year transposed", False, _digits("year", "transposed")),
    Mutation("last digit of the year", False, _digits("year", "wrong")),
    Mutation("volume transposed", False, _digits("volume", "transposed")),
    Mutation("last digit of the volume", False, _digits("volume", "wrong")),
    Mutation("page transposed", False, _digits("pages", "transposed")),
    Mutation("last digit of the page", False, _digits("pages", "wrong")),
)  # fmt: skip
