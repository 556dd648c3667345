"""Which form on a page is the sign-in, and which are its decoys."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moisson.engine.html import parse
from moisson.engine.sign_in import FormKind, SignInForm, find_sign_in, is_sign_in_page

URL = "https://portal.example/konto"


def find(html: str, url: str = URL) -> SignInForm | None:
    return find_sign_in(parse(f"<!doctype html><html><body>{html}</body></html>", url))


CLASSIC = {
    "fr": ("Adresse e-mail", "Mot de passe", "Se connecter"),
    "de": ("E-Mail-Adresse", "Passwort", "Anmelden"),
    "de2": ("Kundennummer", "Kennwort", "Einloggen"),
    "en": ("Username", "Password", "Log in"),
    "es": ("Usuario", "Contraseña", "Iniciar sesión"),
    "it": ("Nome utente", "Password", "Accedi"),
    "nl": ("Gebruikersnaam", "Wachtwoord", "Inloggen"),
    "pt": ("Utilizador", "Palavra-passe", "Entrar"),
    "pl": ("Nazwa użytkownika", "Hasło", "Zaloguj się"),
    "sv": ("Användarnamn", "Lösenord", "Logga in"),
    "da": ("Brugernavn", "Adgangskode", "Log ind"),
    "no": ("Brukernavn", "Passord", "Logg inn"),
    "cs": ("Uživatelské jméno", "Heslo", "Přihlásit se"),
    "fi": ("Käyttäjätunnus", "Salasana", "Kirjaudu sisään"),
}


@pytest.mark.parametrize("language", CLASSIC)
def test_a_classic_form_is_found_in_every_language(language: str) -> None:
    user, password, button = CLASSIC[language]
    form = find(
        f"<form><label for=a>{user}</label><input id=a><label for=b>{password}</label>"
        f"<input id=b type=password><button>{button}</button></form>"
    )
    assert form is not None and form.username is not None and form.password is not None
    assert (form.kind, form.username.get("id"), form.password.get("id")) == (FormKind.FULL, "a", "b")
    assert form.button is not None and form.button.text() == button


def test_fields_in_boxes_that_take_a_click_are_one_form_without_a_form() -> None:
    page = parse(
        "<div class=kaart><h5>Welkom terug</h5><div class=veld data-hand><label for=m>E-mail</label><input id=m></div>"
        "<div class=veld data-hand><label for=w>Wachtwoord</label><input id=w type=password></div>"
        "<button type=button>Doorgaan</button><button type=button>Wachtwoord vergeten?</button></div>",
        URL,
    )
    for node in page.walk():
        node.clickable = "data-hand" in node.attrs or node.tag == "button"
    form = find_sign_in(page)
    assert form is not None and form.username is not None and form.button is not None
    assert (form.kind, form.username.get("id"), form.button.text()) == (FormKind.FULL, "m", "Doorgaan")


def test_a_sign_in_form_that_keeps_browsers_from_filling_it_is_one() -> None:
    form = find(
        "<form method=post action=/konto/zugang><label>E-Mail <input name=mail></label>"
        "<label>Kennwort <input type=password name=kennwort autocomplete=new-password></label><button>Anmelden</button></form>"
    )
    assert form is not None and form.password is not None and form.password.get("name") == "kennwort"


DECOYS = {
    "search": '<form role=search action=/suche><input name=q placeholder="Suche"><button>Suchen</button></form>',
    "newsletter": '<form><h3>Newsletter</h3><input type=email placeholder="E-Mail"><button>Abonnieren</button></form>',
    "newsletter fr": '<form class=nl><p>Recevez nos bons plans</p><input type=email name=email placeholder="Votre e-mail"><button>OK</button></form>',
    "registration": "<form action=/register><h2>Créer un compte</h2><input name=prenom placeholder=Prénom><input name=nom placeholder=Nom>"
    "<input type=email name=email><input type=password name=password autocomplete=new-password><button>Créer mon compte</button></form>",
    "new password": "<form><input type=email name=email><label>Neues Passwort <input type=password name=p autocomplete=new-password></label><button>Speichern</button></form>",
    "two passwords": "<form><input type=email name=email><input type=password name=p1><input type=password name=p2><button>Weiter</button></form>",
    "reset": '<form action=/password/reset><h2>Passwort vergessen?</h2><input type=email name=email placeholder="E-Mail"><button>Zurücksetzen</button></form>',
    "contact": "<form><input name=name placeholder=Name><input type=email name=email><textarea name=m></textarea><button>Senden</button></form>",
    "voucher": '<form><input name=voucher placeholder="Code promo"><button>Valider</button></form>',
}


@pytest.mark.parametrize("name", DECOYS)
def test_a_decoy_alone_is_no_sign_in(name: str) -> None:
    assert find(DECOYS[name]) is None


@pytest.mark.parametrize("name", DECOYS)
def test_the_sign_in_is_found_beside_each_decoy(name: str) -> None:
    own = '<form id=own><input name=login placeholder="E-Mail"><input type=password name=pw><button>Anmelden</button></form>'
    for html in (own + DECOYS[name], DECOYS[name] + own):
        form = find(html)
        assert form is not None and form.scope.get("id") == "own"


@pytest.mark.parametrize(
    "html",
    [
        '<h1>Anmelden</h1><form><input type=email name=username autocomplete="username webauthn"><button>Weiter</button></form>',
        "<h1>Connexion</h1><form><label>Identifiant <input name=identifiant></label><button>Continuer</button></form>",
        '<form action=/login/identifier><input type=email id=identifierId aria-label="E-Mail oder Telefonnummer"><div role=button onclick=x>Weiter</div></form>',
        "<title>Inloggen</title><form><input name=email type=email placeholder=E-mailadres><button type=submit>Volgende</button></form>",
        "<h2>Log in</h2><form><input type=text name=user><input type=password name=pw hidden><button>Next</button></form>",
        '<main><h1>Se connecter</h1><div><input placeholder="Adresse e-mail"><button>Suivant</button></div></main>',
    ],
)
def test_a_first_step_with_the_user_name_alone(html: str) -> None:
    form = find(html)
    assert form is not None
    assert (form.kind, form.password) == (FormKind.USER_FIRST, None)
    assert form.button is not None


@pytest.mark.parametrize(
    "html",
    [
        "<p>kunde@example.com</p><form><label>Passwort <input type=password></label><button>Anmelden</button></form>",
        "<form><input name=email value=a@b.c readonly><input type=password name=p><button>Valider</button></form>",
        "<form><input name=email value=a@b.c disabled><input type=password name=p><button>Next</button></form>",
    ],
)
def test_a_second_step_with_the_password_alone(html: str) -> None:
    form = find(html)
    assert form is not None
    assert (form.kind, form.username) == (FormKind.PASSWORD_ONLY, None)


def test_a_form_without_a_form_element_is_bounded_by_its_button() -> None:
    form = find(
        "<header><input type=search placeholder=Search><button>Search</button></header>"
        "<div id=card><div><span>User</span><input id=u></div><div><span>Password</span><input id=p type=password></div>"
        "<div onclick=go() role=button>Sign in</div></div>"
    )
    assert form is not None and form.username is not None
    assert form.username.get("id") == "u"
    assert form.button is not None and form.button.text() == "Sign in"


def test_buttons_beside_the_way_forward_are_not_pressed() -> None:
    form = find(
        "<form><button type=button>Continue with Google</button><button type=button>Sign in with Apple</button>"
        "<input name=email type=email><input type=password name=p><button type=button aria-label='Show password'>o</button>"
        "<button type=button>Forgot password?</button><button>Sign in</button><button type=button>Create account</button></form>"
    )
    assert form is not None and form.button is not None and form.button.text() == "Sign in"


def test_fields_a_portal_adds_are_told_apart_from_the_user_name() -> None:
    form = find(
        "<form><label>Número de cliente <input name=nc></label><label>Correo electrónico <input name=mail type=email></label>"
        "<label>Contraseña <input type=password name=pw></label><button>Entrar</button></form>"
    )
    assert form is not None and form.username is not None
    assert form.username.get("name") == "mail"
    assert [field.get("name") for field in form.extras] == ["nc"]


def test_a_customer_number_alone_is_the_user_name() -> None:
    form = find(
        "<form><label>Kundennummer <input name=kdnr></label><input type=password name=pw><button>Anmelden</button></form>"
    )
    assert form is not None and form.username is not None
    assert (form.username.get("name"), form.extras) == ("kdnr", ())


def test_a_code_beside_the_password_is_seen() -> None:
    form = find(
        "<form><input name=email type=email><input type=password name=pw>"
        "<label>Einmalcode (optional) <input name=otp autocomplete=one-time-code></label><button>Anmelden</button></form>"
    )
    assert form is not None and form.code is not None
    assert form.code.get("name") == "otp"


@pytest.mark.parametrize(
    ("label", "ticked"),
    [
        ("Angemeldet bleiben", True),
        ("Se souvenir de moi", True),
        ("Diesem Gerät vertrauen", True),
        ("Remember me", True),
        ("J'accepte les conditions générales", False),
        ("Newsletter abonnieren", False),
    ],
)
def test_only_boxes_that_remember_are_ticked(label: str, ticked: bool) -> None:
    form = find(
        f"<form><input name=u placeholder=User><input type=password name=p><label><input type=checkbox name=c> {label}</label>"
        "<button>Sign in</button></form>"
    )
    assert form is not None
    assert (form.remember is not None) is ticked


def test_a_page_behind_the_door_is_no_sign_in_page() -> None:
    inside = parse(
        "<a href=/logout>Log out</a><form><label>Current password <input type=password name=pw></label><button>Sign in again</button></form>",
        URL,
    )
    assert not is_sign_in_page(inside)
    outside = parse(
        "<form><input name=u placeholder=User><input type=password><button>Log in</button></form>", URL
    )
    assert is_sign_in_page(outside)


NAMES = st.from_regex(r"[a-z][a-zA-Z0-9_$:.-]{0,20}", fullmatch=True)
NOISE = st.sampled_from([*list(DECOYS.values()), "<p>Welcome</p>", "<nav><a href=/x>Tarife</a></nav>", ""])


@given(
    language=st.sampled_from(sorted(CLASSIC)),
    user_id=NAMES,
    password_id=NAMES,
    before=NOISE,
    after=NOISE,
    wrapping=st.sampled_from(["form", "div", "section"]),
    how=st.sampled_from(["label", "placeholder", "aria"]),
)
@example("cs", "pw", "a", "", "", "form", "label")
def test_wording_order_and_names_do_not_matter(
    language: str, user_id: str, password_id: str, before: str, after: str, wrapping: str, how: str
) -> None:
    user, password, button = CLASSIC[language]

    def field(ident: str, text: str, kind: str) -> str:
        if how == "label":
            return f"<div><label>{text} <input class=f name='{ident}' type={kind}></label></div>"
        if how == "aria":
            return f"<div><input class=f name='{ident}' type={kind} aria-label='{text}'></div>"
        return f"<div><input class=f name='{ident}' type={kind} placeholder='{text}'></div>"

    own = f"<{wrapping} id=own>{field(user_id, user, 'text')}{field(password_id, password, 'password')}<button>{button}</button></{wrapping}>"
    form = find(f"<div>{before}</div><div>{own}</div><div>{after}</div>")
    assert form is not None and form.kind is FormKind.FULL
    assert form.password is not None and form.scope.get("id") == "own"


def test_a_closed_dialog_that_asks_for_the_password_of_a_file_is_no_sign_in_page() -> None:
    viewer = "<title>Bill 12</title><div id=pages></div><dialog{state}><p>This file is locked</p><label>Password <input type=password></label><button>OK</button></dialog>"
    assert not is_sign_in_page(parse(viewer.format(state=""), "https://p.example/view/12"))
    assert is_sign_in_page(parse(viewer.format(state=" open"), "https://p.example/view/12"))


_WAITING = "<div hidden><label for=b>{label}</label><input id=b type=password name=b>{more}</div>"


def test_one_password_that_waits_in_the_form_makes_it_a_sign_in() -> None:
    """No word on the page speaks of signing in; the shape of the form does."""
    waiting = _WAITING.format(label="Mot de passe", more="")
    form = find(
        f"<h1>Bonjour</h1><form><label for=a>Adresse e-mail</label><input id=a name=a>"
        f"<button type=button>Poursuivre</button>{waiting}</form>"
    )
    assert form is not None and form.kind is FormKind.USER_FIRST


@pytest.mark.parametrize(
    ("heading", "more"),
    [
        ("Bonjour", "<input type=password name=again>"),
        ("Première visite ? Inscrivez-vous", ""),
    ],
)
def test_passwords_that_wait_for_a_new_account_do_not(heading: str, more: str) -> None:
    waiting = _WAITING.format(label="Mot de passe", more=more)
    form = find(
        f"<h1>{heading}</h1><form><label for=a>Votre prénom</label><input id=a name=a>"
        f"<button type=button>Poursuivre</button>{waiting}</form>"
    )
    assert form is None


@pytest.mark.parametrize(
    ("heading", "user", "button"),
    [
        ("Customer access", "Username", "Continue"),
        ("Witamy ponownie", "E-mail lub numer klienta", "Kontynuuj"),
        ("Willkommen zurück", "Benutzername", "Weiter"),
        ("Accès abonnés", "Identifiant", "Poursuivre"),
    ],
)
def test_a_door_that_greets_asks_for_the_user_name_first(heading: str, user: str, button: str) -> None:
    form = find(
        f"<h1>{heading}</h1><form method=post><label for=a>{user}</label><input id=a name=x><button>{button}</button></form>"
    )
    assert form is not None and form.kind is FormKind.USER_FIRST
