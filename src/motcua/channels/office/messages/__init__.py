"""Messages that went to people: the log of an agency, sending again, and the officer's own notices."""
