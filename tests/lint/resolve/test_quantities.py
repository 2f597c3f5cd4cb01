"""Quantities with units: which a text names, how a lock keeps them, which one holds another."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.resolve.quantities import Quantity, holds, numbers, quantities

READ = {
    "for ten days": ["10 days"],
    "a four-day course": ["4 days"],
    "twenty-four hours": ["24 h"],
    "one hundred milligrams": ["100 mg"],
    "a 4-day infusion": ["4 days"],
    "4\u201110 days": ["4-10 days"],
    "4\u201310 days": ["4-10 days"],
    "2- to 4-week courses": ["2-4 weeks"],
    "between 2 and 4 weeks": ["2-4 weeks"],
    "two or three days": ["2-3 days"],
    "5～10 mg": ["5-10 mg"],
    "30 J/cm^2": ["30 J/cm2"],
    "10 or 20 mg": ["10 mg", "20 mg"],
    "10 mg to 20 mg": ["10-20 mg"],
    "at 3, 6, and 12 months": ["3 months", "6 months", "12 months"],
    "0.1, 0.2 or 0.3 mg/kg": ["0.1 mg/kg", "0.2 mg/kg", "0.3 mg/kg"],
    "4·2 days": ["4.2 days"],
    "4,2 days": ["4.2 days"],
    ".5 mg": ["0.5 mg"],
    "1,000 mg": ["1000 mg"],
    "10\u2009000 IU": ["10000 IU"],
    "1.2 million units": ["1200000 U"],
    "1/2 mg": ["0.5 mg"],
    "2½ hours": ["2.5 h"],
    "2 h 30 min": ["150 min"],
    "1 hour and 30 minutes": ["90 min"],
    "25\u2009ml/h": ["25 ml/h"],
    "0.5 mg kg-1 h-1": ["0.5 mg/kg/h"],
    "0.5 mg·kg⁻¹·h⁻¹": ["0.5 mg/kg/h"],
    "0.5 mg kg(-1) min(-1)": ["0.5 mg/kg/min"],
    "0.5 mg/h/kg": ["0.5 mg/kg/h"],
    "25 mg per kg of body weight per hour": ["25 mg/kg/h"],
    "5 μg/kg/min": ["5 mcg/kg/min"],
    "5 µg/kg/min": ["5 mcg/kg/min"],
    "20 mg a day": ["20 mg/day"],
    "30 mg/24 h": ["30 mg/24 h"],
    "5 mg/dose": ["5 mg/dose"],
    "a BMI of 30 kg/m(2)": ["30 kg/m2"],
    "120/80 mm Hg": ["120 mmHg", "80 mmHg"],
    "amlodipine 5/160 mg": ["5 mg", "160 mg"],
    "37 °C": ["37 °C"],
    "3 MHz, 1 W/cm2": ["3 MHz", "1 W/cm2"],
    "10 consecutive days": ["10 days"],
    "4.2 ± 1.1 days": ["4.2 days"],
    "3.2 (95% CI 1.1-5.2) days": ["3.2 days"],
    "3.2 days (95% CI 1.1-5.2 days)": ["3.2 days"],
    "12 (IQR 8\u201315) days": ["12 days", "8-15 days"],
    "in group 2 (5 mg)": ["5 mg"],
    "at least 2 weeks": [">=2 weeks"],
    "4 days or more": [">=4 days"],
    "4 or more days": [">=4 days"],
    "up to 10 days": ["<=10 days"],
    "not to exceed 25 mg/h": ["<=25 mg/h"],
    "a maximum of 5 days": ["<=5 days"],
    "less than 4 days": ["<4 days"],
    ">4 days": [">4 days"],
    "≥ 4 days": [">=4 days"],
    "~ 5 d": ["~5 days"],
    "approximately four hours": ["~4 h"],
    "infused over 40 minutes": ["40 min"],
    "over a 4 h period": ["4 h"],
    "relief lasting over 3 months": [">3 months"],
    "In week 12": ["week 12"],
    "between days 3 and 4": ["day 3", "day 4"],
    "on days 1-5": ["day 1-5"],
    "at hour 24": ["hour 24"],
    "aged 18 to 65 years (treated for 2 weeks)": ["2 weeks"],
    "on day 3, 4 mg": ["day 3", "4 mg"],
    "etwa 4 Tage": ["~4 days"],
    "pendant 10 jours": ["10 days"],
}
NOTHING = (
    "mean age 46.2 ± 12 years",
    "aged 18 to 65 years",
    "a 45-year-old man",
    "a median age of 66 years (IQR 52–72 years)",
    "in 3 U.S. states",
    "6 months of age",
    "28 weeks' gestation",
    "(p < 0.05)",
    "n = 30",
    "n = 30 patients",
    "in 2009",
    "the 1990s",
    "15 December 2009",
    "3d printing",
    "phase 3 trial",
    "COVID-19 days",
    "IL-6 mg",
    "vitamin D3 g",
    "section 4.2",
    "Figure 2",
    "50% of patients",
    "12 of 30 patients",
    "10.5555/imag.2014.0021",
    "20 Mg",
    "20 mg/天",
    "at 8:00 h",
    "weeks to months",
    "a few days",
    "once a week",
)


@pytest.mark.parametrize(("text", "expected"), READ.items(), ids=lambda value: value if isinstance(value, str) else "")
def test_read(text: str, expected: list[str]) -> None:
    """A text gives these numbers, and each of them, read again, gives itself."""
    assert list(numbers(text)) == expected
    for each in expected:
        assert numbers(each) == (each,)


@pytest.mark.parametrize("text", NOTHING)
def test_not_read(text: str) -> None:
    """What has no unit, or one that is no measure of what was done, is no quantity."""
    assert numbers(text) == ()


def test_an_abstract() -> None:
    """A structured abstract gives its numbers once each, in order."""
    abstract = (
        "METHODS: Adults (mean age 46.2 years; n = 40) were infused for 4 h (25 ml/h) daily for 10 days. The rate was"
        " 0.35 mg/kg/h, not to exceed 25 mg/h over a 4 h period. RESULTS: Pain fell for at least 2 weeks (p < 0.05)"
        " and in 60% of them (95% CI 44-74) for 3 months. CONCLUSIONS: Ten days suffice."
    )

    assert numbers(abstract) == ("4 h", "25 ml/h", "10 days", "0.35 mg/kg/h", "<=25 mg/h", ">=2 weeks", "3 months")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("a 4\u2011day infusion", "4\u2011day"),
        ("some 0.35 mg/kg/h, daily", "0.35 mg/kg/h"),
        ("for twenty-four hours.", "twenty-four hours"),
        ("Then 4\u201310 days.", "4\u201310 days"),
    ],
)
def test_place(text: str, marked: str) -> None:
    """A quantity stands at its number and its unit, in the text as it came."""
    (only,) = quantities(text)

    assert text[only.start : only.end] == marked


def test_place_in_a_list() -> None:
    """An item of a list stands at its number, the last one takes the unit along."""
    text = "at 3, 6 and 12 months"

    assert [text[each.start : each.end] for each in quantities(text)] == ["3", "6", "12 months"]


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ("4.2 days", "4 days"),
        ("14 days", "2 weeks"),
        ("500 mg", "0.5 g"),
        ("1 day", "24 h"),
        ("12 weeks", "3 months"),
        ("24 weeks", "6 months"),
        ("12 months", "1 year"),
        ("4-10 days", "7 days"),
        ("10 days", "4-10 days"),
        (">=2 weeks", "3 weeks"),
        ("<=10 days", "4 days"),
        ("~5 days", "6 days"),
        ("week 12", "12 weeks"),
        ("day 1-5", "5 days"),
        ("20 mg/day", "20 mg"),
        ("20 mg", "20 mg/day"),
        ("1 mg/kg/h", "16.7 mcg/kg/min"),
        ("100 U", "100 IU"),
        ("68 kg", "150 lb"),
        ("2.5 h", "150 min"),
    ],
)
def test_holds(recorded: str, said: str) -> None:
    """Rounding, conversion, ranges and open bounds excuse a value."""
    assert holds(_one(recorded), _one(said))


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ("10 days", "4 days"),
        ("4.6 days", "4 days"),
        ("4.5 days", "4 days"),
        ("4 days", "4.2 days"),
        ("10 days", "4 h"),
        ("10 days", "1 week"),
        ("4 h", "1 day"),
        ("10 mg", "10 mg/kg"),
        ("10 mg/ml", "10 mg"),
        ("4-10 days", "12 days"),
        (">=2 weeks", "1 week"),
        (">=2 weeks", "6 months"),
        ("<=10 days", "12 days"),
        ("5 mg", "5 ml"),
        ("1 g", "500 mg"),
    ],
)
def test_does_not_hold(recorded: str, said: str) -> None:
    """Other values, and the same value of another unit, excuse nothing."""
    assert not holds(_one(recorded), _one(said))


def test_in_words() -> None:
    """Hedges are told in words."""
    assert [each.told for each in quantities("at least 2 weeks; <5 mg; week 12; ~1 day; 4 h")] == [
        "at least 2 weeks",
        "less than 5 mg",
        "week 12",
        "about 1 day",
        "4 h",
    ]


_UNITS = st.sampled_from(
    ["s", "min", "h", "days", "weeks", "months", "mg", "mcg/kg/min", "ml/h", "mmHg", "°C", "IU/ml"]
)
_VALUES = st.decimals(min_value=1, max_value=9999, places=2).map(lambda value: f"{value.normalize():f}")
_STORED = st.builds(
    "{}{} {}".format,
    st.sampled_from(["", ">=", "<=", "<", ">", "~"]),
    _VALUES.filter(lambda value: value != "1"),
    _UNITS,
)


@given(st.lists(_STORED, max_size=8))
def test_what_a_lock_keeps_is_read_back(stored: list[str]) -> None:
    """The numbers of numbers are the same numbers, one by one and all together."""
    assert [number for each in stored for number in numbers(each)] == stored
    assert numbers("; ".join(stored)) == tuple(dict.fromkeys(stored))


@given(st.text("0123456789.,-/ ()%±<>~·½ mgkhdayswek and to\n[]", max_size=200))
def test_any_text(text: str) -> None:
    """Quantities lie in the text, in order and apart, and their written form is read back to the same values."""
    place = 0
    for each in quantities(text):
        assert place <= each.start < each.end <= len(text)
        assert each.low <= each.high
        place = each.end
        if each.hedge != "at":
            assert [(back.low, back.unit) for back in quantities(each.written)] == [(each.low, each.unit)]


@pytest.mark.parametrize("piece", ["4, ", "4 (", "4-", "4 and ", "4 mg/", "4 ± 3 ", "day 3, ", "one ", "4 000 "])
def test_long_texts(piece: str) -> None:
    """What repeats without end costs no more than its length."""
    import time

    text = piece * 20_000
    start = time.process_time()
    quantities(text)

    assert time.process_time() - start < 10


def test_check_without_numbers_does_not_import_it() -> None:
    """The rule pack and the lock are loaded without the reading of quantities."""
    code = "import sys, rules, lint.api; sys.exit(any(n.startswith('lint.resolve.quantities') for n in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _one(text: str) -> Quantity:
    (only,) = quantities(text)
    return only
