"""What people say back: ratings, messages on a dossier, questions and answers, petitions, a word on each page."""
