"""E-mail through the province's own mail server."""
