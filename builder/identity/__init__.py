"""Which mentions are one thing, and what it is called."""
