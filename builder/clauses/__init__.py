"""What the clauses of a sentence say: the grammar and its rules."""
