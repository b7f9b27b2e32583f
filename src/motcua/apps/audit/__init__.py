"""The append-only journal of administrative acts, its chain of hashes, and the announcing of events."""
