"""Invoices on Saleor 2.10, which has none of its own."""
