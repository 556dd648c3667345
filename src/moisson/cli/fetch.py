"""`moisson fetch`: one visit from the command line, without any database."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from moisson.catalogue.address import AddressNotUsable, normalise
from moisson.cli.fetch_families import families_for
from moisson.cli.fetch_keeper import Home
from moisson.cli.fetch_person import AtTheKeyboard
from moisson.cli.fetch_report import exit_code, report
from moisson.cli.fetch_state import Memory, StateFile
from moisson.cli.out_folder import OutFolder
from moisson.engine.connector import Connector, OpensItself
from moisson.engine.contract import (
    BROWSER_ADDRESS,
    HUMAN_PAUSE,
    Credentials,
    Progress,
    Step,
    VisitRequest,
    VisitResult,
)
from moisson.engine.drivers.programs import NoBrowser
from moisson.engine.families import Family
from moisson.engine.proxy import Proxy, ProxyNotUsable
from moisson.engine.recipes import begin_with
from moisson.engine.recipes.curated import CuratedFolder
from moisson.engine.sites import on_loopback
from moisson.vault import Secret, VaultError


def _tell(progress: Progress) -> None:
    counted = f" {progress.done}/{progress.total}" if progress.total else ""
    detail = f" {progress.detail}" if progress.detail and progress.step is not Step.FETCHING else ""
    click.echo(f"{progress.step.value.replace('_', ' ')}{counted}{detail}", err=True)


def _secret_from(path: Path | None) -> Secret | None:
    if path is None:
        return None
    text = path.read_text("utf-8").rstrip("\r\n")
    if not text:
        raise click.UsageError(f"{path} is empty.")
    return Secret(text)


def _address(login_url: str) -> str:
    """The address in its usual form; plain http is let through, since it was typed out in full."""
    try:
        return normalise(login_url)
    except AddressNotUsable as error:
        if error.reason == "not_encrypted":
            return login_url
        raise


def _places(memory: Memory, address: str, connector: str) -> Mapping[str, Any] | None:
    """What was learned here before; for a portal that is new here, an imported recipe where one is trusted."""
    if connector == "discovery":
        return memory.places
    folder = Path(os.environ.get("MOISSON_DATA", "data")) / "recipes"
    return begin_with(memory.places, CuratedFolder(folder).recipe_for(address))


def _proxy(address: str | None, file: Path | None) -> Proxy | None:
    if address and file:
        raise click.UsageError("--proxy and --proxy-file exclude each other.")
    held = _secret_from(file)
    if not address and held is None:
        return None
    try:
        proxy = Proxy.parse(held.reveal() if held else address or "")
    except ProxyNotUsable as error:
        raise click.UsageError(str(error)) from None
    if address and proxy.password is not None:
        # Everybody on this machine can read a command line.
        raise click.UsageError(
            "The proxy's address holds a password: put it into a file, and name that by --proxy-file."
        )
    return proxy


def _elsewhere(address: str | None) -> Secret | None:
    """The address, or what the file holds that `@FILE` names."""
    if address is None:
        return None
    held = _secret_from(Path(address[1:])) if address.startswith("@") else Secret(address.strip())
    if held is None or not BROWSER_ADDRESS.fullmatch(held.reveal()):
        raise click.UsageError("The address of a browser begins with ws://, wss://, http:// or https://.")
    return held


def _extra(pairs: tuple[str, ...]) -> dict[str, str]:
    extra = {}
    for pair in pairs:
        kind, sign, value = pair.partition("=")
        if not sign or not kind:
            raise click.UsageError(f"--extra {pair!r} is not KIND=VALUE, for instance customer_number=4711.")
        extra[kind.strip()] = value
    return extra


def _language() -> tuple[str, ...]:
    own = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "")[:2].lower()
    return (own, "en") if own in ("fr", "de") else ("en", "fr", "de")


def _credentials(
    connector: Connector | None,
    keys_file: Path | None,
    username: str | None,
    password_file: Path | None,
    totp_secret_file: Path | None,
    extras: tuple[str, ...],
) -> Credentials:
    from moisson.cli.fetch_keys import credentials_in
    from moisson.engine.vendors.by_key import ByKey

    if keys_file is not None:
        if username or password_file or extras:
            raise click.UsageError("--keys-file takes the place of --username, --password-file and --extra.")
        assert isinstance(connector, ByKey)
        return credentials_in(connector, keys_file)
    password = _secret_from(password_file)
    if password is None:
        raise click.UsageError("Missing option '--password-file'.")
    if username is None and not isinstance(connector, ByKey):
        raise click.UsageError("Missing option '--username'.")
    return Credentials(username or "", password, _secret_from(totp_secret_file), _extra(extras))


async def _by_itself(
    request: VisitRequest,
    person: AtTheKeyboard,
    home: Home,
    families: tuple[Family, ...],
    *,
    http: bool,
    browser: bool,
) -> VisitResult:
    """By what was learned here before, else as the portal's program has it where that is known, else by discovery, in
    the ways that are allowed."""
    from moisson.engine.drivers.ladder import Browsers
    from moisson.engine.replay.plain import plain_http
    from moisson.engine.returning import Drivers, visit_again

    async with Browsers() as browsers:
        over_http = plain_http if http else None
        if browser:
            drivers = Drivers.of(over_http, browsers.steps(request), families)
        else:
            drivers = Drivers(over_http, None, families=families)
        return await visit_again(request, drivers, person, home, _tell)


async def _by_connector(
    connector: Connector, request: VisitRequest, person: AtTheKeyboard, home: Home, *, browser: bool
) -> VisitResult:
    from moisson.engine.drivers.ladder import Browsers
    from moisson.engine.replay.plain import plain_http
    from moisson.engine.visit import visit_with

    if isinstance(connector, OpensItself):
        async with connector.opened(request) as driver:
            return await visit_with(connector, request, driver, person, home, _tell)
    async with Browsers() as browsers:
        way = browsers.steps(request)[0].open if browser else plain_http
        assert way is not None
        async with way(request) as driver:
            return await visit_with(connector, request, driver, person, home, _tell)


_FOLDER = click.Path(file_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command()
@click.argument("login_url")
@click.option("--username", help="User name or e-mail address at the portal.")
@click.option("--password-file", type=_FILE, help="File with the password.")
@click.option("--keys-file", type=_FILE, help="JSON file with the keys of a vendor's interface.")
@click.option("--totp-secret-file", type=_FILE, help="File with the authenticator secret (base32).")
@click.option("--code-command", metavar="CMD", help="Command that prints a code when one is asked.")
@click.option("--extra", "extras", multiple=True, metavar="KIND=VALUE", help="A portal's own sign-in field.")
@click.option("--allow-host", "hosts", multiple=True, metavar="H", help="Sign in on this host too.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Leave out documents before this date.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where files go."
)
@click.option("--state", type=click.Path(dir_okay=False, path_type=Path), help="Memory for the next visit.")
@click.option("--connector", default="auto", metavar="auto|discovery|family:NAME|NAME", show_default=True)
@click.option("--browser-only", is_flag=True, help="Never talk plain HTTP.")
@click.option("--http-only", is_flag=True, help="Never start a browser.")
@click.option(
    "--pause",
    type=click.FloatRange(0, 60),
    metavar="SECONDS",
    help=f"Rest between two pages.  [default: {HUMAN_PAUSE}, none on this machine itself]",
)
@click.option("--proxy", metavar="URL", help="Go through this http, https or socks5 proxy.")
@click.option("--proxy-file", type=_FILE, help="File with the proxy's address, when it holds a password.")
@click.option(
    "--browser-address", metavar="URL", help="Use the browser that listens there (ws:// or http://)."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object as the last thing on standard output.")
def fetch(
    login_url: str,
    username: str | None,
    password_file: Path | None,
    keys_file: Path | None,
    totp_secret_file: Path | None,
    code_command: str | None,
    extras: tuple[str, ...],
    hosts: tuple[str, ...],
    since: datetime | None,
    out: Path,
    state: Path | None,
    connector: str,
    browser_only: bool,
    http_only: bool,
    pause: float | None,
    proxy: str | None,
    proxy_file: Path | None,
    browser_address: str | None,
    as_json: bool,
) -> None:
    """Sign in at LOGIN_URL, bring every new document to --out, and say what was seen.

    Exit: 0 complete or nothing new, 3 you must act, 4 the portal's fault, 5 not understood, 2 usage.
    """
    if browser_only and http_only:
        raise click.UsageError("--browser-only and --http-only exclude each other.")
    from moisson.cli.fetch_keys import connector_for

    try:
        address = _address(login_url)
        written = connector_for(connector, address, keys_file)
        families = families_for(connector)
        credentials = _credentials(written, keys_file, username, password_file, totp_secret_file, extras)
        state_file = StateFile(state, address, credentials.username)
        memory = state_file.load()
    except (VaultError, ValueError, OSError) as error:
        raise click.UsageError(str(error)) from None
    request = VisitRequest(
        login_url=address,
        credentials=credentials,
        session=memory.session,
        known=dict(memory.known),
        places=_places(memory, address, connector),
        since=_day(since),
        allowed_hosts=frozenset(host.lower() for host in hosts),
        languages=_language(),
        pause=_pause(pause, address),
        proxy=_proxy(proxy, proxy_file),
        browser_address=_elsewhere(browser_address),
    )
    folder = OutFolder(out)
    home = Home(folder, state_file, memory)
    person = AtTheKeyboard(code_command)
    if written is not None:
        visiting = _by_connector(written, request, person, home, browser=not http_only)
    else:
        visiting = _by_itself(request, person, home, families, http=not browser_only, browser=not http_only)
    try:
        result = asyncio.run(visiting)
    except NoBrowser as error:
        raise click.ClickException(str(error)) from None
    memory.places = dict(result.places) if result.places else memory.places
    state_file.save(memory)
    if as_json:
        click.echo(json.dumps(report(result, folder, memory.known), ensure_ascii=False))
    else:
        _say(result, folder)
    sys.exit(exit_code(result))


def _pause(asked: float | None, address: str) -> float:
    if asked is not None:
        return asked
    return 0.0 if on_loopback(address) else HUMAN_PAUSE


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _say(result: VisitResult, folder: OutFolder) -> None:
    for row in result.rows:
        document = row.document
        name = folder.name_of(row.file.sha256) if row.file else None
        label = name or document.number or document.title or document.key
        click.echo(f"{row.state.value:<10} {label}" + (f"  ({row.reason})" if row.reason else ""))
    for seen in result.lists:
        claim = f", the portal says {seen.claimed_total}" if seen.claimed_total is not None else ""
        click.echo(f"list: {seen.rows} rows on {seen.pages} pages{claim}  {seen.url}")
    click.echo(f"{result.outcome}" + (f": {result.message}" if result.message else ""))
