"""The page that an auditor reads: one file of HTML that asks nobody for anything, and, for a site, one per article."""

from __future__ import annotations

from lint.audit.page.render import pages

__all__ = ["pages"]
