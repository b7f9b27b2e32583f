"""Scanners for malicious software."""
