"""The parts of a document that stand under a heading of references, whichever way the heading is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lint.document import Block, Document
from lint.references.draft import shown
from lint.references.headings import MAX_LENGTH, Strength, strength
from lint.references.likeness import held, is_frame

PAGE, SHORTCODE, DIVISION, LABEL = 0, 0, 0, 7


class Section:
    """What stands under a heading of references up to the next heading that ends it.

    `level` is the heading's, 0 for a whole page or a shortcode, 7 for a label in bold or with a colon. `first` is
    the visible offset in the first block where entries may begin (behind a label that shares their paragraph).
    `inside` is the container with which the section ends: the list item whose text is the label, a division.
    """

    __slots__ = ("blocks", "end", "first", "inside", "level", "start", "strength")

    def __init__(self, strength: Strength, level: int, start: int, first: int = 0, inside: int = 0) -> None:
        self.strength = strength
        self.level = level
        self.start = start
        self.blocks: list[Block] = []
        self.first = first
        self.end = -1
        self.inside = inside


@cache
def _shortcode() -> re.Pattern[str]:
    """A Hugo or Jekyll tag that stands alone in a line: {{% sources %}}, {{< /references >}}, {% bibliography %}."""
    return re.compile(
        r"^[ \t]*\{[{%][%<{ ]?[ \t]*(/|end)?[ \t]*([\w-]{3,30})(?=[\s%>}])[^\n{}]{0,100}[%>}]?[%}]\}[ \t]*$",
        re.MULTILINE,
    )


@cache
def _other() -> re.Pattern[str]:
    """Headings that end a reference list although they stand below its level."""
    return re.compile(
        r"\W*(?:(?:medical |legal )?disclaimer|copyright|licen[sc]e|contact|about\b|authors?\b|acknowledg|conflicts? of"
        r"|competing interests|funding|disclosure|comments?$|share\b"
        r"|(?:related|more|recommended|popular|latest|other) (?:articles|posts|pages|content|topics|stories|guides)"
        r"|you (?:may|might) also|read (?:next|also)|see also|more (?:from|on|about)\b|navigation|site ?map|quick links"
        r"|newsletter|subscribe|follow us|weitere (?:artikel|themen|beiträge)|mehr zum thema|lesen sie auch|siehe auch"
        r"|das könnte (?:sie|dich)|articles? (?:liés|connexes|similaires)|(?:à lire|voir) aussi"
        r"|art(?:ículos|igos) relacionados"
        r"|(?:lea|véase|ver) también|(?:leia|veja) também|articoli correlati|(?:leggi|vedi) anche|(?:lees|zie) ook"
        r"|gerelateerde|haftungs|impressum|autor(?:en|in)?$|über (?:den|die|uns)|kontakt|avertissement|auteurs?\b|aviso"
        r"|descargo|contacto|免责|免責|声明|聲明|作者)",
        re.IGNORECASE,
    )


def sections(document: Document) -> list[Section]:
    """All sections of references, in order of their beginnings."""
    walk = _Walk(document)
    for block in document.blocks:
        if shown(block):
            walk.block(block)
    walk.close(-1, len(document.text))
    return walk.found


class _Walk:
    """Goes through the blocks with the sections that are open."""

    def __init__(self, document: Document) -> None:
        self.found: list[Section] = []
        self.open: list[Section] = []
        self.divisions: set[int] = set()  # seen, whether they announce references or not
        title = document.fields.get("title")
        titled = strength(title.value) if title is not None else Strength.NONE
        if titled is Strength.DOUBTFUL:  # an article may well be called "Research"
            titled = Strength.NONE
        if titled or _is_page_of_sources(document):
            self._begin(Section(titled or Strength.CERTAIN, PAGE, 0))

    def _begin(self, section: Section) -> None:
        self.open.append(section)
        if section.strength:
            self.found.append(section)

    def close(self, level: int, end: int) -> None:
        """End the sections of this level and below."""
        while self.open and self.open[-1].level >= level:
            self.open.pop().end = end

    def block(self, block: Block) -> None:
        """Take the next block."""
        self._leave(block)
        self._enter(block)
        if block.kind == "heading":
            self._heading(block)
        elif block.kind == "paragraph" and (shortcodes := list(_shortcodes(block))):
            for opens, found in shortcodes:
                self._shortcode(block, opens, found)
        elif label := _label(block):
            self._label(block, *label)
        elif self.open and _is_other_line(block):
            self.close(LABEL, block.span.start)
            self._begin(Section(Strength.NONE, LABEL, block.span.start))
        elif self.open:
            self.open[-1].blocks.append(block)

    def _leave(self, block: Block) -> None:
        """End what ends with a container that the block no longer stands in."""
        for index, section in enumerate(self.open):
            if section.inside and all(container.id != section.inside for container in block.containers):
                for ended in self.open[index:]:
                    ended.end = block.span.start
                del self.open[index:]
                return

    def _enter(self, block: Block) -> None:
        """Open a division that is named as a reference list: `::: references`, `::: {#refs}`."""
        for container in block.containers:
            if container.kind == "division" and container.id not in self.divisions:
                self.divisions.add(container.id)
                names = re.findall(r"(?:^|[#.])([^\W\d_][\w-]*)", container.name[:MAX_LENGTH].lstrip("{ "))
                if any(strength(name) is Strength.CERTAIN for name in names):
                    start = block.span.start
                    self._begin(Section(Strength.CERTAIN, DIVISION, start, inside=container.id))

    def _weighed(self, found: Strength) -> Strength:
        """A word of the article's own matter ("Studies") within a list of references only divides that list."""
        within = self.open[-1].strength if self.open else Strength.NONE
        return Strength.NONE if found is Strength.DOUBTFUL and within else found

    def _heading(self, block: Block) -> None:
        self.close(block.level, block.span.start)
        found = self._weighed(strength(block.text))
        if found:
            self._begin(Section(found, block.level, block.span.start))
        elif self.open:
            # A subheading divides the list ("Books"), or something else begins under it ("Disclaimer").
            ended = _other().match(block.text)
            above = self.open[-1].strength
            if ended or above is Strength.DOUBTFUL:
                inherited = Strength.NONE
            else:
                inherited = above if self.open[-1].level == 0 else min(above, Strength.POSSIBLE)
            self._begin(Section(inherited, block.level, block.span.start))

    def _label(self, block: Block, found: Strength, first: int) -> None:
        item = block.within("item")
        found = self._weighed(found)
        if not found:
            self.close(LABEL, block.span.start)
            if self.open and _other().match(block.text.lstrip()):
                self._begin(Section(Strength.NONE, LABEL, block.span.start))
            elif self.open:
                self.open[-1].blocks.append(block)
            return
        if not item:
            self.close(LABEL, block.span.start)
        section = Section(found, LABEL, block.span.start, first, item.id if item else 0)
        if first:
            section.blocks.append(block)
        self._begin(section)

    def _shortcode(self, block: Block, opens: bool, found: Strength) -> None:
        if not found:
            return
        if opens:
            self._begin(Section(Strength.CERTAIN, SHORTCODE, block.span.start))
            return
        while self.open:
            section = self.open.pop()
            section.end = block.span.start
            if section.level == SHORTCODE:
                return


def _is_page_of_sources(document: Document) -> bool:
    """Whether the file is named as a list of sources and has no heading of its own that says so."""
    name = re.sub(r"^\d+[-_.]|\.\w+$", "", document.path.rsplit("/", 1)[-1]).replace("-", " ").replace("_", " ")
    return strength(name) == Strength.CERTAIN and not any(
        block.kind == "heading" and strength(block.text) for block in document.blocks
    )


def _shortcodes(block: Block) -> Iterator[tuple[bool, Strength]]:
    if "{" not in block.text:
        return
    for match in _shortcode().finditer(block.text):
        yield not match[1], strength(match[2])


def _label(block: Block) -> tuple[Strength, int] | None:
    """A paragraph, or the first line of one, that announces references as a heading would.

    The strength (none for another label, which ends what went before), and where the entries begin that share the
    paragraph (0: none do).
    """
    if block.kind not in ("paragraph", "html") or block.within("footnote"):
        return None
    line, _, rest = block.text.partition("\n")
    if line.startswith("\\") and (command := _latex().match(line)):
        return strength(command[1]), len(line) + 1 if rest.strip() else 0
    if len(line) > MAX_LENGTH:
        return _inline_label(block)
    lead = len(line) - len(line.lstrip())
    bold = any(
        inline.kind == "strong" and inline.start <= lead and inline.end >= len(line.rstrip(": "))
        for inline in block.inlines
    )
    colon = line.rstrip().endswith((":", "："))
    if not (bold or colon or (not rest and len(line) < 40)):
        return _inline_label(block)
    found = strength(line)
    if not found and (inline := _inline_label(block)):
        return inline
    if not found:
        return (Strength.NONE, 0) if (bold or colon) and len(line) < 80 and not block.within("item") else None
    if not (bold or colon) and (block.within("item") or found is not Strength.CERTAIN):
        return None
    return found, len(line) + 1 if rest.strip() else 0


def _is_other_line(block: Block) -> bool:
    """Whether a few words that stand alone begin something else, as a heading would: "Related articles"."""
    line = block.text.strip()
    if block.kind != "paragraph" or len(line) > 40 or "\n" in line or block.within("item"):
        return False
    return len(line.split()) <= 4 and line[-1:].isalpha() and _other().match(line) is not None


@cache
def _latex() -> re.Pattern[str]:
    r"""A heading as LaTeX writes it, which converters leave in the text: "\section*{References}"."""
    return re.compile(r"\\(?:chapter|(?:sub){0,2}section|paragraph)\*?\{([^{}]{1,120})\}\s*$")


def _inline_label(block: Block) -> tuple[Strength, int] | None:
    """A label that shares its line with a reference: "Reference: Smith J. Title. Pain. 2009;147:1-5." ."""
    head, colon, rest = block.text[:1500].partition(":")
    if not colon or len(head) > 40 or not (found := strength(head)):
        return None
    return (found, len(head) + 1) if is_frame(rest, held(rest)) else None
