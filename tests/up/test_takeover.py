"""The live browser of a run, used from the page by the person it belongs to and by nobody else.

Pages and worker are processes of their own, as on several machines. Pictures of the page (light and dark, wide and phone)
are left in tests/.screenshots for people to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from moisson.engine.drivers.programs import find_executable
from tests.e2e.test_six_steps import picture
from tests.up import canaries
from tests.up.installation import Installation
from tests.zoo.portals.cartelia import Hands
from tests.zoo.serving import Running, serve

PATIENCE = 60_000  # ms on a busy machine; every wait ends as soon as the page shows it
WORD = "ein langer eigener Satz"
PASTED = "Kanarie-eingefügt-5519"
PIECE, HOLE = (0xC2, 0x41, 0x0C), (0x1D, 0x4E, 0xD8)

# The middle of what has this colour on the canvas, from 0 to 1 of its width and height; null where nothing has.
MIDDLE = """(screen, colour) => {
  const {width, height} = screen, seen = screen.getContext('2d').getImageData(0, 0, width, height).data;
  let left = width, right = -1, top = height, bottom = -1;
  for (let y = 0; y < height; y += 2) for (let x = 0; x < width; x += 2) {
    const at = 4 * (y * width + x);
    if (colour.every((value, i) => Math.abs(seen[at + i] - value) < 24)) {
      left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
  }
  return right < 0 ? null : [(left + right) / 2 / width, (top + bottom) / 2 / height];
}"""


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_executable(), args=["--no-sandbox"])
        yield opened
        opened.close()


def only_the_cheapest_browser(installation: Installation, folder: Path) -> None:
    """The others would be turned away just the same, one after the other."""
    first = find_executable()
    if first is not None:
        installation.environment["MOISSON_CHROMIUM"] = str(first)
    installation.environment["PATH"] = str(folder)


def signed_in(browser: Browser, address: str, email: str) -> Page:
    context = browser.new_context(locale="fr-FR", viewport={"width": 1366, "height": 850})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(WORD)
    page.locator("input[type=password]").press("Enter")
    expect(page.get_by_role("link", name="Entreprises & Portails").first).to_be_visible()
    return page


def middle(page: Page, colour: tuple[int, int, int]) -> list[float] | None:
    found: list[float] | None = page.locator("#screen").evaluate(MIDDLE, list(colour))
    return found


def until_seen(page: Page, colour: tuple[int, int, int], *, gone: bool = False) -> None:
    page.wait_for_function(
        f"""([colour, gone]) => {{
          const screen = document.getElementById('screen');
          return screen !== null && (({MIDDLE})(screen, colour) === null) === gone;
        }}""",
        arg=[list(colour), gone],
        timeout=PATIENCE,
    )


def drag(page: Page) -> None:
    """Moves the piece of the puzzle where it belongs, with the mouse on the picture."""
    from_, to = middle(page, PIECE), middle(page, HOLE)
    assert from_ is not None and to is not None
    box = page.locator("#screen").bounding_box()
    assert box is not None
    y = box["y"] + from_[1] * box["height"]
    page.mouse.move(box["x"] + from_[0] * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + to[0] * box["width"], y, steps=14)
    page.mouse.up()


def asked_for(page: Page, path: str, method: str = "GET", seat: str = "", body: str = "") -> Any:
    """What the server says to a request of this person's own page: status and where it leads."""
    return page.evaluate(
        """async ([path, method, seat, body]) => {
          const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
          const headers = {'X-CSRFToken': token, 'X-Moisson-Seat': seat};
          const answer = await fetch(path, {method, headers, redirect: 'follow', body: method === 'POST' ? body : undefined});
          return [answer.status, new URL(answer.url).pathname];
        }""",
        [path, method, seat, body],
    )


@pytest.fixture
def portal() -> Iterator[Running]:
    with serve(Hands()) as running:
        yield running


@pytest.mark.slow
@pytest.mark.browser
def test_a_person_solves_the_puzzle_in_the_browser_of_the_visit(
    tmp_path: Path, chromium: Browser, portal: Running
) -> None:
    with ExitStack() as stack:
        data = tmp_path / "data"
        pages = stack.enter_context(Installation(data, scripted=False))
        worker = stack.enter_context(Installation(data, scripted=False))
        for part in (pages, worker):
            only_the_cheapest_browser(part, tmp_path)
            part.environment["MOISSON_LOG_LEVEL"] = "DEBUG"
        pages.start("web", "--port", "0")
        address = pages.address
        worker.start("worker", "--name", "one")
        truth = portal.truth
        connection = pages.hand("connect", url=truth.url, username=truth.username, password=truth.password)
        other = pages.hand("connect", url="http://127.0.0.1:1/", username="x", password="y")
        pages.hand("belongs", connection=connection, email="ada@exemple.fr", password=WORD)
        pages.hand("belongs", connection=other, email="bob@exemple.fr", password=WORD)
        ada, bob = (
            signed_in(chromium, address, "ada@exemple.fr"),
            signed_in(chromium, address, "bob@exemple.fr"),
        )

        ada.goto(f"{address}portals/")
        ada.locator(f"form[action$='/portals/login/{connection}/fetch/'] button").first.click()
        expect(ada).to_have_url(re.compile("/runs/"))
        visit = ada.url
        opens = ada.get_by_role("button", name="Ouvrir le navigateur et aider")
        expect(opens).to_be_visible(timeout=PATIENCE)
        expect(ada.get_by_text("Êtes-vous un robot").first).to_be_visible()
        picture(ada, "10-aide-demandee")

        # A token that nobody spent opens nothing for the person of another organisation.
        path = "/" + visit.removeprefix(address)
        with ada.expect_response(lambda response: response.status == 302) as moved:
            opens.click()
        token = moved.value.headers["location"]
        until_seen(ada, PIECE)
        seat = ada.locator("#browser").get_attribute("data-seat") or ""
        bob.goto(f"{address}portals/")
        assert asked_for(bob, f"{path}browser/", "POST")[0] == 404
        assert asked_for(bob, token)[0] == 404
        assert asked_for(bob, f"{path}browser/picture/?after=0", seat=seat)[0] == 410
        assert asked_for(bob, f"{path}browser/acts/", "POST", seat, "[]")[0] == 410
        assert asked_for(ada, token)[0] == 403, "spent"
        assert asked_for(ada, f"{path}browser/picture/?after=0")[0] == 410, "without a seat"
        expect(ada.locator("#host")).to_have_text(truth.url.split("/")[2])
        assert "token" not in ada.url and ada.url == visit, "a reload does not ask for the spent token"

        # Keyboard: into the picture and out again.
        ada.locator("#screen").click(position={"x": 5, "y": 5})
        ada.keyboard.press("Tab")
        assert ada.evaluate("document.activeElement.id") == "screen"
        ada.keyboard.press("Escape")
        assert ada.evaluate("document.activeElement.id") == "go-on"
        ada.locator("#typed").fill(PASTED)
        ada.locator("#typed").press("Enter")
        expect(ada.locator("#typed")).to_have_value("")
        picture(ada, "11-navigateur")

        # The page is lost for a moment and finds its way back by itself.
        ada.context.set_offline(True)
        expect(ada.locator("#said")).to_contain_text("interrompue", timeout=PATIENCE)
        ada.context.set_offline(False)
        expect(ada.locator("#said")).to_have_text("", timeout=PATIENCE)

        drag(ada)
        until_seen(ada, HOLE, gone=True)
        assert not portal.state.password_tries, "the engine types nothing meanwhile"
        ada.get_by_role("button", name="Continuer").click()
        number = len(truth.documents)
        expect(ada.get_by_text(f"{number} nouveaux documents")).to_be_visible(timeout=PATIENCE)
        assert [tried.right for tried in portal.state.password_tries] == [True]
        assert not portal.state.traps_touched

        # The end of the visit is the end of its browser.
        assert asked_for(ada, f"{path}browser/picture/?after=0", seat=seat)[0] == 410
        assert asked_for(ada, f"{path}browser/", "POST") == [200, path]

        # The session is kept: the next visit needs neither help nor password.
        ada.get_by_role("button", name="Récupérer maintenant").first.click()
        expect(ada.get_by_text("Rien de nouveau").first).to_be_visible(timeout=PATIENCE)
        assert len(portal.state.password_tries) == 1

        secrets = {"password": truth.password, "pasted": PASTED, "seat": seat, "token": token.split("/")[-2]}
        worker.kill()
        worker.wait_dead()
        assert canaries.found_in_tables(data, secrets) == []
        assert canaries.found_in_files(tmp_path, secrets) == []
