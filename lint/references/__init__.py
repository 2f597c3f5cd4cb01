"""References and citations: the entries of an article's reference list, and the places in its prose that cite them."""

from __future__ import annotations
