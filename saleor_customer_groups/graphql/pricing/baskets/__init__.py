"""Baskets priced for staff: why they cost what they cost, and what a draft changes."""
