"""Messages of a Zalo official account (ZNS)."""
