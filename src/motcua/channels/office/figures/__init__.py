"""What agencies received and handled in a period: a table to read, print and take along."""
