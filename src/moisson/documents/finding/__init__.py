"""Finding documents: the index of their words and of their files' text, snippets, and the views that people save."""
