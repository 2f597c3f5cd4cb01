"""Harmless differences between a record and a text: names, groups, markup, typography, what was left out or added."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from lint.records import Record
from tests.bench.pasted_styles import person


class Pair(NamedTuple):
    """The record as the registry holds it, and as the author of the text knew it."""

    held: Record
    written: Record


Difference = Callable[[Record, Random], Pair | None]
Retouch = Callable[[str, Random], str]

# One person as a registry spells the name and as authors do.
NAMES = (
    ("Müller K", "Mueller K"), ("Mueller K", "Müller K"), ("Müller K", "Muller K"), ("Groß H", "Gross H"),
    ("Işık Y", "Isik Y"), ("İnan Ö", "Inan O"), ("van der Berg JP", "Van Der Berg JP"), ("Van Berg JP", "van Berg JP"),
    ("van der Berg JP", "Berg JP"), ("Berg JP", "van der Berg JP"), ("Smith RA Jr", "Smith RA"),
    ("Smith RA", "Smith RA Jr"), ("Smith RA", "Smith RA 3rd"), ("García-López M", "Garcia Lopez M"),
    ("García López M", "García M"), ("García M", "García López M"), ("O'Brien T", "O’Brien T"), ("Kim SY", "Kim S"),
    ("Kim S", "Kim SY"), ("McDonald P", "Mcdonald P"), ("D'Souza R", "DSouza R"), ("Ødegård F", "Odegard F"),
    ("Ødegård F", "Oedegaard F"), ("Łukasik W", "Lukasik W"), ("Đorđević N", "Djordjevic N"),
    ("MÃ¼ller K", "Müller K"), ("El-Sayed A", "Elsayed A"), ("El Sayed A", "El-Sayed A"), ("Wang XM", "Wang X"),
    ("de Souza LR", "Souza LR de"), ("Souza LR", "de Souza LR"), ("St. John A", "St John A"),
    ("Nuñez-Roca B", "Nunez B"), ("Tran Van Nam", "Tran VN"), ("Papadopoulos G", "Papadopoulus G"),
    ("Ioannidis JPA", "Ioannidis J"),
    ("Al-Khatib SM", "Al Khatib SM"), ("Le Roux P", "LeRoux P"), ("SMITH RA", "Smith RA"),
    ("Lindqvist A", "LINDQVIST A"),
)  # fmt: skip
GROUPS = ("Imaginary Pain Study Group", "MIRROR Investigators", "European Society of Imaginary Medicine")


def _name(record: Record, random: Random) -> Pair | None:
    authors = list(record.authors)
    at = random.randrange(min(len(authors), 3))
    if not person(authors[at]).initials:
        return None
    recorded, written = NAMES[random.randrange(len(NAMES))]
    return Pair(_with(record, at, recorded), _with(record, at, written))


def _with(record: Record, at: int, author: str) -> Record:
    return record._replace(authors=(*record.authors[:at], author, *record.authors[at + 1 :]))


def _group_recorded(record: Record, random: Random) -> Pair | None:
    at = random.choice((0, len(record.authors) // 2, len(record.authors)))
    authors = (*record.authors[:at], random.choice(GROUPS), *record.authors[at:])
    return Pair(record._replace(authors=authors), record) if person(record.authors[0]).initials else None


def _group_written(record: Record, random: Random) -> Pair | None:
    group = random.choice((*GROUPS, "for the Imaginary Pain Study Group", "on behalf of the MIRROR Investigators"))
    return Pair(record, record._replace(authors=(*record.authors, group)))


def _group_alone(record: Record, random: Random) -> Pair | None:
    group = random.choice(GROUPS)
    return Pair(record._replace(authors=(*record.authors, group)), record._replace(authors=(group,)))


def _group_both(record: Record, random: Random) -> Pair | None:
    group = random.choice(GROUPS)
    both = record._replace(authors=(*record.authors[:2], group))
    return Pair(both, both)


def _registry_lost_first(record: Record, _: Random) -> Pair | None:
    people = [author for author in record.authors if person(author).initials]
    if len(people) < 4 or len(people) != len(record.authors) or len(set(people)) != len(people):
        return None
    return Pair(record._replace(authors=record.authors[1:]), record)


def _written_order(record: Record, _: Random) -> Pair | None:
    """Somebody takes the first name for the family name: "Li W" is cited as "Wei L"."""
    held, written = _with(record, 0, "Li W"), _with(record, 0, "Wei L")
    return Pair(held, written) if len(record.authors) > 1 else None


def _retracted_record(record: Record, random: Random) -> Pair:
    mark = random.choice(("RETRACTED: ", "Retracted: ", "WITHDRAWN: ", "RETRACTED ARTICLE: "))
    return Pair(record._replace(title=mark + record.title), record)


def _retracted_text(record: Record, random: Random) -> Pair:
    mark = random.choice(("RETRACTED: ", "Retracted: ", "RETRACTED ARTICLE: ", "[Retracted] "))
    return Pair(record, record._replace(title=mark + record.title))


def _marked_up(record: Record, random: Random) -> Pair:
    words = record.title.split(" ")
    at = random.randrange(len(words))
    tag = random.choice(("i", "b", "sub", "jats:italic", "scp"))
    words[at] = f"<{tag}>{words[at]}</{tag}>"
    return Pair(record._replace(title=" ".join(words)), record)


def _mathml(record: Record, _: Random) -> Pair:
    formula = '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msub><mml:mi>H</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math>'
    return Pair(record._replace(title=f"{record.title} {formula}"), record._replace(title=f"{record.title} H2"))


def _wrapped_record(record: Record, _: Random) -> Pair:
    return Pair(record._replace(title="\n  " + record.title.replace(" ", "\n   ", 2) + ".\n"), record)


def _gloss(record: Record, _: Random) -> Pair:
    return Pair(record._replace(title=record.title), record._replace(title=f"[{record.title}]"))


def _translated(record: Record, _: Random) -> Pair:
    original = "Die Wirkung von Spiegeln auf den Schmerz bei Kindern und Erwachsenen nach dem Bruch der Hand"
    return Pair(record._replace(other_titles=(original,)), record._replace(title=original))


def _translation_beside(record: Record, _: Random) -> Pair:
    original = "Die Wirkung von Spiegeln auf den Schmerz bei Kindern und Erwachsenen nach dem Bruch der Hand"
    return Pair(record, record._replace(title=f"{original} [{record.title}]"))


def _placed_journal(record: Record, random: Random) -> Pair | None:
    place = random.choice((" (London, England)", " (London, England : 1990)", " = Imaginäre Zeitschrift", " (Online)"))
    return Pair(record._replace(journal=record.journal + place), record)


def _the_journal(record: Record, _: Random) -> Pair | None:
    bare = record.journal.removeprefix("The ")
    return Pair(record, record._replace(journal=bare if bare != record.journal else f"The {bare}"))


def _dotted_journal(record: Record, _: Random) -> Pair | None:
    short = record.other_journals[0] if record.other_journals else ""
    if not short or short == record.journal:
        return None
    return Pair(record, record._replace(journal=" ".join(f"{word.rstrip('.')}." for word in short.split())))


def _supplement(record: Record, random: Random) -> Pair | None:
    if not record.volume.isdigit():
        return None
    volume = f"{record.volume} {random.choice(('Suppl', 'Suppl 1', 'Suppl. 2', 'Spec No'))}"
    return Pair(record._replace(volume=volume, issue=""), record._replace(issue=random.choice(("Suppl 1", "S1", "1"))))


def _s_pages(record: Record, _: Random) -> Pair | None:
    match = re.fullmatch(r"(\d+)-(\d+)", record.pages)
    if not match:
        return None
    return Pair(record._replace(pages=f"S{match[1]}-S{match[2]}"), record._replace(pages=f"S{match[1]}-{match[2]}"))


def _article_number(record: Record, _: Random) -> Pair | None:
    return Pair(record._replace(pages="e104322"), record._replace(pages="e104322")) if record.volume else None


def _bare_article_number(record: Record, _: Random) -> Pair | None:
    return Pair(record._replace(pages="1-9"), record._replace(pages="104322")) if record.volume else None


def _no_pages(record: Record, _: Random) -> Pair | None:
    return Pair(record._replace(pages=""), record)


def _print_year(record: Record, _: Random) -> Pair | None:
    year = (record.year or 0) - 1
    return Pair(record._replace(other_years=(*record.other_years, year)), record._replace(year=year))


def _subtitle(record: Record, random: Random) -> Pair | None:
    match = re.search(r"(?<=\w): (?=\w)", record.title)
    if match is None:
        return None
    mark = random.choice((" – ", " - ", "—", ". ", "? ", "; "))
    title = record.title[: match.start()] + mark + record.title[match.end() :]
    return Pair(record, record._replace(title=title))


def _subtitle_left_out(record: Record, _: Random) -> Pair | None:
    main = re.split(r"(?<=\w): |\s[–—]\s|(?<=\?) ", record.title)[0]
    return Pair(record, record._replace(title=main)) if main != record.title and len(main.split()) >= 4 else None


def _subtitle_in_the_text(record: Record, _: Random) -> Pair | None:
    main = re.split(r"(?<=\w): ", record.title)[0]
    return Pair(record._replace(title=main), record) if main != record.title and len(main.split()) >= 4 else None


def _other_registry(record: Record, _: Random) -> Pair | None:
    """Another registry's values are in the other fields, and the text has those."""
    if len(record.authors) < 2 or not record.volume:
        return None
    held = record._replace(
        authors=("Wrong A", "Faulty B"), volume="null", pages="1", other_authors=(record.authors,),
        other_volumes=(record.volume,), other_pages=(record.pages,),
    )  # fmt: skip
    return Pair(held, record)


# Styles that show too few names, or given names in full, to be excused by those that follow or by a first letter.
UNFIT = {
    "the registry lost the first author": {"BMJ", "Nature", "IEEE", "Harvard", "family names", "no full stops",
                                           "full names"},
    "Li W as Wei L": {"Chicago", "Chicago author-date", "full names", "DIN 1505"},
}  # fmt: skip


def _plain(record: Record, _: Random) -> Pair:
    return Pair(record, record)


FREEDOMS: dict[str, Difference] = {
    "as printed": _plain, "another spelling of a name": _name, "a group in the record": _group_recorded,
    "a group in the text": _group_written, "a group alone": _group_alone, "a group in both": _group_both,
    "the registry lost the first author": _registry_lost_first, "Li W as Wei L": _written_order,
    "retracted, says the record": _retracted_record, "retracted, says the text": _retracted_text,
    "markup in the record": _marked_up, "MathML in the record": _mathml, "line breaks in the record": _wrapped_record,
    "English gloss": _gloss, "original title": _translated, "original title with a gloss": _translation_beside,
    "journal with a place": _placed_journal, "journal with or without The": _the_journal,
    "journal with dots": _dotted_journal, "supplement": _supplement, "S pages": _s_pages,
    "article number": _article_number, "article number for pages": _bare_article_number,
    "no pages in the record": _no_pages, "year of the other edition": _print_year,
    "subtitle by another mark": _subtitle,
    "no subtitle": _subtitle_left_out, "no subtitle in the record": _subtitle_in_the_text,
    "values of another registry": _other_registry,
}  # fmt: skip


def _spaced(text: str, random: Random) -> str:
    return "".join("\u00a0" if each == " " and random.random() < 0.3 else each for each in text)


def _soft_hyphens(text: str, random: Random) -> str:
    return re.sub(r"(?<=[a-z]{4})(?=[a-z]{4})", lambda _: "\u00ad" if random.random() < 0.1 else "", text)


def _wrapped(text: str, random: Random) -> str:
    return "".join("\n   " if each == " " and random.random() < 0.08 else each for each in text)


def _curly(text: str, _: Random) -> str:
    return re.sub(r"(?<=\w)'", "’", text).replace("-", "\u2010")


def _no_spaces_in_numbers(text: str, _: Random) -> str:
    return re.sub(r"(?<=[;:]) (?=\d)", "", text)


def _spaces_in_numbers(text: str, _: Random) -> str:
    return re.sub(r"(?<=\d)([;:])(?=\d)", r"\1 ", text)


def _doi_brackets(text: str, _: Random) -> str:
    return re.sub(r"(?:doi: ?|https://doi\.org/)(10\.\S+?)\.?(?=\s|$)", r"doi: [10.1016/S0304-3959(00)00123-4]", text)


def _untouched(text: str, _: Random) -> str:
    return text


RETOUCHES: dict[str, Retouch] = {
    "": _untouched, "no-break spaces": _spaced, "soft hyphens": _soft_hyphens, "wrapped": _wrapped,
    "typographic": _curly, "tight": _no_spaces_in_numbers, "spaced": _spaces_in_numbers,
    "brackets in the DOI": _doi_brackets,
}  # fmt: skip
