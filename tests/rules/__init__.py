"""Tests of the rule pack; the cases are Markdown files with their expected findings."""
