"""What keeps our statements apart from those of others, and from waiting for them."""
