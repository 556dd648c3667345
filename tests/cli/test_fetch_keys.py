"""`moisson fetch` at a vendor's interface: keys from a file or from the usual options, and when it is chosen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from moisson.cli.fetch import fetch
from tests.engine.vendors.books import CANARY
from tests.engine.vendors.ovhcloud import OvhcloudServer
from tests.zoo.serving import serve_app


@pytest.fixture
def server() -> Iterator[OvhcloudServer]:
    made = OvhcloudServer(2)
    with serve_app(made.name, made.app()) as home:
        made.home = home
        yield made


def run(tmp_path: Path, url: str, *options: str, keys: Any = None) -> Result:
    """The command, with a file of keys where they are given."""
    more = list(options)
    if keys is not None:
        (tmp_path / "keys.json").write_text(keys if isinstance(keys, str) else json.dumps(keys), "utf-8")
        more += ["--keys-file", str(tmp_path / "keys.json")]
    return CliRunner().invoke(fetch, [url, "--out", str(tmp_path / "out"), *more])


def told(result: Result) -> Any:
    return json.loads(result.stdout.splitlines()[-1])


def test_a_file_of_keys_brings_everything_and_then_nothing_new(
    tmp_path: Path, server: OvhcloudServer
) -> None:
    options = ("--connector", "ovhcloud", "--state", str(tmp_path / "state"), "--json")
    first = run(tmp_path, server.login_url, *options, keys=dict(server.keys))
    assert first.exit_code == 0, first.output
    assert told(first)["outcome"] == "complete" and told(first)["visit"]["mode"] == "http"
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 2
    second = run(tmp_path, server.login_url, *options, keys=dict(server.keys))
    assert second.exit_code == 0 and told(second)["outcome"] == "nothing_new"
    assert CANARY not in first.output + second.output
    assert CANARY.encode() not in (tmp_path / "state").read_bytes()


def test_the_usual_options_hold_the_keys_as_well(tmp_path: Path, server: OvhcloudServer) -> None:
    (tmp_path / "secret").write_text(server.keys["application_secret"] + "\n", "utf-8")
    named = ("--username", server.keys["application_key"], "--password-file", str(tmp_path / "secret"))
    extra = ("--extra", f"consumer_key={server.keys['consumer_key']}")
    result = run(tmp_path, server.login_url, "--connector", "ovhcloud", *named, *extra, "--json")
    assert result.exit_code == 0 and told(result)["outcome"] == "complete"
    result = run(tmp_path, server.login_url, "--connector", "ovhcloud", *named, "--json")
    assert result.exit_code == 3 and told(result)["outcome"] == "fields_needed"
    assert "Consumer key" in told(result)["message"]


@pytest.mark.parametrize(
    ("url", "options", "keys", "words"),
    [
        ("https://portal.example/", (), {"token": "x"}, "No vendor's interface is known"),
        ("https://www.ovh.com/", (), {"token": "x"}, "for ovhcloud there are: application_key"),
        ("https://www.ovh.com/", (), {"application_key": "x"}, "Application secret, Consumer key"),
        ("https://www.ovh.com/", (), "no json", "is no JSON"),
        ("https://www.ovh.com/", (), {"application_key": 1}, "one object of texts"),
        ("https://www.ovh.com/", ("--connector", "discovery"), {"token": "x"}, "discovery does not use"),
        ("https://www.ovh.com/", ("--username", "x"), {"token": "x"}, "takes the place of"),
        ("https://www.ovh.com/", ("--connector", "nobody"), None, "digitalocean"),
        ("https://www.ovh.com/", ("--connector", "ovhcloud"), None, "--password-file"),
    ],
)
def test_usage_is_told_as_usage(
    tmp_path: Path, url: str, options: tuple[str, ...], keys: Any, words: str
) -> None:
    result = run(tmp_path, url, *options, keys=keys)
    assert result.exit_code == 2 and words in result.output.replace("\n", " "), result.output


def test_keys_are_not_sent_to_another_host(tmp_path: Path, server: OvhcloudServer) -> None:
    result = run(
        tmp_path, "https://ovh.example/1.0", "--connector", "ovhcloud", "--json", keys=dict(server.keys)
    )
    assert result.exit_code == 3 and told(result)["outcome"] == "host_not_allowed"
    assert told(result)["visit"]["requests"] == 0
