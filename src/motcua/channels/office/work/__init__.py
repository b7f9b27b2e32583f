"""The work of officers: trays, one dossier, and the acts that the law lets this person do now."""
