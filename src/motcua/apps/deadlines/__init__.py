"""Calendars as dated data: working weeks, holidays, days in lieu, make-up Saturdays."""
