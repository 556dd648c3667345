"""In here may be only tests of getting in."""
