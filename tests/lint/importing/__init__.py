"""Imports of drafts."""
