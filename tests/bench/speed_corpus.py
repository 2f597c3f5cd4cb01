"""The files that speed is measured on: a corpus in a folder of its own, samples of it, made-up articles."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import NamedTuple

_SEED = 20_260_101
_WORDS = (
    "pain patient evidence chronic study trial group outcome week exercise sleep nerve review effect small moderate"
    " people treatment clinic physical therapy improvement score baseline placebo randomised systematic hand foot"
    " movement temperature skin colour swelling function quality life follow measured reported compared between"
).split()
_JOINING = "the of a in with for and after by on from without".split()
_DRUGS = ("ketamine", "gabapentin", "amitriptyline", "prednisolone", "ibuprofen", "pregabalin")
_NAMES = ("Tansley", "Okoro", "Marsh", "Brandt", "Ilves", "Quist", "Duarte", "Sato")
_PARAGRAPHS, _SENTENCES, _REFERENCES = 4, 4, 3


class Files(NamedTuple):
    """Markdown files below a folder: how many, and their bytes."""

    folder: Path
    number: int
    size: int

    @property
    def told(self) -> str:
        """How much it is, in words."""
        return f"{self.number} files, {self.size / 1e6:.2f} MB"


def found(corpus: Path) -> list[Path]:
    """The Markdown files (`.md`) of a corpus in the order of their names, without folders that linters pass by.

    Raises:
        ValueError: there is none.
    """
    every = (path for path in corpus.rglob("*.md") if path.is_file())
    if not (paths := sorted(path for path in every if not _passed_by(path.relative_to(corpus)))):
        raise ValueError(f"{corpus} holds no Markdown file (.md)")
    return paths


def _passed_by(path: Path) -> bool:
    return any(part.startswith(".") or part == "node_modules" for part in path.parts)


def copied(paths: Sequence[Path], corpus: Path, target: Path) -> Files:
    """Files of a corpus in a folder where nothing else lies, so that every linter reads the same."""
    size = 0
    for path in paths:
        place = target / path.relative_to(corpus)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        size += place.stat().st_size
    return Files(target, len(paths), size)


def sample(paths: Sequence[Path], most: int) -> list[Path]:
    """Every k-th file, with the least k that leaves about `most` bytes or less; all when they are no more."""
    total = sum(path.stat().st_size for path in paths)
    return list(paths[:: max(1, ceil(total / most))])


def written(count: int, target: Path) -> Files:
    """So many made-up articles in folders of a thousand, no two alike."""
    size = 0
    for number in range(count):
        place = target / f"{number // 1000:03}" / f"{number:05}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        size += place.write_bytes(article(number).encode())
    return Files(target, count, size)


def article(number: int) -> str:
    """An article of about 2 kB: prose, doses, references with citations, a disclaimer; the same for the same number."""
    chance = random.Random(_SEED + number)  # noqa: S311 - the same articles every time
    drug = chance.choice(_DRUGS)
    parts = [f"# {drug.capitalize()} and {chance.choice(_WORDS)}, part {number}"]
    for paragraph in range(_PARAGRAPHS):
        said = [_sentence(chance) for _ in range(_SENTENCES)]
        said[-1] = f"{said[-1][:-1]} [{1 + paragraph % _REFERENCES}]."
        parts.append(" ".join(said))
    parts += [
        f"In one trial, {chance.randrange(20, 400)} patients received {chance.randrange(5, 600)} mg of {drug} daily.",
        f"Take {chance.randrange(1, 50)} mg of {drug} twice a day.",
        "## References",
        "\n".join(_reference(each, number, chance) for each in range(1, _REFERENCES + 1)),
        "*This article is for information only and does not replace the advice of a doctor.*",
    ]
    return "\n\n".join(parts) + "\n"


def _sentence(chance: random.Random) -> str:
    words: list[str] = []
    for _ in range(chance.randrange(4, 9)):
        words += (chance.choice(_WORDS), chance.choice(_JOINING))
    return f"{' '.join(words[:-1]).capitalize()}."


def _reference(each: int, number: int, chance: random.Random) -> str:
    author = f"{chance.choice(_NAMES)} {chr(65 + number % 26)}"
    place = f"{2000 + chance.randrange(25)};{chance.randrange(1, 90)}:{chance.randrange(100, 999)}"
    title = " ".join(chance.sample(_WORDS, 6)).capitalize()
    identifiers = f"doi: 10.5555/{number}.{each}. PMID: {80_000_000 + number * _REFERENCES + each}"
    return f"{each}. {author}, Okoro P. {title}. J Imag Rehab. {place}. {identifiers}."
