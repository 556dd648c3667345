"""Pictures of the telling moments: which are taken, how many, and that nothing can be read in them that is secret."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace

import pytest
from PIL import Image

from moisson.engine.album import MOST_BYTES, Album
from moisson.engine.contract import Progress, Step
from moisson.engine.drivers.browser import BrowserPool
from moisson.engine.returning import Drivers, visit_again
from moisson.vault import Secret
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf, reader_for, request_for
from tests.zoo.portals import portal_named
from tests.zoo.serving import serve

SECRET = "Gr0seille-77"


@dataclass
class Camera:
    """What `Album` needs of a driver."""

    place: str = "https://a.example/1"
    jpeg: bytes = b"jpeg"
    shots: int = 0

    async def picture(self) -> tuple[str, bytes] | None:
        self.shots += 1
        return (self.place, self.jpeg) if self.jpeg else None


@dataclass
class Told:
    pictures: list[Progress] = field(default_factory=list)

    def __call__(self, progress: Progress) -> None:
        if progress.picture is not None:
            self.pictures.append(progress)


async def test_one_picture_a_moment_right_before_the_page_is_left() -> None:
    camera, told = Camera(), Told()
    album = Album(camera, 12, told)  # type: ignore[arg-type]
    await album.before_act()
    album.tell(Progress(Step.FETCHING, 1, 3))
    await album.before_act()
    assert told.pictures == []
    album.tell(Progress(Step.SIGNED_IN))
    await album.before_act()
    await album.before_act()
    album.tell(Progress(Step.SIGNED_IN))
    await album.before_act()
    assert [(one.step, one.detail) for one in told.pictures] == [(Step.SIGNED_IN, camera.place)]
    assert camera.shots == 1


async def test_never_more_than_there_is_room_for_nor_the_same_page_twice() -> None:
    camera, told = Camera(), Told()
    album = Album(camera, 3, told)  # type: ignore[arg-type]
    for number in (1, 1, 2, 3, 4, 5):
        camera.place = f"https://a.example/{number}"
        album.tell(Progress(Step.LIST_FOUND))
        await album.before_act()
    assert [one.detail for one in told.pictures] == [f"https://a.example/{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("jpeg", [b"", b"x" * (MOST_BYTES + 1)])
async def test_a_picture_that_is_not_sure_or_too_large_is_left_out(jpeg: bytes) -> None:
    told = Told()
    album = Album(Camera(jpeg=jpeg), 3, told)  # type: ignore[arg-type]
    album.tell(Progress(Step.SIGNED_IN))
    await album.before_act()
    assert told.pictures == []


@pytest.mark.browser
async def test_a_visit_shows_sign_in_inside_and_list() -> None:
    with serve(portal_named("energie_claire")) as running:
        told = Told()
        async with BrowserPool() as pool:
            drivers = Drivers(None, lambda request: pool.driver(session=request.session))
            request = replace(request_for(running), pictures=12)
            result = await visit_again(request, drivers, reader_for(running), Shelf(), told)
            assert result.outcome == running.truth.outcome, result.message
            steps = [one.step for one in told.pictures]
            assert steps[0] is Step.SIGNING_IN and Step.SIGNED_IN in steps and Step.LIST_FOUND in steps
            for one in told.pictures:
                assert one.picture is not None and one.picture[:3] == b"\xff\xd8\xff"
                assert len(one.picture) <= MOST_BYTES
            none = Told()
            await visit_again(request_for(running), drivers, reader_for(running), Shelf(), none)
            assert none.pictures == []  # only where somebody asked for them


@pytest.mark.browser
async def test_fields_and_secrets_are_painted_over_and_the_page_is_as_before() -> None:
    red = "style='color:#f00;font-size:60px;background:#fff'"
    page = (
        f"<title>x</title><body style='background:#fff'><p {red}>{SECRET}</p>"
        f"<input {red} name=user value=anne><input {red} type=password value='{SECRET}'>"
    )
    with small_site({"/": page}) as url:
        async with BrowserPool() as pool, pool.driver() as driver:
            driver.guard(Secret(SECRET))
            before = await driver.open(url + "/?t=" + "y" * 30)
            held = before.root.find_all("input")[0]
            taken = await driver.picture()
            assert taken is not None
            place, jpeg = taken
            for _ in range(4):  # nodes of the snapshot before are still good
                await driver.picture()
            await driver.fill(held, "otto")
            after = await driver.look()
    assert "yyy" not in place
    colours = Image.open(io.BytesIO(jpeg)).convert("RGB").getcolors(1 << 24)
    assert colours is not None
    assert not [colour for _, (r, g, b) in colours if (colour := (r, g, b)) and r > 150 and g < 90 and b < 90]
    assert [node.get("style") for node in after.root.find_all("input")] == [
        node.get("style") for node in before.root.find_all("input")
    ]
    assert after.root.find_all("input")[0].value == "otto"
