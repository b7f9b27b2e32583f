"""The process designer: steps as a table, the picture beside it."""
