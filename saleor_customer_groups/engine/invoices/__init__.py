"""What stands on an invoice."""
