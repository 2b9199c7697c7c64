"""What both generations of Saleor provide to the rest of the plugin, and need of it."""
