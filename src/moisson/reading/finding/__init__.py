"""Which words of a page are which field, and how sure that is."""
