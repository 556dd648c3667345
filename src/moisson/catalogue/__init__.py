"""Which portals exist: the data, its import from open data sets, and the search."""
