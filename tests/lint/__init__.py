"""Tests of the engine and its doors."""
