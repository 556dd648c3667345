"""Companies, connections (one login at one portal), the add-portal wizard, challenges waiting for a person."""
