"""The configuration: found, read and checked once, then handed on as plain values.

`[tool.medlint]` in `pyproject.toml`, or `medlint.toml` with the same keys at its top; the nearest above the first path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from lint.files import DISK, Source, located
from lint.finding import SEVERITIES, Lines, Severity
from lint.rule import Option, OptionValue, Rule
from lint.spans import BOM

DEFAULT_PATH = "content"
KEYS = (
    "paths", "exclude", "profile", "select", "ignore", "fail-on", "severity", "rules", "per-path",
    "lock", "baseline", "max-age-days", "services", "waivers",
)  # fmt: skip
WAIVER_KEYS = ("rule", "path", "quote", "reason", "approver", "expires")
OVERRIDE_KEYS = ("profile", "select", "ignore", "severity", "rules")
FAIL_ON = (*SEVERITIES, "never")
SERVICES = ("crossref", "pubmed", "doi", "datacite")
# A paper can be retracted any day, and the weekly look-up of a repository may fail a few times in a row.
MAX_AGE_DAYS = 30
# A rule that says what was not checked must always have its say.
ALWAYS_ON = frozenset(("unchecked-content",))
# Nobody can answer for what nobody checked, nor for a waiver that is none.
UNWAIVABLE = ALWAYS_ON | {"invalid-waiver", "unused-waiver"}


class ConfigError(Exception):
    """A configuration that cannot be used; the message names the file, the key and what is expected."""


class Choice(NamedTuple):
    """Which rules run, how severe they are and with which options; empty means: as the rules say.

    `profiles` switch on the rules that bear them (`Rule.profiles`), beside what is selected or on by default.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = MappingProxyType({})
    options: Mapping[str, OptionValue] = MappingProxyType({})
    profiles: tuple[str, ...] = ()

    def over(self, base: Choice) -> Choice:
        """The choice on top of another: a selection replaces and lifts what was ignored, everything else adds.

        What a selection replaces is all that would run, the rules of farther profiles too: who asks for one rule
        wants one. A profile lifts nothing: it names no rule, and whoever ignores one does.
        """
        return Choice(
            self.select or base.select,
            tuple(rule for rule in base.ignore if rule not in self.select) + self.ignore,
            {**base.severity, **self.severity},
            {**base.options, **self.options},
            tuple(dict.fromkeys((*(() if self.select else base.profiles), *self.profiles))),
        )


class Entry(NamedTuple):
    """A waiver of the configuration: who answers for which words of which file, why, and through which day (ISO).

    `path` is relative to the configuration's directory; `place` is the entry's first line in the configuration.
    """

    rule: str
    path: str
    quote: str
    reason: str
    approver: str
    expires: str
    place: Lines = Lines()


class Config(NamedTuple):
    """What a configuration file says. `root` is its directory, `source` the file (None: there is none).

    `services` maps a registry's name to the address of a mirror. An answer older than `max_age_days` is asked again.
    """

    root: Path
    source: Path | None = None
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    choice: Choice = Choice()
    fail_on: str = "error"
    lock: str = ""
    baseline: str = ""
    max_age_days: int = MAX_AGE_DAYS
    services: Mapping[str, str] = MappingProxyType({})
    per_path: tuple[tuple[str, Choice], ...] = ()
    waivers: tuple[Entry, ...] = ()


class Selection(NamedTuple):
    """What the engine runs on one file: the enabled rules, configured severities, and every option's value."""

    enabled: frozenset[str]
    severities: Mapping[str, Severity]
    options: Mapping[str, OptionValue]


def nearest(start: Path, files: Source = DISK) -> Path | None:
    """The configuration file nearest above a path: `medlint.toml`, or a `pyproject.toml` that speaks of medlint."""
    directory = start if start.is_dir() else start.parent
    for folder in (directory, *directory.parents):
        if files.has(found := folder / "medlint.toml"):
            return found
        # Most pyproject.toml above an article are no concern of ours: those are not parsed, not even for errors.
        if files.has(found := folder / "pyproject.toml") and re.search(
            rb"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*medlint\b", files.read(found), re.MULTILINE
        ):
            return found
    return None


def load(source: Path, rules: Sequence[Rule], files: Source = DISK) -> Config:
    """Read and check a configuration file.

    Raises:
        ConfigError: it cannot be read, is not TOML, or holds a key or value that means nothing.
    """
    import tomllib

    try:
        text = files.read(source).decode("utf-8")
        table: Any = tomllib.loads(text.removeprefix(BOM))
    except OSError as error:
        raise ConfigError(f"{source}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{source}: is not TOML: {error}") from error
    if source.name == "pyproject.toml":
        tools = table.get("tool")
        table = tools.get("medlint") if isinstance(tools, dict) else None
        if table is None:
            raise ConfigError(f"{source}: has no table [tool.medlint]")
    return _Reader(source, rules, text).config(table)


class _Reader:
    """Checks a table against what may stand in it; every error names file, key and neighbour."""

    def __init__(self, source: Path, rules: Sequence[Rule], text: str) -> None:
        self.source = source
        self.text = text
        self.rules = {rule.id: rule for rule in rules}

    def config(self, table: object) -> Config:
        """The whole configuration."""
        table = self._table(table, "medlint")
        self._known(table, KEYS, "")
        per_path = self._table(table.get("per-path", {}), "per-path")
        return Config(
            root=located(self.source).parent,
            source=self.source,
            paths=self._strings(table, "paths", ""),
            exclude=self._strings(table, "exclude", ""),
            choice=self._choice(table, ""),
            fail_on=self._one_of(table.get("fail-on", "error"), FAIL_ON, "fail-on"),
            lock=self._string(table.get("lock", ""), "lock"),
            baseline=self._string(table.get("baseline", ""), "baseline"),
            max_age_days=self._days(table.get("max-age-days", MAX_AGE_DAYS), "max-age-days"),
            services=self._services(self._table(table.get("services", {}), "services")),
            per_path=tuple((pattern, self._override(pattern, value)) for pattern, value in per_path.items()),
            waivers=self._waivers(table.get("waivers", [])),
        )

    def _waivers(self, entries: object) -> tuple[Entry, ...]:
        if not isinstance(entries, list):
            raise self._error("waivers", "must be a list of tables: write [[waivers]] above each entry")
        places = _places(self.text, len(entries), "tool.medlint." if self.source.name == "pyproject.toml" else "")
        return tuple(
            self._waiver(entry, f"waivers[{number}].")._replace(place=place)
            for number, (entry, place) in enumerate(zip(entries, places, strict=True), 1)
        )

    def _waiver(self, value: object, prefix: str) -> Entry:
        table = self._table(value, prefix.rstrip("."))
        self._known(table, WAIVER_KEYS, prefix)
        for key in WAIVER_KEYS:
            if key not in table:
                raise self._error(f"{prefix}{key}", f"is missing: an entry needs {', '.join(WAIVER_KEYS)}")
            if key != "expires" and not re.search(
                r"\S" if key in ("rule", "path") else r"\w", self._string(table[key], f"{prefix}{key}")
            ):
                raise self._error(f"{prefix}{key}", "must not be empty")
        entry = Entry(**{**table, "expires": self._day(table["expires"], f"{prefix}expires")})
        self._rule_ids((entry.rule,), f"{prefix}rule")
        if entry.rule in UNWAIVABLE:
            raise self._error(f"{prefix}rule", f"names {entry.rule}, which nobody can answer for")
        if problem := _path_problem(entry.path):
            raise self._error(f"{prefix}path", f"{problem}, not {entry.path!r}")
        return entry

    def _day(self, value: object, key: str) -> str:
        from datetime import date

        written = value.isoformat() if type(value) is date else value
        # fromisoformat alone would take 20270630 and 2027-W26-3, too.
        if isinstance(written, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            try:
                return date.fromisoformat(written).isoformat()
            except ValueError:
                pass
        raise self._error(key, f"must be a day such as 2027-06-30, not {str(value)!r}")

    def _services(self, table: Mapping[str, Any]) -> dict[str, str]:
        self._known(table, SERVICES, "services.")
        found = {}
        for name, value in table.items():
            service = self._table(value, f"services.{name}")
            self._known(service, ("url",), f"services.{name}.")
            if "url" in service:
                found[name] = self._string(service["url"], f"services.{name}.url")
        return found

    def _days(self, value: object, key: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 36_500:
            raise self._error(key, f"must be a number of days, not {value!r}")
        return value

    def _override(self, pattern: str, value: object) -> Choice:
        prefix = f'per-path."{pattern}".'
        table = self._table(value, prefix.rstrip("."))
        self._known(table, OVERRIDE_KEYS, prefix)
        return self._choice(table, prefix)

    def _choice(self, table: Mapping[str, Any], prefix: str) -> Choice:
        return Choice(
            self._rule_ids(self._strings(table, "select", prefix), f"{prefix}select"),
            self._rule_ids(self._strings(table, "ignore", prefix), f"{prefix}ignore"),
            self._severities(self._table(table.get("severity", {}), f"{prefix}severity"), prefix),
            self._options(self._table(table.get("rules", {}), f"{prefix}rules"), prefix),
            (self._profile(table["profile"], f"{prefix}profile"),) if "profile" in table else (),
        )

    def _profile(self, value: object, key: str) -> str:
        name = self._string(value, key)
        known = sorted({profile for rule in self.rules.values() for profile in rule.profiles})
        if name in known:
            return name
        hint = neighbour(name, known)
        for rule in self.rules.values():
            if any(option.name == "profile" and name in option.choices for option in rule.options):
                # A disclaimer has profiles of its own, and `profile = "strict"` is what people write first.
                hint = f'; it is one of the rule {rule.id}: write rules.{rule.id}.profile = "{name}"'
        if not known:
            raise self._error(key, "names a profile, and no installed rule has one")
        raise self._error(key, f"must be one of {', '.join(known)}, not {name!r}{hint}")

    def _severities(self, table: Mapping[str, Any], prefix: str) -> dict[str, Severity]:
        self._rule_ids(table, f"{prefix}severity")
        names: dict[str, Severity] = {name: name for name in SEVERITIES}
        return {
            rule: names[self._one_of(value, SEVERITIES, f"{prefix}severity.{rule}")] for rule, value in table.items()
        }

    def _options(self, table: Mapping[str, Any], prefix: str) -> dict[str, OptionValue]:
        self._rule_ids(table, f"{prefix}rules")
        found: dict[str, OptionValue] = {}
        for rule, values in table.items():
            options = {option.name: option for option in self.rules[rule].options}
            place = f"{prefix}rules.{rule}"
            self._known(self._table(values, place), tuple(options), f"{place}.")
            for name, value in values.items():
                found[f"{rule}.{name}"] = self._option(options[name], value, f"{place}.{name}")
        return found

    def _option(self, option: Option, value: object, key: str) -> OptionValue:
        if isinstance(option.default, tuple):
            values = self._list(value, key)
            for each in values:
                if option.choices:
                    self._one_of(each, option.choices, key)
            return values
        if isinstance(value, bool) != isinstance(option.default, bool) or not isinstance(value, type(option.default)):
            raise self._error(key, f"must be {_kind(option.default)}, not {value!r}")
        if option.choices:
            return self._one_of(value, option.choices, key)
        return value

    def _rule_ids(self, names: Iterable[str], key: str) -> tuple[str, ...]:
        names = tuple(names)
        for name in names:
            if name not in self.rules:
                raise self._error(key, f'names the unknown rule "{name}"{neighbour(name, self.rules)}')
        return names

    def _known(self, table: Mapping[str, Any], keys: Sequence[str], prefix: str) -> None:
        for key in table:
            if key not in keys:
                raise self._error(f"{prefix}{key}", f"is not a known key{neighbour(key, keys)}")

    def _table(self, value: object, key: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._error(key, "must be a table")
        return value

    def _strings(self, table: Mapping[str, Any], key: str, prefix: str) -> tuple[str, ...]:
        return self._list(table.get(key, []), f"{prefix}{key}")

    def _list(self, value: object, key: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            raise self._error(key, "must be a list of texts")
        return tuple(value)

    def _string(self, value: object, key: str) -> str:
        if not isinstance(value, str):
            raise self._error(key, f"must be a text, not {value!r}")
        return value

    def _one_of(self, value: object, allowed: Sequence[str], key: str) -> str:
        if not isinstance(value, str) or value not in allowed:
            hint = neighbour(value, allowed) if isinstance(value, str) else ""
            raise self._error(key, f"must be one of {', '.join(allowed)}, not {value!r}{hint}")
        return value

    def _error(self, key: str, problem: str) -> ConfigError:
        return ConfigError(f"{self.source}: {key} {problem}")


def _kind(value: OptionValue) -> str:
    return {bool: "true or false", int: "a whole number", str: "a text"}[type(value)]


def _path_problem(path: str) -> str:
    """What is wrong with the path of a waiver, which names one file below the configuration, and in one way only."""
    if path.startswith(("/", "~")) or "\\" in path or ":" in path.partition("/")[0]:
        return "must be relative to the configuration, with / between its parts"
    if not {"", ".", ".."}.isdisjoint(path.split("/")):
        return "must name the file plainly, without . and .."
    return "must name one file, without wildcards" if re.search(r"[*?\[\]{}]", path) else ""


def _places(text: str, count: int, above: str) -> list[Lines]:
    """The header line of each waiver, since tomllib tells no places; of a list in one piece the line of its key."""
    key = rf"[ \t]*{re.escape(above)}waivers[ \t]*"
    lines = [*re.finditer(r"[^\n]*\n?", text)]
    headers = [(number, line) for number, line in enumerate(lines, 1) if re.match(rf"[ \t]*\[\[{key}\]\]", line[0])]
    if len(headers) != count:  # written as `waivers = [...]`, or a text in the file looks like a header
        named = [
            (number, line) for number, line in enumerate(lines, 1) if re.match(r"[ \t\[]*[\w.]*\bwaivers\b", line[0])
        ]
        headers = [(named or headers or [(1, lines[0])])[0]] * count
    return [Lines(number, line.start(), line[0]) for number, line in headers]


def neighbour(name: str, known: Iterable[str]) -> str:
    """`; did you mean "..."?` for the nearest known name; empty when none is near."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f'; did you mean "{close[0]}"?' if close else ""


def selection(choice: Choice, rules: Sequence[Rule]) -> Selection:
    """The rules that a choice enables, with all options filled in."""
    wanted = set(choice.select) or {rule.id for rule in rules if rule.on_by_default}
    wanted |= {rule.id for rule in rules if set(rule.profiles).intersection(choice.profiles)}
    enabled = wanted.difference(choice.ignore)
    defaults = {f"{rule.id}.{option.name}": option.default for rule in rules for option in rule.options}
    return Selection(frozenset(enabled | ALWAYS_ON), choice.severity, {**defaults, **choice.options})
