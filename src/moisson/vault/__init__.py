"""Encryption of secrets at rest, and rotation of the keys."""
