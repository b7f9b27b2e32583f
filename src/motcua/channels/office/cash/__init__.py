"""Money at the counter: tills, orders that need a look, statements, receipts, settlements."""
