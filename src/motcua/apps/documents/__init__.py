"""Printed forms, document numbers and stored files."""
