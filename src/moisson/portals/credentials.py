"""Sealing and opening the secrets of a connection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from moisson.accounts.secrets import open_for, seal_for
from moisson.engine.contract import Credentials
from moisson.portals.models import Connection, ConnectionState
from moisson.vault import Secret

PURPOSE = "credentials"


def seal(connection: Connection, credentials: Credentials) -> None:
    """Puts the user name and the sealed rest on the connection; the caller saves it."""
    totp_secret = credentials.totp_secret
    plain = {
        "password": credentials.password.reveal(),
        "totp_secret": totp_secret.reveal() if totp_secret else None,
        "extra": dict(credentials.extra),
    }
    connection.username = credentials.username
    connection.sealed_credentials = seal_for(
        connection.organisation, json.dumps(plain).encode("utf-8"), PURPOSE, connection.id
    )


def open_(connection: Connection) -> Credentials:
    """The credentials of a connection. Raises the vault's errors where they cannot be opened."""
    plain = json.loads(
        open_for(connection.organisation, connection.sealed_credentials, PURPOSE, connection.id)
    )
    totp_secret = plain.get("totp_secret")
    return Credentials(
        username=connection.username,
        password=Secret(plain["password"]),
        totp_secret=Secret(totp_secret) if totp_secret else None,
        extra=plain.get("extra") or {},
    )


def change(
    connection: Connection,
    *,
    username: str,
    password: Secret | None,
    totp_secret: Secret | None,
    extra: Mapping[str, str],
    login_url: str,
    host: str,
) -> None:
    """What a person edited; None leaves a secret as it is, an empty further value is taken away. The caller saves the
    connection.

    Counts a new version, so that the stop rule lets one more visit try. Another user name or another site gets
    a fresh session: cookies of one account must never be shown to another.
    """
    before = open_(connection)
    if username != connection.username or host != connection.host:
        connection.sealed_session = None
        connection.places = None
        connection.allowed_hosts = []
    after = replace(
        before,
        username=username,
        password=password or before.password,
        totp_secret=totp_secret or before.totp_secret,
        extra={name: value for name, value in {**before.extra, **extra}.items() if value},
    )
    seal(connection, after)
    connection.login_url = login_url
    connection.host = host
    connection.credentials_version += 1
    connection.state = ConnectionState.VERIFYING
    connection.state_reason = ""
    connection.state_message = ""


def forget_totp(connection: Connection) -> None:
    """Takes the authenticator secret out of the sealed credentials; the caller saves the connection."""
    seal(connection, replace(open_(connection), totp_secret=None))
