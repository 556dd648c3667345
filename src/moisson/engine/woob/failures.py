"""Errors of the engine's family from what the process says about a module's exception."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from moisson.engine import errors
from moisson.engine.errors import Medium, VisitError

Words = Callable[[str], str]
_LONGEST = 500  # characters of the portal's own words
_MAINTENANCE = re.compile(r"maintenance|wartung|manutenzione|mantenimiento|onderhoud", re.I)

_INSTEAD = {
    "wrong_credentials": "The portal refuses the user name or the password.",
    "account_locked": "The portal says that this account is locked.",
    "code_refused": "The portal refused the code.",
    "code_needed": "The portal wants a code, which only somebody who is there can give.",
    "approval_needed": "The portal wants the sign-in to be approved elsewhere.",
    "captcha_needed": "A captcha stands in the way.",
    "action_needed": "The portal wants something of you first.",
    "portal_down": "The portal does not answer as it should.",
    "portal_blocked": "The portal turned the visit away.",
    "maintenance": "The portal is being worked on.",
    "download_failed": "No file came.",
    "proxy_failed": "The proxy does not answer.",
}
_PLAIN: Mapping[str, type[VisitError]] = {
    one.kind: one
    for one in (
        errors.AccountLocked,
        errors.ApprovalNeeded,
        errors.CaptchaNeeded,
        errors.CodeRefused,
        errors.DownloadFailed,
        errors.Incomplete,
        errors.Maintenance,
        errors.PortalDown,
        errors.PortalNotUnderstood,
        errors.ProxyFailed,
    )
}


def error(failure: Mapping[str, Any], module: str, words: Words) -> VisitError:
    """The error to raise. `words` takes out secrets, whatever the portal repeats in its own words."""
    kind = failure["kind"]
    said = words(" ".join(str(failure.get("words") or "").split()))[:_LONGEST]
    url = words(failure["url"]) if failure.get("url") else None
    if kind == "portal_not_understood":
        what = said or failure.get("type") or ""
        return errors.PortalNotUnderstood(
            f"The Woob module “{module}” could not go on" + (f": {what}" if what else "."), url=url
        )
    if kind == "portal_down" and _MAINTENANCE.search(said):
        return errors.Maintenance(said, url=url)
    message = said or _INSTEAD.get(kind, "")
    fields = tuple(failure.get("fields") or ())
    match kind:
        case "wrong_credentials":
            return errors.WrongCredentials(message, fields=fields, url=url)
        case "fields_needed":
            named = ", ".join(failure.get("labels") or fields)
            return errors.FieldsNeeded(said or f"The sign-in also needs: {named}.", fields=fields, url=url)
        case "code_needed":
            return errors.CodeNeeded(message, medium=Medium.UNKNOWN, url=url)
        case "action_needed":
            return errors.ActionNeeded(message, action=failure.get("action") or "other", url=url)
        case "portal_blocked":
            blocked = errors.PortalBlocked(message, slow_down=bool(failure.get("slow_down")), url=url)
            blocked.retry_after = failure.get("retry_after")
            return blocked
    return _PLAIN.get(kind, errors.PortalNotUnderstood)(message, url=url)
