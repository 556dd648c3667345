"""What a person has entered in the wizard so far; sealed in the session, and never a password or its like."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection
from typing import Any

from django.http import HttpRequest

from moisson.accounts.secrets import open_for, seal_for
from moisson.catalogue import ExtraField
from moisson.vault import VaultError

SESSION_KEY = "portal_drafts"
PURPOSE = "draft"
MOST = 5
# Everything else that a form may hold stays out, whatever its name.
EXTRA = "extra_"
OF_EVERY_WAY = frozenset({"name", "start_date", "interval_days"})
KEPT = frozenset(
    {
        *OF_EVERY_WAY,
        "username",
        "login_url",
        *(EXTRA + kind.value for kind in ExtraField),
    }
)


def save(request: HttpRequest, slug: str, values: dict[str, Any], harmless: Collection[str] = KEPT) -> None:
    """Keeps the harmless fields of step 5 for this portal, or whatever else `slug` names. `harmless`: their names."""
    kept = {name: str(value)[:1000] for name, value in values.items() if value and name in harmless}
    drafts: dict[str, str] = dict(request.session.get(SESSION_KEY, {}))
    drafts.pop(slug, None)
    sealed = seal_for(request.organisation, json.dumps(kept).encode(), PURPOSE, slug)  # type: ignore[attr-defined]
    drafts[slug] = base64.b64encode(sealed).decode("ascii")
    request.session[SESSION_KEY] = dict(list(drafts.items())[-MOST:])


def load(request: HttpRequest, slug: str) -> dict[str, str]:
    """What was kept, or nothing; a draft of another organisation does not open."""
    packed = request.session.get(SESSION_KEY, {}).get(slug)
    if not packed:
        return {}
    try:
        plain = open_for(request.organisation, base64.b64decode(packed), PURPOSE, slug)  # type: ignore[attr-defined]
        return {str(name): str(value) for name, value in json.loads(plain).items()}
    except (VaultError, ValueError):
        return {}


def clear(request: HttpRequest, slug: str) -> None:
    drafts = dict(request.session.get(SESSION_KEY, {}))
    if drafts.pop(slug, None) is not None:
        request.session[SESSION_KEY] = drafts
