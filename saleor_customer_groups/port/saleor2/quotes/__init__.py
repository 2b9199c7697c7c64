"""Drafts of Saleor 2.10 that are quotes for a customer."""
