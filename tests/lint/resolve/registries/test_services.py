"""Where the services live and who we say is asking."""

from __future__ import annotations

import pytest

from lint.resolve.registries.services import DEFAULTS, SERVICES, Addresses, Contact, addresses, contact


def test_where_the_services_live_by_default() -> None:
    """Without any configuration the registries themselves are asked."""
    assert addresses({}, {}) == Addresses()
    assert [DEFAULTS.of(service) for service in SERVICES] == [
        "https://api.crossref.org",
        "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
        "https://doi.org",
        "https://api.datacite.org",
    ]


def test_the_environment_beats_the_configuration() -> None:
    """Each service by itself; a slash at the end makes no difference, an empty value is none."""
    found = addresses(
        {"MEDLINT_CROSSREF_URL": "http://127.0.0.1:8001/c/", "MEDLINT_DOI_URL": "", "OTHER": "x"},
        {"crossref": "https://mirror.example.org", "doi": "https://doi.example.org/"},
    )

    assert found.crossref == "http://127.0.0.1:8001/c"
    assert found.doi == "https://doi.example.org"
    assert (found.pubmed, found.datacite) == (DEFAULTS.pubmed, DEFAULTS.datacite)


@pytest.mark.parametrize(
    "value",
    [
        "api.crossref.org",
        "ftp://api.crossref.org",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@api.example.org",
        "https://secret@api.example.org",
        "https://api.example.org?secret=1",
        "https://api.example.org/#secret",
        "https://api.example.org:secret",
        "https://api.example.org:99999",
        "https://api.example.org/a b",
        "https://api.example.org/\r\nX-Secret: 1",
        "https://api.example.org\\secret",
        "https://[::1",
        "https://api.example.org/a/../b",
        "https://ärzte.example.org",
    ],
)
def test_what_is_no_address_of_a_service(value: str) -> None:
    """One sentence says which setting is wrong and keeps its value, which may hold a password, to itself."""
    with pytest.raises(ValueError, match=r"^MEDLINT_PUBMED_URL [^.]* (is|holds|may|not)") as caught:
        addresses({"MEDLINT_PUBMED_URL": value}, {})

    assert "secret" not in str(caught.value).lower()
    with pytest.raises(ValueError, match=r"^services\.datacite\.url "):
        addresses({}, {"datacite": value})


def test_who_asks() -> None:
    """The contact comes from the environment and shows neither of its parts."""
    found = contact({"MEDLINT_EMAIL": " someone@example.org\n", "NCBI_API_KEY": "0123abcd"})

    assert found == Contact("someone@example.org", "0123abcd")
    assert repr(found) == str(found) == "Contact()"
    assert contact({}) == Contact("", "")


@pytest.mark.parametrize(
    "email", ["someone", "a@b\r\nX: y", "a b@example.org", "ä@example.org", "a@example.org)", "@x"]
)
def test_what_is_no_contact(email: str) -> None:
    """What could break out of a header or a form counts as not given."""
    assert contact({"MEDLINT_EMAIL": email, "NCBI_API_KEY": f"k {email}"}) == Contact()
