"""In here may be only what makes portals by the hundred: words, looks, and a plan that says which to combine."""
