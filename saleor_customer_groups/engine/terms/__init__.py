"""How a group pays: frozen facts in, frozen decisions out."""
