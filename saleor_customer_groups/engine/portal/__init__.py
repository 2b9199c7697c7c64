"""What somebody may do in the shop: frozen facts in, a frozen answer out."""
