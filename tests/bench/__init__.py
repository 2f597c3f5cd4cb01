"""Measurements: accuracy against labelled text, and speed."""
