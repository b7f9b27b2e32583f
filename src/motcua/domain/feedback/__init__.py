"""What people say back: ratings, messages on a dossier, questions, petitions; and officers' reports of incidents.

Law: R-E26, R-F30..R-F46 (ratings), R-F60 (feedback and petitions), R-S17 (incidents).
"""
