"""The ways in which a document can be handed on: what each asks of a person, and how it hands over."""
