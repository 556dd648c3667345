"""Which programs a visit by `moisson fetch` may take the portal for."""

from __future__ import annotations

import click

from moisson.engine.families import Family, all_families, family_named

BY_FAMILY = "family:"
"""Before the name of a family, where a connector is named."""


def families_for(connector: str) -> tuple[Family, ...]:
    """All that are known, one by its name, or none. Raises `click.UsageError`."""
    if connector.startswith(BY_FAMILY):
        try:
            return (family_named(connector.removeprefix(BY_FAMILY)),)
        except KeyError:
            names = ", ".join(f"{BY_FAMILY}{family.name}" for family in all_families())
            raise click.UsageError(f"There is no connector called {connector!r}; known: {names}.") from None
    return all_families() if connector == "auto" else ()
