"""Quotes: prices that staff offer to one customer, and what becomes of them."""
