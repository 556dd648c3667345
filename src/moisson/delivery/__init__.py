"""Destinations of an organisation, and the outbox that hands documents on to them."""
