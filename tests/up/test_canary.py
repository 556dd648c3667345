"""Unusual secrets go in; nothing that stays behind shows them but the vault's ciphertext."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.up import canaries
from tests.up.installation import Installation
from tests.up.portal import EauxDuVal
from tests.zoo.serving import Running, serve

PASSWORD = 'Küken & <Käse> "süß" %2F-9f3e'
TOTP = "KANARIENVOGELGEHEIM234567ABCDEFG"
CODE = "83920174"
EXTRA = "K-7741-Æther-0098"
REFUSED = "Falsch*Piep_71'\\x"
SECRETS = {
    "password": PASSWORD,
    "TOTP secret": TOTP,
    "code": CODE,
    "extra field": EXTRA,
    "refused password": REFUSED,
}


def _connect(installation: Installation, portal: Running, password: str = PASSWORD, totp: str = "") -> str:
    truth = portal.truth
    connection: str = installation.hand(
        "connect",
        url=truth.url,
        username=truth.username,
        password=password,
        totp=totp,
        extra={"customer_number": EXTRA},
    )
    return connection


@pytest.mark.slow
@pytest.mark.browser
def test_no_secret_stays_anywhere(tmp_path: Path) -> None:
    with ExitStack() as stack:
        portals = [
            stack.enter_context(serve(EauxDuVal(password=PASSWORD, extra=EXTRA, invoices=3, **given)))
            for given in (
                {"code": "totp", "totp_secret": TOTP},
                {"code": "sms", "sms": CODE},
                {"echoes": True},
            )
        ]
        with_totp, with_sms, careless = portals
        installation = stack.enter_context(Installation(tmp_path / "data", scripted=False))
        installation.environment["MOISSON_LOG_LEVEL"] = "DEBUG"
        installation.start()
        first = installation.hand("fetch", connection=_connect(installation, with_totp, totp=TOTP))
        second = installation.hand("fetch", connection=_connect(installation, with_sms))
        third = installation.hand("fetch", connection=_connect(installation, careless, REFUSED))
        installation.hand("type_code", run=second, code=CODE)
        ended = [installation.hand("wait", run=run) for run in (first, second, third)]
        assert [run["outcome"] for run in ended] == ["complete", "complete", "wrong_credentials"]
        # The careless portal quoted what it got; what is kept of that page is worth something all the same.
        evidence = (tmp_path / "data" / "evidence" / f"{ended[2]['evidence']}.html").read_text()
        assert "Eaux du Val" in evidence
        assert "incorrect" in ended[2]["message"]
        installation.kill()  # journals and temporary files stay as they are
        installation.wait_dead()
        assert canaries.found_in_tables(tmp_path / "data", SECRETS) == []
        assert canaries.found_in_files(tmp_path / "data", SECRETS) == []
        assert canaries.found_in_files(tmp_path, SECRETS) == []  # and the log beside it
        assert canaries.blobs_outside_the_vault(tmp_path / "data") == set()


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<p>{PASSWORD.replace('&', '&amp;')}</p>")
    (tmp_path / "log.txt").write_text(f"GET /?code={CODE}")
    assert canaries.found_in_files(tmp_path, {"code": CODE}) == [f"code in {tmp_path / 'log.txt'}"]
