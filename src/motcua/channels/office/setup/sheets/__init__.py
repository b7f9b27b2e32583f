"""Printed forms, message texts and the numbers of documents."""
