"""A module's own fields filled with what a connection holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from moisson.engine.sites import host_of, same_site

_USERNAMES = ("login", "username", "user", "email", "mail", "customer_id")
_PASSWORDS = ("password", "passwd", "pass", "secret", "token")
_AUTHENTICATOR = ("totp_secret", "otp_secret", "totp")
_ADDRESSES = ("url", "baseurl", "base_url", "site", "server")
INTERACTIVE = "request_information"
"""Set when somebody is there, so that a module may have a code sent (woob/browser/mfa.py, `INTERACTIVE_NAME`)."""


class FieldsMissing(Exception):
    """`names` and `labels` of the fields that a module wants and nobody gave."""

    def __init__(self, fields: list[Any]) -> None:
        super().__init__()
        self.names = [field.id for field in fields]
        self.labels = [str(field.label or field.id) for field in fields]


def filled(fields: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """`given`: username, password, totp_secret, extra, login_url, interactive. Raises FieldsMissing."""
    config: dict[str, Any] = {
        name: value for name, value in given["extra"].items() if name in fields and not name.startswith("_")
    }
    parts = urlsplit(given["login_url"])
    own = {
        "username": given["username"],
        "password": given["password"],
        "authenticator": given.get("totp_secret"),
        "address": f"{parts.scheme}://{parts.netloc}/",
    }
    for detail, name in _taken(fields, config).items():
        if own[detail] or detail == "password":
            config.setdefault(name, own[detail])
    for name, field in fields.items():
        if field.choices and name not in config:
            chosen = _of_this_site(field.choices, given["login_url"])
            if chosen is not None:
                config[name] = chosen
    if given["interactive"] and INTERACTIVE in fields:
        config[INTERACTIVE] = {}
    missing = [field for name, field in fields.items() if field.required and not config.get(name)]
    if missing:
        raise FieldsMissing(missing)
    return config


def described(fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a person has to give, for a list of modules; what is only asked during a visit left out."""
    fills = {name: detail for detail, name in _taken(fields, {}).items()}
    return [
        {
            "name": name,
            "label": str(field.label or name),
            "required": bool(field.required),
            "choices": [str(one) for one in field.choices or ()],
            "labels": [str(label) for label in (field.choices or {}).values()],
            "masked": bool(field.masked),
            "default": _default(field),
            "pattern": field.regexp if isinstance(field.regexp, str) else None,
            "fills": fills.get(name, ""),
        }
        for name, field in fields.items()
        if not field.transient and not name.startswith("_")
    ]


def _default(field: Any) -> str:
    """What holds when nobody says anything; a hidden one is not told."""
    if field.masked or field.default is None:
        return ""
    if isinstance(field.default, bool):
        return "y" if field.default else "n"  # as Woob's fields for yes and no have it
    return str(field.default)


def _taken(fields: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, str]:
    """Which field each of a connection's own details goes into; `config`: what is filled already, by name."""
    address = _first(fields, _ADDRESSES)
    found = {
        "username": _first(fields, _USERNAMES) or _unnamed(fields, config, masked=False),
        "password": _first(fields, _PASSWORDS) or _unnamed(fields, config, masked=True),
        "authenticator": _first(fields, _AUTHENTICATOR),
        "address": address if address and not fields[address].choices else None,
    }
    return {detail: name for detail, name in found.items() if name}


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in fields), None)


def _unnamed(fields: Mapping[str, Any], config: Mapping[str, Any], masked: bool) -> str | None:
    """The first field that has to be filled in and is hidden, or is not, where no name says which one it is."""
    return next(
        (
            name
            for name, field in fields.items()
            if field.required and bool(field.masked) is masked and not field.choices and name not in config
        ),
        None,
    )


def _of_this_site(choices: Mapping[str, Any], login_url: str) -> str | None:
    """Of several sites of one supplier the one that the connection is for."""
    for value in choices:
        address = str(value) if "//" in str(value) else f"https://{value}"
        if "." in str(value) and host_of(address) == host_of(login_url):
            return str(value)
    return next(
        (str(one) for one in choices if "." in str(one) and same_site(f"https://{one}", login_url)), None
    )
