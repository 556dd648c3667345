"""Tags and filters that every room's pages use."""
