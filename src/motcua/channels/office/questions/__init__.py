"""What citizens say back, and what officers answer: messages, ratings, questions, petitions; incidents."""
