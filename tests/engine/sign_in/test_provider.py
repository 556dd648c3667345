"""Sign-in by a provider on another host: over there with the person's word, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from moisson.engine.contract import Challenge, ChallengeKind
from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.errors import HostNotAllowed, WrongCredentials
from moisson.engine.sites import host_of
from tests.engine.drivers.small_site import small_site
from tests.engine.sign_in.people import Notebook, Someone
from tests.engine.sign_in.test_flow import INSIDE, PASSWORD, USER, go, request_for

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PORTAL = "<title>Espace client</title><h1>Espace client</h1><a href=/oidc>Se connecter avec Ident+</a>"
ASK_USER = "<title>Ident+</title><h1>Connexion</h1><form method=post><label>Identifiant <input name=login autocomplete=username></label><button>Continuer</button></form>"
ASK_PASSWORD = "<title>Ident+</title><h1>Connexion</h1><form method=post><label>Mot de passe <input type=password name=p autocomplete=current-password></label><button>Se connecter</button></form>"
ASK_CODE = (
    "<title>Ident+</title><h1>Vérification</h1><p>Nous avons envoyé un code à 6 chiffres à k•••@example.com.</p>"
    "<form method=post><label>Code <input name=code inputmode=numeric maxlength=6></label><button>Valider</button></form>"
)


class Provider:
    """User page, password page, code by mail, back to the portal."""

    def __init__(self) -> None:
        self.back = ""
        self.seen: list[str] = []

    async def user(self, request: Request) -> Response:
        if request.method == "GET":
            return HTMLResponse(ASK_USER)
        self.seen.append(str((await request.form())["login"]))
        return RedirectResponse("/password", 303)

    async def password(self, request: Request) -> Response:
        if request.method == "GET":
            return HTMLResponse(ASK_PASSWORD)
        self.seen.append(str((await request.form())["p"]))
        if self.seen[-1] != PASSWORD:
            return HTMLResponse("<p role=alert>Mot de passe incorrect.</p>" + ASK_PASSWORD)
        return RedirectResponse("/code", 303)

    async def code(self, request: Request) -> Response:
        if request.method == "GET":
            return HTMLResponse(ASK_CODE)
        self.seen.append(str((await request.form())["code"]))
        return RedirectResponse(self.back, 303)


def pages(provider: Provider) -> dict[str, object]:
    return {"/user": provider.user, "/password": provider.password, "/code": provider.code}


@pytest.mark.parametrize("asked_before", [True, False])
async def test_over_there_and_back(driver: BrowserDriver, asked_before: bool) -> None:
    provider, notebook = Provider(), Notebook()

    def answer(challenge: Challenge) -> str:
        return "yes" if challenge.kind is ChallengeKind.HOST else "246810"

    person = Someone([answer, answer])
    with small_site(pages(provider)) as there:  # type: ignore[arg-type]

        async def away(_: Request) -> Response:
            return RedirectResponse(there + "/user")

        with small_site({"/": PORTAL, "/oidc": away, "/home": INSIDE}) as url:
            provider.back = url + "/home"
            request = request_for(url + "/")
            if asked_before:
                request = replace(request, allowed_hosts=frozenset({host_of(there)}))
            view = await go(driver, request, person, notebook)
    assert view.url == provider.back
    assert provider.seen == [USER, PASSWORD, "246810"]
    kinds = [challenge.kind for challenge in person.asked]
    assert kinds == ([] if asked_before else [ChallengeKind.HOST]) + [ChallengeKind.CODE]
    assert (person.asked[-1].hint, person.asked[-1].length) == ("k•••@example.com", 6)
    assert (
        person.asked[-1].message == "Vérification. Nous avons envoyé un code à 6 chiffres à k•••@example.com."
    )
    assert (notebook.passwords, notebook.accepted) == (1, 1)


@pytest.mark.parametrize("allowed", [True, False])
async def test_a_refusal_over_there_and_a_word_not_given(driver: BrowserDriver, allowed: bool) -> None:
    provider = Provider()
    with small_site(pages(provider)) as there:  # type: ignore[arg-type]

        async def away(_: Request) -> Response:
            return RedirectResponse(there + "/user")

        with small_site({"/": PORTAL, "/oidc": away, "/home": INSIDE}) as url:
            request = request_for(url + "/", password="falsch")
            if allowed:
                request = replace(request, allowed_hosts=frozenset({host_of(there)}))
            with pytest.raises(WrongCredentials if allowed else HostNotAllowed):
                await go(driver, request, Someone(present=False))
    assert provider.seen == ([USER, "falsch"] if allowed else [])
