"""Procedures, their processes, who offers them, and finding the right one at the desk."""
