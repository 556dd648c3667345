"""Pages as words with their places, from whatever kind of file; no meaning yet."""
