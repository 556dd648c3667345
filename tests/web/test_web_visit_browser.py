"""The page with the live browser of a visit: what mouse, fingers, keys and clipboard become; fit for everybody to use."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from moisson.engine.takeover import Key, Pointer, Text, Wheel
from moisson.portals.models import PendingChallenge
from moisson.runs.models import Run, Takeover, Trigger
from tests.runs_pages.screens import Drawn, offered
from tests.web import stage
from tests.web.test_web_axe import checked, enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def drawing() -> bytes:
    image = Image.new("RGB", (1280, 720), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1280, 70), fill="#00573f")
    draw.rectangle((420, 180, 860, 560), outline="#999999", width=2)
    draw.rectangle((480, 320, 800, 370), outline="#555555", width=2)
    file = io.BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def screen() -> Drawn:
    return Drawn(drawing())


@pytest.fixture
def scene(db: None) -> stage.Stage:
    return stage.set_up()


@pytest.fixture
def run(scene: stage.Stage, screen: Drawn) -> Iterator[Run]:
    from moisson.portals.models import Connection

    connection = Connection.objects.of(scene.organisation).get(company__name=stage.LONG)
    made = Run.objects.create(
        organisation=scene.organisation, connection=connection, trigger=Trigger.PERSON, credentials_version=1
    )
    with offered(made, screen):
        yield made


@pytest.fixture
def context(chromium: Browser, live_server: LiveServer, scene: stage.Stage) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=live_server.url,
        locale="de-DE",
        viewport={"width": 1366, "height": 850},
        has_touch=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    context.route("**/events/**", lambda route: route.abort())
    enter(context, scene.owner, live_server.url)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, run: Run) -> Page:
    page = context.new_page()
    page.goto(f"/runs/{run.pk}/")
    page.get_by_role("button", name="Browser öffnen und helfen").click()
    expect(page.locator("#screen[data-number='7']")).to_be_visible()
    return page


def until(page: Page, screen: Drawn, came: Callable[[list[object]], bool]) -> list[object]:
    """What the hands did, once it is what was waited for."""
    for _ in range(200):
        hands: list[object] = [act.hand for act in screen.acts]
        if came(hands):
            return hands
        page.wait_for_timeout(50)
    raise AssertionError(screen.acts)


def spot(page: Page, x: float, y: float) -> tuple[float, float]:
    box = page.locator("#screen").bounding_box()
    assert box is not None
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def test_mouse_wheel_and_keys(page: Page, screen: Drawn) -> None:
    page.mouse.dblclick(*spot(page, 0.5, 0.25))
    hands = until(
        page, screen, lambda hands: sum(isinstance(h, Pointer) and h.what == "up" for h in hands) == 2
    )
    pressed = [hand for hand in hands if isinstance(hand, Pointer) and hand.what == "down"]
    assert [hand.presses for hand in pressed] == [1, 2]
    assert pressed[0].x == pytest.approx(0.5, abs=0.01) and pressed[0].y == pytest.approx(0.25, abs=0.01)

    page.mouse.wheel(0, 240)
    until(page, screen, lambda hands: any(isinstance(h, Wheel) and h.down > 0 for h in hands))

    screen.acts.clear()
    page.keyboard.press("a")
    # The driver of this test has an American keyboard.
    page.locator("#screen").dispatch_event("keydown", {"key": "Ä", "code": "Quote"})
    page.keyboard.press("@")
    page.keyboard.press("Shift+Tab")
    wanted = [Key("down", "a"), Key("up", "a"), Text("Ä"), Key("down", "@"), Key("up", "@")]
    until(page, screen, lambda hands: [h for h in hands if h in wanted] == wanted)
    until(page, screen, lambda hands: Key("down", "Tab") in hands and Key("up", "Shift") in hands)
    assert page.evaluate("document.activeElement.id") == "screen", "Tab is for the portal's page"
    page.keyboard.press("Escape")
    expect(page.locator("#go-on")).to_be_focused()
    assert Key("down", "Escape") not in [act.hand for act in screen.acts]
    page.get_by_role("button", name="Esc").click()
    until(page, screen, lambda hands: hands[-2:] == [Key("down", "Escape"), Key("up", "Escape")])


def test_what_is_pasted_or_typed_below_goes_into_the_page(page: Page, screen: Drawn) -> None:
    page.locator("#screen").focus()
    page.evaluate(
        """() => { const data = new DataTransfer(); data.setData('text/plain', 'Grünkohl 7');
        document.getElementById('screen').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true})); }"""
    )
    until(page, screen, lambda hands: Text("Grünkohl 7") in hands)
    page.get_by_role("button", name="Verbergen, was ich tippe").click()
    field = page.get_by_label("Hier tippen oder einfügen")
    assert field.get_attribute("type") == "password"
    field.fill("geheim")
    page.get_by_role("button", name="In die Seite tippen").click()
    until(page, screen, lambda hands: Text("geheim") in hands)
    expect(field).to_have_value("")


def test_a_tap_is_a_click_also_where_the_picture_is_enlarged(page: Page, screen: Drawn) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.touchscreen.tap(*spot(page, 0.5, 0.5))
    downs = [Pointer("down", 0.5, 0.5), Pointer("up", 0.5, 0.5)]

    def tapped(hands: list[object]) -> bool:
        found = [hand for hand in hands if isinstance(hand, Pointer) and hand.what != "move"]
        return [hand.what for hand in found] == [hand.what for hand in downs] and all(
            abs(hand.x - 0.5) < 0.02 and abs(hand.y - 0.5) < 0.02 for hand in found
        )

    until(page, screen, tapped)
    screen.acts.clear()
    page.get_by_role("button", name="Größer").tap()
    page.touchscreen.tap(*spot(page, 0.1, 0.1))
    until(page, screen, lambda hands: [h.what for h in hands if isinstance(h, Pointer)] == ["down", "up"])


def test_the_page_goes_when_the_browser_goes(page: Page, run: Run, screen: Drawn) -> None:
    screen.jpeg = b"no picture at all"  # what cannot be drawn is an interruption, not an end
    assert page.url.endswith(f"/runs/{run.pk}/"), "the token left the address"
    Takeover.objects.update(seat_hash="")
    expect(page.locator("#said")).to_contain_text("geschlossen", timeout=20_000)
    expect(page.locator("#question")).to_be_visible(timeout=20_000)


def test_give_up(page: Page, run: Run) -> None:
    page.get_by_role("button", name="Aufgeben").click()
    expect(page).to_have_url(f"{page.url.split('/runs/')[0]}/runs/{run.pk}/")
    assert PendingChallenge.objects.get(run_id=run.pk).sealed_answer is not None


def test_the_page_is_fit_for_everybody(page: Page, run: Run, context: BrowserContext) -> None:
    complaints = checked(page, "the browser of a visit")
    other = context.new_page()
    other.goto(f"/runs/{run.pk}/browser/{'x' * 43}/")
    complaints += checked(other, "a link that was used")
    other.goto(f"/runs/{run.pk}/")
    complaints += checked(other, "a visit that asks for help")
    assert not complaints, "\n".join(complaints)
