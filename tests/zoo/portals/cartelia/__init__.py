"""A French fuel-card issuer behind a guard of its own: who wants to sign in is looked at first.

The guard reads the headers, has a script look around in the browser, and refuses a sign-in form that came back faster
than hands can type, without having looked at the password. How strict it is depends on the branch.
"""

from __future__ import annotations

import re
import time
from datetime import date
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Cartelia Mobilités SA",
    "18 quai de la Rapée",
    "75012 Paris",
    "FR72512984410",
    "FR76 3000 4008 2800 0102 9934 176",
    "#00573f",
)
CUSTOMER = ("Taxis Bordenave SARL", "Luc Bordenave", "4 rue des Cordeliers", "64100 Bayonne")
FASTEST = 1.4  # seconds nobody beats between the sight of the form and its button
Strictness = Literal["ordinary", "whole_browser", "window", "nobody", "hands"]


class Cartelia(Site):
    name = "cartelia"
    language = "fr"
    kinds = (
        "browser check before the sign-in",
        "form refused when filled in too fast",
        "table",
        "attachment",
    )
    cookie = "cartelia_sid"
    sign_in_path = "/espace/connexion"
    username = "luc@taxis-bordenave.example"
    password = "Gazole#98"
    strictness: Strictness = "ordinary"
    plain_clock = True  # the form says when it was shown; False: in a way that only the guard reads
    traps = (
        Trap("sign_out", "/espace/quitter", effect="sign_out", lands_on="/"),
        Trap("pay", "/espace/factures/{ident}/regler", lands_on="/espace/factures"),
        Trap("block_card", "/espace/cartes/opposition", methods=("GET", "POST"), lands_on="/espace"),
        Trap("order_card", "/espace/cartes/commander", methods=("POST",), lands_on="/espace"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.looked_at: list[dict[str, Any]] = []  # what the guard was told, one entry a visa asked for
        self.too_fast = 0  # forms that came back before a hand could have filled them in
        self.fastest = FASTEST

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"CM{day:%y%m}-{4471 + i * 13}",
                date=day,
                amount=some_amount(i, 212, 31),
                title="Relevé carburant",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"{90211 - i * 377}",
                vat_rate=20,
                status="open" if i == 0 else "paid",
                contract="Flotte 3 cartes",
            )
            for i, day in enumerate(months_back(date(2026, 10, 28), 7))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/espace/connexion", self.sign_in, methods=["GET", "POST"]),
            Route("/gardien/visa", self.visa, methods=["POST"]),
            Route("/gardien/puzzle", self.piece_placed, methods=["POST"]),
            Route("/espace", self.space),
            Route("/espace/factures", self.invoices),
            Route("/espace/factures/{ident}.pdf", self.file),
        ]

    async def home(self, request: Request) -> Response:
        return self.page(request, "accueil.html")

    # The guard

    async def visa(self, request: Request) -> Response:
        told = await request.json()
        self.looked_at.append(told)
        if not (_fits(request, told) and self.lets_in(told)):
            return JSONResponse({"visa": False}, 403)
        answer = JSONResponse({"visa": True})
        answer.set_cookie("cartelia_visa", "ok", httponly=True, samesite="lax")
        return answer

    def lets_in(self, told: dict[str, Any]) -> bool:
        if self.strictness in ("nobody", "hands"):
            return False
        whole = bool(told["plugins"]) and told["chrome"] and told["outer"][1] > told["inner"][1]
        # A browser without a window has the keyboard of no country.
        window = "IntlYen" not in told["keys"]
        return {"ordinary": True, "whole_browser": whole, "window": whole and window}[self.strictness]

    place = 0
    """Where the piece of the puzzle belongs, in pixels from the left; 0 where no hand can solve it."""

    async def piece_placed(self, request: Request) -> Response:
        told = await request.json()
        trail = told["trail"]
        by_hand = len(trail) >= 8 and all(trail) and abs(told["at"] - self.place) <= 9
        if not (self.strictness == "hands" and by_hand):
            return JSONResponse({"visa": False}, 403)
        answer = JSONResponse({"visa": True})
        answer.set_cookie("cartelia_visa", "ok", httponly=True, samesite="lax")
        return answer

    async def sign_in(self, request: Request) -> Response:
        if request.cookies.get("cartelia_visa") != "ok":
            puzzle = self.strictness in ("nobody", "hands")
            return self.page(request, "controle.html", puzzle=puzzle, place=self.place)
        if request.method == "GET":
            return self.form(request)
        form = await request.form()
        shown = str(form.get("affiche_le", ""))[:: 1 if self.plain_clock else -1]
        if not shown.isdigit() or time.time() - int(shown) / 1000 < self.fastest:
            self.too_fast += 1
            return self.form(
                request, "Ce formulaire a été rempli trop vite. Veuillez réessayer dans un instant."
            )
        if not self.password_is_right(request, str(form.get("ident", "")), str(form.get("mdp", ""))):
            return self.form(request, "Identifiant ou mot de passe incorrect.")
        response = RedirectResponse("/espace", 303)
        self.let_in(request, response)
        return response

    def form(self, request: Request, error: str = "") -> Response:
        shown = str(time.time_ns() // 1_000_000)[:: 1 if self.plain_clock else -1]
        return self.page(request, "connexion.html", error=error, shown=shown)

    # Behind the door

    @inside
    async def space(self, request: Request) -> Response:
        return self.page(request, "espace.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "factures.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None:
            return self.page(request, "accueil.html", 404)
        return pdf_attachment(paper, f"{paper.number}.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/espace/factures/{paper.ident}.pdf")


def _fits(request: Request, told: dict[str, Any]) -> bool:
    """What the script saw and what the headers say are one browser, and no machine that drives it shows."""
    headers = request.headers
    agent, hints = headers.get("user-agent", ""), headers.get("sec-ch-ua", "")
    version = re.search(r"Chrome/(\d+)", agent)
    names = [name.lower() for name, _ in request.scope["headers"] for name in [name.decode()]]
    in_order = [name for name in names if name in ("sec-ch-ua", "user-agent", "accept-encoding")]
    languages = headers.get("accept-language", "").split(",")[0]
    return (
        told["webdriver"] is False
        and told["agent"] == agent
        and told["worker"] == [agent, told["languages"]]
        and version is not None
        and f'"Chromium";v="{version[1]}"' in hints
        and "headless" not in (agent + hints).lower()
        and bool(languages)
        and told["languages"][:1] == [languages]
        and in_order[-1:] == ["accept-encoding"]
        and told["asked"] == told["notifications"].replace("default", "prompt")
    )


class WholeBrowser(Cartelia):
    """The branch that lets in whole browsers only: a viewer for PDF files, a window with bars, what Chrome brings."""

    strictness: Strictness = "whole_browser"


class Window(Cartelia):
    """The branch that wants to be looked at on a screen."""

    strictness: Strictness = "window"


class Nobody(Cartelia):
    """The branch whose guard trusts nobody without a puzzle."""

    strictness: Strictness = "nobody"


class Hands(Cartelia):
    """The branch whose guard lets in who places the piece of its puzzle by hand."""

    strictness: Strictness = "hands"
    place = 211


class SecondLook(Hands):
    """Its guard lets in without a puzzle, and shows one when a customer opens the list of invoices."""

    strictness: Strictness = "ordinary"

    def routes(self) -> list[BaseRoute]:
        async def guarded(request: Request) -> Response:
            if request.cookies.get("cartelia_hand") == "yes":
                return await self.invoices(request)
            return self.page(request, "controle.html", puzzle=True, place=self.place)

        return [Route("/espace/factures", guarded), *super().routes()]

    def lets_in(self, told: dict[str, Any]) -> bool:
        return "/espace/factures" not in told.get("page", "") and super().lets_in(told)

    async def piece_placed(self, request: Request) -> Response:
        answer = JSONResponse({})
        answer.set_cookie("cartelia_hand", "yes")
        return answer


class Clocked(Cartelia):
    """The branch whose form does not tell anybody that it looks at the clock."""

    plain_clock = False


PORTAL = Cartelia()
