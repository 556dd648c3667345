"""A Spanish fibre provider as a single-page application: a token in local storage, a JSON list in pages, files as blobs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from functools import wraps

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, pdf_attachment, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Cielonet Telecomunicaciones S.L.",
    "Avenida de la Constitución 14",
    "41001 Sevilla",
    "ESB90412277",
    "ES21 1465 0100 7220 3087 6293",
    "#6d28d9",
)
CUSTOMER = ("Taller Gráfico Olmo", "Calle Feria 81", "41002 Sevilla")

Handler = Callable[["Cielonet", Request], Awaitable[Response]]


def with_token(handler: Handler) -> Handler:
    """Only with the token that the sign-in gave, in the header; a cookie is not looked at."""

    @wraps(handler)
    async def guarded(self: Cielonet, request: Request) -> Response:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind != "Bearer" or token not in state_of(request).sessions:
            return JSONResponse({"codigo": "NO_AUTORIZADO", "mensaje": "Inicie sesión"}, 401)
        return await handler(self, request)

    return guarded


class Cielonet(Site):
    name = "cielonet"
    language = "es"
    kinds = (
        "single-page application",
        "JSON list",
        "token in local storage",
        "numbered pages",
        "blob",
        "drawer",
    )
    sign_in_path = "/"
    username = "olmo@tallerolmo.example"
    password = "Guadalquivir#77"
    traps = (
        Trap("sign_out", "/api/v2/sesion/cerrar", methods=("GET", "POST"), effect="sign_out"),
        Trap("pay", "/api/v2/facturas/{ident}/pagar", methods=("GET", "POST")),
        Trap("cancel_line", "/api/v2/linea/baja", methods=("GET", "POST"), effect="close_account"),
        Trap(
            "delete_document",
            "/api/v2/facturas/{ident}/eliminar",
            methods=("GET", "POST"),
            effect="delete_document",
        ),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"CN-{day:%Y}-{31207 + 13 * (30 - i)}",
                date=day,
                amount=some_amount(i, 31, 25),
                title=f"Fibra 600 Mb y línea móvil, {day:%m/%Y}",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="es",
                ident=f"{(i * 2654435761 + 40503) % 2**32:08x}-5b1d-4f0e-8c3a-{(i * 69621 + 7) % 2**48:012x}",
                vat_rate=21,
            )
            for i, day in enumerate(months_back(date(2026, 11, 3), 23))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(super().truth(base_url, state), claimed_total=len(state.documents))

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.app),
            Route("/acceso", self.app),
            Route("/panel", self.app),
            Route("/mis-facturas", self.app),
            Route("/mi-linea", self.app),
            Route("/api/v2/acceso", self.enter, methods=["POST"]),
            Route("/api/v2/yo", self.me),
            Route("/api/v2/avisos", self.notices),
            Route("/api/v2/facturas", self.invoices),
            Route("/api/files/{ident}/content", self.file),
        ]

    async def app(self, request: Request) -> Response:
        return self.page(request, "app.html")

    async def enter(self, request: Request) -> Response:
        sent = await request.json()
        if not self.password_is_right(request, str(sent.get("usuario", "")), str(sent.get("clave", ""))):
            return JSONResponse(
                {"codigo": "CREDENCIALES", "mensaje": "Usuario o contraseña incorrectos"}, 401
            )
        session = state_of(request).open_session(self.username)
        return JSONResponse({"token": session.token, "caduca": 2592000})

    @with_token
    async def me(self, request: Request) -> Response:
        return JSONResponse({"nombre": "Taller Gráfico Olmo", "cliente": 88120347})

    @with_token
    async def notices(self, request: Request) -> Response:
        rows = [
            {
                "id": 501 + i,
                "fecha": day.isoformat(),
                "texto": "Mantenimiento programado en su zona",
                "leido": i > 1,
            }
            for i, day in enumerate(months_back(date(2026, 11, 9), 4, 2))
        ]
        return JSONResponse({"items": rows})

    @with_token
    async def invoices(self, request: Request) -> Response:
        papers = state_of(request).shown()
        page = int(request.query_params.get("pagina", "1"))
        size = min(int(request.query_params.get("porPagina", "10")), 10)
        rows = [
            {
                "facturaId": 700000 + i,
                "numeroFactura": paper.number,
                "fechaEmision": f"{paper.date.isoformat()}T00:00:00",
                "fechaVencimiento": f"{paper.date.replace(day=20).isoformat()}T00:00:00",
                "concepto": paper.title,
                "importe": {
                    "base": float(round(paper.amount / 2, 2)),
                    "total": float(paper.amount),
                    "moneda": "EUR",
                },
                "estado": "PAGADA",
                "documento": {"uuid": paper.ident, "mime": "application/pdf", "bytes": len(paper.pdf())},
            }
            for i, paper in enumerate(papers)
        ][(page - 1) * size : page * size]
        return JSONResponse(
            {"items": rows, "meta": {"total": len(papers), "pagina": page, "porPagina": size}}
        )

    @with_token
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None:
            return JSONResponse({"codigo": "NO_EXISTE"}, 404)
        return pdf_attachment(paper, f"factura_{paper.number}.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(
            f"/api/files/{paper.ident}/content", headers={"Authorization": f"Bearer {session.token}"}
        )


PORTAL = Cielonet()
