"""Two audits of real folders with known edits between them: the trend tells exactly these."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from lint.audit.stored import load
from lint.audit.trend import trend
from lint.formats.json import written
from tests.lint.audit.real import audited

SELECT = 'select = ["dosing-instruction", "broken-link", "missing-doi"]\n'
CITED = "\n## References\n\n1. Okoro P. Graded imagery for children. J Imag Rehabil. 2014;12(3):201-209.\n"


def dose(drug: str) -> str:
    """A paragraph that breaks the rule `dosing-instruction`."""
    return f"Take 20 mg of {drug} every night.\n"


def waiver(name: str, drug: str) -> str:
    """An entry of the configuration that answers for it."""
    return (
        f'[[waivers]]\nrule = "dosing-instruction"\npath = "content/{name}.md"\nquote = "{dose(drug).strip()}"\n'
        'reason = "wording of the guideline"\napprover = "Dr. A. Roe"\nexpires = 2027-06-30\n'
    )


BEFORE = {
    "medlint.toml": SELECT + waiver("returned", "codeine") + waiver("excused", "heparin"),
    "content/moved.md": f"# Sleep\n\n{dose('amitriptyline')}\nSee [the table](#gone).\n",
    "content/renamed.md": f"# Pain\n\n{dose('ibuprofen')}",
    "content/revised.md": f"# Fever\n\n{dose('paracetamol')}\nSee [the list](#lost).\n{CITED}",
    "content/fixed.md": f"# Nerves\n\n{dose('gabapentin')}\n{dose('pregabalin')}",
    "content/waived.md": f"# Gout\n\n{dose('colchicine')}",
    "content/returned.md": f"# Cough\n\n{dose('codeine')}",
    "content/excused.md": f"# Clots\n\n{dose('heparin')}",
    "content/gone.md": f"# Cramps\n\n{dose('quinine')}",
    "content/off.md": f"# Worms\n\n{dose('mebendazole')}\nSee [it](#there).\n",
    "content/excluded.md": f"# Ulcers\n\n{dose('omeprazole')}",
    "content/broken.md": f"# Rash\n\n{dose('prednisone')}",
    "content/twice.md": f"# Colds\n\n{dose('aspirin')}\n{dose('aspirin')}",
    "content/quiet.md": "# Rest\n\nSleep well.\n",
}
AFTER: Mapping[str, str | bytes | None] = {
    "medlint.toml": (
        f'exclude = ["excluded.md"]\n{SELECT}[per-path."content/off.md"]\nignore = ["dosing-instruction"]\n'
        + waiver("waived", "colchicine")
        + waiver("excused", "heparin")
    ),
    "content/moved.md": f"# Sleep\n\nWords.\n\nSee\n[the table](#gone).\n\n* * *\n\n{dose('amitriptyline')}",
    "content/renamed.md": None,
    "content/aches/pain.md": BEFORE["content/renamed.md"],
    "content/revised.md": None,
    "content/fever.md": f"# Fever\n\nSee [the list](#lost).\n\n{dose('warfarin')}\nMore of it.\n{CITED}",
    "content/fixed.md": f"# Nerves\n\nThe team sets the dose.\n\n{dose('pregabalin')}",
    "content/gone.md": None,
    "content/broken.md": b"# Rash\n\nTake 20 mg of prednisone every night. \xff\xfe\n",
    "content/twice.md": f"# Colds\n\n{dose('aspirin')}",
    "content/added.md": f"# Allergies\n\n{dose('cetirizine')}",
    "content/quiet.md": f"# Rest\n\nSleep well.\n\n{dose('zolpidem')}",
}


def put(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write files, and take away those that are None."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def test_known_edits_come_out_exactly(tmp_path: Path) -> None:
    """Moved lines, files with a new name, fixed and new findings, waivers, what is gone and what nobody looked at."""
    put(tmp_path, BEFORE)
    (tmp_path / "old.json").write_text(
        written(audited(tmp_path, datetime(2026, 8, 25, 9, tzinfo=UTC), "Autumn")), "utf-8"
    )
    put(tmp_path, AFTER)
    now = audited(tmp_path, datetime(2026, 11, 25, 9, tzinfo=UTC), "Autumn")
    result = trend(now, load(tmp_path / "old.json"), "old.json")
    waived = "waived: wording of the guideline, Dr. A. Roe, until 2027-06-30"

    assert [(each["kind"], each["path"], each["line"], each["rule"], each["was"]) for each in result["changes"]] == [
        ("new", "content/added.md", 3, "dosing-instruction", "the file was not there"),
        ("new", "content/broken.md", 3, "unchecked-content", ""),
        ("new", "content/fever.md", 5, "dosing-instruction", ""),
        ("new", "content/quiet.md", 5, "dosing-instruction", ""),
        ("fixed", "content/fixed.md", 3, "dosing-instruction", ""),
        ("fixed", "content/gone.md", 3, "dosing-instruction", "the file is gone"),
        ("fixed", "content/revised.md", 3, "dosing-instruction", ""),
        ("fixed", "content/twice.md", 5, "dosing-instruction", ""),
        ("waived", "content/waived.md", 3, "dosing-instruction", waived),
        ("returned", "content/returned.md", 3, "dosing-instruction", waived),
        (
            "unknown",
            "content/broken.md",
            3,
            "dosing-instruction",
            "nobody looked: the byte 0xFF is not UTF-8; save it as UTF-8",
        ),
        ("unknown", "content/excluded.md", 3, "dosing-instruction", 'nobody looked: excluded by "excluded.md"'),
        (
            "unknown",
            "content/off.md",
            3,
            "dosing-instruction",
            "nobody looked: the rule was switched off for this file",
        ),
    ]
    assert {key: value for key, value in result.items() if key != "changes"} == {
        "started": "2026-08-25T09:00:00Z",
        "version": now["tool"]["version"],
        "report": "old.json",
        "new": 4,
        "fixed": 4,
        # moved.md twice, pain.md, fever.md twice, fixed.md, excused.md, off.md, twice.md
        "unchanged": 9,
        "waived": 1,
        "returned": 1,
        "unknown": 3,
        "renamed": {"content/renamed.md": "content/aches/pain.md", "content/revised.md": "content/fever.md"},
    }


def test_the_way_back_is_the_reverse(tmp_path: Path) -> None:
    """The same two audits the other way round: what was fixed is new, and what was waived has returned."""
    put(tmp_path, BEFORE)
    one = audited(tmp_path, datetime(2026, 8, 25, 9, tzinfo=UTC), "Autumn")
    put(tmp_path, AFTER)
    back = trend(one, audited(tmp_path, datetime(2026, 11, 25, 9, tzinfo=UTC), "Autumn"), "old.json")
    sums = {key: back[key] for key in ("new", "fixed", "unchanged", "waived", "returned", "unknown")}

    assert sums == {"new": 7, "fixed": 4, "unchanged": 9, "waived": 1, "returned": 1, "unknown": 0}
    assert back["renamed"] == {"content/aches/pain.md": "content/renamed.md", "content/fever.md": "content/revised.md"}
