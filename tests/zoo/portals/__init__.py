"""In here may be only portals, one folder each: its application, its pages, its truth."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from tests.zoo.site import Portal


def _all() -> tuple[Portal, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").PORTAL for name in names)


PORTALS: tuple[Portal, ...] = _all()


def portal_named(name: str) -> Portal:
    """The portal of this name; KeyError if there is none."""
    return {portal.name: portal for portal in PORTALS}[name]
