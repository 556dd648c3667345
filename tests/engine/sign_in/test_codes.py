"""Pages that ask for a code: where it goes, how it comes, how long it lasts."""

from datetime import UTC, datetime

import pytest

from moisson.engine.errors import Medium
from moisson.engine.html import parse
from moisson.engine.sign_in import CodeForm, find_code_form
from moisson.engine.sign_in.codes import find_methods

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def find(html: str) -> CodeForm | None:
    return find_code_form(parse(html, "https://portal.example/verify"), NOW)


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Code de vérification</h1><form><input name=c autocomplete=one-time-code><button>Valider</button></form>",
        "<h1>Zwei-Faktor-Authentifizierung</h1><form><label>Code aus der App <input name=tok></label><button>Weiter</button></form>",
        "<p>Inserisci il codice di verifica</p><form><input type=tel maxlength=6 name=x><button>Conferma</button></form>",
        "<form><label>SMS-TAN <input name=tan></label><button>Bestätigen</button></form>",
        "<h1>Two-step verification</h1><div><input type=text inputmode=numeric id=otp-input><button>Verify</button></div>",
        "<h2>Doble factor</h2><form><input type=password name=otp><button>Verificar</button></form>",
        "<h2>Weryfikacja dwuetapowa</h2><form><label>Kod SMS<input name=k></label><button>Potwierdź</button></form>",
    ],
)
def test_code_pages_are_recognised(html: str) -> None:
    assert find(html) is not None


@pytest.mark.parametrize(
    "html",
    [
        "<form><label>Code postal <input name=cp></label><button>Valider</button></form>",
        "<form><label>Gutscheincode <input name=code></label><button>Einlösen</button></form>",
        "<form><input name=email><input type=password name=password><button>Sign in</button></form>",
        "<form role=search><input name=q placeholder='Search by code'><button>Go</button></form>",
        "<h1>Rechnungen</h1><p>Unter dem Code 4711</p><form><input name=filter></form>",
    ],
)
def test_other_forms_are_no_code_pages(html: str) -> None:
    assert find(html) is None


def test_six_boxes_are_one_code() -> None:
    boxes = "".join(f"<input maxlength=1 inputmode=numeric id=d{i}>" for i in range(6))
    form = find(
        f"<p>Introduce el código que te hemos enviado por SMS al ••• ••• 42</p><form>{boxes}<button>Continuar</button></form>"
    )
    assert form is not None
    assert (len(form.fields), form.length, form.medium) == (6, 6, Medium.SMS)
    assert form.hint is not None and form.hint.endswith("42")


@pytest.mark.parametrize(
    ("text", "medium", "hint"),
    [
        ("Nous avons envoyé un code par SMS au 06 ** ** ** 42.", Medium.SMS, "42"),
        ("We sent a code to c***e@example.com", Medium.EMAIL, "c***e@example.com"),
        ("Enter the code from your authenticator app", Medium.TOTP, None),
        ("Geben Sie den Code aus Ihrer Authentifizierungs-App ein", Medium.TOTP, None),
        ("We texted a code to the number ending in 4711", Medium.SMS, "4711"),
        ("Veuillez saisir le code, par exemple de votre téléphone", Medium.UNKNOWN, None),
        ("Enter your verification code", Medium.UNKNOWN, None),
    ],
)
def test_medium_and_hint_are_read(text: str, medium: Medium, hint: str | None) -> None:
    form = find(f"<h1>Verification code</h1><form><p>{text}</p><input name=otp><button>OK</button></form>")
    assert form is not None
    assert form.medium is medium
    assert form.hint is None if hint is None else hint in (form.hint or "")


@pytest.mark.parametrize(
    ("html", "message"),
    [
        (
            "<h1>Code de vérification</h1><p>Ouvrez votre application et recopiez le code à <b>6 chiffres</b>.</p>"
            "<form><label for=c>Code</label><input id=c name=otp><label><input type=checkbox name=remember> Faire confiance à cet appareil "
            "pendant 30 jours</label><button>Valider</button><a href=/>Retour</a></form>",
            "Code de vérification. Ouvrez votre application et recopiez le code à 6 chiffres.",
        ),
        (
            "<h2>Verificación en dos pasos</h2><div>Te hemos enviado un SMS al móvil acabado en 42.</div>"
            "<form><label>Código<input name=codigo></label><button>Verificar</button></form><p>¿No? <a href=/otra>Reenviar código</a></p>",
            "Verificación en dos pasos. Te hemos enviado un SMS al móvil acabado en 42.",
        ),
        (
            "<form>We sent a code to <b>c•••@example.com</b>, please type it: <input name=otp><button>Go</button></form>",
            "We sent a code to c•••@example.com, please type it:",
        ),
        ("<form><label>SMS-TAN <input name=tan></label><button>Bestätigen</button></form>", "SMS-TAN"),
    ],
)
def test_the_message_is_what_explains_and_nothing_to_press(html: str, message: str) -> None:
    form = find(html)
    assert form is not None
    assert form.message == message


@pytest.mark.parametrize(
    ("field", "length"),
    [
        ('maxlength=7 pattern="[0-9 ]{6,7}"', 6),
        ("maxlength=7", None),
        ("maxlength=6", 6),
        ("maxlength=64", None),
        ('maxlength=7 placeholder="123 456"', 6),
        (r'pattern="\d{8}"', 8),
        ("minlength=6 maxlength=7", 6),
    ],
)
def test_a_limit_is_a_length_only_where_it_is_sure(field: str, length: int | None) -> None:
    form = find(f"<p>Enter the security code</p><form><input name=otp {field}><button>OK</button></form>")
    assert form is not None
    assert form.length == length


def test_length_and_expiry_are_read_not_guessed() -> None:
    form = find(
        "<form><p>Enter the 8-digit security code. It is valid for 10 minutes.</p><input name=code><button>OK</button></form>"
    )
    assert form is not None
    assert (form.length, form.expires_at) == (8, datetime(2026, 11, 22, 12, 10, tzinfo=UTC))
    plain = find("<form><p>Enter the security code</p><input name=code><button>OK</button></form>")
    assert plain is not None
    assert (plain.length, plain.expires_at) == (None, None)


def test_the_ways_to_get_a_code() -> None:
    view = parse(
        "<h1>Confirm it's you</h1><form><label><input type=radio name=m> SMS to •• 42</label>"
        "<label><input type=radio name=m> Authenticator app</label><label><input type=radio name=m> E-mail to c•••@example.com</label>"
        "<button>Continue</button></form>",
        "https://portal.example/",
    )
    assert [method.medium for method in find_methods(view)] == [Medium.SMS, Medium.TOTP, Medium.EMAIL]
