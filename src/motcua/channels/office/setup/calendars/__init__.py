"""Calendars of working days, and what the regimes say."""
