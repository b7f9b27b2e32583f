"""Personal accounts, posts, mandates and what they let a person do."""
