"""Chromium cannot sign in at a SOCKS proxy: a door on loopback that needs no login, and signs in for it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from moisson.engine.proxy import Proxy

# RFC 1928 and RFC 1929.
_VERSION, _NO_LOGIN, _LOGIN, _NOTHING_FITS, _REFUSED = (
    5,
    0,
    2,
    0xFF,
    b"\x05\x01\x00\x01\x00\x00\x00\x00\x00\x00",
)
_PIECE = 65536


@contextlib.asynccontextmanager
async def without_login(proxy: Proxy) -> AsyncIterator[Proxy]:
    """The same proxy for a browser: a SOCKS proxy with a login behind a door of our own, any other as it is."""
    if proxy.scheme != "socks5" or (not proxy.username and proxy.password is None):
        yield proxy
        return
    server = await asyncio.start_server(lambda reader, writer: _serve(proxy, reader, writer), "127.0.0.1", 0)
    try:
        yield Proxy("socks5", "127.0.0.1", server.sockets[0].getsockname()[1])
    finally:
        server.close()


async def _serve(proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    upstream: asyncio.StreamWriter | None = None
    try:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(bytes((_VERSION, _NO_LOGIN)))
        try:
            from_proxy, upstream = await asyncio.open_connection(proxy.host, proxy.port)
            await _sign_in(proxy, from_proxy, upstream)
        except (OSError, ConnectionError, asyncio.IncompleteReadError):
            await reader.read(_PIECE)  # what it asks for
            writer.write(_REFUSED)
            return
        # From here on what the browser says is said to the proxy, its own request first.
        await asyncio.gather(_pipe(reader, upstream), _pipe(from_proxy, writer))
    except (OSError, asyncio.IncompleteReadError):
        return
    finally:
        for each in (upstream, writer):
            if each is not None:
                each.close()


async def _sign_in(proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(bytes((_VERSION, 1, _LOGIN)))
    if await reader.readexactly(2) != bytes((_VERSION, _LOGIN)):
        raise ConnectionError("the proxy takes no login")
    name = proxy.username.encode()[:255]
    word = (proxy.password.reveal() if proxy.password else "").encode()[:255]
    writer.write(b"\x01" + bytes((len(name),)) + name + bytes((len(word),)) + word)
    if (await reader.readexactly(2))[1] != 0:
        raise ConnectionError("the proxy refuses the login")


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(_PIECE):
            writer.write(piece)
            await writer.drain()
    except OSError:
        return
    finally:
        with contextlib.suppress(OSError):
            if writer.can_write_eof():
                writer.write_eof()
