"""No exception that Woob's modules raise is left to chance: each that Woob defines stands here with what it becomes."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
import requests

pytest.importorskip("woob")

import woob.browser.exceptions
import woob.capabilities.base
import woob.capabilities.bill
import woob.capabilities.captcha
import woob.exceptions
from woob.tools.backend import Module

from moisson.engine.woob.inside import stops
from moisson.engine.woob.inside.excuses import excuse

MODULES: tuple[ModuleType, ...] = (
    woob.exceptions,
    woob.browser.exceptions,
    woob.capabilities.base,
    woob.capabilities.bill,
    woob.capabilities.captcha,
)
SAID = "Our words."
SOON = datetime.now(UTC) + timedelta(hours=1)
CAPTCHA = {"website_key": "k", "website_url": "https://portal.example/"}

BECOMES: dict[str, tuple[str, tuple[Any, ...], dict[str, Any]]] = {
    "ActionNeeded": ("action_needed", (SAID,), {}),
    "AppValidationCancelled": ("approval_needed", (SAID,), {}),
    "AppValidationError": ("approval_needed", (SAID,), {}),
    "AppValidationExpired": ("approval_needed", (SAID,), {}),
    "AuthMethodNotImplemented": ("action_needed", (SAID,), {}),
    "BrowserForbidden": ("action_needed", (SAID,), {}),
    "BrowserHTTPError": ("portal_down", (SAID,), {}),
    "BrowserHTTPNotFound": ("portal_not_understood", (SAID,), {}),
    "BrowserHTTPSDowngrade": ("portal_down", (SAID,), {}),
    "BrowserIncorrectPassword": ("wrong_credentials", (SAID,), {}),
    "BrowserPasswordExpired": ("action_needed", (SAID,), {}),
    "BrowserSSLError": ("portal_down", (SAID,), {}),
    "BrowserTooManyRequests": ("portal_blocked", (SAID, SOON), {}),
    "BrowserUnavailable": ("portal_down", (SAID,), {}),
    "BrowserUserBanned": ("account_locked", (SAID,), {}),
    "CaptchaError": ("captcha_needed", (SAID,), {}),
    "CaptchaQuestion": ("captcha_needed", ("image",), {}),
    "ClientError": ("portal_down", (), {}),
    "DocumentNotFound": ("portal_not_understood", (), {}),
    "FieldNotFound": ("portal_not_understood", (woob.capabilities.bill.Document(), "id"), {}),
    "FuncaptchaQuestion": ("captcha_needed", (), CAPTCHA),
    "GeetestV4Question": ("captcha_needed", ("https://portal.example/", "g"), {}),
    "HTTPError": ("portal_down", (), {}),
    "HTTPNotFound": ("portal_down", (), {}),
    "HcaptchaQuestion": ("captcha_needed", (), CAPTCHA),
    "ImageCaptchaQuestion": ("captcha_needed", (b"",), {}),
    "InsufficientFunds": ("captcha_needed", (), {}),
    "InvalidCaptcha": ("captcha_needed", (), {}),
    "LoggedOut": ("portal_down", (), {}),
    "ModuleInstallError": ("portal_not_understood", (SAID,), {}),
    "ModuleLoadError": ("portal_not_understood", ("parcelle", SAID), {}),
    "NeedInteractive": ("code_needed", (SAID,), {}),
    "NeedInteractiveFor2FA": ("code_needed", (SAID,), {}),
    "NeedInteractiveForRedirect": ("approval_needed", (SAID,), {}),
    "NoAccountsException": ("portal_not_understood", (SAID,), {}),
    "NotImplementedWebsite": ("portal_not_understood", (), {}),
    "ParseError": ("portal_not_understood", (SAID,), {}),
    "RecaptchaQuestion": ("captcha_needed", (), CAPTCHA),
    "RecaptchaV2Question": ("captcha_needed", (), CAPTCHA),
    "RecaptchaV3Question": ("captcha_needed", (), CAPTCHA),
    "ScrapingBlocked": ("portal_blocked", (SAID,), {}),
    "ServerError": ("portal_down", (), {}),
    "SubscriptionNotFound": ("portal_not_understood", (), {}),
    "TurnstileQuestion": ("captcha_needed", (), CAPTCHA),
    "UnsolvableCaptcha": ("captcha_needed", (), {}),
    "UserError": ("portal_not_understood", (SAID,), {}),
    "WrongCaptchaResponse": ("captcha_needed", (), {}),
}


def defined() -> dict[str, type[Exception]]:
    """Those that end a visit; a question (`BrowserInteraction`) is asked and answered first, see test_questions.py."""
    found = {
        name: one
        for module in MODULES
        for name, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, Exception) and not issubclass(one, Warning)
    }
    question = woob.exceptions.BrowserInteraction
    return {name: one for name, one in found.items() if not issubclass(one, question)}


def test_none_is_left_out() -> None:
    assert set(defined()) == set(BECOMES)


@pytest.mark.parametrize("name", sorted(BECOMES))
def test_it_becomes_an_error_of_ours(name: str) -> None:
    kind, arguments, named = BECOMES[name]
    told = excuse(defined()[name](*arguments, **named), (), approval_only=False)
    assert told["kind"] == kind
    if kind in ("action_needed", "wrong_credentials", "account_locked", "approval_needed"):
        assert SAID in told["words"], "the portal's own words"


@pytest.mark.parametrize(
    ("status", "kind"),
    [(403, "portal_blocked"), (429, "portal_blocked"), (404, "portal_not_understood"), (500, "portal_down")],
)
def test_an_answer_that_is_an_error_is_judged_by_its_status(status: int, kind: str) -> None:
    answer = requests.Response()
    answer.status_code = status
    told = excuse(woob.browser.exceptions.ClientError(response=answer), (), approval_only=False)
    assert told["kind"] == kind
    assert str(status) in told["words"]
    assert told.get("slow_down", False) is (status == 429)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (requests.exceptions.ConnectTimeout(SAID), "portal_down"),
        (requests.exceptions.SSLError(SAID), "portal_down"),
        (requests.exceptions.ProxyError(SAID), "proxy_failed"),
        (requests.exceptions.InvalidSchema("Missing dependencies for SOCKS support."), "proxy_failed"),
        (requests.exceptions.ContentDecodingError(SAID), "portal_down"),
        (Module.ConfigError(SAID, ["birthday"]), "fields_needed"),
        (stops.OverBudget(), "incomplete"),
        (stops.SignsInAgainAndAgain(), "portal_not_understood"),
        (ZeroDivisionError("CANARY"), "portal_not_understood"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, BaseException) else None,
)
def test_what_comes_from_below_a_module_is_told_too(error: BaseException, kind: str) -> None:
    told = excuse(error, (), approval_only=False)
    assert told["kind"] == kind
    assert "CANARY" not in repr(told)


def test_a_code_that_is_refused_is_no_wrong_password() -> None:
    wrong = woob.exceptions.BrowserIncorrectPassword
    assert excuse(wrong(SAID, ["code"]), ("code",), approval_only=False)["kind"] == "code_refused"
    assert excuse(wrong(SAID), ("code",), approval_only=False)["kind"] == "code_refused"
    assert excuse(wrong(SAID, ["password"]), ("code",), approval_only=False)["kind"] == "wrong_credentials"
    only = excuse(woob.exceptions.NeedInteractiveFor2FA(SAID), (), approval_only=True)
    assert only["kind"] == "approval_needed"
