"""Whole sign-ins in a real browser, on pages that each do one thing differently."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pyotp
import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from moisson.engine.contract import ChallengeKind, Credentials, Progress, Step, VisitRequest
from moisson.engine.drivers.base import Driver
from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.drivers.http import HttpDriver
from moisson.engine.errors import (
    ActionNeeded,
    ApprovalNeeded,
    CaptchaNeeded,
    CodeNeeded,
    CodeRefused,
    FieldsNeeded,
    HostNotAllowed,
    Medium,
    PortalNotUnderstood,
    VisitError,
    WrongCredentials,
)
from moisson.engine.page import PageView
from moisson.engine.sign_in import sign_in
from moisson.vault import Secret
from tests.engine.drivers.small_site import Page, small_site
from tests.engine.sign_in.people import Notebook, Someone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

USER, PASSWORD, TOTP = "karla@example.com", "Kanarienvogel-4711!", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
INSIDE = "<title>Home</title><h1>Bienvenue</h1><a href=/invoices>Factures</a><a href=/profile>Profil</a><a href=/logout>Déconnexion</a>"
FIELDS = "<input name=u placeholder='E-mail'><input type=password name=p placeholder='Mot de passe'><button>Se connecter</button>"


class Door:
    """A portal's memory: what was sent to it."""

    def __init__(self) -> None:
        self.tries: list[tuple[str, str]] = []
        self.codes: list[str] = []
        self.touched: list[str] = []

    def right(self, user: str, password: str) -> bool:
        self.tries.append((user, password))
        return (user, password) == (USER, PASSWORD)

    def post(self, then: str = "/home", wrong: str = "Identifiant ou mot de passe incorrect") -> Page:
        async def handle(request: Request) -> Response:
            form = await request.form()
            if self.right(str(form.get("u")), str(form.get("p"))):
                return RedirectResponse(then, 303)
            return HTMLResponse(f"<p class=error>{wrong}</p><form method=post>{FIELDS}</form>")

        return handle

    def code(self, accept: Callable[[str], bool], page: str, then: str = "/home") -> Page:
        async def handle(request: Request) -> Response:
            if request.method == "GET":
                return HTMLResponse(page)
            form = await request.form()
            code = "".join(str(value) for name, value in form.multi_items() if name.startswith("c"))
            self.codes.append(code)
            if accept(code):
                return RedirectResponse(then, 303)
            return HTMLResponse("<div role=alert>Le code est incorrect.</div>" + page)

        return handle


def request_for(url: str, **more: object) -> VisitRequest:
    held = {"totp_secret": more.pop("totp", None), "extra": more.pop("extra", {})}
    secret = Secret(str(held["totp_secret"])) if held["totp_secret"] else None
    extra = held["extra"]
    assert isinstance(extra, dict)
    password = Secret(str(more.pop("password", PASSWORD)))
    return VisitRequest(url, Credentials(USER, password, secret, extra), **more)  # type: ignore[arg-type]


async def go(
    driver: Driver,
    request: VisitRequest,
    person: Someone | None = None,
    notebook: Notebook | None = None,
) -> PageView:
    return await sign_in(driver, request, person or Someone(), notebook or Notebook(), lambda progress: None)


def login(inner: str = "") -> str:
    return f"<title>Connexion</title>{inner}<form method=post action=/in>{FIELDS}</form>"


async def test_the_steps_are_told_and_the_password_is_sent_once(driver: BrowserDriver) -> None:
    door, notebook, told = Door(), Notebook(), []
    with small_site({"/": login(), "/in": door.post(), "/home": INSIDE}) as url:

        def observe(progress: Progress) -> None:
            told.append(progress.step)

        view = await sign_in(driver, request_for(url + "/"), Someone(), notebook, observe)
    assert view.url.endswith("/home")
    assert told == [Step.REACHING, Step.LOOKING_FOR_SIGN_IN, Step.SIGNING_IN, Step.SIGNED_IN]
    assert (door.tries, notebook.passwords, notebook.accepted) == ([(USER, PASSWORD)], 1, 1)


@pytest.mark.parametrize(
    ("then", "error"), [("/kunden", PortalNotUnderstood), ("/anmeldung-fehlgeschlagen", WrongCredentials), ("/", WrongCredentials)]
)  # fmt: skip
async def test_a_portal_that_lets_in_and_forgets_does_not_blame_the_password(
    driver: BrowserDriver, then: str, error: type[Exception]
) -> None:
    door, notebook = Door(), Notebook()

    async def stranger(_: Request) -> Response:
        return RedirectResponse("/", 303)

    pages = {"/": login(), "/in": door.post(then), "/kunden": stranger, "/anmeldung-fehlgeschlagen": stranger}
    with small_site(pages) as url, pytest.raises(error) as caught:
        await go(driver, request_for(url + "/"), notebook=notebook)
    assert (len(door.tries), notebook.passwords) == (1, 1)
    assert ("does not keep the session" in str(caught.value)) is (error is PortalNotUnderstood)


async def test_a_portal_that_forgets_does_so_over_plain_http_too() -> None:
    door = Door()

    async def stranger(_: Request) -> Response:
        return RedirectResponse("/", 303)

    for then, error in (("/kunden", PortalNotUnderstood), ("/", WrongCredentials)):
        pages = {"/": login(), "/in": door.post(then), "/kunden": stranger}
        async with HttpDriver(None) as plain:
            with small_site(pages) as url, pytest.raises(error):
                await go(plain, request_for(url + "/"))
    assert len(door.tries) == 2


async def test_a_wrong_password_is_tried_once_and_told_in_the_portals_words(driver: BrowserDriver) -> None:
    door, notebook = Door(), Notebook()
    with (
        small_site({"/": login(), "/in": door.post(), "/home": INSIDE}) as url,
        pytest.raises(WrongCredentials, match="mot de passe incorrect"),
    ):
        await go(driver, request_for(url + "/", password="falsch"), notebook=notebook)
    assert (len(door.tries), notebook.accepted) == (1, 0)


WELCOMES = {
    "a way out": "<p>Hallo</p><a href=/logout>Abmelden</a><p>Als anderer Kunde anmelden:</p>",
    "the user name": f"<p>Willkommen, {USER}</p><a href=/files>Dateien</a>",
}


@pytest.mark.parametrize("sign", WELCOMES)
@pytest.mark.parametrize("password", [PASSWORD, "falsch"])
async def test_a_form_that_stays_after_the_sign_in_is_no_refusal(
    driver: BrowserDriver, sign: str, password: str
) -> None:
    door = Door()

    async def front(request: Request) -> Response:
        if request.method == "POST":
            form = await request.form()
            response = HTMLResponse(f"<title>Ablage</title><form method=post>{FIELDS}</form>")
            if door.right(str(form.get("u")), str(form.get("p"))):
                response.set_cookie("who", "karla")
            return response
        inside = WELCOMES[sign] if request.cookies.get("who") else "<p>Nicht angemeldet</p>"
        return HTMLResponse(f"<title>Ablage</title>{inside}<form method=post>{FIELDS}</form>")

    with small_site({"/": front}) as url:
        if password == PASSWORD:
            view = await go(driver, request_for(url + "/"))
            assert "Nicht angemeldet" not in view.text()
        else:
            with pytest.raises(WrongCredentials, match="without a reason"):
                await go(driver, request_for(url + "/", password=password))
    assert len(door.tries) == 1


AJAX = """<title>Sign in</title><div id=app></div><script>
const app = document.getElementById('app');
setTimeout(() => {
  app.innerHTML = `<h1>Sign in</h1><div><input id=e type=email placeholder=E-mail><input id=p type=password placeholder=Password>
    <span id=err></span><button id=b>Sign in</button></div>`;
  document.getElementById('b').onclick = async () => {
    document.getElementById('b').disabled = true;
    const answer = await fetch('/api/login', {method: 'POST', body: JSON.stringify({u: e.value, p: p.value})});
    document.getElementById('b').disabled = false;
    if (!answer.ok) { setTimeout(() => { err.textContent = 'Wrong e-mail or password.'; }, 200); return; }
    setTimeout(() => { history.pushState({}, '', '/dashboard');
      app.innerHTML = '<nav><a href="#/a">Invoices</a><a href="#/b">Profile</a><button>Sign out</button></nav>'; }, 300);
  };
}, 250);
</script>"""


@pytest.mark.parametrize("password", [PASSWORD, "falsch"])
async def test_a_page_that_signs_in_without_navigation(driver: BrowserDriver, password: str) -> None:
    door = Door()

    async def api(request: Request) -> Response:
        sent = await request.json()
        return JSONResponse({}, 200 if door.right(sent["u"], sent["p"]) else 401)

    with small_site({"/": AJAX, "/api/login": api}) as url:
        if password == PASSWORD:
            view = await go(driver, request_for(url + "/"))
            assert view.url.endswith("/dashboard")
        else:
            with pytest.raises(WrongCredentials, match="Wrong e-mail or password"):
                await go(driver, request_for(url + "/", password=password))
    assert len(door.tries) == 1


@pytest.mark.parametrize(
    "page",
    [
        "<iframe src=/frame width=400 height=300></iframe>",
        "<div id=host></div><template id=t><form method=post action=/in>" + FIELDS + "</form></template>"
        "<script>const r = document.getElementById('host').attachShadow({mode: 'open'});"
        "r.append(document.getElementById('t').content.cloneNode(true))</script>",
        "<button onclick=\"document.querySelector('dialog').showModal()\">Espace client</button>"
        "<dialog><form method=post action=/in>" + FIELDS + "</form></dialog>",
        "<h1>Accueil</h1><a href=/frame target=_blank>Mon compte</a>",
        "<style>.o{position:fixed;inset:0;background:#0008}</style><form method=post action=/in>"
        + FIELDS
        + "</form>"
        "<div class=o><div role=dialog><p>Ce site utilise des cookies pour vous connaître.</p>"
        "<button onclick=\"document.querySelector('.o').remove()\">Tout refuser</button><button>Tout accepter</button></div></div>",
        "<style>.o{position:fixed;inset:0;background:#0008}</style><form method=post action=/in>"
        + FIELDS
        + "</form>"
        "<div class='o popup'><h2>-10 %</h2><input type=email><button>OK, je m'abonne</button>"
        "<button aria-label=Fermer onclick=\"document.querySelector('.o').remove()\">×</button></div>",
    ],
    ids=["iframe", "shadow", "dialogue", "new tab", "cookie wall", "newsletter pop-up"],
)
async def test_the_form_is_reached_wherever_it_hides(driver: BrowserDriver, page: str) -> None:
    door = Door()
    frame = f"<form method=post action=/in target=_top>{FIELDS}</form>"
    with small_site({"/": page, "/frame": frame, "/in": door.post(), "/home": INSIDE}) as url:
        view = await go(driver, request_for(url + "/"))
    assert view.url.endswith("/home")
    assert door.tries == [(USER, PASSWORD)]


async def test_user_name_first_then_password_without_a_new_page(driver: BrowserDriver) -> None:
    door = Door()
    page = """<h1>Anmelden</h1><form method=post action=/in><div id=a><label>E-Mail <input name=u type=email autocomplete=username></label>
      <button type=button onclick="a.hidden = true; b.hidden = false">Weiter</button></div>
      <div id=b hidden><label>Passwort <input name=p type=password></label><button>Anmelden</button></div></form>"""
    with small_site({"/": page, "/in": door.post(), "/home": INSIDE}) as url:
        view = await go(driver, request_for(url + "/"))
    assert view.url.endswith("/home")
    assert door.tries == [(USER, PASSWORD)]


# Codes

BOXES = (
    "<h1>Code de vérification</h1><p>Envoyé par SMS au 06 ** ** ** 42</p><form method=post>"
    + "".join(
        f"<input name=c{i} maxlength=1 inputmode=numeric style='width:40px;height:40px'>" for i in range(6)
    )
    + """</form><script>const all = [...document.querySelectorAll('input')];
    all.forEach((el, i) => el.addEventListener('input', () => { if (!el.value) return; if (all[i + 1]) all[i + 1].focus(); else el.form.submit(); }));</script>"""
)
ONE = "<h1>Code de vérification</h1><p>Un code a été envoyé à k•••a@example.com.</p><form method=post><input name=c><button>Valider</button></form>"
APP = "<h1>Authentification à deux facteurs</h1><form method=post><input name=c autocomplete=one-time-code><label><input type=checkbox name=d> Se souvenir de cet appareil</label><button>Valider</button></form>"


async def test_six_boxes_that_send_themselves(driver: BrowserDriver) -> None:
    door, person = Door(), Someone(["123456"])
    pages = {
        "/": login(),
        "/in": door.post("/code"),
        "/code": door.code(lambda c: c == "123456", BOXES),
        "/home": INSIDE,
    }
    with small_site(pages) as url:
        assert (await go(driver, request_for(url + "/"), person)).url.endswith("/home")
    assert door.codes == ["123456"]
    assert (person.asked[0].medium, person.asked[0].length) == (Medium.SMS, 6)


async def test_a_refused_code_is_asked_again(driver: BrowserDriver) -> None:
    door, person = Door(), Someone(["111111", "222222"])
    pages = {
        "/": login(),
        "/in": door.post("/code"),
        "/code": door.code(lambda c: c == "222222", ONE),
        "/home": INSIDE,
    }
    with small_site(pages) as url:
        assert (await go(driver, request_for(url + "/"), person)).url.endswith("/home")
    assert [asked.attempt for asked in person.asked] == [1, 2]
    assert (len(door.tries), person.asked[0].medium, person.asked[0].hint) == (
        1,
        Medium.EMAIL,
        "k•••a@example.com",
    )


async def test_a_code_refused_three_times_is_the_end(driver: BrowserDriver) -> None:
    door = Door()
    pages = {"/": login(), "/in": door.post("/code"), "/code": door.code(lambda c: False, ONE)}
    with small_site(pages) as url, pytest.raises(CodeRefused, match="Le code est incorrect"):
        await go(driver, request_for(url + "/"), Someone(["1111", "2222", "3333", "4444"]))
    assert len(door.codes) == 3


async def test_a_code_from_the_secret_is_told_to_the_keeper_first(driver: BrowserDriver) -> None:
    door, notebook = Door(), Notebook()
    accept = pyotp.TOTP(TOTP)
    seen: list[list[int]] = []

    def check(code: str) -> bool:
        seen.append(list(notebook.steps))
        return accept.verify(code, valid_window=1)

    pages = {"/": login(), "/in": door.post("/code"), "/code": door.code(check, APP), "/home": INSIDE}
    with small_site(pages) as url:
        await go(driver, request_for(url + "/", totp=TOTP), notebook=notebook)
        session = await driver.session()
    assert len(seen) == 1 and len(seen[0]) == 1
    assert session.totp_step == seen[0][0]


async def test_nobody_there_means_no_code_is_triggered(driver: BrowserDriver) -> None:
    door = Door()

    async def send(request: Request) -> Response:
        door.touched.append("sent")
        return HTMLResponse(ONE)

    choice = """<h1>Vérification en deux étapes</h1><p>Comment recevoir votre code ?</p><form action=/send method=post>
      <label><input type=radio name=m value=s> SMS au •• 42</label><label><input type=radio name=m value=e> E-mail</label><button>Envoyer le code</button></form>"""
    button = "<h1>Code de vérification</h1><p>Nous envoyons un SMS.</p><form action=/send method=post><button>Recevoir un code</button></form>"
    for page in (choice, button):
        with (
            small_site({"/": login(), "/in": door.post("/how"), "/how": page, "/send": send}) as url,
            pytest.raises(CodeNeeded),
        ):
            await go(driver, request_for(url + "/"), Someone(present=False))
    assert door.touched == []


async def test_the_authenticator_is_chosen_where_its_secret_is_held(driver: BrowserDriver) -> None:
    door = Door()
    choice = """<h1>Vérification en deux étapes</h1><p>Comment recevoir votre code ?</p>
      <a href=/sms>SMS au •• 42</a><a href=/app>Application d'authentification</a>"""

    async def sms(_: Request) -> Response:
        door.touched.append("sms")
        return HTMLResponse(ONE)

    code = pyotp.TOTP(TOTP)
    pages = {
        "/": login(), "/in": door.post("/how"), "/how": choice, "/sms": sms, "/home": INSIDE,
        "/app": door.code(lambda c: code.verify(c, valid_window=1), APP),
    }  # fmt: skip
    with small_site(pages) as url:
        assert (await go(driver, request_for(url + "/", totp=TOTP), Someone(present=False))).url.endswith(
            "/home"
        )
    assert door.touched == []


async def test_the_person_chooses_where_the_code_goes(driver: BrowserDriver) -> None:
    door, person = Door(), Someone(["2", "4711"])
    choice = "<h1>Code de vérification</h1><p>Recevoir le code par</p><a href=/sms>SMS au •• 42</a><a href=/mail>E-mail</a>"
    pages = {
        "/": login(), "/in": door.post("/how"), "/how": choice, "/mail": door.code(lambda c: c == "4711", ONE), "/home": INSIDE,
    }  # fmt: skip
    with small_site(pages) as url:
        assert (await go(driver, request_for(url + "/"), person)).url.endswith("/home")
    assert person.asked[0].kind is ChallengeKind.CHOICE
    assert person.asked[0].choices == ("SMS au •• 42", "E-mail")


async def test_an_approval_is_waited_for(driver: BrowserDriver) -> None:
    door = Door()
    page = """<h1>Confirmez la connexion dans votre application</h1><p>En attente de votre validation…</p>
      <script>setInterval(async () => { if (await (await fetch('/ok')).json()) location.href = '/home'; }, 300)</script>"""

    async def approved(_: Request) -> Response:
        return JSONResponse(bool(person.asked))

    person = Someone([None])
    with small_site(
        {"/": login(), "/in": door.post("/wait"), "/wait": page, "/ok": approved, "/home": INSIDE}
    ) as url:
        assert (await go(driver, request_for(url + "/"), person)).url.endswith("/home")
        assert person.asked[0].kind is ChallengeKind.APPROVAL
    with small_site({"/": login(), "/in": door.post("/wait"), "/wait": page, "/ok": approved}) as url:
        person.asked.clear()
        with pytest.raises(ApprovalNeeded):
            await go(driver, request_for(url + "/"), Someone(present=False))
    assert len(door.tries) == 1  # the portal is known to wake the person: not typed where nobody is there


# Hosts


async def test_no_secret_on_a_foreign_host_unless_the_person_says_so(driver: BrowserDriver) -> None:
    door = Door()
    provider = {"/auth": f"<h1>Anmelden</h1><form method=post action=/in>{FIELDS}</form>"}
    with (
        small_site({"/home": INSIDE, "/": "<h1>Portal</h1>"}) as portal_url,
        small_site({**provider, "/in": door.post(portal_url + "/home")}) as other,
    ):
        entry = f"<h1>Portal</h1><a href='{other}/auth'>Mit Firmenkonto anmelden</a>"
        with small_site({"/": entry}) as url:
            with pytest.raises(HostNotAllowed) as caught:
                await go(driver, request_for(url + "/"), Someone(present=False))
            assert caught.value.host == other.removeprefix("http://")
            assert door.tries == []
            person = Someone(["yes"])
            await go(driver, request_for(url + "/"), person)
            assert (person.asked[0].kind, person.asked[0].host) == (ChallengeKind.HOST, caught.value.host)
            assert door.tries == [(USER, PASSWORD)]


@pytest.mark.parametrize("trap", ["redirect", "action", "formaction", "iframe"])
async def test_a_look_alike_never_gets_the_password(driver: BrowserDriver, trap: str) -> None:
    door = Door()
    keylog = "<script>document.addEventListener('input', e => navigator.sendBeacon('/seen', e.target.value))</script>"

    async def seen(request: Request) -> Response:
        door.touched.append((await request.body()).decode())
        return Response()

    with small_site({"/": login(keylog), "/in": door.post(), "/seen": seen}) as foreign:

        async def start(_: Request) -> Response:
            if trap == "redirect":
                return RedirectResponse(foreign + "/")
            if trap == "iframe":
                return HTMLResponse(
                    f"<h1>Connexion</h1><iframe src='{foreign}/' width=500 height=300></iframe>"
                )
            place = f"action='{foreign}/in'" if trap == "action" else "action=/in"
            fields = (
                FIELDS.replace("<button", f"<button formaction='{foreign}/in'")
                if trap == "formaction"
                else FIELDS
            )
            return HTMLResponse(f"<form method=post {place}>{fields}</form>")

        with small_site({"/": start}) as url, pytest.raises(HostNotAllowed):
            await go(driver, request_for(url + "/"), Someone(["no"]))
    assert (door.tries, door.touched) == ([], [])


# What stands in the way


async def test_a_captcha_is_told_before_anything_is_sent(driver: BrowserDriver) -> None:
    door = Door()
    label = "Recopiez le captcha de l’image"
    page = f"<form method=post action=/in>{FIELDS}<label>{label} <input name=captcha></label></form>"
    with small_site({"/": page, "/in": door.post()}) as url, pytest.raises(CaptchaNeeded) as raised:
        await go(driver, request_for(url + "/"))
    assert label in raised.value.message and not raised.value.instead
    assert door.tries == []


async def test_missing_fields_are_named_and_held_ones_are_filled(driver: BrowserDriver) -> None:
    sent: list[str] = []

    async def post(request: Request) -> Response:
        sent.append(str((await request.form()).get("n")))
        return RedirectResponse("/home", 303)

    page = "<form method=post action=/in><label>Kundennummer <input name=n></label><label>E-Mail <input name=u></label><label>Passwort <input type=password name=p></label><button>Anmelden</button></form>"
    with small_site({"/": page, "/in": post, "/home": INSIDE}) as url:
        with pytest.raises(FieldsNeeded) as caught:
            await go(driver, request_for(url + "/"))
        assert caught.value.fields == ("Kundennummer",)
        await go(driver, request_for(url + "/", extra={"customer_number": "K-77"}))
    assert sent == ["K-77"]


async def test_new_terms_are_never_accepted(driver: BrowserDriver) -> None:
    door = Door()

    async def accept(_: Request) -> Response:
        door.touched.append("accepted")
        return RedirectResponse("/home", 303)

    terms = "<h1>Nouvelles conditions générales</h1><p>Merci de les lire.</p><form action=/accept method=post><button>J'accepte</button></form>"
    pages: dict[str, Page] = {"/": login(), "/in": door.post("/terms"), "/terms": terms, "/accept": accept}
    told = pytest.raises(ActionNeeded, match="Nouvelles conditions générales")
    with small_site(pages) as url, told as caught:
        await go(driver, request_for(url + "/"))
    assert (caught.value.action, door.touched) == ("terms", [])


async def test_an_offer_is_put_off(driver: BrowserDriver) -> None:
    door = Door()
    offer = "<h1>Sign in faster with a passkey</h1><form action=/home><button type=button onclick=\"location='/bad'\">Create passkey</button><button>Not now</button></form>"
    with small_site({"/": login(), "/in": door.post("/offer"), "/offer": offer, "/home": INSIDE}) as url:
        assert "/home" in (await go(driver, request_for(url + "/"))).url


async def test_an_unknown_page_after_the_password_is_never_success(driver: BrowserDriver) -> None:
    door = Door()
    with (
        small_site({"/": login(), "/in": door.post("/odd"), "/odd": "<p>42</p>"}) as url,
        pytest.raises((PortalNotUnderstood, ActionNeeded)),
    ):
        await go(driver, request_for(url + "/"))


async def test_no_form_at_all_is_not_understood(driver: BrowserDriver) -> None:
    with small_site({"/": "<h1>Nothing</h1>"}) as url, pytest.raises(PortalNotUnderstood):
        await go(driver, request_for(url + "/"))


async def test_a_kept_session_needs_no_password(driver: BrowserDriver) -> None:
    with small_site({"/": INSIDE}) as url:
        notebook = Notebook()
        await go(driver, request_for(url + "/"), notebook=notebook)
    assert notebook.passwords == 0


@pytest.mark.parametrize("password", [PASSWORD, "falsch"])
async def test_http_basic_authentication(driver: BrowserDriver, password: str) -> None:
    door = Door()

    async def page(request: Request) -> Response:
        sent = request.headers.get("authorization", "")
        if sent:
            user, _, word = base64.b64decode(sent.removeprefix("Basic ")).decode().partition(":")
            if door.right(user, word):
                return HTMLResponse(INSIDE)
        return HTMLResponse("Unauthorized", 401, {"www-authenticate": 'Basic realm="Portal"'})

    with small_site({"/": page}) as url:
        if password == PASSWORD:
            assert (await go(driver, request_for(url + "/"))).title == "Home"
        else:
            with pytest.raises(WrongCredentials):
                await go(driver, request_for(url + "/", password=password))
            assert len(door.tries) == 1


@pytest.mark.parametrize("said", ["", "Unauthorized"])
async def test_http_basic_authentication_asked_for_behind_the_link_of_a_front_page(
    driver: BrowserDriver, said: str
) -> None:
    door, notebook = Door(), Notebook()

    async def come(request: Request) -> Response:
        sent = request.headers.get("authorization", "")
        user, _, word = base64.b64decode(sent.removeprefix("Basic ")).decode().partition(":")
        if sent and door.right(user, word):
            return HTMLResponse("", 302, {"location": "/", "set-cookie": "in=1; Path=/"})
        return HTMLResponse(said, 401, {"www-authenticate": 'Basic realm="Portal"'})

    async def front(request: Request) -> Response:
        if request.cookies.get("in"):
            return HTMLResponse(INSIDE)
        return HTMLResponse("<title>Willkommen</title><h1>Willkommen</h1><a href=/come/login>Anmelden</a>")

    with small_site({"/": front, "/come/login": come}) as url:
        assert (await go(driver, request_for(url + "/"), notebook=notebook)).title == "Home"
        assert len(door.tries) == notebook.passwords == 1


async def test_a_refusal_in_short_words_is_not_answered_with_the_password_once_more(
    driver: BrowserDriver,
) -> None:
    sent: list[str] = []

    async def refuse(request: Request) -> Response:
        sent.append(request.headers.get("authorization", ""))
        return HTMLResponse("Unauthorized", 401, {"www-authenticate": 'Basic realm="Portal"'})

    form = "<h1>Anmelden</h1><form method=post action=/in><label>E-Mail <input name=u></label><label>Passwort <input type=password name=p></label><button>Anmelden</button></form>"
    with small_site({"/": form, "/in": refuse}) as url, pytest.raises(VisitError):
        await go(driver, request_for(url + "/"))
    assert sent == [""]


# Evidence


async def test_evidence_of_a_failure_holds_no_secret(driver: BrowserDriver) -> None:
    code = "918273"
    echo = f"<h1>Welcome {USER}</h1><p title='{PASSWORD}'>Your password is {PASSWORD}, your code 918 273</p><form><input type=password value='{PASSWORD}'><input name=x value={code}><textarea>{PASSWORD}</textarea></form><a href='/?p={PASSWORD}'>x</a>"
    with small_site({"/": echo}) as url:
        driver.guard(Secret(PASSWORD))
        driver.guard(Secret(code))
        before = await driver.open(url + "/?pw=" + PASSWORD)
        evidence = await driver.evidence()
        after = await driver.look()
    assert evidence.html is not None and evidence.screenshot_png is not None
    for secret in (PASSWORD, code, "918 273"):
        assert secret not in evidence.html
        assert secret not in evidence.url
    assert before.text() == after.text()
    style = [node.get("style") for node in after.walk()]
    assert not any(style)


@pytest.mark.parametrize("present", [True, False])
async def test_a_code_is_sent_for_where_its_button_stands_beside_its_field(
    driver: BrowserDriver, present: bool
) -> None:
    door, sent = Door(), []
    page = (
        "<title>Prüfung</title><h1>Sicherheitscode</h1><p>Zu Ihrer Sicherheit brauchen wir einen Code.</p>"
        "<form method=post action=/send><button>Code per SMS anfordern</button></form>"
        "<form method=post action=/code><label>Code <input name=c inputmode=numeric></label><button>Weiter</button></form>"
    )

    async def send(_: Request) -> Response:
        sent.append("482913")
        return HTMLResponse("<p>Der Code wurde gesendet.</p>" + page)

    pages = {
        "/": f"<title>Anmelden</title><form method=post action=/in>{FIELDS}</form>",
        "/in": door.post(then="/code"),
        "/code": door.code(lambda code: bool(sent) and code == sent[-1], page),
        "/send": send,
        "/home": INSIDE,
    }
    person = Someone([lambda _: sent[-1]], present=present)
    with small_site(pages) as url:
        if present:
            view = await go(driver, request_for(url + "/"), person)
            assert view.url == url + "/home"
            assert len(sent) == 1
        else:
            with pytest.raises(CodeNeeded):
                await go(driver, request_for(url + "/"), person)
            assert sent == []
