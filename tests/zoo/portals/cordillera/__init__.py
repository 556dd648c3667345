"""A Spanish outdoor wholesaler's mailbox: a list that draws only the rows in sight, and a pane beside it.

A handful of elements serves for all messages: they are moved and filled anew as the inner list is scrolled, as
libraries of virtual lists do it. What is to be drawn comes by portions as JSON. A row has no address: a click fills
the pane, and only there the file has a button. Some messages have none.
"""

from __future__ import annotations

from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Cordillera Material de Montaña S.L.",
    "Camino de la Fuente Fría 7",
    "22700 Jaca",
    "ESB22910477",
    "ES34 2085 2066 6203 3001 1177",
    "#3f6212",
)
CUSTOMER = ("Refugio Valdelobos", "Carretera de Francia, km 14", "22889 Canfranc")
NOTICES = (
    "Horario de verano del almacén",
    "Nueva colección de arneses",
    "Cambio de transportista en el Pirineo",
    "Felices fiestas",
    "Encuesta de satisfacción",
)
A_PORTION = 20


class Cordillera(Site):
    name = "cordillera"
    language = "es"
    kinds = (
        "virtual rows in a list that scrolls within the page",
        "recycled elements",
        "rows that fill a pane beside the list",
        "rows without addresses",
        "messages without a file",
        "JSON by portions",
    )
    wave = 4
    cookie = "sesion_cordillera"
    sign_in_path = "/acceso"
    username = "compras@valdelobos.example"
    password = "Ibon-de-Anayet-2200"
    traps = (
        Trap("sign_out", "/salir", effect="sign_out", lands_on="/acceso"),
        Trap(
            "delete_message", "/buzon/mensaje/{ident}/eliminar", methods=("POST",), effect="delete_document"
        ),
        Trap("reply", "/buzon/mensaje/{ident}/responder", methods=("POST",)),
        Trap("empty_bin", "/buzon/vaciar-papelera", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"CM-{26 if i < 47 else 25}{1187 - i * 19:05d}",
                date=date(2026, 11, 17) - timedelta(days=i * 7),
                amount=some_amount(i, 45, 1300),
                title=f"Factura CM-{26 if i < 47 else 25}{1187 - i * 19:05d}",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="es",
                ident=f"{9120 - i * 37}",
                vat_rate=21,
            )
            for i in range(51)
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/acceso", self.sign_in, methods=["GET", "POST"]),
            Route("/buzon", self.mailbox),
            Route("/buzon/mensajes", self.portion),
            Route("/buzon/mensaje/{ident}", self.message),
            Route("/buzon/mensaje/{ident}/adjunto", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "portada.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "El correo o la contraseña no son correctos."
        return await self.take_password(request, "acceso.html", ("correo", "clave"), wrong, "/buzon")

    @inside
    async def mailbox(self, request: Request) -> Response:
        return self.page(request, "buzon.html")

    def _messages(self, request: Request) -> list[dict[str, str]]:
        """All messages, newest first: one for each invoice, and now and then one that tells news."""
        letters = []
        for i, paper in enumerate(state_of(request).shown()):
            letters.append(
                {
                    "id": paper.ident,
                    "fecha": paper.date.isoformat(),
                    "asunto": paper.title,
                    "texto": f"Adjuntamos su factura por importe de {self._money(paper.amount, '#,##0.00 ¤')}.",
                }
            )
            if i % 5 == 3:
                letters.append(
                    {
                        "id": f"a{i}",
                        "fecha": (paper.date - timedelta(days=2)).isoformat(),
                        "asunto": NOTICES[i // 5 % len(NOTICES)],
                        "texto": "Estimado cliente, le informamos de las novedades de la casa.",
                    }
                )
        return letters

    @inside
    async def portion(self, request: Request) -> Response:
        asked = request.query_params.get("desde", "0")
        start = int(asked) if asked.isdigit() else 0
        letters = self._messages(request)
        return JSONResponse({"total": len(letters), "mensajes": letters[start : start + A_PORTION]})

    @inside
    async def message(self, request: Request) -> Response:
        ident = request.path_params["ident"]
        letter = next((one for one in self._messages(request) if one["id"] == ident), None)
        if letter is None:
            return JSONResponse({"error": "no existe"}, 404)
        paper = state_of(request).by_id(ident)
        name = self.file_name(paper) if paper else None
        return JSONResponse({**letter, "de": "facturacion@cordillera.example", "adjunto": name})

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, self.file_name(paper)) if paper else Response("No existe", 404)

    @staticmethod
    def file_name(paper: Paper) -> str:
        return f"{paper.number}.pdf"

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/buzon/mensaje/{paper.ident}/adjunto")


PORTAL = Cordillera()
