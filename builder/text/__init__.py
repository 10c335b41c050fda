"""From bytes to the outline of a report."""
