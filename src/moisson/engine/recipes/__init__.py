"""The recipe language: how to sign in and where documents are, as data."""
