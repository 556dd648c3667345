"""Template tags of this room's pages; words only, no queries."""
