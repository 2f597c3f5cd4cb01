"""Tests of medlint, laid out like the packages that they test."""
