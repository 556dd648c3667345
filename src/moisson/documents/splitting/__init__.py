"""PDFs taken apart and put together: new documents made of pages of others, which stay as they are."""
