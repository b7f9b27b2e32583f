"""The citizens' web: where is my dossier, what does a procedure ask for. Everything works without JavaScript."""
