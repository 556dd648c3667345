"""Turns a template into a page in the visitor's language."""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from moisson.practice import formats
from moisson.practice.customers import SUPPLIER
from moisson.practice.facts import NAME, SIGN_IN_PATH
from moisson.practice.texts import LANGUAGES, choose, text

_LANGUAGE_COOKIE = "lumetha_langue"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Renderer:
    """The templates of the portal, compiled once."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """The template as a response; shows and forgets a waiting flash message."""
        language = language_of(request)
        t = partial(text, language=language)
        context: dict[str, Any] = {
            "t": t,
            "language": language,
            "languages": LANGUAGES,
            "address_in": partial(_address_in, request),
            "here": request.url.path,
            "money": partial(formats.money, language=language),
            "day": partial(formats.day, language=language),
            "long_day": partial(formats.long_day, language=language),
            "month": partial(formats.month, language=language),
            "brand": NAME,
            "decimal": partial(formats.decimal, language=language),
            "supplier": SUPPLIER,
            "sign_in_path": SIGN_IN_PATH,
            "token": form_token(request),
            "signed_in": "account" in request.session,
            "flash": _flash(request, language),
            "error": None,
        }
        html = self._templates.get_template(template).render(context | values)
        response = HTMLResponse(html, status_code=status, headers=_HEADERS)
        if request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(_LANGUAGE_COOKIE, language, max_age=365 * 86400, samesite="lax")
        return response


def language_of(request: Request) -> str:
    """The language of this visitor: `fr`, `de` or `en`."""
    return choose(
        request.query_params.get("lang"),
        request.cookies.get(_LANGUAGE_COOKIE),
        request.headers.get("accept-language", ""),
    )


def form_token(request: Request) -> str:
    """The hidden value of this visitor's forms, made at the first page."""
    token: str = request.session.setdefault("token", secrets.token_urlsafe(18))
    return token


async def posted(request: Request) -> dict[str, str] | None:
    """The fields of a form of ours, or None when its hidden value is not this visitor's."""
    fields = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    expected = request.session.get("token", "")
    if not expected or not secrets.compare_digest(fields.get("token", "").encode(), expected.encode()):
        return None
    return fields


def leave_flash(request: Request, key: str, **values: str) -> None:
    """Have the next page show the sentence `key`."""
    request.session["flash"] = [key, values]


def _flash(request: Request, language: str) -> str | None:
    waiting = request.session.pop("flash", None)
    return text(waiting[0], language, **waiting[1]) if waiting else None


def _address_in(request: Request, language: str) -> str:
    url = request.url.include_query_params(lang=language)
    return f"{url.path}?{url.query}"
