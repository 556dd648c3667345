"""A Swedish bookkeeper's room of documents on Nextcloud: scripts draw the sign-in and the list of files, which they ask for
by PROPFIND with the token of the page; a press on a name enters a folder or opens a viewer, a menu of the row downloads,
renames and deletes. Papers stand in folders by year, beside notes, a contract and a folder of photographs.

Conventions from github.com/nextcloud/server (31): core/templates/layout.guest.php, layout.user.php, layout.initial-state.php
(head, initial states), core/src/components/login/LoginForm.vue (the form), core/Controller/LoginController.php (where a try
leads), lib/private/Authentication/Login/TwoFactorCommand.php, core/Controller/TwoFactorChallengeController.php,
core/templates/twofactorshowchallenge.php (the code), lib/private/AppFramework/Http/Request.php (token, cookies of the same
site), apps/dav/lib/Connector/Sabre/Auth.php (what is refused), apps/files/src/views/FilesList.vue and
components/FileEntry*.vue (list, rows, menu); answers as SabreDAV gives them (RFC 4918). Built to these, not run beside a
real one."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import date
from json import dumps
from typing import Self
from urllib.parse import quote
from xml.sax.saxutils import escape

import pyotp
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, session_of, state_of
from tests.zoo.state import CodeTry, Session, State, TrapTouch
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Lindgren Redovisning AB",
    "Storgatan 14",
    "903 26 Umeå",
    "SE556781220301",
    "SE45 5000 0000 0583 9825 7466",
    "#0082c9",
)
CUSTOMER = ("Lunds Blomsteri", "Kungsgatan 3", "903 25 Umeå")
UID = "Sofie Lund"
SECRET = "KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) + b"\xff\xd9"
OTHERS: dict[str, tuple[str, bytes]] = {
    "Avtal/Uppdragsbrev.docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        b"PK\x03\x04 letter",
    ),
    "Anteckningar/Möte 12 mars.md": ("text/markdown", "# Möte\n".encode()),
    **{f"Foton/IMG_2026{month:02d}{7 + month}_1412{month:02d}.jpg": ("image/jpeg", JPEG + bytes([month])) for month in range(1, 13)},
}  # fmt: skip
DAV = "/remote.php/dav/files"
WRONG, DISABLED, AGAIN = "invalidpassword", "userdisabled", "csrfCheckFailed"


class Nextcloud(FamilySite):
    name = "lindgren"
    program = "nextcloud"
    language = "sv"
    kinds = (
        "nextcloud",
        "sign-in drawn by a script",
        "list by WebDAV",
        "nested folders",
        "inner viewer",
        "photographs beside papers",
    )
    cookie = "oc9kf2mxwe3q"
    assets = ("/dist", "/core", "/apps/theming")
    sign_in_path = "/login"
    username = "sofie@lundsblomsteri.example"
    password = "Pelargon & Näckros 4"
    list_at = DAV
    moved_to = "/remote.php/dav/filer"
    further_label = "Kreditfakturor"
    further_at = "/apps/external/kreditfakturor"
    two_factor = False
    refuses_as = WRONG
    traps = (
        Trap("sign_out", "/logout", methods=("GET", "POST"), effect="sign_out", lands_on="/login"),
        Trap("share", "/ocs/v2.php/apps/files_sharing/api/v1/shares", methods=("POST",)),
        Trap("empty_bin", "/remote.php/dav/trashbin/trash", methods=("DELETE",)),
        Trap("transfer", "/apps/files/api/v1/transferownership", methods=("POST",)),
    )

    def with_codes(self) -> Self:
        """The same room, whose visitor has an authenticator."""
        changed = type(self)()
        changed.two_factor = True
        return changed

    def refusing_as(self, why: str) -> Self:
        """The same room, which refuses every sign-in for this reason."""
        changed = type(self)()
        changed.refuses_as = why
        changed.password = "nobody has it"
        return changed

    def truth(self, base_url: str, state: State) -> Truth:
        told = super().truth(base_url, state)
        if not self.two_factor:
            return told
        return Truth(**{**told.__dict__, "code_source": "totp", "totp_secret": SECRET})

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"LR-{day.year}-{418 - i * 6:04d}",
                date=day,
                amount=some_amount(i, 900, 2600),
                title=f"Fakturor/{day.year}/Faktura LR-{day.year}-{418 - i * 6:04d}.pdf",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="sv",
                ident=str(5120 + i * 7),
                currency="SEK",
                vat_rate=25,
            )
            for i, day in enumerate(months_back(date(2026, 11, 9), 16))
        ]

    # What is kept, by path

    def files(self, state: State) -> dict[str, tuple[str, bytes]]:
        own = [paper for paper in state.shown() if paper.contract != "further"]
        return {**{paper.title: ("application/pdf", paper.pdf()) for paper in own}, **OTHERS}

    def build_routes(self) -> list[BaseRoute]:
        pages: list[BaseRoute] = []
        for before in ("", "/index.php"):
            pages += [
                Route(f"{before}/", self.front),
                Route(f"{before}/login", self.sign_in, methods=["GET", "POST"]),
                Route(f"{before}/login/challenge/totp", self.challenge, methods=["GET", "POST"]),
                Route(f"{before}/apps/files/", self.app),
                Route(f"{before}/apps/files/files", self.app),
                Route(f"{before}/apps/files/files/{{fileid}}", self.app),
                Route(f"{before}/apps/photos/", self.elsewhere),
                Route(f"{before}/apps/activity/", self.elsewhere),
                Route(f"{before}/settings/user", self.elsewhere),
                Route(f"{before}/apps/files_pdfviewer/", self.viewer),
            ]
        methods = ["PROPFIND", "GET", "PUT", "DELETE", "MOVE", "COPY", "MKCOL", "PROPPATCH"]
        return [
            *pages,
            Route("/dist/{name}.js", self.script),
            Route("/core/{rest:path}", self.asset),
            Route("/apps/theming/{rest:path}", self.asset),
            Route(f"{DAV}/{{user}}", self.dav, methods=methods),
            Route(f"{DAV}/{{user}}/{{path:path}}", self.dav, methods=methods),
        ]

    # Pages

    def _visitor(self, request: Request) -> Session:
        return session_of(self, request) or state_of(request).open_session("", "door")

    @staticmethod
    def token(session: Session) -> str:
        return hashlib.sha256(f"csrf {session.token}".encode()).hexdigest()[:24] + ":" + "q8Zt="

    def turned_away(self, request: Request) -> Response:
        return RedirectResponse(f"/login?redirect_url={quote(request.url.path, safe='')}", 303)

    def _with_cookies(self, answer: Response, session: Session) -> Response:
        answer.set_cookie(self.cookie, session.token, httponly=True, samesite="lax", path="/")
        answer.set_cookie("oc_sessionPassphrase", "p" * 24, httponly=True, samesite="lax", path="/")
        answer.set_cookie("nc_sameSiteCookielax", "true", httponly=True, samesite="lax", path="/")
        answer.set_cookie("nc_sameSiteCookiestrict", "true", httponly=True, samesite="strict", path="/")
        return answer

    def _passes(self, request: Request, session: Session, given: str) -> bool:
        cookies = request.cookies
        strict = cookies.get("nc_sameSiteCookiestrict") == "true" == cookies.get("nc_sameSiteCookielax")
        return strict and given == self.token(session)

    async def front(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is not None and session.stage == "in":
            return RedirectResponse("/apps/files/", 303)
        return RedirectResponse("/login", 303)

    async def sign_in(self, request: Request) -> Response:
        visitor = self._visitor(request)
        if request.method == "POST":
            return await self.log_in(request)
        if visitor.stage == "in":
            return RedirectResponse("/apps/files/", 303)
        errors = visitor.notes.pop("errors", "")
        states = {
            "core-loginErrors": [errors] if errors else None,
            "core-loginMessages": [] if errors else None,
            "core-loginUsername": request.query_params.get("user", ""),
            "core-loginAutocomplete": True,
            "core-loginThrottleDelay": 0,
            "core-loginCanResetPassword": True,
            "core-webauthn-available": True,
            "core-hideLoginForm": False,
            "core-alternativeLogins": [],
        }
        told = {
            name: b64encode(dumps(value, separators=(",", ":")).encode()).decode()
            for name, value in states.items()
            if value is not None
        }
        answer = self.page(request, "login.html", token=self.token(visitor), states=told)
        return self._with_cookies(answer, visitor)

    async def log_in(self, request: Request) -> Response:
        visitor, form = self._visitor(request), await request.form()
        user = str(form.get("user", ""))
        failed = RedirectResponse(f"/login?user={quote(user)}&direct=1", 303)
        if not self._passes(request, visitor, str(form.get("requesttoken", ""))):
            visitor.notes["errors"] = AGAIN
            return self._with_cookies(failed, visitor)
        if not self.password_is_right(request, user, str(form.get("password", ""))):
            visitor.notes["errors"] = self.refuses_as
            return self._with_cookies(failed, visitor)
        session = state_of(request).open_session(self.username, "code" if self.two_factor else "in")
        at = "/login/challenge/totp" if self.two_factor else "/apps/files/"
        return self._with_cookies(RedirectResponse(at, 303), session)

    async def challenge(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is None or session.stage not in ("code", "in"):
            return RedirectResponse("/login", 303)
        if request.method == "GET":
            wrong = bool(session.notes.pop("two_factor_auth_error", ""))
            return self.page(request, "challenge.html", token=self.token(session), wrong=wrong, user=UID)
        code = str((await request.form()).get("challenge", ""))
        state = state_of(request)
        right = pyotp.TOTP(SECRET).verify(code, valid_window=1) and code not in state.used_codes
        state.code_tries.append(CodeTry(code, right))
        if not right:
            session.notes["two_factor_auth_error"] = "1"
            return RedirectResponse("/login/challenge/totp", 303)
        state.used_codes.add(code)
        session.stage = "in"
        return RedirectResponse("/apps/files/", 303)

    @inside
    async def app(self, request: Request) -> Response:
        return self._drawn(request, "files", "files-main")

    @inside
    async def elsewhere(self, request: Request) -> Response:
        return self._drawn(request, "photos", "empty-main")

    def _drawn(self, request: Request, app: str, script: str) -> Response:
        session = session_of(self, request)
        assert session is not None
        return self.page(request, "user.html", token=self.token(session), user=UID, app=app, script=script)

    @inside
    async def viewer(self, request: Request) -> Response:
        return self.page(request, "pdfviewer.html")

    async def script(self, request: Request) -> Response:
        name = request.path_params["name"] + ".js"
        if name not in {path.name for path in (self.folder / "pages").glob("*.js")}:
            return Response("", media_type="text/javascript")
        return Response(self.pages.get_template(name).render(site=self), media_type="text/javascript")

    async def asset(self, request: Request) -> Response:
        css = request.url.path.endswith(".css")
        if css and request.url.path.endswith("server.css"):
            text = (self.folder / "pages" / "server.css").read_text()
            return Response(text, media_type="text/css")
        return Response("", media_type="text/css" if css else "image/svg+xml")

    # WebDAV

    async def dav(self, request: Request) -> Response:
        session = session_of(self, request)
        headers = request.headers
        if session is None or session.stage != "in":
            return _error(401, "NotAuthenticated", "Cannot authenticate over ajax calls")
        if request.method != "GET" and not self._passes(request, session, headers.get("requesttoken", "")):
            return _error(401, "NotAuthenticated", "CSRF check not passed.")
        session.requests += 1
        if request.method not in ("GET", "PROPFIND"):
            touched = TrapTouch(request.method.lower(), request.method, request.url.path)
            state_of(request).traps_touched.append(touched)
            return Response("", 204)
        if request.path_params["user"] != UID:
            return _error(404, "NotFound", "File not found")
        files = self.files(state_of(request))
        path = str(request.path_params.get("path", "")).strip("/")
        if request.method == "GET":
            if path not in files:
                return _error(404, "NotFound", "File with name could not be located")
            kind, content = files[path]
            name = path.rpartition("/")[2]
            return Response(
                content,
                media_type=kind,
                headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
            )
        folders = {""} | {
            "/".join(one.split("/")[:depth]) for one in files for depth in range(1, one.count("/") + 1)
        }
        if path not in folders and path not in files:
            return _error(404, "NotFound", "File with name could not be located")
        shown = [path]
        if headers.get("depth") != "0" and path in folders:  # infinity is answered as 1
            shown += sorted(
                one for one in {*folders, *files} if one and one != path and one.rpartition("/")[0] == path
            )
        at = self._changed(DAV)
        rows = "".join(_response(f"{at}/{quote(UID)}", one, files.get(one)) for one in shown)
        body = (
            '<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" '
            f'xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns">{rows}</d:multistatus>'
        )
        return Response(body, 207, media_type="application/xml; charset=utf-8")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        return FileRequest(f"{DAV}/{quote(UID)}/{quote(paper.title)}")


def _response(at: str, path: str, file: tuple[str, bytes] | None) -> str:
    href = f"{at}/{quote(path)}{'' if file or not path else '/'}"
    number = int(hashlib.sha256(path.encode()).hexdigest()[:6], 16)
    both = (
        "<d:getlastmodified>Mon, 09 Nov 2026 08:12:44 GMT</d:getlastmodified>"
        f"<d:getetag>&quot;{hashlib.md5(path.encode()).hexdigest()}&quot;</d:getetag>"
        f"<d:displayname>{escape(path.rpartition('/')[2] or UID)}</d:displayname>"
        f"<oc:fileid>{number}</oc:fileid><oc:permissions>RGDNVW</oc:permissions>"
    )
    if file is None:
        has = f"{both}<d:resourcetype><d:collection/></d:resourcetype><oc:size>40961</oc:size>"
        lacks = "<d:getcontentlength/><d:getcontenttype/>"
    else:
        kind, content = file
        has = (
            f"{both}<d:resourcetype/><d:getcontentlength>{len(content)}</d:getcontentlength>"
            f"<d:getcontenttype>{kind}</d:getcontenttype><oc:size>{len(content)}</oc:size>"
        )
        lacks = "<nc:note/><nc:share-attributes/>"
    return (
        f"<d:response><d:href>{escape(href)}</d:href>"
        f"<d:propstat><d:prop>{has}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>"
        f"<d:propstat><d:prop>{lacks}</d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>"
    )


def _error(status: int, kind: str, message: str) -> Response:
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">'
        f"<s:exception>Sabre\\DAV\\Exception\\{kind}</s:exception><s:message>{message}</s:message></d:error>"
    )
    headers = {"www-authenticate": 'DummyBasic realm="Nextcloud"'} if status == 401 else {}
    return Response(body, status, media_type="application/xml; charset=utf-8", headers=headers)


PORTAL = Nextcloud()
