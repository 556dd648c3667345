"""In here may be only what runs in the process of a module: the one place that imports Woob. Nothing imports this."""
