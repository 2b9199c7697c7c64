"""What both generations of Saleor offer to the rest of the plugin, and ask of it."""
