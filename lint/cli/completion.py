"""What a shell completes: files, and the ids of installed rules (click.palletsprojects.com, "Shell Completion")."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def rule_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The rules whose ids begin with what was typed, with what they report; none when no pack can be loaded."""
    from click.shell_completion import CompletionItem  # nothing that a run of a command needs

    from lint.packs import PackError, installed, rules_of

    try:
        rules = rules_of(family for pack in installed() for family in pack.families)
    except PackError:  # whoever presses Tab asked no question that this would answer
        return []
    return [CompletionItem(rule.id, help=rule.summary) for rule in rules if rule.id.startswith(incomplete)]


def file_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shell's own names of files and folders; `click.Path` would judge the words as well, which `check` does."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]
