"""What can be wrong with a list somebody hands us."""


class SourceNotUsable(ValueError):
    """The list cannot be read; nothing was changed. The text says what is wrong and is safe to show."""


class SourceNotReachable(SourceNotUsable):
    """The list could not be fetched from here; another time or another way may do."""
