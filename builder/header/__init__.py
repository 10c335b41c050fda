"""Who reports, to whom, on which year."""
