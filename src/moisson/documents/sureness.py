"""From when on a value that was read needs no look by a person."""

SURE = 0.95
"""From here on a value is put into a field that is still empty; below, it is shown beside it."""
