"""Procedures in versions: found, edited, reviewed, published."""
