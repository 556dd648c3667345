"""What a page says after the form was sent."""

import pytest

from moisson.engine.html import parse
from moisson.engine.sign_in import Outcome, classify

URL = "https://portal.example/login"
FORM = "<form><input name=u placeholder=User><input type=password name=p><button>Sign in</button></form>"
BEFORE = parse(f"<h1>Sign in</h1>{FORM}", URL)


@pytest.mark.parametrize(
    "text",
    [
        "Identifiant ou mot de passe incorrect.",
        "E-Mail-Adresse oder Passwort ist falsch.",
        "Invalid username or password.",
        "We couldn't find an account with these details.",
        "El usuario o la contraseña no son correctos.",
        "Credenziali non valide.",
        "De combinatie van gebruikersnaam en wachtwoord klopt niet.",
        "Os dados introduzidos estão errados. Tente novamente.",
        "Nieprawidłowy login lub hasło.",
        "Felaktigt användarnamn eller lösenord.",
        "Forkert brugernavn eller adgangskode.",
        "Feil brukernavn eller passord.",
        "Nesprávné jméno nebo heslo.",
        "Virheellinen käyttäjätunnus tai salasana.",
    ],
)
@pytest.mark.parametrize(
    "how", ["<div class=alert-danger>{}</div>", "<p>{}</p>", "<span role=alert>{}</span>"]
)
def test_a_refusal_is_read_with_the_portals_words(text: str, how: str) -> None:
    after = parse(f"<h1>Sign in</h1>{how.format(text)}{FORM}", URL)
    verdict = classify(BEFORE, after)
    assert (verdict.outcome, verdict.message) == (Outcome.REFUSED, text)


@pytest.mark.parametrize(
    "text",
    [
        "Votre compte est bloqué après trop de tentatives.",
        "Ihr Konto wurde vorübergehend gesperrt.",
        "Your account has been locked.",
        "Too many failed attempts.",
        "Su cuenta ha sido bloqueada.",
        "Je account is geblokkeerd",
        "Il tuo account è stato bloccato.",
    ],
)
def test_a_locked_account_is_no_wrong_password(text: str) -> None:
    after = parse(f"<h1>Sign in</h1><p class=error>{text}</p>{FORM}", URL)
    assert classify(BEFORE, after).outcome is Outcome.LOCKED


def test_a_technical_error_is_the_portals_fault() -> None:
    after = parse(
        f"<h1>Sign in</h1><p class=error>Ein technischer Fehler ist aufgetreten. Bitte später erneut versuchen.</p>{FORM}",
        URL,
    )
    assert classify(BEFORE, after).outcome is Outcome.TECHNICAL


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Fehler: Die Antwort des Anbieters konnte nicht verarbeitet werden.", Outcome.TECHNICAL),
        ("Error: the answer of the provider was empty", Outcome.TECHNICAL),
        ("Error: wrong credentials", Outcome.REFUSED),
        ("Fehler bei Benutzername oder Kennwort", Outcome.REFUSED),
    ],
)
def test_a_page_that_says_error_and_blames_nothing_typed_is_the_portals_fault(
    text: str, outcome: Outcome
) -> None:
    after = parse(f"<p>{text}</p>", "https://portal.example/oidc/return?code=1")
    assert classify(BEFORE, after, navigated=True).outcome is outcome


def test_nothing_happened_yet_is_not_a_verdict() -> None:
    assert classify(BEFORE, parse(f"<h1>Sign in</h1>{FORM}", URL)).outcome is Outcome.NOTHING


def test_the_same_form_sent_again_without_a_word_is_looked_into() -> None:
    same = parse(f"<h1>Sign in</h1>{FORM}", URL)
    assert classify(BEFORE, same, navigated=True).outcome is Outcome.SHOWN_AGAIN


def test_a_form_beside_a_way_out_is_for_somebody_else() -> None:
    after = parse(f"<h1>Files</h1><a href=/logout>Log out</a><p>Sign in as another user:</p>{FORM}", URL)
    assert classify(BEFORE, after, navigated=True).outcome is Outcome.MOVED_ON


def test_words_that_stood_there_before_refuse_nothing() -> None:
    note = "<p>Wrong password three times locks your account for an hour: invalid tries count.</p>"
    before = parse(f"<h1>Sign in</h1>{note}{FORM}", URL)
    after = parse(f"<h1>Welcome</h1>{note}<a href=/logout>Log out</a>", "https://portal.example/home")
    assert classify(before, after).outcome is Outcome.MOVED_ON


def test_an_alert_dialogue_counts() -> None:
    same = parse(f"<h1>Sign in</h1>{FORM}", URL)
    assert classify(BEFORE, same, ("Mot de passe incorrect",)).outcome is Outcome.REFUSED


def test_a_code_field_that_joins_the_form_moves_on() -> None:
    after = parse(
        "<h1>Sign in</h1><form><input name=u placeholder=User><input type=password name=p><input name=otp placeholder='One-time password'><button>Sign in</button></form>",
        URL,
    )
    assert classify(BEFORE, after).outcome is Outcome.MOVED_ON


def test_unpaid_invoices_behind_the_door_are_no_refusal() -> None:
    links = "".join(f"<a href=/{i}>Menu {i}</a>" for i in range(8))
    after = parse(
        f"{links}<h1>Hello</h1><div class=alert>Your last payment failed.</div><a href=/logout>Log out</a>",
        "https://portal.example/home",
    )
    assert classify(BEFORE, after).outcome is Outcome.MOVED_ON
