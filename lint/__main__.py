"""`python -m lint`: the command line, also where the scripts of an environment are not on the path."""

from __future__ import annotations

from lint.cli import main

main()
