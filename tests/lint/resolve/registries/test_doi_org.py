"""doi.org: who registered a DOI."""

from __future__ import annotations

import pytest

from lint.resolve.registries import doi_org
from lint.resolve.registries.doi_org import Agency
from tests.lint.resolve.registries.answers import fault, said


def test_agencies_by_doi() -> None:
    """By DOI in whatever case, not by place; "invalid" is no word on existence, two different words are none."""
    given = said(
        [
            {"DOI": "10.5555/NONE", "status": "DOI does not exist"},
            {"DOI": "10.5555/a", "RA": "Crossref"},
            {"DOI": "10.5555/b", "status": "Invalid DOI"},
            {"DOI": "10.5555/c", "RA": "mEDRA"},
            {"DOI": "10.5555/c", "RA": "DataCite"},
        ]
    )

    assert doi_org.read_agencies(given) == {"10.5555/none": Agency(""), "10.5555/a": Agency("Crossref")}


@pytest.mark.parametrize(
    ("agency", "kind"),
    [("", "absent"), ("Crossref", "crossref"), ("DataCite", "datacite"), ("JaLC", "other"), ("Crossref2", "other")],
)
def test_who_has_the_record(agency: str, kind: str) -> None:
    """Two agencies are read, the others are named."""
    assert doi_org.kind(Agency(agency)) == kind


def test_what_the_path_can_carry() -> None:
    """A comma separates, and dots alone between slashes would vanish from a path."""
    assert [doi for doi in ("10.5555/a", "10.5555/a,b", "10.5555/../a", "10.5555//a") if doi_org.can_ask(doi)] == [
        "10.5555/a",
        "10.5555//a",
    ]
    assert doi_org.ask_agencies(["10.5555/(a)<b>", "10.5555/c"]).path == "doiRA/10.5555/%28a%29%3Cb%3E,10.5555/c"


@pytest.mark.parametrize(
    ("code", "status", "name"), [(1, 200, doi_org.UNNAMED), (200, 200, doi_org.UNNAMED), (100, 404, "")]
)
def test_handles(code: int, status: int, name: str) -> None:
    """The handle system knows what exists, whoever registered it."""
    given = said({"responseCode": code, "handle": "10.5555/A,B"}, status)

    assert doi_org.read_handle(given, "10.5555/a,b") == Agency(name)


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ({"responseCode": 100, "handle": "10.5555/a,b"}, 200),
        ({"responseCode": 1, "handle": "10.5555/a,b"}, 404),
        ({"responseCode": 2, "handle": "10.5555/a,b"}, 200),
        ({"responseCode": 100, "handle": "10.5555/a"}, 404),
        ({"responseCode": "100", "handle": "10.5555/a,b"}, 404),
        ({"responseCode": True, "handle": "10.5555/a,b"}, 200),
        ({"responseCode": 100}, 404),
        ({}, 404),
    ],
)
def test_no_word_of_the_handle_system(value: object, status: int) -> None:
    """Another handle, an error of its own, a status that says otherwise."""
    assert fault(lambda given: doi_org.read_handle(given, "10.5555/a,b"), said(value, status)).reason


@pytest.mark.parametrize(
    "value", [{"DOI": "10.5555/a", "RA": "Crossref"}, [7], [{"DOI": "10.5555/a"}], [{"DOI": 5, "RA": "x"}]]
)
def test_another_shape_is_a_fault(value: object) -> None:
    """One object in place of the list, numbers, entries that say nothing."""
    assert fault(doi_org.read_agencies, said(value)).reason
