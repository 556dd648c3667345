"""What opens beside a list only after the visit has looked: no document is taken for that of another row."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from jinja2 import FunctionLoader

from tests.engine.exactness import exact
from tests.engine.visiting import go
from tests.zoo.portals.peneda import Peneda
from tests.zoo.serving import serve

ASKS = 'fetch("/correio/" + uid + "/ler")'


class LatePanes(Peneda):
    """The same mailbox on a tired machine: for two rows of three its script asks a good second after the press."""

    def __init__(self) -> None:
        super().__init__()
        folder = Path(inspect.getfile(Peneda)).parent / "pages"
        late = f"new Promise(done => setTimeout(done, dados.turno % 3 ? 1300 : 0)).then(() => {ASKS})"
        late = f"(dados.turno = (dados.turno || 0) + 1, {late})"
        self.pages.loader = FunctionLoader(lambda name: (folder / name).read_text().replace(ASKS, late))


@pytest.mark.browser
async def test_a_message_that_opens_late_is_not_taken_for_the_next_one() -> None:
    with serve(LatePanes()) as running:
        visit = await go(running)
        exact(visit.result, visit.shelf, running)
