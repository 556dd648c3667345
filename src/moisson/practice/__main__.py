"""`python -m moisson.practice --port N` runs the practice portal alone, on this machine only."""

from __future__ import annotations

import argparse

import uvicorn

from moisson.practice import create_app
from moisson.practice.facts import NAME, SIGN_IN_PATH


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m moisson.practice", description=f"Practice portal {NAME}")
    parser.add_argument("--port", type=int, default=8787, help="0 takes a free one (default 8787)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    arguments = parser.parse_args()
    config = uvicorn.Config(create_app(), host=arguments.host, port=arguments.port, log_level="warning")
    listener = config.bind_socket()
    host, port = listener.getsockname()[:2]
    print(f"{NAME}: http://{host}:{port}{SIGN_IN_PATH}", flush=True)  # noqa: T201
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
