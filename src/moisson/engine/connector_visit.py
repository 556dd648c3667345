"""Carries out a written connector: session, sign-in, every row into the ledger, each file proved."""

from __future__ import annotations

from dataclasses import dataclass, field

from moisson.engine.connector import Connector, Desk, NoFile
from moisson.engine.contract import FoundDocument, LedgerRow, ListSeen, Progress, RowState, Step
from moisson.engine.errors import DownloadFailed, PortalNotUnderstood, VisitError
from moisson.engine.files.prove import Proof, prove

_TRIES = 2  # a broken transfer is tried once more


@dataclass(slots=True)
class Gathered:
    """The ledger so far; `error` is what ended it early."""

    rows: list[LedgerRow] = field(default_factory=list)
    lists: list[ListSeen] = field(default_factory=list)
    error: VisitError | None = None


async def carry_out(connector: Connector, desk: Desk) -> Gathered:
    """Never raises an error of the family: what was gathered before it is kept beside it."""
    gathered = Gathered()
    try:
        await _enter(connector, desk)
        desk.observe(Progress(Step.LOOKING_FOR_DOCUMENTS))
        async for contract in connector.contracts(desk):
            before = len(gathered.rows)
            async for document in connector.documents(desk, contract):
                gathered.rows.append(await _row(connector, desk, document, gathered))
            where = contract.label or contract.key or desk.request.login_url
            gathered.lists.append(ListSeen(where, len(gathered.rows) - before, 1))
    except VisitError as error:
        gathered.error = error
    return gathered


async def _enter(connector: Connector, desk: Desk) -> None:
    if desk.request.session is not None and await connector.check_session(desk):
        return
    desk.observe(Progress(Step.SIGNING_IN))
    await connector.sign_in(desk)
    await desk.keeper.password_accepted()
    await desk.keeper.session_changed(await desk.driver.session())
    desk.observe(Progress(Step.SIGNED_IN))


async def _row(connector: Connector, desk: Desk, document: FoundDocument, gathered: Gathered) -> LedgerRow:
    request = desk.request
    if document.key in request.known:
        return LedgerRow(document, RowState.KNOWN, "already here")
    if any(row.document.key == document.key for row in gathered.rows):
        return LedgerRow(document, RowState.LEFT_OUT, "shown twice")
    if request.since and document.date and document.date < request.since:
        return LedgerRow(document, RowState.LEFT_OUT, f"before {request.since.isoformat()}")
    try:
        proof = await _fetch(connector, desk, document)
    except NoFile as none:
        return LedgerRow(document, RowState.LEFT_OUT, str(none))
    if not proof.files:
        return LedgerRow(document, RowState.FAILED, proof.reason)
    file = proof.files[0]
    await desk.keeper.document_fetched(document, file)
    desk.observe(
        Progress(Step.FETCHING, done=len(gathered.rows) + 1, detail=document.title or document.number)
    )
    return LedgerRow(document, RowState.DOWNLOADED, None, file)


async def _fetch(connector: Connector, desk: Desk, document: FoundDocument) -> Proof:
    proof = Proof(reason="not tried")
    for _ in range(_TRIES):
        try:
            proof = await prove(await connector.download(desk, document), document.number or "document")
        except DownloadFailed as error:
            proof = Proof(reason=error.message, again=True)
        except PortalNotUnderstood as error:
            # An answer about this row alone: the others may be as they should.
            proof = Proof(reason=error.message)
        if proof.files or not proof.again:
            break
    return proof
