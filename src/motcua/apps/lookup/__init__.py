"""What may be shown to whom: one answer about a dossier for every way in, and the procedures for everybody."""
