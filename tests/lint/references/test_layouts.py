"""Entries of reference lists in every layout: small documents, the entries as they must be found, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.parse import parse
from lint.references.model import Reference
from lint.references.read import read

ONE = "Adler RJ, Miller AB. Ketamine for pain. Pain. 2009;147(1-3):107-15. doi: 10.5555/pain.08.015. PMID: 11111111."
TWO = (
    "Becker MJ, van Hill JJ. Relief in type 1. Pain. 2009 Oct;145(3):304-311. doi: 10.5555/pain.06.023. PMID: 22222222."
)
APA = (
    "Müller, K., & van der Berg, J. A. (2015). Ketamin. *Der Schmerz*, *29*(3), 12–19. https://doi.org/10.5555/s00482-1"
)
CHINESE = "王小明, 李华. 氯胺酮治疗疼痛[J]. 中华麻醉学杂志, 2019, 39(3): 123-126."

# Each entry stands in «»; the marks are taken out before the document is read.
# ruff: noqa: E501 - a table reads best with one layout in a line
LAYOUTS = {
    "an ATX heading": f"Text.\n\n## References\n\n1. «{ONE}»\n2. «{TWO}»\n",
    "a setext heading": f"Text.\n\nReferences\n----------\n\n1. «{ONE}»\n2. «{TWO}»\n",
    "bold text as a heading": f"**References:**\n\n- «{ONE}»\n- «{TWO}»\n",
    "a label and a list": f"References:\n1. «{ONE}»\n2. «{TWO}»\n",
    "a label and marked lines in one paragraph": f"References:\n«[1] {ONE}»\n«[2] {TWO}»\n",
    "a label in the line of its entry": f"Reference: «{ONE}»\n",
    "a numbered heading": f"## 7. References\n\n* «{ONE}»\n* «{TWO}»\n",
    "a heading with an id": f"## Literatur {{#lit}}\n\n- «{APA}»\n- «{TWO}»\n",
    "a heading with an emoji and a tail": f"## 📚 References & Further Reading\n\n- «{ONE}»\n- «{TWO}»\n",
    "a heading with its subject": f"### Ketamine references\n\n- «{ONE}»\n- «{TWO}»\n",
    "French": f"## Références bibliographiques\n\n1. «{ONE}»\n\n2. «{TWO}»\n",
    "Spanish": f"### Bibliografía consultada\n\n1) «{ONE}»\n2) «{TWO}»\n",
    "German paragraphs": f"## Quellen\n\n«{ONE}»\n\n«{TWO}»\n\nDieser Text ersetzt keine ärztliche Beratung.\n",
    "Chinese with an ordinal": f"## 七、参考文献\n\n«[1] {CHINESE}»\n\n«[2] 张三. 疼痛医学[M]. 北京: 人民卫生出版社, 2015.»\n",
    "Japanese bullets": "## 参考文献\n\n- «山田太郎. 慢性疼痛の治療. 日本誌 2018; 25: 1-7.»\n- «厚生労働省. https://www.mhlw.go.jp/x»\n",
    "a Hugo shortcode": "{{% sources %}}\n\n- «[Adler R. Title. 2020.](https://example.org/a)»\n- «{{< ref/b >}}»\n\n{{% /sources %}}\n\n- No entry 2020\n",
    "a page of sources": f'---\ntitle: "Sources"\n---\n\n1. «{ONE}»\n\n## The second chapter\n\n2. «{TWO}»\n',
    "no heading at all": f"Text about ketamine.\n\n  1. «{ONE}»\n  2. «{TWO}»\n\nDisclaimer:\nNo advice.\n",
    "bullets without a heading": f"Text about ketamine.\n\n- «{ONE}»\n- «{TWO}»\n",
    "paragraphs without a heading": f"Text about ketamine.\n\n«{ONE}»\n\n«{TWO}»\n\nCopyright 2020.\n",
    "marked lines without a heading": f"Text about ketamine.\n\n«[1] {ONE}»\n«[2] {TWO}»\n",
    "titles and addresses without a heading": (
        "Data came from:\n\n- «Trial 1: https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1111111/»\n"
        "- «Trial 2: https://pubmed.ncbi.nlm.nih.gov/22222222/»\n- «Trial 3: https://doi.org/10.5555/abc.1»\n"
    ),
    "a collapsed section": f"<details>\n<summary>References</summary>\n\n1. «{ONE}»\n2. «{TWO}»\n\n</details>\n",
    "an HTML list": f'<h2>References</h2>\n<ol>\n<li id="r1">«{ONE}»</li>\n<li id="r2">«{TWO}»</li>\n</ol>\n',
    "HTML paragraphs": f"<h3>References</h3>\n<p>«1. {ONE}»</p>\n<p>«2. {TWO}»</p>\n",
    "HTML line breaks": f"<h3>References</h3>\n<p>«[1] {ONE}»<br>\n«[2] {TWO}»</p>\n",
    "superscript labels": f"## References\n\n«<sup>1</sup> {ONE}»\n\n«<sup>2</sup> {TWO}»\n",
    "hard breaks and no labels": f"**References**\n\n«{ONE}»  \n«{TWO}»\n",
    "a definition list": f"## References\n\n[1]\n: «{ONE}»\n\n[2]\n: «{TWO}»\n",
    "a block quote": f"> ## References\n>\n> 1. «{ONE}»\n> 2. «{TWO}»\n",
    "a callout": f"> [!quote] References\n> 1. «{ONE}»\n> 2. «{TWO}»\n",
    "an admonition": f":::info References\n\n1. «{ONE}»\n2. «{TWO}»\n\n:::\n",
    "names of groups": f"## References\n\n- **Trials**\n  - «{ONE}»\n- **Reviews**\n  - «{TWO}»\n",
    "an entry with another below it": f"## References\n\n- «{ONE}»\n  - **Critique**\n    - «{TWO}»\n",
    "subheadings": f"## References\n\n### Trials\n\n- «{ONE}»\n\n### Reviews\n\n- «{TWO}»\n\n## Terms\n\n- No. 2009\n",
    "identifiers in items of their own": (
        "## References\n\n- «Adler RJ. Ketamine. Pain. 2009.\n  - DOI: 10.5555/pain.08.015\n  - PMID: 11111111»\n- «"
        + TWO
        + "»\n"
    ),
    "lazy continuation": f"## References\n\n1. «Adler RJ. Ketamine:\na trial. Pain. 2009;147:107-15. doi:\n10.5555/pain.08.015»\n2. «{TWO}»\n",
    "what ends the list": (
        f"## References\n\n1. «{ONE}»\n\n---\n\n*This article does not replace advice from 2009.*\n\n"
        "© 2025 Example Health. All rights reserved.\n\nLast updated: January 2024\n"
    ),
    "a disclaimer below the list": f"## References\n\n1. «{ONE}»\n\n### Disclaimer\n\n1. See https://example.org/2020 for terms.\n",
    "footnotes": f"A[^1] b[^two] c[^note].\n\n[^1]: «{ONE}»\n[^two]: «{TWO}»\n[^note]: A remark about the weather.\n",
    "an inline footnote": f"Text^[«{ONE}»].\n",
    "link definitions": "Fact.<sup>[1]</sup> Other [2].\n\n«[1]: https://doi.org/10.5555/abc.1 (Adler 2009)»\n«[2]: https://pubmed.ncbi.nlm.nih.gov/22222222/»\n",
    "link definitions under a heading": "Fact [a].\n\n## References\n\n«[a]: https://doi.org/10.5555/abc.1»\n",
    "subheadings with the text in the next line": f"# Referencias\n\n### Actualidad\n«{APA}»\n\n##### (calidad de vida)\n«{TWO}»\n",
    "a subheading that sounds like another section": f"## References\n\n### Health-related quality of life\n\n- «{ONE}»\n",
    "titles as headings": "### References\n\n##### 1. A title\n«Adler, John. [Journal](https://example.org/a)»\n\n##### 2. Another\n«Becker, Jane. [Pain](https://example.org/b)»\n",
    "entries that count on in a line": f"**References:** «1. {ONE}» «2. {TWO}»\n",
    "brackets that count on in a line": f"## References\n\n«[1] {ONE}» «[2] {TWO}»\n",
    "an identifier in a paragraph of its own": "## References\n\n«Adler J, Doe A. Pain. 2009;1:2-3.\n\nPMID: 11111111»\n\n«Doe A, Adler J. Pain. 2010;1:2-3.\n\nDOI: 10.5555/a.1»\n",
    "an identifier in a line of its own": "## References\n\n«Adler J, Doe A. Pain. 2009;1:2-3.  \nDOI: 10.5555/a.1  \nPMID: 11111111»\n",
    "paragraphs in HTML items": f"<h4>References</h4>\n<ol><li><p>«{ONE}»</p></li><li><p>«{TWO}»</p></li></ol>\n",
    "a label that is an item": f"- Intro\n- References:\n    - «{ONE}»\n    - «{TWO}»\n- Other\n    - x 2009\n",
    "letters as labels": f"## Key references\n\n«[Adl09] {ONE}»\n\n«[Bec09] {TWO}»\n",
    "escaped brackets": f"## References\n\n«\\[1\\] {ONE}»\n\n«\\[2\\] {TWO}»\n",
    "what a page shows below its list": f"## References\n\n1. «{ONE}»\n\n[← Previous](a.md) | [Next →](b.md)\n\n*Last reviewed 2021-02-01*\n\n#tag1 #tag2\n",
    "prose and another list below": f"## References\n\n1. «{ONE}»\n\nThanks for reading this article to its end!\n\n- Newsletter\n- Shop\n",
    "marked lines that go on": "## References\n\n«[1] Adler RJ. Ketamine:\na trial. Pain. 2009;1:2.»\n«[2] Becker MJ. Relief. Pain. 2009;3:4.»\n",
    "a table under a heading that may be another": "### Sources\n\n| Study | Link |\n|---|---|\n| «Ketamine trial 2009 | [PubMed](https://pubmed.ncbi.nlm.nih.gov/11111111/)» |\n",
    "a group among subheadings": f"## References\n\n**Trials:**\n\n- «{ONE}»\n\n**Disclaimer**\n\n- No advice 2009.\n",
    "a long label": f"References that we used for this page:\n\n- «{ONE}»\n",
    "plain names under a heading": "## References\n\n* «AHA Guidelines 2020»\n* «NICE NG193: Chronic pain»\n* «Local protocol»\n",
    "papers among pages to read further": (
        f"## Further reading\n\n- [Living with CRPS](https://example.org/crps)\n- «{ONE}»\n- Ask at the desk for our flyer.\n"
        "- «[Graded motor imagery](https://pubmed.ncbi.nlm.nih.gov/22222222/)»\n"
    ),
    "further reading that the text cites": "Yes [1, 2].\n\n## Further reading\n\n1. «[Living with CRPS](https://example.org/crps)»\n2. «[Clinic](https://example.com/crps)»\n",
    "evidence": f"It helps.\n\n## Evidence\n\n* «Adler RJ. Ketamine for pain. [Link](https://pubmed.ncbi.nlm.nih.gov/11111111/)»\n* «{TWO}»\n",
    "one study": f"## Studien\n\nZwei Fragen blieben offen.\n\n- «{ONE}»\n",
    "research in a paragraph": f"## Research\n\nWe have looked at this for years.\n\n«{ONE}»\n",
    "research that the text cites": "It helps [1], perhaps [2].\n\n## Research\n\n1. «Ketamine guideline 2019»\n2. «A leaflet»\n",
    "studies within a list": f"## References\n\n**Studies:**\n\n- «Ketamine guideline of our trust»\n- «{TWO}»\n",
    "where it comes from": f"## Where this information comes from\n\n1. «{ONE}»\n2. «A page. https://example.org/x»\n",
    "a heading of LaTeX": f"Text.\n\n\\section*{{References}}\n\n1. «{ONE}»\n2. «Local protocol»\n",
    "marked lines below a heading of LaTeX": f"Text.\n\n\\subsection{{Bibliography}}\n«[1] {ONE}»\n«[2] {TWO}»\n",
    "a fenced division": "Text.\n\n::: references\n\n1. «Local protocol»\n2. «Another one»\n\n:::\n\n1. No entry 2009\n",
    "a fenced division with an id": "Text.\n\n::: {#refs .hanging}\n\n- «Local protocol»\n\n:::\n",
    "a table of evidence": (
        "## Evidence table\n\n| No. | Reference | DOI | PMID |\n|---|---|---|---|\n"
        "| 1 | «Adler RJ. Ketamine. Pain 2009 | 10.5555/pain.08.015 | 11111111» |\n| 2 | «Becker MJ. Relief. Pain 2010 | – | n/a» |\n"
    ),
    "a table that says so itself": "| Citation | PubMed |\n|---|---|\n| «Adler RJ. Ketamine. Pain 2009 | 11111111» |\n",
    "remarks below an entry": (
        f"## References\n\n1. «{ONE}\n   - *Why we cite it:* 146 people, followed for two years.\n   - Paid for by the Adler Trust, 2010.»\n"
        f"2. «{TWO}»\n"
    ),
    "navigation below the list": f"## References\n\n1. «{ONE}»\n2. «{TWO}»\n\n- [Start](https://example.org/)\n- [Privacy 2022](https://example.org/p)\n",
    "navigation behind a date": (
        f"## References\n\n- «{ONE}»\n- «{TWO}»\n\nLast updated: 3 March 2022. Next review: March 2025.\n\n"
        "- [Start](https://example.org/)\n- [Contact](https://example.org/c)\n"
    ),
    "pages that a label announces": f"## References\n\n1. «{ONE}»\n\n**Websites:**\n\n- «[Clinic](https://example.com/crps)»\n",
    "what to read next, in plain words": f"## References\n\n1. «{ONE}»\n\nRelated articles\n\n- [Back pain in 2020](https://example.org/back)\n",
    "navigation in the same list": f"## References\n\n- «{ONE}»\n- «{TWO}»\n\n- [Home](https://example.org/)\n- [Contact us](https://example.org/c)\n",
    "a remark and another entry below an entry": f"## References\n\n1. «{ONE}\n   - Blinded, 146 people»\n   - «{TWO}»\n",
    "what to read next": f"## References\n\n1. «{ONE}»\n\n**You may also like**\n\n- [Back pain in 2020](https://example.org/back)\n",
}  # fmt: skip

NO_ENTRIES = {
    "a heading alone": "Text.\n\n## References\n",
    "food": "## Dietary sources of vitamin D\n\n- Salmon: 100 g\n- Eggs: 2 IU\n",
    "food under the bare word": "## Sources\n\n- Salmon\n- Eggs\n- Milk\n",
    "sentences that cite": (
        "Studies support it:\n- Adler et al. (2009) reported relief for weeks.\n"
        "- Becker et al. (2009, *Pain*) showed relief.\n- Cole et al. have documented safety.\n"
    ),
    "sentences that cite under a heading": (
        "## Evidence\n\n- [Adler et al. (2009)](https://doi.org/10.5555/a.1) found that ketamine reduced pain.\n"
        "- Becker et al. (2010) showed no effect.\n"
    ),
    "pages to read further": "## Further reading\n\n- [Complex pain](https://example.org/crps)\n- [Clinic](https://example.com/2020)\n- Ask us.\n",
    "research in prose": "## Research\n\nOur group studies pain. Since 2009 we have published forty papers (https://example.org).\n",
    "a research group": "## Research\n\n- 2019: We began.\n- Smith J, 2020 fellow\n- Jones K, 2021 fellow\n",
    "a page about research": "# Research\n\nWhat we do.\n\n## Talks\n\n- Smith J. A talk. 2010\n- Jones K. Another talk. 2011\n",
    "where to find help": "## Sources of support\n\n- [A helpline](https://example.org/h)\n- [A charity](https://example.org/c)\n",
    "research activities": "We study pain [a].\n\n## Research\n\n1. Pain in children, since 2009\n2. Sleep (2012-2015)\n3. Smith lab: mice\n",
    "steps of research beside another list": "We did it [1, 2].\n\n## Research\n\n1. Aim\n2. Methods\n",
    "results of studies": "## Studies\n\n- In 2009 a trial of 60 people found less pain ([PubMed](https://pubmed.ncbi.nlm.nih.gov/11111111/)).\n- Adler RJ showed the same in 2010.\n",
    "a division of another kind": '::: {.callout title="Quick reference"}\n\n- Salmon 2009\n\n:::\n',
    "a table of evidence about drugs": "## Evidence\n\n| Drug | Trials | PMID |\n|---|---|---|\n| Ketamine | 4 (2009) | 11111111 |\n",
    "steps": "## How\n\n1. Start with 10 mg in 2009.\n2. Continue for 147 days.\n3. See the doctor.\n",
    "a history": "## History\n\n- 2019: founded.\n- 2020: J. Smith, director, joined.\n- 2021 (March): opened.\n",
    "links by numbers": "See [React][1] and [Vue][2].\n\n[1]: https://react.dev\n[2]: https://vuejs.org\n",
    "link definitions at the end of notes": "See [React].\n\n## Notes\n\nWe like it.\n\n[React]: https://react.dev\n",
    "external links": "## External links\n\n- [A hospital](https://example.org/crps/)\n",
    "a comment": f"<!--\n## References\n\n1. {ONE}\n2. {TWO}\n-->\n",
    "code": f"```\n## References\n1. {ONE}\n```\n",
    "how to cite the page": "## Citation\n\nPlease cite this page as: Adler J. My page. 2020.\n",
    "reference values": "## Reference ranges\n\n- Sodium 135-145 mmol/l\n- Potassium 3.5-5 mmol/l\n",
    "sentences with links to studies": (
        "## Evidence\n\nIt works ([PubMed](https://pubmed.ncbi.nlm.nih.gov/11111111/)).\n\n"
        "- It relieves pain in most patients ([study](https://pubmed.ncbi.nlm.nih.gov/11111111/)).\n"
        "- It is safe in adults ([study](https://doi.org/10.5555/a.1)).\n- It lasts ([study](https://doi.org/10.5555/a.2)).\n"
    ),
    "a table of results": "| Study | n |\n|---|---|\n| Adler et al. (2009) | 20 |\n| [Becker 2010](https://doi.org/10.5555/a.1) | 30 |\n",
    "authors": "## Authors\n\n- Smith J, MD. Boston, 2020.\n- Doe A, PhD. New York; 2021.\n",
    "a link to a library": "## References\n\n[Reference Library](https://example.org/groups/1)\n",
    "a promise of references": "## References\n\nThis article has no references yet. Please add some in 2020.\n",
    "a remark in a footnote": "X[^a]\n\n[^a]: In adults over 65 years.\n",
    "a shortcode of another kind": "{{% note %}}\n\n- Salmon 2009\n\n{{% /note %}}\n",
    "an empty list": "## Notes\n\n-\n-\n",
    "a quotation in a footnote": "X[^a]\n\n[^a]: See https://example.org/x, where we say in very many words what you should think of this matter when your doctor and our editors have told you so and more than that besides.\n",
    "a table of contents": "- [Introduction](#introduction)\n- [References](#references)\n",
}


def _entries(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The document without marks, and the ranges between them."""
    text, ranges, start = "", [], 0
    for character in marked:
        if character == "«":
            start = len(text)
        elif character == "»":
            ranges.append((start, len(text)))
        else:
            text += character
    return text, ranges


def _read(text: str) -> tuple[Reference, ...]:
    return read(parse(text)).references


@pytest.mark.parametrize("name", LAYOUTS)
def test_entries_are_found_exactly(name: str) -> None:
    """Every entry of the layout is found at its place, and nothing else is one."""
    text, ranges = _entries(LAYOUTS[name])

    assert [text[a:b] for a, b in ranges] == [text[each.span.start : each.span.end] for each in _read(text)]


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_change_nothing(name: str, ending: str) -> None:
    """The same entries with the same identifiers are found whatever ends a line."""
    text, _ = _entries(LAYOUTS[name])
    other = text.replace("\n", ending)

    assert [_facts(text, each) for each in _read(text)] == [_facts(other, each) for each in _read(other)]


def _facts(text: str, reference: Reference) -> tuple[object, ...]:
    lines = text[reference.span.start : reference.span.end].split()
    values = [(each.kind, each.value, each.raw) for each in reference.identifiers]
    return reference.key, reference.label, " ".join(lines), values, reference.first_author, reference.year


@pytest.mark.parametrize("name", NO_ENTRIES)
def test_what_is_no_reference_list_has_no_entry(name: str) -> None:
    """Food, steps, sentences that cite, links and hidden text are no entries."""
    assert [each.text for each in _read(NO_ENTRIES[name])] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_identifier_stands_at_its_place(name: str) -> None:
    """`raw` of an identifier is the document's text at its span, inside of the entry or of its link's target."""
    text, _ = _entries(LAYOUTS[name])
    for reference in _read(text):
        for each in reference.identifiers:
            assert text[each.span.start : each.span.end] == each.raw
            assert reference.span.contains(each.span)


def test_the_first_article_as_it_came() -> None:
    """A numbered list without heading gives keys, labels, identifiers, authors and years."""
    found = _read(f"Text.\n\n  1. {ONE}\n  2. {TWO}\n\nDisclaimer:\nNo advice.\n")

    assert [
        (r.key, r.label, r.source, r.doi and r.doi.value, r.pmid and r.pmid.value, r.first_author, r.year)
        for r in found
    ] == [
        ("1", "1", "list", "10.5555/pain.08.015", "11111111", "Adler", 2009),
        ("2", "2", "list", "10.5555/pain.06.023", "22222222", "Becker", 2009),
    ]


def test_a_table_row_is_an_entry() -> None:
    """The number in the first column is the label; identifiers come from cells and from links in them."""
    text = (
        "## References\n\n| # | Reference | PMID |\n|---|---|---|\n| 1 | Adler RJ. Ketamine. Pain. 2009;147:107-15. "
        "| [link](https://pubmed.ncbi.nlm.nih.gov/11111111/) |\n| 2 | Becker MJ. Relief. Pain. 2009;145:304. | PMID 22222222 |\n"
        "| 3 | Cole BB. Sleep. Pain. 2010;145:304. | **3333**3333 |\n| 4 | Dorn CC. Rest. Pain. 2011;145:304. | – |\n"
    )

    assert [(each.label, each.source, each.pmid and each.pmid.value) for each in _read(text)] == [
        ("1", "table", "11111111"),
        ("2", "table", "22222222"),
        ("3", "table", "33333333"),
        ("4", "table", None),
    ]


def test_anchors_of_entries_are_known() -> None:
    """An id within an entry is what a link in the text may lead to."""
    text = f'## References\n\n1. <a id="ref-one"></a>{ONE}\n\n<span id="two">2.</span> {TWO}\n'

    assert [each.anchors for each in _read(text)] == [("ref-one",), ("two",)]


def test_labels_of_every_kind() -> None:
    """A number in brackets, round brackets, superscript, or before a full stop is the label that a reader sees."""
    text = f"## References\n\n[1] {ONE}\n\n(2) {TWO}\n\n<sup>3</sup> {ONE}\n\n<sup>4,</sup> {TWO}\n\n⁵ {ONE}\n\n6\\. {TWO}\n"

    assert [each.label for each in _read(text)] == ["1", "2", "3", "4", "5", "6"]
    assert _read(text)[2].text == ONE
    assert _read(f"## References\n\n<sup>3,</sup> <sup>4</sup> {ONE}\n")[0].text == ONE


def test_keys_are_unique() -> None:
    """Two lists that both begin with 1 have keys that tell their entries apart."""
    text = f"## References\n\n1. {ONE}\n\n### More\n\n1. {TWO}\n"

    assert [each.key for each in _read(text)] == ["1", "1~2"]


IDENTIFIERS = {
    "text and target are one": ("[10.5555/a.1](https://doi.org/10.5555/a.1)", "10.5555/a.1", 1),
    "only the target": ("[link](https://doi.org/10.5555/a.1)", "10.5555/a.1", 1),
    "an autolink": ("<https://doi.org/10.5555/a.1>", "10.5555/a.1", 1),
    "markup splits it": ("doi: 10.5555/**a**.1", "10.5555/a.1", 1),
    "escapes": ("doi: 10.5555/a\\_b\\_1", "10.5555/a_b_1", 1),
    "entities": ("doi: 10.5555/0520(1985)002&lt;0362:AB&gt;2.0.CO;2", "10.5555/0520(1985)002<0362:ab>2.0.co;2", 1),
    "underscores are no emphasis": ("[x](https://example.org/doi/10.5555/J17_04_n2)", "10.5555/j17_04_n2", 1),
    "a reference link": ("doi: [10.5555/a.1][ad]\n\n[ad]: https://doi.org/10.5555/a.1", "10.5555/a.1", 1),
    "only a reference link": ("[html][ad]\n\n[ad]: https://example.org/doi/full/10.5555/a.1", "10.5555/a.1", 1),
    "the stated one counts": ("doi: 10.5555/a.1. [x](https://example.org/doi/10.5555/b.2)", "10.5555/a.1", 2),
    "stated after the page": ("[x](https://example.org/doi/10.5555/b.2) doi: 10.5555/a.1.", "10.5555/a.1", 2),
    "an erratum": ("doi: 10.5555/a.1. Erratum in: Pain. 2010;148:1. doi: 10.5555/e.9.", "10.5555/a.1", 2),
    "a quoted title": ("“Review of: ‘X, doi: 10.5555/b.2.’” Journal. https://doi.org/10.5555/a.1", "10.5555/a.1", 2),
    "its own title is a correction": ("Correction to: Ketamine. Pain. 2010. doi: 10.5555/a.1", "10.5555/a.1", 1),
    "a review of something": ("Annual Review of Health. doi: 10.5555/a.1", "10.5555/a.1", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", IDENTIFIERS)
def test_the_doi_that_counts(name: str) -> None:
    """Of all DOIs in an entry its own one counts; the same DOI in text and target is one identifier."""
    tail, doi, number = IDENTIFIERS[name]
    found = _read(f"## References\n\n1. Adler RJ. Title. Pain. 2009;1:2-3. {tail}\n")

    assert [(doi, number)] == [
        (each.doi and each.doi.value, sum(i.kind == "doi" for i in each.identifiers)) for each in found
    ]


@pytest.mark.parametrize(
    ("tail", "pmid"),
    [
        ("PMID: 11111111. Comment in: Pain. 2010;1:2. PMID: 22222222.", "11111111"),
        ("Erratum in: Pain. 2010;148:1. doi: 10.5555/e.9. PMID: 11111111; PMCID: PMC3.", "11111111"),
        ("(Comment in: Pain. 2010;1:2. PMID: 22222222)", None),
        ("[PubMed](https://pubmed.ncbi.nlm.nih.gov/11111111/)", "11111111"),
        ("PMID: [11111111][p]\n\n[p]: https://pubmed.ncbi.nlm.nih.gov/11111111/", "11111111"),
    ],
)
def test_the_pmid_that_counts(tail: str, pmid: str | None) -> None:
    """Notices about a paper name other papers; PubMed itself puts the paper's own number behind them."""
    found = _read(f"## References\n\n1. Adler RJ. Title. Pain. 2009;1:2-3. doi: 10.5555/a.1. {tail}\n")

    assert [pmid] == [each.pmid and each.pmid.value for each in found]


AUTHORS_AND_YEARS = [
    ("Schmidt RJ, Alexander GM. Title. Pain. 2009 Dec 15;147:1.", "Schmidt", 2009),
    ("van Hilten JJ, Bauer M. Title. Pain. 2009;147:1.", "van Hilten", 2009),
    ("de Almeida JR, Al Khabori M. Title. JAMA. 2009 Sep 2;302(9):985.", "de Almeida", 2009),
    ("Bar-lev MR, Maayan A. Title. Obstet Gynecol. 2004;104(3):484-8.", "Bar-lev", 2004),
    ("O'Brien DA, Cole B. Title. Pain 2001; 1: 2.", "O'Brien", 2001),
    ("Da Silva DA, Cole B. Title. Pain 2001; 1: 2.", "Da Silva", 2001),
    ("Westman, E. C. (2002). Title? The Journal, 75(5), 951-953.", "Westman", 2002),
    ("Baati, Tarek, et al. \"Title.\" _Biomaterials_ 33.19 (2012): 4936.", "Baati", 2012),
    ("De la Cruz, C. P., et al. \"Title.\" Brain (1997): 1.", "De la Cruz", 1997),
    ("Boulder, David R., Matthew F. Pull. 2020. “Title.” NEJM.", "Boulder", 2020),
    ("Victoria Zabor, Oxana Zoln, and Hassan Shaf. Title. Healthcare. 2023-09-29, 11(19), 2651.", "Zabor", 2023),
    ("William Kalt and Geraldo Heiss. Title. Annual Review 2000: 21; 147-169.", "Kalt", 2000),
    ("R J Hayes, S Bennett. Title. IJE 1999: 28(2); 319-26.", "Hayes", 1999),
    ("James L. Butler, [\"The Title\"](https://example.org)", "Butler", None),
    ("Smith et al. Title. 2019.", "Smith", 2019),
    ("Mayo Clinic. Frozen shoulder. 2022.", "Mayo Clinic", 2022),
    ("Haute Autorité de Santé. Arthrose. Paris; 2019.", "Haute Autorité de Santé", 2019),
    ("Smith J. Title. Pain. 2013;369:25.\n  - Why: the first of its kind (2018)", "Smith", 2013),
    ("Smith and Jones (2009). Title.", "Smith", 2009),
    ("Müller K. Titel. Schmerz 2015; 29: 12-19.", "Müller", 2015),
    ("World Health Organization. (2021). Title.", "World Health Organization", 2021),
    ("CDC. Title. Accessed May 2, 2021.", "CDC", None),
    ("“Title of a page.” 2020. Newsweek. July 23, 2020.", "", 2020),
    ("Jones A. Trends from 1990 to 2000. Pain. 2004;1:2.", "Jones", 2004),
    ("Jones A. Title. Pain. 2004 Oct. Epub 2003 Sep 1.", "Jones", 2004),
    ("https://example.org/2019/a", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "author", "year"), AUTHORS_AND_YEARS)
def test_first_author_and_year(text: str, author: str, year: int | None) -> None:
    """The family name of the first author and the year of publication, in the styles that are in use."""
    assert [(author, year)] == [(each.first_author, each.year) for each in _read(f"## References\n\n- {text}\n")]


UNRELATED = st.sampled_from(
    [
        "Ketamine blocks receptors.",
        "- one\n- two",
        "> A quote.",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```\ncode\n```",
        "***",
    ]
)


@given(name=st.sampled_from(sorted(LAYOUTS)), before=st.lists(UNRELATED, min_size=1, max_size=3))
def test_unrelated_text_in_front_changes_nothing(name: str, before: list[str]) -> None:
    """Paragraphs, lists and tables before a document leave its entries as they are."""
    text, _ = _entries(LAYOUTS[name])
    if text.startswith("---"):  # front matter stands at the beginning or is none
        return
    longer = "\n\n".join((*before, "Text.", text))

    assert [_facts(text, each) for each in _read(text)] == [_facts(longer, each) for each in _read(longer)]


@pytest.mark.parametrize(
    "text",
    [
        "## References\n\n" + f"1. {ONE}\n" * 400,
        "## References\n\n" + f"[1] {ONE}\n" * 400,
        "## References\n\n" + "[1] [10.5555/a.1](https://doi.org/10.5555/a.1)\n" * 400,
        "## References\n\n- " + "doi: 10.5555/a.1 " * 2000,
        "## References\n\n" + "".join("  " * level + "- a\n" for level in range(40)),
        f"{ONE}\n\n" * 400,
        "## References\n\n" + "“" * 20_000,
        "## References\n\n" + "A " * 20_000,
        "x[^1]\n\n[^1]: " + "Erratum in " * 5000,
        "References:\n" * 3000,
    ],
)  # fmt: skip
def test_long_documents_take_linear_time(text: str) -> None:
    """Documents of fifty kilobytes are read at once; a quadratic reading would take minutes."""
    _read(text)
