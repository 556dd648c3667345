"""In here may be only what reads a list of documents off a page: its rows, their fields, its further pages."""
