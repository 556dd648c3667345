"""The ways in of a made portal: one page, two pages, a dialogue, steps by script, codes, and forms that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyotp
from markupsafe import escape
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from tests.zoo.site import session_of, state_of
from tests.zoo.state import CodeTry, PasswordTry

if TYPE_CHECKING:
    from tests.zoo.varied.portal import Varied

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_WRONG = {
    "fr": "Identifiant ou mot de passe incorrect.",
    "de": "Die Zugangsdaten sind nicht korrekt.",
    "es": "Usuario o contraseña incorrectos.",
    "it": "Credenziali non valide.",
    "nl": "Onjuiste inloggegevens.",
    "pt": "Credenciais inválidas.",
    "pl": "Nieprawidłowy login lub hasło.",
    "cs": "Nesprávné přihlašovací údaje.",
    "sv": "Fel användarnamn eller lösenord.",
    "da": "Forkert brugernavn eller adgangskode.",
    "fi": "Virheellinen tunnus tai salasana.",
}
_AJAX = """
<script>document.getElementById('{form}').addEventListener('submit', async e => {{
  e.preventDefault();
  const answer = await fetch('{at}', {{method: 'POST', body: new FormData(e.target)}});
  const told = await answer.json();
  if (told.to) location.assign(told.to); else document.getElementById('{said}').textContent = told.error;
}});</script>
"""
_STEP = """
<script>document.getElementById('{on}').addEventListener('click', () => {{
  document.getElementById('{one}').hidden = true; document.getElementById('{two}').hidden = false;
  document.querySelector('#{two} input').focus();
}});</script>
"""
_BOXES = """
<script>const all = [...document.querySelectorAll('input[data-box]')];
all.forEach((box, i) => box.addEventListener('input', () => {
  if (box.value && all[i + 1]) all[i + 1].focus();
}));</script>
"""


class Doors:
    """Handlers before the door of one portal."""

    def __init__(self, site: Varied) -> None:
        self.site = site
        self.words, self.look, self.paths, self.kind = site.words, site.look, site.paths, site.plan.sign_in
        self.names = {
            "plain": ("username", "password"),
            "bootstrap": ("email", "pass"),
            "tailwind": ("login[id]", "login[secret]"),
            "hashed": ("fld_a1", "fld_b2"),
            "native": ("kennung", "geheim"),
        }[site.plan.look]

    # Pieces

    def _user(self) -> str:
        box = self.look.id("user")
        label = escape(self.words["user"])
        if self.site.plan.wording % 4 == 0:
            return f"<input id='{box}' name='{self.names[0]}' placeholder='{label}'{self.look.of('field')}>"
        return f"<label for='{box}'>{label}</label><input id='{box}' name='{self.names[0]}'{self.look.of('field')}>"

    def _password(self) -> str:
        box = self.look.id("word")
        label = escape(self.words["password"])
        return f"<label for='{box}'>{label}</label><input id='{box}' type=password name='{self.names[1]}'{self.look.of('field')}>"

    def _button(self, role: str) -> str:
        return f"<button type=submit{self.look.of('button')}>{escape(self.words[role])}</button>"

    def _around(self) -> str:
        words = self.words
        remember = f"<label><input type=checkbox name=keep value=1> {escape(words['remember'])}</label>"
        return remember + f"<a href='/register'>{escape(words['forgot'])}</a>"

    def _form(self, at: str, inner: str, name: str = "") -> str:
        told = f" id='{name}'" if name else ""
        return f"<form method=post action='{at}'{told}{self.look.of('form')}>{inner}</form>"

    def _decoys(self) -> str:
        if self.site.plan.decoys != "all":
            return ""
        words = self.words
        return (
            f"<section><h2>{escape(words['register'])}</h2><form method=post action='/register'>"
            f"<label>{escape(words['user'])}<input name=new_mail></label>"
            f"<label>{escape(words['password'])}<input type=password name=new_word></label>"
            f"<label>{escape(words['password'])} (2)<input type=password name=new_word_2></label>"
            f"<button>{escape(words['register'])}</button></form></section>"
        )

    def _page(self, request: Request, content: str, status: int = 200) -> Response:
        title = self.words["sign_in_title"]
        decoys = "" if request.url.path in (self.paths["word"], self.paths["code"]) else self._decoys()
        before, after = (decoys, "") if self.site.plan.wording % 2 else ("", decoys)
        return self.site.show(
            title, before + content + after, status, within=False, banner="seen" not in request.cookies
        )

    def _credentials(self, error: str = "") -> str:
        title, at = escape(self.words["sign_in_title"]), self.paths["sign_in"]
        said, name = self.look.id("said"), self.look.id("form")
        told = f"<p id='{said}' role=alert>{escape(error)}</p>"
        if self.kind == "client_step":
            one, two, on = self.look.id("one"), self.look.id("two"), self.look.id("on")
            inner = (
                f"<div id='{one}'>{self._user()}<button type=button id='{on}'>{escape(self.words['go_on'])}</button></div>"
                f"<div id='{two}' hidden>{self._password()}{self._around()}{self._button('sign_in')}</div>"
            )
            return f"<h1>{title}</h1>{told}{self._form(at, inner)}{_STEP.format(on=on, one=one, two=two)}"
        if self.kind == "two_pages":
            return f"<h1>{title}</h1>{told}{self._form(at, self._user() + self._button('go_on'))}"
        inner = self._user() + self._password() + self._around() + self._button("sign_in")
        script = _AJAX.format(form=name, at=self.paths["check"], said=said) if self.kind == "ajax" else ""
        return f"<h1>{title}</h1>{told}{self._form(at, inner, name)}{script}"

    # Pages

    async def home(self, request: Request) -> Response:
        words = self.words
        if self._inside(request):
            return RedirectResponse(self.paths["board"], 302)
        if self.kind == "modal":
            box, inner = self.look.id("dialog"), self._credentials()
            content = (
                f"<h1>{escape(words['brand'])}</h1><p>{escape(words['titles'])}</p><button type=button data-opens='{box}'>"
                f"{escape(words['to_sign_in'])}</button><div id='{box}' role=dialog hidden>{inner}</div>"
            )
        else:
            content = (
                f"<h1>{escape(words['brand'])}</h1><p>{escape(words['titles'])}</p>"
                f"<a href='{self.paths['sign_in']}'>{escape(words['to_sign_in'])}</a> <a href='/register'>{escape(words['register'])}</a>"
            )
        return self._page(request, content)

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            if self._inside(request):
                return RedirectResponse(self.paths["board"], 302)
            if self.kind == "modal":
                return RedirectResponse("/", 302)
            return self._page(request, self._credentials())
        form = await request.form()
        user, word = (str(form.get(name, "")) for name in self.names)
        if self.kind == "two_pages":
            response = RedirectResponse(self.paths["word"], 303)
            self.site.let_in(request, response, "word").notes["user"] = user
            return response
        if self.kind == "ajax":
            return RedirectResponse(self.paths["sign_in"], 303)
        if not self.site.password_is_right(request, user, word):
            return self._refused(request)
        return self._let_in(request)

    def _refused(self, request: Request) -> Response:
        error = _WRONG.get(self.site.language, "Wrong user name or password.")
        return self._page(request, self._credentials(error), 401 if self.site.plan.wording % 2 else 200)

    def _let_in(self, request: Request) -> Response:
        asks = self.kind in ("totp", "totp_boxes")
        response = RedirectResponse(self.paths["code"] if asks else self.paths["board"], 303)
        self.site.let_in(request, response, "code" if asks else "in")
        return response

    async def word(self, request: Request) -> Response:
        session = session_of(self.site, request)
        if session is None:
            return RedirectResponse(self.paths["sign_in"], 302)
        user = session.notes.get("user", "")
        if request.method == "GET":
            inner = f"<p>{escape(user)}</p>" + self._password() + self._around() + self._button("sign_in")
            return self._page(
                request, f"<h1>{escape(self.words['password'])}</h1>{self._form(self.paths['word'], inner)}"
            )
        if not self.site.password_is_right(request, user, str((await request.form()).get(self.names[1], ""))):
            return self._refused(request)
        return self._let_in(request)

    async def check(self, request: Request) -> Response:
        form = await request.form()
        user, word = (str(form.get(name, "")) for name in self.names)
        if not self.site.password_is_right(request, user, word):
            return JSONResponse(
                {"error": _WRONG.get(self.site.language, "Wrong user name or password.")}, 401
            )
        response = JSONResponse({"to": self.paths["board"]})
        self.site.let_in(request, response)
        return response

    async def code(self, request: Request) -> Response:
        session = session_of(self.site, request)
        if session is None or session.stage != "code":
            return RedirectResponse(self.paths["sign_in"], 302)
        words, box = self.words, self.look.id("code")
        if request.method == "POST":
            form = await request.form()
            given = "".join(str(form.get(f"c{i}", "")) for i in range(6)) or str(form.get("code", ""))
            right = pyotp.TOTP(SECRET).verify(given.strip(), valid_window=1)
            state_of(request).code_tries.append(CodeTry(given, right))
            if right:
                session.stage = "in"
                state_of(request).sign_ins += 1
                return RedirectResponse(self.paths["board"], 303)
        if self.kind == "totp_boxes":
            boxes = "".join(
                f"<input data-box name=c{i} maxlength=1 inputmode=numeric size=1 aria-label='{i + 1}'>"
                for i in range(6)
            )
            inner = f"<p>{escape(words['code'])}</p>{boxes}{self._button('send_code')}{_BOXES}"
        else:
            inner = f"<label for='{box}'>{escape(words['code'])}</label><input id='{box}' name=code>{self._button('send_code')}"
        text = f"<p>{escape(words['code_text'])}</p>"
        return self._page(
            request, f"<h1>{escape(words['code'])}</h1>{text}{self._form(self.paths['code'], inner)}"
        )

    async def register(self, request: Request) -> Response:
        if request.method == "POST":
            state_of(request).password_tries.append(
                PasswordTry("typed into the form for new customers", False)
            )
        return self._page(request, f"<h1>{escape(self.words['register'])}</h1>")

    async def search(self, request: Request) -> Response:
        return self._page(request, f"<h1>{escape(self.words['search'])}</h1><p>0</p>")

    def _inside(self, request: Request) -> bool:
        session = session_of(self.site, request)
        return session is not None and session.stage == "in"
