"""Tests of how references and citations are read."""
