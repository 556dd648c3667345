"""The archive: documents stored once under their SHA-256, search, preview, download and upload."""
