"""The text of a first `medlint.toml`: the commented template, filled with what was answered and found."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files as resources
from typing import NamedTuple

from lint.formats.plain import printable

NAME = "medlint.toml"
BASELINE = "medlint-baseline.json"
PROFILE_RULE = "incomplete-disclaimer"
PROFILES = ("minimal", "standard", "strict", "clinic")


class Settings(NamedTuple):
    """What the file says. `excluded` maps a path relative to the file to the reason why it is left out."""

    paths: tuple[str, ...]
    profile: str = PROFILES[0]
    fail_on: str = "error"
    baseline: bool = True
    excluded: Mapping[str, str] = {}

    def text(self) -> str:
        """The file."""
        first = self.paths[0]
        values = {
            "PATHS": f"[{', '.join(map(quoted, self.paths))}]",
            "EXCLUDE": self._exclude(),
            "FAIL_ON": quoted(self.fail_on),
            "BASELINE": f"{'' if self.baseline else '# '}baseline = {quoted(BASELINE)}",
            "LOCK": f"# lock = {quoted('references.lock' if first == '.' else f'{first}/references.lock')}",
            "PROFILE": self._profile(),
        }
        template = resources("lint").joinpath("templates", NAME).read_text(encoding="utf-8")
        return re.sub(r"@([A-Z_]{1,20})@", lambda match: values[match[1]], template)

    def _exclude(self) -> str:
        if not self.excluded:
            return "exclude = []"
        lines: list[str] = []
        last = ""
        for path, reason in sorted(self.excluded.items(), key=lambda item: (item[1], item[0])):
            if reason != last:
                lines.append(f"    # {printable(reason)}")
                last = reason
            lines.append(f"    {quoted(pattern(path))},")
        return "\n".join(("exclude = [", *lines, "]"))

    def _profile(self) -> str:
        if self.profile == PROFILES[0]:
            return f'# [rules.{PROFILE_RULE}]\n# profile = "standard"'
        return f"[rules.{PROFILE_RULE}]\nprofile = {quoted(self.profile)}"


def quoted(text: str) -> str:
    """A basic string of TOML (toml.io/en/v1.0.0#string): JSON's escapes are valid there, DEL must be one too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def pattern(path: str) -> str:
    r"""The pattern in the syntax of `.gitignore` that matches one path and no other (git-scm.com/docs/gitignore).

    A character that neither TOML nor a line of patterns can hold stands as `?`, which matches any.
    """
    escaped = re.sub(r"[\\*?\[\]!#]", lambda match: f"\\{match[0]}", path)
    escaped = re.sub("[\0-\x1f\x7f\ud800-\udfff]", "?", escaped)
    return f"/{re.sub(r' (?=/?$)', lambda _: chr(92) + ' ', escaped)}"
