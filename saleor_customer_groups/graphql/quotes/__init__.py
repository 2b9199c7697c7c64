"""Quotes, as customers and staff see them."""
