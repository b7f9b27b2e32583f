"""The officers' web: the counter, the work lists, the dossier."""
