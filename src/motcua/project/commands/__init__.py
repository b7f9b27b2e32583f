"""The commands of `motcua` that belong to no app."""
