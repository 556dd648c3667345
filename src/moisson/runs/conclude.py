"""The end of a run, written in one piece: ledger, lists, evidence, the connection's state, and what comes next."""

from __future__ import annotations

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone

from moisson.documents.expectations import learn_anew
from moisson.documents.models import Sighting
from moisson.engine.contract import FoundDocument, LedgerRow, RowState, VisitResult
from moisson.engine.sites import site_of
from moisson.portals.models import Connection
from moisson.runs import evidence_files, family_health, recipe_health, shortfalls
from moisson.runs.hiding import Hider
from moisson.runs.keeper import said
from moisson.runs.models import LedgerEntry, Run, SeenList, Trigger
from moisson.runs.outcome import (
    CANCELLED,
    SUCCESSES,
    Standing,
    own_rows,
    standing,
    standing_of,
    whole_outcome,
)
from moisson.runs.planning import last_visit, plan
from moisson.runs.taking_up import Hand, withdraw_challenges

logger = logging.getLogger(__name__)


def conclude(hand: Hand, result: VisitResult, hider: Hider) -> str:
    """The outcome as written. Raises `NoLongerOurs` when the run is in other hands or gone."""
    with transaction.atomic():
        run = hand.hold()
        all_known = shortfalls.write(run, result, hider)
        ended = shortfalls.outcome_with_all_known(result) if all_known else result.outcome
        outcome = whole_outcome(ended, _write_ledger(run, result, hider))
        SeenList.objects.bulk_create(
            SeenList(
                run=run,
                url=hider.address(seen.url)[:1000],
                rows=seen.rows,
                pages=seen.pages,
                claimed_total=seen.claimed_total,
                says_empty=seen.says_empty,
            )
            for seen in result.lists
        )
        if result.evidence is not None:
            run.evidence_name = evidence_files.write(run.id, result.evidence, hider)
            run.evidence_url = hider.address(result.evidence.url)[:1000]
        run.outcome, run.message = outcome, hider.words(result.message)
        run.mode, run.requests, run.seconds = (
            result.effort.mode,
            result.effort.requests,
            result.effort.seconds,
        )
        run.ended_at = timezone.now()
        run.portal = site_of(run.connection.login_url)[:255]
        if result.recipe is not None:
            use = result.recipe
            run.recipe_mark, run.recipe_version = use.mark, use.version
            run.recipe_held, run.recipe_at = use.held, use.at[:40]
        if result.family is not None:
            run.family, run.family_version = result.family.name, result.family.version
            run.family_held = result.family.held
        run.save()
        if result.recipe is not None:
            recipe_health.note(run, result.recipe)
        if result.family is not None:
            family_health.note(result.family)
        withdraw_challenges(run.id)
        _tell_connection(run, result)
    if outcome in SUCCESSES:
        _learn_rhythm(run)
    return outcome


def _learn_rhythm(run: Run) -> None:
    """After the end is written: whatever goes wrong here, the visit was good."""
    try:
        learn_anew(run.connection)
    except Exception as error:
        logger.error("The rhythm of %s could not be learned (%s).", run.connection_id, type(error).__name__)


def _write_ledger(run: Run, result: VisitResult, hider: Hider) -> list[RowState]:
    """Every row seen, and every document that this run brought home before it was cut off."""
    sightings = {
        key: (document, first_run)
        for key, document, first_run in Sighting.objects.of(run.organisation)
        .filter(connection=run.connection)
        .values_list("key", "document_id", "first_run_id")
    }
    fetched = {key for key, (_, first_run) in sightings.items() if first_run == run.id}
    rows = own_rows(result.rows, fetched)
    for key in sorted(fetched - {row.document.key[:500] for row, _ in rows}):
        rows.append((LedgerRow(_from_archive(run, key), RowState.DOWNLOADED), RowState.DOWNLOADED))
    LedgerEntry.objects.bulk_create(
        _entry(run, row, state, sightings.get(row.document.key[:500], (None, None))[0], hider)
        for row, state in rows
    )
    return [state for _, state in rows]


def _entry(run: Run, row: LedgerRow, state: RowState, document_id: object, hider: Hider) -> LedgerEntry:
    found = said(row.document)
    return LedgerEntry(
        run=run,
        key=row.document.key[:500],
        number=found.number[:100],
        date=found.date,
        amount=found.amount,
        currency=found.currency[:3],
        title=found.title[:500],
        state=state.value,
        reason=hider.words(row.reason or "")[:500],
        document_id=document_id,
    )


def _from_archive(run: Run, key: str) -> FoundDocument:
    document = (
        Sighting.objects.of(run.organisation)
        .select_related("document")
        .get(connection=run.connection, key=key)
        .document
    )
    return FoundDocument(
        key=key,
        number=document.number or None,
        date=document.date,
        amount=document.amount,
        currency=document.currency or None,
        title=document.title or None,
    )


def _tell_connection(run: Run, result: VisitResult) -> None:
    connection = Connection.objects.select_for_update().get(pk=run.connection_id)
    connection.last_run_at = run.ended_at
    fields = ["last_run_at"]
    if result.places:
        connection.places = dict(result.places)
        fields.append("places")
    edited = connection.credentials_version != run.credentials_version
    now_stands = _standing(run, result, connection)
    if now_stands is not None and not edited:
        if (connection.state, connection.state_reason) != (now_stands.state, now_stands.reason):
            connection.state_since = run.ended_at
        connection.state, connection.state_reason = now_stands.state, now_stands.reason
        connection.state_message = now_stands.message
        fields += ["state", "state_reason", "state_message", "state_since"]
        if now_stands.success and run.outcome != CANCELLED:
            connection.last_success_at = run.ended_at
            fields.append("last_success_at")
    connection.next_run_at = None
    Connection.objects.filter(pk=connection.pk).update(
        next_run_at=None, **{name: getattr(connection, name) for name in fields}
    )
    plan(connection)
    if edited and run.outcome != CANCELLED:
        # Edited while this visit went on with what was there before: what the person typed is tried now.
        from moisson.runs.service import start_run

        transaction.on_commit(partial(start_run, connection, Trigger.PERSON, run.started_by))


def _standing(run: Run, result: VisitResult, connection: Connection) -> Standing | None:
    """None leaves the state as it is."""
    if run.outcome != CANCELLED:
        told = standing_of(result) if run.outcome == result.outcome else standing(run.outcome)
        return Standing(told.state, told.reason, run.message if told.reason else "")
    before = last_visit(connection)
    return standing(before.outcome, before.message, before.mover) if before else None
