"""Whether the text of a reference describes the paper of a record: the record is looked for in the text."""

from __future__ import annotations
