"""PDFium's turn: it is not made for several threads, and a process that lets two of them in is ended by the system."""

from __future__ import annotations

from threading import Lock

ONE_AT_A_TIME = Lock()
"""Held by whoever calls PDFium in this process, from opening a document to closing it."""
