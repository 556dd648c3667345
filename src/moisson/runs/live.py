"""The live stream of a run: server-sent events, made from what the worker writes to the database.

Events: `timeline` (HTML, `id` = the last happening in it), `arrived` (HTML: the documents that came last), `question`
(HTML, empty when none waits) and `end` (the outcome), after which the stream closes. A browser that lost the stream comes back with `Last-Event-ID` and
gets only what is newer. Format: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from moisson.accounts.models import Organisation
from moisson.runs.models import Run
from moisson.runs.showing import (
    Moment,
    arrived,
    arrived_html,
    moment_of,
    newer,
    question_html,
    timeline_html,
)
from moisson.runs.timeline import Timeline

LOOK_EVERY = 0.3  # seconds
COMFORT_EVERY = 15.0  # seconds of silence after which proxies give a stream up
RETRY = 1000  # milliseconds after which the browser comes back


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who watches: whose runs they may see, their language, and what their forms need."""

    organisation: Organisation
    language: str
    may_change: bool
    csrf_token: str


async def stream(run_id: UUID, watcher: Watcher, seen: int | None) -> AsyncIterator[str]:
    """Events until the run ends or the watcher goes. `seen` is the last happening the watcher has, if any."""
    yield f"retry: {RETRY}\n\n"
    try:
        async for part in _events(run_id, watcher, seen):
            yield part
    finally:
        # Each watcher has a thread and so a database connection of its own; it goes when the watcher goes.
        await sync_to_async(close_old_connections)()


async def _events(run_id: UUID, watcher: Watcher, seen: int | None) -> AsyncIterator[str]:
    timeline = Timeline()
    shown: tuple[object, ...] | None = None
    silence = 0.0
    while True:
        try:
            grew, moment, brought = await sync_to_async(_look)(run_id, watcher, timeline)
        except Run.DoesNotExist:
            yield event("end", "gone")
            return
        changed = moment.key != shown
        # What a returning watcher has already is folded in, but not sent again.
        if (grew or changed) and not (
            shown is None and seen is not None and timeline.last_id <= seen and not moment.ended
        ):
            yield event("timeline", timeline_html(timeline, moment, watcher.language), timeline.last_id)
            if brought:
                yield event("arrived", brought)
            silence = 0.0
        if changed:
            yield event("question", _question(moment, watcher))
            silence = 0.0
        shown = moment.key
        if moment.ended:
            yield event("end", moment.outcome)
            return
        await asyncio.sleep(LOOK_EVERY)
        silence += LOOK_EVERY
        if silence >= COMFORT_EVERY:
            silence = 0.0
            yield ": still here\n\n"


def event(name: str, data: str, number: int | None = None) -> str:
    """One event on the wire; each line of the data is a line of its own there."""
    lines = [f"event: {name}"]
    if number is not None:
        lines.append(f"id: {number}")
    lines.extend(f"data: {line}" for line in (data.splitlines() or [""]))
    return "\n".join(lines) + "\n\n"


def _look(run_id: UUID, watcher: Watcher, timeline: Timeline) -> tuple[bool, Moment, str]:
    # The moment first: what happened before an end is then never missed.
    moment = moment_of(watcher.organisation, run_id)
    grew = timeline.add(newer(run_id, timeline.last_id))
    brought = ""
    if grew and timeline.fetching:
        run = Run.objects.of(watcher.organisation).get(pk=run_id)
        brought = arrived_html(arrived(run), watcher.language)
    return grew, moment, brought


def _question(moment: Moment, watcher: Watcher) -> str:
    return question_html(moment, watcher.language, watcher.may_change, watcher.csrf_token)
