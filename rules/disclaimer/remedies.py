"""What to do about a disclaimer that is missing or changed, ready to copy and in the language of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lint.message import Message
from lint.rule import Page, Wording
from rules.disclaimer import changes
from rules.disclaimer.anchors import LANGUAGES
from rules.disclaimer.passages import Passage
from rules.disclaimer.phrases import remedy
from rules.disclaimer.search import Todo, known_language, language_of, recognised
from rules.disclaimer.wording import Match, words

NAMES = {
    "en": Message("English"),
    "de": Message("German"),
    "fr": Message("French"),
    "es": Message("Spanish"),
    "pt": Message("Portuguese"),
    "nl": Message("Dutch"),
    "it": Message("Italian"),
    "zh": Message("Chinese"),
}


def missing(page: Page, todo: Todo) -> str:
    """What to do where no disclaimer counts."""
    language = known_language(page.document)
    approved = _in_language(page.approved, language)
    if page.approved and approved is None and language in NAMES:
        said = Message(
            "There is no approved wording in {language}; ask who approves them. The approved one is: {text}",
            language=NAMES[language],
            text=_one_line(page.approved[0].text),
        )
        return Message("Take this sentence out, which says the opposite. {rest}", rest=said) if todo == "turn" else said
    if page.approved:
        return _told(todo, _one_line((approved or page.approved[0]).text))
    return _told(todo, remedy(language_of(page.document), "template"))


def _told(todo: Todo, text: str) -> Message:
    match todo:
        case "turn":
            return Message("Replace this sentence, which says the opposite, by: {text}", text=text)
        case "reword":
            return Message("Put this in its place: {text}", text=text)
        case "show":
            return Message(
                "Take it out of what hides it, and let it stand at the end of the article, as a paragraph: {text}",
                text=text,
            )
        case "write":
            return Message("Write it as a sentence of the article: {text}", text=text)
        case "link":
            return Message("Write it out here; a pointer to it is not enough: {text}", text=text)
        case "head":
            return Message("Write below this heading: {text}", text=text)
        case _:
            return Message("Add at the end of the article, as a paragraph of its own: {text}", text=text)


def altered(match: Match, seen: Sequence[Passage], *, spare: bool) -> Message:
    """What to do about a changed wording, and what was changed; a spare one stands beside another, which counts.

    The wording stands in a file, and often runs to a hundred words: it is named, not repeated.
    """
    listed, name = changes.listed(match), match.wording.name
    if spare:
        return Message(
            "Take this out, as there is another disclaimer, or copy the approved wording over it, from {name}\n"
            "Changed: {changes}.",
            name=name,
            changes=listed,
        )
    if _is_whole(match, seen):
        return Message(
            "Copy the approved wording over the whole paragraph, from {name}\nChanged: {changes}.",
            name=name,
            changes=listed,
        )
    return Message(
        "Copy the approved wording over the disclaimer, from {name}\nChanged: {changes}.", name=name, changes=listed
    )


def _is_whole(match: Match, seen: Sequence[Passage]) -> bool:
    """Whether a changed wording is a paragraph, with nothing else in it that would be lost with it."""
    first, last = match.found[0], match.found[-1]
    passage = seen[first.passage]
    if first.passage != last.passage or passage.block.kind != "paragraph":
        return False
    return sum(1 for _ in words(passage.text)) == len(match.found)


def _in_language(wordings: Sequence[Wording], language: str) -> Wording | None:
    """The approved wording in a language, by the name of its file ("de.md", "clinic-de.md"), else by its words."""
    for each in wordings:
        if _parts(each.name)[0] == [language]:
            return each
    named = [each for each in wordings if language in _parts(each.name)[0][:1] + _parts(each.name)[0][-1:]]
    told = [each for each in wordings if not _parts(each.name)[1] and recognised(each.text) == language]
    return next(iter((*named, *told)), None)


def _parts(name: str) -> tuple[list[str], bool]:
    """The words of a file's name, and whether the first or the last is a language."""
    parts = re.split(r"[-_. ]", name.rsplit("/", 1)[-1].lower().removesuffix(".md"))
    return parts, bool({parts[0], parts[-1]} & set(LANGUAGES))


def _one_line(text: str) -> str:
    return " ".join(text.split())
