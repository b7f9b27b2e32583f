"""Agencies, units, accounts, posts and mandates, all valid in time; who may manage them; signing in."""
