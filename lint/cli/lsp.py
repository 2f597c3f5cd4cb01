"""`medlint lsp`."""

from __future__ import annotations

import sys

import click

from lint.cli import options, shared


@click.command()
@options.offline
@click.option("--locked", is_flag=True, help="Use the lock alone.")
@click.option("--stdio", is_flag=True, hidden=True, help="Editors name the way of talking; there is no other.")
def lsp(offline: bool, locked: bool, stdio: bool) -> int:
    """Talk to an editor: the language server.

    Editors start it; nobody types here. It speaks the Language Server Protocol over standard input and output. What the
    lock does not answer for is asked for in the background.
    """
    from lint.lsp.server import Server

    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints by mistake must not stand between two messages
    return Server(incoming, outgoing, None if locked else shared.reach(None, network=not offline)).serve()
