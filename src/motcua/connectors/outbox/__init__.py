"""A file in place of carriers, for trials."""
