"""Text from outside in GitHub's Markdown: it shows what it says and makes nothing, no link, mention, image or table.

What GitHub turns into links after Markdown is read (github.com/github/markup, README; docs.github.com, "Autolinked
references and URLs") no backslash prevents: mentions, issue numbers, commits, addresses, names of emoji, and formulas.
Code spans do, so a word that may become one is written as code, and all others as words.
"""

from __future__ import annotations

import re

from lint.formats.plain import printable

# @mention and e-mail; address; #1 and GH-1; $formula$; :emoji:; a commit.
_LINKED = re.compile(
    r"@|://|www\.|#\d|\bgh-\d|\$|:[\w+-]{1,60}:|(?<![0-9a-z])(?=\d{0,39}[a-f])[0-9a-f]{7,40}(?![0-9a-z])", re.IGNORECASE
)
_QUOTED = re.compile(r"(?<![^ ])`([^` ][^`]{0,200})`(?=[),.;:!?]{0,3}(?: |$))")
_SPECIAL = re.compile(r"[\\`*_~\[\]#]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"})
_OPENING, _CLOSING = "(\"'“‘«", ")\"'”’»,.;!?"
_DOI = re.compile(r"10\.\d{4,9}/[!-~]{1,200}")
_PMID = re.compile(r"[0-9]{1,8}")


def prose(text: str) -> str:
    """The text as words of a paragraph or a table's cell, on one line. It must not stand at the start of a line."""
    return _words(printable(" ".join(text.split())))


def advice(text: str) -> str:
    """As prose, but what stands in backticks, as a command to run, is code: a span that no word can touch."""
    words_and_code = _QUOTED.split(printable(" ".join(text.split())))
    return "".join(code(part) if index % 2 else _words(part) for index, part in enumerate(words_and_code))


def _words(text: str) -> str:
    return " ".join(map(_word, text.split(" ")))


def _word(word: str) -> str:
    if not _LINKED.search(word):
        return _SPECIAL.sub(r"\\\g<0>", word).translate(_ENTITIES)
    bare = word.lstrip(_OPENING)
    opening, bare = word[: len(word) - len(bare)], bare.rstrip(_CLOSING)
    return f"{opening}{code(bare)}{word[len(opening) + len(bare) :]}"


def code(text: str) -> str:
    """The text as a code span on one line, in more backticks than it has in a row; nothing if it is empty.

    It must not stand at the start of a line. The other command of the runner, `##[`, is broken as at a terminal.
    """
    text = printable(" ".join(text.split())).replace("##[", "##\\x5b")
    if not text:
        return ""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def row(*cells: str) -> str:
    """A row of a table; no cell can end before its end."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def doi_link(doi: str | None) -> str:
    """The DOI as a link to where it leads; as code when it is none that can lead anywhere."""
    from urllib.parse import quote

    if not doi or not _DOI.fullmatch(doi):
        return code(doi or "")
    return f"[{prose(doi)}](https://doi.org/{quote(doi, safe='/:;.,-_~')})"


def pmid_link(pmid: str | None) -> str:
    """The PMID as a link to PubMed; as code when it is none."""
    if not pmid or not _PMID.fullmatch(pmid):
        return code(pmid or "")
    return f"[{pmid}](https://pubmed.ncbi.nlm.nih.gov/{pmid}/)"
