"""When no browser starts, one sentence says what to do."""

import asyncio
import contextlib

import psutil
import pytest

from moisson.engine.drivers.browser import BrowserPool, NoBrowser
from moisson.engine.errors import PortalDown
from tests.engine.drivers.small_site import small_site
from tests.zoo.portals.cartelia import Cartelia
from tests.zoo.serving import serve


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "[0101/120000.000000:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! If you are running on Ubuntu",
            "user namespaces",
        ),
        ("error while loading shared libraries: libnss3.so", "Install chromium-headless-shell"),
    ],
)
async def test_a_browser_that_does_not_start_is_told_with_what_helps(
    tmp_path, said: str, expected: str
) -> None:
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n")
    program.chmod(0o755)
    async with BrowserPool(executable=program) as pool:
        with pytest.raises(NoBrowser, match=expected):
            await pool.browser()


@pytest.mark.browser
async def test_no_more_visits_at_a_time_than_there_are_places() -> None:
    with small_site({"/": "<p>here</p>"}) as url:
        async with BrowserPool(contexts=2) as pool:
            third = asyncio.Event()

            async def visit() -> None:
                async with pool.driver() as driver:
                    third.set()
                    await driver.open(url + "/")

            async with pool.driver() as one:
                async with pool.driver() as other:
                    await one.open(url + "/")
                    waiting = asyncio.ensure_future(visit())
                    await other.open(url + "/")
                    assert not third.is_set()
                    assert len((await pool.browser()).contexts) == 2
                await waiting
            assert not (await pool.browser()).contexts


@pytest.mark.browser
async def test_a_browser_that_served_its_visits_makes_way_and_harms_none() -> None:
    with small_site({"/": "<p>here</p>"}) as url:
        async with BrowserPool(visits=2) as pool:
            async with pool.driver() as long:
                await long.open(url + "/")
                first = await pool.browser()
                async with pool.driver() as driver:
                    await driver.open(url + "/")
                async with pool.driver() as driver:
                    second = await pool.browser()
                    await driver.open(url + "/")
                assert second is not first
                assert (await long.open(url + "/")).text() == "here"
            assert not first.is_connected()
            assert second.is_connected()
            async with pool.driver():
                pass
            async with pool.driver():
                assert await pool.browser() is not second
            assert not second.is_connected()


@pytest.mark.browser
async def test_a_visit_in_another_language_has_a_browser_that_speaks_it_in_every_part() -> None:
    portal = Cartelia()
    with serve(portal) as running:
        async with BrowserPool() as pool:
            for language in ("de", "fr", "nl", "fr"):
                async with pool.driver(languages=(language, "en")) as driver:
                    await driver.open(running.truth.url)
                    told = portal.looked_at[-1]
                    assert told["worker"] == [told["agent"], told["languages"]]
                    assert told["languages"][1] == language


@pytest.mark.browser
async def test_a_tab_that_crashes_harms_its_own_visit_only() -> None:
    with small_site({"/": "<p>here</p>"}) as url:
        async with BrowserPool() as pool, pool.driver() as one, pool.driver() as other:
            await other.open(url + "/")
            with pytest.raises(PortalDown):
                await one.open("chrome://crash")
            assert (await other.open(url + "/")).text() == "here"


@pytest.mark.browser
async def test_after_a_browser_died_the_next_visit_has_a_new_one() -> None:
    others = set(_processes())
    with small_site({"/": "<p>here</p>"}) as url:
        async with BrowserPool() as pool:
            async with pool.driver() as driver:
                await driver.open(url + "/")
                browser = await pool.browser()
                gone = asyncio.Event()
                browser.on("disconnected", lambda _: gone.set())
                _kill_browsers(set(_processes()) - others)
                await gone.wait()
                with pytest.raises(PortalDown):
                    await driver.open(url + "/")
            async with pool.driver() as driver:
                assert (await driver.open(url + "/")).text() == "here"
                assert await pool.browser() is not browser
                assert len((await pool.browser()).contexts) == 1


def _processes() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def _kill_browsers(processes: set[psutil.Process]) -> None:
    for one in processes:
        with contextlib.suppress(psutil.Error):
            if "--remote-debugging-pipe" in one.cmdline():
                one.kill()
