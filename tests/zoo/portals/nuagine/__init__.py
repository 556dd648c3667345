"""A French cloud provider with a code field beside the password, oldest invoices first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyotp
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import CodeTry, Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Nuagine SAS", "88 rue du Dôme", "92100 Boulogne", "FR29810044172", "FR76 3000 6000 0112 3456 7890 189"
)
CUSTOMER = ("Studio Pixel & Craie", "3 place Plumereau", "37000 Tours")
SECRET = "KRSXG5CTMVRXEZLUKN2XAZLSKRSXG5A2"
PAGE = 7


class Nuagine(Site):
    name = "nuagine"
    language = "fr"
    kinds = ("code on the same page", "TOTP", "oldest first", "next only", "table", "attachment")
    wave = 2
    cookie = "ngn"
    sign_in_path = "/console/connexion"
    username = "admin@pixelcraie.example"
    password = "Craie_Blanche#12"
    traps = (
        Trap("sign_out", "/console/deconnexion", effect="sign_out", lands_on="/console/connexion"),
        Trap("pay", "/console/facturation/{ident}/regler.pdf", lands_on="/console"),
        Trap("delete_server", "/console/serveurs/detruire", methods=("GET", "POST"), lands_on="/console"),
        Trap("change_plan", "/console/offre/passer-premium", lands_on="/console"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"NG{day:%Y}-{318 - i * 4:05d}",
                date=day,
                amount=some_amount(i, 22, 140),
                title=f"Consommation {self._day(day, 'MMMM y')}",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"{(i + 5) * 48271 % 2147483647:x}",
            )
            for i, day in enumerate(months_back(date(2026, 11, 1), 18))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(super().truth(base_url, state), totp_secret=SECRET, code_source="totp")

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/console/connexion", self.sign_in, methods=["GET", "POST"]),
            Route("/console", self.console),
            Route("/console/facturation", self.invoices),
            Route("/console/facturation/{ident}/pdf", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "vitrine.html")

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "connexion.html")
        form, state = await request.form(), state_of(request)
        right = self.password_is_right(request, str(form.get("email", "")), str(form.get("mdp", "")))
        code = str(form.get("code", "")).strip()
        accepted = right and pyotp.TOTP(SECRET).verify(code, valid_window=1) and code not in state.used_codes
        if code:
            state.code_tries.append(CodeTry(code, accepted))
        if not right:
            return self.page(request, "connexion.html", error="Adresse e-mail ou mot de passe incorrect.")
        if not accepted:
            return self.page(
                request, "connexion.html", error="Code de vérification incorrect ou déjà utilisé."
            )
        state.used_codes.add(code)
        response = RedirectResponse("/console", 303)
        self.let_in(request, response)
        return response

    @inside
    async def console(self, request: Request) -> Response:
        return self.page(request, "console.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        papers = state_of(request).shown()[::-1]
        given = request.query_params.get("p", "0")
        page = int(given) if given.isdigit() else 0
        last = (len(papers) - 1) // PAGE
        shown = papers[page * PAGE : (page + 1) * PAGE]
        return self.page(request, "facturation.html", papers=shown, page=page, last=last)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Introuvable", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/console/facturation/{paper.ident}/pdf")


PORTAL = Nuagine()
