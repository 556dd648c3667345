"""A module's exception as one kind of our errors, with the portal's own words where Woob says that they are.

The text of an exception that Woob does not know may hold anything; of it only the type is told.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import requests
from woob.browser.exceptions import BrowserTooManyRequests, LoggedOut
from woob.capabilities.base import UserError
from woob.capabilities.captcha import CaptchaError
from woob.exceptions import (
    ActionNeeded,
    ActionType,
    AppValidationError,
    AuthMethodNotImplemented,
    BrowserForbidden,
    BrowserHTTPError,
    BrowserHTTPSDowngrade,
    BrowserIncorrectPassword,
    BrowserPasswordExpired,
    BrowserUnavailable,
    BrowserUserBanned,
    CaptchaQuestion,
    ModuleLoadError,
    NeedInteractive,
    NeedInteractiveForRedirect,
    ParseError,
    ScrapingBlocked,
    WrongCaptchaResponse,
)
from woob.tools.backend import Module

from moisson.engine.woob.inside import stops

_ACTIONS = {ActionType.ACKNOWLEDGE: "terms", ActionType.ENABLE_MFA: "enable_mfa"}


def excuse(error: BaseException, answered: tuple[str, ...], approval_only: bool) -> dict[str, Any]:
    """`answered`: the fields that a person answered right before; `approval_only`: the module knows no codes."""
    if isinstance(error, stops.Stop):
        return _stopped(error)
    if isinstance(error, Module.ConfigError):
        return {"kind": "fields_needed", "fields": list(error.bad_fields)}
    if isinstance(error, ModuleLoadError):
        return {"kind": "portal_not_understood", "words": str(error), "type": "ModuleLoadError"}
    for one in (_of_the_person, _of_the_portal):
        found = one(error, answered, approval_only)
        if found is not None:
            return found
    if isinstance(error, UserError | AssertionError):
        return {"kind": "portal_not_understood", "type": type(error).__name__, "words": _words(error)}
    return {"kind": "portal_not_understood", "type": type(error).__name__}


def _stopped(error: stops.Stop) -> dict[str, Any]:
    if isinstance(error, stops.OverBudget):
        return {"kind": "incomplete", "words": "The visit has sent as many requests as it may."}
    if isinstance(error, stops.SignsInAgainAndAgain):
        return {"kind": "portal_not_understood", "words": "It signs in again and again."}
    return {"kind": "refused"}  # whoever refused knows why


def _of_the_person(
    error: BaseException, answered: tuple[str, ...], approval_only: bool
) -> dict[str, Any] | None:
    if isinstance(error, BrowserUserBanned):
        return {"kind": "account_locked", "words": _words(error)}
    if isinstance(error, BrowserIncorrectPassword):
        fields = list(error.bad_fields or ())
        if answered and (not fields or set(fields) & set(answered)):
            return {"kind": "code_refused", "words": _words(error)}
        return {"kind": "wrong_credentials", "words": _words(error), "fields": fields}
    if isinstance(error, ActionNeeded):
        return _action(error)
    if isinstance(error, NeedInteractiveForRedirect):
        return {"kind": "approval_needed", "words": _words(error)}
    if isinstance(error, NeedInteractive):
        return {"kind": "approval_needed" if approval_only else "code_needed", "words": _words(error)}
    if isinstance(error, AppValidationError):
        return {"kind": "approval_needed", "words": _words(error)}
    if isinstance(error, CaptchaQuestion | CaptchaError | WrongCaptchaResponse):
        return {"kind": "captcha_needed"}
    if isinstance(error, BrowserForbidden):
        return {"kind": "action_needed", "words": _words(error)}
    return None


def _action(error: Any) -> dict[str, Any]:
    url = error.url if isinstance(error.url, str) else None
    failure = {"kind": "action_needed", "words": _words(error), "url": url}
    if isinstance(error, BrowserPasswordExpired):
        return {**failure, "action": "password_expired"}
    if isinstance(error, AuthMethodNotImplemented):
        why = "The Woob module does not know the way in which this portal has you sign in."
        return {**failure, "words": f"{why} {_words(error)}"}
    return {**failure, "action": _ACTIONS.get(error.action_type)}


def _of_the_portal(
    error: BaseException, answered: tuple[str, ...], approval_only: bool
) -> dict[str, Any] | None:
    if isinstance(error, BrowserTooManyRequests):
        after = max(0.0, (error.next_try.astimezone() - datetime.now().astimezone()).total_seconds())
        return {"kind": "portal_blocked", "words": _words(error), "slow_down": True, "retry_after": after}
    if isinstance(error, ScrapingBlocked):
        return {"kind": "portal_blocked", "words": _words(error)}
    if isinstance(error, requests.exceptions.ProxyError):
        return {"kind": "proxy_failed"}
    if isinstance(error, requests.exceptions.InvalidSchema) and "SOCKS" in str(error):
        return {
            "kind": "proxy_failed",
            "words": "Woob cannot go through a SOCKS proxy without PySocks: pip install 'moisson[woob]'.",
        }
    status = getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(error, requests.exceptions.HTTPError) and status in (403, 429):
        return {
            "kind": "portal_blocked",
            "words": f"The portal answers with {status}.",
            "slow_down": status == 429,
        }
    if isinstance(error, BrowserHTTPSDowngrade):
        return {"kind": "portal_down", "words": "The portal leads to an address that is not encrypted."}
    if isinstance(error, requests.exceptions.HTTPError) and status is not None:
        kind = "portal_down" if status >= 500 else "portal_not_understood"
        return {"kind": kind, "words": f"The portal answers with {status}."}
    if isinstance(error, BrowserUnavailable):
        return {"kind": "portal_down", "words": _words(error)}
    if isinstance(error, BrowserHTTPError):
        return {"kind": "portal_down", "words": "The portal did not answer."}
    if isinstance(error, LoggedOut):
        return {"kind": "portal_down", "words": "The portal ended the session."}
    if isinstance(error, requests.exceptions.ConnectionError | requests.exceptions.Timeout):
        return {"kind": "portal_down", "words": "The portal did not answer."}
    if isinstance(error, requests.exceptions.RequestException | OSError):
        return {"kind": "portal_down"}
    if isinstance(error, ParseError):
        return {"kind": "portal_not_understood", "type": "ParseError", "words": _words(error)}
    return None


def _words(error: BaseException) -> str:
    """What Woob has modules put into the errors it knows: the portal's own words."""
    return str(error.args[0]) if error.args and isinstance(error.args[0], str) else ""
