"""Who sees which product: frozen facts in, frozen verdicts out."""
