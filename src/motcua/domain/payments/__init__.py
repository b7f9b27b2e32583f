"""Money for dossiers: orders and their ledger, the platform's messages, VietQR, bank statements (R-H10, R-H13)."""
