"""A sign-in service on another host asks whether the portal may know who the visitor is."""

from __future__ import annotations

import base64
import zlib
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.errors import ActionNeeded
from moisson.engine.html import parse
from moisson.engine.page import PageView
from moisson.engine.sign_in.consent import asked_by, find_consent
from moisson.engine.sites import host_of
from tests.engine.drivers.small_site import small_site
from tests.engine.sign_in.people import Notebook, Someone
from tests.engine.sign_in.test_flow import INSIDE, PASSWORD, USER, go, request_for

ENTER = (
    "<title>Chiave Unica</title><h1>Accedi</h1><form method=post action=/entra><label>Utente <input name=u></label>"
    "<label>Password <input type=password name=p></label><button>Accedi</button></form>"
)
ASK = (
    "<title>Chiave Unica</title><h2>Bottega Verde vuole sapere chi sei</h2><p>{what}</p><form method=post action=/si>"
    "<button>Consenti</button></form> <form method=post action=/no><button>Rifiuta</button></form>"
)


class Service:
    """Takes user name and password, asks for the consent, and goes back to where the request said."""

    def __init__(self) -> None:
        self.back = ""
        self.pressed: list[str] = []

    async def authorize(self, request: Request) -> Response:
        self.back = request.query_params.get("redirect_uri", self.back)
        return HTMLResponse(ENTER)

    async def enter(self, request: Request) -> Response:
        form = await request.form()
        assert (form["u"], form["p"]) == (USER, PASSWORD)
        return RedirectResponse("/chiedi", 303)

    async def ask(self, _: Request) -> Response:
        return HTMLResponse(ASK.format(what="Nome e indirizzo e-mail"))

    async def yes(self, _: Request) -> Response:
        self.pressed.append("si")
        return RedirectResponse(self.back, 303)

    async def no(self, _: Request) -> Response:
        self.pressed.append("no")
        return RedirectResponse(self.back, 303)


def saml(back: str) -> dict[str, str]:
    said = f'<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" AssertionConsumerServiceURL="{back}" Version="2.0"/>'
    return {"SAMLRequest": base64.b64encode(zlib.compress(said.encode())[2:-4]).decode(), "RelayState": "/"}


async def come_in(
    driver: BrowserDriver, service: Service, scope: str, back: str = "", by_saml: bool = False
) -> PageView:
    handlers = {
        "/authorize": service.authorize,
        "/entra": service.enter,
        "/chiedi": service.ask,
        "/si": service.yes,
        "/no": service.no,
    }
    with small_site(handlers) as there:  # type: ignore[arg-type]
        own: list[str] = []

        async def away(_: Request) -> Response:
            asked = {"response_type": "code", "client_id": "bottega", "scope": scope, "redirect_uri": back or own[0] + "/home"}  # fmt: skip
            if by_saml:
                service.back = asked["redirect_uri"]
                asked = saml(service.back)
            return RedirectResponse(f"{there}/authorize?{urlencode(asked)}")

        with small_site({"/": away, "/home": INSIDE}) as url:
            own.append(url)
            request = replace(request_for(url + "/"), allowed_hosts=frozenset({host_of(there)}))
            return await go(driver, request, Someone(present=False), Notebook())


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_who_the_visitor_is_may_be_told_to_the_portal(driver: BrowserDriver) -> None:
    service = Service()
    view = await come_in(driver, service, "openid email")
    assert (view.url, service.pressed) == (service.back, ["si"])


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_so_may_it_where_the_portal_asked_in_saml(driver: BrowserDriver) -> None:
    service = Service()
    view = await come_in(driver, service, "", by_saml=True)
    assert (view.url, service.pressed) == (service.back, ["si"])
    elsewhere = Service()
    with pytest.raises(ActionNeeded):
        await come_in(driver, elsewhere, "", "https://altrove.example/ritorno", by_saml=True)
    assert elsewhere.pressed == []


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(
    ("scope", "back"),
    [("openid email documenti:scrivi", ""), ("profile", ""), ("openid", "https://altrove.example/ritorno")],
)
async def test_more_than_that_is_for_the_person(driver: BrowserDriver, scope: str, back: str) -> None:
    service = Service()
    with pytest.raises(ActionNeeded, match="Bottega Verde vuole sapere chi sei"):
        await come_in(driver, service, scope, back)
    assert service.pressed == []


@pytest.mark.parametrize(
    ("yes", "no"),
    [("Continue", "[ Cancel ]"), ("Yes", "No"), ("Autoriser", "Annuler"), ("Zulassen", "Ablehnen"), ("Permitir", "Cancelar"), ("Akkoord", "Weigeren"),
     ("Zezwól", "Odmów"), ("Tillåt", "Neka"), ("Godkend", "Afvis"), ("Povolit", "Zrušit"), ("Salli", "Peruuta"), ("Autorizar", "Recusar"), ("Yes, continue", "No, cancel"), ("Ja, weiter", "Nein, abbrechen")],
)  # fmt: skip
def test_the_question_is_known_in_every_language(yes: str, no: str) -> None:
    page = parse(f"<form><button>{yes}</button></form><a href=/abort>{no}</a>", "https://s.example/")
    button = find_consent(page)
    assert button is not None and button.text() == yes


@pytest.mark.parametrize(
    "html",
    [
        "<form><button>Allow</button></form>",  # nothing to say no with
        "<form><input name=phone><button>Continue</button></form><a href=/x>Cancel</a>",
        "<button>Accept</button><button>Allow</button><button>Deny</button>",
    ],
)
def test_other_pages_ask_something_else(html: str) -> None:
    assert find_consent(parse(html, "https://s.example/")) is None


def test_an_address_that_is_no_request_says_nothing() -> None:
    assert asked_by("https://s.example/login?next=/home") is None
    assert asked_by("https://s.example/auth?response_type=code&request_uri=urn:x") is None
    assert asked_by("https://s.example/auth?SAMLRequest=nothing") is None
    assert asked_by(f"https://s.example/auth?{urlencode(saml('https://p.example/acs?a=1'))}") is not None
