"""Sealing and opening the secrets of a destination."""

from __future__ import annotations

import json
from collections.abc import Mapping

from moisson.accounts.secrets import open_for, seal_for
from moisson.delivery.models import Destination
from moisson.vault import Secret

PURPOSE = "destination"


def seal(destination: Destination, secrets: Mapping[str, Secret]) -> None:
    """Puts the secrets on the destination; the caller saves it."""
    plain = {name: secret.reveal() for name, secret in secrets.items() if secret}
    destination.sealed_secrets = (
        seal_for(destination.organisation, json.dumps(plain).encode(), PURPOSE, destination.id)
        if plain
        else None
    )


def open_(destination: Destination) -> dict[str, Secret]:
    """Raises the vault's errors where they cannot be opened."""
    if not destination.sealed_secrets:
        return {}
    opened = open_for(destination.organisation, bytes(destination.sealed_secrets), PURPOSE, destination.id)
    return {name: Secret(value) for name, value in json.loads(opened).items()}
