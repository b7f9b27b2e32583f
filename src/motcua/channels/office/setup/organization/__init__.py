"""Agencies and units: the tree, its history, and what changes from a day on."""
