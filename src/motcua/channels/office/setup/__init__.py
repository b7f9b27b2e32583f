"""Setup: the people who keep organization, rights, procedures, processes and calendars current."""
