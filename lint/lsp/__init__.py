"""The language server: what `check` finds, shown in an editor while somebody types.

One thread reads messages and keeps the texts, one lints and answers (lint.lsp.worker), one asks registries
(lint.lsp.asking): whoever types waits for none of them. The protocol is spoken here and not by a library: pygls and
lsprotocol take a second to import, and an editor waits for that at every start.
Numbers of sections are those of the Language Server Protocol 3.17 (microsoft.github.io/language-server-protocol).
"""
