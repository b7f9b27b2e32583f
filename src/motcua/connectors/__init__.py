"""Ways out: one folder per kind of outside party, one file per supplier."""
