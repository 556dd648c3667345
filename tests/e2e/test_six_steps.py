"""The six steps in French, from the first account to the documents, in a real browser against the real program.

Pictures of every step (light and dark, wide and phone) are left in tests/.screenshots for people to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from moisson.engine.drivers.browser_pool import find_executable
from tests.up.installation import Installation
from tests.zoo.portals import portal_named
from tests.zoo.serving import Running, serve

PICTURES = Path(__file__).resolve().parents[1] / ".screenshots"
PATIENCE = 60_000  # ms for a visit on a busy machine; every wait ends as soon as the page shows it
WIDE, PHONE = {"width": 1366, "height": 850}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with Installation(tmp_path_factory.mktemp("six") / "data", scripted=False) as running:
        running.start()
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_executable(), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def page(browser: Browser, installation: Installation) -> Iterator[Page]:
    """A French browser in which the first account has been made."""
    context = browser.new_context(locale="fr-FR", viewport=WIDE)
    context.set_default_timeout(15_000)
    foreign: list[str] = []
    page = context.new_page()
    page.on("request", lambda sent: foreign.append(sent.url) if "127.0.0.1" not in sent.url else None)
    page.goto(installation.address)
    picture(page, "00-bienvenue")
    page.get_by_label("Votre nom").fill("Maximiliane Durand-Lefèvre de la Haute-Combe")
    page.get_by_label("Adresse e-mail").fill("camille@atelier.example")
    page.get_by_label("Mot de passe").fill("une longue phrase à moi")
    page.get_by_label("Organisation").fill("Atelier Durand")
    page.get_by_role("button", name="Créer le compte").click()
    expect(page.get_by_role("link", name="Entreprises & Portails").first).to_be_visible()
    yield page
    assert not foreign, "the pages ask no foreign host for anything"


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    for size, view in (("wide", WIDE), ("phone", PHONE)):
        page.set_viewport_size(view)  # type: ignore[arg-type]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(
                path=PICTURES / f"{name}-{size}-{scheme}.png", full_page=True, animations="disabled"
            )
            overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert overflow <= 0, f"{name} is {overflow} px too wide for {size}"
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


def choose_kind(page: Page) -> None:
    """Steps 1 to 3: the menu, the plus icon, an online portal."""
    page.get_by_role("link", name="Entreprises & Portails").first.click()
    page.get_by_role("main").get_by_role("link", name=re.compile("Ajouter")).first.click()
    page.get_by_role("radio", name=re.compile("Portail en ligne")).check()
    picture(page, "03-type")
    page.get_by_role("button", name="Continuer").click()


def test_the_practice_portal(page: Page) -> None:
    choose_kind(page)
    picture(page, "04-trouver")
    page.get_by_role("searchbox").fill("entrainement")  # no accent, on purpose
    page.get_by_role("link", name=re.compile("Portail d.entraînement")).first.click()

    opens = page.get_by_role("link", name=re.compile("Ouvrir la page de connexion"))
    expect(opens).to_have_attribute("target", "_blank")
    expect(opens).to_have_attribute("href", re.compile("^http://127.0.0.1:[0-9]+/connexion"))
    page.locator("[name=username]").fill("camille@exemple.fr")
    page.locator("[name=password]").fill("Recolte-2026")
    picture(page, "05-identifiants")
    page.get_by_role("button", name="Enregistrer").click()

    expect(page).to_have_url(re.compile("/runs/"))
    picture(page, "06-en-direct")
    expect(page).to_have_url(re.compile("/portals/$"), timeout=PATIENCE)  # it ends on the list by itself
    row = page.get_by_role("main")
    expect(row.get_by_text("camille@exemple.fr")).to_be_visible()
    expect(row.get_by_role("listitem").get_by_text("Connecté").first).to_be_visible()
    expect(row.get_by_role("link", name="26").first).to_be_visible()
    picture(page, "07-entreprises")


@pytest.fixture(scope="module")
def portal_with_a_code() -> Iterator[Running]:
    with serve(portal_named("fibrasur")) as running:
        yield running


def test_a_stranger_that_asks_for_a_code(page: Page, portal_with_a_code: Running) -> None:
    truth, state = portal_with_a_code.truth, portal_with_a_code.state
    choose_kind(page)
    page.get_by_role("link", name=re.compile("par son adresse")).click()
    page.locator("[name=address]").fill(truth.url)
    picture(page, "04-adresse")
    page.get_by_role("button", name="Continuer").click()
    page.locator("[name=username]").fill(truth.username)
    page.locator("[name=password]").fill(truth.password)
    page.get_by_role("button", name="Enregistrer").click()

    code = page.locator("input[autocomplete=one-time-code]")
    expect(code).to_be_visible(timeout=PATIENCE)
    picture(page, "06-code")
    watching = page.url

    # Closing the tab loses nothing: the question waits in the list, and in the menu's badge.
    page.goto(watching.split("/runs/")[0] + "/portals/")
    expect(page.locator("input[autocomplete=one-time-code]")).to_be_visible()
    picture(page, "06-code-attend")
    page.goto(watching)
    code.fill(state.codes_sent[-1])
    code.press("Enter")

    number = len(truth.documents)
    expect(page.get_by_text(f"{number} nouveaux documents")).to_be_visible(timeout=PATIENCE)
    picture(page, "06-visite-finie")
    assert len(state.password_tries) == 1 and len(state.codes_sent) == 1
    assert not state.traps_touched

    page.goto(watching.split("/runs/")[0] + "/documents/")
    expect(page.get_by_text(truth.documents[0].number).first).to_be_visible()
    picture(page, "08-documents")


def test_a_wrong_password_is_said_and_tried_once(page: Page) -> None:
    with serve(portal_named("gasnet")) as running:
        truth = running.truth
        choose_kind(page)
        page.get_by_role("link", name=re.compile("par son adresse")).click()
        page.locator("[name=address]").fill(truth.url)
        page.get_by_role("button", name="Continuer").click()
        page.locator("[name=username]").fill(truth.username)
        page.locator("[name=password]").fill(truth.password)
        page.get_by_role("button", name="Enregistrer").click()
        expect(page.get_by_role("link", name=re.compile("identifiants")).first).to_be_visible(
            timeout=PATIENCE
        )
        picture(page, "09-refus")
        assert len(running.state.password_tries) == 1
