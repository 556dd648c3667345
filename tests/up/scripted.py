"""A visit to the portal of these proofs by a script that knows it: exact, quick, without browser or discovery.

It keeps the contract of a visit, so the rooms around it (queue, keeper, person, ledger) are the real ones.
"""

from __future__ import annotations

import hashlib
import re
import time
from decimal import Decimal
from pathlib import Path

import pyotp
from curl_cffi.requests import AsyncSession

from moisson.engine.contract import (
    Challenge,
    ChallengeKind,
    Effort,
    Evidence,
    FetchedFile,
    FoundDocument,
    Keeper,
    LedgerRow,
    ListSeen,
    Observer,
    Person,
    Progress,
    RowState,
    SessionState,
    Step,
    VisitRequest,
    VisitResult,
)
from moisson.engine.errors import CodeNeeded, CodeRefused, Medium, VisitError, WrongCredentials
from moisson.runs.engine_room import EngineRoom

_ROW = re.compile(
    r"<tr><td>(?P<day>[\d/]+)</td><td>(?P<number>[^<]+)</td><td>(?P<amount>[^<]+)</td><td><a href=\"(?P<path>[^\"]+)\""
)


async def visit(
    request: VisitRequest, person: Person, keeper: Keeper, observe: Observer, room: EngineRoom, folder: Path
) -> VisitResult:
    started = time.monotonic()
    base = request.login_url.removesuffix("/connexion")
    cookies = dict(request.session.storage.get("cookies", {})) if request.session else {}
    rows: list[LedgerRow] = []
    lists: tuple[ListSeen, ...] = ()
    error: VisitError | None = None
    async with AsyncSession(cookies=cookies) as web:
        observe(Progress(Step.REACHING, detail=request.login_url))
        page = await web.get(base + "/espace")
        try:
            if "/connexion" in page.url:
                await _sign_in(web, base, request, person, keeper, observe)
                await _keep(web, keeper)
            lists = (await _harvest(web, base, request, keeper, observe, folder, rows),)
        except VisitError as caught:
            error = caught
            page = caught.page if hasattr(caught, "page") else page
        await _keep(web, keeper)
    new = any(row.state is RowState.DOWNLOADED for row in rows)
    return VisitResult(
        outcome=error.kind if error else ("complete" if new else "nothing_new"),
        rows=tuple(rows),
        lists=lists,
        effort=Effort("http", len(rows), time.monotonic() - started),
        message=error.message if error else "",
        error=error,
        evidence=Evidence(page.url, None, page.text) if error else None,
    )


async def _keep(web: AsyncSession, keeper: Keeper) -> None:
    await keeper.session_changed(SessionState({"cookies": dict(web.cookies)}))


async def _sign_in(
    web: AsyncSession, base: str, request: VisitRequest, person: Person, keeper: Keeper, observe: Observer
) -> None:
    given = request.credentials
    form = await web.get(request.login_url)
    observe(Progress(Step.SIGNING_IN, detail=request.login_url))
    await keeper.about_to_send_password()
    page = await web.post(
        request.login_url,
        data={
            "email": given.username,
            "mot_de_passe": given.password.reveal(),
            "numero_client": given.extra.get("customer_number", ""),
        },
    )
    if "incorrect" in page.text:
        error = WrongCredentials(re.sub(r"<[^>]+>", " ", page.text).strip(), url=page.url)
        error.page = page  # type: ignore[attr-defined]
        raise error
    await keeper.password_accepted()
    if page.url.endswith("/code"):
        observe(Progress(Step.CODE_ASKED))
        page = await web.post(page.url, data={"code": await _code(request, person, keeper)})
        if page.url.endswith("/code"):
            raise CodeRefused("Ce code n'est pas valable.")
    observe(Progress(Step.SIGNED_IN))
    assert form.status_code == 200


async def _code(request: VisitRequest, person: Person, keeper: Keeper) -> str:
    secret = request.credentials.totp_secret
    if secret:
        step = int(time.time()) // 30
        await keeper.totp_used(step)
        return pyotp.TOTP(secret.reveal()).at(step * 30)
    answer = await person.answer(Challenge(ChallengeKind.CODE, Medium.SMS, "Un code par SMS", hint="•• 42"))
    if answer is None:
        raise CodeNeeded("Un code est demandé.", medium=Medium.SMS)
    return answer.reveal()


async def _harvest(
    web: AsyncSession,
    base: str,
    request: VisitRequest,
    keeper: Keeper,
    observe: Observer,
    folder: Path,
    rows: list[LedgerRow],
) -> ListSeen:
    found: list[tuple[FoundDocument, str]] = []
    number = 0
    while True:
        number += 1
        page = await web.get(f"{base}/espace/factures?page={number}")
        for row in _ROW.finditer(page.text):
            amount = Decimal(re.sub(r"[^\d,]", "", row["amount"]).replace(",", "."))
            document = FoundDocument(
                row["number"], row["number"], None, amount, "EUR", "Facture d'eau", page.url
            )
            found.append((document, row["path"]))
        if f"?page={number + 1}" not in page.text:
            break
    observe(Progress(Step.LIST_FOUND, total=len(found), detail=f"{base}/espace/factures"))
    for done, (document, path) in enumerate(found, 1):
        if document.key in request.known:
            rows.append(LedgerRow(document, RowState.KNOWN))
            continue
        answer = await web.get(base + path)
        target = folder / f"{document.number}.pdf"
        target.write_bytes(answer.content)
        file = FetchedFile(
            target,
            hashlib.sha256(answer.content).hexdigest(),
            len(answer.content),
            "application/pdf",
            f"{document.number}.pdf",
        )
        await keeper.document_fetched(document, file)
        observe(Progress(Step.FETCHING, done, len(found), document.title))
        rows.append(LedgerRow(document, RowState.DOWNLOADED, file=file))
    return ListSeen(f"{base}/espace/factures", len(found), number)
