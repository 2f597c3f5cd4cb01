"""Authorship, currency and disclosure: dates in every spelling, the day of the run, the laws over the word lists."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Finding
from lint.parse import parse
from lint.references.model import Bibliography
from lint.rule import Page
from lint.testing import findings, page
from rules.accountability import FAMILY, dates, words
from rules.accountability.check import check
from rules.disclaimer.phrases import fold
from tests.rules.linear import linear

RULES = [rule.id for rule in FAMILY.rules]
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def reported(text: str, today: str = "2026-01-01", path: str = "text.md") -> list[Finding]:
    """What all four rules report on a text that lies at a path."""
    built = page(text, today=today)
    return findings(built._replace(document=parse(text, path)), (FAMILY,), select=RULES)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-05-03", "2025-05-03", "2025-05-03"),
        ("2025/5/3", "2025-05-03", "2025-05-03"),
        ("20250503", "2025-05-03", "2025-05-03"),
        ("2025-05-03T10:00:00.000-05:00", "2025-05-03", "2025-05-03"),
        ("Sat, 03 May 2025 10:00:00 +0000", "2025-05-03", "2025-05-03"),
        ("3rd of May, 2025", "2025-05-03", "2025-05-03"),
        ("May 3rd, 2025", "2025-05-03", "2025-05-03"),
        ("3-May-2025", "2025-05-03", "2025-05-03"),
        ("3. März 2025", "2025-03-03", "2025-03-03"),
        ("1er août 2025", "2025-08-01", "2025-08-01"),
        ("1º de março de 2025", "2025-03-01", "2025-03-01"),
        ("1° maggio 2025", "2025-05-01", "2025-05-01"),
        ("3 mrt. 2025", "2025-03-03", "2025-03-03"),
        ("03.05.2025", "2025-05-03", "2025-05-03"),
        ("3.5.25", "2025-05-03", "2025-05-03"),
        ("13/05/2025", "2025-05-13", "2025-05-13"),
        ("05/13/2025", "2025-05-13", "2025-05-13"),
        ("03/05/2025", "2025-03-05", "2025-05-03"),
        ("Sept. 2025", "2025-09-01", "2025-09-30"),
        ("février 2024", "2024-02-01", "2024-02-29"),
        ("05/2025", "2025-05-01", "2025-05-31"),
        ("05/25", "2025-05-01", "2025-05-31"),
        ("2025-05", "2025-05-01", "2025-05-31"),
        ("2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_date_is_read_as_the_days_that_it_may_mean(text: str, first: str, last: str) -> None:
    """Every usual spelling is read to its end; what is open stays open."""
    folded = fold(text).text

    assert dates.read(folded) == dates.Day(date.fromisoformat(first), date.fromisoformat(last), len(folded))


@pytest.mark.parametrize("text", ["31 April 2025", "2025-02-30", "2025-13-01", "31/04/2025", "32.5.2025", "0000-01-01"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    """A day that no calendar has is known as such, so that it can be named."""
    assert dates.read(fold(text).text) == dates.NoDay(len(text))


@pytest.mark.parametrize("text", ["soon", "3 tablets", "v2025", "10:00", "12.5", "May", "the 3rd", "120250503", "1/2"])
def test_other_numbers_are_no_dates(text: str) -> None:
    """Doses, versions, hours and words are no dates."""
    assert dates.read(fold(text).text) is None


@given(DAYS, st.sampled_from(sorted(words.phrases("months"))))
def test_every_month_of_every_language_is_read(day: date, entry: str) -> None:
    """A day written with a month's name or abbreviation is read as that day, whichever way round."""
    name, _, month = entry.partition("=")
    day = day.replace(month=int(month), day=min(day.day, 28))

    for text in (
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day.day}. {name.title()} {day.year}",
    ):
        read = dates.read(fold(text).text)

        assert isinstance(read, dates.Day)
        assert (day, day) == (read.first, read.last)


@given(
    DAYS, st.sampled_from(("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d", "%Y/%m/%d", "%d-%m-%Y", "%m/%Y"))
)
def test_no_spelling_excludes_the_day_that_was_meant(day: date, spelling: str) -> None:
    """Whatever order a number is in, the day that was meant is among those read."""
    read = dates.read(day.strftime(spelling))

    assert isinstance(read, dates.Day)
    assert read.first <= day <= read.last


@given(DAYS, st.integers(0, 240))
def test_months_ago(day: date, count: int) -> None:
    """So many months ago is a day of that month, the same unless the month is shorter."""
    ago = dates.before(day, count)

    assert (day.year * 12 + day.month) - (ago.year * 12 + ago.month) == count
    assert ago.day == day.day or (ago + timedelta(days=1)).day == 1


def test_the_name_of_a_post_tells_its_date() -> None:
    """Jekyll and others date a post by its file's name."""
    text = "# Ketamine\n\nBy Jane Roe\n\nConflict of interest: none.\n"

    assert reported(text, path="_posts/2025-05-03-ketamine.md") == []
    (old,) = reported(text, path="_posts/2019-05-03-ketamine.md")
    (undated,) = reported(text, path="2019-05/ketamine-2019-05-03.md")

    assert (old.rule, undated.rule) == ("overdue-review", "missing-review-date")


def test_without_a_day_nothing_is_overdue_or_ahead() -> None:
    """Who does not know the day judges no date by it."""
    text = "# Ketamine\n\nBy Jane Roe\n\nLast reviewed: {}\n\nConflict of interest: none.\n"

    assert reported(text.format("3 May 1999"), today="") == []
    assert reported(text.format("3 May 2099"), today="") == []


@given(DAYS, st.integers(0, 4000))
def test_an_article_is_overdue_after_three_years_and_not_before(today: date, age: int) -> None:
    """The limit is the same day three years ago."""
    reviewed = today - timedelta(days=age)
    text = f"# T\n\nBy Jane Roe\n\nLast reviewed: {reviewed}\n\nFunding: none\n"
    overdue = reviewed < dates.before(today, 36)

    assert (["overdue-review"] if overdue else []) == [each.rule for each in reported(text, today=today.isoformat())]


@given(DAYS, st.integers(-3000, 3000), st.integers(-3000, 3000))
def test_a_date_is_never_missing_and_overdue_at_once(today: date, written: int, due: int) -> None:
    """What has no date that counts is not overdue, and what is overdue has one."""
    first, second = today + timedelta(days=written), today + timedelta(days=due)
    text = f"# T\n\nBy Jane Roe\n\nPublished: {first}. Next review: {second}.\n\nFunding: none\n"
    found = {each.rule for each in reported(text, today=today.isoformat())}

    assert not {"missing-review-date", "overdue-review"} <= found
    assert ("missing-review-date" in found) == (written > 1)


def test_the_remedy_is_in_the_language_of_the_article() -> None:
    """Who writes in French is shown a line in French; of an unknown language only the front matter is read."""
    french = {each.rule: each.help for each in reported("---\nlang: fr\n---\n\nLa kétamine bloque les récepteurs.\n")}
    polish = {each.rule: each.help for each in reported("---\nlang: pl\n---\n\nKetamina blokuje receptory.\n")}

    assert french["missing-author"].startswith("Add where readers see it: Par la Dre Anne Martin")
    assert "Dernière révision : 2026-01-01" in french["missing-review-date"]
    assert polish["missing-author"].startswith("Add to the front matter, since labels in this language are not known")
    assert "last_reviewed: 2026-01-01" in polish["missing-review-date"]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_is_shown_to_copy_is_accepted(language: str) -> None:
    """An article made of nothing but our own remedies has nothing to report, credentials and all."""
    byline, reviewed, disclosure = words.template(language)
    text = f"---\nlang: {language}\n---\n\n# Ketamin\n\n{byline}\n\nKetamin.\n\n{reviewed} 2025-12-01\n\n{disclosure}\n"
    built = page(text)

    assert findings(built, (FAMILY,), select=RULES, options={"missing-author.require-credentials": True}) == []


def test_a_label_introduces_one_thing() -> None:
    """No label is that of two kinds, so that the order of the lists decides nothing."""
    of = {kind: words.phrases(kind) for kind in words.KINDS}
    twice = {(one, other): of[one] & of[other] for one in of for other in of if one < other and of[one] & of[other]}

    assert twice == {}


def test_months_are_the_same_in_all_languages() -> None:
    """No name of a month is that of another one in another language."""
    named = [entry.partition("=")[0] for entry in words.phrases("months")]

    assert sorted(set(named)) == sorted(named)
    assert set(range(1, 13)) == set(words.months().values())


@pytest.mark.parametrize(
    "section", [*words.KINDS, "it", "nobody", "interest label", "support label", "interest", "own"]
)
def test_entries_are_folded(section: str) -> None:
    """An entry with an accent or a capital would fit nothing."""
    entries = words.phrases(section)

    assert {fold(entry).text for entry in entries} == set(entries)


@pytest.mark.parametrize(
    "text",
    [
        "Funding: none of a study, written by Jane Roe. The authors declare that\n",
        "- Study Funding: x\n",
        "[Funding](x) ~~Funding: [a](b)~~\n",
        "By Jane Roe, updated in 2019 | ",
        "a\n\n    Author: x\n\n",
        "We do not, and the author has ",
    ],
)
def test_time_is_linear(text: str) -> None:
    """Four times the text costs no more than some four times the time."""
    pages = {length: Page(parse(text * length), Bibliography(), today="2026-01-01") for length in (300, 1200)}

    assert linear(lambda length: list(check(pages[length])), 300)


PIECES = st.sampled_from(
    [
        *"*_|·:-.,/()[]%#>\"' \n",
        *("By ", "Jane Roe", ", MD", "Author", "Written by", "Updated", "Last reviewed", "2025", "May ", "3 May 2019"),
        *(
            "Funding",
            "The authors declare",
            "no conflicts of interest",
            "~~",
            "**",
            "<!-- ",
            " -->",
            "{{",
            "]]",
            "\n\n",
        ),
        *(
            "---\n",
            "author: ",
            "date: ",
            "| a | b |\n|---|---|\n",
            "é",
            "İ",
            "ß",
            "\u0301",
            "\u200b",
            "💊",
            "\r\n",
            "- ",
        ),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_gets_places_inside_of_it(text: str) -> None:
    """Whatever the text, each rule reports at most once, at a place in it."""
    found = reported(text)
    names = [each.rule for each in found]

    assert all(0 <= each.start.offset <= each.end.offset <= len(text) for each in found)
    assert sorted(set(names)) == sorted(names)
