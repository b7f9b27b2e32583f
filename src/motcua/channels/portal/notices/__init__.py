"""What people are told here, and by which ways they want to be told elsewhere."""
