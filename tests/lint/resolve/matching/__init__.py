"""Tests of the lock, the comparison and the verdict."""
