"""Invoices, as customers and staff see them, and the address that serves them."""
