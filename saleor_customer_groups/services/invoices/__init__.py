"""Invoices: issued, found and written."""
