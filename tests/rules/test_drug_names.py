"""The list of medicines: how it is written from its sources, and what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.dosing.drugs import is_listed
from rules.dosing.fold import fold
from tests.bench.names import TARGET, Record, choices, chosen, drugbank, mesh, write

# Made up, in the columns of the real file.
VOCABULARY = """\
DrugBank ID,Accession Numbers,Common name,CAS,UNII,Synonyms,Standard InChI Key
DB00011,A | B,Zembrolane,1-1-1,AAA,"Zembrolane | Zembrolano | Zembrolanum | Zémbrolane | Zembrol | 4-zembryl",K
DB00012,,Lumber,1-1-2,AAB,Lumber | Lumberix,K
DB00013,,Zinc,1-1-3,AAC,Zinc | Zink | Spelter,K
DB00014,,Insulin trellagine,,AAD,Insulin trellagine | trellagine,
DB00015,,Quorvedronic acid,,AAE,Acidum quorvedronicum | Quorvedronate,
DB00016,,Barkamic acid,,AAF,Barkamate,
DB00017,,Zembropoetin alfa,,AAG,,
DB00018,,Tarvalimus,,AAH,Tarvalimus | TVL | TarVax | Sorrel,
DB02000,,Crystallofume,,AAI,Crystallofume,
DB10600,,Squashberry,,AAJ,Squashberry,
DB00019,,Nurvaparaben,,AAK,Nurvaparaben,
DB00020,,Zorvalimus,,AAL,Ziv | Zorvalimusine | Longerthanthirteen,
"""
TERMS = """\
Mesh ID,Generic name,Common name,Synonyms
D1,Zembrolane,Zembrolane,"Zembrolane|Zembrix|Meadow|Zembrolanumhydrate|Zembrolane Citrate|Zem|brolane|Hydrochloride|Zox"
D2,Granite,Granite,"Granite|Granitex"
"""
XML = """\
<DescriptorRecordSet>
<DescriptorRecord><DescriptorUI>D1</DescriptorUI><DescriptorName><String>Zembrolane</String></DescriptorName>
<PharmacologicalActionList><PharmacologicalAction><DescriptorReferredTo><DescriptorName><String>Sedatives</String>
</DescriptorName></DescriptorReferredTo></PharmacologicalAction></PharmacologicalActionList>
<TreeNumberList><TreeNumber>D03.1</TreeNumber></TreeNumberList>
<ConceptList><Concept><ConceptName><String>Zembrolane</String></ConceptName><TermList>
<Term><String>Zembrolane</String></Term><Term><String>Zembrix</String></Term></TermList></Concept></ConceptList>
</DescriptorRecord>
<DescriptorRecord><DescriptorName><String>Granite Work</String></DescriptorName>
<TreeNumberList><TreeNumber>J01.1</TreeNumber></TreeNumberList></DescriptorRecord>
</DescriptorRecordSet>
"""
EVERYDAY = {"lumber": 4.0, "sorrel": 2.5, "meadow": 3.9, "zembrolano": 3.0}


def common(word: str) -> float:
    """Stands for the frequency lists."""
    return EVERYDAY.get(word, 0.0)


@pytest.fixture
def vocabulary(tmp_path: Path) -> Path:
    """A source in the columns of DrugBank's."""
    path = tmp_path / "drugbank vocabulary.csv"
    path.write_text(VOCABULARY, encoding="utf-8")
    return path


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    """An extract of MeSH."""
    path = tmp_path / "terms.csv"
    path.write_text(TERMS, encoding="utf-8")
    return path


def test_names_of_substances_are_single_words_that_are_no_everyday_words(vocabulary: Path) -> None:
    """Elements, foods, codes, chemicals and long synonyms are left out."""
    assert chosen(drugbank(vocabulary), (), common).generic == (
        "lumberix",
        "quorvedronate",
        "quorvedronic",
        "tarvalimus",
        "trellagine",
        "zembrol",
        "zembrolane",
        "zembrolano",  # an everyday word somewhere, but it spells the name in another language
        "zembrolanum",
        "zembropoetin",
        "zorvalimus",
        "zorvalimusine",
    )


def test_brand_names_are_those_of_substances_that_the_vocabulary_knows(vocabulary: Path, terms: Path) -> None:
    """A term that was cut in two, an everyday word and a salt are left out."""
    assert chosen(drugbank(vocabulary), mesh(terms), common).brands == ("zembrix",)


def test_the_xml_of_mesh_gives_what_its_extract_gives(tmp_path: Path) -> None:
    """Descriptors outside the tree of chemicals are passed over, and so are names that a descriptor refers to."""
    path = tmp_path / "desc2024.xml"
    path.write_text(XML, encoding="utf-8")
    assert list(mesh(path)) == [Record("Zembrolane", ("Zembrolane", "Zembrix"))]


def test_the_file_tells_its_sources(
    vocabulary: Path, terms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The licences ask for it."""
    monkeypatch.setattr("tests.bench.names.frequency", lambda: common)
    target = tmp_path / "drugs.txt"
    names = write(vocabulary, terms, release="release 9.9", year="2024 MeSH", target=target)
    head, generic, brands = target.read_text(encoding="utf-8").split("\n\n")
    assert (tuple(generic.split()), tuple(brands.split())) == names
    assert all(line.startswith("# ") for line in head.splitlines())
    assert all(part in head for part in ("release 9.9", "CC0 1.0", "2024 MeSH", "U.S. National Library of Medicine"))


def test_without_mesh_there_are_no_brand_names(
    vocabulary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MeSH is not named when nothing of it is in the list."""
    monkeypatch.setattr("tests.bench.names.frequency", lambda: common)
    target = tmp_path / "drugs.txt"
    assert not write(vocabulary, None, release="release 9.9", year="", target=target).brands
    assert "National Library" not in target.read_text(encoding="utf-8")


def test_nothing_is_both_kept_and_dropped() -> None:
    """A word in both lists would be a mistake."""
    assert not choices().kept & choices().dropped


def test_the_list_is_sorted_and_folded_and_holds_nothing_that_is_dropped() -> None:
    """What is looked up is folded text."""
    text = TARGET.read_text(encoding="utf-8")
    generic, brands = (part.split() for part in text.split("\n\n")[1:])
    for words in (generic, brands):
        assert words == sorted(set(words))
        assert [word for word in words if fold(word).text != word or len(word) < 4] == []
        assert all(is_listed(word) for word in words)
    assert not {*generic, *brands} & choices().dropped
    assert not {*generic} & {*brands}


@pytest.mark.parametrize(
    "word",
    "ketamine ketamin ketamina morphine morfina ibuprofeno paracetamol acetaminophen metamizole amlodipina losartana "
    "levothyroxine warfarin sertraline gabapentin zoledronic glargine epoetin tylenol xarelto".split(),
)
def test_medicines_are_known(word: str) -> None:
    """Names of substances in several languages, and brands."""
    assert is_listed(word)


@pytest.mark.parametrize(
    "word",
    "lead gold honey orange sun today water oxygen glucose sodium potassium calcium iron alcohol cholesterol "
    "creatinine caffeine nicotine milk protein vitamin tablet dose pancreas metadata concerto prochaine keta".split(),
)
def test_other_words_are_not(word: str) -> None:
    """Elements, foods, values of the laboratory and everyday words, some a letter away from a name."""
    assert not is_listed(word)
