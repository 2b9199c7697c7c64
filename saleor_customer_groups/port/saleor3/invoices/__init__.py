"""Invoices on Saleor 3."""
