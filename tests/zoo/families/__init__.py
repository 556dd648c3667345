"""In here may be only portals that run a known program, one folder a program: built to its public conventions (paths,
names of fields, classes, cookies, as its own theme has them), and to nothing else."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from tests.zoo.families.site import FamilySite


def _all() -> tuple[FamilySite, ...]:
    folders = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)
    return tuple(import_module(f"{__name__}.{name}").PORTAL for name in folders)


FAMILY_PORTALS: tuple[FamilySite, ...] = _all()
