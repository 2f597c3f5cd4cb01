"""The title that a text states where it does not have the record's: its place between authors and journal."""

from __future__ import annotations

from collections.abc import Sequence

from lint.finding import Severity
from lint.records import Record
from lint.resolve.matching import journal_place, names, wording
from lint.resolve.matching.fold import Token, words
from lint.resolve.matching.journals import abbreviates
from lint.resolve.matching.titles import shared_main
from lint.resolve.matching.tongue import language, looks_foreign

# So many words without a name behind the last one, and the names have ended.
_NAMELESS = 3
_AMONG_NAMES = frozenset("et al alii iae and und others colleagues jr sr ii iii van von der de da di la le el".split())
_QUOTES = '“”„"«»'


def severity(text: str, tokens: Sequence[Token], record: Record, frame_at: int) -> Severity | None:
    """How surely a text whose volume, page and authors are the record's has another title; None if it has none.

    `frame_at` is where its volume or page stands. A translation is another paper's title only where PubMed, which
    keeps the title in the paper's own language, has none in it.
    """
    stated, telling = _read(text, tokens, record, frame_at)
    if not stated:
        return None
    titles = (record.title, *record.other_titles)
    mine, theirs = {language(words(title)) for title in titles}, language(token.word for token in stated)
    # A main title repeated word for word is no translation; one word of it ("Irisin:") can stand in any language.
    shared = shared_main(titles, text, tokens)
    if shared >= 3 or (shared and not theirs) or (theirs and theirs in mine and len(telling) > 1):
        return "error"
    if theirs and theirs not in mine and mine != {""}:
        return "warning" if record.pmids else None
    plain = not any(looks_foreign(title) for title in titles)
    return "error" if theirs == "en" and plain and len(telling) > 1 else "warning"


def stated(text: str, tokens: Sequence[Token], record: Record, frame_at: int) -> tuple[int, int] | None:
    """Where the title of a text stands; None where it has none, or none that can be told from what is around it."""
    words, _ = _read(text, tokens, record, frame_at)
    return (words[0].start, words[-1].end) if words else None


def _read(text: str, tokens: Sequence[Token], record: Record, frame_at: int) -> tuple[Sequence[Token], Sequence[Token]]:
    """The words of the title of a text, and those of them that tell it; none where it has no title."""
    begin, end, surely = place(text, tokens, record, frame_at)
    held = [token for token in tokens if begin <= token.start and token.end <= end]
    telling = _telling(text, held, record)
    return (held, telling) if len(telling) >= (1 if surely else 3) else ((), ())


def _telling(text: str, stated: Sequence[Token], record: Record) -> list[Token]:
    """The words that belong to a title: neither names of authors nor the journal's, no initials, no small words."""
    family = _families(record)
    journals = [word for name in (record.journal, *record.other_journals) for word in words(name)]
    return [
        token
        for token in stated
        if token.word.isalpha()
        and len(token.word) > 3
        and token.word not in wording.SMALL
        and token.word not in family
        and not _is_initials(text, token)
        and not any(abbreviates(token.word, word) for word in journals)
    ]


def _families(record: Record) -> set[str]:
    every = (record.authors, *record.other_authors)
    return {token.word for authors in every for author in authors for token in names.name_of(author).family}


def _is_initials(text: str, token: Token) -> bool:
    """Whether a word is initials: "EM" and "DE" are small words of Portuguese and Spanish, too."""
    spelled = text[token.start : token.end]
    return len(spelled) <= 4 and spelled.isupper() and not text.isupper()


def place(text: str, tokens: Sequence[Token], record: Record, frame_at: int) -> tuple[int, int, bool]:
    """Where the title of a text stands, and whether it surely is one: a sentence between authors and journal."""
    begin = _behind_names(text, tokens, record)
    journals = [name for name in (record.journal, *record.other_journals) if name]
    found = list(journal_place.named(journals, tokens, text, 0, frame_at))
    if found:
        last = max(end for _, end in found)
        start = min(start for start, end in found if end == last)
        begin, end, surely = min(begin, start), start, True
    else:
        end, surely = _last_sentence(text, begin, frame_at)
    lead = text[begin : begin + 12].lstrip(" .,;:)(*_0123456789")
    if lead[:1] in _QUOTES and lead:
        opening = text.index(lead[0], begin)
        closing = min((at for quote in _QUOTES if (at := text.find(quote, opening + 1)) > 0), default=-1)
        if opening < closing <= frame_at:
            return opening + 1, closing, True
    return begin, max(begin, end), surely


def _last_sentence(text: str, begin: int, end: int) -> tuple[int, bool]:
    """Where the last sentence of a stretch begins, which is the journal's name; the end itself if there is but one."""
    stretch = text[begin:end].rstrip(" .,;:(*_")
    cut = max(stretch.rfind(mark) for mark in (". ", "? ", "! ", "” ", ".” "))
    return (begin + cut, True) if cut > 0 and any(each.isalpha() for each in stretch[:cut]) else (end, False)


def _behind_names(text: str, tokens: Sequence[Token], record: Record) -> int:
    """Where the names of the authors have ended."""
    family, end, last = _families(record), 0, -1
    for at, token in enumerate(tokens):
        if at - last > _NAMELESS:
            break
        if token.word in family or token.word in _AMONG_NAMES or _is_a_names(text, tokens, at):
            end, last = token.end, at
        elif last >= 0 and _ends_names(text[end : token.start]) and not _is_a_names(text, tokens, at + 1):
            break
    # "(2013)." stands between names and title in APA.
    if last >= 0 and last + 1 < len(tokens) and tokens[last + 1].word.isdigit() and len(tokens[last + 1].word) == 4:
        end = tokens[last + 1].end
    return end


def _ends_names(between: str) -> bool:
    return ". " in between or any(quote in between for quote in _QUOTES) or ": " in between


def _is_a_names(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is initials that stand as those of a name do: behind a capitalised word or before one."""
    if at >= len(tokens) or not _is_initials(text, tokens[at]):
        return False
    before = at == 0 or text[tokens[at - 1].start].isupper() or tokens[at - 1].word in _AMONG_NAMES
    behind = text[tokens[at].end : tokens[at].end + 5]
    return before and (behind[:1] in frozenset(".,;:&()") or behind.lstrip().startswith(("and", "et", "&", "(")))
