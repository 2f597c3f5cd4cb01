"""What an author sees and does: problems at the very characters, remedies with one key, the papers behind numbers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.lint.lsp.client import Client, applied
from tests.lint.lsp.conftest import COMPLETE, DOI, ENTRY, OTHER, article

WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 1000, "character": 0}}
RESOLVES = {
    "textDocument": {
        "codeAction": {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}


def place(text: str, words: str, encoding: str = "utf-16") -> dict[str, dict[str, int]]:
    """The range of some words, counted by the codec; lines end in LF."""
    before, _, _ = text.partition(words)
    line = before.rpartition("\n")[2]
    start = _width(line, encoding)
    number = before.count("\n")
    return {
        "start": {"line": number, "character": start},
        "end": {"line": number, "character": start + _width(words, encoding)},
    }


def _width(text: str, encoding: str) -> int:
    sizes = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
    codec, size = sizes[encoding]
    return len(text.encode(codec)) // size


def of(found: list[dict[str, Any]], rule: str) -> dict[str, Any]:
    """The only diagnostic of a rule."""
    (one,) = [each for each in found if each.get("code") == rule]
    return one


def edits(action: dict[str, Any], uri: str) -> list[dict[str, Any]]:
    """The edits of an action."""
    return action["edit"]["changes"][uri]  # type: ignore[no-any-return]  # JSON


def test_a_problem_is_shown_with_its_rule_its_remedy_and_its_page(client: Client) -> None:
    """On opening: severity, code with its page, source, the sentence and the remedy."""
    text = article(ENTRY)
    uri = client.open("content/a.md", text)
    shown = of(client.found(uri), "missing-pmid")

    assert shown["range"]["start"] == place(text, "Dahan")["start"]
    assert (shown["severity"], shown["source"]) == (1, "medlint")
    assert shown["codeDescription"]["href"].endswith("docs/rules.md#missing-pmid")
    assert "1234567" in shown["message"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-32"])
def test_places_are_right_behind_emoji_and_combining_marks(folder: Path, encoding: str) -> None:
    """In every encoding that a client may ask for, from the first line to the last."""
    words = "👩‍⚕️ Cafe\u0301 and 𝛼₂ fell in 😀 trials [1] and [9]."
    text = article(COMPLETE, words=words)
    with Client(folder, {"general": {"positionEncodings": [encoding]}}) as client:
        uri = client.open("content/a.md", text)
        shown = of(client.found(uri), "dangling-citation")
        start = place(text, "[1]", encoding)["start"]
        definition = client.at("definition", uri, start["line"], start["character"] + 1)

    assert client.initialized["capabilities"]["positionEncoding"] == encoding
    assert shown["range"] == place(text, "[9]", encoding)
    assert [each["range"]["start"] for each in definition] == [place(text, "Dahan", encoding)["start"]]


def test_problems_go_while_the_author_types(client: Client) -> None:
    """The change alone is sent, and what is published is of the newest text."""
    text = article(ENTRY, words="Pain 😀 fell [1] [9].")
    uri = client.open("content/a.md", text)
    before = client.found(uri)
    end = place(text, ENTRY)["end"]
    client.change(
        uri,
        2,
        {"range": {"start": end, "end": end}, "text": ". PMID: 1234567"},
        {"range": place(text, " [9]"), "text": ""},
    )

    assert {"missing-pmid", "dangling-citation"} <= {each["code"] for each in before}
    assert client.found(uri, 2) == []


def test_a_text_that_was_never_saved_is_checked(client: Client) -> None:
    """It lies nowhere yet; the folder of the workspace decides how it is checked."""
    uri = client.open("untitled:Untitled-1", article(ENTRY))

    assert "missing-pmid" in {each["code"] for each in client.found(uri)}


def test_no_other_language_is_checked(client: Client) -> None:
    """An editor may send whatever it has open."""
    uri = client.open("setup.py", "x = 1\n", "python")

    assert client.found(uri) == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_fix_is_one_key_away(client: Client, line_end: str) -> None:
    """A safe fix is the preferred one, and its edit gives the text that has no such problem."""
    text = article(ENTRY, words="Pain 😀 fell [1].").replace("\n", line_end)
    uri = client.open("content/a.md", text)
    shown = of(client.found(uri), "missing-pmid")
    (fix,) = [each for each in client.actions(uri, shown["range"], "quickfix") if each.get("isPreferred")]
    fixed = applied(text, edits(fix, uri))
    client.change(uri, 2, {"text": fixed})

    assert fixed == article(COMPLETE, words="Pain 😀 fell [1].").replace("\n", line_end)
    assert fix["diagnostics"] == [shown]
    assert client.found(uri, 2) == []


def test_all_safe_fixes_leave_what_the_configuration_answers_for(folder: Path) -> None:
    """An entry that somebody answers for stays as it is, whatever is fixed beside it."""
    (folder / "medlint.toml").write_text(
        f"""paths = ["content"]

[[waivers]]
rule = "missing-pmid"
path = "content/a.md"
quote = "{ENTRY}"
reason = "asked the authors"
approver = "Dr Roth"
expires = 2099-12-31
""",
        encoding="utf-8",
    )
    text = article(ENTRY, OTHER, words="Ketam\u200bine helped [1] [2].")
    with Client(folder) as client:
        uri = client.open("content/a.md", text)
        shown = {each["code"] for each in client.found(uri)}
        (action,) = client.actions(uri, WHOLE, "source.fixAll")

    assert "hidden-characters" in shown
    assert "missing-pmid" not in shown
    assert applied(text, edits(action, uri)) == text.replace("\u200b", "")


def test_all_safe_fixes_are_one_action(client: Client) -> None:
    """An editor that fixes on saving asks for this kind alone."""
    text = article(ENTRY, f"{OTHER.replace('doi:', 'doi: https://doi.org/')}", words="Pain fell [1] [2].")
    uri = client.open("content/a.md", text)
    client.found(uri)
    (action,) = client.actions(uri, {"start": WHOLE["start"], "end": WHOLE["start"]}, "source.fixAll")
    fixed = applied(text, edits(action, uri))
    client.change(uri, 2, {"text": fixed})
    client.found(uri, 2)

    assert action["kind"] == "source.fixAll.medlint"
    assert COMPLETE in fixed
    assert client.actions(uri, WHOLE, "source.fixAll.medlint") == []


def test_a_client_that_can_wait_gets_the_edit_when_it_asks(folder: Path) -> None:
    """What takes several readings of a text is promised first; the edit names the version that it is for."""
    text = article(ENTRY)
    with Client(folder, RESOLVES) as client:
        uri = client.open("content/a.md", text)
        context = {"diagnostics": [], "only": ["source.fixAll"]}
        document = {"uri": uri}
        (promised,) = client.ask(
            "textDocument/codeAction", {"textDocument": document, "range": WHOLE, "context": context}
        )
        resolved = client.ask("codeAction/resolve", promised)
        (change,) = resolved["edit"]["documentChanges"]

    assert "edit" not in promised
    assert change["textDocument"] == {"uri": uri, "version": 1}
    assert applied(text, change["edits"]) == article(COMPLETE)


WAIVED = {
    "in a list": (article(ENTRY, COMPLETE.replace("2009;147", "2009;148"), words="Fell [1] [2]."), "missing-pmid"),
    "in a paragraph": (
        article(COMPLETE, words="Pain fell [1].\n\nIt fell again\nin a trial [9]."),
        "dangling-citation",
    ),
    "in a quote": (
        article(COMPLETE, words="Pain fell [1].\n\n> It fell again\n> in a trial [9]."),
        "dangling-citation",
    ),
    "in a table": (article(COMPLETE, words="Fell [1].\n\n| a | b |\n|---|---|\n| x [9] | y |"), "dangling-citation"),
    "in CRLF": (article(COMPLETE, words="Pain fell [1] [9].").replace("\n", "\r\n"), "dangling-citation"),
}


@pytest.mark.parametrize(("text", "rule"), WAIVED.values(), ids=WAIVED.keys())
def test_a_waiver_asks_for_its_reason(client: Client, text: str, rule: str) -> None:
    """The comment answers for nothing while dots stand where the reason belongs, and for the problem with one."""
    uri = client.open("content/a.md", text)
    shown = of(client.found(uri), rule)
    (waiver,) = [each for each in client.actions(uri, shown["range"]) if "waiver" in each["title"]]
    asked = applied(text, edits(waiver, uri))
    client.change(uri, 2, {"text": asked})
    client.change(uri, 3, {"text": asked.replace(": ... -->", ": the registry has no answer yet -->")})
    client.change(uri, 4, {"text": asked})
    unreasoned = {each["code"] for each in client.found(uri, 4)}
    client.change(uri, 5, {"text": asked.replace(": ... -->", ": the registry has no answer yet -->")})

    assert f"<!-- medlint-ignore {rule}: ... -->" in asked
    assert {rule, "invalid-waiver"} <= unreasoned
    assert not {rule, "invalid-waiver", "unused-waiver"} & {each["code"] for each in client.found(uri, 5)}


def test_no_comment_is_offered_for_safety(client: Client) -> None:
    """What a reader could come to harm by, no author waves through; what a rule only shows is not applied."""
    text = article(COMPLETE, words="Take 50 mg of ketamine twice a day [1].")
    uri = client.open("content/a.md", text)
    shown = of(client.found(uri), "dosing-instruction")

    assert client.actions(uri, shown["range"]) == []


def test_a_citation_shows_its_paper(client: Client) -> None:
    """Title, authors, journal, year, state, and how old the answer is."""
    text = article(COMPLETE, OTHER, words="Pain fell [1] [2].")
    uri = client.open("content/a.md", text)
    start, retracted = place(text, "[1]")["start"], place(text, "Dahan A, Olofsen E. Ketamine without")["start"]
    shown = client.at("hover", uri, start["line"], start["character"] + 1)
    other = client.at("hover", uri, retracted["line"], retracted["character"] + 3)["contents"]["value"]

    assert shown["range"] == place(text, "[1]")
    for words in ("Ketamine for pain", "Dahan A, Olofsen E", "Pain, 2009", DOI, "Verified", "2026-11-01"):
        assert words in shown["contents"]["value"]
    assert "RETRACTED" in other
    assert "2012-03-01" in other
    assert client.at("hover", uri, 0, 3) is None


def test_from_a_citation_to_its_entry_and_back(client: Client) -> None:
    """The definition of a citation is the entry, that of an entry its citations; all of them are references."""
    text = article(COMPLETE, OTHER, words="Pain fell [1]. So it did [1, 2].")
    uri = client.open("content/a.md", text)
    citation, entry = place(text, "[1]"), place(text, "Dahan")["start"]
    there = client.at("definition", uri, citation["start"]["line"], citation["start"]["character"] + 1)
    back = client.at("definition", uri, entry["line"], entry["character"])
    spot = citation["start"]["line"], citation["start"]["character"] + 1
    all_of_them = client.at("references", uri, *spot, context={"includeDeclaration": True})

    assert [each["range"]["start"] for each in there] == [entry]
    assert [each["range"] for each in back] == [citation, place(text, "[1, 2]")]
    assert [each["range"] for each in all_of_them] == [citation, place(text, "[1, 2]"), there[0]["range"]]
    assert client.at("definition", uri, 0, 3) == []


def test_the_outline_has_headings_and_references(folder: Path) -> None:
    """As a tree where the client shows one; every mark lies in its range, and every child in its parent."""
    with Client(folder, RESOLVES) as client:
        uri = client.open("content/a.md", article(COMPLETE, OTHER, words="Fell [1] [2].\n\n### Deeper\n\nText."))
        (top,) = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})

    assert top["name"] == "Ketamine"
    assert [each["name"] for each in top["children"]] == ["Deeper", "References"]
    assert [each["name"][:9] for each in top["children"][1]["children"]] == ["[1] Dahan", "[2] Dahan"]


def test_the_outline_is_flat_for_a_client_without_trees(client: Client) -> None:
    """Each symbol then has one place."""
    uri = client.open("content/a.md", article(COMPLETE))
    found = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})

    assert [each["name"][:9] for each in found] == ["Ketamine", "Reference", "[1] Dahan"]
    assert all(each["location"]["uri"] == uri for each in found)


@pytest.mark.parametrize(
    ("typed", "labels"),
    [("[", ["1", "2"]), ("[1, ", ["1", "2"]), ("[^", ["a"]), ("[1] ", []), ("", [])],
)
def test_labels_are_offered_behind_a_bracket(client: Client, typed: str, labels: list[str]) -> None:
    """What can be cited, with first author and year; the edit replaces what was typed of the label."""
    note = f"\n[^a]: {OTHER}\n"
    text = article(COMPLETE, OTHER, words=f"😀 Pain [1] [2] [^a].\n\nAgain {typed}") + note
    uri = client.open("content/a.md", text)
    line = text[: text.index("Again")].count("\n")
    found = client.at("completion", uri, line, len(f"Again {typed}"))

    assert [each["textEdit"]["newText"] for each in found] == labels
    assert all(each["textEdit"]["range"]["end"]["character"] == len(f"Again {typed}") for each in found)


def test_keys_are_offered_behind_an_at(folder: Path) -> None:
    """Those of the bibliography file that the article names, cited or not."""
    entry = "@article{smith2009, author={Smith, Jo}, title={Pain}, journal={Pain}, year={2009}}\n"
    (folder / "content/works.bib").write_text(entry, encoding="utf-8")
    text = "---\nbibliography: works.bib\n---\n\n# Ketamine\n\nPain [@smith2009], and [@smi\n"
    with Client(folder) as client:
        uri = client.open("content/a.md", text)
        found = client.at("completion", uri, 6, len("Pain [@smith2009], and [@smi"))

    assert [each["label"] for each in found] == ["smith2009"]
    assert found[0]["textEdit"]["range"]["start"]["character"] == len("Pain [@smith2009], and [@")


def test_the_configuration_is_found_as_check_finds_it(folder: Path) -> None:
    """The nearest above the article; a change of it shows without a key being pressed."""
    configuration = folder / "medlint.toml"
    configuration.write_text('ignore = ["missing-pmid"]\nexclude = ["content/old.md"]\n', encoding="utf-8")
    with Client(folder) as client:
        uri = client.open("content/a.md", article(ENTRY))
        old = client.open("content/old.md", article(ENTRY))
        readme = client.open("README.md", article(ENTRY))
        before = client.found(uri), client.found(old), client.found(readme)
        configuration.write_text("[severity]\nmissing-pmid = 'info'\n", encoding="utf-8")
        client.tell("workspace/didChangeWatchedFiles", {"changes": []})
        after = of(client.found(uri), "missing-pmid")
        configuration.write_text("nonsense = 1\n", encoding="utf-8")
        client.tell("workspace/didChangeConfiguration", {"settings": {}})
        (broken,) = client.found(uri)

    assert before == ([], [], [])
    assert after["severity"] == 3
    assert "nonsense" in broken["message"]
    assert broken["range"]["start"] == {"line": 0, "character": 0}


def test_a_workspace_that_is_renamed_or_deleted_is_no_end(folder: Path) -> None:
    """The text in the editor is checked all the same, with what is still there."""
    with Client(folder) as client:
        uri = client.open("content/a.md", article(ENTRY, words="Pain fell [1] [9]."))
        before = {each["code"] for each in client.found(uri)}
        moved = folder.rename(folder.with_name("moved"))
        client.change(uri, 2, {"text": article(ENTRY)})
        renamed = {each["code"] for each in client.found(uri, 2)}
        event = {
            "added": [{"uri": moved.as_uri(), "name": "moved"}],
            "removed": [{"uri": folder.as_uri(), "name": "x"}],
        }
        client.tell("workspace/didChangeWorkspaceFolders", {"event": event})
        there = client.open((moved / "content/a.md").as_uri(), article(ENTRY))
        locked = of(client.found(there), "missing-pmid")
        shutil.rmtree(moved)
        client.change(there, 2, {"text": article(ENTRY, words="Pain fell [1] [9].")})
        deleted = {each["code"] for each in client.found(there, 2)}

    assert {"missing-pmid", "dangling-citation"} <= before
    assert "missing-pmid" in renamed
    assert "1234567" in locked["message"]
    assert {"missing-pmid", "dangling-citation"} <= deleted


@pytest.mark.parametrize("text", ["", "\ufeff", "a\ud83d", "\ude00 [1]\n" * 3, "a\0b", "\r\r\n\n"], ids=ascii)
def test_what_is_no_text_is_named(client: Client, text: str) -> None:
    """Half of a UTF-16 pair, nothing, a NUL: it was not checked, and the editor says so."""
    uri = client.open("content/a.md", text)

    assert "unchecked-content" in {each["code"] for each in client.found(uri)}
    assert client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}}) == []


def test_a_text_that_is_closed_is_forgotten(client: Client) -> None:
    """What is asked about it afterwards has no answer, and no error."""
    uri = client.open("content/a.md", article(ENTRY))
    client.found(uri)
    client.close_all()

    assert client.at("hover", uri, 0, 0) is None


def test_a_text_of_a_megabyte_blocks_nobody(client: Client) -> None:
    """While it is linted the server takes a change and answers; then the newest text is shown, and no other."""
    paragraph = "Nobody who came to the clinic 😀 took harm, and all went home on foot.\n" * 14_000
    uri = client.open("content/large.md", article(ENTRY, words=f"Pain fell [1].\n\n{paragraph}"))
    number = client.begin("textDocument/nothing", {})
    answer = client.answer(number)
    client.change(uri, 2, {"text": article(COMPLETE)})

    assert "error" in answer
    assert client.found(uri, 2) == []
    assert len(paragraph.encode()) > 1_000_000
