"""Reference texts made wrong in one place each, by kind of mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from lint.records import Record
from lint.resolve.matching.wording import DESIGN, SMALL


class Mutation(NamedTuple):
    """A mistake: `grave` when another study is meant, so that the answer has to be an error."""

    name: str
    grave: bool
    apply: Callable[[Record, Sequence[Record], Random], Record | None]


_DRUGS = "ketamine lidocaine morphine aspirin metformin warfarin heparin prednisone gabapentin placebo".split()
_SUBSTANCE = re.compile(r"\b[a-z]{4,}(?:ine|ol|in|ate|one|ide|ium|pril|tan|mab|cin|azole|ic acid)\b", re.IGNORECASE)


def _words(title: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]{5,}", title) if word.lower() not in SMALL]


def _replaced(record: Record, old: str, new: str) -> Record | None:
    title = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, record.title, count=1)
    return record._replace(title=title) if title != record.title else None


def _number(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    digits = list(re.finditer(r"(?<![\d.])\d{1,4}(?![\d.])", record.title))
    if not digits:
        return None
    match = random.choice(digits)
    value = str(int(match[0]) + random.choice((1, 2, 3)))
    return record._replace(title=record.title[: match.start()] + value + record.title[match.end() :])


def _numeral(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    match = re.search(r"\b(II|III|IV|VI|VII)\b", record.title)
    if match is None:
        return None
    other = random.choice([each for each in ("II", "III", "IV", "V") if each != match[0]])
    return record._replace(title=record.title[: match.start()] + other + record.title[match.end() :])


def _add_number(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    words = _words(record.title)
    return _replaced(record, words[-1], f"{words[-1]} {random.randint(2, 9)}") if words else None


def _not(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    for verb in ("is", "are", "does", "do", "can", "was", "were", "improves", "reduces", "increases", "induces"):
        if re.search(rf"\b{verb}\b", record.title):
            return _replaced(record, verb, f"{verb} not" if len(verb) <= 4 else f"not {verb}")
    words = _words(record.title)
    return _replaced(record, words[1], f"no {words[1]}") if len(words) > 2 else None


def _non(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    words = [word for word in _words(record.title) if word.islower()]
    return _replaced(record, random.choice(words), "non-" + random.choice(words)) if words else None


def _non_same(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    words = [word for word in _words(record.title) if word.islower()]
    if not words:
        return None
    word = random.choice(words)
    return _replaced(record, word, f"{random.choice(('non-', 'non', 'un', 'anti'))}{word}")


def _without(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    return _replaced(record, "with", "without") or _replaced(record, "without", "with")


def _hyper(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    for one, other in (("hyper", "hypo"), ("hypo", "hyper"), ("intra", "inter"), ("inter", "intra"), ("pre", "post")):
        if match := re.search(rf"\b{one}[a-z]{{4,}}", record.title, re.IGNORECASE):
            return _replaced(record, match[0], other + match[0][len(one) :])
    return None


def _turned(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    pairs = (
        "increased decreased",
        "high low",
        "before after",
        "men women",
        "male female",
        "acute chronic",
        "short long",
    )
    for pair in pairs:
        one, other = pair.split()
        if changed := _replaced(record, one, other) or _replaced(record, other, one):
            return changed
    return None


def _design(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    words = [word for word in re.findall(r"[A-Za-z]+", record.title) if word.lower() in DESIGN and len(word) > 3]
    others = "randomized retrospective pilot blinded uncontrolled".split()
    if not words:
        return None
    word = random.choice(words)
    return _replaced(record, word, random.choice([each for each in others if each[:5] != word.lower()[:5]]))


def _add_design(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    words = _words(record.title)
    word = random.choice(words) if words else ""
    return (
        _replaced(record, word, f"{random.choice(('open-label', 'randomized', 'retrospective'))} {word}")
        if word
        else None
    )


def _drug(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    found = [match[0] for match in _SUBSTANCE.finditer(record.title)]
    if not found:
        return None
    word = random.choice(found)
    return _replaced(record, word, random.choice([drug for drug in _DRUGS if drug != word.lower()]))


def _word(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    words, foreign = _words(record.title), _words(random.choice(others).title)
    if not words or not foreign:
        return None
    word, other = random.choice(words), random.choice(foreign)
    return None if word.lower()[:4] == other.lower()[:4] else _replaced(record, word, other)


def _two_words(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    first = _word(record, others, random)
    return _word(first, others, random) if first else None


def _drop_two(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    words = record.title.split()
    if len(words) < 8:
        return None
    at = random.randrange(2, len(words) - 4)
    gone = [word for word in words[at : at + 3] if word.lower().strip(",:") not in SMALL]
    return record._replace(title=" ".join(words[:at] + words[at + 3 :])) if len(gone) >= 2 else None


def _drop_one(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    words = [word for word in _words(record.title.split(" ", 1)[-1]) if word.islower()]
    return _replaced(record, random.choice(words), "") if len(words) > 2 else None


def _typo(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    words = [word for word in _words(record.title) if len(word) >= 8 and word.islower()]
    if not words:
        return None
    word = random.choice(words)
    at = random.randrange(2, len(word) - 2)
    return _replaced(record, word, word[:at] + word[at + 1 :])


def _cut(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    words = record.title.split()
    if len(words) < 9 or re.search(r"[:?.;–—]|\s-", record.title):
        return None
    return record._replace(title=" ".join(words[:6]))


def _foreign_title(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    return record._replace(title=random.choice(others).title)


def _foreign(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    other = random.choice(others)
    return None if other.authors[0] == record.authors[0] else other._replace(doi=record.doi, pmids=record.pmids)


def _invented(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    """The byline and journal are right, title and numbers are made up."""
    title = " ".join(_words(record.title)[:2] + _words(random.choice(others).title)[:5])
    return record._replace(title=title, volume=str(random.randint(1, 90)), pages=str(random.randint(1, 900)))


def _first_author(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    other = random.choice(others).authors[0]
    if other.split()[0] == record.authors[0].split()[0]:
        return None
    return record._replace(authors=(other, *record.authors[1:]))


def _no_first_author(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    return record._replace(authors=record.authors[1:]) if len(record.authors) > 2 else None


def _authors_reversed(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    return record._replace(authors=record.authors[::-1]) if 1 < len(record.authors) < 6 else None


def _years(step: int) -> Callable[[Record, Sequence[Record], Random], Record | None]:
    def apply(record: Record, _: Sequence[Record], random: Random) -> Record | None:
        year = (record.year or 0) + random.choice((step, -step))
        return None if year in record.other_years else record._replace(year=year)

    return apply


def _volume(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    if not record.volume.isdigit() or record.volume == str(record.year):
        return None
    return record._replace(volume=str(int(record.volume) + random.choice((1, 2, 10))))


def _page(record: Record, _: Sequence[Record], random: Random) -> Record | None:
    match = re.fullmatch(r"([A-Za-z]?)(\d+)(-.*)?", record.pages)
    if match is None:
        return None
    return record._replace(pages=f"{match[1]}{int(match[2]) + random.choice((1, 2, 10))}{match[3] or ''}")


def _journal(record: Record, others: Sequence[Record], random: Random) -> Record | None:
    other = random.choice(others).journal
    return None if other[:6].lower() == record.journal[:6].lower() else record._replace(journal=other)


MUTATIONS = (
    Mutation("number changed", True, _number),
    Mutation("numeral changed", True, _numeral),
    Mutation("number added", True, _add_number),
    Mutation("not added", True, _not),
    Mutation("non- before another word", True, _non),
    Mutation("prefix turns a word", True, _non_same),
    Mutation("with and without", True, _without),
    Mutation("hyper and hypo", True, _hyper),
    Mutation("opposite word", True, _turned),
    Mutation("design word changed", True, _design),
    Mutation("design word added", True, _add_design),
    Mutation("drug changed", True, _drug),
    Mutation("word changed", True, _word),
    Mutation("two words changed", True, _two_words),
    Mutation("two words left out", True, _drop_two),
    Mutation("word left out", False, _drop_one),
    Mutation("typo", False, _typo),
    Mutation("title cut", False, _cut),
    Mutation("another title", True, _foreign_title),
    Mutation("another paper", True, _foreign),
    Mutation("invented title and numbers", True, _invented),
    Mutation("first author changed", False, _first_author),
    Mutation("first author left out", False, _no_first_author),
    Mutation("authors reversed", False, _authors_reversed),
    Mutation("year off by one", False, _years(1)),
    Mutation("year off by five", False, _years(5)),
    Mutation("volume changed", False, _volume),
    Mutation("page changed", False, _page),
    Mutation("journal changed", False, _journal),
)
