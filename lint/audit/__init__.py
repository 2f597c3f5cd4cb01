"""The auditor's report: one document, and what is drawn from it."""
