"""Titles without their markup, whatever a registry sends."""

from __future__ import annotations

import time

import pytest

from lint.resolve.registries import markup


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("H<sub>2</sub>O and <i>E. coli</i>", "H2O and E. coli"),
        ("&lt;i&gt;E. coli&lt;/i&gt; &amp;amp; others", "E. coli & others"),
        ("p < 0.05 and > 0.01", "p < 0.05 and > 0.01"),
        ("a <b and c> d", "a <b and c> d"),
        ('<mml:math xmlns:mml="http://www.w3.org/x"><mml:mi>β</mml:mi></mml:math>', "β"),
        ("β<mml:annotation>\\beta</mml:annotation>-blockers", "β-blockers"),
        ("β<annotation><tex-math>\\beta</tex-math> x</annotation>-blockers", "β-blockers"),
        ('β<jats:tex-math id="m1">$\\beta$</jats:tex-math>-blockers', "β-blockers"),
        ("<tex>$\\mathrm{Mg}^{2+}$</tex> for pain", "Mg2+ for pain"),
        ("<annotation>one <annotation>two</annotation> three", "three"),
        ("one </annotation> two", "one </annotation> two"),
        (f"<annotation>{'far ' * 600}</annotation> away", f"<annotation>{'far ' * 600}</annotation> away"),
        ("a<br/>b <named-content content-type='x'>c</named-content>", "a b c"),
    ],
)
def test_what_people_read(written: str, read: str) -> None:
    """Formatting goes, formulas are said once, and what is no markup stays."""
    assert markup.plain(written) == read


@pytest.mark.parametrize(
    "piece", ["<annotation>", "&lt;tex&gt;a ", "<tex-math ", "<i x=", "<i  a", "&amp;lt;i ", "</annotation>", "<sub> "]
)
def test_the_cost_is_linear(piece: str) -> None:
    """Ten times the text takes some ten times as long, not a hundred times: a second is plenty for 200 kB."""
    begun = time.process_time()
    markup.plain(piece * (200_000 // len(piece)))

    assert time.process_time() - begun < 1
