"""Moisson: brings every invoice home from supplier portals."""

__version__ = "0.1.0"
