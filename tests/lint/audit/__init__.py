"""Tests of the auditor's report."""
