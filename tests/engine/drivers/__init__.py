"""In here may be only tests of the ways to talk to a site, and the small pages they need."""
