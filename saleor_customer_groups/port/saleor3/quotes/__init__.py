"""Drafts of Saleor 3 that are quotes for a customer."""
