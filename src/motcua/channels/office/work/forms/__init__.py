"""One form for each act on a dossier. A form knows what the act asks and which commands it becomes."""
