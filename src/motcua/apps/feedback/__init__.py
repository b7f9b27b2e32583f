"""What people say back: ratings, messages on a dossier, questions, petitions; officers' incidents."""
