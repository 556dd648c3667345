"""Every request that a module sends comes by here: counted, paced, and no secret to a host that was not allowed."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

import requests

from moisson.engine.sites import may_type_secret
from moisson.engine.woob.inside.pipe import Pipe
from moisson.engine.woob.inside.stops import HostRefused, OverBudget

_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class Guard:
    """Woob's browsers all send through the adapters of `requests`. What a module sends by other ways is not seen."""

    def __init__(self, pipe: Pipe, login_url: str, allowed: Iterable[str], budget: int, pause: float) -> None:
        self._pipe, self._login_url = pipe, login_url
        self._allowed = frozenset(allowed)
        self._budget, self._pause = budget, pause
        self._last = 0.0
        self._shapes: set[bytes] = set()
        self.requests = 0
        self.signing_in = False
        """While it is true whatever has a body may hold a secret, be it encrypted."""

    def stand_before(self, adapter: Any = requests.adapters.HTTPAdapter) -> None:
        send: Callable[..., Any] = adapter.send

        def guarded(this: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
            self._let_by(request)
            return send(this, request, *args, **kwargs)

        adapter.send = guarded

    def learn(self, *secrets: str) -> None:
        for secret in secrets:
            if secret:
                self._shapes |= _shapes(secret)

    def settle(self, url: str) -> None:
        """Whether a secret may go to this address; asks where nobody has said so. Raises HostRefused."""
        if may_type_secret(url, self._login_url, self._allowed):
            return
        host = (urlsplit(url).hostname or "").lower()
        if not self._pipe.ask(say="host", host=host, url=url.split("?")[0])["go"]:
            raise HostRefused(host)
        self._allowed |= {host}

    def _let_by(self, request: Any) -> None:
        if self.requests >= self._budget:
            raise OverBudget
        if (self.signing_in and request.method in _WITH_BODY) or self._holds_secret(request):
            self.settle(request.url)
        rest = self._last + self._pause - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        self._last = time.monotonic()
        self.requests += 1

    def _holds_secret(self, request: Any) -> bool:
        body = request.body
        parts = [request.url.encode(), body.encode() if isinstance(body, str) else body]
        parts += [str(value).encode("utf-8", "replace") for value in request.headers.values()]
        return any(shape in part for part in parts if isinstance(part, bytes) for shape in self._shapes)


def _shapes(secret: str) -> set[bytes]:
    """How a secret looks in an address, a form, a JSON text or a header; encrypted ones are not known."""
    plain = secret.encode()
    shapes = {plain, quote(secret).encode(), quote(secret, safe="").encode(), quote_plus(secret).encode()}
    shapes |= {json.dumps(secret)[1:-1].encode(), json.dumps(secret, ensure_ascii=False)[1:-1].encode()}
    # In base64 what comes before moves it: of three shapes one fits, without the characters at its edges.
    for before in range(3):
        moved = base64.b64encode(b"\0" * before + plain).rstrip(b"=")
        inner = moved[0 if not before else before + 1 : len(moved) - 1]
        if len(inner) >= 8:
            shapes.add(inner)
    return shapes
