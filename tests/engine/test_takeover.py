"""A person takes the browser of a visit over, and the visit goes on from where they left it."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest
from PIL import Image
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from moisson.engine.contract import Challenge, ChallengeKind, Progress, Step
from moisson.engine.drivers.browser import BrowserDriver, BrowserPool
from moisson.engine.errors import CaptchaNeeded, VisitError
from moisson.engine.looking import Looking
from moisson.engine.replay.plain import plain_http
from moisson.engine.returning import Drivers, visit_again
from moisson.engine.sign_in import sign_in
from moisson.engine.takeover import Act, Help, Key, Picture, Pointer, Screen, Text
from moisson.engine.visit import visit
from moisson.vault import Secret
from tests.engine.drivers.small_site import small_site
from tests.engine.replay.returns import Returns
from tests.engine.sign_in.people import Notebook
from tests.engine.visiting import Reader, Shelf, request_for
from tests.zoo.portals.cartelia import Hands, SecondLook
from tests.zoo.portals.fernhill import NewTerms
from tests.zoo.serving import serve

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="function")]

PIECE, HOLE = (0xC2, 0x41, 0x0C), (0x1D, 0x4E, 0xD8)


def where(picture: Picture, colour: tuple[int, int, int]) -> tuple[float, float]:
    """The middle of what has this colour on the picture, from 0 to 1 of its width and height."""
    pixels = np.asarray(Image.open(io.BytesIO(picture.jpeg)).convert("RGB"), dtype=np.int16)
    rows, columns = np.nonzero((abs(pixels - np.array(colour, dtype=np.int16)) < 24).all(axis=2))
    assert rows.size, "nothing of this colour is to be seen"
    height, width = pixels.shape[:2]
    return float(columns.min() + columns.max()) / 2 / width, float(rows.min() + rows.max()) / 2 / height


async def seen(screen: Screen, until: Callable[[Picture], bool] = lambda picture: True) -> Picture:
    after = 0
    async with asyncio.timeout(20):
        while True:
            picture = await screen.picture(after, 5.0)
            if picture is not None:
                after = picture.number
                if until(picture):
                    return picture


def shows(colour: tuple[int, int, int]) -> Callable[[Picture], bool]:
    def look(picture: Picture) -> bool:
        try:
            where(picture, colour)
        except AssertionError:
            return False
        return True

    return look


async def drag(screen: Screen) -> None:
    """Moves the piece of the puzzle where it belongs, by what stands on the picture."""
    picture = await seen(screen, shows(PIECE))
    (x, y), (to, _) = where(picture, PIECE), where(picture, HOLE)
    moves = [Act(Pointer("move", x + (to - x) * step / 12, y), after=0.01) for step in range(13)]
    await screen.act([moves[0], Act(Pointer("down", x, y)), *moves[1:], Act(Pointer("up", to, y))])


@dataclass
class Helper(Reader):
    """A person who takes over: does what `hands` do, and lets the visit go on unless told otherwise."""

    hands: Callable[[Screen], Awaitable[None]] = lambda screen: asyncio.sleep(0)
    goes_on: bool = True
    errors: list[str] = field(default_factory=list)

    def may_take_over(self, error: VisitError) -> bool:
        self.errors.append(error.kind)
        return True

    async def take_over(self, challenge: Challenge, screen: Screen) -> bool:
        self.asked.append(challenge)
        await self.hands(screen)
        return self.goes_on


async def until_gone(screen: Screen) -> None:
    await drag(screen)
    await seen(screen, lambda picture: not shows(HOLE)(picture))


async def test_a_puzzle_that_only_a_hand_solves_lets_the_visit_in() -> None:
    person, shelf, steps = Helper(hands=until_gone), Shelf(), []
    with serve(Hands()) as running:
        async with BrowserPool() as pool, pool.driver(languages=("fr", "en")) as driver:

            def observe(progress: Progress) -> None:
                steps.append(progress.step)

            result = await visit(request_for(running), driver, person, shelf, observe)
        assert result.outcome == "complete", result.message
        assert len(shelf.files) == len(running.truth.documents)
        (asked,) = person.asked
        assert (asked.kind, asked.host) == (ChallengeKind.TAKEOVER, running.base_url.removeprefix("http://"))
        assert "Êtes-vous un robot" in asked.message
        assert Step.HELP_ASKED in steps
        assert len(running.state.password_tries) == shelf.password_sent == shelf.password_accepted_times == 1
        kept = [cookie["name"] for cookie in shelf.sessions[-1].storage["cookies"]]
        assert "cartelia_sid" in kept and "cartelia_visa" in kept


async def test_a_wall_in_the_middle_of_a_visit() -> None:
    person, shelf = Helper(hands=until_gone), Shelf()
    with serve(SecondLook()) as running:
        async with BrowserPool() as pool, pool.driver() as driver:
            result = await visit(request_for(running), driver, person, shelf, lambda progress: None)
        assert result.outcome == "complete", result.message
        assert len(person.asked) == 1
        assert len(shelf.files) == len(running.truth.documents)
        assert len(running.state.password_tries) == 1


@pytest.mark.parametrize("present", [True, False], ids=["a person is there", "at night"])
async def test_what_plain_http_cannot_show_is_shown_in_the_browser_with_the_same_session(
    present: bool,
) -> None:
    person, portal = Helper(hands=accept, present=present), NewTerms()
    with serve(portal) as running:
        async with BrowserPool() as pool:
            visits = Returns(Drivers(plain_http, lambda request: pool.driver(session=request.session)))
            first = await visits.visit(running)
            assert first.outcome == "complete" and visits.recipe.sign_in.over_http
            running.state.end_sessions()
            portal.changed = True
            request = replace(
                request_for(running, known=visits.shelf.known), places=json.loads(visits.places or "{}")
            )
            second = await visit_again(request, visits.drivers, person, visits.shelf, lambda progress: None)
        assert len(running.state.password_tries) == 2, "one a visit"
        assert second.outcome == ("nothing_new" if present else "action_needed"), second.message
        assert portal.accepted == (1 if present else 0)
        assert [challenge.hint for challenge in person.asked] == (["action_needed"] if present else [])


@pytest.mark.parametrize("goes_on", [True, False], ids=["the wall stands still", "given up"])
async def test_a_wall_that_stays_ends_as_without_a_person(goes_on: bool) -> None:
    person, shelf = Helper(goes_on=goes_on), Shelf()
    with serve(Hands()) as running:
        async with BrowserPool() as pool, pool.driver() as driver:
            result = await visit(request_for(running), driver, person, shelf, lambda progress: None)
        assert result.outcome in ("portal_blocked", "captcha_needed")
        assert "Êtes-vous un robot" in result.message
        assert len(person.asked) == 1
        assert not running.state.password_tries


async def test_another_browser_is_tried_before_a_person_is_asked() -> None:
    person, shelf = Helper(goes_on=False), Shelf()
    with serve(Hands()) as running:
        async with BrowserPool() as pool:

            def first(request: Any) -> Any:
                return pool.driver()

            def last(request: Any) -> Any:
                return pool.driver()

            from moisson.engine.once import Once

            request = request_for(running)
            looking = Looking(request, person, Once(shelf), lambda progress: None, (first, last))
            await looking.visit(first)
            assert not person.asked and looking.may_go_on()
            await looking.visit(last)
            assert len(person.asked) == 1 and not looking.may_go_on()


# A portal in small: a form, a step of its own after it, and an inside


INSIDE = "<h1>Bonjour</h1><a href=/factures>Factures</a><a href=/profil>Profil</a><a href=/quitter>Se déconnecter</a>"
FORM = """<!doctype html><h1>Connexion</h1><form method=post action=/connexion>
<label>Identifiant<input name=user autocomplete=username></label>
<label>Mot de passe<input name=pass type=password autocomplete=current-password></label>{extra}<button>Entrer</button></form>"""
PASSWORD = "Rivière-2026"


class Small:
    """`then`: what comes after the right password. `tries` are the passwords that came."""

    def __init__(self, extra: str = "", then: str = INSIDE) -> None:
        self.extra, self.then = extra, then
        self.tries: list[str] = []
        self.letters: list[str] = []
        self.open = False

    async def door(self, request: Request) -> Response:
        if request.method == "GET":
            return HTMLResponse(FORM.format(extra=self.extra))
        form = await request.form()
        self.tries.append(str(form["pass"]))
        self.letters.append(str(form.get("captcha", "")))
        if form["pass"] != PASSWORD:
            return HTMLResponse(FORM.format(extra="<p class=error>Mot de passe incorrect</p>"))
        return RedirectResponse("/espace", 303)

    async def space(self, request: Request) -> Response:
        return HTMLResponse(INSIDE if self.open else self.then)

    async def accept(self, request: Request) -> Response:
        self.open = True
        return RedirectResponse("/espace", 303)

    def pages(self) -> Any:
        return {"/connexion": self.door, "/espace": self.space, "/accepter": self.accept}


async def enter(
    small: Small, person: Helper, pool: BrowserPool, password: str = PASSWORD
) -> tuple[str, Notebook]:
    """The text of the page behind the door, and what the keeper was told."""
    keeper = Notebook()
    with small_site(small.pages()) as base:
        from moisson.engine.contract import Credentials, VisitRequest

        request = VisitRequest(base + "/connexion", Credentials("claire", Secret(password)))
        async with pool.driver() as driver:
            help = Help(driver, person, lambda progress: None)
            view = await sign_in(driver, request, person, keeper, lambda progress: None, help=help)
            return view.text(), keeper


async def click_colour(screen: Screen, colour: tuple[int, int, int]) -> None:
    picture = await seen(screen, shows(colour))
    x, y = where(picture, colour)
    await screen.act([Act(Pointer("move", x, y)), Act(Pointer("down", x, y)), Act(Pointer("up", x, y))])


async def accept(screen: Screen) -> None:
    await click_colour(screen, HOLE)
    await seen(screen, lambda picture: not shows(HOLE)(picture))


TERMS = (
    "<h1>Nouvelles conditions générales</h1><p>Veuillez accepter nos conditions pour continuer.</p>"
    "<form method=post action=/accepter><button style='background:#1d4ed8;border:0;width:300px;height:60px;color:#1d4ed8'>"
    "J'accepte les conditions</button></form>"
)


async def test_a_consent_that_only_a_person_may_give() -> None:
    small = Small(then=TERMS)
    person = Helper(hands=accept)
    async with BrowserPool() as pool:
        text, keeper = await enter(small, person, pool)
    assert "Bonjour" in text
    assert person.errors == ["action_needed"]
    assert (keeper.passwords, keeper.accepted, small.tries) == (1, 1, [PASSWORD])


LETTERS = (
    "<img alt=captcha src=/x><label>Recopiez les caractères de l'image<input name=captcha autofocus></label>"
)


async def test_a_person_who_writes_the_letters_leaves_the_password_to_the_engine() -> None:
    small = Small(extra=LETTERS)

    async def write(screen: Screen) -> None:
        await seen(screen)
        await screen.act([Act(Text("XK42"))])

    person = Helper(hands=write)
    async with BrowserPool() as pool:
        text, keeper = await enter(small, person, pool)
    assert "Bonjour" in text
    assert person.errors == ["captcha_needed"]
    assert small.letters == ["XK42"]
    assert (keeper.passwords, keeper.accepted) == (1, 1)


@pytest.mark.parametrize("typed", [PASSWORD, "falsch"])
async def test_a_sign_in_by_hand_is_no_try_of_the_engine(typed: str) -> None:
    small = Small(extra=LETTERS)

    async def by_hand(screen: Screen) -> None:
        await seen(screen)
        keys = [Act(Key(what, "Tab")) for _ in range(2) for what in ("down", "up")]
        shift = [Act(Key("down", "Shift")), *keys, Act(Key("up", "Shift"))]
        await screen.act([*shift, Act(Text("claire")), *keys[:2], Act(Text(typed))])
        await screen.act([Act(Key("down", "Enter")), Act(Key("up", "Enter"))])
        async with asyncio.timeout(10):
            while not small.tries:
                await asyncio.sleep(0.05)

    person = Helper(hands=by_hand)
    async with BrowserPool() as pool:
        if typed == PASSWORD:
            text, keeper = await enter(small, person, pool)
            assert "Bonjour" in text
            assert (keeper.passwords, small.tries) == (0, [PASSWORD])
        else:
            # The portal's form stands there without a puzzle now: the engine's own password is its own one try.
            text, keeper = await enter(small, person, pool)
            assert small.tries == ["falsch", PASSWORD] and keeper.passwords == 1
            assert keeper.accepted == 0, "whose password let the visit in, nobody knows for sure"


# Secrets on the picture


CANARY = "Kanarie-7731-vogel"
ECHO = (
    "<!doctype html><body style='margin:0;background:#fff'><p id=said style='font:bold 40px sans-serif;color:#1d4ed8'>{said}</p>"
    "<input id=plain value='{value}' style='font:bold 40px sans-serif;color:#1d4ed8;border:0;width:700px'>"
    "<input id=hint placeholder='{value}' style='font:bold 40px sans-serif;border:0;width:700px'>"
    "<div id=place></div><script>const root = place.attachShadow({{mode:'open'}});"
    "root.innerHTML = '<b style=\"font:bold 40px sans-serif;color:#1d4ed8\">{said}</b>';</script>"
)


@pytest.fixture
async def tab() -> Any:
    async with BrowserPool() as pool, pool.driver() as driver:
        yield driver


async def test_a_secret_that_the_page_shows_is_black_on_every_picture(tab: BrowserDriver) -> None:
    tab.guard(Secret(CANARY))
    harmless = ECHO.format(said="nichts", value="nichts")
    telling = ECHO.format(said=CANARY, value=CANARY)
    with small_site({"/a": harmless, "/b": telling}) as base:
        await tab.open(base + "/a")
        async with tab.lend() as screen:
            assert shows(HOLE)(await seen(screen)), "what is no secret is seen"
        await tab.open(base + "/b")
        async with tab.lend() as screen:
            first = await seen(screen)
            assert not shows(HOLE)(first)
            black = Image.open(io.BytesIO(first.jpeg)).convert("L").histogram()
            assert sum(black[:24]) > 700 * 100, "black stands in its place"
            # Shown late, by a script, while somebody looks on.
            await tab._page.evaluate(
                "value => { const late = document.createElement('h1'); late.textContent = 'x' + value.slice(0, 5);"
                "late.style.color = '#c2410c'; document.body.append(late);"
                "setTimeout(() => { late.textContent = value; }, 50); }",
                CANARY,
            )
            async with asyncio.timeout(20):
                while (
                    await tab._page.evaluate("getComputedStyle(document.querySelector('h1')).color")
                    != "rgb(0, 0, 0)"
                ):
                    await screen.picture(first.number, 0.1)
            last = await seen(screen, lambda picture: not shows(PIECE)(picture))
            assert not shows(PIECE)(last)
        style = await tab._page.evaluate("document.getElementById('said').style.color")
        assert style == "rgb(29, 78, 216)", "the page has its own looks back"


async def test_what_the_engine_typed_is_not_left_for_others_to_send(tab: BrowserDriver) -> None:
    page = "<form><input type=password name=pass><input name=user></form>"
    with small_site({"/": page}) as base:
        view = await tab.open(base + "/")
        fields = {node.get("name"): node for node in view.walk() if node.tag == "input"}
        await tab.fill(fields["pass"], Secret(CANARY))
        await tab.fill(fields["user"], "claire")
        async with tab.lend():
            values = await tab._page.evaluate("[...document.querySelectorAll('input')].map(el => el.value)")
            assert values == ["", "claire"]
            with pytest.raises(AssertionError):
                await tab.fill(fields["pass"], Secret(CANARY))
        await tab.fill(fields["pass"], Secret(CANARY))


async def test_a_tab_that_the_page_opens_is_shown_and_the_visit_goes_on_there(tab: BrowserDriver) -> None:
    opener = "<body style='margin:0'><a href=/b target=_blank style='display:block;width:400px;height:300px;background:#1d4ed8'></a>"
    other = "<body style='margin:0;background:#c2410c'><h1>Bienvenue</h1>"
    with small_site({"/a": opener, "/b": other}) as base:
        await tab.open(base + "/a")
        async with tab.lend() as screen:
            await click_colour(screen, HOLE)
            await seen(screen, shows(PIECE))
        assert (await tab.look()).text() == "Bienvenue"


async def test_nobody_looking_costs_nothing_and_a_slow_watcher_gets_the_newest(tab: BrowserDriver) -> None:
    page = "<body style='margin:0'><script>let n = 0; setInterval(() => { document.body.style.background = n++ % 2 ? '#1d4ed8' : '#c2410c'; }, 20)</script>"
    with small_site({"/": page}) as base:
        await tab.open(base + "/")
        async with tab.lend() as screen:
            assert screen._taking is None
            first = await seen(screen)
            later = await seen(screen, lambda picture: picture.number > first.number + 3)
            assert later.number > first.number
            assert screen._raw is None or isinstance(screen._raw, tuple), "one at most is kept"


async def test_help_is_offered_for_what_a_person_can_do_alone() -> None:
    person = Helper()
    error = CaptchaNeeded("Un puzzle", url="http://127.0.0.1/")
    help = Help(object(), person, lambda progress: None)  # type: ignore[arg-type]
    with pytest.raises(CaptchaNeeded):
        await help.past(error)
    assert not person.errors, "a driver without a tab has nothing to show"
