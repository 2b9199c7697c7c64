"""The walk through the demo shop, and what everybody has to pay in it."""
