"""Ways in: addresses, forms, pages. No rules, no tables."""
