"""Tests of the auditor's page."""
