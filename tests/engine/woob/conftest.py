from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.engine.woob.portal import Parcelle
from tests.engine.woob.visiting import MODULES
from tests.zoo.serving import serve_app


@pytest.fixture(autouse=True)
def modules(monkeypatch: pytest.MonkeyPatch) -> None:
    if find_spec("woob") is None:
        pytest.skip("Woob is not installed")
    monkeypatch.setenv("MOISSON_WOOB_MODULES", str(MODULES))


@pytest.fixture
def portal() -> Parcelle:
    return Parcelle()


@pytest.fixture
def home(portal: Parcelle) -> Iterator[str]:
    with serve_app("parcelle", portal.app()) as address:
        yield address
