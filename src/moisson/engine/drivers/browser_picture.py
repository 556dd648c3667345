"""A picture of the tab in which fields and secrets are painted over."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from playwright.async_api import Error, Frame, Page

from moisson.engine.drivers.browser_snapshot import Snapshot
from moisson.engine.page import Node

BLACKOUT = (Path(__file__).parent / "browser_blackout.js").read_text(encoding="utf-8")


def places_of(nodes: Iterable[Node]) -> dict[int, list[int]]:
    """Nodes of a snapshot as the collector numbered them, by frame."""
    places: dict[int, list[int]] = {}
    for node in nodes:
        _, place, index = node.ref.split(".")
        places.setdefault(int(place), []).append(int(index))
    return places


async def picture(
    page: Page, taken: Snapshot, hidden: Iterable[Node], *, quality: int | None = None
) -> bytes | None:
    """The tab as PNG, or as JPEG of that quality, `hidden` nodes of the snapshot and every field painted over; None
    where that is not sure."""
    places = places_of(hidden)
    seen = {frame for frame, _ in taken.frames}
    for frame in page.frames:
        if frame not in seen and frame.url not in ("", "about:blank") and await _is_shown(frame):
            return None
    try:
        for number, (_, kept) in enumerate(taken.frames):
            await kept.evaluate(BLACKOUT, {"on": True, "fields": True, "places": places.get(number, [])})
        if quality is not None:
            return await page.screenshot(type="jpeg", quality=quality, scale="css", timeout=4000)
        return await page.screenshot(type="png", animations="disabled", timeout=8000)
    except Error:
        return None
    finally:
        for _, kept in taken.frames:
            try:
                await kept.evaluate(BLACKOUT, {"on": False, "places": []})
            except Error:
                continue


async def _is_shown(frame: Frame) -> bool:
    try:
        element = await frame.frame_element()
        return bool(await element.is_visible())
    except Error:
        return False
