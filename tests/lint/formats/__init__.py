"""The formats, each with the same reports."""
