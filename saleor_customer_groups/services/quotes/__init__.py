"""Quotes: asked for by customers, sent by staff, accepted or declined."""
