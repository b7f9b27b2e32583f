"""The yardstick of pages: one view, one indexed SELECT, one small template, nothing else of Django."""
