"""Readers of other people's lists, one format a file; each turns a list into portals or facts about portals."""
