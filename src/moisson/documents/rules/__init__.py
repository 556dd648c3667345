"""Rules of an organisation: when a document arrives or changes and conditions hold, then something is done to it."""
