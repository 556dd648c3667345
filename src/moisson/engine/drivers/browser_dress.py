"""What a tab is told once, before it goes anywhere: who it is, how large, and that PDF files are for keeping."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
from typing import Any

from playwright.async_api import CDPSession, Error

from moisson.engine.drivers.identity import locale
from moisson.engine.drivers.profile import Profile

_DOCUMENTS = [{"urlPattern": "*", "resourceType": "Document", "requestStage": "Response"}]
# Kinds of targets a page brings along that would otherwise go on saying who the browser really is.
_BROUGHT_ALONG = [{"type": "worker"}, {"type": "shared_worker"}, {"type": "iframe"}]
_NO_NOTIFICATIONS = {"permission": {"name": "notifications"}, "setting": "denied"}
_LOOKS, _TOLD_AFTER = 160, 0.05  # how often, and s between two looks
_TASKBAR = 40  # CSS pixels of the screen that a window leaves free


async def dress(tools: CDPSession, profile: Profile, *, speaks: bool) -> bool:
    """Gives the session's tab its identity, its workers and the frames of other sites included. In full Chromium,
    sets the window's size and switches the PDF viewer off. `speaks`: the browser sends the profile's languages by
    itself, and in the place among the headers where Chrome has them.

    The viewer keeps a file to itself, also one that came by POST. Told that it is an attachment, the browser saves
    it, as the headless shell does anyway. True where the tab stands in a window.
    """
    identity = profile.identity()
    if speaks:
        del identity["acceptLanguage"]
    # Told here and not to Playwright, which would tell it to workers and frames without client hints.
    await tools.send("Emulation.setUserAgentOverride", identity)
    language = locale(profile.languages)
    with contextlib.suppress(Error):  # a tab that another one opened has its language already
        await tools.send("Emulation.setLocaleOverride", {"locale": language})
    version = await tools.send("Browser.getVersion")
    await _dress_what_comes_along(tools, identity, language)
    if str(version.get("product", "")).startswith("HeadlessChrome"):
        # The shell refuses notifications and says that it would ask: two answers that never go together elsewhere.
        with contextlib.suppress(Error):
            target = (await tools.send("Target.getTargetInfo"))["targetInfo"]
            whose = {"browserContextId": target["browserContextId"]}
            await tools.send("Browser.setPermission", {**_NO_NOTIFICATIONS, **whose})
        return False
    await _size(tools, profile)
    under_way: set[asyncio.Future[None]] = set()

    def paused(event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(_go_on(tools, event))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    tools.on("Fetch.requestPaused", paused)
    await tools.send("Fetch.enable", {"patterns": _DOCUMENTS})
    return True


async def _size(tools: CDPSession, profile: Profile) -> None:
    """The window as large as the profile's screen without a task bar; what is inside follows by itself."""
    width, height = profile.screen
    screen = {"screenWidth": width, "screenHeight": height}
    same = {"width": 0, "height": 0, "deviceScaleFactor": 0, "mobile": False}
    await tools.send("Emulation.setDeviceMetricsOverride", {**same, **screen})
    with contextlib.suppress(Error):  # a tab in somebody's window stays as it is
        window = await tools.send("Browser.getWindowForTarget")
        bounds = {"left": 0, "top": 0, "width": width, "height": height - _TASKBAR}
        await tools.send("Browser.setWindowBounds", {"windowId": window["windowId"], "bounds": bounds})
        # The page is told a moment later, and one that opens before has a window of 0 by 0. A screen that keeps its
        # windows to sizes of its own is not waited for.
        for look in range(_LOOKS):
            told = await tools.send("Runtime.evaluate", {"expression": "outerWidth"})
            known = told["result"].get("value", 0)
            if known == width or (known and look > _LOOKS // 8):
                return
            await asyncio.sleep(_TOLD_AFTER)


async def _dress_what_comes_along(tools: CDPSession, identity: dict[str, Any], language: str) -> None:
    numbers = itertools.count(1)
    under_way: set[asyncio.Future[None]] = set()

    async def tell(session: str) -> None:
        for method, values in (
            ("Emulation.setUserAgentOverride", identity),
            ("Emulation.setLocaleOverride", {"locale": language}),
            ("Runtime.runIfWaitingForDebugger", {}),
        ):
            message = json.dumps({"id": next(numbers), "method": method, "params": values})
            with contextlib.suppress(Error):  # it went away meanwhile
                await tools.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})

    def attached(event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(tell(event["sessionId"]))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    tools.on("Target.attachedToTarget", attached)
    # Without flat sessions: Playwright would take the answers for its own.
    wanted = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": False}
    await tools.send("Target.setAutoAttach", {**wanted, "filter": _BROUGHT_ALONG})


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
