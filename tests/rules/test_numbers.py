"""Numbers of sentences against those of the abstract cited: invented pairs, ways of citing, and what is left alone."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from lint.testing import findings, page
from rules import numbers

FIRST = "1. Okoro P. Graded infusion for phantom limb pain. 2011. doi: 10.5555/ipr.2011.0055. PMID: 90000002.\n"
SECOND = "2. Marsh T. Warm water for cold feet. 2015. doi: 10.5555/ipr.2015.0012. PMID: 90000004.\n"


def lock(first: Sequence[str], second: Sequence[str] = (), by_hand: Sequence[str] = ()) -> str:
    """The lock of two papers whose abstracts name these numbers; `by_hand` are the PMIDs of those that were typed."""
    works = {
        "doi:10.5555/ipr.2011.0055": ("Graded infusion for phantom limb pain", 2011, "90000002", list(first)),
        "doi:10.5555/ipr.2015.0012": ("Warm water for cold feet", 2015, "90000004", list(second)),
    }
    return json.dumps(
        {
            "schema": 1,
            "references": {
                key: {
                    **({"source": "manual"} if pmid in by_hand else {"sources": ["crossref", "pubmed"]}),
                    "checked": "2026-11-24T00:00:00Z",
                    "record": {"title": title, "year": year, "pmids": [pmid], "numbers": held},
                }
                for key, (title, year, pmid, held) in works.items()
            },
        }
    )


def marked(text: str, first: Sequence[str], second: Sequence[str] = ()) -> list[str]:
    """What the rule marks in a text."""
    found = findings(page(text, lock=lock(first, second)), [numbers.FAMILY])
    assert all(text[each.start.offset : each.end.offset] == each.excerpt for each in found)
    return [each.excerpt for each in found]


def article(text: str) -> str:
    """An article with that text and two references."""
    return f"{text}\n\nWarm water helps [2].\n\n## References\n\n{FIRST}{SECOND}"


# The sentence, the numbers of the abstract it cites, and what is marked.
REPORTED: tuple[tuple[str, list[str], str], ...] = (
    ("The 4-day infusion helped [1].", ["10 days", "4 h"], "4-day"),
    ("The four-day infusion helped [1].", ["10 days"], "four-day"),
    ("They infused for 4 days [1].", ["10 days", "4 h"], "4 days"),
    ("They infused for 6 hours a day, 6 h in all [1].", ["10 days", "4 h"], "6 h"),
    ("The rate was 0.5 mg/kg/h [1].", ["0.35 mg/kg/h"], "0.5 mg/kg/h"),
    ("The rate was 0.5 mg kg⁻¹ h⁻¹ [1].", ["0.35 mg/kg/h"], "0.5 mg kg⁻¹ h⁻¹"),
    (
        "The rate was 0.5 milligrams per kilogram per hour [1].",
        ["0.35 mg/kg/h"],
        "0.5 milligrams per kilogram per hour",
    ),
    ("Relief lasted 6 months [1].", ["3 months", ">=2 weeks"], "6 months"),
    ("Relief lasted six months [1].", ["3 months"], "six months"),
    ("Okoro (2011) gave 20 mg.", ["10 mg"], "20 mg"),
    ("Okoro (2011) gave 20 mg. It helped.", ["10 mg", "2 ml"], "20 mg"),
    ("Okoro et al. (2011) gave 20 mg of it.", ["10 mg"], "20 mg"),
    ("They gave 20 mg (Okoro, 2011).", ["10 mg"], "20 mg"),
    ("They gave 1,000 mg [1].", ["100 mg"], "1,000 mg"),
    ("They gave 10,000 IU [1].", ["1000 IU"], "10,000 IU"),
    ("Pressure fell by 12 mm Hg [1].", ["5 mmHg"], "12 mm Hg"),
    ("They lost 5 kg [1].", ["3.2 kg"], "5 kg"),
    ("The wound was 4 cm long [1].", ["2-3 cm"], "4 cm"),
    ("Baths of 42 °C helped [1].", ["38-40 °C"], "42 °C"),
    ("After 12\u201314 days it healed [1].", ["10 days"], "12\u201314 days"),
    ("A 24-week follow-up [1].", ["12 weeks", "4 weeks"], "24-week"),
    ("It took 45 min [1].", ["30 min", "2 h"], "45 min"),
    ("It took 1 week [1].", [">=2 weeks"], "1 week"),
    ("Up to 30 mg/h was usual, and 30 mg/h was given [1].", ["<=25 mg/h"], "30 mg/h"),
    ("The infusion ran over 4 hours [1].", ["6 h"], "4 hours"),
    ("Relief was seen at 3, 6 and 12 months [1].", ["3 months", "12 months"], "6"),
    ("It held for 12 days.[1]", ["10 days"], "12 days"),
    ("It held for 12 days. [1] More is unknown.", ["10 days"], "12 days"),
    ("It held for 12 days.<sup>1</sup> More is unknown.", ["10 days"], "12 days"),
    ("It held for 12 days<sup>1</sup>.", ["10 days"], "12 days"),
    ("It held for 12 days.^1^ More is unknown.", ["10 days"], "12 days"),
    ("It held for 12 days.¹ More is unknown.", ["10 days"], "12 days"),
    ("It held for 4.2 days [1].", ["4 days"], "4.2 days"),
    ("It held for 4 days [1].", ["4.6 days"], "4 days"),
    ("It held for **12** days [1].", ["10 days"], "12** days"),
    ("It held for 12&nbsp;days [1].", ["10 days"], "12&nbsp;days"),
    ("- Okoro (2011): relief for 12 days", ["10 days"], "12 days"),
    ("> It held for 12 days [1].", ["10 days"], "12 days"),
    ("They said [1] that it held for 12 days, i.e. long.", ["10 days"], "12 days"),
    ("Okoro and colleagues infused for 12 days [1].", ["10 days"], "12 days"),
    ("As Okoro et al. had seen, it took 4 days [1].", ["10 days"], "4 days"),
    ("It held for 12 days after the infusion [1].", ["10 days"], "12 days"),
    ("The five-year survival was good [1].", ["10 years"], "five-year"),
    ("They were followed for 5 years after surgery [1].", ["10 years"], "5 years"),
    ("Pain fell 4 weeks after the first infusion [1].", ["12 weeks"], "4 weeks"),
    ("Doses of 5 mg, then 20 mg, were given [1].", ["5 mg"], "20 mg"),
    ("Weight fell by 5 kg [1].", ["3.2 kg"], "5 kg"),
    ("One day of infusion was enough [1].", ["10 days"], "One day"),
)
SILENT: tuple[tuple[str, list[str]], ...] = (
    # The value is there: as it stands, in words, rounded, converted, within a range.
    ("The 4-day infusion helped [1].", ["4 days"]),
    ("The four-day infusion helped [1].", ["4 days", "10 days"]),
    ("The 4-day infusion helped [1].", ["4.2 days"]),
    ("It took 2 weeks [1].", ["14 days", "4 weeks"]),
    ("It took 14 days [1].", ["2 weeks", "10 days"]),
    ("They gave 0.5 g [1].", ["500 mg", "2 g"]),
    ("They gave 500 mg [1].", ["0.5 g", "100 mg"]),
    ("It took 24 h [1].", ["1 day", "4 h"]),
    ("Relief lasted 3 months [1].", ["12 weeks", "6 months"]),
    ("Relief lasted 1 year [1].", ["12 months", "2 years"]),
    ("Relief lasted 12 weeks [1].", ["week 12", "4 weeks"]),
    ("It took 5 days [1].", ["day 1-5", "14 days"]),
    ("It took 7 days [1].", ["4-10 days"]),
    ("It took 4\u201310 days [1].", ["10 days"]),
    ("It took 4 to 10 days [1].", ["5 days"]),
    ("It took between 4 and 10 days [1].", ["5 days"]),
    ("It took 3 weeks [1].", [">=2 weeks"]),
    ("It took 4 days [1].", ["<=10 days"]),
    ("It took 90 min [1].", ["1.5 h", "20 min"]),
    ("They gave 20 mg [1].", ["20 mg/day", "5 mg"]),
    ("The rate was 0.6 mg/kg/h [1].", ["10 mcg/kg/min", "1 mg/kg/h"]),
    # The number is no exact one.
    ("It took about 4 days [1].", ["10 days"]),
    ("It took approximately 4 days [1].", ["10 days"]),
    ("It took more than 4 days [1].", ["10 days"]),
    ("It took at least 4 days [1].", ["10 days"]),
    ("It took up to 4 days [1].", ["10 days"]),
    ("It took almost 4 days [1].", ["10 days"]),
    ("It took <4 days [1].", ["10 days"]),
    ("It took > 4 days [1].", ["10 days"]),
    ("It took ~4 days [1].", ["10 days"]),
    ("It took a maximum of 4 days [1].", ["10 days"]),
    ("It took 4 days or more [1].", ["10 days"]),
    ("It took 4+ days [1].", ["10 days"]),
    ("It took within 4 days [1].", ["10 days"]),
    # Another unit, or no abstract.
    ("It took 4 h [1].", ["10 days"]),
    ("They gave 4 mg [1].", ["10 mg/kg", "10 ml"]),
    ("It took 4 days [1].", []),
    # No quantity.
    ("In 2009, 12 patients took part (p < 0.05, n = 30) [1].", ["10 days"]),
    ("The effect was large (95% CI 2\u20134 days) [1].", ["10 days"]),
    ("A 45-year-old man got it [1].", ["2 years"]),
    ("Children aged 2 to 5 years got it [1].", ["10 years"]),
    ("It was found 20 years ago [1].", ["2 years"]),
    ("In the next 20 years, it will be common [1].", ["2 years"]),
    ("In the past 20 years, it was common [1].", ["2 years"]),
    ("At 30 weeks' gestation it was safe [1].", ["2 weeks"]),
    ("It helped 50% of them [1].", ["10 days"]),
    ("It helped on day 4 [1].", ["10 days"]),
    ("See section 4.2 and Figure 3 [1].", ["10 days"]),
    ("They used 3d printing in the 1990s [1].", ["10 days", "5 s"]),
    ("Relief lasted >/= 4 weeks [1].", ["10 weeks"]),
    ("Relief (4 weeks+) was usual [1].", ["10 weeks"]),
    ("Relief for 4 weeks and more [1].", ["10 weeks"]),
    ("Relief for (at least) 4 weeks [1].", ["10 weeks"]),
    ("Relief for “at least” 4 weeks [1].", ["10 weeks"]),
    ("Relief after as little as 4 days [1].", ["10 days"]),
    ("Onset was after 1 h, max. 4 h [1].", ["10 h", "1 h"]),
    ("Doses up to a total of 400 mg were tolerated [1].", ["100 mg"]),
    ("Within the first 24 hours pain fell [1].", ["10 h"]),
    # It counts something else, or is a name.
    ("By 6 weeks all had healed [1].", ["10 weeks"]),
    ("Every 2 days they got a dose [1].", ["10 days"]),
    ("Guidelines that change every 5 years cite it [1].", ["10 years"]),
    ("Okoro et al. [1], published 3 years later, saw relief.", ["10 years"]),
    ("Three years later, Okoro et al. [1] saw relief.", ["10 years"]),
    ("Five years after this trial, Okoro (2011) saw relief.", ["10 years"]),
    ("It began 4 weeks before surgery [1].", ["10 weeks"]),
    ("It began 4 weeks after a wrist fracture [1].", ["10 weeks"]),
    ("The 6-minute walk test improved [1].", ["10 min"]),
    ("The 24-hour urine was collected [1].", ["12 h"]),
    ("A 12-lead ECG and 24-h Holter were normal [1].", ["48 h"]),
    ("A 5 ml syringe was used [1].", ["10 ml"]),
    ("Height 170 cm and weight 70 kg were typical [1].", ["60 kg", "160 cm"]),
    ("A body weight of 70 kg was assumed [1].", ["60 kg"]),
    ("She was 180 cm tall [1].", ["170 cm"]),
    ("One day, this may change [1].", ["10 days"]),
    ("One year on, little had changed [1].", ["2 years"]),
    ("It works in one second-line trial [1].", ["10 s"]),
    ("They came at 4-week intervals [1].", ["10 weeks"]),
    ("Pain was 7 on a 100-mm scale [1].", ["20 mm"]),
    ("A 10-cm visual analogue scale was used [1].", ["2 cm"]),
    ("They were over 18 years [1].", ["10 years"]),
    ("Adults (18\u201365 years) took part [1].", ["10 years"]),
    ("Patients of 45 years did best [1].", ["10 years"]),
    # What the author does.
    ("In our practice we infuse for 4 days [1].", ["10 days"]),
    ("This is longer than our 4-day scheme [1].", ["10 days"]),
    # Another paper's number, which is named and not cited.
    ("Unlike the 4-day scheme, it took longer [1].", ["10 days"]),
    ("As Berg et al. had seen, it took 4 days [1].", ["10 days"]),
    ("Berg and colleagues' 4 days were not enough [1].", ["10 days"]),
    ("Okoro took longer than Berg et al. 2012 (4 days) [1].", ["10 days"]),
    # The sentence cites nothing, several papers, or one that is not listed.
    ("It took 4 days. It helped [1].", ["10 days"]),
    ("It helped [1]. It took 4 days.", ["10 days"]),
    ("It took 4 days. Okoro (2011) saw no relief.", ["10 days"]),
    ("It took 4 days. [1] saw no relief.", ["10 days"]),
    ("用了 4 h。它有效 [1].", ["10 h"]),
    ("It took 4 days [1, 2].", ["10 days"]),
    ("It took 4 days [1], others saw less [2].", ["10 days"]),
    ("As Berg (2012) showed, it took 4 days [1].", ["10 days"]),
    ("Okoro (2011) and Berg (2012) took 4 days.", ["10 days"]),
    ("It took `4 days` by the clock.", ["10 days"]),
)


@pytest.mark.parametrize(("sentence", "held", "expected"), REPORTED)
def test_reported(sentence: str, held: list[str], expected: str) -> None:
    """The abstract has other values only: the number is marked with its unit."""
    assert marked(article(sentence), held) == [expected]


@pytest.mark.parametrize(("sentence", "held"), SILENT)
def test_silent(sentence: str, held: list[str]) -> None:
    """Nothing is said where the number may well be right."""
    assert marked(article(sentence), held) == []


def test_there_are_enough_pairs() -> None:
    """Sixty pairs at least, thirty of them silent."""
    assert len(REPORTED) >= 30
    assert len(SILENT) >= 30


def test_two_keys_of_one_work() -> None:
    """A paper that is cited by its author and by its number is one work."""
    assert marked(article("Okoro et al. [1] infused for 4 days [1]."), ["10 days"]) == ["4 days"]


def test_same_number_once() -> None:
    """A sentence that says a number twice is told once."""
    assert marked(article("The 4-day infusion took 4 days [1]."), ["10 days"]) == ["4-day"]


def test_many_values() -> None:
    """An abstract with many values is not recited."""
    held = ["1 mg", "2 mg", "3 mg", "4 mg", "5 mg"]
    (found,) = findings(page(article("They gave 9 mg [1]."), lock=lock(held)), [numbers.FAMILY])

    assert found.message == (
        "Reference 1 (Okoro) is cited for “9 mg”, but its abstract says 1 mg, 2 mg, 3 mg, 4 mg and more."
    )
    assert found.severity == "info"


def test_value_of_another_abstract() -> None:
    """Where another paper cited here has the value, it is named."""
    (found,) = findings(page(article("It took 4 days [1]."), lock=lock(["10 days"], ["4 days"])), [numbers.FAMILY])

    assert found.message == (
        "Reference 1 (Okoro) is cited for “4 days”, but its abstract says 10 days; 4 days stands in the abstract of"
        " reference 2 (Marsh)."
    )


@pytest.mark.parametrize(
    ("by_hand", "first", "second"),
    [
        (["90000002", "90000004"], ", according to references.lock, entered by hand", ""),
        (["90000002"], ", according to references.lock, entered by hand", ""),
        (["90000004"], "", ", according to references.lock, entered by hand"),
    ],
)
def test_numbers_that_somebody_typed_have_a_witness(by_hand: list[str], first: str, second: str) -> None:
    """No registry stands behind numbers that were entered by hand: the message says so, once."""
    held = lock(["10 days"], ["4 days"], by_hand)
    (found,) = findings(page(article("It took 4 days [1]."), lock=held), [numbers.FAMILY])

    assert found.message == (
        f"Reference 1 (Okoro) is cited for “4 days”, but its abstract says 10 days{first};"
        f" 4 days stands in the abstract of reference 2 (Marsh){second}."
    )


def test_every_sentence_has_its_own_citation() -> None:
    """Sentences of one block are told apart, abbreviations and initials do not end them."""
    text = article(
        "It took 4 days in St. Mary's, e.g. at night, as P. Okoro said [1]. It took 5 days [2]. It took 6 days."
        " It took 7 days.[1] Dr. Marsh (2015) gave 8 mg."
    )

    assert marked(text, ["10 days"], ["9 mg"]) == ["4 days", "7 days", "8 mg"]


def test_item_of_a_list_names_its_unit() -> None:
    """The message gives the unit that stands at the end of the list only."""
    (found,) = findings(
        page(article("Seen at 3, 6 and 12 months [1]."), lock=lock(["3 months", "12 months"])), [numbers.FAMILY]
    )

    assert "“6 months”" in found.message
