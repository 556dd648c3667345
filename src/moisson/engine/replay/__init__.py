"""In here may be only doing again what was learned: a visit by recipe, and the trial that shows whether it works."""
