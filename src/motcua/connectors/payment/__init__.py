"""Platforms that take payments online, and their simulator."""
