"""Coming back to portals of the zoo: by recipe, with drift, with a session that ended."""
