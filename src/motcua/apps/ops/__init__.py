"""Keeping the house: loading a province, proving and rebuilding its dossiers, backing everything up."""
