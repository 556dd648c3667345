"""In here may be only what proves by its bytes that something fetched is the file it should be."""
