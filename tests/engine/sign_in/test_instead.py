"""Where something else than the password is offered first, and what is known of a session besides its cookies."""

import json

import pytest

from moisson.engine.contract import SessionNotes, SessionState
from moisson.engine.errors import Medium
from moisson.engine.html import parse
from moisson.engine.page import PageView
from moisson.engine.sign_in import Outcome, classify, find_sign_in, words
from moisson.engine.sign_in.codes import find_code_form, find_methods
from moisson.engine.sign_in.entry import entries, folded_entries, password_instead
from moisson.engine.sign_in.fields import caption
from moisson.engine.sign_in.inside import hides_sign_in
from moisson.engine.wording import fold

URL = "https://portal.example/login"


def page(body: str, url: str = URL) -> PageView:
    return parse(f"<!doctype html><title>Sign in</title><body>{body}</body>", url)


LINKS = [
    "Email me a sign-in link",
    "Send magic link",
    "Recevoir un lien de connexion",
    "Anmeldelink senden",
    "Enviarme un enlace",
    "Inviami il link di accesso",
    "Stuur mij een inloglink",
    "Enviar-me um link",
    "Envie-me o link de acesso",
    "Wyślij mi link",
    "Skicka en inloggningslänk",
    "Send mig et login-link",
    "Poslat mi přihlašovací odkaz",
    "Lähetä kirjautumislinkki",
]


@pytest.mark.parametrize("text", LINKS)
def test_a_button_that_mails_a_link_is_never_pressed_to_sign_in(text: str) -> None:
    view = page(f"<h1>Sign in</h1><form><input type=email name=email><button>{text}</button></form>")
    assert find_sign_in(view) is None
    assert not entries(view)


INSTEAD = [
    "Use password instead",
    "Continue with email and password",
    "Se connecter avec un mot de passe",
    "Stattdessen Passwort verwenden",
    "Mit Passwort anmelden",
    "Usar contraseña",
    "Usa la password",
    "Inloggen met wachtwoord",
    "Entrar com palavra-passe",
    "Zaloguj się hasłem",
    "Logga in med lösenord",
    "Log ind med adgangskode",
    "Přihlásit se heslem",
    "Kirjaudu salasanalla",
]
NOT_INSTEAD = [
    "Forgot password?",
    "Set a new password",
    "Sign in without a password",
    "Change your password with ease",
    "Passwort vergessen?",
    "Ohne Passwort anmelden",
    "Mot de passe oublié",
]


@pytest.mark.parametrize(("text", "yes"), [(t, True) for t in INSTEAD] + [(t, False) for t in NOT_INSTEAD])
def test_the_control_that_brings_the_password_out(text: str, yes: bool) -> None:
    view = page(f"<p>Passkey?</p><button>{text}</button>")
    (button,) = view.root.find_all("button")
    assert password_instead(button) is yes


def test_what_leads_elsewhere_goes_before_what_leads_here() -> None:
    view = page(f"<a href={URL}>Sign in</a><button>Sign in another way</button>")
    assert [caption(node) for node in entries(view)] == ["Sign in another way", "Sign in"]


def test_dots_are_the_choice_and_lost_telephones_none() -> None:
    dots = (
        "<label><input type=radio name=m>SMS to ••42</label><label><input type=radio name=m>E-mail to c•@x.fr</label>"
        "<a href=/phone>Change my phone</a>"
    )
    assert [method.medium for method in find_methods(page(dots))] == [Medium.SMS, Medium.EMAIL]
    links = (
        "<a href=/s>SMS to ••42</a><a href=/m>E-mail to c•@x.fr</a><a href=/l>I no longer have this phone</a>"
    )
    assert [method.medium for method in find_methods(page(links))] == [Medium.SMS, Medium.EMAIL]


@pytest.mark.parametrize(
    "text",
    [
        "Confiar neste dispositivo durante 60 dias",
        "Zaufaj temu urządzeniu",
        "Lita på den här enheten",
        "Stol på denne enhed",
        "Důvěřovat tomuto zařízení",
        "Luota tähän laitteeseen",
        "Considera attendibile questo dispositivo",
        "No volver a preguntar en este equipo",
    ],
)
def test_trusting_the_device_is_read_in_every_language(text: str) -> None:
    assert words.REMEMBER.search(fold(text))


def test_where_the_code_went_is_read_above_the_form_too() -> None:
    view = page(
        "<h3>Confirme que é você</h3><p>Enviámos um código de 6 dígitos para o•••@bairro.example.</p>"
        "<form><label>Código <input name=codigo></label><label><input type=checkbox name=c>Confiar neste dispositivo</label>"
        "<button>Confirmar</button><a href=/again>Reenviar código</a></form>"
    )
    form = find_code_form(view)
    assert form is not None and form.medium is Medium.EMAIL and form.hint == "o•••@bairro.example"


def test_an_expired_password_is_no_refusal_of_the_one_just_typed() -> None:
    form = "<form><input name=u placeholder=User><input type=password name=p><button>Sign in</button></form>"
    after = page(
        "<h2>Změna hesla</h2><p>Platnost Vašeho hesla vypršela.</p><form><label>Stávající heslo<input type=password name=a></label>"
        "<label>Nové heslo<input type=password name=b></label><button>Uložit</button></form>",
        "https://portal.example/zmena",
    )
    assert classify(page(form), after).outcome is Outcome.MOVED_ON


@pytest.mark.parametrize(
    "text",
    [
        "Stay signed in?",
        "Rester connecté ?",
        "Angemeldet bleiben?",
        "¿Quiere mantener la sesión iniciada?",
        "Rimanere connessi?",
        "Aangemeld blijven?",
        "Permanecer conectado?",
        "Chcesz, aby Cię nie wylogowywano?",
        "Vill du förbli inloggad?",
        "Forbliv logget på?",
        "Zůstat přihlášeni?",
        "Pysytäänkö kirjautuneena?",
    ],
)
def test_the_question_whether_to_stay_is_read_in_every_language(text: str) -> None:
    assert words.REMEMBER.search(fold(text))


def test_a_sign_in_in_a_closed_menu_is_found_and_says_that_nobody_is_inside() -> None:
    closed = "<a href=/a>A</a><a href=/b>B</a><a href=/c>C</a><nav hidden><a href=/go>Logga in</a>{}</nav>"
    view = page(closed.format(""))
    assert not entries(view)
    assert [node.get("href") for node in folded_entries(view)] == ["/go"]
    assert hides_sign_in(view)
    assert not hides_sign_in(page(closed.format("<a href=/out>Logga ut</a>")))


def test_words_on_both_sides_of_a_line_break_are_two() -> None:
    (cell,) = page("<p>Ek &amp; Björk<br hidden><small>a@b.example</small></p>").root.find_all("p")
    assert cell.text() == "Ek & Björk a@b.example"


def test_a_session_is_kept_with_what_is_known_of_it() -> None:
    kept = SessionState({"cookies": []}, 7, SessionNotes("https://portal.example/home", Medium.SMS))
    assert SessionState.read(json.loads(json.dumps(kept.plain()))) == kept
    assert SessionState.read({"storage": {}, "totp_step": None}) == SessionState({})
    assert "portal.example" not in repr(kept)
