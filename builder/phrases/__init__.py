"""From a sentence to its phrases."""
