"""What other programs run medlint by, and what happens when they do."""
