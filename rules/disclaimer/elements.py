"""What a disclaimer is asked to say beyond its core statement, by profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lint.message import Message, listed

# What each profile asks for, beside the core statement that missing-disclaimer asks for.
# standard: HONcode principle 2 (complementarity). strict: adds what a reader in trouble has to know, and that no
# result or accuracy is promised (FTC, Health Products Compliance Guidance). clinic: adds AMA Code of Medical Ethics,
# opinion 1.2.12 (tell users the limits of the relationship).
PROFILES: dict[str, tuple[str, ...]] = {
    "minimal": (),
    "standard": ("purpose", "consult"),
    "strict": ("purpose", "consult", "delay", "emergency", "warranty"),
    "clinic": ("purpose", "consult", "delay", "emergency", "warranty", "relationship", "results"),
}
# Each element as a message names it.
ELEMENTS: dict[str, Message] = {
    "purpose": Message("the note that it is for information only"),
    "consult": Message("the advice to ask a doctor"),
    "delay": Message("the warning not to delay care"),
    "emergency": Message("what to do in an emergency"),
    "warranty": Message("the note that no accuracy is guaranteed"),
    "relationship": Message("the note that no doctor-patient relationship arises"),
    "results": Message("the note that results differ from person to person"),
}


def missing(texts: Iterable[str], profile: str, languages: Iterable[str]) -> Iterator[str]:
    """The elements of a profile that none of the texts holds, whichever of the languages they are in."""
    asked = PROFILES[profile]
    from rules.disclaimer.phrases import element, fold

    folded = [fold(text).text for text in texts]
    tried = tuple(languages)
    for name in asked:
        if not any(element(language, name).search(text) for language in tried for text in folded):
            yield name


def sentence(names: Iterable[str]) -> str:
    """The elements as the end of a sentence: "the advice to ask a doctor and what to do in an emergency"."""
    return listed([ELEMENTS[name] for name in names])


def to_copy(names: Iterable[str], language: str) -> str:
    """The missing elements, ready to copy into an article in that language."""
    from rules.disclaimer.phrases import remedy

    return " ".join(remedy(language, name) for name in names)
