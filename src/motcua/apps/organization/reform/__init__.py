"""Reforms: plans of what changes on a day, read, checked, reviewed by another person, applied."""

from motcua.apps.organization.reform.reading import read_reform

__all__ = ["read_reform"]
