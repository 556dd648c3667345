"""Around the form: the way in from a home page, banners, captchas, forced steps, being inside."""

import pytest

from moisson.engine.errors import AccountLocked, ActionNeeded
from moisson.engine.html import parse
from moisson.engine.page import PageView
from moisson.engine.sign_in import find_banner_button, find_sign_in_entry, looks_signed_in
from moisson.engine.sign_in.obstacles import asks_approval, find_captcha, find_later, forced_step

URL = "https://portal.example/"


def page(html: str, url: str = URL) -> PageView:
    return parse(html, url)


NAV = (
    "<a href=/tarife>Tarife</a><a href=/shop>Shop</a><a href=/hilfe>Hilfe</a><a href=/register>{register}</a>"
)


@pytest.mark.parametrize(
    ("link", "register"),
    [
        ("Espace client", "Devenir client"), ("Se connecter", "Créer un compte"), ("Mon compte", "S'inscrire"),
        ("Anmelden", "Registrieren"), ("Mein Konto", "Kunde werden"), ("Kundenportal", "Neukunde"), ("Zum Login", "Konto erstellen"),
        ("Log in", "Sign up"), ("My account", "Register"), ("Iniciar sesión", "Regístrate"), ("Área de clientes", "Hazte cliente"),
        ("Area riservata", "Registrati"), ("Accedi", "Iscriviti"), ("Inloggen", "Registreren"), ("Mijn KPN", "Klant worden"),
        ("Área de cliente", "Registar"), ("Zaloguj się", "Zarejestruj się"), ("Logga in", "Bli kund"), ("Mina sidor", "Registrera dig"),
        ("Log ind", "Opret konto"), ("Logg inn", "Registrer"), ("Přihlásit se", "Registrace"), ("Kirjaudu sisään", "Rekisteröidy"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "tag", ["<a id=in href=/x/17>{}</a>", "<button id=in>{}</button>", "<div id=in role=button>{}</div>"]
)
def test_the_way_to_the_sign_in_is_found(link: str, register: str, tag: str) -> None:
    found = find_sign_in_entry(page(NAV.format(register=register) + tag.format(link)))
    assert found is not None and found.get("id") == "in"


def test_an_icon_speaks_by_its_label_or_address() -> None:
    for html in (
        '<a href=/k/9 aria-label="Mon compte" id=in><svg></svg></a>',
        "<a href=/customer/account/login id=in><i class=icon-user></i></a>",
        '<a href="https://login.portal.example/" id=in>Business</a>',
    ):
        found = find_sign_in_entry(page(NAV.format(register="Register") + html))
        assert found is not None and found.get("id") == "in", html


@pytest.mark.parametrize(
    "text",
    ["Déconnexion", "Abmelden", "Log out", "Passwort vergessen?", "Registrieren", "Newsletter", "Contact"],
)
def test_other_ways_are_not_the_sign_in(text: str) -> None:
    assert find_sign_in_entry(page(f"<a href=/somewhere>{text}</a>")) is None


@pytest.mark.parametrize(
    ("buttons", "pressed"),
    [
        (("Tout accepter", "Tout refuser", "Paramétrer"), "Tout refuser"),
        (("Alle akzeptieren", "Nur notwendige Cookies"), "Nur notwendige Cookies"),
        (("Accept all", "Reject all"), "Reject all"),
        (("Accepter & Fermer", "Continuer sans accepter"), "Continuer sans accepter"),
        (("OK",), "OK"),
        (("Einverstanden", "Mehr erfahren"), "Einverstanden"),
        (("Aceptar todo", "Rechazar"), "Rechazar"),
        (("Accetta", "Rifiuta tutti"), "Rifiuta tutti"),
        (("Alles accepteren", "Weigeren"), "Weigeren"),
    ],
)
def test_a_cookie_banner_is_refused_where_that_is_offered(buttons: tuple[str, ...], pressed: str) -> None:
    html = "".join(f"<button>{text}</button>" for text in buttons)
    found = find_banner_button(
        page(
            f"<main><a href=/x>Shop</a></main><div class=overlay><p>Wir nutzen Cookies, um unsere Seite zu verbessern, und Partner.</p>{html}</div>"
        )
    )
    assert found is not None and found.text() == pressed


def test_a_pop_up_is_closed_and_nothing_in_it_accepted() -> None:
    found = find_banner_button(
        page(
            "<div role=dialog><h2>10 % off</h2><input type=email><button>Subscribe</button><button aria-label=Close>×</button></div>"
        )
    )
    assert found is not None and found.get("aria-label") == "Close"
    assert (
        find_banner_button(page("<div role=dialog><p>Accept the new terms</p><button>Accept</button></div>"))
        is None
    )


def test_a_sign_in_dialogue_is_no_banner() -> None:
    html = "<div role=dialog><p>privacy</p><form><input name=u><input type=password><button>OK</button></form><button>Close</button></div>"
    assert find_banner_button(page(html)) is None


@pytest.mark.parametrize(
    "html",
    [
        "<a href=/logout>Log out</a>", "<a href=/x>Déconnexion</a>", "<button>Abmelden</button>", "<a href=/c>Cerrar sesión</a>",
        "<a href=/e>Esci</a>", "<a href=/u>Uitloggen</a>", "<a href=/s>Sair</a>", "<a href=/w>Wyloguj się</a>", "<a href=/l>Logga ut</a>",
        "<a href=/l>Log ud</a>", "<a href=/o>Odhlásit se</a>", "<a href=/k>Kirjaudu ulos</a>",
        "<form action=/users/sign_out method=post><button aria-label='Sign out'></button></form>",
        "<ul hidden><li><a href=/account/logout>Logout</a></li></ul>", "<p>Connecté en tant que Karla</p>",
    ],
)  # fmt: skip
def test_signs_of_being_inside(html: str) -> None:
    assert looks_signed_in(page(f"<h1>Rechnungen</h1>{html}"))


def test_an_unseen_sign_out_beside_a_sign_in_is_outside() -> None:
    assert not looks_signed_in(
        page("<ul hidden><li><a href=/logout>Log out</a></ul><a href=/login>Log in</a>")
    )
    assert not looks_signed_in(page("<h1>Welcome</h1><a href=/login>Log in</a>"))


def test_a_captcha_to_solve_and_one_that_only_watches() -> None:
    solve = '<iframe src="https://www.google.com/recaptcha/api2/anchor?k=1&size=normal"></iframe>'
    watch = '<iframe src="https://www.google.com/recaptcha/api2/anchor?k=1&size=invisible"></iframe>'
    solved = solve + f"<textarea name=g-recaptcha-response>{'a' * 60}</textarea>"
    assert find_captcha(page(solve)) is not None
    assert find_captcha(page(watch)) is None
    assert find_captcha(page("<script src=https://www.google.com/recaptcha/api.js></script>")) is None
    assert find_captcha(page("<label>Captcha <input name=captcha></label>")) is not None
    view = page(solved)
    for node in view.walk():
        if node.tag == "textarea":
            node.value = "a" * 60
    assert find_captcha(view) is None


@pytest.mark.parametrize(
    ("html", "action"),
    [
        ("<h1>Nouvelles conditions générales</h1><form><label><input type=checkbox> J'accepte les CGU</label><button>Continuer</button></form>", "terms"),
        ("<h1>Unsere AGB haben sich geändert</h1><button>Akzeptieren</button>", "terms"),
        ("<h1>Ihr Passwort ist abgelaufen</h1><form><input type=password name=old><input type=password name=new1><input type=password name=new2><button>Speichern</button></form>", "password_expired"),
        ("<h1>Choose a new password</h1><form><input type=password autocomplete=new-password><input type=password autocomplete=new-password></form>", "password_expired"),
        ("<h1>Confirmez votre adresse e-mail</h1><p>Un message vous a été envoyé.</p>", "confirm_email"),
        ("<h1>Set up two-factor authentication</h1><p>Scan the QR code</p><img src=qr.png>", "enable_mfa"),
    ],
)  # fmt: skip
def test_forced_steps_come_with_the_portals_words(html: str, action: str) -> None:
    error = forced_step(page(html))
    assert isinstance(error, ActionNeeded)
    assert error.action == action
    assert error.message


def test_a_locked_page_and_an_ordinary_one() -> None:
    assert isinstance(
        forced_step(page("<h1>Konto gesperrt</h1><p>Ihr Konto ist gesperrt.</p>")), AccountLocked
    )
    footer = "<footer><a href=/agb>AGB</a><a href=/terms>Terms</a></footer>"
    assert forced_step(page(f"<h1>Rechnungen</h1><table><tr><td>1</td></tr></table>{footer}")) is None
    assert forced_step(page(f"<h1>Profile</h1><a href=/password>Change password</a>{footer}")) is None


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("Confirm the sign-in in your app", True),
        ("Bestätigen Sie die Anmeldung in Ihrer App", True),
        ("Validez la connexion sur votre application mobile", True),
        ("We sent a push notification to your phone", True),
        ("Download our app", False),
    ],
)
def test_approvals_elsewhere_are_recognised(text: str, waits: bool) -> None:
    assert asks_approval(page(f"<h1>{text}</h1>")) is waits


def test_offers_are_put_off() -> None:
    later = find_later(page("<h1>Add a passkey?</h1><button>Add</button><button>Not now</button>"))
    assert later is not None and later.text() == "Not now"


def test_a_list_of_users_is_no_way_in() -> None:
    menu = "<nav><a href=/office/auth/group/>Groups</a><a href=/office/auth/user/add/ title=Add>add</a></nav>"
    way_out = "<div hidden class=menu><form method=post action=/office/logout/><button>Log out</button></form></div>"
    assert looks_signed_in(page(f"<h1>Office</h1>{menu}{way_out}"))
    assert not looks_signed_in(page(f"<h1>Office</h1><a href=/auth/login>Members</a>{way_out}"))
    assert not looks_signed_in(page(f"<h1>Office</h1><a href=/auth>Members</a>{way_out}"))
