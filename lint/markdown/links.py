"""Where the address and the title of a Markdown link stand, from the end of its label on."""

from __future__ import annotations


def destination(content: str, position: int, limit: int) -> tuple[int, int]:
    """The range of a link's address in `content` from `position`, without angle brackets (CommonMark 6.3)."""
    while position < limit and content[position] in " \t\n":
        position += 1
    start = position
    if content.startswith("<", start):
        position += 1
        while position < limit and content[position] != ">":
            position += 2 if content[position] == "\\" else 1
        return start + 1, min(position, limit)
    depth = 0
    while position < limit and content[position] > " " and content[position] != "\x7f":
        character = content[position]
        if character == "\\" and position + 1 < limit:
            if content[position + 1] == " ":
                break
            position += 2
            continue
        if character == "(":
            depth += 1
        elif character == ")":
            if depth == 0:
                break
            depth -= 1
        position += 1
    return start, min(position, limit)


def title(content: str, position: int, limit: int) -> tuple[int, int] | None:
    """The range of a link's title, without quotes; `position` is the end of the address, `limit` that of the title."""
    if content.startswith(">", position):
        position += 1
    rest = content[position:limit]
    if not rest.strip(" \t\n"):
        return None
    start = position + len(rest) - len(rest.lstrip(" \t\n"))
    return start + 1, position + len(rest.rstrip(" \t\n")) - 1
