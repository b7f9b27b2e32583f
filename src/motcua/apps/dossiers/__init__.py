"""The dossiers of the province: rows, journal, trays and stages, written by one shell."""
