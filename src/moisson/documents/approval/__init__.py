"""Who has to agree to a document, in which order and above which amount, and what people say to one another about it."""
