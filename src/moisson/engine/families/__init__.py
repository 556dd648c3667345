"""In here may be only what is known of programs that many portals run: one data file each, and what reads them."""

from moisson.engine.families.model import Family
from moisson.engine.families.shelf import all_families, family_named

__all__ = ["Family", "all_families", "family_named"]
