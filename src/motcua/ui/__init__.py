"""The design system: templates, styles, scripts and the words shown to people."""
