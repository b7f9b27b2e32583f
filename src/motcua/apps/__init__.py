"""Capabilities with tables. Each knows only those below it: see the contract in `pyproject.toml`."""
