"""What this room tells the rooms above it."""

from __future__ import annotations

from django.dispatch import Signal

# A person wants a visit now. Sent with `connection` (saved) and `by` (User); receivers return the run's id.
visit_wanted = Signal()
