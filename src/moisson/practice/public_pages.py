"""Pages before the sign-in, and the sign-in itself."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from moisson.practice.facts import SIGN_IN_PATH, facts
from moisson.practice.qr import authenticator_qr
from moisson.practice.rendering import Renderer, language_of, leave_flash, posted
from moisson.practice.state import LOCK_SECONDS, Account, Answer, Portal
from moisson.practice.texts import text

_DEVICE_COOKIE = "lumetha_appareil"
_DEVICE_SECONDS = 30 * 86400


async def home(request: Request) -> Response:
    """The shop window."""
    return _renderer(request).page(request, "home.html")


async def help_page(request: Request) -> Response:
    """Questions and answers."""
    return _renderer(request).page(request, "help.html")


async def sign_in(request: Request) -> Response:
    """E-mail and password; goes on to the code page when the account asks for one."""
    portal: Portal = request.app.state.portal
    if request.method == "GET":
        if "account" in request.session:
            return RedirectResponse("/espace", 303)
        return _sign_in_page(request)
    fields = await posted(request)
    if fields is None:
        return _sign_in_page(request, "form_expired")
    username = fields.get("email", "").strip().lower()
    answer = portal.check_password(username, fields.get("password", ""))
    if answer is not Answer.RIGHT:
        return _sign_in_page(request, "locked" if answer is Answer.LOCKED else "wrong_password", username)
    account = portal.accounts[username]
    if account.totp_secret and not _trusted(request, account):
        request.session["waiting"] = username
        return RedirectResponse(SIGN_IN_PATH + "/code", 303)
    return _inside(request, username)


async def code(request: Request) -> Response:
    """The six digits, on a page of their own."""
    portal: Portal = request.app.state.portal
    username: str = request.session.get("waiting", "")
    account = portal.accounts.get(username)
    if account is None or account.totp_secret is None:
        return RedirectResponse(SIGN_IN_PATH, 303)
    if request.method == "GET":
        return _renderer(request).page(request, "code.html")
    fields = await posted(request)
    if fields is None:
        return _code_error(request, "form_expired")
    answer = portal.check_code(account, fields.get("code", ""))
    if answer is Answer.RIGHT:
        response = _inside(request, username)
        if fields.get("remember"):
            _trust(request, response, account)
        return response
    if answer is Answer.LOCKED:
        request.session.pop("waiting", None)
        return _sign_in_page(request, "locked")
    return _code_error(request, "used_code" if answer is Answer.USED else "wrong_code")


async def sign_out(request: Request) -> Response:
    """Ends the session."""
    if await posted(request) is None:
        return RedirectResponse("/espace", 303)
    request.session.clear()
    leave_flash(request, "signed_out")
    return RedirectResponse(SIGN_IN_PATH, 303)


def _inside(request: Request, username: str) -> Response:
    wanted = request.session.get("wanted", "/espace")
    request.session.clear()
    request.session["account"] = username
    return RedirectResponse(wanted, 303)


def _sign_in_page(request: Request, error: str | None = None, username: str = "") -> Response:
    wanted = request.query_params.get("suite", "")
    if wanted.startswith("/espace") and "\\" not in wanted:
        request.session["wanted"] = wanted
    return _renderer(request).page(
        request,
        "sign_in.html",
        error=_said(request, error),
        username=username,
        practice=facts(),
        qr=authenticator_qr(facts().totp_secret, facts().usernames[1]),
    )


def _code_error(request: Request, key: str) -> Response:
    return _renderer(request).page(request, "code.html", error=_said(request, key))


def _said(request: Request, key: str | None) -> str | None:
    if key is None:
        return None
    values = {"minutes": int(LOCK_SECONDS // 60)} if key == "locked" else {}
    return text(key, language_of(request), **values)


def _signer(request: Request) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(request.app.state.device_key)


def _trust(request: Request, response: Response, account: Account) -> None:
    value = _signer(request).dumps([account.customer.username, account.trust_mark])
    response.set_cookie(
        _DEVICE_COOKIE, value, max_age=_DEVICE_SECONDS, httponly=True, samesite="lax", path=SIGN_IN_PATH
    )


def _trusted(request: Request, account: Account) -> bool:
    try:
        known = _signer(request).loads(request.cookies.get(_DEVICE_COOKIE, ""), max_age=_DEVICE_SECONDS)
    except BadSignature:
        return False
    return bool(known == [account.customer.username, account.trust_mark])


def _renderer(request: Request) -> Renderer:
    renderer: Renderer = request.app.state.renderer
    return renderer
