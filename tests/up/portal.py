"""A portal for these proofs: sign-in with a customer number, a code if wanted, 26 invoices on three pages."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable
from datetime import date

import pyotp
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import CodeTry, Session, State

SUPPLIER = Supplier(
    "Eaux du Val SAS", "3 quai des Moulins", "37000 Tours", "FR11732829320", "FR76", "#0b7285"
)
CUSTOMER = ("Cabinet Fontaine", "8 place du Marché", "21000 Dijon")
ROWS = 10


class EauxDuVal(Site):
    """`code`: "" (none), "totp" or "sms"; `extra` is the customer number asked for, "" for none.

    `echoes`: a refused sign-in quotes back everything that was typed, as careless portals do. `forgetful`: its sign-in
    page shows the form to everybody, also to those who are inside.
    """

    name = "eaux_du_val"
    language = "fr"
    kinds = ("proofs",)
    traps = (Trap("sign_out", "/deconnexion", effect="sign_out", lands_on="/connexion"),)
    cookie = "evsid"
    sign_in_path = "/connexion"

    def __init__(
        self,
        *,
        username: str = "claire@fontaine.example",
        password: str = "Rivière-2026",
        code: str = "",
        totp_secret: str = "",
        sms: str = "",
        extra: str = "",
        echoes: bool = False,
        invoices: int = 26,
        forgetful: bool = False,
    ) -> None:
        super().__init__()
        self.username, self.password = username, password
        self.code, self.totp_secret, self.sms = code, totp_secret, sms
        self.extra, self.echoes, self.invoices = extra, echoes, invoices
        self.forgetful = forgetful
        self.tripwire = Tripwire()

    def build(self, state: State) -> ASGIApp:
        self.tripwire.app = super().build(state)
        return self.tripwire

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"EV-{2026000 + i * 37}",
                date=day,
                amount=some_amount(i, 31, 80),
                title="Facture d'eau",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"{9000 + i * 37}",
            )
            for i, day in enumerate(months_back(date(2026, 11, 3), self.invoices))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/connexion", self.sign_in, methods=["GET", "POST"]),
            Route("/connexion/code", self.second, methods=["GET", "POST"]),
            Route("/espace", self.space),
            Route("/espace/factures", self.list),
            Route("/espace/factures/{ident}.pdf", self.file),
        ]

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            session = None if self.forgetful else session_of(self, request)
            return RedirectResponse("/espace", 302) if session and session.stage == "in" else self._form("")
        form = await request.form()
        typed = [str(form.get(name, "")) for name in ("email", "mot_de_passe", "numero_client")]
        right = self.password_is_right(request, typed[0], typed[1]) and typed[2] == self.extra
        if not right:
            said = "L'adresse e-mail ou le mot de passe est incorrect."
            return self._form(said + (f" Reçu : {' / '.join(typed)}" if self.echoes else ""))
        response = RedirectResponse("/connexion/code" if self.code else "/espace", 303)
        self.let_in(request, response, "code" if self.code else "in")
        return response

    def _form(self, said: str) -> Response:
        customer = (
            '<p><label for="n">Numéro de client</label><input id="n" name="numero_client"></p>'
            if self.extra
            else ""
        )
        return _page(
            "Connexion à mon espace",
            f'<form method="post" action="/connexion">{customer}'
            '<p><label for="e">Adresse e-mail</label><input id="e" type="email" name="email" autocomplete="username"></p>'
            '<p><label for="p">Mot de passe</label><input id="p" type="password" name="mot_de_passe"></p>'
            f'<p role="alert" class="error">{html.escape(said)}</p><button type="submit">Se connecter</button></form>',
        )

    async def second(self, request: Request) -> Response:
        session, state = session_of(self, request), state_of(request)
        if session is None:
            return RedirectResponse("/connexion", 302)
        said = ""
        if request.method == "POST":
            code = str((await request.form()).get("code", "")).strip()
            accepted = code not in state.used_codes and self._is_code(code)
            state.code_tries.append(CodeTry(code, accepted))
            if accepted:
                state.used_codes.add(code)
                response = RedirectResponse("/espace", 303)
                self.let_in(request, response)
                return response
            said = "Ce code n'est pas valable."
        return _page(
            "Code de sécurité",
            f'<form method="post" action="/connexion/code"><p>{self._where_code_is()}</p>'
            '<p><label for="c">Code de sécurité</label>'
            '<input id="c" name="code" inputmode="numeric" autocomplete="one-time-code"></p>'
            f'<p role="alert" class="error">{said}</p><button type="submit">Valider</button></form>',
        )

    def _is_code(self, code: str) -> bool:
        if self.code == "totp":
            return pyotp.TOTP(self.totp_secret).verify(code, valid_window=1)
        return code == self.sms

    def _where_code_is(self) -> str:
        if self.code == "totp":
            return "Saisissez le code affiché par votre application d'authentification."
        return "Nous venons de vous envoyer un code par SMS au •• •• •• 42."

    @inside
    async def space(self, request: Request) -> Response:
        return _page("Bonjour Claire Fontaine", "<p>Votre contrat : 12 rue des Tanneurs, Tours.</p>", _MENU)

    @inside
    async def list(self, request: Request) -> Response:
        papers = state_of(request).shown()
        page = int(request.query_params.get("page", 1))
        pages = max(1, -(-len(papers) // ROWS))
        shown = papers[(page - 1) * ROWS : page * ROWS]
        rows = "".join(
            f"<tr><td>{p.date:%d/%m/%Y}</td><td>{p.number}</td><td>{self._money(p.amount, '#,##0.00 ¤')}</td>"
            f'<td><a href="/espace/factures/{p.ident}.pdf">Télécharger la facture</a></td></tr>'
            for p in shown
        )
        links = "".join(
            f'<li><a href="/espace/factures?page={n}"{" aria-current=page" if n == page else ""}>{n}</a></li>'
            for n in range(1, pages + 1)
        )
        return _page(
            "Mes factures",
            "<table><thead><tr><th>Date</th><th>Numéro</th><th>Montant</th><th>Document</th></tr></thead>"
            f'<tbody>{rows}</tbody></table><nav aria-label="Pages"><ul class="pagination">{links}</ul></nav>',
            _MENU,
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Introuvable", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/espace/factures/{paper.ident}.pdf")


class Tripwire:
    """Calls `spring` when the `at`-th request (of `method`, if said) from now comes in, before the portal sees it."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None
        self._left = 0
        self._method = ""
        self._spring: Callable[[], None] | None = None
        self.sprung = threading.Event()

    def set(self, at: int, spring: Callable[[], None], method: str = "") -> None:
        self.sprung.clear()
        self._left, self._spring, self._method = at, spring, method

    def disarm(self) -> None:
        self._spring = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._spring is not None and self._counts(scope):
            self._left -= 1
            if self._left <= 0:
                spring, self._spring = self._spring, None
                spring()
                self.sprung.set()
        assert self.app is not None
        await self.app(scope, receive, send)

    def _counts(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["path"].endswith(".ico"):
            return False
        return not self._method or scope["method"] == self._method


_MENU = (
    '<nav aria-label="Menu"><ul><li><a href="/espace">Mon espace</a></li>'
    '<li><a href="/espace/factures">Mes factures</a></li>'
    '<li><a href="/deconnexion">Se déconnecter</a></li></ul></nav>'
)


def _page(title: str, body: str, menu: str = "") -> HTMLResponse:
    return HTMLResponse(
        f'<!doctype html><html lang="fr"><head><title>{title} · Eaux du Val</title></head>'
        f"<body><header><b>Eaux du Val</b>{menu}</header><main><h1>{title}</h1>{body}</main></body></html>"
    )
