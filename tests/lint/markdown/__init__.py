"""Tests of how a Markdown text is read."""
