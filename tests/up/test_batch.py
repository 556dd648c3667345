"""What was chosen in the list is changed by the worker, each document once, however often the program is killed meanwhile."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.up.installation import Installation

EMAIL, WORD = "ada@exemple.fr", "une clé pour les essais"
COUNT = 300


class Browser:
    """A person's own: keeps cookies, follows forms as they are on the page."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open

    def get(self, path: str) -> tuple[str, str]:
        """Where it led to, and the page."""
        with self._open(urljoin(self.address, path)) as answer:
            return answer.url, answer.read().decode()

    def post(self, path: str, **values: str) -> tuple[str, str]:
        where, page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, page
        given = urlencode({"csrfmiddlewaretoken": token[1], **values}).encode()
        with self._open(where, given) as answer:
            return answer.url, answer.read().decode()


@pytest.mark.slow
def test_killed_in_the_middle_of_a_batch(tmp_path: Path) -> None:
    with Installation(tmp_path / "data", scripted=True) as installation:
        connection = installation.hand("connect", url="http://127.0.0.1:1/", username="x", password="y")
        installation.hand("belongs", connection=connection, email=EMAIL, password=WORD)
        installation.hand("keep", connection=connection, count=COUNT)
        installation.start()
        ada = Browser(installation.address)
        ada.post("/documents/", login=EMAIL, password=WORD)
        where, _page = ada.post(
            "/documents/batches/new/?all=1&of=", all="1", act="add_tags", add_tags="Miete"
        )
        number = re.search(r"/documents/batches/(\d+)/$", where)
        assert number, where
        batch = int(number[1])
        at = installation.hand("reached", batch=batch, count=COUNT // 3)
        installation.kill()
        installation.wait_dead()
        assert at <= installation.hand("reached", batch=batch, count=0) < COUNT, "killed in the middle"
        installation.start()
        assert installation.hand("ended", batch=batch) == {"changed": COUNT}
        changes = installation.hand("changes", connection=connection)
        assert changes == {f"N-{n}": [["Miete"], 1] for n in range(COUNT)}
        assert installation.stop() == 0
        installation.verified()
