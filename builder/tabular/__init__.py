"""From the tables of a document to facts: numbers with the headers that say what they count, and lists of units."""
