"""Companies, connections (a login at a portal), the add-portal wizard, challenges waiting for a person."""
