"""Asking Crossref, PubMed, doi.org and DataCite: one transport, batches, and answers that are decoded strictly."""

from __future__ import annotations
