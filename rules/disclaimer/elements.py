"""What a disclaimer is asked to say beyond its core statement, by profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
# Each element as a message names it, and a sentence to copy.
ELEMENTS: dict[str, tuple[str, str]] = {
    "purpose": (
        "the note that it is for information only",
        "This information is for general information and education only.",
    ),
    "consult": ("the advice to ask a doctor", "Always ask your doctor or another qualified health professional."),
    "delay": (
        "the warning not to delay care",
        "Never disregard professional medical advice or delay seeking it because of something you have read here.",
    ),
    "emergency": ("what to do in an emergency", "In an emergency, call your local emergency number at once."),
    "warranty": (
        "the note that no accuracy is guaranteed",
        "We give no warranty that this information is complete, accurate or up to date.",
    ),
    "relationship": (
        "the note that no doctor-patient relationship arises",
        "Reading this article does not create a doctor-patient relationship.",
    ),
    "results": ("the note that results differ from person to person", "Individual results may vary."),
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
    shown = [ELEMENTS[name][0] for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def to_copy(names: Iterable[str]) -> str:
    """The missing elements, ready to copy."""
    return " ".join(ELEMENTS[name][1] for name in names)
