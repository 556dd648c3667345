"""People, organisations, memberships and roles, and the keys that belong to an organisation."""
