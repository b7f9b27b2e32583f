"""Short messages through an HTTP gateway."""
