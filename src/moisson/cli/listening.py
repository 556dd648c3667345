"""Sockets to listen on: the wanted port, or the next one that is free."""

from __future__ import annotations

import contextlib
import errno
import socket
from ipaddress import ip_address

import click

from moisson.cli.words import say

_TRIES = 50


def listen(host: str, wanted: int) -> socket.socket:
    """A bound socket, on `wanted` or the next free port (0: any), said in words when it is another one.

    Raises click.ClickException where the host or port cannot be had at all.
    """
    for port in range(wanted, min(wanted + _TRIES, 65536)) if wanted else (0,):
        try:
            listener = _bind(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise click.ClickException(
                    say("no_port", host=host, wanted=port, reason=error.strerror or error)
                ) from None
            continue
        if wanted and port != wanted:
            click.echo(say("port_taken", wanted=wanted, port=port))
        return listener
    raise click.ClickException(say("no_port", host=host, wanted=wanted, reason="all ports near it are taken"))


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # Bound and not yet listening, two programs could hold the same port.
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def address_of(listener: socket.socket) -> str:
    """The address to open in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def names_of_this_machine() -> list[str]:
    """Under which names and addresses others may ask for us when we listen on more than loopback."""
    names = {socket.gethostname(), socket.getfqdn()}
    with contextlib.suppress(OSError):
        names |= {str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None)}
    for family, anywhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((anywhere, 9))  # chooses a route; no packet is sent
                names.add(probe.getsockname()[0])
        except OSError:
            continue
    plain = {name.partition("%")[0].lower() for name in names if name}
    return sorted(f"[{name}]" if ":" in name else name for name in plain)
