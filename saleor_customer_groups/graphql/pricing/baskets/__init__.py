"""Baskets that staff have priced: why they cost that, and what a draft changes."""
