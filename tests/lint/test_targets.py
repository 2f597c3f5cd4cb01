"""Links within a document and its folder: which of them lead somewhere."""

from __future__ import annotations

import pytest

from lint.parse import parse
from lint.targets import dead_anchors, relative_targets, undefined_footnotes, undefined_labels


def test_relative_targets() -> None:
    """Links and images that name a file beside the article, with the places of their addresses."""
    text = "[a](leaflet.pdf) ![b](img/pain%20scale.png?v=2 \"Scale\") [c](../other.md#dose) <img src='d.svg'>"
    document = parse(text)

    assert [(document.excerpt(each.span), each.path, each.image) for each in relative_targets(document)][:3] == [
        ("leaflet.pdf", "leaflet.pdf", False),
        ("img/pain%20scale.png?v=2", "img/pain scale.png", True),
        ("../other.md#dose", "../other.md", False),
    ]


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a.png",
        "//example.org/a.png",
        "mailto:a@example.org",
        "#side-effects",
        "/images/a.png",
        "other-page",
        "other-page/",
        "other.html#x",
        "{{site.url}}/a.png",
        "{{< ref a.md >}}",
        "data:image/png;base64,AAAA",
        "?page=2",
        "",
    ],
)
def test_no_relative_targets(target: str) -> None:
    """Other sites, anchors, places from the root, templates and generated pages name no file beside the article."""
    assert relative_targets(parse(f"[a](<{target}>)")) == ()


def test_definition_counts_once() -> None:
    """Two links by one definition name one file, where the definition does."""
    document = parse("[a][x] [b][x]\n\n[x]: leaflet.pdf\n")

    assert [document.excerpt(each.span) for each in relative_targets(document)] == ["leaflet.pdf"]


def test_anchors_are_compared_by_letters_and_digits() -> None:
    """Renderers spell anchors differently; the same letters and digits are the same anchor."""
    document = parse("[a](#side-effects--risks) [b](#2dose) [c](#user-content-faq) [d](#gone)\n\n"
                     "## Side effects & risks\n\n## 2. Dose\n\n## FAQ\n")  # fmt: skip

    assert [each.target for each in dead_anchors(document)] == ["#gone"]


def test_undefined_footnotes() -> None:
    """A mark without its footnote is named with its place; code and escapes are no marks."""
    document = parse("a[^1] b[^2] `c[^3]` \\[^4] [^a-z]\n\n[^1]: note\n")

    assert [(each.label, document.excerpt(each.span)) for each in undefined_footnotes(document)] == [("2", "[^2]")]


def test_undefined_labels_name_the_line_that_lacks_its_colon() -> None:
    """A definition without its colon is told as such."""
    document = parse("[the leaflet][leaflet]\n\n[leaflet] https://example.org\n")

    assert [(each.label, each.near) for each in undefined_labels(document)] == [
        ("leaflet", "[leaflet] https://example.org")
    ]
