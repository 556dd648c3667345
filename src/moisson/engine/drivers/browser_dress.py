"""What a tab is told once, before it goes anywhere: who it is, and that PDF files are for keeping, not for showing."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Mapping
from typing import Any

from playwright.async_api import CDPSession, Error

_DOCUMENTS = [{"urlPattern": "*", "resourceType": "Document", "requestStage": "Response"}]


async def dress(tools: CDPSession, identity: Mapping[str, Any]) -> None:
    """Sets the identity (`identity.identity`) of the session's tab; in full Chromium, switches its PDF viewer off.

    The viewer keeps a file to itself, also one that came by POST. Told that it is an attachment, the browser saves
    it, as the headless shell does anyway.
    """
    await tools.send("Emulation.setUserAgentOverride", dict(identity))
    version = await tools.send("Browser.getVersion")
    if str(version.get("product", "")).startswith("HeadlessChrome"):
        return
    under_way: set[asyncio.Future[None]] = set()

    def paused(event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(_go_on(tools, event))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    tools.on("Fetch.requestPaused", paused)
    await tools.send("Fetch.enable", {"patterns": _DOCUMENTS})


async def _go_on(tools: CDPSession, event: dict[str, Any]) -> None:
    headers: list[dict[str, str]] = event.get("responseHeaders") or []
    told = {header["name"].lower(): header["value"] for header in headers}
    answer: dict[str, Any] = {"requestId": event["requestId"]}
    if (
        told.get("content-type", "").lower().startswith("application/pdf")
        and event.get("responseStatusCode") == 200
    ):
        kept = [h for h in headers if h["name"].lower() != "content-disposition"]
        said = re.sub(r"^[^;]*", "attachment", told.get("content-disposition", ""))
        kept.append({"name": "Content-Disposition", "value": said or "attachment"})
        answer |= {"responseCode": 200, "responseHeaders": kept}
    with contextlib.suppress(Error):
        await tools.send("Fetch.continueResponse", answer)
