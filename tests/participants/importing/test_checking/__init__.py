"""What becomes of a cell: a value, a note of what was tidied, or a question (E7, E8, E11)."""
