"""`moisson fetch` through a proxy: the login stays off the command line, and a dead proxy is the person's move."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from moisson.cli.fetch import fetch
from tests.cli.test_fetch import Script
from tests.engine.drivers.proxies import small_proxy
from tests.zoo.portals import portal_named
from tests.zoo.serving import serve


def test_everything_goes_through_the_proxy(tmp_path: Path) -> None:
    script = Script(tmp_path)
    with serve(portal_named("numerys")) as running, small_proxy("http", ("anne", "Gr0seille")) as proxy:
        file = tmp_path / "proxy"
        file.write_text(f"http://anne:Gr0seille@127.0.0.1:{proxy.port}\n", "utf-8")
        before = len(running.state.requests)
        fetched = script.at(running, "--http-only", "--proxy-file", str(file))
        assert fetched.code == 0, fetched.error
        assert len(fetched.files) == len(running.truth.documents)
        assert len(running.state.requests) > before
        assert set(proxy.asked) == {running.base_url.removeprefix("http://")}
        assert proxy.logins and set(proxy.logins) == {("anne", "Gr0seille")}
        assert "Gr0seille" not in fetched.error

        file.write_text("http://127.0.0.1:9\n", "utf-8")
        dead = script.at(running, "--http-only", "--proxy-file", str(file))
        assert dead.code == 3 and dead.told and dead.told["outcome"] == "proxy_failed"
        assert "127.0.0.1:9" in dead.told["message"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--proxy", "http://anne:secret-word@proxy.example"], "--proxy-file"),
        (["--proxy", "proxy.example:3128"], "begins with http://"),
        (["--browser-address", "127.0.0.1:9222"], "begins with ws://"),
    ],
)
def test_what_is_refused_at_once(tmp_path: Path, options: list[str], said: str) -> None:
    password = tmp_path / "password"
    password.write_text("x\n", "utf-8")
    done = CliRunner().invoke(
        fetch,
        ["https://portal.example/login", "--username", "a", "--password-file", str(password),
         "--out", str(tmp_path / "out"), *options],
    )  # fmt: skip
    assert done.exit_code == 2 and said in done.output
    assert "secret-word" not in done.output
